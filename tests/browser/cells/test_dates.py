"""Dates and times in the format that the author chose, whatever the language of the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.driving.app import OpenApp, open_app
from tests.browser.driving.axe import serious
from tests.browser.driving.lab import Lab

PAGE = """
import datetime as dt
left, right = st.columns(2)
day = left.date_input("Day", dt.date(2026, 3, 14), max_value=dt.date(2026, 12, 31), format="DD.MM.YYYY")
alarm = right.time_input("Alarm", dt.time(17, 30))
trip = st.date_input("Trip", (dt.date(2026, 7, 1), dt.date(2026, 7, 12)), format="MM/DD/YYYY", label_visibility="hidden")
none = st.date_input("None", None)
st.date_input("Fixed", (dt.date(2026, 7, 1),), disabled=True)
narrow = st.columns(6)
narrow[0].date_input("N", dt.date(2026, 3, 14))
narrow[1].date_input("R", (dt.date(2026, 7, 1), dt.date(2026, 7, 12)))
st.text(f"{day}, {alarm}, {' to '.join(map(str, trip))}, {none}")
"""


def enter(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Enter")


def choose(app: OpenApp, name: str, value: str) -> None:
    """Choose in the browser's own picker, whose window no test can reach: it is set as the browser sets it."""
    app.root.get_by_label(f"Choose {name}", exact=True).fill(value)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_dates_and_times_are_shown_typed_and_picked_in_their_format(lab: Lab, dark: bool) -> None:
    app = open_app(lab, PAGE, dark=dark)
    theme = "dark" if dark else "light"
    day, alarm, start, end = map(app.input, ("Day", "Alarm", "Trip: start", "Trip: end"))
    shown = [field.input_value() for field in (day, alarm, start, end, app.input("None"))]
    assert shown == ["14.03.2026", "17:30", "07/01/2026", "07/12/2026", ""]
    assert serious(app.page) == []
    app.notebook.screenshot(f"dates-{theme}", app.root)

    enter(day, "1.4.26")
    app.shows("2026-04-01, 17:30:00, 2026-07-01 to 2026-07-12, None")
    expect(day).to_have_value("01.04.2026")
    enter(alarm, "6.15 pm")
    app.shows("2026-04-01, 18:15:00, 2026-07-01 to 2026-07-12, None")
    expect(alarm).to_have_value("18:15")
    enter(start, "7/20/26")  # after the end
    app.shows("2026-04-01, 18:15:00, 2026-07-12 to 2026-07-20, None")
    expect(start).to_have_value("07/12/2026")
    expect(end).to_have_value("07/20/2026")

    choose(app, "Day", "2026-05-06")
    expect(day).to_have_value("06.05.2026")
    choose(app, "Alarm", "06:45")
    expect(alarm).to_have_value("06:45")
    choose(app, "Trip: end", "2026-07-31")
    choose(app, "None", "2026-02-03")
    app.shows("2026-05-06, 06:45:00, 2026-07-12 to 2026-07-31, 2026-02-03")
    expect(app.input("None")).to_have_value("2026/02/03")
    enter(app.input("None"), "")
    app.shows("2026-05-06, 06:45:00, 2026-07-12 to 2026-07-31, None")

    app.root.locator(".lit-calendar input").first.focus()
    app.notebook.screenshot(f"dates-focus-{theme}", app.root)
    assert not app.notebook.errors


def test_what_is_no_date_is_said_and_stays_in_the_field(lab: Lab) -> None:
    app = open_app(lab, PAGE)
    said = app.root.locator(".lit-refused")
    day, start = app.root.locator(".lit-date-input > input").first, app.input("Trip: start")
    enter(day, "31.2.2026")
    expect(said).to_have_text("“31.2.2026” is not a date. Write it as DD.MM.YYYY, such as 31.01.2026.")
    expect(day).to_have_value("31.2.2026")
    app.notebook.screenshot("dates-refused", app.root)
    enter(day, "1.1.2027")
    expect(said).to_have_text("Choose a date from 14.03.2016 to 31.12.2026.")
    enter(day, "")  # the first date again
    expect(day).to_have_value("14.03.2026")
    expect(said).to_have_count(0)
    enter(start, "13/13/2026")
    expect(said).to_be_visible()  # though the label is hidden
    expect(said).to_have_text("“13/13/2026” is not a date. Write it as MM/DD/YYYY, such as 01/31/2026.")
    enter(start, "07/01/2026")  # as it was
    expect(said).to_have_count(0)
    expect(app.input("Trip: end")).to_have_value("07/12/2026")
    enter(app.root.locator(".lit-time-input > input"), "noon")
    expect(said).to_have_text("“noon” is not a time. Write it as HH:MM, such as 18:45.")
    app.shows("2026-03-14, 17:30:00, 2026-07-01 to 2026-07-12, None")
    assert not app.notebook.errors


def test_the_sign_in_the_field_opens_the_browsers_picker_by_mouse_and_keyboard(lab: Lab) -> None:
    app = open_app(lab, PAGE)
    opener = app.root.get_by_label("Choose Day", exact=True)
    box, frame = opener.bounding_box(), app.input("Day").bounding_box()
    assert box is not None
    assert frame is not None
    assert box["x"] > frame["x"] + frame["width"] - 40
    app.input("Day").focus()
    app.page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    opener.click()
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("Enter")
    app.shows("2026-03-15, 17:30:00, 2026-07-01 to 2026-07-12, None")
    expect(app.input("Day")).to_have_value("15.03.2026")
