"""The slider, beside Streamlit's, and as ipywidgets show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import ipywidgets
import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
from notebook_lit.errors import StreamlitValueError
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Memo, Run, Scope, current
from tests.elements.counting import calls_made
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
    for line in """
st.slider("a")
st.slider("b", 5)
st.slider("c", 5, 3)
st.slider("d", 0.0)
st.slider("e", 1.0, 5.0)
st.slider("f", 0, 10, 20)
st.slider("g", 0, 10, -20)
st.slider("h", 0, 10, [])
st.slider("i", value=())
st.slider("j", 0, 10, [7])
st.slider("k", 0, 10, [7, 3])
st.slider("l", 0, 10, [1, 2, 3])
st.slider("m", 0, 1.0)
st.slider("n", 0, 10, 5.0)
st.slider("o", 0, 10, 5, 1.0)
st.slider("p", 0, 10, 5, 0)
st.slider("q", 0., 1., step=0.)
st.slider("r", 5, 5)
st.slider("s", 100)
st.slider("t", 1.0)
st.slider("u", max_value=0)
st.slider("v", 0, 10, "5")
st.slider("w", "0", 10)
st.slider("x", [0], 10)
st.slider("y", 0, 10, step="1")
st.slider("z", 0, 10, True)
st.slider("aa", True, False)
st.slider("ab", 0, 10, value=np.int64(4))
st.slider("ac", 0., 10., value=np.float64(4))
st.slider("ad", 0., 10., value=np.float32(4))
st.slider("ae", 0., 10., value=decimal.Decimal(4))
st.slider("af", np.float64(0), np.float64(5))
st.slider("ag", np.float32(0), np.float32(5))
st.slider("ah", 0, 2**53)
st.slider("ai", -2**53, 0)
st.slider("aj", 0, 2**53 - 1)
st.slider("ak", 0., 1e300)
st.slider("al", 0., float("inf"))
st.slider("am", 0, 10, step=-1)
st.slider("an", 0, 10, step=20)
st.slider("ao", value=[1, 2.0])
st.slider("ap", value={1, 2})
st.slider("aq", value=np.array([1, 2]))
st.slider("ar", 0, 10, (20, 30))
st.slider("as", 0, 10, (-20, 30))
st.slider("at", 0, 10, [20])
st.slider("au", 10, 0)
st.slider("av", 10, 0, 5)
st.slider("aw", max_value=-5)
st.slider("ax", max_value=5.0)
st.slider("ay", max_value=5.0, value=1.0)
st.slider("az", 200)
st.slider("ba", value=500)
st.slider("bb", value=3.5)
st.slider("bc", step=5)
st.slider("bd", step=0.5)
st.slider("be", 0.0, step=1)
st.slider("bf", format="%s")
st.slider("bg", width="content")
st.slider("bh", width=0)
st.slider("bi", label_visibility="x")
st.slider("bj", on_change=5)
st.slider("bk", on_change="ignore")
st.slider("bl", key="")
st.slider("bm", bind="x")
st.slider("bn", persist_state="session")
st.slider("bo", persist_state="x", key="bo")
st.slider(None)
st.slider(5)
st.slider("bp", help=5, disabled=1)
st.slider("bq", 0, 10, value=(3.0, 4.0))
st.slider("br", 0., 10., value=(np.float64(1), 2.))
st.slider("bs", 0, 10, value=(True, 5))
st.slider("bt", value=(1, 150))
st.slider("bu", value=date(2020, 1, 15))
st.slider("bv", value=datetime(2020, 1, 15, 10, 30))
st.slider("bw", value=time(10, 30))
st.slider("bx", date(2020, 1, 1), date(2020, 2, 1))
st.slider("by", date(2020, 1, 1), date(2020, 2, 1), date(2021, 1, 10))
st.slider("bz", datetime(2020, 1, 1, 1), datetime(2020, 1, 1, 5))
st.slider("ca", time(5), time(1))
st.slider("cb", value=(time(5), time(1)))
st.slider("cc", value=(date(2020, 1, 15),))
st.slider("cd", value=(date(2020, 1, 15), date(2020, 1, 1)))
st.slider("ce", date(2020, 1, 1), date(2020, 2, 1), step=timedelta(days=2))
st.slider("cf", date(2020, 1, 1), date(2020, 2, 1), step=1)
st.slider("cg", date(2020, 1, 1), date(2020, 2, 1), step=timedelta(0))
st.slider("ch", date(2020, 1, 1), date(2020, 1, 1))
st.slider("ci", max_value=date(2020, 1, 1))
st.slider("cj", value=datetime(2020, 1, 1, 12, tzinfo=timezone(timedelta(hours=3))))
st.slider("ck", value=time(10, 30, tzinfo=timezone.utc))
st.slider("cl", value=time(10, 30, 15, 5))
st.slider("cm", value=np.datetime64("2020-01-01"))
st.slider("cn", value=timedelta(5))
st.slider("co", value=[time(5), date(2020, 1, 1)])
st.slider("cp", time(1), datetime(2020, 1, 1))
st.slider("cq", date(2020, 1, 1), date(2020, 1, 2), step=timedelta(hours=1))
""".splitlines()
    if line
]

#: Where Streamlit lets a Python error out, returns what no slider can show, or refuses what makes sense.
OWN = {
    'st.slider("a", value=float("nan"))': "StreamlitJSNumberBoundsError",
    'st.slider("b", value=(None, None))': "StreamlitInvalidParameterTypeError",
    'st.slider("c", date(2020, 1, 1), 5)': "StreamlitInvalidParameterTypeError",
    'st.slider("d", date(2020, 1, 1), datetime(2020, 2, 1))': "StreamlitInvalidParameterTypeError",
    'st.slider("e", 0.0, 1.0, [])': "tuple (0.0, 1.0)",
    'st.slider("f", date(2020, 1, 1), date(2020, 1, 5), [])': ("tuple (datetime.date(2020, 1, 1), datetime.date(2020, 1, 5))"),
    'st.slider("g", value=date(1, 1, 1))': "date datetime.date(1, 1, 1)",
}


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
    [
        ('st.slider("a", 0, 10, 5, key="k")', value)
        for value in (
            "3",
            "11",
            "-1",
            "3.7",
            '"x"',
            "None",
            "True",
            "np.float64(4)",
            "date(2020, 1, 1)",
            'float("nan")',
        )
    ]
    + [('st.slider("a", 0., 10., 5., key="k")', value) for value in ("3", "3.33333", "True")]
    + [
        ('st.slider("a", 0, 10, (2, 5), key="k")', value)
        for value in ("(1, 2)", "[1, 2]", "(2, 1)", "(1, 20)", "None", '("a", "b")')
    ]
    + [('st.slider("a", 0, 10, key="k")', value) for value in ("None", "(1, 2)", "[1, 2]", "3")]
    + [
        ('st.slider("a", value=date(2020, 1, 5), key="k")', value)
        for value in ("date(2020, 1, 6)", "date(2021, 1, 6)", "datetime(2020, 1, 6)", "5", '"2020-01-06"')
    ]
    + [
        ('st.slider("a", value=datetime(2020, 1, 5), key="k")', value)
        for value in ("date(2020, 1, 6)", "datetime(2020, 1, 6, 7)", "datetime(2022, 1, 6, 7)")
    ]
    + [('st.slider("a", value=time(5), key="k")', value) for value in ("time(6)", "time(6, 7, 8)", "5")],
)
def test_an_assigned_value_counts_as_in_streamlit(call: str, value: str, page: Run) -> None:
    assert assigned_here(call, value) == assigned_in_streamlit(call, value)


@pytest.mark.parametrize("value", [(1, 2), [3], []])
def test_an_assigned_range_needs_a_range_slider(value: Any, page: Run) -> None:
    st.session_state["k"] = value
    with pytest.raises(StreamlitValueError, match="a single value"):
        st.slider("a", 0, 10, 5, key="k")


@pytest.mark.parametrize(
    ("call", "value"),
    [
        *(('st.slider("a", 0, 10, 5)', value) for value in ("3", "11", "3.0")),
        ('st.slider("a", 0., 10., 5.)', "3"),
        *(('st.slider("a", 0, 10, (2, 5))', value) for value in ("(3, 4)", "(1, 1)", "3", "(3,)", "(3, 40)")),
        *(('st.slider("a", value=date(2020, 1, 5))', value) for value in ("date(2020, 1, 7)", "date(2021, 1, 1)")),
        ('st.slider("a", value=datetime(2020, 1, 5, tzinfo=timezone.utc))', "datetime(2020, 1, 7)"),
        ('st.slider("a", value=time(5))', "time(7)"),
    ],
)
def test_a_readers_value_counts_as_in_streamlit(call: str, value: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    assert set_here(call, value, page, rerun) == set_in_streamlit(call, value)


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ('st.slider("a", 0, 10, 5, key="k")', 'st.slider("a", 0, 4, 2, key="k")', "3"),
        ('st.slider("a", 0, 10, 5, key="k")', 'st.slider("b", 0, 10, 7, help="x", key="k")', "3"),
        ('st.slider("a", 0, 10, (1, 2), key="k")', 'st.slider("b", 0, 10, key="k")', "(3, 4)"),
        ('st.slider("a", 0, 10, 5, key="k")', 'st.slider("b", 0., 10., 5., key="k")', "3"),
        ('st.slider("a", 0, 10, 20, key="k")', 'st.slider("a", 0, 10, 5, key="k")', "18"),
        *(
            ('st.slider("a", 0, 10, 5)', f'st.slider("a", 0, 10, 5, {argument})', "3")
            for argument in ('format="%d!"', 'help="x"', "width=100", 'label_visibility="hidden"', "disabled=False")
        ),
        ('st.slider("a")', 'st.slider("a", 0, 100, 0)', "5"),
    ],
)
def test_a_value_survives_the_changes_that_it_survives_in_streamlit(
    before: str, after: str, value: str, page: Run, rerun: Callable[[Run], Run]
) -> None:
    assert changed_here(before, after, value, page, rerun) == changed_in_streamlit(before, after, value)


def test_true_and_one_and_one_point_nought_are_three_sliders(page: Run) -> None:
    assert [repr(st.slider("a", 0, 2, 1)), repr(st.slider("a", 0.0, 2.0, 1.0))] == ["1", "1.0"]
    assert [type(end) for end in st.slider("b", value=(1, 2))] == [int, int]
    assert [type(end) for end in st.slider("b", value=(1.0, 2.0))] == [float, float]


def test_equal_moments_of_two_time_zones_are_two_sliders(page: Run) -> None:
    zone = timezone(timedelta(hours=2))
    assert st.slider("a", value=datetime(2020, 1, 1, 10, tzinfo=timezone.utc)).hour == 10
    assert st.slider("a", value=datetime(2020, 1, 1, 12, tzinfo=zone)).hour == 12


# -- as it is shown --------------------------------------------------------------------------------------------------

YEAR = (datetime(2020, 1, 1), datetime(2021, 1, 1))
WEEK = [date(2020, 1, day) for day in range(1, 8)]
HOURS = (datetime(2020, 1, 1, 8), datetime(2020, 1, 1, 12))


@pytest.mark.parametrize(
    ("args", "kwargs", "name", "traits"),
    [
        ((0, 10, 5), {}, "IntSlider", {"min": 0, "max": 10, "step": 1, "value": 5, "readout": True}),
        ((0, 10, (3, 7)), {}, "IntRangeSlider", {"value": (3, 7)}),
        ((0, 10, [7]), {}, "IntSlider", {"value": 7}),
        ((0, 10, 3, 5), {}, "IntSlider", {"value": 5, "readout": False}),
        ((0.0, 1.0, 0.3), {}, "SelectionSlider", {"index": 30}),
        ((0.0, 1.0, 0.333), {}, "SelectionSlider", {"index": 34}),
        ((0.0, 1.0, (0.3, 0.6)), {}, "SelectionRangeSlider", {"index": (30, 60)}),
        ((0.0, 1000.0, 0.3), {}, "IntSlider", {"value": 30, "max": 100000, "readout": False}),
        ((0.0, 1e300, 1e299), {}, "IntSlider", {"value": 100000, "max": 1000000}),
        ((0, 2**53 - 1), {}, "IntSlider", {"max": 1000000}),
        ((0, 3, 1), {"format": "%d °C"}, "SelectionSlider", {"options": ("0 °C", "1 °C", "2 °C", "3 °C")}),
        ((0.0, 1.0, 0.5, 0.5), {"format": "percent"}, "SelectionSlider", {"options": ("0%", "50%", "100%")}),
        ((0.0, 1.0, 0.5), {"format": "%d"}, "IntSlider", {"value": 50, "readout": False}),
        ((date(2020, 1, 1), date(2020, 1, 2)), {}, "SelectionSlider", {"options": ("2020-01-01", "2020-01-02")}),
        (YEAR, {"step": timedelta(minutes=1)}, "IntSlider", {"max": 366 * 24 * 60}),
        ((time(9), time(9, 30)), {}, "SelectionSlider", {"options": ("09:00", "09:15", "09:30"), "index": 0}),
        (HOURS, {"step": timedelta(hours=4)}, "SelectionSlider", {"options": ("2020-01-01 08:00", "2020-01-01 12:00")}),
    ],
)  # fmt: skip
def test_each_kind_has_the_native_that_shows_it_live(
    args: Any, kwargs: Any, name: str, traits: dict[str, Any], page: Run
) -> None:
    st.slider("a", *args, **kwargs)
    native = native_of(widget(page))
    live = getattr(ipywidgets, native.widget)(**native.traits)
    assert native.widget == name
    assert live.continuous_update is True
    assert {trait: getattr(live, trait) for trait in traits} == traits
    assert native.trait is not None
    assert getattr(live, native.trait) == native.traits[native.trait]  # nothing for a front end to correct


@pytest.mark.parametrize(
    ("args", "position", "wire"),
    [
        ((0, 10, 5), 7, 7),
        ((0, 10, (3, 7), 5), (5, 10), [3, 10]),
        ((0.0, 1.0, 0.3), 29, 0.29),
        ((0.0, 1.0, 0.333), 34, 0.333),
        ((0.1, 0.7, 0.1, 0.1), 2, 0.3),
        ((0.0, 1000.0, 0.3), 12345, 123.45),
        ((0.0, 1000.0, 0.3), 100000, 1000.0),
        ((0.0, 1e300, 0.0), 31, 3.1e295),
        ((0.0, 1e300, 0.0), 1000000, 1e300),
        ((0, 2**53 - 1), 1000000, 2**53 - 1),
        ((WEEK[0], WEEK[6], (WEEK[1], WEEK[4])), (1, 5), [WEEK[1], WEEK[5]]),
        ((time(9), time(10), time(9, 30)), 3, time(9, 45)),
    ],
)  # fmt: skip
def test_a_position_is_a_value_of_the_domain(args: Any, position: Any, wire: Any, page: Run) -> None:
    st.slider("a", *args)
    element = widget(page)
    native = native_of(element)
    assert native.read(position, element.value) == wire
    assert element.source.wire(element.source.parse(wire)) == wire


def test_what_a_front_end_sends_unasked_changes_nothing(page: Run) -> None:
    st.slider("a", 0, 10, 3, 5, key="k")  # the handle stands at 5, the value is 3
    native = native_of(widget(page))
    assert native.traits["value"] == 5
    assert native.read(5, widget(page).value) == 3
    assert '<span class="lit-value">3</span>' in native.traits["description"]


def test_labels_and_formats_cannot_carry_markup(page: Run) -> None:
    st.slider("<img src=x onerror=alert(1)>", 0.0, 1.0, 0.5, 0.0001, format="<b>%.4f</b>")
    description = native_of(widget(page)).traits["description"]
    assert "<img" not in description
    assert "<b>" not in description


def test_unchanged_sliders_cost_few_calls_each() -> None:
    state, memo, labels = State(), Memo(), [f"slider {number}" for number in range(100)]

    def rerun() -> int:
        run = Run(state, memo)
        state.begin()
        token = current.set(Scope(run, bound(run, run.page.main)))
        calls = calls_made(lambda: [st.slider(label, 0, 100, 5) for label in labels])
        current.reset(token)
        state.end(clean=True)
        return calls

    rerun()
    assert rerun() < 30 * len(labels)  # 24 at the time of writing, those of C included; over 100 for a slider that is new
