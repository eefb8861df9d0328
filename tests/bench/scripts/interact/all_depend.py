from IPython.display import Markdown, display
from ipywidgets import IntSlider, interact

ROWS = 100


def show(slider):
    for i in range(ROWS):
        display(Markdown(f"In row {i} the slider is at {slider}."))


interact(show, slider=IntSlider(max=100))
