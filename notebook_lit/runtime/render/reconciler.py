"""The reconciler: turns the page on screen into the new page, with the smallest set of operations on a host.

Rules
-----
1. The host is handed in (`Host`); the reconciler decides, the host does.
2. What is equal is not touched. Static elements are equal by content; since equal calls share one object, most comparisons
   are of pointers and run at the speed of C (``list ==``).
3. Widgets and keyed blocks are matched by id; blocks without key by the first id inside them, then by kind in order.
4. Consecutive static elements are drawn together, in chunks (`chunking`).
5. While a run goes on, what it has not yet written again stays (`Reconciler.commit` with ``rest="kept"`` or ``"dimmed"``).
   Values of widgets in that rest are never touched: they belong to the old run.
6. A value that the reader has changed since is not overwritten: see ``waiting``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter, is_not
from typing import Any, Generic, Protocol, TypeVar

from notebook_lit.runtime.model.element import Block, Element, Page, Rest
from notebook_lit.runtime.render.chunking import Chunk, rechunk

N = TypeVar("N")

Item = Chunk | Element


class Host(Protocol[N]):
    """What can show a page."""

    def html(self, element: Element) -> str | None:
        """Return the HTML of a static element, or None if it needs a native of its own."""

    def create(self, parent: N, item: Item) -> N:
        """Make the native of an item; it is placed afterwards."""

    def update(self, native: N, old: Item, new: Item, *, keep_value: bool) -> None:
        """Make a native show ``new`` instead of ``old``; ``keep_value`` leaves alone what the reader has set."""

    def place(self, parent: N, children: Sequence[N]) -> None:
        """Make these the children of a block, in this order."""

    def remove(self, parent: N, native: N) -> None:
        """Take a native and all below it away. `place` follows."""

    def complain(self, native: N, reason: str) -> None:
        """Say beside a widget why what the reader entered is refused, until it is updated again."""

    def dim(self, native: N, stale: bool) -> None:
        """Show that an item belongs to the old run, or that it does not any more."""


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


class Reconciler(Generic[N]):
    """Keeps one host in step with the pages of one app.

    Parameters
    ----------
    host : Host
        What shows the page.
    roots : sequence
        The host's natives for the roots of a page (main, sidebar).
    waiting : callable, optional
        ``waiting(id)`` returns whether the reader has set a newer value that no run has taken yet.
    """

    def __init__(self, host: Host[N], roots: Sequence[N], waiting: Callable[[str], bool] | None = None) -> None:
        self._host = host
        self._waiting = waiting if waiting is not None else lambda id: False
        self._roots: list[Mount[N]] = [Mount(Block("root"), native) for native in roots]
        self._mounts: dict[str, Mount[N]] = {}
        self._touched: set[str] = set()
        self._dim = False

    def touch(self, id: str) -> None:
        """Note that the reader changed the native of a widget, so that it may differ from what was last shown."""
        self._touched.add(id)

    def commit(self, page: Page, rest: Rest = "gone") -> None:
        """Show a page.

        Parameters
        ----------
        page : Page
            What a run has written.
        rest : {"gone", "kept", "dimmed"}
            What becomes of that which is on screen and which it has not written again.
        """
        self._dim = rest == "dimmed"
        written: set[str] | None = None
        if rest != "gone":
            written = {element.id for element in page.walk() if element.id is not None}
        for mount, block in zip(self._roots, page.roots, strict=True):
            if block.children or mount.parts:
                self._sync(mount, block, written)
        for id in tuple(self._touched):
            if (written is None or id in written) and not self._waiting(id):
                self.restore(id)

    def restore(self, id: str, reason: str | None = None) -> None:
        """Show the value again that a widget has for the script; with ``reason``, say them beside what its native shows."""
        self._touched.discard(id)
        mount = self._mounts.get(id)
        if mount is None:
            return
        if reason is None:
            self._host.update(mount.native, mount.item, mount.item, keep_value=False)
        else:
            self._host.complain(mount.native, reason)

    def anticipate(self, id: str, value: object) -> None:
        """Show a value that no run has taken yet, for a widget whose parts do not show it by themselves."""
        mount = self._mounts.get(id)
        if mount is not None and isinstance(mount.item, Element):
            old = mount.item
            mount.item = Element(old.kind, old.props, id=old.id, key=old.key, value=value, source=old.source)
            self._host.update(mount.native, old, mount.item, keep_value=False)

    # -- one block ---------------------------------------------------------------------------------------------------

    def _sync(self, mount: Mount[N], block: Block, written: set[str] | None) -> None:
        """Make the children of one block equal to what was written."""
        elements = block.shown()
        fresh = len(elements)
        if written is not None:
            elements += _rest(elements, mount.shown, written)
        if elements == mount.shown and not self._dim and not mount.dimmed:
            self._descend(mount, elements, fresh, written)
            return
        old = mount.parts
        parts = self._match(mount, elements, fresh)
        mount.parts, mount.shown = parts, elements
        mount.dimmed = self._dim
        if len(parts) != len(old) or any(map(is_not, parts, old)):
            kept = {id(part) for part in parts}
            for part in old:
                if id(part) not in kept:
                    self._forget(part)
                    self._host.remove(mount.native, part.native)
            self._host.place(mount.native, [part.native for part in parts])
        self._descend(mount, elements, fresh, written)

    def _descend(
        self, mount: Mount[N], elements: list[Element], fresh: int, written: set[str] | None
    ) -> None:
        """Go on with the blocks among the children that this run has written."""
        position = 0
        for part in mount.parts:
            if isinstance(part.item, Chunk):
                position += len(part.item.elements)
                continue
            element = elements[position]
            if isinstance(element, Block) and position < fresh:
                self._sync(part, element, written)
            position += 1

    def _forget(self, mount: Mount[N]) -> None:
        if isinstance(mount.item, Element) and mount.item.id is not None and self._mounts.get(mount.item.id) is mount:
            del self._mounts[mount.item.id]
        for part in mount.parts:
            self._forget(part)

    # -- matching ----------------------------------------------------------------------------------------------------

    def _match(self, mount: Mount[N], elements: list[Element], fresh: int) -> list[Mount[N]]:
        """Find or make the natives for the new children; update those that differ."""
        html = self._host.html  # what has been drawn is static: most elements, so they are not asked one by one
        places = [
            place
            for place, element in enumerate(elements)
            if element.drawn is None and (element.id is not None or html(element) is None)
        ]
        finder = _Finder(mount.parts, list(map(elements.__getitem__, places)))
        segments: list[tuple[int, int, Mount[N] | None]] = []  # static elements, then the live one that ends them
        start = 0
        for position in places:
            segments.append((start, position, finder.find(elements[position])))
            start = position + 1
        segments.append((start, len(elements), None))

        parts: list[Mount[N]] = []
        for number, (start, stop, live) in enumerate(segments):
            last = number == len(segments) - 1
            if stop > start:
                candidates = finder.chunks_before(live, open_end=not last and live is None, run=elements[start:stop])
                self._chunks(mount, elements, start, stop, fresh, candidates, parts)
            if not last:
                parts.append(self._live(mount, elements[stop], live, stop < fresh))
        return parts

    def _live(self, parent: Mount[N], element: Element, mount: Mount[N] | None, is_fresh: bool) -> Mount[N]:
        """Show one live element, in the native it had if there is one."""
        if mount is None:
            mount = Mount(element, self._host.create(parent.native, element))
        elif is_fresh:
            old = mount.item
            if element is not old and element != old:
                keep = element.id is not None and self._waiting(element.id)
                self._host.update(mount.native, old, element, keep_value=keep)
                if not keep and element.id is not None:
                    self._touched.discard(element.id)  # it shows its true value now
            mount.item = element
        if element.id is not None:
            self._mounts[element.id] = mount
        stale = self._dim and not is_fresh
        if stale != mount.stale:
            mount.stale = stale
            self._host.dim(mount.native, stale)
        return mount

    def _chunks(
        self,
        parent: Mount[N],
        elements: list[Element],
        start: int,
        stop: int,
        fresh: int,
        candidates: list[Mount[N]],
        parts: list[Mount[N]],
    ) -> None:
        """Show a run of static elements in chunks, most of them old ones."""
        position = start
        old = list(map(_elements, candidates))
        for part, number in rechunk(elements[start:stop], old, self._host.html):
            mount = None if number is None else candidates[number]
            count = max(0, min(fresh - position, len(part))) if self._dim else len(part)
            position += len(part)
            chunk = Chunk(part, count)
            if mount is None:
                mount = Mount(chunk, self._host.create(parent.native, chunk))
            else:
                if mount.item != chunk:
                    self._host.update(mount.native, mount.item, chunk, keep_value=False)
                mount.item = chunk
            mount.stale = count < len(part)
            parts.append(mount)


_elements: Callable[[Mount[Any]], list[Element]] = attrgetter("item.elements")  # of a chunk


class _Finder(Generic[N]):
    """Finds the old parts of a block for its new children, each at most once (rule 3)."""

    def __init__(self, parts: list[Mount[N]], live: list[Element]) -> None:
        self._parts = parts
        self._next = 0  # chunks before this index are taken or passed
        self._index: dict[int, int] = {}
        self._found: dict[int, Mount[N]] = {}
        by_id: dict[str, Mount[N]] = {}
        by_anchor: dict[tuple[str, str], Mount[N]] = {}
        by_kind: dict[str, list[Mount[N]]] = {}
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
                by_kind[element.kind].remove(like)
        for element in left:
            rest = by_kind.get(element.kind)
            if rest:
                self._found[id(element)] = rest.pop(0)

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


def _rest(new: list[Element], old: list[Element], written: set[str]) -> list[Element]:
    """Return what of the old children the run has not yet come to.

    A new element that equals an old one marks how far it has come. One that equals none has replaced the next old one of its
    kind, or, if that is of another kind, has been inserted.
    """
    where: dict[object, list[int]] = {}
    for index, element in enumerate(old):
        where.setdefault(element.id or id(element), []).append(index)
    reached = 0
    for element in new:
        places = where.get(element.id or id(element), ())
        place = next((index for index in places if index >= reached), None)
        if place is not None:
            reached = place + 1
        elif element.id is None and reached < len(old) and old[reached].id is None and old[reached].kind == element.kind:
            reached += 1
    return [element for element in old[reached:] if element.id is None or element.id not in written]
