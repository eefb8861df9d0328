"""The element json: a tree whose branches expand and collapse."""

from __future__ import annotations

import json as text_format
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place, size_style
from notebook_lit.elements.shared.validation import checked_width
from notebook_lit.elements.status.status import warning
from notebook_lit.errors import StreamlitInvalidParameterTypeError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit

_NODES = 5_000
_DEPTH = 60
_PICTURE_LENGTH = 20_000


def json(at: Place, body: object, *, expanded: bool | int = True, width: int | str = "stretch") -> Place:
    """Show an object as a JSON tree.

    Parameters
    ----------
    body : object
        What can be written as JSON: dicts, lists, numbers, …; or a str that is JSON already. Other things inside it are
        written as their ``repr``.
    expanded : bool or int
        Whether the tree is open at first, or how many levels of it are.
    width : int or "stretch"
        Pixels, or as wide as the container.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If ``expanded`` is neither bool nor int.

    Examples
    --------
    >>> st.json({"model": "ridge", "alpha": [0.1, 1.0]}, expanded=1)    # doctest: +SKIP
    """
    if not isinstance(expanded, bool | int):
        raise StreamlitInvalidParameterTypeError(f"`expanded` is {expanded!r}. Give True, False or a number of levels.")
    if isinstance(body, str):
        text = body
    else:
        plain = _plain(body)
        try:
            text = text_format.dumps(plain, default=_other)
        except TypeError as error:
            warning(at, f"Keys that JSON does not know are left out ({error}).")
            text = text_format.dumps(plain, default=_other, skipkeys=True)
    levels = max(0, expanded) if type(expanded) is int else -1
    return emit(at, _json, text, bool(expanded) or levels == 0, levels, width)  # type: ignore[no-any-return]


def _plain(body: object) -> Any:
    """Return a value with containers that `json` can serialise."""
    if isinstance(body, bytes | bytearray | memoryview):
        return repr(bytes(body)) if isinstance(body, memoryview) else repr(body)
    if isinstance(body, Mapping):
        return body if isinstance(body, dict) else dict(body)
    if isinstance(body, tuple) and hasattr(body, "_asdict"):
        return body._asdict()
    if isinstance(body, list | tuple):
        return body
    if hasattr(body, "model_dump"):
        return body.model_dump()
    if hasattr(body, "to_dict") and not hasattr(body, "columns"):
        return body.to_dict()
    if isinstance(body, set | frozenset | Iterator) or (isinstance(body, Iterable) and hasattr(body, "__len__")):
        return body.tolist() if hasattr(body, "tolist") else list(body)
    return body


def _other(value: object) -> Any:
    """Return a JSON value for other types: a list for a set, else the repr."""
    if isinstance(value, set | frozenset):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    return repr(value)


def _json(body: str, expanded: bool, levels: int, width: Any) -> Element:
    return Element("json", {"body": body, "expanded": expanded, "max_expand_depth": levels, "width": checked_width(width)})


# -- the look ----------------------------------------------------------------------------------------------------------


def _draw(element: Element) -> str:
    props = element.props
    body = props["body"]
    style = size_style(props["width"])
    try:
        value = text_format.loads(body)
    except (ValueError, RecursionError) as error:
        said = f"not JSON: {error}" if body.strip() else "empty"
        html = f'<p class="lit-missing">{escape(said)}</p><pre>{escape(body[:20_000])}</pre>'
        return f'<div class="lit-json"{style}>{html}</div>'
    levels = props["max_expand_depth"]
    room = [_NODES]
    html = _node("", value, (_DEPTH if props["expanded"] else 0) if levels < 0 else levels, 0, room)
    rest = "" if room[0] >= 0 else f'<p class="lit-size">the first {_NODES:,} values</p>'
    return f'<div class="lit-json"{style}>{html}{rest}</div>'


def _node(name: str, value: Any, open_levels: int, depth: int, room: list[int]) -> str:
    """Return the HTML of a value with its children; ``room`` is the number of values that may still be drawn."""
    room[0] -= 1
    if not isinstance(value, dict | list):
        return f"<div>{name}{_leaf(value)}</div>"
    brackets = "{}" if isinstance(value, dict) else "[]"
    if not value:
        return f"<div>{name}{brackets}</div>"
    if depth >= _DEPTH:
        return f"<div>{name}{brackets[0]}…{brackets[1]}</div>"
    drawn = []
    for key, child in _children(value):
        if room[0] <= 0:
            room[0] = -1
            break
        drawn.append(_node(f"<i>{key}</i>", child, open_levels, depth + 1, room))
    state = " open" if depth < open_levels else ""
    count = f"{len(value):,} {'key' if isinstance(value, dict) else 'item'}{'s' if len(value) > 1 else ''}"
    summary = f"<summary>{name}{brackets[0]}<span>{count}</span>{brackets[1]}</summary>"
    return f"<details{state}>{summary}{''.join(drawn)}</details>"


def _children(value: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return ((escape(str(key)), child) for key, child in pairs)


def _leaf(value: Any) -> str:
    if isinstance(value, str):
        return f"<b>{escape(text_format.dumps(value, ensure_ascii=False))}</b>"
    return f"<u>{text_format.dumps(value)}</u>"


def _picture(element: Element) -> str:
    """Draw JSON as text: the look tells keys from values by style alone."""
    body = element.props["body"]
    with suppress(ValueError, RecursionError):  # then it is shown as it is
        body = text_format.dumps(text_format.loads(body), indent=2, ensure_ascii=False)
    return f"<pre>{escape(str(body)[:_PICTURE_LENGTH])}</pre>"


JSON = ElementType("json", json, html=_draw, picture=_picture)
