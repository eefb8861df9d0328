"""Lists and dicts in cells: as Streamlit's front end writes what Arrow has made of them."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit.elements.data.nested_values import nested_cells
from notebook_lit.elements.data.table_html import columns_of, table_html
from notebook_lit.elements.data.table_reader import read_table
from notebook_lit.elements.markup.markdown import inline_html


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([["a", "b"], ["c"], []], ['["a","b"]', '["c"]', "[]"]),
        ([[1, 2.0, 2.5]], ["[1,2,2.5]"]),
        ([(1, 2), {3}, frozenset({4})], ["[1,2]", "[3]", "[4]"]),
        ([[[1], [2]], None], ["[[1],[2]]", None]),
        ([["ä", None], [True][:0]], ['["ä",null]', "[]"]),
        ([{"a": 1}, {"b": "x"}], ['{"a":1,"b":null}', '{"a":null,"b":"x"}']),
        ([[{"a": 1}]], ['[{"a":1}]']),
    ],
)
def test_a_column_that_arrow_can_hold_is_json(values: list[Any], texts: list[Any]) -> None:
    assert nested_cells(values, labels=False) == texts


@pytest.mark.parametrize("values", [[["a", 1]], [["a"], "b"], [{"a": 1}, [1]], [[True, 1]], ["a", None], [[[1], ["a"]]]])
def test_what_it_cannot_hold_is_text(values: list[Any]) -> None:
    assert nested_cells(values, labels=False) is None


def test_arrays_are_lists() -> None:
    import numpy
    assert nested_cells([numpy.array([1, 2]), numpy.array([0.5])], labels=False) == ["[1,2]", "[0.5]"]


def test_in_a_dataframe_the_values_of_a_list_are_labels() -> None:
    html = '<span class="lit-chip">a&lt;b</span> <span class="lit-chip">c</span>'
    assert nested_cells([["a<b", "c"], None], labels=True) == [(html,), None]
    assert nested_cells([{"a": 1}], labels=True) == ['{"a":1}']


def test_a_value_that_raises_leaves_its_text() -> None:
    class Broken(list[int]):
        def __iter__(self) -> Any:
            raise RuntimeError

    assert nested_cells([Broken([1])], labels=True) is None


def test_a_long_list_is_cut() -> None:
    [(html,)] = nested_cells([["x"] * 1000], labels=True) or []
    assert html.count("lit-chip") == 21
    for long in ([1] * 1000, [[1] * 1000] * 1000, {str(number): 1 for number in range(1000)}):
        [text] = nested_cells([long], labels=False) or []
        assert text.endswith("…")


def test_a_static_table_has_json_and_markdown_in_headers_too() -> None:
    page = read_table({"**Tags**": [["a", "b"]]}, 10, 10)
    columns = columns_of(page, index=False, order=None, config=None, bools=("False", "True"))
    html = table_html(columns, header=True, placeholder="None", text=inline_html, alt=None)
    assert "<th><strong>Tags</strong></thead>" in html
    assert '["a","b"]' in html
