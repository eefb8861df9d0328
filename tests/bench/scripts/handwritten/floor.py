import ipywidgets as widgets
from IPython.display import display

slider = widgets.IntSlider(description="slider", max=100)
slider.observe(lambda change: None, names="value")
display(slider)
