"""The chrome of an app: the style sheet, the running indicator with its stop button, and around them the page's layout."""

from __future__ import annotations

import threading
from collections.abc import Callable
from html import escape
from typing import Any

from ipywidgets import HTML, Button, HBox, Layout, VBox

from notebook_lit.notebook.widgets.banner import Banner
from notebook_lit.notebook.widgets.client_messages import guard
from notebook_lit.notebook.widgets.comm_routing import route_widget_events
from notebook_lit.notebook.widgets.sidebar_layout import SidebarLayout
from notebook_lit.notebook.widgets.style_sheet import StyleSheet


class AppChrome:
    """The native widgets that every app has once.

    Parameters
    ----------
    stop : callable
        What the stop button does.
    rerun : callable
        What the button does that is shown when a file has changed.
    sheet : StyleSheet, optional
        The one of the kernel's apps; one for this app alone if it is not given.
    """

    def __init__(self, stop: Callable[[], None], rerun: Callable[[], None], sheet: StyleSheet | None = None) -> None:
        layout = Layout()
        self._layout = layout
        self._text = HTML(layout=layout, _dom_classes=("lit-elapsed",))
        self._button = Button(description="Stop", tooltip="Stop this run", layout=layout, _dom_classes=("lit-stop",))
        self._button.on_click(lambda _: stop())
        route_widget_events(self._button)
        self._status = HBox((self._text, self._button), layout=layout, _dom_classes=("lit-status",))
        self.sidebar_layout = SidebarLayout(layout)
        self._lock = threading.Lock()  # held while the children of the root change
        self._sheet_widget: HTML | None = None
        self.root: Any = None
        self._font_widget: HTML | None = None
        self._sheet = sheet or StyleSheet()
        self._sheet.hold(self._set_sheet)
        with self._lock:
            children = (self._sheet_widget, self._status, self.sidebar_layout.root)
            self.root = VBox(children, layout=layout, _dom_classes=("lit-app",))
        for widget in (layout, self._text, self._text.style, self._button, self._button.style, self._status, self.root):
            guard(widget)
        self._state = ""  # "", "busy", "stopped" or "kernel"
        self._shown = ""
        self._rerun = rerun
        self._banner: Banner | None = None

    def console(self) -> HTML:
        """Return a new native widget for the console, under everything else."""
        native = HTML(layout=self._layout, style=self._text.style, _dom_classes=("lit-console",))
        guard(native)
        self._append(native)
        return native

    def _set_sheet(self, sheet: HTML) -> None:
        """Put the style sheet in the place of the one before it; no other child is drawn again."""
        with self._lock:
            before, self._sheet_widget = self._sheet_widget, sheet
            if self.root is not None:
                self.root.children = tuple(sheet if child is before else child for child in self.root.children)

    def bring_font(self) -> None:
        """Have the font for formulas in the page, from now on."""
        if self._font_widget is None:
            self._sheet.font.hold(self._set_font)

    def _set_font(self, font: HTML) -> None:
        """Put the font in the place of the one before it, or under everything else."""
        before, self._font_widget = self._font_widget, font
        if before is None:
            self._append(font)
            return
        with self._lock:
            self.root.children = tuple(font if child is before else child for child in self.root.children)

    def _append(self, child: Any) -> None:
        with self._lock:
            self.root.children = (*self.root.children, child)

    def busy(self, elapsed: float, hangs_in: str | None) -> None:
        """Show the running indicator with the seconds so far."""
        text = f"{elapsed:.1f} s" if elapsed < 1 else f"{int(elapsed)} s"
        if hangs_in is not None:
            text += f" · stop requested, waiting for {hangs_in}"
        self._set_text(f'<span class="lit-spin"></span><span role="status">Running · {escape(text)}</span>')
        self._set_state("busy")

    def rest(self, *, stopped: bool) -> None:
        """Hide the indicator; show that the run was stopped, if it was."""
        if stopped:
            self._set_text('<span role="status">Stopped. Change a value or run the cell to go on.</span>')
            self._set_state("stopped")
        elif self._state:
            self._set_state("")
            self._set_text("")

    def kernel_busy(self, busy: bool) -> None:
        """Show that a cell keeps the kernel busy, unless the app itself runs; or hide that."""
        if busy and self._state != "busy":
            text = "Kernel busy with a cell · changes are kept"
            self._set_text(f'<span class="lit-spin"></span><span role="status">{text}</span>')
            self._set_state("kernel")
        elif not busy and self._state == "kernel":
            self._set_state("")
            self._set_text("")

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._status._dom_classes = ("lit-status", f"lit-{state}") if state else ("lit-status",)

    def _set_text(self, html: str) -> None:
        if html != self._shown:
            self._shown = html
            self._text.value = html

    def notice(self, html: str, *, ask: bool = False) -> None:
        """Show a banner above the page, with a rerun button if ``ask``; hide it if ``html`` is empty."""
        if self._banner is None:
            if not html:
                return
            self._banner = Banner(self._layout, self._text.style, self._rerun)
            self._append(self._banner.root)  # last: the style sheet puts it on top
        self._banner.show(html, ask=ask)

    def close(self) -> None:
        """Close the widgets."""
        if self._banner is not None:
            self._banner.close()
        self.sidebar_layout.close()
        widgets: tuple[Any, ...] = (
            self.root, self._status, self._text, self._text.style, self._button, self._button.style, self._layout,
        )  # fmt: skip
        for widget in widgets:
            widget.close()
        self._sheet.font.let_go(self._set_font)
        self._sheet.let_go(self._set_sheet)  # last: until here its look was needed
