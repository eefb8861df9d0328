"""Date and time fields, beside Streamlit's, and as ipywidgets show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import ipywidgets
import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
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
st.time_input("a", time(10,30))
st.time_input("b", datetime(2020,1,1,10,30,20))
st.time_input("c", "10:30")
st.time_input("c1", "10:30:25")
st.time_input("c2", "2020-01-01T10:35:25")
st.time_input("c3", "2020-01-01 10:35")
st.time_input("c4", "x")
st.time_input("c5", "")
st.time_input("c6", "9:30")
st.time_input("c7", "25:30")
st.time_input("c8", "10:30:25.5")
st.time_input("c9", "10:30+03:00")
st.time_input("d", None)
st.time_input("e", 5)
st.time_input("f", True)
st.time_input("g", date(2020,1,1))
st.time_input("g1", time(10,30,15,500))
st.time_input("g2", time(10,30,15,500), step=1)
st.time_input("g3", time(10,30,15,500), step=30)
st.time_input("g4", time(10,30,15,500), step=60)
st.time_input("g5", time(10,30,15,500), step=90)
st.time_input("g6", time(10,30,15,500), step=timedelta(seconds=5))
st.time_input("g7", time(10,30,15,500), step=timedelta(seconds=5.5))
st.time_input("g8", time(10,30,15,500), step=0)
st.time_input("g9", time(10,30,15,500), step=True)
st.time_input("g10", time(10,30,15,500), step=5.0)
st.time_input("g11", time(10,30,15,500), step=timedelta(hours=23))
st.time_input("g12", time(10,30,15,500), step=timedelta(hours=23, seconds=1))
st.time_input("g13", time(10,30,15,500), step=timedelta(hours=24))
st.time_input("g14", time(10,30,15,500), step=timedelta(microseconds=5))
st.time_input("g15", time(10,30,15,500), step=None)
st.time_input("g16", time(10,30,15,500), step="5")
st.time_input("g17", time(10,30,15,500), step=-5)
st.time_input("g18", time(10,30,15,500), step=61)
st.time_input("g19", time(10,30,15,500), step=3601)
st.time_input("g20", time(10,30,15,500), step=59)
st.time_input("g21", time(10,30,15,500), step=120)
st.time_input("h", time(10,30), format="12h")
st.time_input("h1", time(10,30), format="localized")
st.time_input("h2", time(10,30), format="x")
st.time_input("h3", time(10,30), format=None)
st.time_input("i", time(10,30, tzinfo=timezone.utc))
st.time_input("i2", datetime(2020,1,1,10,30, tzinfo=timezone.utc))
st.time_input("i3", pd.Timestamp("2020-01-05 10:30"))
st.time_input("i4", [time(5)])
st.time_input("i5", width="content")
st.time_input("i6", time(1), required=True)
st.time_input("i7", None, required=True)
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
    'st.time_input("a", time(5), key="k")': (
        "time(6)", "time(6, 7, 8, 9)", "datetime(2020, 1, 6, 5)", '"10:30"', "None", "5",
    ),
}  # fmt: skip
SET = {
    'st.date_input("a", date(2020, 1, 5))': ("date(2020, 1, 7)", "date(1990, 1, 1)", "None", "datetime(2020, 1, 7, 5)"),
    'st.date_input("a", [date(2020, 1, 5)])': (
        "(date(2020, 1, 7),)", "(date(2020, 1, 7), date(2020, 1, 1))", "()", "[date(2020, 1, 7)]", "date(2020, 1, 7)", "None",
    ),
    'st.time_input("a", time(5))': ("time(7)", "time(7, 3, 2)", "None"),
    'st.time_input("a", time(5), step=1)': ("time(7, 3, 2)",),
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
    *(
        ('st.time_input("a", time(5), key="k")', f'st.time_input("a", time(6), {argument}, key="k")', "time(7)")
        for argument in ("step=1", 'help="x"')
    ),
    *(
        ('st.time_input("a", time(5))', f'st.time_input("a", time(5), {argument})', "time(7)")
        for argument in ('format="12h"', "required=True")
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
        ('st.date_input("a", date(2020, 1, 5))', "2020-01-05", False),
        ('st.date_input("a", date(2020, 1, 5))', [date(2020, 1, 5), date(2020, 1, 6)], False),
        ('st.date_input("a", date(2020, 1, 5), required=True)', None, True),
        ('st.date_input("a", [])', [date(2020, 1, 5)] * 3, False),
        ('st.date_input("a", [], required=True)', [], True),
        ('st.time_input("a")', "10:30", False),
        ('st.time_input("a")', datetime(2020, 1, 5), False),
        ('st.time_input("a", required=True)', None, True),
    ],
)
def test_what_lies_outside_the_domain_is_refused(call: str, wire: Any, keep: bool, page: Run) -> None:
    here(call)
    with pytest.raises(ValueRefused) as refusal:
        widget(page).source.parse(wire)
    assert refusal.value.keep is keep


# -- as it is shown --------------------------------------------------------------------------------------------------


def test_a_date_is_a_date_picker_and_another_format_stands_beside_the_label(page: Run) -> None:
    st.date_input("a", "2020-01-05")
    st.date_input("a", "2020-01-05", format="DD.MM.YYYY")
    st.date_input("a", None, format="DD.MM.YYYY")
    natives = [native_of(child) for child in page.page.main.children]
    assert [native.traits["value"] for native in natives] == [date(2020, 1, 5), date(2020, 1, 5), None]
    assert [native.traits["description"] for native in natives] == ["a", 'a<span class="lit-value">05.01.2020</span>', "a"]
    for native in natives:
        live = getattr(ipywidgets, native.widget)(**native.traits)
        assert (native.widget, live.value) == ("DatePicker", native.traits["value"])


def test_a_range_is_two_date_pickers_that_give_both_dates_in_order(page: Run) -> None:
    st.date_input("a", [])
    native = native_of(widget(page))
    start, end = native.children[1].children
    assert [start.widget, end.widget] == ["DatePicker", "DatePicker"]
    assert start.read(date(2020, 1, 6), []) == [date(2020, 1, 6)]
    assert end.read(date(2020, 1, 1), [date(2020, 1, 6)]) == [date(2020, 1, 1), date(2020, 1, 6)]
    assert end.read(None, [date(2020, 1, 6)]) == [date(2020, 1, 6)]


def test_clearing_one_end_of_a_range_leaves_the_other(page: Run) -> None:
    st.date_input("a", ["2020-01-05", "2020-01-08"])
    element = widget(page)
    start, end = native_of(element).children[1].children
    assert start.read(None, element.value) == [date(2020, 1, 8)]
    assert end.read(None, element.value) == [date(2020, 1, 5)]


@pytest.mark.parametrize(
    ("call", "traits"),
    [
        ('st.time_input("a", "10:30")', {"value": time(10, 30), "step": 900, "description": "a"}),
        ('st.time_input("a", None, step=60)', {"value": None, "step": 60}),
        ('st.time_input("a", time(10, 30, tzinfo=timezone.utc))', {"value": time(10, 30)}),
        ('st.time_input("a", "15:30", format="12h")', {"description": 'a<span class="lit-value">3:30 PM</span>'}),
    ],
)
def test_a_time_is_a_time_picker(call: str, traits: dict[str, Any], page: Run) -> None:
    here(call)
    native = native_of(widget(page))
    live = ipywidgets.TimePicker(**native.traits)
    assert native.widget == "TimePicker"
    assert {trait: getattr(live, trait) for trait in traits} == traits
