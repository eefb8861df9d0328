"""A host that draws into plain lists, and counts what it was asked to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from notebook_lit.runtime.model.element import Block, Element, Page
from notebook_lit.runtime.render.chunking import Chunk
from notebook_lit.runtime.render.matching import Item

STATIC = {"text", "image", "gone"}


class Box:
    """What stands for a native."""

    def __init__(self, item: Item | None) -> None:
        self.item = item
        self.children: list[Box] = []
        self.stale = False
        self.alive = True


class ListHost:
    """Draws pages as nested lists."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def html(self, element: Element) -> str | None:
        if element.kind not in STATIC:
            return None
        return "x" * (30_000 if element.kind == "image" else 20)

    def create(self, parent: Box, item: Item) -> Box:
        assert parent.alive
        self.calls["create"] += 1
        return Box(item)

    def update(self, native: Box, old: Item, new: Item, *, keep_value: bool) -> None:
        assert native.alive
        assert not isinstance(new, Element) or new.kind == getattr(native.item, "kind", None)
        self.calls["update"] += 1
        native.item = new

    def place(self, parent: Box, children: Sequence[Box]) -> None:
        self.calls["place"] += 1
        parent.children = list(children)

    def remove(self, parent: Box, native: Box) -> None:
        self.calls["remove"] += 1
        native.alive = False

    def complain(self, native: Box, reason: str) -> None:
        self.calls["complain"] += 1

    def dim(self, native: Box, stale: bool) -> None:
        self.calls["dim"] += 1
        native.stale = stale


def drawn(box: Box) -> list[Any]:
    """Read what a box shows: texts of static elements, ids of widgets, lists for blocks."""
    shown: list[Any] = []
    for child in box.children:
        assert child.alive
        if isinstance(child.item, Chunk):
            shown += [element.props.get("body") for element in child.item.elements]
        elif isinstance(child.item, Block):
            shown.append(drawn(child))
        else:
            assert isinstance(child.item, Element)
            shown.append((child.item.id, child.item.value))
    return shown


def written(block: Block) -> list[Any]:
    """Read what a page says in the same form."""
    shown: list[Any] = []
    for element in block.shown():
        if isinstance(element, Block):
            shown.append(written(element))
        elif element.id is not None:
            shown.append((element.id, element.value))
        else:
            shown.append(element.props.get("body"))
    return shown


def page_of(*elements: Element) -> Page:
    """Make a page with these elements in its main part."""
    page = Page()
    page.main.children = list(elements)
    return page


def block_of(*elements: Element, kind: str = "container") -> Block:
    """Make a block with these children."""
    block = Block(kind)
    block.children = list(elements)
    return block


def text(body: str, line: int = 1) -> Element:
    """Make a static element."""
    element = Element("text", {"body": body})
    element.line = line
    return element


def widget(id: str, value: Any = 0) -> Element:
    """Make a widget."""
    return Element("slider", {"disabled": False}, id=id, value=value)
