"""Makes native widgets by class name, with one Layout and one style object for all that look alike.

A Layout or style object of its own costs each widget one more comm (docs/semantics.md#F.1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets
from comm import get_comm_manager
from ipywidgets import Layout, Widget
from traitlets import TraitError, observe, validate

from notebook_lit.elements.inputs.domains.text_domain import hidden
from notebook_lit.notebook.widgets.client_messages import guard

Traits = tuple[tuple[str, Any], ...]


class Tabs(ipywidgets.Tab):  # type: ignore[misc]  # ipywidgets has no types
    """Tabs whose titles and open tab are set before their children.

    The base class cuts the titles to the number of children, refuses an index beyond them, and chooses one itself.
    """

    @validate("selected_index")
    def _validated_index(self, proposal: Any) -> int | None:
        index: int | None = proposal.value
        return index

    @validate("titles")
    def _validate_titles(self, proposal: Any) -> tuple[str, ...]:
        titles: tuple[str, ...] = proposal.value
        return titles

    @observe("children")
    def _observe_children(self, change: Any) -> None:
        """Leave titles and index as they were declared, unless the open tab is gone."""
        left = len(change["new"])
        if 0 < left < len(change["old"]) and (self.selected_index or 0) >= left:  # type: ignore[has-type]
            self.selected_index = left - 1


class Password(ipywidgets.Password):  # type: ignore[misc]  # as above
    """A password field whose value is only what stands in the field for the password: dots.

    What the reader typed is handed on and not kept, and the front end is answered with the dots at once. So the password is in
    no state that is sent to front ends or saved with the widgets.
    """

    def __init__(self, **traits: Any) -> None:
        self.typed: Callable[[str], None] = lambda text: None  # takes what the reader typed
        super().__init__(**traits)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what a front end has set."""
        others = dict(sync_data)
        text = others.pop("value", None)
        super().set_state(others)
        if text is None:
            return
        if not isinstance(text, str):
            raise TraitError(f"a {type(text).__name__} is no text")
        dots = hidden(text)
        with self._lock_property(value=dots):
            self.value = dots
        # as an echo: a front end that has sent a newer text meanwhile leaves it out
        self._send({"method": "echo_update", "state": {"value": dots}, "buffer_paths": []})
        self.typed(text)


#: The classes that ipywidgets does not have, or that would send too much.
_OWN_CLASSES = {"Password": Password, "Tabs": Tabs}


class Traffic:
    """Counts what is sent to draw one app, and the widgets that were made and closed for it."""

    __slots__ = ("bytes", "closed", "made", "maths", "messages")

    def __init__(self) -> None:
        self.messages = 0
        self.bytes = 0
        self.made = 0
        self.closed = 0
        self.maths = False  # whether a formula was among it

    @property
    def sent(self) -> tuple[int, int]:
        """The number of messages and of bytes."""
        return self.messages, self.bytes

    def count(self, traits: dict[str, Any]) -> None:
        """Count one message that carries these traits."""
        self.messages += 1
        for name, value in traits.items():
            if type(value) is str:
                self.bytes += len(name) + len(value)
                self.maths = self.maths or "<math" in value or "lit-tex" in value
            else:
                self.bytes += len(name) + _wire_size(value)


def _wire_size(value: Any) -> int:
    """Estimate the bytes of a value on the wire."""
    if isinstance(value, str | bytes | memoryview):
        return len(value)
    if isinstance(value, tuple | list):
        return sum(map(_wire_size, value)) + len(value)
    return 40 if isinstance(value, Widget) else 8  # a reference holds the id of a model


class WidgetFactory:
    """Makes native widgets for one app."""

    def __init__(self) -> None:
        self.traffic = Traffic()
        self._comms: dict[str, Any] = {}  # of the widgets that it has made
        self._layouts: dict[Traits, Layout] = {}
        self._styles: dict[tuple[str, Traits], Widget] = {}

    def make(
        self, name: str, traits: dict[str, Any], layout: dict[str, str], style: dict[str, Any], trait: str | None = None
    ) -> Widget:
        """Make a widget of the class ``name``, of which a front end may set ``trait``, and which tab or part is open."""
        traits = dict(traits, layout=self.layout(layout))
        key = (name, tuple(sorted(style.items())))
        shared = self._styles.get(key)
        if shared is not None:
            traits["style"] = shared
        elif style:
            traits["style"] = style
        widget: Widget = (_OWN_CLASSES.get(name) or getattr(ipywidgets, name))(**traits)
        if shared is None and widget.has_trait("style"):
            self._styles[key] = widget.style
            guard(widget.style)
            self.traffic.count(style)
        self.traffic.count(traits)
        self.traffic.made += 1
        guard(widget, (trait or "", "selected_index") if widget.has_trait("selected_index") else (trait or "",))
        self._comms[widget.model_id] = widget.comm
        return widget

    def close_one(self, widget: Widget) -> None:
        """Close a widget that it has made."""
        self._comms.pop(widget._model_id, None)
        widget.close()
        self.traffic.closed += 1

    def lost(self) -> set[str]:
        """Return the ids of the widgets that a front end has closed, or whose ids it has taken; at the speed of C if none."""
        here = get_comm_manager().comms
        if self._comms.items() <= here.items():
            return set()
        return {id for id, comm in self._comms.items() if here.get(id) is not comm}

    def layout(self, traits: dict[str, str]) -> Layout:
        """Return the Layout with these traits."""
        key = tuple(sorted(traits.items()))
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = Layout(**traits)
            guard(layout)
            self.traffic.count(dict(traits))
        return layout

    def shared(self) -> list[Widget]:
        """Return the shared objects."""
        return [*self._layouts.values(), *self._styles.values()]

    def close(self) -> None:
        """Close the shared objects."""
        for widget in self.shared():
            widget.close()
        self._layouts.clear()
        self._styles.clear()
