import ipywidgets as widgets
from IPython.display import display

ROWS = 100

slider = widgets.IntSlider(description="slider", max=100)
rows = [widgets.HTML(f"<p>Row {i} of a page that stays as it is.</p>") for i in range(ROWS)]
dependent = rows[ROWS // 2]


def show(change):
    dependent.value = f"<p>The slider is at {change.new}.</p>"


slider.observe(show, names="value")
display(widgets.VBox([slider, *rows]))
