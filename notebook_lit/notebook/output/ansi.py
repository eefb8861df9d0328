"""Terminal text to HTML or plain text: colours become CSS classes, other control sequences are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notebook_lit.elements.markup.markdown import escape

_COLOURS = ("black", "red", "green", "yellow", "blue", "violet", "cyan", "white")
_STYLES = {1: "bold", 2: "faint", 3: "italic", 4: "underline", 7: "inverse", 9: "strike"}
#: What ends which styles.
_ENDS = {22: (1, 2), 23: (3,), 24: (4,), 27: (7,), 29: (9,)}
_COLOURING = re.compile(r"\x1b\[([0-9;:]*)m")
_OTHER_SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def terminal_html(text: str) -> str:
    """Return terminal text as HTML, escaped, with its colours as classes."""
    if "\x1b" not in text:
        return _escaped(text)
    pieces = _COLOURING.split(text)
    html = [_escaped(pieces[0])]
    styles: dict[str, str] = {}
    for codes, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        _apply(styles, codes)
        drawn = _escaped(_OTHER_SEQUENCES.sub("", piece))
        if drawn:
            html.append(f'<span class="{" ".join(styles.values())}">{drawn}</span>' if styles else drawn)
    return "".join(html)


def terminal_text(text: str) -> str:
    """Return terminal text without control sequences."""
    return _CONTROLS.sub("", _OTHER_SEQUENCES.sub("", text))


def _escaped(text: str) -> str:
    text = _CONTROLS.sub("", text)
    return escape(text.encode("utf-8", "backslashreplace").decode())  # lone surrogates cannot be sent


def _apply(styles: dict[str, str], codes: str) -> None:
    """Apply one colour sequence to ``styles``, which maps each property that is set to its CSS class."""
    numbers = iter([int(code) if code.isdigit() and len(code) < 5 else 0 for code in re.split("[;:]", codes)])
    for number in numbers:
        if number == 0:
            styles.clear()
        elif number in _STYLES:
            styles[f"style {number}"] = f"lit-ansi-{_STYLES[number]}"
        elif number in _ENDS:
            for style in _ENDS[number]:
                styles.pop(f"style {style}", None)
        elif number in (39, 49):
            styles.pop("text" if number == 39 else "ground", None)
        elif number in (38, 48):
            _set_colour(styles, "text" if number == 38 else "ground", _extended_colour(numbers))
        elif 30 <= number <= 37 or 90 <= number <= 97:
            _set_colour(styles, "text", number % 10)
        elif 40 <= number <= 47 or 100 <= number <= 107:
            _set_colour(styles, "ground", number % 10)


def _set_colour(styles: dict[str, str], what: str, colour: int | None) -> None:
    if colour is None:
        styles.pop(what, None)
    else:
        styles[what] = f"lit-ansi-{_COLOURS[colour]}" if what == "text" else f"lit-ansi-on-{_COLOURS[colour]}"


def _extended_colour(numbers: Iterator[int]) -> int | None:
    """Return the number of an extended colour; None beyond the sixteen of a terminal."""
    kind = next(numbers, 0)
    if kind == 2:
        for _ in range(3):
            next(numbers, 0)
    colour = next(numbers, 0) if kind == 5 else 255
    return colour % 8 if colour < 16 else None
