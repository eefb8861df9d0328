"""Markdown, labels and plain text: what is written, what is left alone, and how much work it is."""

from __future__ import annotations

import html as html_library
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notebook_lit.elements.markup import directives
from notebook_lit.elements.markup.markdown import (
    _PLAIN,
    _PLAIN_PARAGRAPH,
    _parser,
    dedent,
    inline_html,
    markdown_html,
    plain_text,
)
from tests.elements.counting import CountedPattern, lines_run

LINK = 'target="_blank" rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Hello world", "<p>Hello world</p>"),
        ("**b** *i* `c` ~~s~~ ~t~", "<p><strong>b</strong> <em>i</em> <code>c</code> <s>s</s> <s>t</s></p>"),
        ("# One\ntwo", "<h1>One</h1>\n<p>two</p>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        ("a\n\n---", "<p>a</p>\n<hr>"),
        ("[x](https://a.test 't')", f'<p><a href="https://a.test" title="t" {LINK}>x</a></p>'),
        ("![x](a.png)", '<p><img src="a.png" alt="x"></p>'),
        ("<b>x</b> & &copy;", "<p>&lt;b&gt;x&lt;/b&gt; &amp; ©</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        (r"\:red[x] \$1 \*a\*", "<p>:red[x] $1 *a*</p>"),
    ],
)
def test_markdown_is_drawn(text: str, html: str) -> None:
    assert markdown_html(text) == html


def test_a_table_is_drawn_with_its_alignment() -> None:
    html = markdown_html("|a|b|\n|-|-:|\n|1|**2**|").replace("\n", "")
    assert html == (
        '<table><thead><tr><th>a</th><th style="text-align:right">b</th></tr></thead>'
        '<tbody><tr><td>1</td><td style="text-align:right"><strong>2</strong></td></tr></tbody></table>'
    )


def test_a_task_list_shows_what_is_done() -> None:
    html = markdown_html("- [ ] a\n- [x] b\n- [y] c")
    assert '<li class="lit-task"><span class="lit-check">☐</span> a</li>' in html
    assert '<li class="lit-task"><span class="lit-check">☑</span> b</li>' in html
    assert "<li>[y] c</li>" in html


def test_fenced_code_is_highlighted() -> None:
    assert markdown_html("```python\nx\n\n```") == '<pre class="lit-code"><code><span class="n">x</span>\n</code></pre>'
    assert markdown_html("```\n<b>\n```") == '<pre class="lit-code"><code>&lt;b&gt;</code></pre>'


@pytest.mark.parametrize(
    ("text", "shown", "href"),
    [
        ("see https://a.test/b_c_d?e=(f).", "https://a.test/b_c_d?e=(f)", None),
        ("(https://a.test/x)", "https://a.test/x", None),
        ("HTTP://a.test", "HTTP://a.test", None),
        ("**www.a.test**, then", "www.a.test", "http://www.a.test"),
        ("mail a.b@c.test!", "a.b@c.test", "mailto:a.b@c.test"),
    ],
)
def test_bare_addresses_are_links(text: str, shown: str, href: str | None) -> None:
    assert f'<a href="{href or shown}" {LINK}>{shown}</a>' in markdown_html(text)


@pytest.mark.parametrize(
    "text", ["xhttps://a.test", "`https://a.test`", "https://", "a@b", "www.", "xwww.a.test", "12:30", "a://b"]
)
def test_other_words_are_not_links(text: str) -> None:
    assert "<a" not in markdown_html(text)


