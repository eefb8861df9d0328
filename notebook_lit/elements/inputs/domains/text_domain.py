"""The domain of text fields, and the checks of its arguments."""

from __future__ import annotations

import re
from typing import Any

from notebook_lit.errors import (
    StreamlitBadTimeStringError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    StreamlitValueOutOfRangeError,
    ValueRefused,
)
from notebook_lit.runtime.model.duration import parse_duration
from notebook_lit.runtime.model.state import Domain

#: So many characters are taken from a reader.
LONGEST_TEXT = 1_000_000
#: What stands in the field for a password that was taken, whatever its length; nothing else can hold this character.
DOT = "•"
HIDDEN = DOT * 8


def hidden(text: str | None) -> str:
    """Return what stands in the field for a password."""
    return HIDDEN if text else ""


def entered(text: str, before: str | None) -> str | None:
    """Return the password that a reader means whose field, in which ``before`` was hidden, now holds ``text``.

    Typing before or after the dots adds to the password; with no dots left, it is a new one. A text with some of them is
    returned as it is: what was to be changed cannot be known, so the domain refuses it.

    Examples
    --------
    >>> entered("••••••••!", "swordfish")
    'swordfish!'
    >>> entered("new", "swordfish")
    'new'
    """
    if text == hidden(before):
        return before
    if before and text.startswith(HIDDEN) and DOT not in text[len(HIDDEN) :]:
        return before + text[len(HIDDEN) :]
    if before and text.endswith(HIDDEN) and DOT not in text[: -len(HIDDEN)]:
        return text[: -len(HIDDEN)] + before
    return text


class TextDomain(Domain):
    """The domain of text fields: a str, or None if the default is None.

    Parameters
    ----------
    default : str or None
        The first value.
    max_chars : int, optional
        The most characters that are taken; the rest is cut off.
    pattern : re.Pattern, optional
        What a text that is not empty has to contain.
    message : str
        Said to the reader where it does not.
    required : bool
        Whether the reader must not leave the field empty.
    secret : bool
        Whether it is a password, which is hidden behind `HIDDEN`.
    """

    __slots__ = ("max_chars", "message", "pattern", "required")

    def __init__(
        self,
        default: str | None,
        *,
        max_chars: int | None = None,
        pattern: re.Pattern[str] | None = None,
        message: str = "",
        required: bool = False,
        secret: bool = False,
    ) -> None:
        super().__init__(default, secret=secret)
        self.max_chars = max_chars
        self.pattern = pattern
        self.message = message
        self.required = required

    def parse(self, wire: Any) -> str | None:
        """Return a str that matches, cut to its length; None resets to the default. Refuse any other value."""
        if wire is None:
            default: str | None = self.default
            return default
        if not isinstance(wire, str):
            raise ValueRefused(f"a {type(wire).__name__} is no text")
        if len(wire) > LONGEST_TEXT:
            raise ValueRefused(f"This text has {len(wire):,} characters: at most {LONGEST_TEXT:,} are taken.", keep=True)
        if self.secret and DOT in wire:
            raise ValueRefused("A hidden text cannot be edited in part: clear the field and type all of it.", keep=True)
        text = wire[: self.max_chars] if self.max_chars else wire
        if self.required and not text.strip():
            raise ValueRefused("A text is needed here.", keep=True)
        if text and self.pattern is not None and not self.pattern.search(text):
            raise ValueRefused(self.message, keep=True)
        return text

    def keep(self, value: Any) -> Any:
        """Return the value, or the default if it is no str."""
        return value if value is None or isinstance(value, str) else self.default

    def assign(self, value: Any) -> Any:
        """Return the value; raise TypeError if it is neither a str nor None."""
        if value is not None and not isinstance(value, str):
            raise TypeError(f"A text field holds a str or None; st.session_state gave it {value!r}.")
        return value


def checked_length(max_chars: Any) -> int | None:
    """Check a ``max_chars`` argument."""
    if max_chars is None:
        return None
    if isinstance(max_chars, bool) or not isinstance(max_chars, int):
        raise TypeError(f"`max_chars` is {max_chars!r}. Give a whole number.")
    if max_chars < 0:
        raise ValueError(f"`max_chars` is {max_chars}. Give a number that is not negative.")
    return max_chars


def checked_validate(validate: Any) -> tuple[str, str]:
    """Return the regular expression and the message of a ``validate`` argument."""
    if isinstance(validate, str):
        return validate, ""
    if not isinstance(validate, tuple):
        raise StreamlitInvalidParameterTypeError(
            f"`validate` is {validate!r}. Give a regular expression, or a tuple of one and a message."
        )
    if len(validate) != 2 or not all(isinstance(part, str) for part in validate):
        raise StreamlitValueError(f"`validate` is {validate!r}. Give a tuple of a regular expression and a message.")
    return validate


def compiled_pattern(expression: str) -> re.Pattern[str] | None:
    """Return a compiled JavaScript regular expression; None if there is none, or Python cannot compile it."""
    try:
        return re.compile(re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", expression)) if expression else None
    except re.error:
        return None


def checked_live(live: Any) -> bool:
    """Check a ``live`` argument that is not False."""
    if live is True:
        return True
    if not isinstance(live, str):
        raise StreamlitInvalidParameterTypeError(f'`live` is {live!r}. Give True, False, or a duration such as "300ms".')
    seconds = parse_duration(live)
    if seconds is None:
        raise StreamlitBadTimeStringError(f'`live` is "{live}", which is no duration. Give one such as "300ms" or "0.5s".')
    if not 0 <= seconds <= 60:
        raise StreamlitValueOutOfRangeError(f'`live` is "{live}". Give a duration from "0ms" to "1m".')
    return True
