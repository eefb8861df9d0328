from IPython.display import Markdown, display
from ipywidgets import IntSlider, interact

ROWS = 100


def show(slider):
    for i in range(ROWS):
        if i == ROWS // 2:
            display(Markdown(f"The slider is at {slider}."))
        else:
            display(Markdown(f"Row {i} of a page that stays as it is."))


interact(show, slider=IntSlider(max=100))
