"""Headings."""

from __future__ import annotations

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs


def drawn(page: Run) -> list[str]:
    """Give the HTML of what the page holds."""
    return [html_of(element) for element in page.page.main.children]


@pytest.mark.parametrize(
    "script",
    [
        'st.title("  hello\\n  world ")',
        "st.header(12.5)",
        'st.subheader("a", anchor="b", help="c", icon="🔥", divider="rainbow", width=20, wrap=False)',
        'st.title("a", icon="")',
        'st.header("a", divider=True)',
        'st.header("a", divider="grey")',
        'st.header("a", divider="pink")',
        'st.header("a", divider=1)',
        'st.header("a", anchor=False)',
        'st.header("a", anchor=True)',
        'st.header("a", anchor=3)',
        'st.title("a", icon="foo")',
        'st.title("a", text_alignment="top")',
        'st.title("a", wrap=0)',
        'st.title("a", width=0)',
        'st.title("a", width="auto")',
        'st.title("a", divider=True)',
    ],
)
def test_headings_take_and_refuse_what_streamlit_takes_and_refuses(script: str) -> None:
    assert ours(script) == theirs(script)


def test_the_levels_are_those_of_html(page: Run) -> None:
    st.title("a", anchor=False)
    st.header("a", anchor=False)
    st.subheader("a", anchor=False)
    assert drawn(page) == ["<h1>a</h1>", "<h2>a</h2>", "<h3>a</h3>"]


def test_dividers_take_turns_through_six_colours_and_begin_anew_with_each_run(page: Run) -> None:
    for _ in range(4):
        st.header("same text", divider=True)
        st.subheader("same text", divider=True)
    st.header("same text", divider="red")
    colours = [element.props["divider_color"] for element in page.page.main.children]
    assert colours == ["blue", "green", "orange", "red", "violet", "yellow", "blue", "green", "red"]
    assert Run(page.state).dividers == 0


def test_the_name_of_a_heading_comes_from_its_words_and_shadows_no_id_of_the_page(page: Run) -> None:
    st.header("Über *uns* & mehr")
    st.header("a", anchor='x" onclick="alert(1)')
    first, second = drawn(page)
    assert first.startswith('<h2 id="lit-über-uns-mehr">')
    assert 'href="#lit-über-uns-mehr"' in first
    assert 'id="lit-x-onclickalert1"' in second


def test_a_heading_without_letters_or_with_anchor_false_has_no_link(page: Run) -> None:
    st.header("!!!")
    st.header("a", anchor=False)
    assert drawn(page) == ["<h2>!!!</h2>", "<h2>a</h2>"]


def test_markup_in_a_heading_is_inline_and_html_is_text(page: Run) -> None:
    st.title("**a** <img src=x onerror=alert(1)>", anchor=False)
    assert drawn(page) == ["<h1><strong>a</strong> &lt;img src=x onerror=alert(1)&gt;</h1>"]


def test_further_lines_are_text_below_unless_the_heading_is_one_line(page: Run) -> None:
    st.title("a\nb", anchor=False)
    st.title("a\nb", anchor=False, wrap=False)
    assert drawn(page) == [
        '<div class="lit-markdown"><h1>a</h1><p>b</p></div>',
        '<h1 class="lit-nowrap" title="a">a</h1>',
    ]


def test_help_icon_line_width_and_alignment_are_drawn(page: Run) -> None:
    st.header("a", False, help='"why"', icon="🔥", divider="grey", width=99, text_alignment="center")
    assert drawn(page) == [
        (
            '<h2 class="lit-rule lit-rule-gray lit-center" style="width:99px"><span class="lit-emoji">🔥</span> a'
            '<span class="lit-help" tabindex="0"><span class="lit-tip" role="tooltip"><span>"why"</span></span></span></h2>'
        )
    ]


def test_an_unknown_divider_is_named_with_its_repair(page: Run) -> None:
    with pytest.raises(st.errors.StreamlitValueError, match=r"'pink'.*'rainbow'"):
        st.header("a", divider="pink")
