"""The notebooks that people open first, as they see them: all cells run, the look in both themes, a slider by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import OpenApp
from tests.browser.driving.axe import serious
from tests.browser.driving.lab import Lab

ALL_CELLS = "panel.content.notebookConfig = {...panel.content.notebookConfig, windowingMode: 'none'}"


@pytest.mark.works("five minutes", "JupyterLab")
def test_the_first_five_minutes_run_and_a_slider_moved_by_mouse_changes_the_output(lab: Lab, root: Path) -> None:
    notebook = lab.open(root / "notebooks" / "five_minutes.ipynb")
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    apps = notebook.page.locator(".lit-app")
    expect(apps.first).to_be_visible()
    assert notebook.page.locator(".lit-exception").count() == 0
    app = apps.filter(has=notebook.page.locator(".noUi-handle")).first
    before = app.locator(".lit-main").inner_text()
    notebook.drag(app.locator(".noUi-handle").first, x=60)
    changed = "([root, before]) => root.innerText.length && root.innerText !== before"
    notebook.page.wait_for_function(changed, arg=[app.locator(".lit-main").element_handle(), before])
    assert not notebook.errors
    notebook.screenshot("five-minutes")


@pytest.mark.works("readable", "JupyterLab")
@pytest.mark.parametrize("width", [1280, 560])
def test_the_gallery_cuts_nothing_off_and_is_readable_in_both_themes(lab: Lab, root: Path, width: int) -> None:
    notebook = lab.open(root / "notebooks" / "gallery.ipynb", width=width, height=1400)
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    apps = notebook.page.locator(".lit-app")
    expect(apps).to_have_count(8)
    assert notebook.page.locator(".lit-exception").count() == 1  # the one that is shown on purpose
    cells = notebook.in_lab(
        "return panel.content.widgets.map((w, i) => w.node.querySelector('.lit-app') ? i : -1).filter(i => i >= 0)"
    )
    lowest = []
    for dark in (False, True):
        notebook.set_dark(dark)
        for number, cell in enumerate(cells):
            app = OpenApp(notebook, cell)
            name = f"gallery-{number}-{'dark' if dark else 'light'}-{width}"
            notebook.screenshot(name, app.root)
            if not dark:
                assert app.ask("cut") == []
                assert app.ask("outside") == []
            lowest += [(ratio, text, name) for ratio, text in app.ask("contrast")]
    lowest.sort()
    print(f"lowest contrasts: {lowest[:5]}")
    assert lowest[0][0] >= 4.5, lowest[:5]
    assert serious(notebook.page) == []
    assert not notebook.errors
