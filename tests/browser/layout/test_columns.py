"""Columns keep their row, as in Streamlit, until the app is really narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.lab import Lab

PAGE = """
with st.sidebar:
    st.write("aside")
for i, column in enumerate(st.columns(4)):
    column.metric(f"level {i}", f"{1234.5 * (i + 1):,.2f} m", "+3 %")
for count in (6, 7):
    for i, column in enumerate(st.columns(count)):
        column.metric(f"m {i}", 100 + i)
for i, column in enumerate(st.columns(3, border=True)):
    column.selectbox(f"harbour {i}", ["Oslo", "Lisbon"])
for i, column in enumerate(st.columns(3, wrap=False)):
    column.button(f"go {i}")
"""


def _rows(app: OpenApp) -> list[int]:
    """Return how many rows each group of columns has on the screen."""
    rows: list[int] = app.root.evaluate(
        """root => [...root.querySelectorAll('.lit-columns')].map(group =>
            new Set([...group.children].map(column => Math.round(column.getBoundingClientRect().top))).size)"""
    )
    return rows


@pytest.mark.parametrize("width", [1280, 912, 760])
def test_columns_stand_side_by_side_where_streamlit_shows_them_so(lab: Lab, width: int) -> None:
    app = open_app(lab, PAGE)
    app.page.set_viewport_size({"width": width, "height": 1000})
    expect(app.root.get_by_text("go 2")).to_be_visible()
    assert _rows(app) == [1, 1, 1, 1, 1]
    assert app.ask("outside") == []
    for value in app.root.locator(".lit-metric-value").all():  # a number is never broken in two
        assert value.evaluate("value => value.clientHeight < 2 * parseFloat(getComputedStyle(value).fontSize)")
    app.notebook.screenshot(f"columns-{width}", app.root)


def test_columns_of_a_narrow_app_stand_below_each_other(lab: Lab) -> None:
    app = open_app(lab, PAGE)
    app.page.set_viewport_size({"width": 520, "height": 1000})
    expect(app.root.get_by_text("go 2")).to_be_visible()
    assert _rows(app) == [4, 6, 7, 3, 1]
    assert app.ask("outside") == []
