"""WidgetHost: shows pages with ipywidgets, and turns what the reader does into events.

Rules
-----
1. A trait callback validates nothing and runs nothing: it reads the wire value and hands it on. It lets no exception out: a
   leaked one would freeze the widget in the front end for good.
2. The host hears only what front ends change: what it sets itself, on the thread that commits, is not an event.
3. Traits are set only if they differ: the value from what the live widget has, all others from what was last declared. So what
   the reader does to the look (opens an expander) stays until the script says otherwise.
4. All changes of one widget are one message (``hold_sync``).
5. A reader who chooses an option sends its position. Another list is another widget, and the former stays behind for a while,
   out of sight: so the widget that a position comes to says which list the reader had in sight, however late it comes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any

from ipywidgets import Widget

from notebook_lit.elements.catalog import html_of, native_of
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.notebook.widgets.child_order import HOLES, arrange, rank_after
from notebook_lit.notebook.widgets.client_messages import reclaim, reopen
from notebook_lit.notebook.widgets.comm_routing import route_widget_events
from notebook_lit.notebook.widgets.handle import Handle
from notebook_lit.notebook.widgets.widget_factory import WidgetFactory
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.element import Block, Element
from notebook_lit.runtime.render.chunking import Chunk
from notebook_lit.runtime.render.matching import Item

_log = logging.getLogger("notebook_lit")

_CHUNK = "HTML"
_POSITION = "index"  # the trait of widgets whose reader sends a position in a list
_FORMER = 4  # so many lists before the one on screen are understood
_ABSENT = object()
_drawn = attrgetter("drawn")  # static elements are drawn before they come into a chunk


class WidgetHost:
    """Shows the pages of one app.

    Parameters
    ----------
    submit : callable
        Takes a `WidgetEvent`; called on whatever thread the kernel delivers messages.
    """

    def __init__(self, submit: Callable[[WidgetEvent], None]) -> None:
        self.toolkit = WidgetFactory()
        self._submit = submit
        self._committer = 0
        self._unplaced: dict[int, Handle] = {}  # boxes, by id, with new widgets for inputs that they have already

    def root(self, name: str) -> Handle:
        """Make the native of a root of the page."""
        return self._build(Native("VBox", classes=("lit-block", f"lit-{name}")), None)

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Mark the thread that sets traits: what changes on it is no event (rule 2)."""
        before, self._committer = self._committer, threading.get_ident()
        try:
            yield
            for box in list(self._unplaced.values()):
                self.place(box, sorted((slot for slot in box.slots if not slot.hole), key=attrgetter("rank")))
        finally:
            self._committer = before

    # -- what the reconciler calls ---------------------------------------------------------------------------------

    def html(self, element: Element) -> str | None:
        """Return the HTML of a static element, drawn once in its life; None if it has a native of its own."""
        html = element.drawn
        if html is None:
            html = element.drawn = html_of(element)
        return html

    def create(self, parent: Handle, item: Item) -> Handle:
        """Make the native of an item, or revive a hole of its parent that is like it."""
        native = self._declare(item)
        element = None if isinstance(item, Chunk) else item
        box = parent.box
        alike = box.holes.get(_likeness(native, element)) if box.holes else None
        if alike:
            slot = alike.pop(0)
            slot.hole = False
            self._apply(slot, native, element, keep_value=False)
            return slot
        handle = self._build(native, element, box.next_rank)
        box.next_rank = rank_after(box.next_rank, len(box.slots) + 1)
        box.slots.append(handle)
        return handle

    def update(self, handle: Handle, old: Item, new: Item, *, keep_value: bool) -> None:
        """Make a native show ``new``."""
        if isinstance(new, Chunk):
            self._apply(handle, self._declare(new), None, keep_value=keep_value)
        else:
            self._apply(handle, native_of(new), new, keep_value=keep_value)

    def place(self, parent: Handle, children: Sequence[Handle]) -> None:
        """Make these the children of a block, in this order, without moving views (see `child_order`)."""
        box = parent.box
        self._unplaced.pop(id(box), None)
        holes = sum(slot.hole for slot in box.slots)
        sweep = holes > max(HOLES, len(children))
        kept = [slot for slot in box.slots if not (sweep and slot.hole)]
        while kept and kept[-1].hole:
            kept.pop()
        alive = set(map(id, kept))
        dead = [slot for slot in box.slots if id(slot) not in alive]
        box.slots = kept
        for child in arrange(children):
            self._set(child.widget, {"_dom_classes": child.classes()})
        box.next_rank = rank_after(max((slot.rank for slot in kept), default=0), len(kept))
        box.holes = {}
        for slot in filter(attrgetter("hole"), kept):
            box.holes.setdefault(_likeness(slot.native, slot.element), []).append(slot)
        for child in children:
            child.holder = box
        widgets = box.widgets()
        if widgets != box.widget.children:
            self._set(box.widget, {"children": widgets})
        for slot in dead:
            self._close(slot)

    def remove(self, parent: Handle, handle: Handle) -> None:
        """Turn a native into a hole; `place` closes it if it can."""
        handle.hole = True
        handle.stale = False
        if isinstance(handle.element, Block):
            box = handle.box
            inner = box.take_slots()
            self._set(box.widget, {"children": ()})
            for slot in inner:
                self._close(slot)
        if parent.box.slots and parent.box.slots[-1] is handle:
            return  # `place` closes it right away: no need to hide it
        traits: dict[str, Any] = {"_dom_classes": handle.classes()}
        if handle.native.widget == _CHUNK:
            traits["value"] = ""
            handle.native = replace(handle.native, traits={**handle.native.traits, "value": ""})  # so that it is set again
        self._set(handle.widget, traits)

    def complain(self, handle: Handle, reason: str) -> None:
        """Say beside a widget why what the reader entered is refused, until it is updated again."""
        if handle.element is not None:
            handle.latest = handle.element.value
        for part in (handle, *handle.parts):
            traits = part.native.traits
            name = "description" if "description" in traits else "value" if part.native.widget == "HTML" else None
            if name is not None:
                declared = self._declare(handle.element) if handle.element is not None else handle.native
                plain = declared if part is handle else declared.children[handle.parts.index(part)]
                said = plain.traits[name] + f'<span class="lit-refused">{escape(reason)}</span>'
                part.native = replace(part.native, traits={**traits, name: said})
                self._set(part.widget, {name: said})
                return

    def dim(self, handle: Handle, stale: bool) -> None:
        """Dim a native whose element belongs to the old run, or end that."""
        handle.stale = stale
        self._set(handle.widget, {"_dom_classes": handle.classes()})

    def heal(self, roots: Sequence[Handle]) -> None:
        """Bring back the widgets that a front end has closed, or whose ids it has taken: in their places, with new ids."""
        lost = self.toolkit.lost()
        if not lost:
            return
        for shared in self.toolkit.shared():
            reopen(shared)
        for handle in [handle for root in roots for handle in root.walk()]:
            if handle.native.widget != "live" and handle.widget._model_id in lost:
                reclaim(handle.widget)
        for root in roots:
            self._renew(root, lost)

    def _renew(self, handle: Handle, lost: set[str]) -> None:
        """Make new widgets in the places of those that were lost; the roots keep theirs, which the chrome holds."""
        if handle.holder is not None and handle.native.widget != "live" and handle.widget._model_id in lost:
            self._rebuild(handle, handle.native, handle.element)
        for child in (*handle.parts, *handle.slots):
            self._renew(child, lost)

    def clear(self, root: Handle) -> None:
        """Close all natives of a root, whatever state they are in."""
        slots = root.take_slots()
        self._set(root.widget, {"children": ()})
        for slot in slots:
            self._close(slot)

    def close(self, roots: Sequence[Handle]) -> None:
        """Close all that was made."""
        for root in roots:
            self._close(root)
        self.toolkit.close()

    # -- natives -----------------------------------------------------------------------------------------------------

    def _declare(self, item: Item) -> Native:
        if isinstance(item, Chunk):
            return Native(_CHUNK, {"value": _chunk_html(item)}, classes=("lit-chunk",))
        return native_of(item)

    def _build(self, native: Native, element: Element | None, rank: int = 0) -> Handle:
        handle = Handle(native, element, rank)
        self._make(handle)
        return handle

    def _make(self, handle: Handle) -> None:
        """Make the live widgets of a handle."""
        native, element = handle.native, handle.element
        if native.widget == "live":
            assert element is not None  # only elements declare live natives
            handle.widget = element.source
            return
        traits = dict(native.traits)
        if native.children:
            handle.parts = []
            for declared in native.children:
                part = Handle(declared, element)
                part.is_part, part.holder = True, handle
                self._make(part)
                handle.parts.append(part)
            traits["children"] = handle.widgets()
        traits["_dom_classes"] = handle.classes()
        handle.widget = self.toolkit.make(native.widget, traits, native.layout, native.style, native.trait)
        self._listen(handle)

    def _listen(self, handle: Handle) -> None:
        trait = handle.native.trait
        if trait is None:
            return
        route_widget_events(handle.widget)
        if trait == "click":
            handle.widget.on_click(lambda _: self._changed(handle, {"new": True}))
        elif handle.native.widget == "Password":
            handle.widget.typed = lambda text: self._changed(handle, {"new": text})
        else:
            handle.widget.observe(partial(self._changed, handle), names=trait)

    def _changed(self, handle: Handle, change: Mapping[str, Any]) -> None:
        """Take what a front end changed (rules 1 and 2)."""
        try:
            if threading.get_ident() == self._committer or handle.hole:
                return
            root = handle
            while root.is_part and root.holder is not None:
                root = root.holder
            element, native = root.element, handle.native_of(change.get("owner"))
            if native is not None and element is not None and element.id is not None:
                new, before = change["new"], root.latest
                wire = native.merge(change["old"], new, before) if native.merge else native.read(new, before)
                root.latest = wire
                self._submit(WidgetEvent(element.id, wire, quiet=element.props.get("ignore", False)))
        except BaseException:  # noqa: BLE001  # rule 1
            _log.exception("a change of a widget could not be taken")

    def _apply(self, handle: Handle, native: Native, element: Element | None, *, keep_value: bool) -> None:
        """Set what differs between what is declared now and what the live widget has (rule 3)."""
        old = handle.native
        if native.widget != old.widget or len(native.children) != len(old.children):
            self._rebuild(handle, native, element)
            return
        handle.native, handle.element = native, element
        if not keep_value:
            handle.latest = element.value if element is not None else None
        if native.trait == _POSITION and native.traits["options"] != old.traits["options"]:
            self._replace(handle, old)
            return
        traits: dict[str, Any] = {}
        for name, value in native.traits.items():
            if name == native.trait:
                if keep_value:
                    continue
                before = getattr(handle.widget, name)
            else:
                before = old.traits.get(name, _ABSENT)
            if before is not value and (type(before) is not type(value) or before != value):
                traits[name] = value
        classes = handle.changed_classes()
        if classes is not None:
            traits["_dom_classes"] = classes
        if native.layout != old.layout:
            traits["layout"] = self.toolkit.layout(native.layout)
        if traits:
            self._set(handle.widget, traits)
        for part, declared in zip(handle.parts, native.children, strict=True):
            self._apply(part, declared, element, keep_value=keep_value)

    def _replace(self, handle: Handle, declared: Native) -> None:
        """Make a widget for another list, in the place of that for the list before, as it was ``declared`` (rule 5)."""
        old, holder = Handle(declared, None, handle.rank), handle.holder
        assert holder is not None  # only inputs send positions, and each is in a box
        old.widget, old.holder = handle.widget, holder
        self._make(handle)
        forgotten = handle.former[: 1 - _FORMER]
        handle.former = [*handle.former[1 - _FORMER :], old]
        if handle.is_part:
            self._set(holder.widget, {"children": holder.widgets()})
            for former in forgotten:
                self._close(former)
            return
        old.hole = True
        self._set(old.widget, {"_dom_classes": old.classes()})
        holder.slots[holder.slots.index(handle)] = old
        holder.slots.append(handle)
        self._unplaced[id(holder)] = holder  # all of a box at once: each placing sends all children

    def _rebuild(self, handle: Handle, native: Native, element: Element | None) -> None:
        """The declared widget is of another class: make a new one in the place of the old one."""
        old = Handle(handle.native, None)
        box = handle.box
        holes, rank, slots = box.holes, box.next_rank, box.take_slots()  # they live on
        old.widget, old.parts = handle.widget, handle.parts
        handle.native, handle.element, handle.parts, handle.slots = native, element, [], []
        self._make(handle)
        if slots:
            handle.box.slots, handle.box.holes, handle.box.next_rank = slots, holes, rank
            self._set(handle.box.widget, {"children": handle.box.widgets()})
            for slot in slots:
                slot.holder = handle.box
        if handle.holder is not None:
            self._set(handle.holder.widget, {"children": handle.holder.widgets()})
        self._close(old)

    def _set(self, widget: Widget, traits: dict[str, Any]) -> None:
        """Set traits in one message. Bounds and value are checked together, everything else in order."""
        self.toolkit.traffic.count(traits)
        together = widget.hold_trait_notifications() if "min" in traits or "max" in traits else nullcontext()
        with widget.hold_sync(), together:
            for name, value in traits.items():
                setattr(widget, name, value)

    def _close(self, handle: Handle) -> None:
        if handle.native.widget == "live":
            return  # the author's own
        for part in (*handle.parts, *handle.slots, *(handle.former if handle.is_part else ())):
            self._close(part)
        handle.hole = True  # a late event finds nobody
        self.toolkit.close_one(handle.widget)


def _chunk_html(chunk: Chunk) -> str:
    drawn = list(map(_drawn, chunk.elements))
    if chunk.fresh >= len(drawn):
        return "".join(drawn)
    # A mark, not a box around the rest: a box would be laid out by rules of its own, and move what is in it.
    return "".join(drawn[: chunk.fresh]) + '<i class="lit-rest" hidden></i>' + "".join(drawn[chunk.fresh :])


def _likeness(native: Native, element: Element | None) -> Hashable:
    """Return what a hole shares with what it can be revived for: chunk and chunk, widget and the same widget, box and box."""
    same = None if element is None else (element.kind, None if isinstance(element, Block) else element.id)
    return native.widget, frozenset(native.traits), same
