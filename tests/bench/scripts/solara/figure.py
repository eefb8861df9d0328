import numpy as np
import solara
from IPython.display import display
from matplotlib.figure import Figure

slider = solara.reactive(0)


@solara.component
def page():
    solara.SliderInt("slider", value=slider, max=100)
    x = np.linspace(0, 10, 500)
    fig = Figure()
    ax = fig.subplots()
    ax.plot(x, np.sin(x + slider.value / 10))
    solara.FigureMatplotlib(fig)
    solara.Markdown(f"The slider is at {slider.value}.")


display(page())
