"""Code: classes and no styles, text that can be copied as it was, and no surprise from an odd language."""

from __future__ import annotations

import html as html_library
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notebook_lit.elements.markup.highlight import code_html


def text_of(html: str) -> str:
    return html_library.unescape(re.sub(r"<[^>]*>", "", html))


def test_tokens_have_classes_and_no_styles() -> None:
    html = code_html("def f(): return 'a'", "python")
    assert '<span class="k">def</span> <span class="nf">f</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize("language", [None, "", "no-such-language", "a b", "x" * 99, '"><b>', "../../etc", "text"])
def test_an_unknown_language_is_plain(language: str | None) -> None:
    assert code_html("a < b", language) == '<pre class="lit-code"><code>a &lt; b</code></pre>'


def test_the_options_are_classes() -> None:
    assert code_html("x", None, wrap=True).startswith('<pre class="lit-code lit-wrap">')
    assert code_html("x", None, line_numbers=True).startswith('<pre class="lit-code lit-numbers">')


def test_each_line_is_an_element_and_its_number_is_no_text() -> None:
    html = code_html('x = """a\n\nb"""\n', "python", line_numbers=True)
    assert html.count('<span class="lit-line">') == 4
    assert text_of(html) == 'x = """a\n\nb"""\n'
    for line in html.split("\n"):
        assert line.count("<span") == line.count("</span>")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["def ", "x", "'", '"""', "\n", "  ", "<b>", "&", "#", "(", ")"])).map("".join)
)
def test_the_code_can_be_copied_as_it_was(code: str) -> None:
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\ufffd", re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", code))
    shown = shown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for language in ("python", "html", "sql", None):
        for numbers in (False, True):
            assert text_of(code_html(code, language, line_numbers=numbers)) == shown


def test_very_long_code_is_shown_without_highlighting() -> None:
    assert "<span" not in code_html("x = 1\n" * 40_000, "python")


def test_after_very_many_tokens_code_goes_on_without_colours() -> None:
    html = code_html("+" * 100_000, "python")
    assert html.count("+") == 100_000
    assert html.count("<span") < 20_000
