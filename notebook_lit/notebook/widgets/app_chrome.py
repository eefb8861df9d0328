"""The chrome of an app: the stylesheet, the running indicator with its stop button, and around them the page's layout."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib.resources import files
from typing import Any

from ipywidgets import HTML, Button, HBox, Layout, VBox

from notebook_lit.notebook.widgets.banner import Banner
from notebook_lit.notebook.widgets.comm_routing import route_widget_events
from notebook_lit.notebook.widgets.sidebar_layout import SidebarLayout

#: In this order: what comes later wins.
STYLE_SHEETS = ("lit.css", "text.css", "inputs.css", "console.css", "notice.css")


class AppChrome:
    """The native widgets that every app has once.

    Parameters
    ----------
    stop : callable
        What the stop button does.
    rerun : callable
        What the button does that is shown when a file has changed.
    """

    def __init__(self, stop: Callable[[], None], rerun: Callable[[], None]) -> None:
        layout = Layout()
        static = files("notebook_lit.notebook") / "static"
        css = "".join(static.joinpath(name).read_text(encoding="utf-8") for name in STYLE_SHEETS)
        self._layout = layout
        self._style = HTML(f"<style>{css}</style>", layout=layout, _dom_classes=("lit-sheet",))
        self._text = HTML(layout=layout, style=self._style.style, _dom_classes=("lit-elapsed",))
        self._button = Button(description="Stop", tooltip="Stop this run", layout=layout, _dom_classes=("lit-stop",))
        self._button.on_click(lambda _: stop())
        route_widget_events(self._button)
        self._status = HBox((self._text, self._button), layout=layout, _dom_classes=("lit-status",))
        self.sidebar_layout = SidebarLayout(layout)
        self.root = VBox((self._style, self._status, self.sidebar_layout.root), layout=layout, _dom_classes=("lit-app",))
        self._state = ""  # "", "busy", "stopped" or "kernel"
        self._shown = ""
        self._rerun = rerun
        self._banner: Banner | None = None

    def console(self) -> HTML:
        """Return a new native widget for the console, under everything else."""
        native = HTML(layout=self._layout, style=self._style.style, _dom_classes=("lit-console",))
        self.root.children = (*self.root.children, native)
        return native

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
            self._banner = Banner(self._layout, self._style.style, self._rerun)
            self.root.children = (*self.root.children, self._banner.root)  # last: the style sheet puts it on top
        self._banner.show(html, ask=ask)

    def close(self) -> None:
        """Close the widgets."""
        if self._banner is not None:
            self._banner.close()
        self.sidebar_layout.close()
        widgets: tuple[Any, ...] = (
            self.root, self._status, self._text, self._button, self._button.style, self._style,
            self._style.style, self._layout,
        )  # fmt: skip
        for widget in widgets:
            widget.close()
