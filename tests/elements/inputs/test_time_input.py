"""Time fields, beside Streamlit's, and as ipywidgets show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
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
ASSIGNED = {
    'st.time_input("a", time(5), key="k")': (
        "time(6)", "time(6, 7, 8, 9)", "datetime(2020, 1, 6, 5)", '"10:30"', "None", "5",
    ),
}  # fmt: skip
SET = {
    'st.time_input("a", time(5))': ("time(7)", "time(7, 3, 2)", "None"),
    'st.time_input("a", time(5), step=1)': ("time(7, 3, 2)",),
}
CHANGED = [
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
    ("call", "wire", "keep"),
    [
        ('st.time_input("a")', "noon", True),
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


def parts_of(page: Run) -> tuple[Native, Native]:
    """Return the text field and the picker of the last time input."""
    field, picker = native_of(widget(page)).children
    return field, picker


@pytest.mark.parametrize(
    ("call", "shown", "value", "shape"),
    [
        ('st.time_input("a", "17:30")', "17:30", time(17, 30), "HH:MM"),
        ('st.time_input("a", "07:05:09", step=1)', "07:05:09", time(7, 5, 9), "HH:MM:SS"),
        ('st.time_input("a", None)', "", None, "HH:MM"),
        ('st.time_input("a", time(10, 30, tzinfo=timezone.utc))', "10:30", time(10, 30), "HH:MM"),
        ('st.time_input("a", "17:30", format="localized")', "17:30", time(17, 30), "HH:MM"),
        ('st.time_input("a", "17:30", format="12h")', "5:30 PM", time(17, 30), "H:MM AM"),
        ('st.time_input("a", "00:05:09", step=1, format="12h")', "12:05:09 AM", time(0, 5, 9), "H:MM:SS AM"),
    ],
)
def test_a_time_is_shown_and_picked_in_its_format(
    call: str, shown: str, value: Any, shape: str, page: Run, live: Callable[[Native], Any]
) -> None:
    here(call)
    field, picker = map(live, parts_of(page))
    assert (field.value, field.placeholder, field.continuous_update, picker.value) == (shown, shape, False, value)
    assert parts_of(page)[0].read(shown, widget(page).value) == widget(page).value


def test_the_picker_offers_times_a_step_apart_and_has_a_name(page: Run, live: Callable[[Native], Any]) -> None:
    st.time_input("**Wake** me", "10:30", step=1800, disabled=True)
    field, picker = map(live, parts_of(page))
    assert (picker.step, picker.description, picker.disabled, field.disabled) == (1800, "Choose Wake me", True, True)
    assert parts_of(page)[1].read(time(11), time(10, 30)) == time(11)


@pytest.mark.parametrize(
    ("arguments", "text", "meant"),
    [
        ("", "18:45", time(18, 45)),
        ("", "6:45 pm", time(18, 45)),
        ("", "1845", time(18, 45)),
        ("", "", time(5)),  # as it was at first
        ("value=None", "", None),
        ("required=True", "", "A time is needed here."),
        ("", "24:00", "“24:00” is not a time. Write it as HH:MM, such as 18:45."),
        ("", "18:45:30", "“18:45:30” is not a time. Write it as HH:MM, such as 18:45."),
        ("step=1", "18:45:30", time(18, 45, 30)),
        ("step=1", "noon", "“noon” is not a time. Write it as HH:MM:SS, such as 18:45:00."),
        ("format='12h'", "noon", "“noon” is not a time. Write it as H:MM AM, such as 6:45 PM."),
        ("format='12h'", "18:45", time(18, 45)),
    ],
)
def test_a_typed_time_counts_or_is_refused_with_the_reason(arguments: str, text: str, meant: Any, page: Run) -> None:
    here(f"st.time_input('a', **{{'value': time(5), **dict({arguments})}})")
    field, domain = parts_of(page)[0], widget(page).source
    wire = field.read(text, widget(page).value)
    if isinstance(meant, str):
        with pytest.raises(ValueRefused) as refusal:
            domain.parse(wire)
        assert (str(refusal.value), refusal.value.keep) == (meant, True)
    else:
        assert domain.parse(wire) == meant
