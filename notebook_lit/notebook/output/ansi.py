"""Terminal text to HTML or plain text: colours become classes, everything else that is no text is dropped."""

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
    """Give the HTML of a text that a program wrote to a terminal; nothing in it can become markup."""
    if "\x1b" not in text:
        return _plain(text)
    pieces = _COLOURING.split(text)
    html = [_plain(pieces[0])]
    look: dict[str, str] = {}
    for codes, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        _take(look, codes)
        drawn = _plain(_OTHER_SEQUENCES.sub("", piece))
        if drawn:
            html.append(f'<span class="{" ".join(look.values())}">{drawn}</span>' if look else drawn)
    return "".join(html)


def terminal_text(text: str) -> str:
    """Give what is text in it."""
    return _CONTROLS.sub("", _OTHER_SEQUENCES.sub("", text))


def _plain(text: str) -> str:
    text = _CONTROLS.sub("", text)
    return escape(text.encode("utf-8", "backslashreplace").decode())  # lone surrogates cannot be sent


def _take(look: dict[str, str], codes: str) -> None:
    """Change the look as one colouring sequence says; ``look`` maps what is set to its class."""
    numbers = iter([int(code) if code.isdigit() and len(code) < 5 else 0 for code in re.split("[;:]", codes)])
    for number in numbers:
        if number == 0:
            look.clear()
        elif number in _STYLES:
            look[f"style {number}"] = f"lit-ansi-{_STYLES[number]}"
        elif number in _ENDS:
            for style in _ENDS[number]:
                look.pop(f"style {style}", None)
        elif number in (39, 49):
            look.pop("text" if number == 39 else "ground", None)
        elif number in (38, 48):
            _set(look, "text" if number == 38 else "ground", _indexed(numbers))
        elif 30 <= number <= 37 or 90 <= number <= 97:
            _set(look, "text", number % 10)
        elif 40 <= number <= 47 or 100 <= number <= 107:
            _set(look, "ground", number % 10)


def _set(look: dict[str, str], what: str, colour: int | None) -> None:
    if colour is None:
        look.pop(what, None)
    else:
        look[what] = f"lit-ansi-{_COLOURS[colour]}" if what == "text" else f"lit-ansi-on-{_COLOURS[colour]}"


def _indexed(numbers: Iterator[int]) -> int | None:
    """Read the rest of an extended colour; None for those beyond the sixteen of a terminal."""
    kind = next(numbers, 0)
    if kind == 2:
        for _ in range(3):
            next(numbers, 0)
    colour = next(numbers, 0) if kind == 5 else 255
    return colour % 8 if colour < 16 else None
