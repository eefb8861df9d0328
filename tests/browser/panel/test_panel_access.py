"""Everybody can use the panel: axe-core finds nothing serious, every control has a name and is reached by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import LOAD
from tests.browser.driving.axe import serious
from tests.browser.driving.lab import Lab
from tests.browser.driving.workbench import Workbench
from tests.browser.panel.test_panel import SLIDER, SLOW, row, sidebar
from tests.browser.panel.test_panel_files import APP
from tests.browser.panel.test_panel_files import open_app as open_file
from tests.browser.panel.test_panel_tab import open_tab, to_notebook

ALL_CELLS = "panel.content.notebookConfig = {...panel.content.notebookConfig, windowingMode: 'none'}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_in_the_sidebar_the_tab_and_the_why_view(lab: Lab, dark: bool) -> None:
    fails = '%%litapp fails\nif st.checkbox("fail"):\n    1 / 0'
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}", f"%%litapp slow\n{SLOW}", fails], dark=dark, width=1500)
    notebook.run_all()
    notebook.page.locator(".lit-app").get_by_label("fail").check()
    tab = open_tab(notebook)
    tab.locator(".noUi-handle").focus()
    notebook.page.keyboard.press("ArrowRight")
    tab.get_by_role("button", name="Why sales ran").click()
    why = notebook.page.get_by_role("region", name="Why sales ran")
    why.locator("summary").first.click()
    expect(why.get_by_role("table")).to_be_visible()
    notebook.page.locator(".lit-app").get_by_label("slow").first.check()
    apps = sidebar(notebook)
    expect(row(apps, "slow")).to_contain_text("Running")
    expect(row(apps, "fails")).to_contain_text("Error")
    for place in ("#notebook-lit-apps", ".jp-MainAreaWidget:has(.lit-tab)", ".jp-MainAreaWidget:has(.lit-why)"):
        found = serious(notebook.page, place)
        print(f"axe, {place}: {found}")
        assert found == []
    row(apps, "slow").get_by_role("button", name="Stop slow").click()
    expect(row(apps, "slow")).to_contain_text("Idle")
    to_notebook(notebook)
    notebook.restart()
    expect(row(apps, "sales")).to_contain_text("Kernel ended")
    for place in ("#notebook-lit-apps", ".jp-MainAreaWidget:has(.lit-tab)", ".jp-MainAreaWidget:has(.lit-why)"):
        assert serious(notebook.page, place) == []


def test_axe_finds_nothing_serious_in_the_gallery(lab: Lab, root: Path) -> None:
    notebook = lab.open(root / "notebooks" / "gallery.ipynb", width=1000, height=1400)
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    expect(notebook.page.locator(".lit-app")).to_have_count(8)
    for dark in (False, True):
        notebook.set_dark(dark)
        found = serious(notebook.page, ".lit-app")
        print(f"axe, the gallery, {'dark' if dark else 'light'}: {found}")
        assert found == []


def test_the_panel_is_operated_by_keyboard_alone(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}"])
    notebook.run_all()
    apps = sidebar(notebook)
    first = row(apps, "sales").get_by_role("button", name="Go to the cell of sales")
    first.focus()
    keyboard = notebook.page.keyboard
    keyboard.press("Tab")
    expect(row(apps, "sales").get_by_role("button", name="Open sales in a tab")).to_be_focused()
    keyboard.press("Enter")
    tab = notebook.page.get_by_role("region", name="App sales")
    expect(tab.get_by_text("10 rows", exact=True)).to_be_visible()
    first.focus()
    for _ in range(2):
        keyboard.press("Tab")
    expect(row(apps, "sales").get_by_role("button", name="Why sales ran")).to_be_focused()
    keyboard.press("Enter")
    why = notebook.page.get_by_role("region", name="Why sales ran")
    expect(why.get_by_text("start", exact=True)).to_be_visible()
    first.focus()
    for _ in range(3):
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(row(apps, "sales")).to_contain_text("rerun in the panel")
    assert not notebook.errors


def test_the_tab_of_a_file_its_messages_and_the_buttons_of_a_notebook_have_no_serious_fault(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP, "broken.py": "st.title(\n"})
    open_file(bench)
    front = ".jp-MainAreaWidget:has(.lit-file):not(.lm-mod-hidden)"
    assert serious(bench.page, front) == []
    bench.set_dark(True)
    assert serious(bench.page, front) == []
    bench.menu(bench.item("broken.py"), "Open as Lit App")
    expect(bench.page.get_by_role("alert")).to_contain_text("broken.py cannot run.")
    assert serious(bench.page, front) == []
    bench.set_dark(False)
    assert serious(bench.page, front) == []
