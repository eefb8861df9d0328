"""The Lit Apps sidebar: all live apps of all kernels, what they do, and what can be done with them."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.driving.app import IDLE, LOAD, OpenApp
from tests.browser.driving.lab import Lab, Notebook

SLIDER = 'n = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")'
SLOW = """import time
if st.checkbox("slow"):
    for _ in range(600):
        time.sleep(0.1)
        _ = "x" in st.session_state
"""


def sidebar(notebook: Notebook) -> Locator:
    notebook.in_lab("await app.commands.execute('notebook_lit:show-apps')")
    found = notebook.page.locator("#notebook-lit-apps")
    expect(found).to_be_visible()
    return found


def row(apps: Locator, name: str) -> Locator:
    return apps.locator(".lit-apps-row").filter(has=apps.page.get_by_text(name, exact=True))


def open_two(lab: Lab, *, new_page: bool = False) -> Notebook:
    """Open two notebooks, with three apps in all, and close the first; its kernel lives on."""
    first = lab.open([LOAD, "%%litapp tide\nst.write('tide')"])
    first.run_all()
    first.save()
    first.close()
    second = lab.open([LOAD, f"%%litapp sales\n{SLIDER}", f"%%litapp slow\n{SLOW}"], new_page=new_page)
    second.run_all()
    return second


def test_the_sidebar_lists_three_apps_of_two_kernels_and_follows_them(lab: Lab) -> None:
    notebook = open_two(lab)
    apps = sidebar(notebook)
    expect(apps.locator(".lit-apps-group")).to_have_count(2)
    expect(apps.locator(".lit-apps-row")).to_have_count(3)
    expect(row(apps, "sales")).to_contain_text("Idle")
    expect(row(apps, "sales")).to_contain_text("1 run ")
    app = OpenApp(notebook, 1)
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("11 rows")
    expect(row(apps, "sales")).to_contain_text("2 runs")
    expect(row(apps, "sales")).to_contain_text("slider 'n'")
    OpenApp(notebook, 2).root.get_by_role("checkbox").click()
    expect(row(apps, "slow")).to_contain_text("Running")
    notebook.screenshot("panel-sidebar-light")
    row(apps, "slow").get_by_role("button", name="Stop slow").click()
    expect(row(apps, "slow")).to_contain_text("Idle")
    notebook.set_dark(True)
    notebook.screenshot("panel-sidebar-dark")
    assert not notebook.errors


def test_rerun_and_close_in_the_sidebar(lab: Lab) -> None:
    notebook = open_two(lab)
    apps = sidebar(notebook)
    again = row(apps, "sales").get_by_role("button", name="Run sales again")
    again.hover()
    expect(notebook.page.locator(".lit-tooltip")).to_have_text("Run sales again")
    notebook.screenshot("panel-tooltip")
    again.click()
    expect(row(apps, "sales")).to_contain_text("rerun in the panel")
    row(apps, "tide").get_by_role("button", name="More actions for tide").click()
    menu = notebook.page.get_by_role("menu")
    expect(menu.get_by_role("menuitem")).to_have_text(["Clear the Caches", "Close the App"])
    menu.get_by_role("menuitem", name="Close the App").click()
    expect(apps.locator(".lit-apps-row")).to_have_count(2)


def test_a_reload_brings_the_list_back_without_a_run_and_a_restart_leaves_the_apps_dead(lab: Lab) -> None:
    notebook = open_two(lab, new_page=True)
    apps = sidebar(notebook)
    expect(row(apps, "sales")).to_contain_text("1 run ")
    notebook.save()
    notebook.reload()
    apps = sidebar(notebook)
    expect(apps.locator(".lit-apps-row")).to_have_count(3)
    expect(row(apps, "sales")).to_contain_text("1 run ")
    notebook.restart()
    expect(row(apps, "sales")).to_contain_text("Kernel ended")
    notebook.screenshot("panel-dead")
    notebook.run_all()
    expect(row(apps, "sales")).to_contain_text("Idle")


def test_a_slider_step_beside_the_open_sidebar_is_five_frames_and_few_bytes(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}"])
    notebook.run_all()
    apps = sidebar(notebook)
    app = OpenApp(notebook, 1)
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")  # while this run is told, the panel may still be saying that it listens
    expect(row(apps, "sales")).to_contain_text("2 runs")
    costs = []
    for value in range(12, 16):
        mark = notebook.recorder.mark()
        app.page.keyboard.press("ArrowRight")
        app.shows(f"{value} rows")
        expect(row(apps, "sales")).to_contain_text(f"{value - 9} runs")
        notebook.page.wait_for_function(IDLE)
        frames = notebook.recorder.frames(mark)
        costs.append((len(frames), sum(frame.size for frame in frames)))
    print(f"frames and bytes of one step with the sidebar open: {costs}")
    assert max(frames for frames, _ in costs) <= 5
    assert max(size for _, size in costs) <= 3500


def test_an_app_in_a_tab_is_the_same_app_as_in_its_cell(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}"])
    notebook.run_all()
    apps = sidebar(notebook)
    row(apps, "sales").get_by_role("button", name="Open sales in a tab").click()
    tab = notebook.page.locator(".lit-tab")
    expect(tab.get_by_text("10 rows", exact=True)).to_be_visible()
    tab.locator(".noUi-handle").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(tab.get_by_text("11 rows", exact=True)).to_be_visible()
    OpenApp(notebook, 1).shows("11 rows")
    notebook.screenshot("panel-tab")
    assert not notebook.errors


def test_a_notebook_that_is_opened_after_the_sidebar_has_its_kernel_shows_its_widgets(lab: Lab) -> None:
    notebook = open_two(lab)
    apps = sidebar(notebook)
    row(apps, "tide").get_by_role("button", name="Go to the cell of tide").click()
    expect(notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .lit-app").get_by_text("tide")).to_be_visible()
