"""How elements look: the tables of all families, one line a family."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from notebook_lit.elements import (
    button,
    check,
    choice,
    color,
    data,
    date,
    display,
    dropdown,
    exception,
    fold,
    heading,
    help,
    layout,
    media,
    metric,
    number,
    several,
    slider,
    snippet,
    status,
    steps,
    text,
    text_input,
    tree,
)
from notebook_lit.elements.native import Native
from notebook_lit.runtime.element import Element

_FAMILIES: tuple[ModuleType, ...] = (
    button,
    check,
    choice,
    color,
    data,
    date,
    display,
    dropdown,
    exception,
    fold,
    heading,
    help,
    layout,
    media,
    metric,
    number,
    several,
    slider,
    snippet,
    status,
    steps,
    text,
    text_input,
    tree,
)


def _merged(table: str) -> dict[str, Any]:
    return {kind: look for family in _FAMILIES for kind, look in getattr(family, table, {}).items()}


#: Static elements: kind -> Element -> HTML with one root tag (or nothing).
LOOKS: dict[str, Callable[[Element], str]] = _merged("LOOKS")

#: Widgets and blocks: kind -> Element -> Native.
NATIVES: dict[str, Callable[[Element], Native]] = _merged("NATIVES")
