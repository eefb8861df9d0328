"""The style sheet, one widget for all apps, does not go with the app that brought it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab, Notebook

STYLES = "[...document.querySelectorAll('.lit-app style')].length"


def styled(app: OpenApp) -> None:
    """Check that an app is there and looks like one."""
    expect(app.root).to_be_visible()
    expect(app.root).to_have_css("min-height", "46px")
    expect(app.root.locator(".lit-sheet")).to_be_hidden()


def three_apps(lab: Lab, *, new_page: bool = False) -> tuple[Notebook, list[OpenApp]]:
    cells = [f"%%litapp {name}\nst.slider('n')\nst.caption('{name}')" for name in ("first", "second", "third")]
    notebook = lab.open(
        [LOAD, *cells, "import notebook_lit as lit; lit.apps['first'].close()", "%load_ext notebook_lit"], new_page=new_page
    )
    for index in range(3):
        notebook.run_cell(index)
    return notebook, [OpenApp(notebook, index) for index in (1, 2, 3)]


def test_neither_a_deleted_output_nor_a_closed_app_nor_a_reload_takes_it_from_the_others(lab: Lab) -> None:
    notebook, (first, second, third) = three_apps(lab, new_page=True)
    styled(first)
    styled(second)
    notebook.in_lab("panel.content.widgets[argument].model.clearExecution()", 1)
    expect(first.root).to_have_count(0)
    styled(second)
    notebook.run_cell(4)
    styled(second)
    notebook.run_cell(3)  # an app that is made when the one that brought the style sheet is gone
    styled(third)
    notebook.save()
    notebook.reload()
    styled(second)
    styled(third)
    second.handle().focus()
    second.page.keyboard.press("ArrowRight")
    expect(second.root.locator(".widget-readout")).to_have_text("1")
    assert not notebook.errors


def test_a_second_view_has_it_too(lab: Lab) -> None:
    notebook, (first, second, _) = three_apps(lab)
    styled(second)
    before = notebook.page.evaluate(STYLES)
    notebook.in_lab(
        "panel.content.activeCellIndex = argument; await app.commands.execute('notebook:create-output-view');"
        "app.shell.activateById(panel.id)",
        2,
    )
    view = notebook.page.locator(".jp-LinkedOutputView .lit-app")
    expect(view).to_have_css("min-height", "46px")
    assert notebook.page.evaluate(STYLES) == before + 1
    notebook.run_cell(4)
    expect(first.root).to_have_count(0)
    expect(view).to_have_css("min-height", "46px")
    assert not notebook.errors
