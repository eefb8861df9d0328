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
7. A commit can be told not to go on. It then makes no further native, leaves out what needs one, and leaves widgets that are
   on the screen as they are: neither updated nor removed. The next commit finds them so. Static elements are brought in step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import compress
from operator import is_not
from typing import Generic, Protocol

from notebook_lit.runtime.model.element import UNWRITTEN, Block, Element, Page, Rest
from notebook_lit.runtime.render.chunking import Chunk, rechunk
from notebook_lit.runtime.render.matching import Finder, Item, Mount, N, chunk_elements

#: So many elements of a block may differ for them to be updated where they are, without matching the others.
FEW = 16

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
        self._goes_on: Callable[[], bool] = lambda: True
        self._left: list[Element] = []  # of the commit that is under way: what it does not show (rule 7)

    def touch(self, id: str) -> None:
        """Note that the reader changed the native of a widget, so that it may differ from what was last shown."""
        self._touched.add(id)

    def commit(self, page: Page, rest: Rest = "gone", goes_on: Callable[[], bool] = lambda: True) -> list[Element]:
        """Show a page.

        Parameters
        ----------
        page : Page
            What a run has written.
        rest : {"gone", "kept", "dimmed"}
            What becomes of that which is on screen and which it has not written again.
        goes_on : callable, optional
            Whether to go on: asked before each native that is made, updated or removed (rule 7).

        Returns
        -------
        list of Element
            What is not shown, or still there, because it did not go on.
        """
        self._dim, self._goes_on, self._left = rest == "dimmed", goes_on, []
        written: set[str] | None = None
        if rest != "gone":
            written = {element.id for element in page.walk() if element.id is not None}
        for mount, block in zip(self._roots, page.roots, strict=True):
            if block.children or mount.parts:
                self._sync(mount, block, written)
        left = {element.id for element in self._left}  # what they show is not of this page: theirs is not what counts
        for id in tuple(self._touched - left):
            if (written is None or id in written) and not self._waiting(id):
                self.restore(id)
        return self._left

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

    def shown(self) -> list[Element]:
        """Return all elements that are on the screen, in reading order."""
        elements: list[Element] = []
        for root in self._roots:
            _collect(root, elements)
        return elements

    # -- one block ---------------------------------------------------------------------------------------------------

    def _sync(self, mount: Mount[N], block: Block, written: set[str] | None) -> None:
        """Make the children of one block equal to what was written."""
        elements = block.shown()
        fresh = len(elements)
        if written is not None:
            if block.tail is not None:
                elements = _with_old(elements, mount.shown, written)
            elements += _rest(elements, mount.shown, written)
        if elements == mount.shown and not self._dim and not mount.dimmed:
            self._descend(mount, elements, fresh, written)
            return
        if not self._dim and not mount.dimmed and self._update_in_place(mount, elements):
            self._descend(mount, elements, fresh, written)
            return
        old = mount.parts
        parts, elements, fresh = self._match(mount, elements, fresh)
        mount.parts, mount.shown = parts, elements
        mount.dimmed = self._dim
        if len(parts) != len(old) or any(map(is_not, parts, old)):
            self._remove(mount, old)
            elements = mount.shown
            self._host.place(mount.native, [part.native for part in parts])
        self._descend(mount, elements, fresh, written)

    def _remove(self, mount: Mount[N], old: list[Mount[N]]) -> None:
        """Take those children of a block away that are not among its parts any more; what is left of them stands at the end."""
        kept = {id(part) for part in mount.parts}
        staying: list[Element] = []
        for part in old:
            if id(part) in kept:
                continue
            if self._goes_on() or self._is_elsewhere(part):
                self._forget(part)
                self._host.remove(mount.native, part.native)
            else:
                mount.parts.append(part)
                staying += _items(part)
        if staying:
            mount.shown = [*mount.shown, *staying]
            self._left += staying

    def _is_elsewhere(self, mount: Mount[N]) -> bool:
        """Return whether another native shows a widget of this one by now: it must not be on the screen twice."""
        id = mount.item.id if isinstance(mount.item, Element) else None
        return (id is not None and self._mounts.get(id) is not mount) or any(map(self._is_elsewhere, mount.parts))

    def _update_in_place(self, mount: Mount[N], elements: list[Element]) -> bool:
        """Update the few elements that differ where they are; return False if that is not all there is to do.

        Most runs change some texts and the value of a widget; the others need not be looked at one by one.
        """
        shown = mount.shown
        if len(elements) != len(shown):
            return False
        places = list(compress(range(len(shown)), map(is_not, elements, shown)))
        if len(places) > FEW:
            return False
        for place in places:
            if not self._stays(shown[place], elements[place]):
                return False
        if places and not self._goes_on():
            self._left += [
                elements[place] for place in places if elements[place].id is not None and elements[place] != shown[place]
            ]
            return True
        starts, start = [], 0
        for part in mount.parts:
            starts.append(start)
            start += len(part.item.elements) if isinstance(part.item, Chunk) else 1
        changed: dict[int, Chunk] = {}
        for place in places:
            number = bisect_right(starts, place) - 1
            part = mount.parts[number]
            if not isinstance(part.item, Chunk):
                self._live(mount, elements[place], part, is_fresh=True)
                continue
            chunk = changed.setdefault(number, Chunk(part.item.elements[:], part.item.fresh))
            chunk.elements[place - starts[number]] = elements[place]
        for number, chunk in changed.items():
            part = mount.parts[number]
            if part.item != chunk:
                self._host.update(part.native, part.item, chunk, keep_value=False)
            part.item = chunk
        mount.shown = elements
        return True

    def _stays(self, old: Element, new: Element) -> bool:
        """Return whether an element takes the place of another one without moving any: static ones, or the same widget."""
        if new.id is not None or old.id is not None:
            return new.id == old.id and new.kind == old.kind
        return old.drawn is not None and (new.drawn is not None or self._host.html(new) is not None)

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

    def _match(
        self, mount: Mount[N], elements: list[Element], fresh: int
    ) -> tuple[list[Mount[N]], list[Element], int]:
        """Find or make the natives for the new children; update those that differ. Return them, and what they show."""
        before = len(self._left)
        html = self._host.html  # what has been drawn is static: most elements, so they are not asked one by one
        places = [
            place
            for place, element in enumerate(elements)
            if element.drawn is None and (element.id is not None or html(element) is None)
        ]
        finder = Finder(mount.parts, list(map(elements.__getitem__, places)))
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
            if not last and (found := self._live(mount, elements[stop], live, stop < fresh)) is not None:
                parts.append(found)
        if len(self._left) > before:
            remaining = [element for part in parts for element in _items(part)]
            fresh = max(0, fresh - len(elements) + len(remaining))
            elements = remaining
        return parts, elements, fresh

    def _live(self, parent: Mount[N], element: Element, mount: Mount[N] | None, is_fresh: bool) -> Mount[N] | None:
        """Show one live element, in the native it had if there is one; return None if there is none and no time to make it."""
        if mount is None:
            if not self._goes_on():
                self._left.append(element)
                return None
            mount = Mount(element, self._host.create(parent.native, element))
        elif is_fresh:
            old = mount.item
            if element is not old and element != old:
                if not isinstance(element, Block) and not self._goes_on():
                    self._left.append(element)
                    return mount
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
        old = list(map(chunk_elements, candidates))
        for part, number in rechunk(elements[start:stop], old, self._host.html):
            mount = None if number is None else candidates[number]
            count = max(0, min(fresh - position, len(part))) if self._dim else len(part)
            position += len(part)
            chunk = Chunk(part, count)
            if mount is None:
                if not self._goes_on():
                    self._left += part
                    continue
                mount = Mount(chunk, self._host.create(parent.native, chunk))
            else:
                if mount.item != chunk:
                    self._host.update(mount.native, mount.item, chunk, keep_value=False)
                mount.item = chunk
            mount.stale = count < len(part)
            parts.append(mount)


def _with_old(new: list[Element], old: list[Element], written: set[str]) -> list[Element]:
    """Put the old children where the run has not come to yet, although it has written something behind them."""
    filled = new[:]
    for place, element in enumerate(new[: len(old)]):
        if element is UNWRITTEN and old[place].id not in written:
            filled[place] = old[place]
    return filled


def _items(mount: Mount[N]) -> list[Element]:
    """Return the elements that one part of a block shows."""
    return mount.item.elements if isinstance(mount.item, Chunk) else [mount.item]


def _collect(mount: Mount[N], into: list[Element]) -> None:
    for part in mount.parts:
        if isinstance(part.item, Chunk):
            into += part.item.elements
        else:
            into.append(part.item)
            _collect(part, into)


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
