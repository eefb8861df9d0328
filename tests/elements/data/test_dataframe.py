"""``st.dataframe`` and ``st.table``."""

from __future__ import annotations

import json
from typing import Any

import numpy
import pandas
import pyarrow
import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs
from tests.oracle import AppTest


def html(page: Run) -> str:
    """Give the HTML of the last element of the page."""
    element = page.page.main.children[-1]
    return html_of(element)


@pytest.mark.parametrize(
    "script",
    [
        "st.dataframe(5)",
        "st.dataframe('abc')",
        "st.dataframe([1], height='x')",
        "st.dataframe([1], height=0)",
        "st.dataframe([1], width=0)",
        "st.dataframe([1], on_select='x')",
        "st.dataframe([1], on_select='rerun', selection_mode='x')",
        "st.dataframe([1], on_select='rerun', selection_mode=['single-row', 'multi-row'])",
        "st.dataframe([1], selection_default={'selection': {'rows': [0]}})",
        "st.dataframe([1], column_config={'value': 5})",
        "st.dataframe([1], on_select='rerun'); st.dataframe([1], on_select='rerun')",
        "st.table(5)",
        "st.table([1], border='x')",
        "st.table([1], width=0)",
        "st.dataframe(__import__('numpy').zeros((2, 2, 2)))",
    ],
)
def test_tables_refuse_what_streamlit_refuses(script: str) -> None:
    assert isinstance(theirs(script), str)
    assert ours(script) == theirs(script)


CASES = {
    "[1, 2]": [1, 2],
    "{'a': [1]}": {"a": [1]},
    "{'a': 1}": {"a": 1},
    "[{'a': 1}]": [{"a": 1}],
    "[[1, 2]]": [[1, 2]],
    "pd.DataFrame({'a': [1]})": pandas.DataFrame({"a": [1]}),
    "pd.DataFrame({'a': [1, 2, 3]})[1:]": pandas.DataFrame({"a": [1, 2, 3]})[1:],
    "pd.DataFrame({'a': [1]}, index=['x'])": pandas.DataFrame({"a": [1]}, index=["x"]),
    "pd.Series([1])": pandas.Series([1]),
    "pd.Index([1])": pandas.Index([1]),
    "np.array([[1]])": numpy.array([[1]]),
}


@pytest.mark.parametrize("source", CASES)
def test_index_and_header_are_hidden_where_streamlit_hides_them(page: Run, source: str) -> None:
    app = AppTest.from_string(
        f"import streamlit as st, pandas as pd, numpy as np\nst.dataframe({source})\nst.table({source})"
    ).run()
    config = json.loads(app.dataframe[0].proto.columns or "{}")
    st.dataframe(CASES[source])
    st.table(CASES[source])
    frame, table = page.page.main.children
    assert frame.props["columns"][0]["head"] != config.get("_index", {}).get("hidden", False)
    assert table.props["columns"][0]["head"] != app.table[0].proto.hide_index
    assert table.props["header"] != app.table[0].proto.hide_header


def test_a_long_frame_shows_its_first_page_and_its_size(page: Run) -> None:
    st.dataframe(pandas.DataFrame({"a": numpy.arange(1_000_000)}))
    assert html(page).count("<tr>") == 101
    assert '<p class="lit-size">100 of 1,000,000 rows × 1 columns</p>' in html(page)


def test_a_wide_frame_shows_its_first_columns_and_its_size(page: Run) -> None:
    st.dataframe(pandas.DataFrame(numpy.zeros((2, 1000))))
    assert html(page).count("<td") == 200
    assert "2 rows × 100 of 1,000 columns" in html(page)


def test_a_small_frame_says_no_size(page: Run) -> None:
    st.dataframe([1])
    assert "lit-size" not in html(page)


def test_a_frame_of_another_library_has_no_index(page: Run) -> None:
    st.dataframe(pyarrow.table({"a": [1]}))
    assert [column["label"] for column in page.page.main.children[0].props["columns"]] == ["a"]


