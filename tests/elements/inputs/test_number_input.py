"""The number field, beside Streamlit's, and as ipywidgets show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets
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
st.number_input("a")
st.number_input("b", 5)
st.number_input("c", 5, 3)
st.number_input("d", 0.0)
st.number_input("e", 1.0, 5.0)
st.number_input("f", 0, 10, 20)
st.number_input("f2", 0, 10, -20)
st.number_input("f3", max_value=-5)
st.number_input("f4", max_value=-5.0)
st.number_input("f5", max_value=5)
st.number_input("g", value=None)
st.number_input("h", value=None, step=1)
st.number_input("i", value=None, min_value=1)
st.number_input("j", value=True)
st.number_input("j2", value=5, step=True)
st.number_input("k", 0, 1.0)
st.number_input("l", value=5, step=0.5)
st.number_input("m", value=5.0, step=1)
st.number_input("n", step=1)
st.number_input("o", step=0.5)
st.number_input("p", step=0)
st.number_input("p2", step=0.0)
st.number_input("p3", step=-1)
st.number_input("q", value="5")
st.number_input("q1", value="min")
st.number_input("q2", value="min", min_value=3)
st.number_input("r", value=decimal.Decimal(5))
st.number_input("r1", value=np.float32(5))
st.number_input("r2", value=np.float64(5))
st.number_input("r3", value=np.int64(5))
st.number_input("r4", value=np.int64(5), min_value=np.int64(1))
st.number_input("s", value=2**53)
st.number_input("s1", value=-2**53)
st.number_input("s2", value=1e308)
st.number_input("s3", value=float('inf'))
st.number_input("s4", value=float('nan'))
st.number_input("s5", value=float('nan'), min_value=0.)
st.number_input("s6", min_value=-2**53)
st.number_input("s7", max_value=2**53)
st.number_input("s8", max_value=float('inf'), min_value=0.)
st.number_input("t", format="%d")
st.number_input("t1", format="%s")
st.number_input("t2", format="abc")
st.number_input("t3", format="%.3f")
st.number_input("t4", value=1, format="%.3f")
st.number_input("t5", value=1.5, format="%d")
st.number_input("t6", format="$%.2f")
st.number_input("t7", format="%d %%")
st.number_input("t8", format="%d%%")
st.number_input("t9", format="%x")
st.number_input("t10", format="%e")
st.number_input("t11", format="%g")
st.number_input("t12", format="%i")
st.number_input("t13", format="percent")
st.number_input("t16", format="%")
st.number_input("t17", format="%u")
st.number_input("t18", format="%o")
st.number_input("t19", format="%c")
st.number_input("t20", format="%8.2f")
st.number_input("u", width="content")
st.number_input("u1", icon="x")
st.number_input("u2", icon="😀")
st.number_input("u3", placeholder=5)
st.number_input("u4", placeholder="x")
st.number_input("u5", required=True)
st.number_input("u6", required=True, value=None)
st.number_input("u7", label_visibility="no")
st.number_input("v", 0, 10, [5])
st.number_input("v1", 0, 10, date(2020,1,1))
st.number_input("v5", value=complex(1))
st.number_input("v6", value=None, min_value=1.0, max_value=0.)
st.number_input("v7", value=None, min_value=1.0, max_value=1.0)
st.number_input("v8", value=1.0, min_value=1.0, max_value=1.0)
st.number_input("v9", 10, value=5)
st.number_input("w1", 10, 20, 15.5)
st.number_input("w2", None, None, None, None, None)
st.number_input("w3", True, False)
st.number_input("w4", min_value=None, max_value=10, value="min")
st.number_input("w5", key="")
st.number_input("w6", bind="x")
""".splitlines()
    if line
]

