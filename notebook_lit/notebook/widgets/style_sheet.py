"""The style sheets of all apps: one widget a kernel and sheet, which every app that needs it holds as a child.

So the widget's state, 48 kB, travels to each page once, not once an app. Each app's view of it still puts a ``<style>`` of its
own into the page: outputs are deleted one by one, and an app must not lose its look with its neighbour's output. The font for
formulas (130 kB) is a sheet of its own, which only apps with formulas hold.
"""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from ipywidgets import HTML, Layout

from notebook_lit.notebook.widgets.client_messages import guard

#: In this order: what comes later wins.
STYLE_SHEETS = ("lit.css", "text.css", "inputs.css", "choices.css", "console.css", "notice.css")

_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(r"\s*([{};])\s*")

#: Told which widget holds the style sheet: when it begins to hold it, and when another one takes its place.
Holder = Callable[[HTML], None]


@cache
def css() -> str:
    """Read the style sheet, without comments and the spaces that only people need: it travels to each page."""
    static = files("notebook_lit.notebook") / "static"
    text = "".join(static.joinpath(name).read_text(encoding="utf-8") for name in STYLE_SHEETS)
    return _SPACES.sub(r"\1", _COMMENTS.sub("", text))


@cache
def font_css() -> str:
    """Read the font for formulas: few machines have one with what brackets and signs grow by."""
    font = (files("notebook_lit.notebook") / "static" / "maths.woff2").read_bytes()
    return f'@font-face{{font-family:"Lit Maths";src:url(data:font/woff2;base64,{b64encode(font).decode()}) format("woff2")}}'


class SharedSheet:
    """Keeps the widget with a style sheet open while anybody holds it. On any thread.

    Parameters
    ----------
    read : callable
        Returns the style sheet.
    """

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._holders: list[Holder] = []
        self._widget: HTML | None = None

    def hold(self, holder: Holder) -> None:
        """Tell a holder the widget, now and when another one takes its place."""
        with self._lock:
            if self._widget is None or self._widget.comm is None:  # Widget.close_all() closes it too
                self._renew()
            self._holders.append(holder)
            holder(self._widget)

    def let_go(self, holder: Holder) -> None:
        """Forget a holder; the last one's leaving closes the widget."""
        with self._lock:
            if holder in self._holders:
                self._holders.remove(holder)
            if not self._holders:
                widget, self._widget = self._widget, None
                _close(widget)

    def _renew(self) -> None:
        """Make the widget, anew if there was one, and tell everybody."""
        before = self._widget
        self._widget = widget = HTML(f"<style>{self._read()}</style>", layout=Layout(), _dom_classes=("lit-sheet",))
        for part in (widget, widget.style, widget.layout):
            guard(part)
        widget.comm.on_close(lambda _: self._lost(widget))
        for holder in tuple(self._holders):
            holder(widget)
        _close(before)

    def _lost(self, widget: HTML) -> None:
        """Replace a widget that a front end has closed: a page loaded later would not find it, and so show no app at all."""
        with self._lock:
            if widget is self._widget and self._holders:
                self._renew()


class StyleSheet(SharedSheet):
    """The style sheet of all apps of a kernel, and beside it the font for formulas."""

    def __init__(self) -> None:
        super().__init__(css)
        self.font = SharedSheet(font_css)


def _close(widget: HTML | None) -> None:
    if widget is not None:
        for part in (widget, widget.style, widget.layout):
            part.close()
