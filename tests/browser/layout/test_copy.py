"""Buttons that copy: code and errors, by mouse and keyboard, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

LINE = "total = " + " + ".join(f"value_{number}" for number in range(60))
PAGE = f"""
st.code("def f(x):\\n    return x + 1\\n\\n{LINE}", line_numbers=True)
st.markdown("```sql\\nSELECT 1\\n```")
st.text_area("paste here")
def ratio(rows):
    return rows / 0
ratio(3)
"""
PASTED = "e => { e.value = ''; e.focus(); }"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_code_and_errors_are_copied_with_a_button(lab: Lab, dark: bool) -> None:
    app = open_app(lab, PAGE, dark=dark)
    theme = "dark" if dark else "light"
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field, key = app.input("paste here"), app.page.keyboard

    def pasted() -> str:
        field.evaluate(PASTED)
        key.press("Control+v")
        return field.input_value()

    code = app.root.locator(".lit-code").first
    button = code.get_by_role("button", name="Copy the code")
    expect(button).to_have_css("opacity", "0")
    code.hover()
    expect(button).to_have_css("opacity", "1")
    code.evaluate("e => { e.scrollLeft = 300 }")
    edge, place = code.bounding_box(), button.bounding_box()
    assert edge is not None
    assert place is not None
    assert 0 < edge["x"] + edge["width"] - (place["x"] + place["width"]) < 30  # it stays while the code is scrolled
    code.evaluate("e => { e.scrollLeft = 0 }")
    app.notebook.screenshot(f"copy-hover-{theme}", app.root)
    button.click()
    expect(code.get_by_role("button", name="Copied")).to_be_visible()
    app.notebook.screenshot(f"copy-done-{theme}", app.root)
    assert pasted() == f"def f(x):\n    return x + 1\n\n{LINE}"

    app.root.locator(".lit-markdown .lit-copy").focus()
    key.press("Enter")
    expect(app.root.locator(".lit-markdown").get_by_role("button", name="Copied")).to_be_visible()
    assert pasted() == "SELECT 1"

    app.root.get_by_role("button", name="Copy the error").click()
    text = pasted()
    assert text.startswith("Traceback (most recent call last):\n  File ")
    assert "    return rows / 0\n" in text
    assert text.endswith("\nZeroDivisionError: division by zero")
    assert not app.notebook.errors


def test_where_the_clipboard_is_refused_the_button_copies_as_the_browser_does(lab: Lab) -> None:
    app = open_app(lab, PAGE, new_page=True)
    app.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    app.page.context.grant_permissions(["clipboard-read"])
    app.root.get_by_role("button", name="Copy the error").click()
    field = app.input("paste here")
    field.evaluate(PASTED)
    app.page.keyboard.press("Control+v")
    assert field.input_value().endswith("ZeroDivisionError: division by zero")
