"""One click script, the same in each front end, with no change to the app."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import FAILED
from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.axe import serious
from tests.browser.driving.lab import Lab, Notebook
from tests.browser.driving.notebook7 import Notebook7
from tests.browser.driving.server import LabServer
from tests.browser.driving.voila import Voila
from tests.browser.install.test_notebooks_in_lab import ALL_CELLS
from tests.browser.vscode.notebook import VSCode

FRONT_ENDS = {"JupyterLab": Lab, "Notebook 7": Notebook7, "VS Code": VSCode, "Voilà": Voila}
SCRIPT = """%%litapp first
runs = st.session_state.runs = st.session_state.get("runs", 0) + 1
name = st.text_input("name")
n = st.slider("rows", 0, 100, 10)
tick = st.checkbox("tick")
city = st.selectbox("city", ["Berlin", "Lisbon", "Oslo"])
if st.button("Add"):
    st.session_state.clicks = st.session_state.get("clicks", 0) + 1
first, second = st.tabs(["First", "Second"])
first.write("in the first")
second.write("in the second")
with st.expander("More"):
    st.write("in the expander")
st.text(f"{name} {n} {tick} {city} clicks={st.session_state.get('clicks', 0)}")
st.text(f"runs: {runs}")
"""


@pytest.fixture(params=FRONT_ENDS)
def front_end(browser: Browser, lab_server: LabServer, request: pytest.FixtureRequest) -> Iterator[Lab | VSCode | Voila]:
    """Give each front end in turn."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name).strip("-")
    opened = FRONT_ENDS[request.param](lab_server, browser, name)
    yield opened
    if request.node.stash.get(FAILED, False):
        for number, notebook in enumerate(opened.notebooks, 1):
            notebook.screenshot(f"failed-{name}-{number}")
    opened.close()


@pytest.mark.works("clicks")
def test_the_click_script_passes(front_end: Lab | VSCode | Voila, request: pytest.FixtureRequest) -> None:
    notebook = front_end.open([LOAD, SCRIPT])
    own = list(notebook.errors)  # Notebook 7 has two of its own while it opens
    notebook.run_all()
    app = OpenApp(notebook)
    expect(app.root).to_be_visible()
    app.shows("10 False Berlin clicks=0")
    app.shows("runs: 1")
    app.input("name").fill("Ada")
    app.page.keyboard.press("Enter")
    app.shows("Ada 10 False Berlin clicks=0")
    notebook.drag(app.handle(), x=100)
    rows = app.root.locator(".widget-readout").inner_text()
    assert int(rows) > 10
    app.shows(f"Ada {rows} False Berlin clicks=0")
    app.root.locator("label", has_text="tick").click()
    app.shows(f"Ada {rows} True Berlin clicks=0")
    app.pick("city", "Oslo")
    app.shows(f"Ada {rows} True Oslo clicks=0")
    before = int(app.root.get_by_text("runs:").inner_text().removeprefix("runs: "))
    app.root.get_by_role("button", name="Add").click()
    app.shows(f"Ada {rows} True Oslo clicks=1")
    app.shows(f"runs: {before + 1}")  # nothing was submitted twice
    app.root.get_by_role("tab", name="Second").click()
    app.shows("in the second")
    expect(app.root.get_by_text("in the first")).to_be_hidden()
    app.root.get_by_text("More").click()
    app.shows("in the expander")
    app.root.get_by_role("button", name="Add").click()
    app.shows(f"Ada {rows} True Oslo clicks=2")
    app.shows(f"runs: {before + 2}")
    app.shows("in the expander")  # and nobody has closed what the reader opened
    app.shows("in the second")
    assert notebook.errors == own
    notebook.screenshot("clicks-" + re.sub(r"[^a-z0-9]+", "-", request.node.callspec.id.lower()), app.root)


@pytest.mark.parametrize("front_end", ["JupyterLab", "Notebook 7"], indirect=True)
def test_keys_pressed_in_an_app_are_not_the_notebooks(front_end: Lab) -> None:
    notebook = front_end.open([LOAD, SCRIPT])
    notebook.run_all()
    app = OpenApp(notebook)
    app.handle().focus()
    app.page.keyboard.press("x")  # would cut the cell
    app.page.keyboard.press("ArrowRight")
    app.shows("11 False Berlin clicks=0")
    cells = notebook.page.locator(".jp-Notebook .jp-CodeCell")
    expect(cells).to_have_count(2)
    app.page.keyboard.press("Escape")
    cells.first.locator(".jp-InputPrompt").click()
    app.page.keyboard.press("x")  # and here it does
    expect(cells).to_have_count(1)


@pytest.mark.works("five minutes")
@pytest.mark.parametrize("front_end", ["Notebook 7", "Voilà"], indirect=True)
def test_the_first_five_minutes_are_there_and_their_slider_works(front_end: Lab | Voila, root: Path) -> None:
    notebook = front_end.open(root / "notebooks" / "five_minutes.ipynb", height=1600)
    if isinstance(notebook, Notebook):
        notebook.in_lab(ALL_CELLS)
    notebook.run_all(60)
    app = notebook.page.locator(".lit-app").filter(has=notebook.page.locator(".noUi-handle"))
    expect(app).to_have_count(1)
    metric = app.locator(".lit-metric-value").first
    before = metric.inner_text()
    notebook.drag(app.locator(".noUi-handle").first, x=80)
    expect(metric).not_to_have_text(before)
    assert notebook.page.locator(".lit-exception").count() == 0
    notebook.screenshot(f"five-minutes-{type(front_end).__name__.lower()}")


@pytest.mark.works("readable", "Notebook 7")
def test_notebook_7_shows_the_gallery_in_both_themes(browser: Browser, lab_server: LabServer, root: Path) -> None:
    opened = Notebook7(lab_server, browser, "notebook7-gallery")
    notebook = opened.open(root / "notebooks" / "gallery.ipynb", width=1280, height=1400)
    own = list(notebook.errors)
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    apps = notebook.page.locator(".lit-app")
    expect(apps).to_have_count(8)
    assert notebook.page.locator(".lit-exception").count() == 1  # the one that is shown on purpose
    for theme in ("light", "dark"):
        notebook.set_dark(theme == "dark")
        for number in range(8):
            app = apps.nth(number)
            assert app.evaluate("root => litTest.cut(root)") == []
            assert app.evaluate("root => litTest.outside(root)") == []
            contrast = app.evaluate("root => litTest.contrast(root)")
            assert contrast[0][0] >= 4.5, contrast
            notebook.screenshot(f"notebook7-gallery-{number}-{theme}", app)
        assert serious(notebook.page) == []
    assert notebook.errors == own
    opened.close()
