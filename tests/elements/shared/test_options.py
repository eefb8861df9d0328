"""Option sequences, beside the same calls in Streamlit."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from notebook_lit import st
from notebook_lit.elements.shared.options import MOST_OPTIONS, Options, distinct_labels, last_position, option_items, options_of
from notebook_lit.errors import StreamlitAPIException
from notebook_lit.runtime.writing.run import Run
from tests.oracle import AppTest

HEAD = """
import enum, datetime
from collections import deque, Counter
import numpy as np, pandas as pd
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
class Word(str, enum.Enum):
    ONE = "1"
    TWO = "2"
class Plain:
    def __str__(self): return "plain"
class Lines:
    def __iter__(self): return iter([5, 6])
"""

CALLS = [
    *(
        f'st.selectbox("n", {options})'
        for options in (
            '[1, 2]', '(1, 2.0)', 'range(3)', '{7}', 'frozenset([7])', '(x for x in "abc")', 'iter([1, 2])',
            'iter([(1, 2), (3, 4)])', 'iter([{"a": 1}])', 'zip([1], [2])', 'map(str, [1])', '{"x": 1, "y": 2}',
            '{"x": 1}.keys()', '{"x": 1}.items()', '{"x": 1}.values()', 'Counter("aab")', 'deque([7, 8])', 'Colour',
            'Word', 'np.array([1, 2])', 'np.array([[1, 2], [3, 4]])', 'np.array(["a"])', 'np.array([1.5])',
            'np.array(5)', 'np.array(["2024-01-01"], dtype="datetime64[D]")', 'np.zeros((1, 1, 1))', 'np.int64(3)',
            'pd.Series([1, 2])', 'pd.Series([1, None])', 'pd.Series(["a"], dtype="category")',
            'pd.Series([1], dtype="Int64")', 'pd.Index(["u"])', 'pd.Categorical(["a"])',
            'pd.MultiIndex.from_tuples([(1, 2)])', 'pd.DataFrame()', 'pd.date_range("2024-01-01", periods=2)',
            'pd.DataFrame({"c": ["q"], "d": [1]})', '"abc"', 'b"ab"', '5', '3.5', 'True', 'None', '[]', '[None, 1]',
            '[np.int64(4)]', '[[1, 2], [3]]', '[{"a": 1}]', 'datetime.date(2024, 1, 1)', 'object', 'Lines()',
            '["a", "a"]', '[True, 1, "1"], index=1', '[float("nan"), 1.0]', '[1], format_func=lambda x: x',
            '[np.array([1, 2])]', '[pd.Series([1, 2])]', '[1, np.array([1, 2])]',
        )
    ),
    *(
        f'st.{kind}("n", ["a", "b"], index={index})'
        for kind in ("radio", "selectbox")
        for index in ("0", "1", "None", "2", "-1", "1.0", "np.int64(0)", "True", '"a"')
        if (kind, index) != ("radio", "True")  # Streamlit checks the range of a bool first, of no use to anybody
    ),
    'st.radio("n", [], index=5)', 'st.radio("n", [], index=1.5)', 'st.selectbox("n", [], index=True)',
]  # fmt: skip

READ = """
try:
    value = {call}
    seen.append((repr(value), type(value).__name__))
except Exception as error:
    seen.append(type(error).__name__)