def test_a_link_holds_no_link() -> None:
    assert markdown_html("[see www.a.test and b@c.test and https://d.test](x)").count("<a ") == 1


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (":red[a]", '<span class="lit-color lit-red">a</span>'),
        (":grey-background[a]", '<span class="lit-background lit-gray">a</span>'),
        (":primary-badge[a]", '<span class="lit-badge lit-primary">a</span>'),
        (":small[a] :shimmer[b]", '<span class="lit-small">a</span> <span class="lit-shimmer">b</span>'),
        (
            ":blue[a **b** :green-badge[:tada: [c]] d]",
            ('<span class="lit-color lit-blue">a <strong>b</strong> <span class="lit-badge lit-green">🎉 [c]</span> d</span>'),
        ),
        (':color[a]{foreground="#d50000"}', '<span class="lit-color" style="color:#d50000">a</span>'),
        (
            ':color[a]{background="rgb(1, 2, 3)"}',
            '<span class="lit-background" style="background-color:rgb(1, 2, 3)">a</span>',
        ),
        (':color[a]{foreground="var(--x)"}', '<span class="lit-color">a</span>'),
        (":rainbow-badge[a]", ":rainbow-badge[a]"),
        (":mauve[a]", ":mauve[a]"),
        (":red[a", ":red[a"),
        ("::red[a]", "::red[a]"),
        (":color[a]", ":color[a]"),
        ("`:red[a]`", "<code>:red[a]</code>"),
    ],
)
def test_directives_colour_text(text: str, html: str) -> None:
    assert inline_html(text) == html
    assert markdown_html(text) == f"<p>{html}</p>"


def test_every_palette_colour_is_known() -> None:
    for colour in "red orange yellow green blue violet gray primary".split():
        for role in ("", "-background", "-badge"):
            assert f"lit-{colour}" in inline_html(f":{colour}{role}[x]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a -> b <- c <-> d -- e >= f <= g ~= h", "a → b ← c ↔ d — e ≥ f ≤ g ≈ h"),
        ("-> -- ->", "→ — →"),
        ("a->b x--y", "a-&gt;b x--y"),
        ("`->`", "<code>-&gt;</code>"),
    ],
)
def test_arrows_that_stand_alone_are_typographic(text: str, shown: str) -> None:
    assert inline_html(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":+1: :sunglasses: :white_check_mark:", "👍 😎 ✅"),
        ("12:30:45", "12:30:45"),
        (":no_such_thing:", ":no_such_thing:"),
        ("a:tada:", "a🎉"),
    ],
)
def test_short_codes_are_emojis(text: str, shown: str) -> None:
    assert inline_html(text) == plain_text(text) == shown


def test_dollars_are_money_unless_they_enclose_a_formula() -> None:
    assert markdown_html("$5 and $10") == "<p>$5 and $10</p>"
    assert markdown_html("$ x $ and $x$5") == "<p>$ x $ and $x$5</p>"
    assert markdown_html("cost $x$.").startswith('<p>cost <math alttext="x" display="inline">')
    assert '<math alttext="x" display="block">' in markdown_html("so $$x$$ holds")
    assert 'y" display="block">' in markdown_html("text\n$$\n- x\n\n+ y\n$$\ntext")
    assert '<math alttext="x" display="inline">' in inline_html("so $$x$$ holds")
    assert markdown_html("$$\nno end") == "<p>$$\nno end</p>"


def test_a_label_shows_block_syntax_as_it_was_written() -> None:
    for text in ("# x", "- x", "1. x", "+ x", "| a |", "---x", "[ ] x"):
        assert inline_html(text) == text
    assert inline_html("> x") == "&gt; x"


