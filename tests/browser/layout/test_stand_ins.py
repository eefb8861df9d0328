"""A script that uses what notebook_lit lacks of Streamlit is a page with notes, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

SCRIPT = """
st.title("Orders")
st.line_chart({"a": [1, 2, 3]})
with st.form("order"):
    name = st.text_input("Name")
    go = st.form_submit_button("Send")
with st.chat_message("user"):
    st.write("What is the price?")
left, right = st.columns(2)
left.file_uploader("File")
with right.popover("More"):
    st.write("inside")
st.write(f"sent: {go}")
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_absent_names_are_notes_and_the_page_goes_on(lab: Lab, dark: bool) -> None:
    app = open_app(lab, SCRIPT, dark=dark)
    app.shows("sent: False")
    notes = app.root.locator(".lit-note")
    expect(notes).to_have_count(6)
    expect(notes.first).to_contain_text("st.line_chart is not in notebook_lit yet")
    assert "`" not in app.root.inner_text()
    app.root.locator(".lit-note").last.scroll_into_view_if_needed()
    app.notebook.screenshot(f"stand-ins-{'dark' if dark else 'light'}")
    app.root.get_by_role("button", name="Send").click()
    app.shows("sent: True")
