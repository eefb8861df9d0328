"""What stands beside something stands at its height: tabs, cards, columns, code, the ends of a range."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab

SCRIPT = """%%litapp
import datetime as dt
first, second = st.tabs(["First", "Second"])
first.caption("in a tab")
st.caption("on the page")
short, long = st.columns(2)
short.metric("Short", 1, border=True)
long.metric("A label that is so long that it needs a second line " * 2, 2, -5, border=True)
name, tick = st.columns(2, vertical_alignment="bottom")
name.text_input("name")
tick.checkbox("tick")
st.code("a long line " * 40)
st.slider("dates", dt.date(2024, 1, 1), dt.date(2024, 12, 31), (dt.date(2024, 2, 1), dt.date(2024, 3, 1)))
st.select_slider("size", ["S", "M", "L"], value=("S", "M"))
"""
#: Scrolls code to its end and returns where its text ends.
END_OF_TEXT = """code => {
    code.scrollLeft = code.scrollWidth;
    const text = document.createRange();
    text.selectNodeContents(code.firstElementChild);
    return text.getBoundingClientRect().right;
}"""


def box(of: Locator) -> dict[str, float]:
    """Return where an element is, in pixels."""
    found = of.bounding_box()
    assert found is not None, "it is not shown"
    return dict(found)


def middle(of: Locator) -> float:
    """Return how far down the middle of an element is."""
    return box(of)["y"] + box(of)["height"] / 2


def test_things_in_a_row_are_of_one_height_and_begin_at_one_edge(lab: Lab) -> None:
    notebook = lab.open([LOAD, SCRIPT])
    notebook.run_all()
    app = OpenApp(notebook).root
    expect(app.get_by_text("in a tab")).to_be_visible()
    assert box(app.get_by_text("in a tab"))["x"] == box(app.get_by_text("on the page"))["x"]
    short, long = (app.locator(".lit-metric").nth(number) for number in (0, 1))
    assert box(short)["height"] == box(long)["height"]
    assert abs(middle(app.get_by_label("name")) - middle(app.get_by_label("tick"))) <= 1
    code = app.locator("pre.lit-code")
    assert box(code)["x"] + box(code)["width"] - code.evaluate(END_OF_TEXT) >= 12
    readouts = [text.strip() for text in app.locator(".widget-readout").all_inner_texts()]
    assert readouts == ["2024-02-01 – 2024-03-01", "S – M"]
