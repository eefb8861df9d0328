from __future__ import annotations

import re
from collections.abc import Callable
from time import process_time

import pytest

from notebook_lit.elements.markup.markdown import inline_html, markdown_html, plain_text, sanitize
from notebook_lit.elements.markup.size_limits import DEEPEST, MOST_CHARACTERS, MOST_REFERENCES, html_cut, markdown_cut

#: Seconds of the processor that 100 kB may take here. Each takes 0.2 s on an idle machine; uncut they take 1 to 60.
FAR_TOO_LONG = 1.5
#: 100 kB.
LARGE = 100_000

MARKDOWN = (
    *("*a* ", "*a ", "[", "![", "[a](", "$a$ ", ":red[", ":red[a] ", "- a\n", "1. a\n", "- [ ] a\n", "a\n", "|1|2|\n"),
    *("# a\n", "http://a ", "www.a.de ", "a@b.c ", "~a~ ", "*_", "> ", "`a` ", "[a]: b\n", "<div>", "&amp;"),
)
HTML = (
    *("<div>", "<ul><li>", "<div></b>", "<div><b></div>", "<b></p>", "<p><b>", "<option><p>", "<table><tr><td>", "<b>"),
    *("<svg><title>", "<math><mi>", "<select><div>", "<li><p>", "<dd><address>", "<button><p>", "<!--", "<p>x", "</div>"),
)


def large(piece: str) -> str:
    return (piece * (LARGE // len(piece) + 1))[:LARGE]


@pytest.mark.parametrize("piece", MARKDOWN)
def test_100_kilobytes_of_any_markdown_are_drawn_soon(piece: str) -> None:
    text = large(piece)
    begin = process_time()
    html = markdown_html(text)
    assert process_time() - begin < FAR_TOO_LONG
    assert '<p class="lit-note">' in html or len(html) >= LARGE // 2


@pytest.mark.parametrize("draw", [inline_html, plain_text])
def test_a_label_is_whole_however_many_marks_it_has(draw: Callable[[str], str]) -> None:
    begin = process_time()
    shown = draw(large("*a* ") + "end")
    assert process_time() - begin < FAR_TOO_LONG
    assert shown.endswith("end")


@pytest.mark.parametrize("piece", HTML)
def test_100_kilobytes_of_any_html_are_drawn_soon(piece: str) -> None:
    text = large(piece)
    begin = process_time()
    sanitize(text)
    markdown_html(text, allow_html=True)
    assert process_time() - begin < FAR_TOO_LONG


def test_formatting_that_is_never_closed_counts_as_a_parser_nests_it() -> None:
    text = "".join(f"<p><b id={number}>x</p>" for number in range(4_000))
    begin = process_time()
    html = sanitize(text)
    assert process_time() - begin < FAR_TOO_LONG
    assert "Cut here" in html


def test_html_that_is_cut_says_so_and_is_well_formed() -> None:
    html = sanitize("<div>" * 60_000 + "x")
    assert html.count("<div>") == html.count("</div>") == DEEPEST
    assert html.endswith(
        f'<p class="lit-note">Cut here: more than {DEEPEST} HTML elements are open inside each other.</p>'
    )
    assert "x</div>" not in html


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 499 + "x" + "</div>" * 499,
        "<table>" + "<tr><td>1<td>2" * 5_000 + "</table>",
        "<ul>" + "<li>item" * 5_000 + "</ul>",
        "<p>one" * 5_000,
        "<br><hr><img src=x>" * 5_000,
        "<script>" + "if (a<b) {}" * 5_000 + "</script>rest",
        "<!-- " + "<div>" * 5_000 + " -->rest",
        "<div><span>a</div>" * 5_000,
        "<b>a</b><i>b</i>" * 5_000,
        "1 < 2 " * 5_000,
    ],
)
def test_what_people_write_is_not_cut(html: str) -> None:
    assert html_cut(html) == (html, "")


def test_a_text_beyond_five_megabytes_is_cut_with_a_note() -> None:
    for cut in (html_cut("x" * (MOST_CHARACTERS + 7)), markdown_cut("x" * (MOST_CHARACTERS + 7))[::2]):
        assert len(cut[0]) == MOST_CHARACTERS
        assert cut[1] == "Cut here: only 5,000,000 of 5,000,007 characters are shown."


def test_after_too_many_marks_the_text_goes_on_as_it_was_written() -> None:
    html = markdown_html("- **a** <b>\n" * 5_000 + "the end")
    note = html.index('<p class="lit-note">From here on as it was written')
    assert "<strong>a</strong>" in html[:note]
    assert re.search(r'<div class="lit-text">- \*\*a\*\* &lt;b&gt;\n', html[note:])
    assert html.endswith("the end</div>")
    assert html.count("<li>") + html.count("- **a**") == 5_000


def test_a_long_document_of_ordinary_markdown_is_drawn_whole() -> None:
    paragraph = "Some words of a **text** with a [link](https://a.test), `code`,\nand another line.\n\n"
    assert markdown_cut(paragraph * 500)[1:] == ("", "")


@pytest.mark.parametrize("piece", ["&", "&amp;", "a&b "])
def test_a_text_of_very_many_references_is_cut_with_a_note(piece: str) -> None:
    html, note = html_cut("<p>x" + piece * (3 * MOST_REFERENCES))
    assert html.count("&") == MOST_REFERENCES
    assert f"more than {MOST_REFERENCES:,} character references" in note
    begin = process_time()
    assert '<p class="lit-note">' in sanitize(piece * (MOST_CHARACTERS // len(piece)))
    assert process_time() - begin < FAR_TOO_LONG


def test_references_in_many_texts_are_all_kept() -> None:
    html = "<p>a &amp; b</p>" * (MOST_REFERENCES + 1)
    assert html_cut(html) == (html, "")