def test_two_frames_that_look_alike_are_equal_and_others_are_not(page: Run) -> None:
    st.dataframe(pandas.DataFrame({"a": [1, 2]}))
    st.dataframe(pandas.DataFrame({"a": [1, 2]}))
    st.dataframe(pandas.DataFrame({"a": [1, 3]}))
    one, same, other = page.page.main.children
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ({"height": 123}, 'class="lit-scroll" tabindex="0" style="height:123px"'),
        ({}, "lit-scroll-auto"),
        ({"height": "content"}, "lit-scroll-content"),
        ({"width": 77}, 'class="lit-data" style="width:77px"'),
        ({"use_container_width": False}, "width:fit-content"),
        ({"row_height": 50}, "--lit-row:50px"),
        ({"placeholder": "n/a"}, ">n/a<"),
        ({"placeholder": ""}, "lit-missing"),
        ({"alt": "my <table>"}, 'aria-label="my &lt;table&gt;"'),
        ({"hide_index": False}, "<th class=lit-n>0"),
    ],
)
def test_each_argument_shows(page: Run, arguments: dict[str, Any], part: str) -> None:
    st.dataframe([1, None], **arguments)
    assert part in html(page)


@pytest.mark.parametrize(
    "call",
    [
        "on_select='rerun'",
        "on_select='rerun', selection_mode='single-row-required'",
        "on_select='rerun', selection_default={'selection': {'rows': [1]}}",
        "on_select='rerun', selection_default={'selection': {'rows': [9]}}",
        "on_select='rerun', selection_mode='single-row', selection_default={'selection': {'rows': [1, 0]}}",
    ],
)
def test_the_selection_is_what_it_is_in_streamlit(page: Run, call: str) -> None:
    app = AppTest.from_string(f"import streamlit as st\nst.session_state.out = dict(st.dataframe([1, 2], {call}))").run()
    assert not app.exception
    expected = app.session_state.out
    mine = eval(f"st.dataframe([1, 2], {call})", {"st": st})  # noqa: S307 (the same line as above)
    assert mine == expected
    assert mine.selection.rows == expected["selection"]["rows"]


def test_a_selection_is_in_the_state_and_the_script_can_set_it(page: Run) -> None:
    st.session_state.k = {"selection": {"rows": [1], "columns": ["value"]}}
    assert st.dataframe([1, 2], on_select="rerun", key="k").selection.rows == [1]
    assert st.session_state.k.selection.columns == []
    assert page.page.main.children[0].kind == "note"


def test_a_selection_cannot_be_changed(page: Run) -> None:
    event = st.dataframe([1], on_select="rerun")
    with pytest.raises(TypeError):
        event["selection"] = {}
    with pytest.raises(AttributeError):
        _ = event.selection.nothing


def test_a_table_draws_markdown_and_all_rows(page: Run) -> None:
    st.table({"a": ["**b** <img src=x onerror=y()>"] * 300})
    assert html(page).count("<strong>b</strong>") == 300
    assert "<img" not in html(page)
    assert "lit-size" not in html(page)


def test_a_table_beyond_its_limit_says_its_size(page: Run) -> None:
    st.table({"a": list(range(5_001))})
    assert "5,000 of 5,001 rows × 1 columns" in html(page)


@pytest.mark.parametrize(("border", "lines"), [(True, "all"), (False, "none"), ("horizontal", "rows")])
def test_a_table_has_the_lines_that_are_asked_for(page: Run, border: Any, lines: str) -> None:
    st.table([1], border=border)
    assert f"lit-lines-{lines}" in html(page)


@pytest.mark.parametrize(("height", "error"), [('5"><b>', TypeError), (True, TypeError), (2.5, TypeError), (-3, ValueError)])
def test_a_row_height_is_a_number_of_pixels(height: Any, error: type[Exception], page: Run) -> None:
    with pytest.raises(error, match="row_height"):
        st.dataframe([[1]], row_height=height)
