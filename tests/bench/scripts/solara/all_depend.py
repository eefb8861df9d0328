import solara
from IPython.display import display

ROWS = 100

slider = solara.reactive(0)


@solara.component
def page():
    solara.SliderInt("slider", value=slider, max=100)
    for i in range(ROWS):
        solara.Markdown(f"In row {i} the slider is at {slider.value}.")


display(page())
