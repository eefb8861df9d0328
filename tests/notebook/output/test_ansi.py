"""Terminal text as HTML and as plain text."""

from __future__ import annotations

import pytest

from notebook_lit.notebook.output.ansi import terminal_html, terminal_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m plain", '<span class="lit-ansi-red">red</span> plain'),
        (
            "\x1b[1;32mboth\x1b[22mgreen",
            '<span class="lit-ansi-bold lit-ansi-green">both</span><span class="lit-ansi-green">green</span>',
        ),
        (
            "\x1b[91mbright\x1b[39m\x1b[44mon",
            '<span class="lit-ansi-red">bright</span><span class="lit-ansi-on-blue">on</span>',
        ),
        ("\x1b[38;5;9mindexed\x1b[m.", '<span class="lit-ansi-red">indexed</span>.'),
        ("\x1b[38;2;1;2;3mtrue colour\x1b[4mx", 'true colour<span class="lit-ansi-underline">x</span>'),
        ("\x1b[38;5;200munknown", "unknown"),
        ("\x1b[48:5:1mcolons", '<span class="lit-ansi-on-red">colons</span>'),
    ],
)
def test_colours_become_classes(text: str, html: str) -> None:
    assert terminal_html(text) == html


@pytest.mark.parametrize("text", ["<b>&", "\x1b[31m<b>&", "\x1b[<b>m<b>&", "\x1b]0;<b>\x07<b>&"])
def test_nothing_becomes_markup(text: str) -> None:
    assert "<b>" not in terminal_html(text)
    assert "&lt;b&gt;&amp;" in terminal_html(text)


@pytest.mark.parametrize(
    "text",
    ["a\x1b[2Kb", "a\x1b[1;1Hb", "a\x1b]8;;http://x\x1b\\b", "a\x1b(Bb", "a\x07\x00b", "a\x1b[?25lb", "a\x1b[31mb"],
)
def test_what_is_no_text_is_dropped(text: str) -> None:
    assert terminal_text(text) == "ab"
    assert "\x1b" not in terminal_html(text)


def test_tabs_and_line_ends_stay() -> None:
    assert terminal_text("a\tb\n") == "a\tb\n"


def test_lone_surrogates_can_be_sent() -> None:
    assert terminal_html("a\ud800") == "a\\ud800"


def test_a_hostile_number_of_codes_is_read() -> None:
    assert terminal_html(f"\x1b[{';'.join(['9' * 5000] * 50)}mx") == "x"
