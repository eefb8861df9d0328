"""The toolkit: native widget classes by name, with one Layout and one style object for all that look alike.

A Layout or style object of its own costs each widget one more comm (frontend_facts F).
"""

from __future__ import annotations

from typing import Any

import ipywidgets
from ipywidgets import Layout, Widget
from traitlets import observe, validate

Traits = tuple[tuple[str, Any], ...]


class Tabs(ipywidgets.Tab):  # type: ignore[misc]  # ipywidgets has no types
    """Tabs that are told their titles, and which of them is open, before they have their children.

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


#: The classes that ipywidgets does not have.
_OWN = {"Tabs": Tabs}


class Toolkit:
    """Makes native widgets for one app."""

    def __init__(self) -> None:
        self._layouts: dict[Traits, Layout] = {}
        self._styles: dict[tuple[str, Traits], Widget] = {}

    def make(self, name: str, traits: dict[str, Any], layout: dict[str, str], style: dict[str, Any]) -> Widget:
        """Make a widget of the class ``name``."""
        traits = dict(traits, layout=self.layout(layout))
        key = (name, tuple(sorted(style.items())))
        shared = self._styles.get(key)
        if shared is not None:
            traits["style"] = shared
        elif style:
            traits["style"] = style
        widget: Widget = (_OWN.get(name) or getattr(ipywidgets, name))(**traits)
        if shared is None and widget.has_trait("style"):
            self._styles[key] = widget.style
        return widget

    def layout(self, traits: dict[str, str]) -> Layout:
        """Give the Layout with these traits."""
        key = tuple(sorted(traits.items()))
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = Layout(**traits)
        return layout

    def close(self) -> None:
        """Close the shared objects."""
        for widget in (*self._layouts.values(), *self._styles.values()):
            widget.close()
        self._layouts.clear()
        self._styles.clear()
