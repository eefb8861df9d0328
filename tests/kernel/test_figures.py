"""Figures that an app makes while a cell of the notebook runs are the app's: the cell neither shows nor closes them."""

from __future__ import annotations

import re

from tests.kernel.driving.kernel import Kernel

GATES = "import threading\ncell_runs, drawn, cell_over = (threading.Event() for _ in range(3))\n"
#: Its run for a value above 3 draws while a cell runs, and goes on with the figure when the cell is over.
APP = """%%litapp one --static
import matplotlib.pyplot as plt
n = st.slider("n", 0, 9, 3)
if n > 3:
    cell_runs.wait(20)
plt.figure()
plt.plot([1, 2, n])
if n > 3:
    drawn.set()
    cell_over.wait(20)
axes = plt.gca()
st.text(f"{n}: {len(axes.lines)} lines in figure {axes.figure.number}")
st.pyplot(axes.figure)
"""


def test_a_figure_that_an_app_makes_while_a_cell_runs_is_not_shown_under_that_cell(kernel: Kernel) -> None:
    kernel.run(f"%matplotlib inline\nimport matplotlib.pyplot as plt\n%load_ext notebook_lit\n{GATES}")
    kernel.run(APP)
    kernel.wait_for(lambda: _says(kernel, "3: 1 lines"), why="the first run")
    [slider] = kernel.find("IntSliderModel")
    kernel.send_update(slider.id, {"value": 5})
    cell = kernel.run("cell_runs.set(); drawn.wait(20)")
    assert cell.displays == []
    kernel.run("cell_over.set()")
    kernel.wait_for(lambda: _says(kernel, "5: 1 lines"), why="the line in the figure that the script goes on with")
    kernel.run("for gate in (cell_runs, drawn, cell_over): gate.clear()")
    kernel.send_update(slider.id, {"value": 6})
    cell = kernel.run("plt.figure()\nplt.plot([0])\ncell_runs.set(); drawn.wait(20)")
    assert [sorted(shown) for shown in cell.displays] == [["image/png", "text/plain"]]  # the cell's own, and nothing else
    kernel.run("cell_over.set()")
    kernel.wait_for(lambda: _says(kernel, "6: 1 lines"), why="the line of the next run")


PANDAS = """%%litapp two
import numpy as np, pandas as pd
n = st.slider("n", 0, 99, 3)
st.pyplot(pd.Series(np.arange(100.0) + n).plot(figsize=(8, 2.4)).figure)
st.text(f"n is {n}")
"""


def test_cells_that_end_meanwhile_cut_no_picture_of_an_app(kernel: Kernel) -> None:
    kernel.run("%load_ext notebook_lit")
    kernel.run(PANDAS)
    [slider] = kernel.find("IntSliderModel")
    for value in range(10, 25):
        kernel.send_update(slider.id, {"value": value})
        for _ in range(3):
            assert kernel.run("1").displays == []
    kernel.wait_for(lambda: _says(kernel, "n is 24"), why="the last run")
    drawn = [re.findall(r'width="(\d+)" height="\d+"', str(message.data.get("state", ""))) for message in kernel.snapshot()]
    widths = sorted({int(width) for found in drawn for width in found})
    assert widths
    assert widths[-1] - widths[0] < 20, widths  # one that was cut is a third less wide


def _says(kernel: Kernel, text: str) -> bool:
    return any(text in str(widget.state.get("value")) for widget in list(kernel.widgets.values()))
