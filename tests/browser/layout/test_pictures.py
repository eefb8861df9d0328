"""Pictures and wide tables: how wide they are in a real page, and a figure in the dark theme."""

from __future__ import annotations

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

PICTURES = """import matplotlib.pyplot as plt, numpy as np
st.title("Pictures")
st.image(np.full((60, 200, 3), 180, dtype="uint8"), width=300, caption="300 px wide")
fig, ax = plt.subplots(figsize=(4, 1.6))
ax.plot([1, 3, 2, 5], label="price")
ax.plot([2, 1, 4, 3], label="index")
ax.legend()
ax.set_title("A figure without a style")
st.pyplot(fig)
left, right = st.columns(2)
ink, ax = plt.subplots(figsize=(4, 1.6))
ax.imshow(np.arange(32).reshape(4, 8))
left.pyplot(ink)
right.pyplot(fig, width=200)"""
TABLE = """import pandas as pd
st.table(pd.DataFrame({f"column number {i}": ["several words here", "extraordinarily"] for i in range(40)}))
st.text("below")"""


def test_pictures_are_as_wide_as_asked_and_figures_fill_their_container(lab: Lab) -> None:
    app = open_app(lab, PICTURES)
    app.shows("300 px wide")
    pictures = app.root.locator("img")
    widths = pictures.evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
    room = app.root.locator("h1").evaluate("e => e.getBoundingClientRect().width")
    assert widths[0] == 300
    assert abs(widths[1] - room) < 2
    assert abs(widths[2] - (room - 16) / 2) < 4
    assert widths[3] == 200
    app.notebook.screenshot("pictures-light")
    app.notebook.set_dark(True)
    filters = pictures.evaluate_all("all => all.map(e => getComputedStyle(e).filter)")
    assert [found != "none" for found in filters] == [False, True, False, True]
    app.notebook.screenshot("pictures-dark")
    app.notebook.set_dark(False)
    assert set(pictures.evaluate_all("all => all.map(e => getComputedStyle(e).filter)")) == {"none"}


def test_a_table_with_forty_columns_scrolls_and_breaks_at_words(lab: Lab) -> None:
    app = open_app(lab, TABLE)
    app.shows("below")
    table = app.root.locator(".lit-table")
    assert table.evaluate("e => e.scrollWidth > 2 * e.clientWidth")
    one_line = """all => all.every(e => {
        const words = document.createRange();
        words.selectNodeContents(e);
        return words.getClientRects().length === 1;
    })"""
    assert app.root.locator(".lit-table td", has_text="extraordinarily").evaluate_all(one_line)
    app.notebook.screenshot("table-forty-columns")
