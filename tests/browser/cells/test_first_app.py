"""The smallest apps: a field and a greeting, a slider and a text, two apps side by side, a cell that is edited."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.lab import Lab

HELLO = 'name = st.text_input("Enter your name")\nst.write(f"Hello, {name}!")'


def test_typing_a_name_changes_the_greeting_and_the_field_stays_the_same_object(lab: Lab) -> None:
    app = open_app(lab, HELLO)
    field = app.input("Enter your name")
    app.shows("Hello, !")
    field.evaluate("e => { e.mark = 'this one' }")
    field.click()
    app.page.keyboard.type("Ada")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Ada!")
    assert field.evaluate("e => [e.mark, e === document.activeElement, e.selectionStart]") == ["this one", True, 3]
    app.page.keyboard.press("Home")
    app.page.keyboard.type("St. ")
    app.page.keyboard.press("Enter")
    app.shows("Hello, St. Ada!")
    assert field.evaluate("e => [e.mark, e === document.activeElement, e.selectionStart]") == ["this one", True, 4]
    assert not app.notebook.errors
    app.notebook.screenshot("hello")


def test_a_field_that_is_left_takes_its_text_over(lab: Lab) -> None:
    app = open_app(lab, HELLO + '\nst.checkbox("other")')
    app.input("Enter your name").fill("Grace")
    app.page.keyboard.press("Tab")
    app.shows("Hello, Grace!")


def test_a_slider_moved_by_mouse_changes_what_depends_on_it(lab: Lab) -> None:
    app = open_app(lab, 'n = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")')
    app.shows("10 rows")
    app.notebook.drag(app.handle(), x=120)
    value = app.root.locator(".widget-readout").inner_text()
    assert int(value) > 10
    app.shows(f"{value} rows")


def test_two_apps_in_one_notebook_do_not_disturb_each_other(lab: Lab) -> None:
    second = '%%litapp second\nst.checkbox("tick")\nn = st.slider("n", 0, 100, 10)\nst.write(f"{n} columns")'
    app = open_app(lab, 'n = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")', second)
    other = OpenApp(app.notebook, 2)
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("11 rows")
    other.shows("10 columns")
    other.handle().focus()
    app.page.keyboard.press("ArrowLeft")
    other.shows("9 columns")
    app.shows("11 rows")


def test_an_edited_cell_that_is_run_again_keeps_the_values_of_its_widgets(lab: Lab) -> None:
    app = open_app(lab, HELLO + '\nn = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")')
    app.input("Enter your name").fill("Ada")
    app.page.keyboard.press("Enter")
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("11 rows")
    edited = '%%litapp first\nst.title("New")\nn = st.slider("n", 0, 100, 10)\nst.write(f"{n} lines")\n' + HELLO
    app.notebook.set_source(1, edited)
    app.notebook.run_cell(1)
    app.shows("11 lines")
    app.shows("Hello, Ada!")
    expect(app.root.get_by_role("heading", name="New")).to_be_visible()
    expect(app.input("Enter your name")).to_have_value("Ada")
    expect(app.root.locator(".widget-readout")).to_have_text("11")


def test_the_page_does_not_scroll_while_an_app_runs_again(lab: Lab) -> None:
    rows = "\n".join(f'st.write("row {row}")' for row in range(60))
    app = open_app(lab, f'{rows}\nn = st.slider("n", 0, 100, 10)\nfor row in range(n): st.write(f"line {{row}}")\n')
    app.handle().scroll_into_view_if_needed()
    app.handle().focus()
    scrolled = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
    before = app.page.evaluate(scrolled)
    assert before > 100
    for lines in (11, 12, 13):
        app.page.keyboard.press("ArrowRight")
        app.shows(f"line {lines - 1}")
        assert app.page.evaluate(scrolled) == before
    for lines in (12, 11):
        app.page.keyboard.press("ArrowLeft")
        expect(app.root.get_by_text(f"line {lines}", exact=True)).to_have_count(0)
        assert app.page.evaluate(scrolled) == before
