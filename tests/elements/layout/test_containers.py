"""Columns, containers, places."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of, native_of
from notebook_lit.errors import StreamlitInvalidColumnSpecError
from notebook_lit.runtime.model.element import Block
from notebook_lit.runtime.writing.container import block_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs


@pytest.mark.parametrize(
    "script",
    [
        "st.columns(0)",
        "st.columns(-1)",
        "st.columns([])",
        "st.columns([1, -1])",
        "st.columns([1, 'a'])",
        "st.columns('ab')",
        "st.columns(2.5)",
        "st.columns(None)",
        "st.columns(True)",
        "st.columns(2, gap='x')",
        "st.columns(2, gap=-1)",
        "st.columns(2, gap=0)",
        "st.columns(2, vertical_alignment='distribute')",
        "st.columns(2, width='content')",
        "st.container(wrap=False)",
        "st.container(height=0)",
        "st.container(height='x')",
        "st.container(width=-5)",
        "st.container(gap='x')",
        "st.container(horizontal_alignment='x')",
        "st.container(vertical_alignment='x')",
        "st.container(key='a'); st.container(key='a')",
        "st.container(key='a'); st.checkbox('b', key='a')",
        "st.space(0)",
        "st.space('x')",
        "st.empty().text('a')",
        "e = st.empty(); e.text('a'); e.text('b')",
        "e = st.empty()\nwith e:\n  st.text('a'); st.text('b')",
        "e = st.empty(); c = e.container(); c.text('a'); c.text('b'); e.empty()",
        "t = st.text('a'); t.markdown('b'); st.text('c')",
        "e = st.empty(); c = e.container(); c.text('a'); c.text('b'); d = e.container(); d.text('c')",
        "with st.container() as c: st.write(c)",
        "with st.columns(1)[0] as c: st.write(c)",
        "a, b = st.columns(2); b.text('1'); a.text('2')",
        "c = st.container(); st.text('below'); c.text('above')",
        "st.columns(2)[0].columns(2)[1].text('deep')",
    ],
)
def test_layout_takes_refuses_and_draws_what_streamlit_does(script: str) -> None:
    assert ours(script) == theirs(script)


def test_weights_are_shares_of_the_whole(page: Run) -> None:
    st.columns([1, 3])
    (row,) = page.page.main.children
    assert isinstance(row, Block)
    assert [column.props["weight"] for column in row.children] == [0.25, 0.75]


@pytest.mark.parametrize("spec", [10**9, [float("nan")], [float("inf"), 1]])
def test_a_senseless_number_of_columns_is_refused(page: Run, spec: object) -> None:
    with pytest.raises(StreamlitInvalidColumnSpecError):
        st.columns(spec)  # type: ignore[arg-type]


def test_a_wrapped_column_can_fill_its_row(page: Run) -> None:
    _, narrow = st.columns([9, 1])
    assert native_of(block_of(narrow)).layout["flex"] == "10 1 0%"


def test_a_container_of_fixed_height_has_a_frame_and_scrolls(page: Run) -> None:
    native = native_of(block_of(st.container(height=200)))
    assert "lit-border" in native.classes
    assert native.layout["height"] == "200px"
    assert native.layout["overflow"] == "auto"


def test_autoscroll_fills_a_box_from_its_end_and_keeps_the_order_inside(page: Run) -> None:
    native = native_of(block_of(st.container(height=200, autoscroll=True, border=False)))
    assert native.layout["flex_flow"].startswith("column-reverse")
    (inner,) = native.children
    assert "flex_flow" not in inner.layout
    assert "lit-border" not in native.classes + inner.classes


def test_a_horizontal_container_is_a_row(page: Run) -> None:
    native = native_of(block_of(st.container(horizontal=True, wrap=False, gap=7)))
    assert native.widget == "HBox"
    assert native.layout["grid_gap"] == "7px"
    assert "lit-nowrap" in native.classes


def test_a_gap_is_a_class_or_a_number_of_pixels(page: Run) -> None:
    st.columns(1, gap="large")
    st.columns(1, gap=3)
    st.columns(1, gap=None)
    looks = [native_of(row) for row in page.page.main.children]
    assert "lit-gap-large" in looks[0].classes
    assert looks[1].layout["grid_gap"] == "3px"
    assert "lit-gap-none" in looks[2].classes


def test_space_takes_room_both_ways(page: Run) -> None:
    st.space(12)
    (element,) = page.page.main.children
    assert html_of(element) == '<div class="lit-space" style="height:12px;width:12px"></div>'


@pytest.mark.parametrize("key", ["", "$$ID-x", 1.5])
def test_a_block_without_a_value_takes_any_key(page: Run, key: Any) -> None:
    st.container(key=key).text("in a container")
    assert page.page.main.children[-1].key == (str(key) or None)
    page.keys.clear()
    st.expander("a", key=key).text("in an expander")
    page.keys.clear()
    st.tabs(["a"], key=key)[0].text("in a tab")
    assert [element.kind for element in page.page.main.children] == ["container", "expander", "tabs"]


def test_a_vertical_container_takes_no_notice_of_wrap(page: Run) -> None:
    st.container(wrap=0)  # type: ignore[arg-type]
    st.container()
    one, other = page.page.main.children
    assert one.props == other.props