#: Where Streamlit lets a Python error out, or takes what makes no sense.
OWN = {
    'st.number_input("q3", value="5", min_value=3)': "StreamlitJSNumberBoundsError",
    'st.number_input("t14", format=5)': "StreamlitInvalidNumberFormatError",
    'st.number_input("t15", format="")': "StreamlitInvalidNumberFormatError",
    'st.number_input("v2", "0", 10)': "StreamlitMixedNumericTypesError",
    'st.number_input("v3", 0, "10")': "StreamlitMixedNumericTypesError",
    'st.number_input("v4", 0, 10, step="1")': "StreamlitMixedNumericTypesError",
}

ASSIGNED = {
    'st.number_input("a", 0, 10, 5, key="k")': (
        "3", "11", "-1", "3.7", '"x"', "None", "True", '"3"', "np.float64(3)", "[3]",
    ),
    'st.number_input("a", 0., 10., 5., key="k")': ("3", "11.", '"3"', "None", "True"),
    'st.number_input("a", value=None, key="k")': ("3", "None", '"3"'),
}  # fmt: skip
SET = {
    'st.number_input("a", 0, 10, 5)': ("3", "11", "3.0", "None"),
    'st.number_input("a", 0., 10., 5.)': ("3", "3.25"),
    'st.number_input("a", value=None)': ("3", "None"),
}
_FIVE = 'st.number_input("a", 0, 10, 5, key="k")'
CHANGED = [
    (_FIVE, 'st.number_input("a", 0, 4, 2, key="k")', None),
    (_FIVE, 'st.number_input("b", 0, 4, 2, help="x", key="k")', "3"),
    (_FIVE, 'st.number_input("a", 0., 4., 2., key="k")', "3"),
    ('st.number_input("a", 0., 10., 5., key="k")', 'st.number_input("a", 0, 4, 2, key="k")', "3.5"),
    (_FIVE, 'st.number_input("a", 0, 4, None, key="k")', "7"),
    ('st.number_input("a", value=None, key="k")', 'st.number_input("a", 0, 4, 1, key="k")', None),
    *(
        ('st.number_input("a", 0, 10, 5)', f'st.number_input("a", 0, 10, 5, {argument})', "3")
        for argument in (
            "step=2", 'placeholder="x"', 'icon="😀"', "required=True", 'label_visibility="hidden"', "disabled=False",
        )
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return by_streamlit([*CALLS, *OWN])


@pytest.mark.parametrize("call", CALLS)
def test_it_returns_and_raises_what_streamlit_does(call: str, page: Run, expected: dict[str, str]) -> None:
    assert here(call) == expected[call]


@pytest.mark.parametrize("call", OWN)
def test_it_differs_from_streamlit_on_purpose(call: str, page: Run, expected: dict[str, str]) -> None:
    assert here(call) == OWN[call] != expected[call]


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


# -- as it is shown --------------------------------------------------------------------------------------------------


def parts_of(page: Run) -> tuple[Native, Native, Native]:
    """Return the text field, the button that takes a step off, and the one that adds one, of the last number input."""
    field, *_, down, up = native_of(widget(page)).children
    return field, down, up


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ('st.number_input("a")', "0.00"),
        ('st.number_input("a", value=5)', "5"),
        ('st.number_input("a", 0, 10, 5)', "5"),
        ('st.number_input("a", value=19.9, format="%.2f")', "19.90"),
        ('st.number_input("a", value=0.12345, format="%.3f")', "0.123"),
        ('st.number_input("a", value=0.12345, format="%e")', "1.234500e-01"),
        ('st.number_input("a", value=0.12345, format="%.1e")', "1.2e-01"),
        ('st.number_input("a", value=0.12345, format="%g")', "0.12345"),
        ('st.number_input("a", value=0.5, format="%f")', "0.5"),
        ('st.number_input("a", value=2.5, format="%8.2f")', "2.50"),
        ('st.number_input("a", value=7, format="%i")', "7"),
        ('st.number_input("a", value=7, format="%03d")', "007"),
        ('st.number_input("a", value=7, format="%+d")', "+7"),
        ('st.number_input("a", value=255, format="%x")', "ff"),
        ('st.number_input("a", value=255, format="%X")', "FF"),
        ('st.number_input("a", value=8, format="%o")', "10"),
        ('st.number_input("a", value=None)', ""),
        ('st.number_input("a", value=float("nan"))', ""),
    ],
)
def test_the_field_shows_the_number_in_its_format_and_reads_it_as_itself(call: str, shown: str, page: Run) -> None:
    here(call)
    field, value = parts_of(page)[0], widget(page).value
    live = getattr(ipywidgets, field.widget)(**field.traits)
    assert (field.widget, live.value, live.continuous_update) == ("Text", shown, False)
    assert field.read(shown, value) is value  # untouched: no digit that is not shown is lost