"""


def calls_in_streamlit() -> list[Any]:
    """Give what Streamlit gives for each call, or the class of its error."""
    body = "".join(READ.format(call=call.replace('"n"', f'"{n}"')) for n, call in enumerate(CALLS))
    app = AppTest.from_string(f"import streamlit as st\n{HEAD}\nseen = []\n{body}\nst.session_state.seen = seen")
    app.run(timeout=60)
    assert not app.exception
    seen: list[Any] = app.session_state.seen
    return seen


@pytest.fixture(scope="module")
def streamlit() -> dict[str, Any]:
    return dict(zip(CALLS, calls_in_streamlit(), strict=True))


@pytest.mark.parametrize("call", CALLS)
def test_a_call_gives_what_streamlit_gives(call: str, streamlit: dict[str, Any], page: Run) -> None:
    scope: dict[str, Any] = {"st": st, "seen": []}
    exec(HEAD + READ.format(call=call), scope)  # noqa: S102 - the calls above
    assert scope["seen"][0] == streamlit[call]


def test_a_generator_is_consumed_once(page: Run) -> None:
    taken = []

    def letters() -> Any:
        for letter in "abc":
            taken.append(letter)
            yield letter

    assert st.selectbox("letter", letters(), index=2) == "c"
    assert taken == ["a", "b", "c"]


def test_tables_of_other_libraries_give_their_first_column() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    assert option_items(pyarrow.table({"a": [1, 2], "b": [3, 4]})) == (1, 2)


def test_a_styled_frame_gives_its_first_column() -> None:
    pytest.importorskip("jinja2")
    assert option_items(pd.DataFrame({"a": [1, 2]}).style) == (1, 2)


def test_options_that_are_equal_and_of_the_same_types_are_one_to_the_memory() -> None:
    assert options_of([1, "a"], str) == options_of((1, "a"), str)
    assert hash(options_of(["a"], str)) == hash(options_of(["a"], str))


@pytest.mark.parametrize(("one", "other"), [([1], [True]), ([1], [1.0]), ([1], ["1"]), (["a"], ["b"])])
def test_options_of_other_types_are_others_to_the_memory(one: list[Any], other: list[Any]) -> None:
    assert options_of(one, str) != options_of(other, str)


@pytest.mark.parametrize(("options", "format_func"), [([{"n": 1}], str), ([1], hex), ([object()], repr)])
def test_objects_and_wordings_of_the_author_are_not_remembered(options: list[Any], format_func: Any) -> None:
    with pytest.raises(TypeError, match="not remembered"):
        hash(options_of(options, format_func))
    assert options_of(options, format_func) != options_of(options, format_func)


def test_labels_are_true_strings_even_if_the_author_gives_members_of_a_string_enum() -> None:
    class Word(str, enum.Enum):
        ONE = "1"

    labels = options_of([1], lambda _: Word.ONE).labels
    assert [type(label) for label in labels] == [str]
    assert labels == ("1",)


def test_equal_labels_stay_visible_and_differ_without_being_seen() -> None:
    shown = distinct_labels(["a", "a", "b", "a"])
    assert len(set(shown)) == 4
    assert [label.strip("\u200b") for label in shown] == ["a", "a", "b", "a"]


def test_the_last_of_equal_labels_is_meant() -> None:
    assert last_position(["a", "b", "a"], "a") == 2
    assert last_position(["a"], "x") is None


@pytest.mark.parametrize(
    ("given", "items"), [(deque([1, 2]), (1, 2)), (pd.Series([1, 2]), (1, 2)), (np.array([[1, 2], [3, 4]]), (1, 3))]
)
def test_sequences_are_plain_tuples(given: Any, items: tuple[Any, ...]) -> None:
    assert option_items(given) == items
    assert all(type(item) is int for item in option_items(given))


def test_unchanged_options_cost_no_new_element(page: Run, rerun: Callable[[Run], Run]) -> None:
    def script() -> None:
        st.selectbox("a", ["x", "y"], key="k", help="which?")
        st.radio("b", range(3))
        st.multiselect("c", ["x", "y"], ["y"])
        st.select_slider("d", ["x", "y"])

    script()
    before = page.page.main.children
    run = rerun(page)
    script()
    assert all(one is other for one, other in zip(before, run.page.main.children, strict=True))
    assert isinstance(options_of([], str), Options)


def endless() -> Iterator[int]:
    while True:
        yield 1


class EndlessCollection:
    def __iter__(self) -> Iterator[int]:
        return endless()


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (range(10**9), "1,000,000,000"),
        (range(10**30), "more than 10¹⁸"),
        (endless(), "more than 1,000,000"),
        (EndlessCollection(), "more than 1,000,000"),
        ([0] * (MOST_OPTIONS + 1), "1,000,001"),
    ],
)
def test_options_without_end_are_refused_before_they_fill_the_memory(options: Any, count: str) -> None:
    with pytest.raises(StreamlitAPIException, match=f"`options` has {count} items, and 1,000,000 are the most"):
        options_of(options, str)


def test_a_million_options_are_taken() -> None:
    assert len(options_of(range(MOST_OPTIONS), str)) == MOST_OPTIONS
