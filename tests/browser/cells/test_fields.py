"""What fields do beyond those of ipywidgets: passwords that can be looked at, limits, hints and tooltips."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

PAGE = """
secret = st.text_input("secret", "hush", type="password", help="Eight characters at least, see **the rules**.")
name = st.text_input("name", max_chars=5, icon=":material/person:")
notes = st.text_area("notes", max_chars=20)
tick = st.checkbox("tick", help="Only if *you* know.")
st.slider("n", 0, 10, help="How many")
st.text(f"{secret} {name} {notes!r}")
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_fields_show_count_and_explain_what_is_typed(lab: Lab, dark: bool) -> None:
    app = open_app(lab, PAGE, dark=dark)
    theme = "dark" if dark else "light"
    key = app.page.keyboard
    secret, name, notes = app.root.locator(".lit-text-password > input"), app.input("name"), app.input("notes")
    expect(secret).to_have_attribute("type", "password")
    app.root.get_by_role("button", name="Show the text").click()
    expect(secret).to_have_attribute("type", "text")
    app.notebook.screenshot(f"fields-eye-{theme}", app.root)
    app.root.get_by_role("button", name="Hide the text").click()
    expect(secret).to_have_attribute("type", "password")

    name.click()
    key.type("abcdefgh")
    expect(name).to_have_value("abcde")  # no more is taken
    hint = name.locator("..")
    expect(hint).to_have_attribute("data-lit-hint", "Press Enter to apply · 5/5")
    app.notebook.screenshot(f"fields-hint-{theme}", app.root)
    key.press("Enter")
    expect(hint).not_to_have_attribute("data-lit-hint", "Press Enter to apply · 5/5")
    app.shows("hush abcde ''")

    notes.click()
    key.type("one")
    key.press("Enter")
    key.type("two")
    expect(notes.locator("..")).to_have_attribute("data-lit-hint", "Press Ctrl+Enter to apply · 7/20")
    key.press("Control+Enter")  # applies the text, and does not run the cell
    app.shows(r"hush abcde 'one\ntwo'")
    expect(notes).to_be_focused()
    assert not app.notebook.errors


def test_help_is_a_tooltip_in_markdown_for_mouse_and_keyboard(lab: Lab) -> None:
    app = open_app(lab, PAGE)
    tip = app.root.locator(".lit-tip", has_text="Eight")
    expect(tip).to_be_hidden()
    app.root.locator(".lit-text-password .lit-help").hover()
    expect(tip).to_be_visible()
    expect(tip.locator("strong")).to_have_text("the rules")
    app.notebook.screenshot("fields-tooltip", app.root)
    app.page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    app.root.locator(".lit-slider .lit-help").focus()
    expect(app.root.locator(".lit-tip", has_text="How many")).to_be_visible()
    app.page.keyboard.press("Shift+Tab")
    expect(app.root.locator(".lit-tip", has_text="How many")).to_be_hidden()
    slider = app.root.get_by_role("slider", name="n", exact=True)  # the tooltip describes it, and is no part of its name
    assert slider.evaluate("one => document.getElementById(one.getAttribute('aria-describedby')).textContent") == "How many"
    app.root.get_by_role("checkbox", name="tick", exact=True).focus()


EVERY_INPUT = """
import datetime as dt
for visibility in ("visible", "hidden", "collapsed"):
    def names(kind):
        return {"label": f"{kind} {visibility}", "label_visibility": visibility, "key": f"{kind} {visibility}"}
    st.checkbox(**names("checkbox")); st.toggle(**names("toggle")); st.radio(options=["a", "b"], **names("radio"))
    st.selectbox(options=["a", "b"], **names("selectbox")); st.selectbox(options=["a"], icon="🎲", **names("icon"))
    st.selectbox(options=["a", "b"], accept_new_options=True, **names("new"))
    st.multiselect(options=["a"], **names("multiselect"))
    st.slider(**names("slider")); st.slider(value=(2, 5), **names("range")); st.slider(value=0.5, **names("listed"))
    st.select_slider(options=["a", "b"], **names("select_slider"))
    st.number_input(**names("number")); st.number_input(icon=":material/euro:", value=None, **names("number icon"))
    st.text_input(**names("text")); st.text_input(icon="🎲", **names("text icon"))
    st.text_input(type="password", **names("secret"))
    st.text_area(**names("area")); st.color_picker(**names("colour")); st.time_input(**names("time"))
    st.date_input(**names("date")); st.date_input(value=(dt.date(2024, 1, 1), dt.date(2024, 1, 5)), **names("dates"))
st.button("button"); st.button("icon", icon=":material/home:")
st.text("all")
"""
CONTROL = r"- (?:button|textbox|combobox|listbox|slider|checkbox|radio|radiogroup|spinbutton|switch)\b"


def test_every_control_has_a_name(lab: Lab) -> None:
    app = open_app(lab, EVERY_INPUT)
    app.shows("all")
    seen = app.root.aria_snapshot()
    assert len(re.findall(CONTROL, seen)) > 60
    assert re.findall(CONTROL + r"(?! [\"/]).*", seen) == []
    colours = [one.get_attribute("aria-label") for one in app.root.locator("input[type=color]").all()]
    assert colours == ["colour visible", "colour hidden", "colour collapsed"]