def test_the_field_shows_its_placeholder_and_whether_it_is_disabled(page: Run) -> None:
    st.number_input("a", value=None, placeholder="x", disabled=True)
    for part in parts_of(page):
        assert part.traits["disabled"]
    assert parts_of(page)[0].traits["placeholder"] == "x"


@pytest.mark.parametrize(
    ("text", "wire"),
    [("3.5", 3.5), (" 4 ", 4), ("-.5", -0.5), ("1e3", 1000.0), ("", None), ("0.12", 0.123), ("\N{MINUS SIGN}5", -5)]
    + [("1,5", 1.5), (",5", 0.5), ("12345,678", 12345.678), ("0,125", 0.125), ("3,", 3.0)]
    + [(text, text) for text in ("abc", "1,234", "1,2,3", "1.5,2", "nan", "inf", "1_000", "0x10", "--1", "1e")],
)
def test_typed_text_is_read_strictly(text: str, wire: Any, page: Run) -> None:
    st.number_input("a", value=0.123)  # shown as 0.12
    assert parts_of(page)[0].read(text, widget(page).value) == wire


def test_an_icon_stands_in_the_field_and_not_in_its_label(page: Run, live: Callable[[Native], Any]) -> None:
    st.number_input("a", 1, icon=":material/euro:")
    field, sign, *_ = native_of(widget(page)).children
    assert field.traits["description"] == "a"
    assert "euro" in live(sign).value


# -- the buttons in it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "less", "more"),
    [
        ('st.number_input("a", value=5)', 4, 6),
        ('st.number_input("a", value=5, step=10)', -5, 15),
        ('st.number_input("a", value=5, step=0)', 4, 6),
        ('st.number_input("a", value=0.2, step=0.1)', 0.1, 0.3),
        ('st.number_input("a", value=0.2)', 0.19, 0.21),
        ('st.number_input("a", value=0.123)', 0.11, 0.13),
        ('st.number_input("a", value=1.5, step=1.0)', 0.5, 2.5),
        ('st.number_input("a", value=0.0, step=1e-7)', -1e-7, 1e-7),
    ],
)
def test_the_buttons_step_as_in_streamlit(call: str, less: Any, more: Any, page: Run) -> None:
    here(call)
    value, domain = widget(page).value, widget(page).source
    for button, expected in zip(parts_of(page)[1:], (less, more), strict=True):
        stepped = domain.parse(button.read(True, value))
        assert (stepped, type(stepped), button.traits["disabled"]) == (expected, type(expected), False)


@pytest.mark.parametrize(
    ("call", "less", "more"),
    [
        ('st.number_input("a", 0, 10, 0)', True, False),
        ('st.number_input("a", 0, 10, 10)', False, True),
        ('st.number_input("a", 0, 10, 9, step=3)', False, True),
        ('st.number_input("a", value=None)', True, True),
        ('st.number_input("a", value=float("nan"))', True, True),
        ('st.number_input("a", disabled=True)', True, True),
    ],
)
def test_a_button_whose_step_leads_out_of_the_bounds_is_disabled(call: str, less: bool, more: bool, page: Run) -> None:
    here(call)
    assert [button.traits["disabled"] for button in parts_of(page)[1:]] == [less, more]


