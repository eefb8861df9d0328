"""Date fields, beside Streamlit's, and as ipywidgets show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.writing.run import Run
from tests.elements.returned import (
    assigned_here,
    assigned_in_streamlit,
    by_streamlit,
    changed_here,
    changed_in_streamlit,
    here,
    set_here,
    set_in_streamlit,
    widget,
)

CALLS = [
    line
    for line in r"""
st.date_input("a")
st.date_input("b", date(2020,1,5))
st.date_input("c", datetime(2020,1,5,10))
st.date_input("d", "2020-01-05")
st.date_input("d1", "2020-01-05T10:00")
st.date_input("d2", "2020-01-05 10:00:00+03:00")
st.date_input("d3", "20200105")
st.date_input("d4", "2020/01/05")
st.date_input("d5", "x")
st.date_input("d6", "")
st.date_input("d7", "now")
st.date_input("e", None)
st.date_input("f", [])
st.date_input("g", [date(2020,1,5)])
st.date_input("h", [date(2020,1,5), date(2020,1,1)])
st.date_input("i", ("2020-01-05", "2020-01-08"))
st.date_input("i2", ("today", "2020-01-08"))
st.date_input("i3", ("2020-01-08", "today"))
st.date_input("i4", ("2020-01-08", None))
st.date_input("i5", (None, None))
st.date_input("j", [date(2020,1,5)]*3)
st.date_input("k", 5)
st.date_input("k1", 5.0)
st.date_input("k2", time(5))
st.date_input("k3", {date(2020,1,5)})
st.date_input("k4", np.datetime64("2020-01-05"))
st.date_input("k5", pd.Timestamp("2020-01-05"))
st.date_input("k6", pd.DatetimeIndex(["2020-01-05"]))
st.date_input("l", "today", date(2020,1,1), date(2020,2,1))
st.date_input("l1", "today", date(2050,1,1))
st.date_input("l2", "today", date(2050,1,1), date(2051,1,1))
st.date_input("l3", "today", None, date(2000,1,1))
st.date_input("l4", "today", date(2030,1,1))
st.date_input("m", date(2020,1,5), date(2020,1,6))
st.date_input("m1", date(2020,1,5), None, date(2020,1,4))
st.date_input("m2", date(2020,1,5), date(2020,2,1), date(2020,1,1))
st.date_input("m3", date(2020,1,5), date(2020,1,5), date(2020,1,5))
st.date_input("m4", None, date(2020,1,5), date(2020,1,4))
st.date_input("m5", [], date(2020,1,5), date(2020,1,9))
st.date_input("m6", [date(2020,1,4)], date(2020,1,5), date(2020,1,9))
st.date_input("m7", [date(2020,1,6), date(2020,1,10)], date(2020,1,5), date(2020,1,9))
st.date_input("m8", [date(2020,1,7), date(2020,1,6)], date(2020,1,5), date(2020,1,9))
st.date_input("m9", date(2020,1,5), "2020-01-01", "2020-02-01")
st.date_input("m10", date(2020,1,5), "today")
st.date_input("m11", date(2020,1,5), 5)
st.date_input("m12", date(2020,1,5), datetime(2020,1,5,12))
st.date_input("m13", date(2020,1,5), [date(2020,1,1)])
st.date_input("n", date(2020,1,5), format="DD.MM.YYYY")
st.date_input("n1", date(2020,1,5), format="D.M.YYYY")
st.date_input("n2", date(2020,1,5), format="YYYY-MM-DD")
st.date_input("n3", date(2020,1,5), format="YYYY.MM.DD")
st.date_input("n4", date(2020,1,5), format="MM/DD/YYYY")
st.date_input("n5", date(2020,1,5), format="MM-DD-YYYY")
st.date_input("n6", date(2020,1,5), format="MM.DD.YYYY")
st.date_input("n7", date(2020,1,5), format="DD/MM/YYYY")
st.date_input("n8", date(2020,1,5), format="DD-MM-YYYY")
st.date_input("n9", date(2020,1,5), format="YYYY MM DD")
st.date_input("n10", date(2020,1,5), format="YY/MM/DD")
st.date_input("n11", date(2020,1,5), format="")
st.date_input("n12", date(2020,1,5), format=None)
st.date_input("o", date(2024,2,29))
st.date_input("o1", date(3,2,2))
st.date_input("o2", date(9999,2,2))
st.date_input("o3", True)
st.date_input("o4", width="content")
st.date_input("o5", required=True)
st.date_input("o6", [date(2020,1,5), "x"])
st.date_input("o7", [5, 6])
st.date_input("a", ("today",), date(2020,1,1), date(2020,2,1))
st.date_input("b", ("today",date(2020,1,3)), date(2020,1,1), date(2020,2,1))
st.date_input("c", ("today",), None, date(2000,1,1))
st.date_input("d", date(2020,1,5), "x")
st.date_input("e", None, date(2020,1,5))
st.date_input("f", None, None, date(2020,1,5))
st.date_input("g", None, date(2050,1,5))
st.date_input("h", [], date(2050,1,5))
st.date_input("i", date(2020,1,5), format=5)
st.date_input("j", date(2020,1,5), format="MM-DD-YYYY", min_value=None)
st.date_input("p", "today", "today", "today")
st.date_input("l", "today", None, "2020-01-01")
st.date_input("m", b"2020-01-01")
st.date_input("n", (date(2020,1,5), date(2040,1,1)))
""".splitlines()
    if line
]


_DAY = "date(2020, 1, 5)"
ASSIGNED = {
    'st.date_input("a", date(2020, 1, 5), key="k")': (
        "date(2020, 1, 6)", "datetime(2020, 1, 6, 5)", "None", "date(1990, 1, 1)", "date(2050, 1, 1)",
    ),
    'st.date_input("a", date(2020, 1, 5), date(2020, 1, 1), date(2020, 2, 1), key="k")': (
        "date(2020, 1, 6)", "date(1990, 1, 1)", "date(2020, 3, 1)",
    ),
    'st.date_input("a", [date(2020, 1, 5)], key="k")': (
        "(date(2020, 1, 6),)", "(date(2020, 1, 6), date(2020, 1, 5))", "[date(2020, 1, 6), date(2020, 1, 7)]", "()",
        "(date(1990, 1, 6),)",
    ),
    'st.date_input("a", None, key="k")': ("date(2020, 1, 6)", "None"),
}  # fmt: skip
SET = {
    'st.date_input("a", date(2020, 1, 5))': ("date(2020, 1, 7)", "date(1990, 1, 1)", "None", "datetime(2020, 1, 7, 5)"),
    'st.date_input("a", [date(2020, 1, 5)])': (
        "(date(2020, 1, 7),)", "(date(2020, 1, 7), date(2020, 1, 1))", "()", "[date(2020, 1, 7)]", "date(2020, 1, 7)", "None",
    ),
}  # fmt: skip
_KEYED = f'st.date_input("a", {_DAY}, key="k")'
_RANGE = f'st.date_input("a", [{_DAY}, {_DAY}], key="k")'
CHANGED = [
    (_KEYED, f'st.date_input("a", {_DAY}, date(2020, 1, 4), date(2020, 1, 6), key="k")', "date(2020, 1, 20)"),
    (_KEYED, f'st.date_input("a", {_DAY}, date(2020, 1, 4), key="k")', "date(2020, 1, 2)"),
    (_KEYED, 'st.date_input("a", date(2040, 1, 1), key="k")', "date(2020, 1, 2)"),
    (_KEYED, f'st.date_input("a", {_DAY}, format="DD.MM.YYYY", key="k")', "date(2020, 1, 2)"),
    (_KEYED, f'st.date_input("a", [{_DAY}, {_DAY}], date(2020, 1, 4), key="k")', "date(2020, 1, 8)"),
    (
        _RANGE,
        f'st.date_input("a", [{_DAY}, {_DAY}], date(2020, 1, 4), key="k")',
        "(date(2020, 1, 2), date(2020, 1, 8))",
    ),
    (_RANGE, f'st.date_input("a", {_DAY}, date(2020, 1, 4), key="k")', "(date(2020, 1, 2), date(2020, 1, 8))"),
    *(
        (f'st.date_input("a", {_DAY})', f'st.date_input("a", {_DAY}, {argument})', "date(2020, 1, 8)")
        for argument in ("required=True", 'format="DD.MM.YYYY"', 'label_visibility="hidden"')
    ),
]


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return by_streamlit(CALLS)


@pytest.mark.parametrize("call", CALLS)
def test_it_returns_and_raises_what_streamlit_does(call: str, page: Run, expected: dict[str, str]) -> None:
    assert here(call) == expected[call]


@pytest.mark.parametrize(
    ("call", "value"),
    [(call, value) for call, values in ASSIGNED.items() for value in values],
)
def test_an_assigned_value_counts_as_in_streamlit(call: str, value: str, page: Run) -> None:
    assert assigned_here(call, value) == assigned_in_streamlit(call, value)


@pytest.mark.parametrize(("call", "value"), [(call, value) for call, values in SET.items() for value in values])
def test_a_readers_value_counts_as_in_streamlit(call: str, value: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    assert set_here(call, value, page, rerun) == set_in_streamlit(call, value)


@pytest.mark.parametrize(("before", "after", "value"), CHANGED)
def test_a_value_survives_the_changes_that_it_survives_in_streamlit(
    before: str, after: str, value: str | None, page: Run, rerun: Callable[[Run], Run]
) -> None:
    assert changed_here(before, after, value, page, rerun) == changed_in_streamlit(before, after, value)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ('st.date_input("a", key="k")', "2020-01-06"),
        ('st.date_input("a", key="k")', (date(2020, 1, 6), "2020-01-07")),
        ('st.date_input("a", None, key="k")', (date(2020, 1, 6),)),
        ('st.date_input("a", [], key="k")', date(2020, 1, 6)),
        ('st.date_input("a", [], key="k")', None),
    ],
)
def test_an_assigned_value_of_another_shape_is_refused(call: str, value: Any, page: Run) -> None:
    st.session_state["k"] = value
    assert here(call) == "TypeError"


def test_an_assigned_range_makes_a_field_without_a_value_a_range_with_bounds_around_it(page: Run) -> None:
    st.session_state["k"] = (date(2005, 1, 6), date(2006, 1, 6))
    assert st.date_input("a", key="k") == (date(2005, 1, 6), date(2006, 1, 6))
    assert (widget(page).props["min"], widget(page).props["max"]) == (date(1995, 1, 6), date(2016, 1, 6))


def test_an_assigned_date_before_the_bounds_that_were_given_is_given_up_for_today(page: Run) -> None:
    st.session_state["k"] = date(2005, 1, 6)
    assert st.date_input("a", min_value=date(2010, 1, 1), key="k") == date.today()



@pytest.mark.parametrize(
    ("call", "wire", "keep"),
    [
        ('st.date_input("a", date(2020, 1, 5))', date(202, 1, 5), True),  # a year that is being typed
        ('st.date_input("a", date(2020, 1, 5))', "5 January", True),
        ('st.date_input("a", date(2020, 1, 5))', 20200105, False),
        ('st.date_input("a", date(2020, 1, 5))', [date(2020, 1, 5), date(2020, 1, 6)], False),
        ('st.date_input("a", date(2020, 1, 5), required=True)', None, True),
        ('st.date_input("a", [])', [date(2020, 1, 5)] * 3, False),
        ('st.date_input("a", [], required=True)', [], True),
    ],
)
def test_what_lies_outside_the_domain_is_refused(call: str, wire: Any, keep: bool, page: Run) -> None:
    here(call)
    with pytest.raises(ValueRefused) as refusal:
        widget(page).source.parse(wire)
    assert refusal.value.keep is keep


# -- as it is shown --------------------------------------------------------------------------------------------------


def fields(page: Run) -> list[tuple[Native, Native]]:
    """Return the text field and the picker of the last date input, or of the two ends of a range."""
    native = native_of(widget(page))
    frames = native.children[1].children if native.widget == "VBox" else (native,)
    return [(frame.children[0], frame.children[1]) for frame in frames]


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("YYYY/MM/DD", "2020/01/05"),
        ("YYYY-MM-DD", "2020-01-05"),
        ("DD.MM.YYYY", "05.01.2020"),
        ("DD/MM/YYYY", "05/01/2020"),
        ("MM/DD/YYYY", "01/05/2020"),
        ("MM-DD-YYYY", "01-05-2020"),
    ],
)
def test_a_date_is_shown_and_picked_in_its_format(format: str, shown: str, page: Run, live: Callable[[Native], Any]) -> None:
    st.date_input("a", "2020-01-05", format=format)
    [(field, picker)] = fields(page)
    text, calendar = live(field), live(picker)
    assert (field.widget, text.value, text.placeholder, text.continuous_update) == ("Text", shown, format, False)
    assert (picker.widget, calendar.value) == ("DatePicker", date(2020, 1, 5))
    assert field.read(shown, widget(page).value) == date(2020, 1, 5)
    assert picker.read(date(2020, 1, 6), date(2020, 1, 5)) == date(2020, 1, 6)


def test_a_field_without_a_date_is_empty_and_shows_how_one_is_typed(page: Run, live: Callable[[Native], Any]) -> None:
    st.date_input("a", None, format="DD.MM.YYYY", disabled=True)
    [(field, picker)] = fields(page)
    assert (live(field).value, live(field).placeholder, live(picker).value) == ("", "DD.MM.YYYY", None)
    assert (live(field).disabled, live(picker).disabled) == (True, True)


def test_label_and_help_are_those_of_the_text_and_the_picker_has_a_name(page: Run, live: Callable[[Native], Any]) -> None:
    st.date_input("**Day** of departure", help="why")
    [(field, picker)] = fields(page)
    assert "<strong>Day</strong> of departure" in live(field).description
    assert "lit-help" in live(field).description
    assert live(picker).description == "Choose Day of departure"


def test_a_date_with_a_time_that_only_an_assignment_can_give_it_stays_while_nobody_touches_it(page: Run) -> None:
    st.session_state["k"] = datetime(2020, 1, 5, 10, 30)
    assert st.date_input("a", date(2020, 1, 1), key="k") == datetime(2020, 1, 5, 10, 30)
    [(field, _)] = fields(page)
    assert field.read(" 2020/01/05 ", widget(page).value) is widget(page).value


def typed(text: str, page: Run) -> Any:
    """Return the value that typing into the only field of the last date input has."""
    [(field, _)] = fields(page)
    return widget(page).source.parse(field.read(text, widget(page).value))


def refused(text: str, page: Run) -> str:
    """Return why what is typed into the only field of the last date input is refused; it stays, to be mended."""
    with pytest.raises(ValueRefused) as refusal:
        typed(text, page)
    assert refusal.value.keep
    return str(refusal.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.3.2026", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("31.2.2026", "“31.2.2026” is not a date. Write it as DD.MM.YYYY, such as 31.01.2026."),
        ("soon", "“soon” is not a date. Write it as DD.MM.YYYY, such as 31.01.2026."),
        ("<b>" * 99, f"“{('<b>' * 99)[:40]}…” is not a date. Write it as DD.MM.YYYY, such as 31.01.2026."),
        ("01.01.2027", "Choose a date from 05.01.2026 to 31.12.2026."),
    ],
)
def test_a_typed_date_counts_or_is_refused_with_the_reason_in_its_format(text: str, meant: Any, page: Run) -> None:
    st.date_input("a", date(2026, 2, 5), date(2026, 1, 5), date(2026, 12, 31), format="DD.MM.YYYY")
    assert (refused(text, page) if isinstance(meant, str) else typed(text, page)) == meant


def test_an_emptied_field_has_no_date_its_first_date_or_is_refused(page: Run) -> None:
    st.date_input("a", None)
    assert typed("", page) is None
    st.date_input("b", date(2020, 1, 5))
    assert typed(" ", page) == date(2020, 1, 5)  # a script that gave a date need not reckon with None
    assert fields(page)[0][1].read(None, date(2020, 1, 6)) == date(2020, 1, 5)  # calendars have a button for it
    st.date_input("c", date(2020, 1, 5), required=True)
    assert refused("", page) == "A date is needed here."


# -- ranges ------------------------------------------------------------------------------------------------------------


def test_a_range_is_two_fields_in_the_format_that_give_both_dates_in_order(page: Run, live: Callable[[Native], Any]) -> None:
    st.date_input("a", [date(2020, 1, 6)], format="DD.MM.YYYY")
    (start, opens_start), (end, opens_end) = fields(page)
    assert [live(field).value for field in (start, end)] == ["06.01.2020", ""]
    assert start.read("7.1.2020", []) == [date(2020, 1, 7)]
    assert end.read("1.1.2020", [date(2020, 1, 6)]) == [date(2020, 1, 1), date(2020, 1, 6)]
    assert opens_start.read(date(2020, 1, 7), [date(2020, 1, 6)]) == [date(2020, 1, 7)]
    assert opens_end.read(date(2020, 1, 1), [date(2020, 1, 6)]) == [date(2020, 1, 1), date(2020, 1, 6)]


def test_clearing_one_end_of_a_range_leaves_the_other(page: Run) -> None:
    st.date_input("a", ["2020-01-05", "2020-01-08"])
    wire = widget(page).value
    (start, opens_start), (end, opens_end) = fields(page)
    assert start.read("", wire) == opens_start.read(None, wire) == [date(2020, 1, 8)]
    assert end.read("", wire) == opens_end.read(None, wire) == [date(2020, 1, 5)]


def test_the_ends_of_a_range_and_their_pickers_have_names(page: Run, live: Callable[[Native], Any]) -> None:
    st.date_input("*Trip*", [])
    names = [live(part).description for pair in fields(page) for part in pair]
    assert names == ["Trip: start", "Choose Trip: start", "Trip: end", "Choose Trip: end"]


@pytest.mark.parametrize(("wrong", "said"), [("soon", "“soon” is not a date"), ("2999/1/1", "Choose a date from 2020/01/01")])
def test_a_refused_end_keeps_its_place_until_it_is_mended(wrong: str, said: str, page: Run) -> None:
    st.date_input("a", ["2020-01-05", "2020-01-08"], date(2020, 1, 1), date(2020, 2, 1))
    domain, wire = widget(page).source, widget(page).value
    (start, _), (end, _) = fields(page)
    wire = start.read(wrong, wire)
    with pytest.raises(ValueRefused, match=said):
        domain.parse(wire)
    wire = end.read("2020/01/09", wire)
    with pytest.raises(ValueRefused, match=said):
        domain.parse(wire)
    for mended, first in (("2020/01/06", date(2020, 1, 6)), ("2020/01/05", date(2020, 1, 5))):
        assert domain.parse(start.read(mended, wire)) == (first, date(2020, 1, 9))
    assert domain.parse(start.read("", wire)) == (date(2020, 1, 9),)


def test_a_refused_start_of_a_range_without_an_end_says_why(page: Run) -> None:
    st.date_input("a", [])
    with pytest.raises(ValueRefused, match="“soon” is not a date"):
        widget(page).source.parse(fields(page)[1][0].read("soon", []))
