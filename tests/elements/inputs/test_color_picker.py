"""The colour picker, beside Streamlit's, and as ipywidgets show it."""

from __future__ import annotations

from collections.abc import Callable
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
st.color_picker("a")
st.color_picker("b", "#abc")
st.color_picker("c", "#AABBCC")
st.color_picker("d", "red")
st.color_picker("e", "#abcd")
st.color_picker("f", "#aabbccdd")
st.color_picker("g", 5)
st.color_picker("h", "")
st.color_picker("i", "abc")
st.color_picker("j", "#ABG")
st.color_picker("k", b"#abc")
st.color_picker("l", width="stretch")
st.color_picker("m", width=100)
st.color_picker("n", " #abc")
st.color_picker("n2", "#abc\\n")
""".splitlines()
    if line
]


ASSIGNED = {'st.color_picker("a", key="k")': ('"#abc"', '"red"', "5", "None")}
SET = {'st.color_picker("a")': ('"#abc"', '"red"', '"#AABBCC"')}
CHANGED = [
    ('st.color_picker("a")', 'st.color_picker("a", "#000000")', '"#abc"'),
    ('st.color_picker("a", key="k")', 'st.color_picker("b", "#ffffff", key="k")', '"#abc"'),
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


@pytest.mark.parametrize("wire", ["red", "#abcd", "abc", "#abcdefg", "", None, 5, "#abc\n"])
def test_what_is_no_colour_is_refused(wire: Any, page: Run) -> None:
    st.color_picker("a")
    with pytest.raises(ValueRefused):
        widget(page).source.parse(wire)


@pytest.mark.parametrize(("value", "shown"), [("#abc", "#abc"), ("red", "#000000")])
def test_it_is_a_concise_picker_that_shows_only_colours(value: str, shown: str, page: Run) -> None:
    st.session_state["k"] = value
    st.color_picker("a", key="k")
    native = native_of(widget(page))
    live = ipywidgets.ColorPicker(**native.traits)
    assert (native.widget, live.value, live.concise) == ("ColorPicker", shown, True)
