"""Fields for options in JupyterLab: a list that is filtered by typing, over all else, with keys and a button to clear."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.lab import Lab

PAGE = """
city = st.selectbox("city", ["Berlin", "Oslo", "East Oslo", "Turin", "New York"], help="Where *you* live")
maybe = st.selectbox("maybe", ["a", "b"], index=None, icon=":material/home:")
free = st.selectbox("free", ["red", "green"], index=None, accept_new_options=True)
tools = st.multiselect("tools", ["numpy", "pandas", "polars", "duckdb", "scipy"], ["numpy"], max_selections=3)
st.selectbox("fixed", ["one"], disabled=True)
st.text(f"{city} {maybe} {free} {tools}")
"""
#: Milliseconds from a key to the frame in which its list is seen.
TIMED = """async ([key, rows]) => {
    const input = document.activeElement, start = performance.now();
    if (key === 'ArrowDown') {
        input.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    } else {
        input.value = key;
        input.dispatchEvent(new Event('input', {bubbles: true}));
    }
    await new Promise(requestAnimationFrame);
    document.querySelector('.lit-options').getBoundingClientRect();
    return [performance.now() - start, document.querySelectorAll('.lit-option').length];
}"""


def rows(app: OpenApp) -> list[str]:
    """Give the options that are seen."""
    return app.root.locator(".lit-option").all_inner_texts()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_options_are_found_by_typing_and_chosen_by_keys_or_the_mouse(lab: Lab, dark: bool) -> None:
    app = open_app(lab, PAGE, dark=dark)
    theme = "dark" if dark else "light"
    key = app.page.keyboard
    app.notebook.screenshot(f"choices-closed-{theme}", app.root)

    city = app.root.get_by_role("combobox", name="city", exact=True)
    city.click()
    assert rows(app) == ["Berlin", "Oslo", "East Oslo", "Turin", "New York"]
    app.notebook.screenshot(f"choices-open-{theme}", app.page.locator(".jp-Notebook"))
    key.type("os")
    assert rows(app) == ["Oslo", "East Oslo"]
    app.notebook.screenshot(f"choices-filtered-{theme}", app.page.locator(".jp-Notebook"))
    key.press("ArrowDown")
    key.press("Enter")
    app.shows("East Oslo None None ['numpy']")
    key.type("xx")
    key.press("Escape")  # the first closes the list, and the cell is none the wiser
    expect(city).to_be_focused()
    expect(app.root.locator(".lit-options")).to_have_count(0)

    maybe = app.root.get_by_role("combobox", name="maybe")
    maybe.click()
    app.root.locator(".lit-option", has_text="b").click()
    app.shows("East Oslo b None ['numpy']")
    app.notebook.screenshot(f"choices-clear-{theme}", app.root)
    app.root.get_by_role("button", name="Clear").first.click()
    app.shows("East Oslo None None ['numpy']")

    app.root.get_by_role("combobox", name="free").click()
    key.type("blue")
    assert rows(app) == ["Add “blue”"]
    key.press("Enter")
    app.shows("East Oslo None blue ['numpy']")

    tools = app.root.get_by_role("combobox", name="tools")
    tools.focus()
    key.type("po")
    key.press("Enter")
    app.shows("East Oslo None blue ['numpy', 'polars']")
    expect(tools).to_be_focused()
    key.type("sci")
    app.notebook.screenshot(f"choices-tags-{theme}", app.page.locator(".jp-Notebook"))
    key.press("Enter")
    app.shows("East Oslo None blue ['numpy', 'polars', 'scipy']")
    expect(app.root.locator(".lit-options-note")).to_have_text("Up to 3 can be chosen: remove one first")
    key.press("Escape")
    key.press("Backspace")
    app.shows("East Oslo None blue ['numpy', 'polars']")
    expect(tools).to_be_focused()
    app.root.get_by_role("button", name="Clear").last.click()
    app.shows("East Oslo None blue []")
    app.notebook.screenshot(f"choices-empty-{theme}", app.root)
    expect(app.root.get_by_role("combobox", name="fixed")).to_be_disabled()
    assert not app.notebook.errors


def test_ten_thousand_options_open_and_filter_at_once(lab: Lab) -> None:
    many = "[f'option {n}' for n in range(10_000)]"
    script = f"one = st.selectbox('one', {many})\nmore = st.multiselect('more', {many})\nst.text(f'{{one}} {{more}}')"
    app = open_app(lab, script)
    for name in ("one", "more"):
        app.root.get_by_role("combobox", name=name).focus()
        for what in ("ArrowDown", "77", "on 7777"):
            took, drawn = app.page.evaluate(TIMED, [what, 0])
            assert drawn < 40
            assert took < 1000, f"{what} took {took} ms"  # 30 ms on an idle machine
        app.page.keyboard.press("Enter")
    app.shows("option 7777 ['option 7777']")


SLOW = """
from threading import Event
tools = st.multiselect("tools", list("abcdef"), accept_new_options=True)
if tools:
    Event().wait(1.5)
st.text(f"chosen {tools}")
"""


CHANGING = """
more = st.checkbox("more")
one = st.selectbox("one", ["new", "a", "b"] if more else ["a", "b"], key="one")
st.text_input("below")
st.text(f"{one} {more}")
"""


def test_quick_choices_are_those_that_were_pressed_however_slow_the_app(lab: Lab) -> None:
    app = open_app(lab, SLOW)
    tools = app.root.get_by_role("combobox", name="tools")
    tools.click()
    for label in ("c", "a", "f"):
        app.root.locator(f".lit-option[title='{label}']").click()
    tags = app.root.locator(".lit-tags > div.jupyter-widget-tag")
    assert tags.all_inner_texts() == ["c", "a", "f"]  # before the app knows
    assert rows(app)[-3:] == ["b", "d", "e"]
    app.page.keyboard.type("mine")
    app.page.keyboard.press("Enter")
    app.shows("chosen ['c', 'a', 'f', 'mine']")
    tags.first.locator(".jupyter-widget-tag-close").click()
    tags.first.locator(".jupyter-widget-tag-close").click()
    app.shows("chosen ['f', 'mine']")
    assert tags.all_inner_texts() == ["f", "mine"]
    assert not app.notebook.errors


def test_a_field_whose_options_a_run_changes_stays_in_its_place(lab: Lab) -> None:
    app = open_app(lab, CHANGING)
    app.root.get_by_role("combobox", name="one").click()
    assert rows(app) == ["a", "b"]
    app.root.get_by_label("below").fill("kept")
    app.input("more").check()
    app.shows("a True")
    app.root.get_by_role("combobox", name="one").click()
    assert rows(app) == ["new", "a", "b"]
    app.root.locator(".lit-option[title='new']").click()
    app.shows("new True")
    assert app.root.get_by_label("below").input_value() == "kept"
    expect(app.root.get_by_role("combobox", name="one")).to_have_count(1)