def test_a_label_holds_phrasing_content_only() -> None:
    html = inline_html("# a\n\n- b\n\n```\nc\n```\n\n|d|\n|-|\n\n    e\n\n$$\nf\n$$")
    assert re.findall(r"<(?:p|h\d|ul|ol|li|pre|table|div|blockquote|hr)\b", html) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Save** :blue[now] ~~x~~ `c`", "Save now x c"),
        (":material/home: Home", "Home"),
        ("[a](b) ![c](d)", "a c"),
        ("cost $x^2$ -> $$y$$", "cost x^2 → y"),
        ("a\nb", "a b"),
        ("<b> & &amp;", "<b> & &"),
        ("1. x", "1. x"),
        (" x ", "x"),
    ],
)
def test_plain_text_is_the_text_without_markup(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_html_has_effect_only_where_it_is_allowed_and_only_harmless_html() -> None:
    text = '<b style="color:red">x</b> **y** <i onclick="z()">z</i>'
    assert markdown_html(text, allow_html=True) == '<p><b style="color:red">x</b> <strong>y</strong> <i>z</i></p>'
    assert "&lt;b style" in markdown_html(text)


def test_anchors_are_ours_and_distinct() -> None:
    html = markdown_html("# A *b* & c!\n## A b c\n# ?\n<h2 id=x>y</h2>", anchors=True, allow_html=True)
    assert re.findall(r'id="([^"]*)"', html) == ["lit-a-b-c", "lit-a-b-c-2", "lit-section"]
    assert "id=" not in markdown_html("# A")


def test_bodies_are_normalised() -> None:
    assert dedent("  a\n    b\n") == "a\n  b"
    assert dedent(3.5) == "3.5"
    assert dedent(" half\ud83d twice\ud83d\ude00 ") == "half\ufffd twice😀"


PIECES = st.sampled_from(
    [
        *"aw1_-:&<>.)(!#+=|'\"?*`~[]$@\\/{}^ %,;é漢😀\n\t\u00a0\u3000\u202e",
        "www.",
        "http",
        " - ",
        ": ",
        ":1",
        "--",
        "->",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
@example("1.")
@example("a_b")
@example(":100:")
@example("\u3000a")
def test_the_short_way_gives_what_the_long_way_gives(text: str) -> None:
    def read(html: str) -> str:
        return html_library.unescape(html)

    if "www." not in text and _PLAIN_PARAGRAPH(text):
        assert read(markdown_html(text)) == read(_parser(False).render(text)).rstrip("\n")
    if "www." not in text and _PLAIN(text):
        assert read(inline_html(text)) == read(_parser(False).renderInline(text))
        assert plain_text(text) == text


@pytest.mark.parametrize("text", ["Row 17", "It's 12:30, a < b & c", "snake_case: x - y", "Ünïcödé 漢字 😀", 'A "b" (c) 50 %'])
def test_ordinary_text_takes_the_short_way(text: str) -> None:
    _parser(False)  # built once
    short = lines_run(lambda: markdown_html(text))
    long = lines_run(lambda: markdown_html(f"{text} **b**"))
    assert long > 30 * short


HOSTILE = (
    "[",
    ":red[",
    "![",
    "[a](",
    "$",
    "$a ",
    "$$\n",
    "$$a\n",
    "`",
    "` ",
    "<",
    ">",
    "> ",
    "*a ",
    "*",
    "_a",
    "a:",
    ":a:",
    "http:",
    "@",
    "a@",
    "- ",
)
LISTS = ("- [ ] a\n", "  - [x] a\n", "[ ] ", "- $$a\n", "> $$a\n", "$$a\n\n", "a\n$$b\n")
NOTES = ("[^", "[^a", "[^a] ", "[^a]: x\n", "[^a]: ", "[^a]:\n", "[^a]: [^a]\n")
ADDRESSES = ("://", "https://a.test/)", "www.", "www.a.b ", "ftp://a.b:", "xhttp://a:", "http://a.b/[", "a@b.c ", "a@b.-")


@pytest.mark.parametrize(
    "piece",
    [*HOSTILE, *LISTS, *NOTES, *ADDRESSES, "&", "\\", "~a ", "\\$", "[a]: b\n", "|a", "```\n", ":color[x]{", "a-", "a: "],
)
def test_no_text_takes_more_than_linear_time(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(length: int) -> int:
        text = f"{piece * (length // len(piece))}*" + ("\n\n[^a]: note" if piece in NOTES else "")
        before = CountedPattern.characters
        lines = lines_run(lambda: (markdown_html(text), inline_html(text), plain_text(text)))
        return lines + CountedPattern.characters - before

    for name, pattern in vars(directives).items():
        if isinstance(pattern, re.Pattern):
            monkeypatch.setattr(directives, name, CountedPattern(pattern))
    work(100)  # some things are imported and built on first use
    short, long = work(500), work(2_000)
    assert long < 6 * short  # four times the text; a rule that looks back to the beginning does 16 times the work
