"""From the HTML of a live page to HTML that stands alone."""

from __future__ import annotations

import pytest

from notebook_lit.notebook.saved.inline_styles import still


@pytest.mark.parametrize(
    ("live", "picture"),
    [
        ('<p class="lit-right" onclick="x()">1<script>x()</script>', '<p style="margin:0;text-align:right">1</p>'),
        ('<span class="unknown">plain</span>', "plain"),
        ('<b><span class="unknown">a</span></b>', "<b>a</b>"),
        ("a &lt; b &amp; c &#960;", "a &lt; b &amp; c π"),
        ("a<br>b", "a<br>b"),
        ("<i hidden>unseen<i>inner</i></i>seen", "seen"),
        ('<div class="lit-help"><div>why</div></div>after', "after"),
    ],
)
def test_the_picture_says_the_same_without_classes(live: str, picture: str) -> None:
    assert still(live) == picture


def test_a_link_into_the_page_leads_nowhere_and_another_one_stays() -> None:
    assert "href" not in still('<a href="#heading">here</a>')
    assert 'href="https://x/"' in still('<a href="https://x/">there</a>')


def test_the_own_style_of_a_tag_wins_over_that_of_its_class() -> None:
    assert 'text-align:left"' in still('<p class="lit-right" style="text-align:left">x</p>')


HOSTILE = [
    "<script>alert(1)</script>",
    "<style>p {color: red}</style>",
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src='https://x'></iframe>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<svg/onload=alert(1)>",
    "<p>x<",
    "</p></p><p",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_whatever_is_in_it_the_picture_is_harmless(html: str) -> None:
    picture = still(html)
    assert not any(word in picture for word in ("<script", "alert(1)", "<style", "<iframe", "onclick", "onload", "<svg"))


@pytest.mark.parametrize("html", ['<p id="a" role="status" aria-label="b" data-x="c" tabindex="0">x</p>'])
def test_what_only_helps_a_live_page_is_left_out(html: str) -> None:
    assert still(html) == '<p style="margin:0">x</p>'
