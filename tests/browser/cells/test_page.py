"""What the other tests measure inside the page, they do see: each measure is shown something that is wrong."""

from __future__ import annotations

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

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
