"""An app in a tab of its own: the same app, with a toolbar; what a reload and a restart leave of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab, Notebook
from tests.browser.panel.test_panel import SLIDER, SLOW, row, sidebar

SALES = f'runs = st.session_state.runs = st.session_state.get("runs", 0) + 1\n{SLIDER}\nst.write(f"run {{runs}}")'
KERNEL = "return [...app.shell.widgets('main')].find(w => w.context).sessionContext.session.kernel"
#: The server has what the page would bring back; it is told a while after the last change.
REMEMBERED = """const {workspaces} = app.serviceManager;
const name = location.pathname.match(/workspaces\\/([^/]+)/)[1];
for (;;) {
    const {data} = await workspaces.fetch(name);
    const layout = JSON.stringify(data['layout-restorer:data'] ?? '');
    if (layout.includes(argument) && Object.keys(data).some(key => key.startsWith(argument))) return;
    await new Promise(again => setTimeout(again, 100));
}"""
FRONT = "app.shell.activateById([...app.shell.widgets('main')].find(w => w.hasClass('jp-NotebookPanel')).id)"


def open_tab(notebook: Notebook, name: str = "sales") -> Locator:
    apps = sidebar(notebook)
    row(apps, name).get_by_role("button", name=f"Open {name} in a tab").click()
    return tab_of(notebook, name)


def tab_of(notebook: Notebook, name: str = "sales") -> Locator:
    tab = notebook.page.locator(".jp-MainAreaWidget").filter(has=notebook.page.get_by_role("region", name=f"App {name}"))
    expect(tab).to_be_visible()
    return tab


def to_notebook(notebook: Notebook) -> None:
    """Bring the notebook to the front: it is what cells are run in."""
    notebook.in_lab(FRONT)


def test_the_toolbar_shows_what_the_app_does_and_stops_it(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp slow\n{SLOW}"])
    notebook.run_all()
    tab = open_tab(notebook, "slow")
    state = tab.locator(".lit-apps-state")
    expect(state).to_have_text("Idle")
    stop = tab.get_by_role("button", name="Stop slow")
    expect(stop).to_be_disabled()
    tab.get_by_role("checkbox").click()
    expect(state).to_have_text(re.compile(r"Running · [2-9] s"))
    notebook.screenshot("panel-tab-running-light")
    stop.click()
    expect(state).to_have_text("Idle")
    expect(stop).to_be_disabled()
    tab.get_by_role("button", name="Run slow again").click()
    expect(state).to_contain_text("Running")
    stop.click()
    expect(state).to_have_text("Idle")
    assert not notebook.errors


def test_stop_reaches_an_app_while_a_cell_keeps_the_kernel_busy(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp slow\n{SLOW}", "import time\ntime.sleep(60)"])
    notebook.run_cell(0)
    notebook.run_cell(1)
    tab = open_tab(notebook, "slow")
    if not notebook.in_lab(f"{KERNEL}.supportsSubshells"):
        return  # an older kernel: what is asked there has to wait
    tab.get_by_role("checkbox").click()
    expect(tab.locator(".lit-apps-state")).to_contain_text("Running")
    to_notebook(notebook)
    notebook.begin_cell(2)
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    tab.get_by_role("button", name="Stop slow").click()
    expect(tab.locator(".lit-apps-state")).to_have_text("Waiting for the busy kernel")
    expect(row(sidebar(notebook), "slow")).to_contain_text("Waiting for the busy kernel")
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    notebook.screenshot("panel-waiting")
    notebook.interrupt()
    expect(tab.locator(".lit-apps-state")).to_have_text("Idle")


def test_an_error_is_seen_in_the_sidebar_and_in_the_tab(lab: Lab) -> None:
    notebook = lab.open([LOAD, '%%litapp sales\nif st.checkbox("fail"):\n    1 / 0'])
    notebook.run_all()
    tab = open_tab(notebook)
    tab.get_by_role("checkbox").click()
    expect(row(sidebar(notebook), "sales").locator(".lit-apps-state")).to_have_text("Error")
    expect(tab.locator(".lit-apps-state")).to_have_text("Error")
    notebook.screenshot("panel-error")
    tab.get_by_role("checkbox").click()
    expect(tab.locator(".lit-apps-state")).to_have_text("Idle")


def width_of(app: Locator) -> float:
    expect(app).to_be_visible()
    box = app.bounding_box()
    assert box is not None
    return box["width"]


def test_a_wide_tab_takes_all_the_room(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SALES}"], width=1900)
    notebook.run_all()
    tab = open_tab(notebook)
    notebook.in_lab("app.shell.collapseRight()")
    app = tab.locator(".lit-body")
    assert width_of(app) <= 736
    wide = tab.get_by_role("button", name="Wide")
    expect(wide).to_have_attribute("aria-pressed", "false")
    wide.click()
    expect(wide).to_have_attribute("aria-pressed", "true")
    assert width_of(app) > 800
    notebook.screenshot("panel-tab-wide")
    wide.click()
    expect(wide).to_have_attribute("aria-pressed", "false")
    assert width_of(app) <= 736


@pytest.mark.parametrize("layout", ["wide", "centered"])
def test_a_tab_is_as_wide_as_the_script_says_unless_the_reader_wants_all_the_room(lab: Lab, layout: str) -> None:
    config = f'st.set_page_config(layout="{layout}")'
    notebook = lab.open([LOAD, f"%%litapp sales\n{config}\nst.sidebar.write('side')\n{SALES}"], width=2600)
    notebook.run_all()
    tab = open_tab(notebook)
    app = tab.locator(".lit-body")
    assert (width_of(app) > 1008) == (layout == "wide")
    tab.get_by_role("button", name="Wide").click()
    assert width_of(app) > 1008


def test_a_reload_brings_the_tab_back_with_its_values_and_without_a_run(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SALES}"], new_page=True)
    notebook.run_all()
    tab = open_tab(notebook)
    tab.locator(".noUi-handle").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(tab.get_by_text("11 rows", exact=True)).to_be_visible()
    tab.get_by_role("button", name="Wide").click()
    to_notebook(notebook)
    notebook.save()
    notebook.in_lab(REMEMBERED, "notebook-lit-tabs")
    notebook.reload()
    tab = tab_of(notebook)
    expect(tab.get_by_text("11 rows", exact=True)).to_be_visible()
    expect(tab.get_by_text("run 2", exact=True)).to_be_visible()
    expect(tab.get_by_role("button", name="Wide")).to_have_attribute("aria-pressed", "true")
    expect(row(sidebar(notebook), "sales")).to_contain_text("2 runs")
    notebook.screenshot("panel-tab-reloaded")
    tab.locator(".noUi-handle").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(tab.get_by_text("run 3", exact=True)).to_be_visible()
    OpenApp(notebook).shows("12 rows")
    assert not notebook.errors


def test_a_restart_leaves_the_tab_dead_and_the_cell_revives_it_in_place(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SALES}"])
    notebook.run_all()
    tab = open_tab(notebook)
    expect(tab.get_by_text("run 1", exact=True)).to_be_visible()
    before = tab.get_attribute("id")
    to_notebook(notebook)
    notebook.restart()
    apps = sidebar(notebook)
    expect(row(apps, "sales")).to_contain_text("Kernel ended")
    expect(tab.locator(".lit-apps-state")).to_contain_text("Kernel ended")
    expect(tab.get_by_text("Run the cell to bring it back")).to_be_visible()
    notebook.screenshot("panel-tab-dead")
    notebook.run_all()
    expect(row(apps, "sales")).to_contain_text("Idle")
    expect(tab.get_by_text("run 1", exact=True)).to_be_visible()
    expect(tab.get_by_text("Run the cell to bring it back")).to_be_hidden()
    tab.locator(".noUi-handle").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(tab.get_by_text("11 rows", exact=True)).to_be_visible()
    OpenApp(notebook).shows("11 rows")
    assert tab.get_attribute("id") == before
    assert not notebook.errors


def test_the_tab_follows_an_edited_cell_and_a_notebook_that_is_closed_and_opened(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}"])
    notebook.run_all()
    tab = open_tab(notebook)
    expect(tab.get_by_text("10 rows", exact=True)).to_be_visible()
    to_notebook(notebook)
    notebook.set_source(1, "%%litapp sales\nst.write('another app')")
    notebook.run_cell(1)
    expect(tab.get_by_text("another app", exact=True)).to_be_visible()
    notebook.save()
    notebook.in_lab("panel.dispose()")
    expect(tab.get_by_text("while its notebook is open")).to_be_visible()
    notebook.screenshot("panel-tab-closed-notebook")
    tab.get_by_role("button", name="Open the notebook").click()
    expect(tab.get_by_text("another app", exact=True)).to_be_visible()
    expect(tab.get_by_text("while its notebook is open")).to_be_hidden()
    assert not notebook.errors


def test_the_tab_follows_a_notebook_that_gets_another_name_and_comes_back_with_it(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SALES}"], new_page=True)
    notebook.run_all()
    tab = open_tab(notebook)
    expect(tab.get_by_text("run 1", exact=True)).to_be_visible()
    before = tab.get_attribute("id")
    to_notebook(notebook)
    notebook.in_lab("await panel.context.rename('renamed.ipynb'); await panel.context.save()")
    expect(sidebar(notebook).get_by_role("heading", name="renamed.ipynb")).to_be_visible()
    tab.get_by_role("button", name="Run sales again").click()
    expect(tab.get_by_text("run 2", exact=True)).to_be_visible()
    to_notebook(notebook)
    notebook.in_lab(REMEMBERED, "notebook:renamed.ipynb")
    notebook.in_lab(REMEMBERED, "notebook-lit-tabs")
    notebook.page.goto(notebook.page.url.replace(notebook.path.name, "renamed.ipynb"))
    tab = tab_of(notebook)
    expect(tab.get_by_text("run 2", exact=True)).to_be_visible()
    assert tab.get_attribute("id") == before
    assert not notebook.errors
