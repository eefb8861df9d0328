import solara
from IPython.display import display

ROWS = 100

slider = solara.reactive(0)


@solara.component
def page():
    solara.SliderInt("slider", value=slider, max=100)
    for i in range(ROWS):
        if i == ROWS // 2:
            solara.Markdown(f"The slider is at {slider.value}.")
        else:
            solara.Markdown(f"Row {i} of a page that stays as it is.")


display(page())
