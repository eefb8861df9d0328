"""Footnotes: numbered by their references, at the end of the text, with links there and back."""

from __future__ import annotations

import re

import pytest

from notebook_lit.elements.markup.markdown import inline_html, markdown_html, plain_text
from notebook_lit.notebook.saved.inline_styles import still

TEXT = "One[^b], two[^A], one again[^B].\n\n[^a]: Note *a*,[^deep]\n    goes on.\n\n[^b]: Note b\n\n[^deep]: Deep\n\nEnd."


def words(html: str) -> str:
    """Return the text without its tags."""
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def ids(html: str) -> list[str]:
    return re.findall(' id="([^"]*)"', html)


def test_notes_stand_at_the_end_in_the_order_of_their_references() -> None:
    html = markdown_html(TEXT)
    text, notes = html.split('<section class="lit-footnotes"><ol>')
    assert words(text) == "One 1 , two 2 , one again 1 . End."
    assert words(notes) == "Note b ↩ ↩ 2 Note a , 3 goes on. ↩ Deep ↩"


def test_links_lead_to_the_note_and_back() -> None:
    html = markdown_html(TEXT)
    targets = re.findall('href="#([^"]*)"', html)
    assert len(ids(html)) == len(set(ids(html))) == 7
    assert set(targets) == set(ids(html))
    assert "_blank" not in html


def test_ids_are_those_of_the_run_before_and_no_other_text_has_them() -> None:
    assert ids(markdown_html(TEXT)) == ids(markdown_html(TEXT))
    assert not set(ids(markdown_html(TEXT))) & set(ids(markdown_html(TEXT + "!")))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a[^1] b", "<p>a[^1] b</p>"),
        ("a\n\n[^1]: nobody refers to it", "<p>a</p>"),
        ("`a[^1]`\n\n[^1]: x", "<p><code>a[^1]</code></p>"),
        ("a\\[^1]\n\n[^1]: x", "<p>a[^1]</p>"),
        ("x [^a b]", "<p>x [^a b]</p>"),
    ],
)
def test_what_is_no_footnote_stays_text(text: str, html: str) -> None:
    assert markdown_html(text) == html


def test_a_note_has_blocks_and_ends_where_lines_are_no_longer_indented() -> None:
    html = markdown_html("a[^1]\n[^1]: first\n\n    - item\n\n    second\n\nafter")
    assert html.startswith("<p>a<sup>")
    assert words(html) == "a 1 after first item second ↩"


def test_a_note_may_be_empty_refer_to_itself_or_be_written_twice() -> None:
    assert words(markdown_html("a[^1]\n\n[^1]:")) == "a 1 ↩"
    assert words(markdown_html("a[^1]\n\n[^1]: self[^1]")) == "a 1 self 1 ↩ ↩ 2"
    assert words(markdown_html("a[^1]\n\n[^1]: x\n\n[^1]: y")) == "a 1 x ↩"


def test_labels_have_none() -> None:
    assert inline_html("a[^1]") == "a[^1]"
    assert plain_text("a[^1]") == "a[^1]"


def test_an_anchor_of_a_heading_has_no_number_of_a_note_in_it() -> None:
    assert 'id="lit-title"' in markdown_html("# Title[^1]\n\n[^1]: x", anchors=True)


def test_authors_ids_are_dropped() -> None:
    assert "id=" not in markdown_html('<a id="main">x</a><li id="lit-sidebar">y</li>', allow_html=True)


def test_the_saved_picture_keeps_the_numbers_and_the_notes() -> None:
    picture = still(markdown_html("a[^1]\n\n[^1]: note"))
    assert words(picture) == "a 1 note"
    assert "<sup" in picture
    assert "<ol" in picture
    assert "href" not in picture
