"""Why an app ran, in the panel: its last runs, how long they took, what they sent, and with which values."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab, Notebook
from tests.browser.panel.test_panel import row, sidebar
from tests.browser.panel.test_panel_tab import open_tab, to_notebook

SCRIPT = """%%litapp sales
import time
n = st.slider("Rows of the table", 0, 100, 10)
region = st.selectbox("Region", ["North", "South"])
if n % 5 == 0:
    time.sleep(0.12)
if n == 13:
    raise ValueError("unlucky")
st.dataframe({"row": list(range(n))})
st.write(f"{n} rows of {region}")"""


def why_of(notebook: Notebook) -> Locator:
    view = notebook.page.get_by_role("region", name="Why sales ran")
    expect(view).to_be_visible()
    return view


def run_of(view: Locator, number: int) -> Locator:
    return view.locator(".lit-why-run").filter(has=view.page.get_by_text(str(number), exact=True))


def opened(lab: Lab, dark: bool = False) -> tuple[Notebook, Locator]:
    notebook = lab.open([LOAD, SCRIPT], dark=dark, width=1500)
    notebook.run_all()
    tab = open_tab(notebook)
    tab.locator(".noUi-handle").focus()
    for value in range(11, 17):
        notebook.page.keyboard.press("ArrowRight")
        expect(tab.get_by_text(f"{value} rows of North" if value != 13 else "unlucky", exact=True)).to_be_visible()
    return notebook, tab


def test_why_lists_the_runs_with_triggers_times_and_messages_and_a_click_shows_the_values(lab: Lab) -> None:
    notebook, tab = opened(lab)
    tab.get_by_role("button", name="Why sales ran").click()
    view = why_of(notebook)
    expect(view.locator(".lit-why-run")).to_have_count(7)
    last = view.locator(".lit-why-run").first
    expect(last).to_contain_text("slider 'Rows of the table'")
    expect(last).to_contain_text("message")
    expect(last).to_contain_text(" B")
    expect(run_of(view, 1)).to_contain_text("start")
    expect(view.locator(".lit-why-run", has_text="ended in an error")).to_have_count(1)
    expect(last.get_by_role("table")).to_be_hidden()
    last.locator("summary").click()
    expect(last.get_by_role("row", name="slider 'Rows of the table' 15 16")).to_be_visible()
    expect(last.get_by_text("st.dataframe")).to_be_visible()
    expect(last.get_by_text("unchanged")).to_be_visible()
    slow = run_of(view, 6)
    slow.locator("summary").click()
    expect(slow.get_by_text("if n % 5 == 0:")).to_be_visible()
    notebook.screenshot("panel-why-light")
    widths = [bar.bounding_box() for bar in (last.locator(".lit-why-bar").first, slow.locator(".lit-why-bar").first)]
    assert widths[0] is not None
    assert widths[1] is not None
    assert widths[0]["width"] < widths[1]["width"] / 2
    notebook.set_dark(True)
    notebook.screenshot("panel-why-dark")
    assert not notebook.errors


def test_why_follows_new_runs_keeps_what_is_unfolded_and_begins_anew_after_a_restart(lab: Lab) -> None:
    notebook = lab.open([LOAD, SCRIPT])
    notebook.run_all()
    app = OpenApp(notebook)
    row(sidebar(notebook), "sales").get_by_role("button", name="Why sales ran").click()
    view = why_of(notebook)
    expect(view.locator(".lit-why-run")).to_have_count(1)
    run_of(view, 1).locator("summary").focus()
    notebook.page.keyboard.press("Enter")
    expect(run_of(view, 1).get_by_text("No value was changed.")).to_be_visible()
    to_notebook(notebook)
    app.handle().focus()
    for value in (11, 12):
        app.page.keyboard.press("ArrowRight")
        app.shows(f"{value} rows of North")
    expect(view.locator(".lit-why-run")).to_have_count(3)
    expect(run_of(view, 1).get_by_text("No value was changed.")).to_be_visible()
    notebook.screenshot("panel-why-below-the-notebook")
    notebook.restart()
    expect(view.get_by_text("The app is not running")).to_be_visible()
    notebook.run_all()
    expect(view.locator(".lit-why-run")).to_have_count(1)
    expect(run_of(view, 1).get_by_text("No value was changed.")).to_be_hidden()
    assert not notebook.errors
