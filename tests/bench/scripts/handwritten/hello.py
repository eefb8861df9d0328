import ipywidgets as widgets
from IPython.display import display

name = widgets.Text(description="name", continuous_update=False)
greeting = widgets.HTML("Hello, !")


def greet(change):
    greeting.value = f"Hello, {change.new}!"


name.observe(greet, names="value")
display(widgets.VBox([name, greeting]))
