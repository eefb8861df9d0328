import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Markdown, display
from ipywidgets import IntSlider, interact


def show(slider):
    x = np.linspace(0, 10, 500)
    fig, ax = plt.subplots()
    ax.plot(x, np.sin(x + slider / 10))
    display(fig)
    plt.close(fig)
    display(Markdown(f"The slider is at {slider}."))


interact(show, slider=IntSlider(max=100))
