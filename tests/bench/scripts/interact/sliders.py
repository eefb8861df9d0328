from IPython.display import Markdown, display
from ipywidgets import IntSlider, interact

ROWS = 100


def show(**sliders):
    display(Markdown(f"The sum is {sum(sliders.values())}."))


interact(show, **{f"slider_{i}": IntSlider(max=100) for i in range(ROWS)})
