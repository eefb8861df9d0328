"""The console of an app, as a reader sees it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.lab import Lab

PRINTS = """import sys, warnings
from IPython.display import HTML, display
n = st.slider("rows", 0, 100, 40)
st.write("Above the table")
display(HTML("<table><tr><th>displayed</th></tr><tr><td>42</td></tr></table>"))
st.write("Below the table")
for i in range(n):
    print(f"step {i:3}  loss {1 / (i + 1):.4f}")
if n:
    print("\\x1b[1;32mgood\\x1b[0m \\x1b[33mfair\\x1b[0m \\x1b[41m bad \\x1b[0m <b>no markup</b>")
    print("could not read it", file=sys.stderr)
"""


def test_print_stands_under_the_app_scrolled_to_its_end_and_goes_with_the_run(lab: Lab) -> None:
    app = open_app(lab, PRINTS, "%%litapp second\nprint('of the second')", "print('of the cell')")
    log = app.root.locator(".lit-log")
    expect(log).to_contain_text("step  39  loss 0.0250")
    expect(log).to_contain_text("<b>no markup</b>")
    expect(log.locator(".lit-log-error")).to_have_text("could not read it")
    expect(log.locator(".lit-log-error")).to_be_in_viewport()
    assert log.evaluate("e => e.scrollHeight > e.clientHeight && e.getBoundingClientRect().height < 300")
    tops = [app.root.get_by_text(text, exact=True).bounding_box() for text in ("Above the table", "42", "Below the table")]
    assert [box["y"] for box in tops if box] == sorted(box["y"] for box in tops if box)
    other = OpenApp(app.notebook, 2)
    expect(other.root.locator(".lit-log")).to_have_text("of the second")
    expect(app.notebook.cell_output(3)).to_contain_text("of the cell")
    app.notebook.screenshot("console")
    app.notebook.set_dark(True)
    app.notebook.screenshot("console-dark")
    app.handle().focus()
    app.page.keyboard.press("Home")
    expect(app.root.locator(".lit-log")).to_have_count(0)
    assert app.root.locator(".lit-console").evaluate("e => e.getBoundingClientRect().height") == 0
    app.page.keyboard.press("ArrowRight")
    expect(log).to_contain_text("step   0  loss 1.0000")
    expect(log).not_to_contain_text("step   1")
    assert not app.notebook.errors
