"""Icons: one emoji, a Material symbol, or the spinner; and the short codes of emojis.

Nothing is fetched at run time. The outlined Material Symbols (Apache-2.0, see NOTICE beside this file) are a table of
SVG paths; a symbol is drawn as a CSS mask, so it has the colour and size of the text around it.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from importlib.resources import files

from notebook_lit.elements.markup.sanitizer import escape
from notebook_lit.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError

_MATERIAL = re.compile(r":material/([a-z0-9_]+):")
_SHORT_CODE = re.compile(r":[\w+-]+:")
#: What follows a digit, # or * in an emoji of a key; how many characters an emoji has at most.
_KEYCAPS, _LONGEST_EMOJI = ("\ufe0f\u20e3", "\u20e3"), 40
_FORMS = 'Use one emoji such as "🚨", a Material symbol such as `:material\u200b/thumb_up:`, or "spinner".'


@cache
def _symbols() -> dict[str, str]:
    """Read the table: name -> path data, or ``=`` and the name under which the symbol is drawn today."""
    packed = files("notebook_lit.elements.markup").joinpath("material.json.gz").read_bytes()
    table: dict[str, str] = json.loads(gzip.decompress(packed))
    return table


def _path(name: str) -> str | None:
    """Return the path data of a symbol; None if there is no such symbol."""
    path = _symbols().get(name)
    return _symbols()[path[1:]] if path is not None and path.startswith("=") else path


def emoji_of(short_code: str) -> str | None:
    """Return the emoji of a short code (``:tada:``, colons included); None if there is none."""
    import emoji  # noqa: PLC0415 (25 ms, and most pages have no short code)

    found = emoji.emojize(short_code, language="alias")
    return None if found == short_code else found


def is_emoji(text: str) -> bool:
    """Return whether `text` is exactly one emoji."""
    if text.isascii():
        return False
    import emoji  # noqa: PLC0415 (as above)

    return emoji.is_emoji(text) or emoji.is_emoji(text.replace("\ufe0f", ""))


def split_icon(text: str) -> tuple[str, str]:
    """Split off the icon that a text begins with, one emoji or a Material symbol; "" if it begins with none."""
    symbol = _MATERIAL.match(text)
    if symbol is not None:
        known = _path(symbol[1]) is not None
        return (symbol[0], text[symbol.end() :].lstrip(" ")) if known else ("", text)
    if text[:2].isascii() and text[1:3] not in _KEYCAPS:
        return "", text
    import emoji  # noqa: PLC0415 (as above)

    first = next(iter(emoji.emoji_list(text[:_LONGEST_EMOJI])), None)
    if first is None or first["match_start"] != 0:
        return "", text
    return text[: first["match_end"]], text[first["match_end"] :].lstrip(" ")


def material_html(name: str) -> str:
    """Draw a Material symbol; an unknown one shows its name in a small chip."""
    path = _path(name)
    if path is None:
        return f'<span class="lit-chip">{escape(name)}</span>'
    drawing = f"%3Cpath d=%22{path}%22/%3E%3C/svg%3E"
    picture = f"%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 -960 960 960%22%3E{drawing}"
    spoken = name.replace("_", " ")
    style = f"--lit-icon:url('data:image/svg+xml,{picture}')"
    return f'<span class="lit-icon" role="img" aria-label="{spoken}" style="{style}"></span>'


def check_icon(icon: object) -> str:
    """Check an ``icon`` argument.

    Parameters
    ----------
    icon : str or None
        One emoji, ``":material/name:"`` or ``"spinner"``; None or blank for no icon.

    Returns
    -------
    str
        The icon without surrounding blanks; empty for no icon.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If it is no string.
    StreamlitAPIException
        If it is a string of another form, or names no symbol.

    Examples
    --------
    >>> check_icon(" :material/home: ")
    ':material/home:'
    """
    if icon is None:
        return ""
    if not isinstance(icon, str):
        kind = type(icon).__name__
        raise StreamlitInvalidParameterTypeError(f"`icon` must be a string or None, not {kind}. {_FORMS}")
    icon = icon.strip()
    if not icon or icon == "spinner" or is_emoji(icon):
        return icon
    if icon.startswith(":material"):
        match = _MATERIAL.fullmatch(icon)
        if match is not None and _path(match[1]) is not None:
            return icon
        shown = icon.replace("/", "\u200b/")  # the message is Markdown: here the name, not the symbol, is meant
        raise StreamlitAPIException(f'"{shown}" names no Material symbol. {_FORMS}')
    if _SHORT_CODE.fullmatch(icon):
        raise StreamlitAPIException(f'"{icon}" is a short code; an icon must be the emoji itself. {_FORMS}')
    raise StreamlitAPIException(f'"{icon}" is no icon. {_FORMS}')


def icon_html(icon: str | None) -> str:
    """Draw an icon.

    Parameters
    ----------
    icon : str or None
        What `check_icon` lets through. Anything else is shown as text.

    Returns
    -------
    str
        One ``span`` of phrasing content; empty for no icon.

    Examples
    --------
    >>> icon_html("🚨")
    '<span class="lit-emoji">🚨</span>'
    """
    icon = (icon or "").strip()
    if not icon:
        return ""
    if icon == "spinner":
        return '<span class="lit-spinner" role="img" aria-label="running"></span>'
    match = _MATERIAL.fullmatch(icon)
    return material_html(match[1]) if match else f'<span class="lit-emoji">{escape(icon)}</span>'
