"""Matching: which part of a block on the screen each new child goes on in."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Generic, TypeVar

from notebook_lit.runtime.model.element import Block, Element
from notebook_lit.runtime.render.chunking import Chunk

N = TypeVar("N")

Item = Chunk | Element


class Mount(Generic[N]):
    """An item on screen."""

    __slots__ = ("dimmed", "item", "native", "parts", "shown", "stale")

    def __init__(self, item: Item, native: N) -> None:
        self.item = item
        self.native = native
        self.parts: list[Mount[N]] = []  # of a block
        self.shown: list[Element] = []  # of a block: the elements of its parts
        self.stale = False
        self.dimmed = False  # of a block: parts of it may be stale


chunk_elements: Callable[[Mount[Any]], list[Element]] = attrgetter("item.elements")  # of a chunk


class Finder(Generic[N]):
    """Finds the old parts of a block for its new children, each at most once (rule 3 of `reconciler`)."""

    def __init__(self, parts: list[Mount[N]], live: list[Element]) -> None:
        self._parts = parts
        self._next = 0  # chunks before this index are taken or passed
        self._index: dict[int, int] = {}
        self._found: dict[int, Mount[N]] = {}
        by_id: dict[str, Mount[N]] = {}
        by_anchor: dict[tuple[str, str], Mount[N]] = {}
        by_kind: dict[str, list[Mount[N]]] = {}
        taken: set[int] = set()
        for index, part in enumerate(parts):
            item = part.item
            if isinstance(item, Chunk):
                continue
            self._index[id(part)] = index
            if item.id is not None:
                by_id[item.id] = part
                continue
            by_kind.setdefault(item.kind, []).append(part)
            anchor = _anchor_of_mount(part)
            if anchor is not None:
                by_anchor.setdefault((item.kind, anchor), part)
        left = []
        for element in live:
            if element.id is not None:
                if element.id in by_id:
                    same = by_id.pop(element.id)
                    if isinstance(same.item, Element) and same.item.kind == element.kind:
                        self._found[id(element)] = same
                continue
            anchor = _anchor(element) if isinstance(element, Block) else None
            like = None
            if anchor is not None and (element.kind, anchor) in by_anchor:
                like = by_anchor.pop((element.kind, anchor))
            if like is None:
                left.append(element)
            else:
                self._found[id(element)] = like
                taken.add(id(like))
        free = {kind: iter([part for part in parts if id(part) not in taken]) for kind, parts in by_kind.items()}
        for element in left:
            next_like = next(free.get(element.kind, iter(())), None)
            if next_like is not None:
                self._found[id(element)] = next_like

    def find(self, element: Element) -> Mount[N] | None:
        """Return the old part that a live element goes on in."""
        return self._found.pop(id(element), None)

    def chunks_before(self, live: Mount[N] | None, *, open_end: bool, run: list[Element]) -> list[Mount[N]]:
        """Return the old chunks that stand before ``live`` and have not been used, in order.

        With ``open_end`` the run is ended by a live element that is new: only chunks that share an element with the run
        are given, the others may belong behind it.
        """
        stop = self._index[id(live)] if live is not None else len(self._parts)
        found = [part for part in self._parts[self._next : stop] if isinstance(part.item, Chunk)]
        if open_end:
            known = set(map(id, run))
            while found and not any(id(element) in known for element in found[-1].item.elements):  # type: ignore[union-attr]
                found.pop()
            if found:
                self._next = self._parts.index(found[-1]) + 1
        else:
            self._next = max(self._next, stop)
        return found


def _anchor(block: Block) -> str | None:
    """Return the first id inside a block: what tells it from its like."""
    for element in block.walk():
        if element.id is not None:
            return element.id
    return None


def _anchor_of_mount(mount: Mount[N]) -> str | None:
    for part in mount.parts:
        item = part.item
        if isinstance(item, Chunk):
            continue
        found = item.id if item.id is not None else _anchor_of_mount(part)
        if found is not None:
            return found
    return None