def test_a_step_starts_from_what_the_reader_entered_last_if_that_counts(page: Run) -> None:
    st.number_input("a", 0, 10, 5)
    _, down, up = parts_of(page)
    assert [up.read(True, entered) for entered in (6, 7, 9)] == [7, 8, 10]  # pressed again before a run has shown it
    assert up.read(True, 10) == 10
    assert [down.read(True, refused) for refused in ("abc", 2.5, 99)] == [4, 4, 4]


def test_the_buttons_have_names_and_are_no_stops_of_the_tab_key(page: Run, live: Callable[[Native], Any]) -> None:
    st.number_input("**Rate** of growth")
    _, down, up = map(live, parts_of(page))
    assert (down.tooltip, up.tooltip) == ("Decrease Rate of growth", "Increase Rate of growth")
    assert (down.tabbable, up.tabbable) == (False, False)


# -- what is refused -------------------------------------------------------------------------------------------------


def test_a_field_of_fractions_takes_whole_numbers_beyond_the_exact_ones(page: Run) -> None:
    st.number_input("a", value=0.5)
    assert widget(page).source.parse(2**53 + 1) == 2.0**53


@pytest.mark.parametrize("wire", ["3", True, float("nan"), float("inf"), 10**400, 11, -1, 3.5, [3], date(2020, 1, 1)])
def test_what_lies_outside_the_domain_is_refused(wire: Any, page: Run) -> None:
    st.number_input("a", 0, 10, 5)
    with pytest.raises(ValueRefused):
        widget(page).source.parse(wire)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("2", 2),
        ("2.0", 2),
        ("1e3", 1000),
        ("-3", -3),
        ("2.7", "2.7 is not a whole number."),
        ("3,5", "3.5 is not a whole number."),
        ("3000", "3000 is not between -5 and 2000."),
        ("1.000", "“1.000” may be 1000 or 1. Write one of these."),
        ("1e400", "“1e400” is not a number that a browser can hold."),
        ("9" * 400, f"“{'9' * 40}…” is not a number that a browser can hold."),
        ("9" * 5000, f"“{'9' * 40}…” is not a number that a browser can hold."),
    ],
)
def test_a_field_of_whole_numbers_takes_what_was_typed_or_says_why_not(text: str, counts: int | str, page: Run) -> None:
    st.number_input("a", -5, 2000, 5)
    wire = parts_of(page)[0].read(text, 5)
    domain = widget(page).source
    if isinstance(counts, int):
        number = domain.parse(wire)
        assert (number, type(number)) == (counts, int)
        return
    with pytest.raises(ValueRefused, match=counts) as refusal:
        domain.parse(wire)
    assert refusal.value.keep


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "“abc” is not a number."),
        ("1,234", "“1,234” may be 1234 or 1.234. Write one of these."),
        ("7", "7 is not at most 5."),
        ("9" * 5000, f"“{'9' * 40}…” is not a number that a browser can hold."),
        ("-1e400", "“-1e400” is not a number that a browser can hold."),
        ("x" * 99, f"“{'x' * 40}…” is not a number."),
    ],
)
def test_what_is_typed_into_a_text_and_refused_is_answered_with_the_reason(text: str, said: str, page: Run) -> None:
    st.number_input("a", value=None, max_value=5.0)
    wire = parts_of(page)[0].read(text, None)
    with pytest.raises(ValueRefused) as refusal:
        widget(page).source.parse(wire)
    assert (str(refusal.value), refusal.value.keep) == (said, True)


def test_a_required_field_cannot_be_cleared(page: Run) -> None:
    st.number_input("a", value=None, required=True)
    with pytest.raises(ValueRefused) as refusal:
        widget(page).source.parse(None)
    assert refusal.value.keep


def test_a_value_that_only_an_assignment_can_give_it_is_shown_in_the_format_and_stays(page: Run) -> None:
    st.session_state["k"] = 3.7
    assert st.number_input("a", 0, 10, 5, key="k") == 3.7
    field, down, up = parts_of(page)
    assert (field.traits["value"], field.read("3", 3.7)) == ("3", 3.7)  # written with "%d", and not touched
    assert (down.read(True, 3.7), up.read(True, 3.7)) == (2, 4)
