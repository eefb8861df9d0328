"""What a change costs and what is seen of it: frames, bytes and texts, as the browser has them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import IDLE, LEASES, LOAD, OpenApp, open_app, wait_for_value
from tests.browser.driving.lab import Lab

PICTURE = "import numpy as np\npicture = np.random.default_rng(1).integers(0, 255, (100, 100, 3), dtype='uint8')\n"
SLIDER = 'n = st.slider("n", 0, 100, 10, key="n")\n'
ROWS = 'for row in range(50): st.write(f"row {row} of text that never changes")\n'
IMAGE = "st.image(picture)\n"
RESULT = 'st.write(f"value: {n}")\n'
ORDERS = {
    "slider first": PICTURE + SLIDER + ROWS + IMAGE + RESULT,
    "result right below the slider": PICTURE + SLIDER + RESULT + ROWS + IMAGE,
    "result between the rows": PICTURE + SLIDER + ROWS + RESULT + IMAGE + ROWS.replace("row {row}", "line {row}"),
    "slider last": PICTURE + 'n = st.session_state.get("n", 10)\n' + RESULT + IMAGE + ROWS + SLIDER,
    "in a function": "def main():\n" + "".join(
        f"    {line}\n" for line in (PICTURE + SLIDER + ROWS + IMAGE + RESULT).splitlines()
    ) + "main()\n",
}  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
def test_one_step_of_a_slider_costs_four_frames_and_three_kilobytes(
    lab: Lab, order: str, record_property: Callable[[str, object], None]
) -> None:
    app = open_app(lab, ORDERS[order])
    app.shows("value: 10")
    wait_for_value(app.notebook, LEASES, "[1]")  # the renderer's greeting to the kernel is answered
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")  # not counted: what the page does once is behind it then
    app.shows("value: 11")
    app.page.wait_for_function(IDLE)
    costs = []
    for value in range(12, 17):
        mark = app.notebook.recorder.mark()
        app.page.keyboard.press("ArrowRight")
        app.shows(f"value: {value}")
        frames = app.costs(mark)
        costs.append((len(frames), sum(frame.size for frame in frames)))
    print(f"frames and bytes of one step, {order}: {costs}")
    record_property("costs", costs)
    assert max(frames for frames, _ in costs) <= 4
    assert max(size for _, size in costs) <= 3000


STEP = """
n = st.number_input("n", value=10.0, step=0.1, format="%.2f")
st.write(f"value: {n}")
"""


def test_one_step_of_a_number_costs_no_more_than_one_of_a_slider(
    lab: Lab, record_property: Callable[[str, object], None]
) -> None:
    app = open_app(lab, STEP + ROWS)
    wait_for_value(app.notebook, LEASES, "[1]")
    more, field = app.root.get_by_title("Increase n"), app.input("n")
    more.click()
    app.shows("value: 10.1")
    app.page.wait_for_function(IDLE)
    costs = []
    for number in range(2, 8):
        mark = app.notebook.recorder.mark()
        if number % 2:
            more.click()
        else:
            field.press("ArrowUp")
        app.shows(f"value: {10 + number / 10}")
        expect(field).to_have_value(f"{10 + number / 10:.2f}")
        frames = app.costs(mark)
        costs.append((len(frames), sum(frame.size for frame in frames)))
    print(f"frames and bytes of one step of a number: {costs}")
    record_property("costs", costs)
    assert max(frames for frames, _ in costs) <= 4
    assert max(size for _, size in costs) <= 3000


def test_the_result_is_never_absent_while_a_slow_script_runs(lab: Lab) -> None:
    slow = PICTURE + SLIDER + ROWS + "import time\ntime.sleep(0.5)\n" + RESULT + IMAGE
    app = open_app(lab, slow)
    app.shows("value: 10")
    app.watch("value:", "row 49 ")
    app.handle().focus()
    for value in (11, 12):
        app.page.keyboard.press("ArrowRight")
        app.shows(f"value: {value}")
    seen = app.watched()
    assert seen["absent"] == 0
    assert seen["texts"] == [["value: 10", "value: 11", "value: 12"], ["row 49 of text that never changes"]]
    assert seen["frames"] > 20  # it was looked at all the time


STEPS = """
import time
n = st.slider("n", 0, 100, 10)
for step in range(5):
    time.sleep(0.1)
    st.write(f"step {step}: {n}")
"""


def test_of_fast_key_presses_the_last_value_is_seen_and_never_an_older_one_after_it(lab: Lab) -> None:
    app = open_app(lab, STEPS)
    app.shows("step 4: 10")
    app.watch(*(f"step {step}:" for step in range(5)))
    app.handle().focus()
    app.press("ArrowRight", 10, 50)
    app.shows("step 4: 20")
    seen = app.watched()
    assert seen["absent"] == 0
    for texts in seen["texts"]:
        values = [int(re.fullmatch(r"step \d: (\d+)", text).group(1)) for text in texts]  # type: ignore[union-attr]
        assert values == sorted(values)
        assert (values[0], values[-1]) == (10, 20)


MANY = """
n = st.slider("n", 0, 100, 10)
for row in range(1000):
    st.write(f"row {row}" if row != 500 else f"row 500, value: {n}")
"""


def test_a_thousand_rows_are_few_messages_and_few_widgets_and_one_of_them_is_cheap_to_change(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp first\n{MANY}"])
    notebook.run_cell(0)
    mark = notebook.recorder.mark()
    notebook.run_cell(1)
    app = OpenApp(notebook)
    expect(app.root.get_by_text("row 999", exact=True)).to_be_attached()
    frames, widgets = app.costs(mark), app.root.locator(".jupyter-widgets").count()
    size = sum(frame.size for frame in frames)
    print(f"1,000 rows: {len(frames)} frames, {size} bytes, {widgets} widgets")
    assert len(frames) <= 100
    assert size <= 200_000
    assert widgets <= 40
    app.handle().focus()
    mark = notebook.recorder.mark()
    app.page.keyboard.press("ArrowRight")
    app.shows("row 500, value: 11")
    frames = app.costs(mark)
    print(f"one changed row of 1,000: {len(frames)} frames, {sum(frame.size for frame in frames)} bytes")
    assert sum(frame.size for frame in frames) <= 10_000
