"""A run that takes long shows itself, and can be stopped: by the app's own button and by the notebook's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

SLOW = """
import time
go = st.checkbox("go")
n = st.slider("n", 0, 100, 10)
if go:
    for step in range(600):
        st.write(f"step {step}")
        time.sleep(0.05)
st.write(f"done with {n}")
"""
HELD = """
import os, time
n = st.slider("n", 0, 100, 10)
while n > 11 and not os.path.exists({file!r}):
    time.sleep(0.01)
st.write(f"done with {{n}}")
"""
ENDLESS = """
go = st.checkbox("go")
n = st.slider("n", 0, 100, 10)
while go:
    pass
st.write(f"done with {n}")
"""


def test_a_long_run_shows_how_long_it_goes_on_and_its_own_button_stops_it(lab: Lab) -> None:
    app = open_app(lab, SLOW)
    app.shows("done with 10")
    status = app.root.locator(".lit-status")
    expect(status).to_be_hidden()
    app.root.locator("label", has_text="go").click()
    app.shows("step 3")
    expect(status).to_be_visible()
    expect(status).to_contain_text("1 s")
    expect(status).to_contain_text("2 s")
    app.notebook.screenshot("running")
    status.get_by_role("button", name="Stop").click()
    expect(status).to_contain_text("Stopped")
    expect(status.get_by_role("button")).to_be_hidden()
    app.root.locator("label", has_text="go").click()
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("done with 11")
    expect(status).to_be_hidden()


def test_the_indicator_shows_in_a_run_that_lasts_and_not_in_a_quick_one(lab: Lab, tmp_path: Path) -> None:
    enough = tmp_path / "enough"
    app = open_app(lab, HELD.format(file=str(enough)))
    app.shows("done with 10")
    status = app.root.locator(".lit-status")
    status.evaluate("status => litTest.sightings(status)")
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("done with 11")
    assert app.page.evaluate("litTest.seen.length") == 0
    app.page.keyboard.press("ArrowRight")
    expect(status).to_be_visible()
    enough.touch()
    app.shows("done with 12")
    expect(status).to_be_hidden()


def test_the_stop_button_of_the_notebook_stops_a_run_that_a_widget_started(lab: Lab) -> None:
    app = open_app(lab, SLOW)
    app.root.locator("label", has_text="go").click()
    app.shows("step 3")
    app.notebook.interrupt()
    expect(app.root.locator(".lit-status")).to_contain_text("Stopped")
    app.root.locator("label", has_text="go").click()
    app.shows("done with 10")


@pytest.mark.parametrize("button", ["the notebook's", "the app's"])
def test_an_endless_loop_is_stopped_and_the_app_lives_on(lab: Lab, button: str) -> None:
    app = open_app(lab, ENDLESS)
    app.shows("done with 10")
    app.root.locator("label", has_text="go").click()
    status = app.root.locator(".lit-status")
    expect(status).to_be_visible()
    if button == "the app's":
        status.get_by_role("button", name="Stop").click()
    else:
        app.notebook.interrupt()
    expect(status).to_contain_text("Stopped")
    app.root.locator("label", has_text="go").click()
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("done with 11")
