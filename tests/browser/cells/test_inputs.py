"""Every input, operated by mouse and keyboard as a reader would, and the value that the script then has."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.lab import Lab

SCRIPT = """
import datetime as dt
tick = st.checkbox("tick")
night = st.toggle("night")
size = st.radio("size", ["S", "M", "L"], horizontal=True)
city = st.selectbox("city", ["Berlin", "Lisbon", "Oslo"])
maybe = st.selectbox("maybe", ["a", "b"], index=None)
tools = st.multiselect("tools", ["pandas", "numpy", "polars"], ["pandas"])
count = st.number_input("count", 0, 100, 5)
free = st.number_input("free", value=None)
price = st.number_input("price", value=1.5, step=0.25)
notes = st.text_area("notes")
secret = st.text_input("secret", type="password")
day = st.date_input("day", dt.date(2026, 3, 14))
alarm = st.time_input("alarm", dt.time(7, 30))
ink = st.color_picker("ink", "#112233")
mood = st.select_slider("mood", ["bad", "fine", "good"], "fine")
low, high = st.slider("both", 0, 10, (2, 8))
share = st.slider("share", 0.0, 1.0, 0.5, 0.1)
for name in "tick night size city maybe tools count free price notes secret day alarm ink mood share".split():
    st.text(f"{name} = {globals()[name]!s}")
