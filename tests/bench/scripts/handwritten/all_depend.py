import ipywidgets as widgets
from IPython.display import display

ROWS = 100

slider = widgets.IntSlider(description="slider", max=100)
rows = [widgets.HTML() for i in range(ROWS)]


def show(n):
    for i, row in enumerate(rows):
        row.value = f"<p>In row {i} the slider is at {n}.</p>"


slider.observe(lambda change: show(change.new), names="value")
show(0)
display(widgets.VBox([slider, *rows]))
