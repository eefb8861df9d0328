"""The ground of the other tests: what they measure in a page they do see, and a page that they share is as good as new."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab
from tests.browser.driving.server import LabServer
from tests.browser.driving.shared_page import SharedPage

WRONG = """
<div style="width: 50px; overflow: hidden; white-space: nowrap">much too long for its place</div>
<div style="margin-left: -50px">sticks out</div>
<p style="color: #ccc; background: #fff">too pale</p>
<img src="x" onerror="window.litHacked = true; alert('hacked')">
<a href="javascript:0">a link that acts</a>
"""


def test_faults_in_the_page_are_found(lab: Lab) -> None:
    app = open_app(lab, 'st.write("value: 1")\nst.text_input("field")')
    app.shows("value: 1")
    measures = ("cut", "outside", "active")
    assert [app.ask(name) for name in measures] == [[], [], []]
    assert app.ask("contrast")[0][0] > 4.5
    app.watch("value:")
    app.root.evaluate("(root, html) => root.insertAdjacentHTML('beforeend', html)", WRONG)
    cut, outside, active = (app.ask(name) for name in measures)
    assert ["too long" in fault for fault in cut] == [True]
    assert ["sticks out" in fault for fault in outside] == [True]
    assert len(active) == 2
    ratio, words = app.ask("contrast")[0]
    assert words == "too pale"
    assert ratio < 2
    app.page.wait_for_function("() => window.litHacked")
    assert app.notebook.dialogs == ["hacked"]
    assert app.watched()["absent"] == 0
    app.root.get_by_text("value: 1").evaluate("element => { element.style.display = 'none' }")
    app.page.wait_for_function("() => litTest.log.absent > 0")
    app.ask("mark")
    assert app.ask("marked") == 1
    app.root.locator("input").evaluate("element => { element.outerHTML = '<input>' }")
    assert app.ask("marked") == 0


@pytest.fixture
def labs(browser: Browser, lab_server: LabServer, shared_page: SharedPage) -> Callable[[str], Lab]:
    """Give a way to make the JupyterLab of a test, as the fixture does."""
    return lambda name: Lab(lab_server, browser, name, shared=shared_page)


def test_the_next_test_has_the_same_page_with_nothing_of_the_last_one(labs: Callable[[str], Lab]) -> None:
    first = labs("shared-first")
    notebook = first.open(["window = 1"], dark=True, width=700)
    notebook.in_lab("window.litLeft = 1; app.shell.expandLeft(); setTimeout(() => { throw new Error('left') })")
    notebook.page.wait_for_function("() => window.litLeft")
    first.close()
    second = labs("shared-second")
    after = second.open(["1"])
    assert after.page is notebook.page
    assert after.in_lab("return [...app.shell.widgets('main')].map(one => one.title.label)") == ["shared-second-1.ipynb"]
    assert after.in_lab("return [window.litLeft ?? null, app.shell.leftCollapsed, window.innerWidth]") == [None, True, 1280]
    assert after.page.locator('body[data-jp-theme-light="true"]').count() == 1
    assert after.errors == []
    assert [session["path"] for session in second.server.request("api/sessions")] == ["shared-second-1.ipynb"]
    second.close()


@pytest.mark.parametrize("good", [True, False], ids=["a dialog is open", "its test failed"])
def test_a_page_that_cannot_be_made_as_new_is_closed(labs: Callable[[str], Lab], good: bool) -> None:
    first = labs("spoilt")
    notebook = first.open(["1"])
    if good:
        notebook.in_lab("void app.commands.execute('notebook_lit:about')")
        notebook.page.get_by_role("dialog").wait_for()
    first.close(good=good)
    assert notebook.page.is_closed()
    second = labs("unspoilt")
    assert second.open(["1"]).page is not notebook.page
    second.close()