st.text(f"both = {low}, {high}")
"""


NUMBERS = """
whole = st.number_input("whole", 0, 2000, 5)
free = st.number_input("free", value=None, icon=":material/euro:")
price = st.number_input("price", value=19.9, step=0.1, format="%.2f", label_visibility="hidden")
if st.button("Set"): st.session_state.kept = 7.25
kept = st.number_input("kept", 0.0, key="kept", label_visibility="collapsed")
st.text(f"{whole}, {free}, {price}, {kept}")
"""


def enter(field: Locator, text: str) -> None:
    field.press("Control+a")
    field.press_sequentially(text)
    field.press("Enter")


def test_a_number_that_is_typed_counts_or_is_refused_with_the_reason(lab: Lab) -> None:
    app = open_app(lab, NUMBERS)
    said = app.root.locator(".lit-refused")
    whole, free, price, kept = app.root.locator(".lit-number-input > input").all()
    enter(whole, "2.7")
    expect(said).to_have_text("2.7 is not a whole number.")
    enter(whole, "1e3")
    app.shows("1000, None, 19.9, 0.0")
    expect(said).to_have_count(0)
    expect(whole).to_have_value("1000")
    enter(whole, "1000.0")  # the same number
    expect(whole).to_have_value("1000")
    enter(free, "word")
    expect(said).to_have_text("“word” is not a number.")
    enter(free, "3,5")
    app.shows("1000, 3.5, 19.9, 0.0")
    expect(free).to_have_value("3.50")
    enter(price, "2,75")
    app.shows("1000, 3.5, 2.75, 0.0")
    enter(kept, "-1")
    expect(said).to_be_visible()  # though the label takes no room
    expect(said).to_have_text("-1 is not at least 0.")
    app.root.get_by_role("button", name="Set").click()
    app.shows("1000, 3.5, 2.75, 7.25")
    expect(kept).to_have_value("7.25")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_number_is_shown_in_its_format_and_stepped_by_buttons_and_arrow_keys(lab: Lab, dark: bool) -> None:
    app = open_app(lab, NUMBERS, dark=dark)
    price, whole = app.root.get_by_role("textbox", name="price"), app.input("whole")
    expect(price).to_have_value("19.90")
    app.root.get_by_title("Increase price").click()
    app.shows("5, None, 20.0, 0.0")
    expect(price).to_have_value("20.00")
    app.root.get_by_title("Decrease price").dblclick()
    app.shows("5, None, 19.8, 0.0")
    expect(app.root.get_by_title("Increase free")).to_be_disabled()
    whole.press("ArrowUp")
    app.shows("6, None, 19.8, 0.0")
    whole.fill("1999")
    whole.press("ArrowUp")  # what was typed counts first
    app.shows("2000, None, 19.8, 0.0")
    expect(app.root.get_by_title("Increase whole")).to_be_disabled()
    whole.press("ArrowUp")
    whole.press("ArrowDown")
    app.shows("1999, None, 19.8, 0.0")
    whole.fill("30")
    app.root.get_by_title("Increase whole").click()
    app.shows("31, None, 19.8, 0.0")
    app.root.get_by_title("Decrease price").hover()
    app.notebook.screenshot(f"numbers-{'dark' if dark else 'light'}", app.root)
    assert not app.notebook.errors


@pytest.mark.works("every input", "JupyterLab")
def test_every_input_gives_the_script_what_the_reader_chose(lab: Lab) -> None:
    app = open_app(lab, SCRIPT)
    key = app.page.keyboard.press
    app.shows("tick = False")

    app.root.locator("label", has_text="tick").click()
    app.shows("tick = True")
    app.root.locator(".lit-toggle input").focus()
    key("Space")
    app.shows("night = True")
    app.root.locator(".lit-radio label", has_text="L").last.click()
    app.shows("size = L")
    app.root.get_by_role("radio", name="M").focus()
    key("Space")
    app.shows("size = M")

    app.pick("city", "Oslo")
    app.shows("city = Oslo")
    app.shows("maybe = None")
    app.pick("maybe", "b")
    app.shows("maybe = b")

    app.pick("tools", "polars")
    app.shows("tools = ['pandas', 'polars']")
    tags = app.root.locator(".lit-tags div.jupyter-widget-tag")
    expect(tags).to_have_text(["pandas", "polars"])
    tags.filter(has_text="pandas").locator(".jupyter-widget-tag-close").click()
    app.shows("tools = ['polars']")
    app.pick("tools", "numpy")
    app.shows("tools = ['polars', 'numpy']")

    app.input("count").fill("17")
    key("Enter")
    app.shows("count = 17")
    key("ArrowUp")
    app.shows("count = 18")
    app.input("free").fill("2.5")
    key("Enter")
    app.shows("free = 2.5")
    app.input("price").focus()
    key("ArrowUp")
    app.shows("price = 1.75")

    app.input("notes").click()
    app.page.keyboard.type("one")
    key("Enter")
    app.page.keyboard.type("two")
    key("Tab")
    expect(app.root.get_by_text("notes = one")).to_have_text("notes = one\ntwo")
    app.input("secret").fill("hush")
    key("Enter")
    app.shows("secret = hush")

    app.input("day").fill("2027/1/2")
    key("Enter")
    app.shows("day = 2027-01-02")
    expect(app.input("day")).to_have_value("2027/01/02")
    app.input("alarm").fill("6:45 pm")
    key("Enter")
    expect(app.input("alarm")).to_have_value("18:45")
    app.shows("alarm = 18:45:00")
    app.root.locator("input[type=color]").fill("#abcdef")
    app.shows("ink = #abcdef")

    _turn(app, 0, "ArrowRight", "mood = good")
    _turn(app, 1, "ArrowRight", "both = 3, 8")
    _turn(app, 2, "ArrowLeft", "both = 3, 7")
    _turn(app, 3, "End", "share = 1.0")
    assert not app.notebook.errors


def _turn(app: OpenApp, number: int, key: str, text: str) -> None:
    app.handle(number).focus()
    app.page.keyboard.press(key)
    app.shows(text)


CONTAINERS = """
with st.sidebar:
    side = st.checkbox("aside")
first, second = st.tabs(["First", "Second"])
first.write("in the first")
with second:
    deep = st.checkbox("deep")
with st.expander("More"):
    inner = st.checkbox("inner")
left, right = st.columns(2)
if left.button("Add"):
    st.session_state.count = st.session_state.get("count", 0) + 1
