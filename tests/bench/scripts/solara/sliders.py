import solara
from IPython.display import display

ROWS = 100

sliders = [solara.reactive(0) for i in range(ROWS)]


@solara.component
def page():
    for i, slider in enumerate(sliders):
        solara.SliderInt(f"slider {i}", value=slider, max=100)
    solara.Markdown(f"The sum is {sum(slider.value for slider in sliders)}.")


display(page())
