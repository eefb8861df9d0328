"""What a notebook has of the panel: a cell becomes an app by a click, and a view of the apps alone."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab, Notebook, document
from tests.browser.panel.test_panel_files import BARE, add_bare_kernel

SLIDER = 'n = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")'
SOURCES = "return [...panel.content.model.cells].map(cell => cell.sharedModel.getSource())"
SELECT = "panel.content.deselectAll(); panel.content.activeCellIndex = argument"


def button(notebook: Notebook, name: str) -> Locator:
    return notebook.page.locator(".jp-NotebookPanel-toolbar").get_by_role("button", name=name)


def test_the_button_makes_the_active_cell_an_app_and_keeps_the_notebook_able_to_run_it(lab: Lab) -> None:
    notebook = lab.open(["import math", SLIDER])
    notebook.in_lab(SELECT, 1)
    button(notebook, "Put %%litapp above this cell").click()
    app = OpenApp(notebook, 2)
    app.shows("10 rows")
    assert notebook.in_lab(SOURCES) == [LOAD, "import math", f"%%litapp\n{SLIDER}"]
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("11 rows")
    notebook.screenshot("panel-run-cell")
    notebook.in_lab(SELECT, 2)
    button(notebook, "Put %%litapp above this cell").click()  # it has the magic: it is only run
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[2]:")
    app.shows("11 rows")
    assert notebook.in_lab(SOURCES) == [LOAD, "import math", f"%%litapp\n{SLIDER}"]
    notebook.restart()
    notebook.run_all()
    app.shows("10 rows")
    assert not notebook.errors


def test_the_context_menu_of_a_cell_has_it_too_and_undo_takes_the_magic_away(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"# rows\n{SLIDER}", "%%time\n" + SLIDER])
    notebook.cell(1).locator(".cm-content").click(button="right")
    notebook.page.locator(".lm-Menu-item").filter(has_text="Run Cell as Lit App").click()
    OpenApp(notebook, 1).shows("10 rows")
    assert notebook.in_lab(SOURCES)[1] == f"%%litapp\n# rows\n{SLIDER}"
    notebook.in_lab("panel.content.activeCell.model.sharedModel.undo()")
    assert notebook.in_lab(SOURCES)[1] == f"# rows\n{SLIDER}"
    notebook.in_lab(SELECT, 2)
    notebook.page.keyboard.press("Escape")
    notebook.page.locator(".jp-Notebook .jp-Cell.jp-mod-active").focus()
    notebook.page.keyboard.press("Control+Alt+Enter")
    OpenApp(notebook, 2).shows("10 rows")
    assert notebook.in_lab(SOURCES)[2] == f"%%time\n%%litapp\n{SLIDER}"


def test_a_cell_that_can_be_no_app_says_why_and_stays_as_it_is(lab: Lab) -> None:
    notebook = lab.open(["%%bash\necho 1"])
    notebook.in_lab(SELECT, 0)
    notebook.in_lab("await app.commands.execute('notebook_lit:run-cell')")
    expect(notebook.page.get_by_role("alert").filter(has_text="%%bash runs this cell")).to_be_visible()
    assert notebook.in_lab(SOURCES) == ["%%bash\necho 1"]


def test_a_kernel_without_the_package_is_named_with_the_repair(lab: Lab) -> None:
    add_bare_kernel(lab)
    path = lab.server.work / "bare-notebook.ipynb"
    path.write_text(json.dumps(document([SLIDER]) | {"metadata": {"kernelspec": BARE}}))
    notebook = lab.open_existing(path, new_page=True)
    notebook.in_lab(SELECT, 0)
    notebook.in_lab("await app.commands.execute('notebook_lit:run-cell')")
    told = notebook.page.get_by_role("alert").filter(has_text="The kernel Bare does not have notebook_lit.")
    expect(told).to_contain_text("pip install notebook_lit")
    assert notebook.in_lab(SOURCES) == [SLIDER]


def open_mixed(lab: Lab) -> Notebook:
    apps = [f"%%litapp sales\n{SLIDER}", "2 + 2", f"%%litapp tide\n{SLIDER}"]
    notebook = lab.open(["filler = 1\n" * 30, LOAD, "print('noise')", *apps])
    notebook.in_lab("panel.content.model.sharedModel.insertCell(0, {cell_type: 'markdown', source: '# Sales'})")
    notebook.run_all()
    OpenApp(notebook, 6).shows("10 rows")
    return notebook


def test_app_view_shows_apps_and_texts_alone_and_leaves_no_trace(lab: Lab) -> None:
    notebook = open_mixed(lab)
    notebook.save()
    saved = notebook.path.read_text()
    notebook.in_lab("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 120")
    notebook.screenshot("panel-app-view-off")
    before = notebook.in_lab(SOURCES)
    toggle = button(notebook, "Show only apps and texts")
    toggle.click()
    page = notebook.page
    expect(page.get_by_role("heading", name="Sales")).to_be_visible()
    expect(page.locator(".jp-Notebook .lit-app:visible")).to_have_count(2)
    expect(page.locator(".jp-Notebook .cm-content:visible")).to_have_count(0)
    expect(page.locator(".jp-Notebook").get_by_text("noise").locator("visible=true")).to_have_count(0)
    expect(toggle).to_have_attribute("aria-pressed", "true")
    notebook.screenshot("panel-app-view-on")
    page.locator(".jp-Notebook .lit-app .noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".jp-Notebook .lit-app").first).to_contain_text("11 rows")
    page.locator(".jp-Notebook .jp-Cell.jp-mod-active").first.evaluate("cell => cell.closest('.jp-Notebook').focus()")
    for key in (*"ddxba", "Enter"):
        page.keyboard.press(key)
    assert notebook.in_lab(SOURCES) == before
    assert not notebook.in_lab("return panel.context.model.dirty")
    toggle.click()
    expect(page.get_by_text("noise").first).to_be_visible()
    expect(page.locator(".jp-Notebook .cm-content:visible").first).to_be_visible()
    page.wait_for_function("() => document.querySelector('.jp-WindowedPanel-outer').scrollTop === 120")
    assert not notebook.in_lab("return panel.context.model.dirty")
    assert notebook.path.read_text() == saved
    assert not notebook.errors
