import io

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

slider = widgets.IntSlider(description="slider", max=100)
picture = widgets.Image(format="png")
text = widgets.HTML()


def show(n):
    x = np.linspace(0, 10, 500)
    fig, ax = plt.subplots()
    ax.plot(x, np.sin(x + n / 10))
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=200, bbox_inches="tight")  # st.pyplot's picture: the same pixels to draw
    plt.close(fig)
    picture.value = png.getvalue()
    text.value = f"<p>The slider is at {n}.</p>"


slider.observe(lambda change: show(change.new), names="value")
show(0)
display(widgets.VBox([slider, picture, text]))
