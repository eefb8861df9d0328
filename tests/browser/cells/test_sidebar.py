"""The sidebar of an app is folded away and opened again by the reader."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driving.lab import Lab

APP = """%%litapp {name}
st.set_page_config("Sales", "📈", layout="{layout}", initial_sidebar_state={state!r})
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.sidebar.slider("From", 0, 10)
st.write(f"run {{st.session_state.runs}} of {name}")
"""


def test_the_reader_folds_the_sidebar_and_nothing_runs(lab: Lab) -> None:
    opened = APP.format(name="open", layout="wide", state="auto")
    shut = APP.format(name="shut", layout="centered", state="collapsed")
    notebook = lab.open(["%load_ext notebook_lit", opened, shut])
    notebook.run_all()
    first, second = notebook.cell_output(1), notebook.cell_output(2)
    slider, fold = first.get_by_text("From", exact=True), first.get_by_role("button", name="Hide or show the sidebar")
    expect(slider).to_be_visible()
    expect(second.get_by_text("From", exact=True)).to_be_hidden()
    notebook.screenshot("sidebar-open-and-folded")
    fold.click()
    expect(slider).to_be_hidden()
    fold.click()
    expect(slider).to_be_visible()
    second.get_by_role("button", name="Hide or show the sidebar").click()
    expect(second.get_by_text("From", exact=True)).to_be_visible()
    expect(first).to_contain_text("run 1 of open")
    expect(second).to_contain_text("run 1 of shut")


def test_a_folded_sidebar_is_still_folded_after_a_reload(lab: Lab) -> None:
    notebook = lab.open(["%load_ext notebook_lit", APP.format(name="open", layout="wide", state="auto")], new_page=True)
    notebook.run_all()
    fold = notebook.cell_output(1).get_by_role("button", name="Hide or show the sidebar")
    fold.click()
    expect(notebook.cell_output(1).get_by_text("From", exact=True)).to_be_hidden()
    notebook.save()
    notebook.reload()
    expect(fold).to_be_visible()  # the app is live again
    expect(notebook.cell_output(1).locator("label", has_text="From")).to_be_hidden()
    expect(notebook.cell_output(1)).to_contain_text("run 1 of open")
