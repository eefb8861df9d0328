"""What static elements share: the type of the place they are written to, and their size as CSS."""

from __future__ import annotations

from typing import Any, TypeVar

from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container

#: An element function gives back a place of the class that it was called on, so that editors complete its methods.
Place = TypeVar("Place", bound=Container)


def size_style(width: Any = "stretch", height: Any = "content") -> str:
    """Write the ``style`` attribute (with a blank before it) of checked ``width`` and ``height`` arguments.

    Elements are as wide as their container by themselves, so "stretch" needs no bytes.
    """
    rules = []
    if width == "content":
        rules.append("width:fit-content")
    elif width != "stretch":
        rules.append(f"width:{width}px")
    if height == "stretch":
        rules.append("height:100%")
    elif height != "content":
        rules.append(f"height:{height}px;overflow:auto")
    return f' style="{";".join(rules)}"' if rules else ""


def given(element: Element) -> Element:
    """Build for `emit`: an element that is made already. It cannot be hashed, so no memory keeps it."""
    return element
