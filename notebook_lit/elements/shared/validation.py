"""Checks of the arguments that many families share: widths, heights, visibility, choices."""

from __future__ import annotations

from collections.abc import Collection
from textwrap import dedent
from typing import Any, TypeVar

from notebook_lit.errors import StreamlitInvalidHeightError, StreamlitInvalidWidthError, StreamlitValueError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, emit

T = TypeVar("T")


def checked_visibility(value: str) -> str:
    """Check a ``label_visibility`` argument."""
    return checked_choice("label_visibility", value, ("visible", "hidden", "collapsed"))


def checked_choice(name: str, value: T, choices: Collection[T]) -> T:
    """Return an argument that is one of ``choices``; else raise a `StreamlitValueError` that lists them."""
    if value not in choices:
        raise StreamlitValueError(f"`{name}` is {value!r}. Give one of {', '.join(repr(word) for word in choices)}.")
    return value


def checked_width(value: Any, *, content: bool = False, stretch: bool = True, choices: tuple[str, ...] = ()) -> Any:
    """Check a ``width`` argument: pixels, "stretch", and where ``content`` is set "content"."""
    allowed = (("stretch",) if stretch else ()) + (("content",) if content else ()) + choices
    if (isinstance(value, int) and not isinstance(value, bool) and value > 0) or value in allowed:
        return value
    raise StreamlitInvalidWidthError(
        f"`width` is {value!r}. Give a positive number of pixels or one of {', '.join(map(repr, allowed))}."
    )


def checked_height(value: Any, *, choices: tuple[str, ...] = ("stretch", "content")) -> Any:
    """Check a ``height`` argument: pixels or one of ``choices``."""
    if (isinstance(value, int) and not isinstance(value, bool) and value > 0) or value in choices:
        return value
    raise StreamlitInvalidHeightError(
        f"`height` is {value!r}. Give a positive number of pixels or one of {', '.join(map(repr, choices))}."
    )


def label_and_help(label: Any, help: Any) -> tuple[str, str | None]:
    """Return the normalised ``label`` and ``help`` of an input; a label of None becomes empty."""
    return "" if label is None else str(label), clean_help(help)


def clean_help(help: Any) -> str | None:
    """Return a ``help`` argument as a str without common indentation; None stays None."""
    return None if help is None else dedent(str(help))


def show_note(at: Container, call: str, reason: str) -> None:
    """Show a one-line note that an argument has no effect in a notebook."""
    emit(at, _note, call, reason)


def _note(call: str, reason: str) -> Element:
    return Element("note", {"call": call, "reason": reason})


def note_bind(at: Container, kind: str, bind: str | None) -> None:
    """Show a note for ``bind="query-params"``; raise `StreamlitValueError` for anything else but None."""
    if bind is None:
        return
    checked_choice("bind", bind, ("query-params",))
    show_note(at, f'st.{kind}(bind="query-params")', "a notebook cell has no URL that could hold the value")
