"""Select_slider."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.run import Run
from tests.oracle import AppTest

CALLS = [
    f'st.select_slider("n", {arguments})'
    for arguments in (
        '[1, 2, 3]', '[1, 2, 3], 2', '[1, 2, 3], (3, 1)', '[1, 2, 3], [1, 2]', '[1, 2, 3], [1]', '[1, 2, 3], (1, 2, 3)',
        '[1, 2, 3], 5', '[1, 2, 3], (1, 5)', '[]', '', '[1, 2, 3], []', '[None, 2]', '[1, 2, 3], 2.0', '[1]',
        '[(1, 2), (3, 4)], (1, 2)', '["a", "a", "b"], "a"', '[1, 2, 3], np.int64(2)', '[1, 2, 3], range(1, 3)',
        '[1, 2, 3], (2, 2)', '[1, 2, 3], {1, 2}', '[1, 2, 3], "2"', '[1, 2], width="content"', '"abc", "abc"',
        '{"a": 1, "b": 2}, ["b", "a"]', '[1], format_func=lambda n: n', '[np.array([1, 2])]', '(n for n in "ab"), "b"',
    )
]  # fmt: skip

READ = """
try:
    seen.append(repr({call}))
except Exception as error:
    seen.append(type(error).__name__)
"""


@pytest.fixture(scope="module")
def streamlit() -> dict[str, Any]:
    body = "".join(READ.format(call=call.replace('"n"', f'"{n}"')) for n, call in enumerate(CALLS))
    app = AppTest.from_string(f"import numpy as np, streamlit as st\nseen = []\n{body}\nst.session_state.seen = seen")
    app.run(timeout=60)
    return dict(zip(CALLS, app.session_state.seen, strict=True))


@pytest.mark.parametrize("call", CALLS)
def test_a_call_gives_what_streamlit_gives(call: str, streamlit: dict[str, Any], page: Run) -> None:
    scope: dict[str, Any] = {"st": st, "np": np, "seen": []}
    exec(READ.format(call=call), scope)  # noqa: S102 - the calls above
    assert scope["seen"] == [streamlit[call]]


def last(page: Run) -> Element:
    return page.page.main.children[-1]


def choose(page: Run, wire: Any) -> bool:
    return page.state.take(last(page).id or "", wire)


def test_the_reader_moves_it_to_another_option(page: Run, rerun: Callable[[Run], Run]) -> None:
    assert st.select_slider("n", [1, 2, 3], 2) == 2
    assert last(page).value == ["2"]
    choose(page, ["3"])
    run = rerun(page)
    assert st.select_slider("n", [1, 2, 3], 2) == 3
    assert last(run).value == ["3"]


def test_the_ends_of_a_range_come_in_the_order_of_the_options(page: Run, rerun: Callable[[Run], Run]) -> None:
    assert st.select_slider("n", "c b a".split(), ("a", "c")) == ("c", "a")
    assert last(page).value == ["c", "a"]
    choose(page, ["a", "b"])
    rerun(page)
    assert st.select_slider("n", "c b a".split(), ("a", "c")) == ("b", "a")


@pytest.mark.parametrize("wire", ["1", ["9"], [1], [], ["1", "2"], None, [None]])
def test_a_front_end_can_only_send_one_label(wire: Any, page: Run) -> None:
    st.select_slider("n", [1, 2])
    with pytest.raises(ValueRefused):
        choose(page, wire)


@pytest.mark.parametrize("wire", [["1"], ["1", "2", "2"], ["1", "9"], "12"])
def test_a_range_takes_two_labels(wire: Any, page: Run) -> None:
    st.select_slider("n", [1, 2], (1, 2))
    with pytest.raises(ValueRefused):
        choose(page, wire)


@pytest.mark.parametrize(("assigned", "value"), [(2, 2), ("2", 2), (9, 3), (None, 3), (2.0, 3), ([2], 3), ((1, 2), 3)])
def test_an_assigned_option_counts_by_its_label(assigned: Any, value: Any, page: Run) -> None:
    st.session_state.k = assigned
    assert st.select_slider("n", [1, 2, 3], 3, key="k") == value


@pytest.mark.parametrize(
    ("assigned", "value"), [((1, 3), (1, 3)), ((3, 1), (1, 3)), ((1, 9), (2, 3)), ((9, 8), (2, 3)), (2, (2, 3))]
)
def test_an_assigned_range_needs_two_options(assigned: Any, value: Any, page: Run) -> None:
    st.session_state.k = assigned
    assert st.select_slider("n", [1, 2, 3], (2, 3), key="k") == value


@pytest.mark.parametrize(("assigned", "value"), [((1, 2), (1, 2)), ((1, 9), (1, 3)), ("2", 2)])
def test_without_a_value_the_assigned_one_says_whether_it_is_a_range(assigned: Any, value: Any, page: Run) -> None:
    st.session_state.k = assigned
    assert st.select_slider("n", [1, 2, 3], key="k") == value


def test_options_may_be_tuples(page: Run) -> None:
    st.session_state.k = (3, 4)
    assert st.select_slider("n", [(1, 2), (3, 4)], key="k") == (3, 4)
    assert last(page).value == ["(3, 4)"]


def test_values_follow_their_labels_when_the_options_change(page: Run, rerun: Callable[[Run], Run]) -> None:
    values = []
    for options in (["a", "b", "c"], ["c", "b", "a"], ["a", "y", "z"]):
        values.append(st.select_slider("n", options, (options[0], options[1]), key="k"))
        if len(values) == 1:
            choose(page, ["b", "c"])
        page = rerun(page)
    assert values == [("a", "b"), ("c", "b"), ("a", "y")]


def test_members_of_an_enum_stay_members(page: Run, rerun: Callable[[Run], Run]) -> None:
    def script() -> tuple[Any, Any]:
        class Size(enum.Enum):
            SMALL = 1
            LARGE = 2

        return st.select_slider("n", Size, Size.LARGE, key="k"), Size

    script()
    rerun(page)
    value, sizes = script()
    assert value is sizes.LARGE


def test_it_is_drawn_as_a_slider_over_the_labels(page: Run, live: Callable[[Native], Any]) -> None:
    st.select_slider("n", ["**a**", "b", "b"], "b")
    native = native_of(last(page))
    widget = live(native)
    assert widget._options_labels == ("a", "b", "b\u200b")
    assert (widget.index, widget.continuous_update) == (2, False)
    assert native.read(0, ["b"]) == ["**a**"]


def test_a_range_is_drawn_with_two_ends(page: Run, live: Callable[[Native], Any]) -> None:
    st.select_slider("n", "abcd", key="x")
    st.select_slider("n", list("abcd"), ("b", "c"))
    native = native_of(last(page))
    widget = live(native)
    assert widget.index == (1, 2)
    assert native.read((0, 3), ["b", "c"]) == ["a", "d"]
