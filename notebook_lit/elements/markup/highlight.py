"""Code as HTML: Pygments decides what a token is, class names say it, the stylesheet colours it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from notebook_lit.elements.markup.sanitizer import escape, without_controls

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")
_LONGEST = 200_000  # characters: beyond it some lexers take seconds
_MOST_TOKENS = 15_000  # what comes after them is shown without colours: about a quarter of a second


@lru_cache(maxsize=128)
def _lexer_class(language: str) -> type[Lexer] | None:
    """Find the lexer of a language; None if there is none."""
    from pygments.lexers import find_lexer_class_by_name  # noqa: PLC0415 (10 ms, and many pages show no code)
    from pygments.util import ClassNotFound  # noqa: PLC0415 (as above)

    try:
        found: type[Lexer] = find_lexer_class_by_name(language)
    except ClassNotFound:
        return None
    return found


def _marked(code: str, language: str | None) -> str:
    """Return the code as escaped text with a ``span`` around each token that has a class of its own."""
    lexer_class = _lexer_class(language) if language and _LANGUAGE.fullmatch(language) else None
    if lexer_class is None or len(code) > _LONGEST:
        return escape(code)
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 (as above)

    parts: list[str] = []
    position = 0
    for number, (kind, value) in enumerate(lexer_class(stripnl=False, ensurenl=False).get_tokens(code)):
        if number == _MOST_TOKENS:
            return "".join(parts) + escape(code[position:])
        position += len(value)
        while kind not in STANDARD_TYPES:
            kind = kind.parent
        name, text = STANDARD_TYPES[kind], escape(value)
        if not name or value.isspace():
            parts.append(text)
        else:  # a span never crosses a line, so that lines can be numbered
            parts.append("\n".join(f'<span class="{name}">{line}</span>' if line else "" for line in text.split("\n")))
    return "".join(parts)


def code_html(code: str, language: str | None, *, line_numbers: bool = False, wrap: bool = False) -> str:
    """Draw code.

    Parameters
    ----------
    code : str
        The code as it is to be shown; nothing is stripped but a byte order mark.
    language : str or None
        A name that Pygments knows ("python", "sql", …). Unknown or None: no highlighting. More than 200,000 characters
        are not highlighted either, nor what comes after 15,000 tokens.
    line_numbers : bool
        Number the lines. The numbers are drawn by the stylesheet and are no text: they are not selected or copied.
    wrap : bool
        Break long lines instead of scrolling.

    Returns
    -------
    str
        One ``pre`` element.

    Examples
    --------
    >>> code_html("x = 1", None)
    '<pre class="lit-code"><code>x = 1</code></pre>'
    """
    text = without_controls(code).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    body = _marked(text, language)
    if line_numbers:
        body = "\n".join(f'<span class="lit-line">{line}</span>' for line in body.split("\n"))
    classes = "lit-code" + " lit-numbers" * line_numbers + " lit-wrap" * wrap
    return f'<pre class="{classes}"><code>{body}</code></pre>'
