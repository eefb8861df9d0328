"""The sidebar and the main area of an app: their widths, and whether the sidebar is folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipywidgets import HBox, Layout, ToggleButton

from notebook_lit.notebook.widgets.client_messages import guard
from notebook_lit.notebook.widgets.comm_routing import route_widget_events

#: The least and the greatest width (pixels) that a script can set for the sidebar (Streamlit's own limits).
NARROWEST, WIDEST = 200, 600


class SidebarLayout:
    """Lays out the roots of the page side by side.

    The button that folds the sidebar is pressed or not: a front end shows at once what that means, and the style sheet does the
    rest, whatever the kernel is doing.

    Parameters
    ----------
    layout : Layout
        The Layout that the widgets of the chrome share.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._width: Layout | None = None  # of a sidebar whose width the script sets
        self._fold: ToggleButton | None = None
        self._sidebar: Any = None
        self._default_layout: Any = None  # its layout where the script sets no width
        self._state: Any = None  # the script's last ``initial_sidebar_state``
        self.has_sidebar = False
        self.root = HBox(layout=layout, _dom_classes=("lit-body",))
        guard(self.root)

    def set_roots(self, main: Any, sidebar: Any) -> None:
        """Set the roots of the page."""
        self._sidebar, self._default_layout = sidebar, sidebar.layout
        self.root.children = (sidebar, main)

    def show(self, sidebar: bool, config: Mapping[str, Any]) -> None:
        """Show or hide the sidebar, and apply the page configuration (see `set_page_config`)."""
        self.has_sidebar = sidebar
        classes = ["lit-body"]
        if sidebar:
            classes.append("lit-has-sidebar")
            self._update_fold(config.get("initial_sidebar_state", "auto"))
        if config.get("layout") in ("centered", "wide"):
            classes.append(f"lit-{config['layout']}")
        if self._state == "locked":
            classes.append("lit-locked")
        if tuple(classes) != tuple(self.root._dom_classes):
            self.root._dom_classes = tuple(classes)

    def _update_fold(self, state: Any) -> None:
        """Fold or unfold the sidebar if the script's setting changed; the reader's choice stays until then."""
        if self._fold is None:
            self._fold = ToggleButton(tooltip="Hide or show the sidebar", layout=self._layout, _dom_classes=("lit-fold",))
            guard(self._fold, ("value",))
            route_widget_events(self._fold)
            self.root.children = (*self.root.children, self._fold)  # last: what stands before it is not drawn again
        if state == self._state:
            return
        self._state = state
        self._fold.value = state == "collapsed"
        before, self._width = self._width, None
        if isinstance(state, int):
            self._width = Layout(flex=f"0 0 {max(NARROWEST, min(WIDEST, state))}px")
        if before is not self._width:
            self._sidebar.layout = self._width or self._default_layout
        if before is not None:
            before.close()

    def close(self) -> None:
        """Close the widgets."""
        widgets = [self.root, self._width, self._fold, self._fold.style if self._fold is not None else None]
        for widget in widgets:
            if widget is not None:
                widget.close()
