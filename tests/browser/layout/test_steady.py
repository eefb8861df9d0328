"""What keeps its place: nothing moves while an app runs again, watched in every frame; columns keep their row."""

from __future__ import annotations

from itertools import groupby

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.lab import Lab

PAGE = """
st.title("Tide")
n = st.slider("n", 0, 100, 10)
left, right = st.columns(2)
left.metric("level", "3 m")
right.selectbox("harbour", ["Oslo", "Lisbon"])
for i in range(6):
    st.write(f"line {i}")
st.text_input("name")
"""


def _watch(app: OpenApp, words: str) -> None:
    cells = [app.notebook.cell(number).element_handle() for number in (1, 2)]
    app.page.evaluate("([cells, words]) => litTest.tops(cells, words)", [cells, words])


def _moves(app: OpenApp) -> dict[str, list[float]]:
    """Return what was seen in more than one place, with its places one after another."""
    app.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    places: dict[str, list[float]] = app.page.evaluate("litTest.places")
    assert len(places["cell"]) > 3
    return {what: [top for top, _ in groupby(tops)] for what, tops in places.items() if len(set(tops)) > 1}


def test_a_cell_that_runs_again_with_an_equal_page_moves_the_next_cell_by_no_pixel(lab: Lab) -> None:
    app = open_app(lab, PAGE, "'below'")
    for _ in range(3):
        app.notebook.wait_idle()
        _watch(app, "line 5")
        app.notebook.run_cell(1)
        app.notebook.wait_idle()
        expect(app.root.get_by_text("line 5")).to_be_visible()
        assert _moves(app) == {}
        assert app.page.evaluate("litTest.blank") == 0
    app.input("name").fill("Ada")  # what was kept on the screen is alive
    app.page.keyboard.press("Enter")
    app.notebook.wait_idle()
    assert not app.notebook.errors


def test_an_output_that_is_cleared_goes_and_one_that_fails_gives_way(lab: Lab) -> None:
    app = open_app(lab, PAGE, "'below'")
    app.notebook.in_lab("panel.content.activeCellIndex = 1; await app.commands.execute('notebook:clear-cell-output')")
    expect(app.page.locator(".jp-Notebook .lit-app")).to_have_count(0)
    app.notebook.run_cell(1)
    expect(app.root).to_be_visible()
    app.notebook.set_source(1, "1 / 0")
    app.notebook.run_cell(1)
    expect(app.notebook.cell_output(1)).to_contain_text("ZeroDivisionError")
    expect(app.page.locator(".jp-Notebook .lit-app")).to_have_count(0)
    assert not app.notebook.errors


SLOW = """
import time
slow = st.checkbox("slow")
st.write("first")
if slow:
    time.sleep(1.2)
for i in range(5):
    st.write(f"line {i}")
st.write("long " * 3)
with st.container(horizontal=True):
    st.write("one")
    st.write("two")
with st.container(gap="large"):
    st.write("three")
    st.write("four")
if slow:
    time.sleep(.5)
st.write("last")
"""


def test_a_slow_rerun_moves_what_stays_by_no_pixel(lab: Lab) -> None:
    app = open_app(lab, SLOW, "'below'")
    app.shows("last")
    _watch(app, "last")
    app.root.locator("label", has_text="slow").click()
    expect(app.root.locator(".lit-stale, .lit-rest").first).to_be_attached()
    app.notebook.screenshot("slow-rerun", app.root)
    expect(app.root.locator(".lit-stale, .lit-rest")).to_have_count(0)
    app.notebook.wait_idle()
    assert _moves(app) == {}
    assert app.page.evaluate("litTest.blank") == 0


COLUMNS = """
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
    app = open_app(lab, COLUMNS)
    app.page.set_viewport_size({"width": width, "height": 1000})
    expect(app.root.get_by_text("go 2")).to_be_visible()
    assert _rows(app) == [1, 1, 1, 1, 1]
    assert app.ask("outside") == []
    for value in app.root.locator(".lit-metric-value").all():  # a number is never broken in two
        assert value.evaluate("value => value.clientHeight < 2 * parseFloat(getComputedStyle(value).fontSize)")
    app.notebook.screenshot(f"columns-{width}", app.root)


def test_columns_of_a_narrow_app_stand_below_each_other(lab: Lab) -> None:
    app = open_app(lab, COLUMNS)
    app.page.set_viewport_size({"width": 520, "height": 1000})
    expect(app.root.get_by_text("go 2")).to_be_visible()
    assert _rows(app) == [4, 6, 7, 3, 1]
    assert app.ask("outside") == []
