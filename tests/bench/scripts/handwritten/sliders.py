import ipywidgets as widgets
from IPython.display import display

ROWS = 100

sliders = [widgets.IntSlider(description=f"slider {i}", max=100) for i in range(ROWS)]
total = widgets.HTML("<p>The sum is 0.</p>")


def show(change):
    total.value = f"<p>The sum is {sum(slider.value for slider in sliders)}.</p>"


for slider in sliders:
    slider.observe(show, names="value")
display(widgets.VBox([*sliders, total]))