right.button("Set", on_click=lambda: st.session_state.update(count=100))
st.text(f"{side} {deep} {inner} {st.session_state.get('count', 0)}")
"""


def test_tabs_expander_sidebar_columns_and_buttons_work_and_stay_as_the_reader_left_them(lab: Lab) -> None:
    app = open_app(lab, CONTAINERS)
    app.shows("False False False 0")
    app.root.locator(".lit-sidebar label", has_text="aside").click()
    app.shows("True False False 0")
    expect(app.root.get_by_text("in the first")).to_be_visible()
    app.root.get_by_role("tab", name="Second").click()
    expect(app.root.get_by_text("in the first")).to_be_hidden()
    app.root.locator("label", has_text="deep").click()
    app.shows("True True False 0")
    expect(app.root.locator("label", has_text="deep")).to_be_visible()  # the run did not turn the tab back
    inner = app.root.locator("label", has_text="inner")
    expect(inner).to_be_hidden()
    app.root.get_by_text("More").click()
    inner.click()
    app.shows("True True True 0")
    expect(inner).to_be_visible()
    app.root.get_by_role("button", name="Add").click()
    app.shows("True True True 1")
    app.root.get_by_role("button", name="Add").click()
    app.shows("True True True 2")
    app.root.get_by_role("button", name="Set").focus()
    app.page.keyboard.press("Enter")
    app.shows("True True True 100")
    expect(app.root.locator(".lit-sidebar")).to_be_visible()
    box, text = app.root.locator(".lit-sidebar").bounding_box(), app.root.locator(".lit-main").bounding_box()
    assert box is not None
    assert text is not None
    assert box["x"] + box["width"] < text["x"]


GROWING = """
name = st.session_state.get("b", "")
if name:
    st.write("inserted at the top")
    st.header("with a header")
    st.slider("and a slider", 0, 10)
st.text_input("a")
tick = st.checkbox("insert between")
if tick:
    st.write("inserted between")
    st.text_input("c")
st.text_input("b", key="b")
st.number_input("n", 0)
left, right = st.columns(2)
left.selectbox("s", ["x", "y"])
st.write(f"b is {name}, {tick}")
"""


def test_an_inserted_element_makes_no_other_one_anew_and_takes_no_focus_or_caret(lab: Lab) -> None:
    app = open_app(lab, GROWING)
    app.shows("b is , False")
    app.ask("mark")
    marks = app.ask("marked")
    assert marks == 6  # the selectbox has two: the dropdown, and the field over it
    field = app.input("b")
    field.click()
    app.page.keyboard.type("word")
    app.page.keyboard.press("ArrowLeft")
    app.page.keyboard.press("Enter")
    app.shows("b is word, False")
    app.shows("inserted at the top")
    assert app.ask("marked") == marks
    assert field.evaluate("e => [e === document.activeElement, e.selectionStart]") == [True, 3]
    app.root.locator("label", has_text="insert between").click()
    app.shows("b is word, True")
    assert app.ask("marked") == marks
    _below(app.root.get_by_text("inserted at the top"), app.input("a"))
    _below(app.input("a"), app.root.get_by_text("inserted between"))
    _below(app.root.get_by_text("inserted between"), app.input("c"))
    _below(app.input("c"), app.input("b"))
    app.root.locator("label", has_text="insert between").click()
    app.shows("b is word, False")
    expect(app.root.get_by_text("inserted between")).to_have_count(0)
    expect(app.input("c")).to_be_hidden()
    assert app.ask("marked") == marks


def _below(above: Locator, below: Locator) -> None:
    one, other = above.bounding_box(), below.bounding_box()
    assert one is not None
    assert other is not None
    assert one["y"] + one["height"] <= other["y"] + 1


def test_the_tab_key_goes_through_the_app_in_the_order_that_is_seen(lab: Lab) -> None:
    app = open_app(
        lab, 'b = st.session_state.get("b")\nif b: st.text_input("above")\nst.text_input("b", key="b")\nst.text_input("below")'
    )
    app.input("b").fill("x")
    app.page.keyboard.press("Enter")
    above = app.input("above")
    expect(above).to_be_visible()
    above.focus()
    order = []
    for _ in range(3):
        order.append(app.page.evaluate("document.activeElement.labels[0].textContent"))
        app.page.keyboard.press("Tab")
    assert order == ["above", "b", "below"]
