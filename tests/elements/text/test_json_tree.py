"""JSON trees."""

from __future__ import annotations

import json

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs


@pytest.mark.parametrize(
    "script",
    [
        "st.json({'a': 1})",
        "st.json('[1,2]')",
        "st.json('{bad')",
        "st.json('')",
        "st.json({'a': {1, 2}, 5: object})",
        "st.json(float('nan'))",
        "st.json(None)",
        "st.json([1.5, True, None, 'x<b>'])",
        "st.json({'a': __import__('datetime').date(2020, 1, 1)})",
        "st.json({'a': __import__('numpy').arange(3)})",
        "st.json(st.session_state)",
        "st.json(__import__('collections').Counter('aab'))",
        "st.json(__import__('collections').namedtuple('N', 'a b')(1, 2))",
        "st.json(map(str, [1, 2]))",
        "st.json({'é': 'ü'})",
        "st.json({}, expanded='a')",
        "st.json({}, width='content')",
        "a = []; a.append(a); st.json(a)",
    ],
)
def test_json_is_written_as_streamlit_writes_it(script: str) -> None:
    assert ours(script) == theirs(script)


def test_keys_that_json_does_not_know_are_left_out_with_a_warning(page: Run) -> None:
    st.json({(1, 2): 3, "a": 1})
    warning, tree = page.page.main.children
    assert warning.kind == "warning"
    assert tree.props["body"] == '{"a": 1}'


def html(page: Run) -> str:
    """Give the HTML of the only element of the page."""
    (element,) = page.page.main.children
    return html_of(element)


@pytest.mark.parametrize(("expanded", "open_levels"), [(True, 3), (False, 0), (0, 0), (1, 1), (2, 2), (-1, 0), (9, 3)])
def test_as_many_levels_are_open_as_asked_for(page: Run, expanded: bool | int, open_levels: int) -> None:
    st.json({"a": {"b": {"c": 1}}}, expanded=expanded)
    assert html(page).count("<details open>") == open_levels
    assert html(page).count("<details") == 3


def test_true_and_one_are_not_taken_for_each_other(page: Run) -> None:
    st.json([[1]], expanded=1)
    st.json([[1]], expanded=True)
    one, every = map(html_of, page.page.main.children)
    assert (one.count("<details open>"), every.count("<details open>")) == (1, 2)


def test_names_and_values_are_only_text(page: Run) -> None:
    bad = "</b><img src=x onerror=y()>"
    st.json({bad: [bad]})
    assert "<img" not in html(page)


def test_text_that_is_no_json_is_shown_with_the_reason(page: Run) -> None:
    st.json("{bad <b>")
    assert "not JSON" in html(page)
    assert "{bad &lt;b&gt;" in html(page)


def test_a_huge_tree_is_cut(page: Run) -> None:
    st.json(list(range(20_000)))
    assert "the first 5,000 values" in html(page)
    assert html(page).count("<u>") < 5_001


def test_a_deep_tree_is_cut(page: Run) -> None:
    st.json("[" * 500 + "]" * 500)
    assert html(page).count("<details") == 60
    assert "[…]" in html(page)


def test_a_tree_too_deep_to_be_read_is_shown_as_text(page: Run) -> None:
    st.json("[" * 100_000)
    assert "<pre>[[[" in html(page)


def test_what_is_shown_is_what_json_says(page: Run) -> None:
    st.json({"n": 1, "s": "x"})
    assert json.loads(page.page.main.children[0].props["body"]) == {"n": 1, "s": "x"}
    assert "<i>n</i><u>1</u>" in html(page)
    assert "<i>s</i><b>&quot;x&quot;</b>" in html(page)
