"""Handle: one item on screen, as the host knows it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from ipywidgets import Widget

from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.notebook.widgets.child_order import GAP, rank_classes
from notebook_lit.runtime.model.element import Element


class Handle:
    """One item on screen: its live widgets, and what was declared of them."""

    __slots__ = (
        "_causes", "element", "former", "holder", "hole", "holes", "is_part", "latest", "native", "next_rank", "parts", "rank",
        "slots", "stale", "widget",
    )  # fmt: skip

    def __init__(self, native: Native, element: Element | None, rank: int = 0) -> None:
        self.widget: Any = None
        self.native = native
        self.element = element
        self.latest = element.value if element is not None else None  # the wire value, what the reader did since included
        self.holder: Handle | None = None  # whose widget has this one among its children
        self.is_part = False  # of a composite
        self.parts: list[Handle] = []  # of a composite
        self.former: list[Handle] = []  # of one whose reader sends positions: its widgets for the lists before this one
        self.slots: list[Handle] = []  # of a block: its children and holes, in the order of the widget's children
        self.holes: dict[Hashable, list[Handle]] = {}  # of a block: the holes that can be revived, by what they are like
        self.next_rank = GAP  # of a block: that of a child that is appended
        self.rank = rank
        self.hole = False
        self.stale = False
        self._causes: tuple[Any, ...] = ()  # of the classes that its widget was given last

    def widgets(self) -> tuple[Widget, ...]:
        """Return the children that its widget shall have."""
        return tuple(child.widget for child in self.parts or self.slots)

    def walk(self) -> Iterator[Handle]:
        """Go through this handle and all below it."""
        yield self
        for child in (*self.parts, *self.slots):
            yield from child.walk()

    def native_of(self, widget: Widget | None) -> Native | None:
        """Return what was declared of the widget that a change comes from; None if it was given up long ago."""
        if widget is None or widget is self.widget:
            return self.native
        return next((old.native for old in self.former if old.widget is widget), None)

    def take_slots(self) -> list[Handle]:
        """Empty a block; return what was in it."""
        slots, self.slots, self.holes, self.next_rank = self.slots, [], {}, GAP
        return slots

    @property
    def box(self) -> Handle:
        """The part that holds the children of a block: the innermost one."""
        return self.parts[0].box if self.parts else self

    def changed_classes(self) -> tuple[str, ...] | None:
        """Return the CSS classes that its widget shall have, if they are others than those that it was given last."""
        key = None if self.element is None else self.element.key
        causes = (self.native.classes, self.rank, key, self.stale, self.hole)
        return None if causes == self._causes else self.classes()

    def classes(self) -> tuple[str, ...]:
        """Return the CSS classes that its widget is to be given now."""
        self._causes = (
            self.native.classes, self.rank, None if self.element is None else self.element.key, self.stale, self.hole
        )  # fmt: skip
        classes = (*self.native.classes, *rank_classes(self.rank))
        if self.element is not None and self.element.key is not None and not self.is_part:
            classes += (_key_class(self.element.key),)
        if self.stale:
            classes += ("lit-stale",)
        return (*classes, "lit-hole") if self.hole else classes


def _key_class(key: str) -> str:
    """Return the CSS class of a key (docs/semantics.md#b.5)."""
    return "st-key-" + "".join(char if char.isascii() and (char.isalnum() or char in "_-") else "-" for char in key.strip())
