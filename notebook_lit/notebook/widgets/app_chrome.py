"""The frame round an app: the style sheet, the running indicator with its stop button, and in it the page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from html import escape
from typing import Any

from ipywidgets import HTML, Button, HBox, Layout, VBox

from notebook_lit.notebook.widgets.banner import Notice
from notebook_lit.notebook.widgets.comm_routing import deliver_at_once
from notebook_lit.notebook.widgets.sidebar_layout import Leaves
from notebook_lit.notebook.widgets.style_sheet import StyleSheet


class Frame:
    """The native widgets that every app has once.

    Parameters
    ----------
    stop : callable
        What the stop button does.
    rerun : callable
        What the button does that is there when a file has changed.
    sheet : StyleSheet, optional
        The one of the kernel's apps; one for this app alone if it is not given.
    """

    def __init__(self, stop: Callable[[], None], rerun: Callable[[], None], sheet: StyleSheet | None = None) -> None:
        layout = Layout()
        self._layout = layout
        self._text = HTML(layout=layout, _dom_classes=("lit-elapsed",))
        self._button = Button(description="Stop", tooltip="Stop this run", layout=layout, _dom_classes=("lit-stop",))
        self._button.on_click(lambda _: stop())
        deliver_at_once(self._button)
        self._status = HBox((self._text, self._button), layout=layout, _dom_classes=("lit-status",))
        self.leaves = Leaves(layout)
        self._lock = threading.Lock()  # held while the children of the root change
        self._worn: HTML | None = None
        self.root: Any = None
        self._sheet = sheet or StyleSheet()
        self._sheet.hold(self._wear)
        with self._lock:
            self.root = VBox((self._worn, self._status, self.leaves.root), layout=layout, _dom_classes=("lit-app",))
        self._look = ""  # "", "busy", "stopped" or "kernel"
        self._shown = ""
        self._rerun = rerun
        self._notice: Notice | None = None

    def console(self) -> HTML:
        """Make the native of the console, under everything else."""
        native = HTML(layout=self._layout, style=self._text.style, _dom_classes=("lit-console",))
        self._append(native)
        return native

    def _wear(self, sheet: HTML) -> None:
        """Put the style sheet in the place of the one before it; no other child is drawn again."""
        with self._lock:
            before, self._worn = self._worn, sheet
            if self.root is not None:
                self.root.children = tuple(sheet if child is before else child for child in self.root.children)

    def _append(self, child: Any) -> None:
        with self._lock:
            self.root.children = (*self.root.children, child)

    def busy(self, elapsed: float, hangs_in: str | None) -> None:
        """Show the indicator: whole seconds, after the first."""
        text = f"{elapsed:.1f} s" if elapsed < 1 else f"{int(elapsed)} s"
        if hangs_in is not None:
            text += f" · stop requested, waiting for {hangs_in}"
        self._say(f'<span class="lit-spin"></span><span role="status">Running · {escape(text)}</span>')
        self._turn("busy")

    def rest(self, *, stopped: bool) -> None:
        """Take the indicator away; say that the run was stopped, if it was."""
        if stopped:
            self._say('<span role="status">Stopped. Change a value or run the cell to go on.</span>')
            self._turn("stopped")
        elif self._look:
            self._turn("")
            self._say("")

    def kernel_busy(self, busy: bool) -> None:
        """Say that a cell keeps the kernel busy, unless the app itself runs; end that."""
        if busy and self._look != "busy":
            self._say('<span class="lit-spin"></span><span role="status">Kernel busy with a cell · changes are kept</span>')
            self._turn("kernel")
        elif not busy and self._look == "kernel":
            self._turn("")
            self._say("")

    def _turn(self, look: str) -> None:
        if look != self._look:
            self._look = look
            self._status._dom_classes = ("lit-status", f"lit-{look}") if look else ("lit-status",)

    def _say(self, html: str) -> None:
        if html != self._shown:
            self._shown = html
            self._text.value = html

    def notice(self, html: str, *, ask: bool = False) -> None:
        """Show a strip above the page, with a question or without; take it away if there is no text."""
        if self._notice is None:
            if not html:
                return
            self._notice = Notice(self._layout, self._text.style, self._rerun)
            self._append(self._notice.root)  # last: the style sheet puts it on top
        self._notice.show(html, ask=ask)

    def close(self) -> None:
        """Close all of them."""
        if self._notice is not None:
            self._notice.close()
        self.leaves.close()
        widgets: tuple[Any, ...] = (
            self.root, self._status, self._text, self._text.style, self._button, self._button.style, self._layout,
        )  # fmt: skip
        for widget in widgets:
            widget.close()
        self._sheet.let_go(self._wear)  # last: until here its look was needed
