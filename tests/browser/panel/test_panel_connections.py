"""The panel beside other connections to the same kernel: a notebook that is opened later, a second page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab
from tests.browser.panel.test_panel import SLIDER, row, sidebar


def test_a_notebook_opened_after_the_sidebar_has_its_kernel_has_working_widgets(lab: Lab) -> None:
    first = lab.open([LOAD, f"%%litapp tide\n{SLIDER}"])
    first.run_all()
    first.save()
    first.close()
    second = lab.open([LOAD, "%%litapp sales\nst.write('sales')"])
    second.run_all()
    apps = sidebar(second)  # by a connection of its own
    expect(row(apps, "tide")).to_contain_text("1 run ")
    row(apps, "tide").get_by_role("button", name="Go to the cell of tide").click()
    shown = second.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .lit-app")
    expect(shown.get_by_text("10 rows", exact=True)).to_be_visible()
    shown.locator(".noUi-handle").focus()
    second.page.keyboard.press("ArrowRight")
    expect(shown.get_by_text("11 rows", exact=True)).to_be_visible()
    expect(row(apps, "tide")).to_contain_text("2 runs")
    second.screenshot("panel-notebook-opened-later")
    assert not second.errors


def test_the_lists_of_two_pages_follow_the_same_apps_and_a_restart_by_one_of_them(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}"])
    notebook.run_all()
    notebook.save()
    other = lab.open_existing(notebook.path)
    lists = [sidebar(page) for page in (notebook, other)]
    app = OpenApp(notebook)
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    for apps in lists:
        expect(row(apps, "sales")).to_contain_text("2 runs")
    row(lists[1], "sales").get_by_role("button", name="Run sales again").click()
    for apps in lists:
        expect(row(apps, "sales")).to_contain_text("rerun in the panel")
    other.restart()
    for apps in lists:
        expect(row(apps, "sales")).to_contain_text("Kernel ended")
    notebook.run_all()
    for apps in lists:
        expect(row(apps, "sales")).to_contain_text("Idle")
    assert not notebook.errors
    assert not other.errors
