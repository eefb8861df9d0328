"""Checks of the arguments that many families share: widths, visibility, choices out of a few words, options."""

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
    return one_of("label_visibility", value, ("visible", "hidden", "collapsed"))


def one_of(name: str, value: T, words: Collection[T]) -> T:
    """Check that an argument is one of a few words; raise `StreamlitValueError` that lists them."""
    if value not in words:
        raise StreamlitValueError(f"`{name}` is {value!r}. Give one of {', '.join(repr(word) for word in words)}.")
    return value


def checked_width(value: Any, *, content: bool = False, stretch: bool = True, words: tuple[str, ...] = ()) -> Any:
    """Check a ``width`` argument: pixels, "stretch", and where ``content`` is set "content"."""
    allowed = (("stretch",) if stretch else ()) + (("content",) if content else ()) + words
    if (isinstance(value, int) and not isinstance(value, bool) and value > 0) or value in allowed:
        return value
    raise StreamlitInvalidWidthError(
        f"`width` is {value!r}. Give a positive number of pixels or one of {', '.join(map(repr, allowed))}."
    )


def checked_height(value: Any, *, words: tuple[str, ...] = ("stretch", "content")) -> Any:
    """Check a ``height`` argument: pixels or one of ``words``."""
    if (isinstance(value, int) and not isinstance(value, bool) and value > 0) or value in words:
        return value
    raise StreamlitInvalidHeightError(
        f"`height` is {value!r}. Give a positive number of pixels or one of {', '.join(map(repr, words))}."
    )


def words(label: Any, help: Any) -> tuple[str, str | None]:
    """Normalise the ``label`` and ``help`` of an input; None as a label is an empty one."""
    return "" if label is None else str(label), tooltip(help)


def tooltip(help: Any) -> str | None:
    """Normalise a ``help`` argument: the indentation that its lines share goes, and AppTest sees all else as it was given."""
    return None if help is None else dedent(str(help))


def note(at: Container, call: str, reason: str) -> None:
    """Show the one-line note that something has no meaning in a notebook."""
    emit(at, _note, call, reason)


def _note(call: str, reason: str) -> Element:
    return Element("note", {"call": call, "reason": reason})


def note_bind(at: Container, kind: str, bind: str | None) -> None:
    """Show a note for ``bind="query-params"``; raise `StreamlitValueError` for anything else but None."""
    if bind is None:
        return
    one_of("bind", bind, ("query-params",))
    note(at, f'st.{kind}(bind="query-params")', "a notebook cell has no URL that could hold the value")
