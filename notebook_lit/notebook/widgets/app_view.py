"""The view of an app: the chrome, the host and the reconciler, and the one lock under which the screen changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from notebook_lit.elements.text.exception import exception_element
from notebook_lit.errors import Error
from notebook_lit.notebook.widgets.app_chrome import AppChrome
from notebook_lit.notebook.widgets.client_messages import reopen
from notebook_lit.notebook.widgets.handle import Handle
from notebook_lit.notebook.widgets.style_sheet import StyleSheet
from notebook_lit.notebook.widgets.widget_host import WidgetHost
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.element import Element, Page, Rest
from notebook_lit.runtime.render.reconciler import Reconciler

_log = logging.getLogger("notebook_lit")

#: An icon of at most so many characters can be an emoji (flags and families are several).
EMOJI = 12


class AppView:
    """Shows the pages of one app, and the notices around them. On any thread; once closed, nothing has an effect.

    Parameters
    ----------
    submit : callable
        Receives the reader's events.
    waiting : callable
        Returns whether the reader has set a value of a widget that no run has processed yet.
    stop, rerun : callable
        What the buttons of the chrome do.
    sheet : StyleSheet, optional
        The one of the kernel's apps; one for this app alone if it is not given.
    """

    def __init__(
        self,
        submit: Callable[[WidgetEvent], None],
        waiting: Callable[[str], bool],
        stop: Callable[[], None],
        rerun: Callable[[], None],
        sheet: StyleSheet | None = None,
    ) -> None:
        self.chrome = AppChrome(stop, rerun, sheet)
        self.host = WidgetHost(submit)
        self.roots = [self.host.root("main"), self.host.root("sidebar")]
        self.chrome.sidebar_layout.set_roots(self.roots[0].widget, self.roots[1].widget)
        self.page = Page()  # the newest that was committed
        self.fault: Exception | None = None  # why the newest page could not be drawn
        self._refused: Page | None = None  # that page
        self._waiting = waiting
        self._reconciler: Reconciler[Handle] = Reconciler(self.host, self.roots, waiting)
        self._lock = threading.Lock()
        self._config: dict[str, Any] = {}  # what the script says of the page
        self._closed = False

    @contextmanager
    def _committing(self) -> Iterator[bool]:
        """Hold the lock for a change of the natives; whether the view is open. A change that fails is shown in the app."""
        with self._lock, self.host.committing():
            try:
                yield not self._closed
            except Exception as fault:  # a screen that was half changed must not pass for the page
                if self._closed:
                    raise
                _log.debug("a page could not be drawn", exc_info=True)
                self._show_fault(fault)

    def _show_fault(self, fault: Exception) -> None:
        """Show why the page could not be drawn, in place of all that was there: which of it is true, nobody knows."""
        self.fault, self._refused = fault, self.page
        for root in self.roots:
            self.host.clear(root)
        self._reconciler = Reconciler(self.host, self.roots, self._waiting)
        said = Error(f"The page could not be drawn: {type(fault).__name__}: {fault}")
        self.page = Page()
        self.page.main.children.append(exception_element(said, uncaught=True, filename=""))
        self._reconciler.commit(self.page)

    def elements(self) -> list[Element]:
        """Return the elements that are on the screen, in reading order: what is left of an older page included."""
        with self._lock:
            return self._reconciler.shown()

    def touch(self, id: str) -> None:
        """Note that the reader has changed a widget."""
        self._reconciler.touch(id)

    def commit(
        self, page: Page, rest: Rest, valid: Callable[[], bool], goes_on: Callable[[], bool] = lambda: True
    ) -> list[Element]:
        """Update the widgets to a page, if it is still ``valid`` once the lock is held; return what is left of it when it no
        longer ``goes_on``.
        """
        left: list[Element] = []
        with self._committing() as is_open:
            if is_open and valid():
                if page is self._refused:
                    return left  # it could not be drawn a moment ago: once is enough
                if rest == "gone" or any(root.children for root in page.roots):  # else all of the old page is on the screen yet
                    self.page = page
                self.fault = self._refused = None
                if self.host.toolkit.lost():
                    self.host.heal(self.roots)
                left = self._reconciler.commit(page, rest, goes_on)
                if self.host.toolkit.traffic.maths:
                    self.chrome.bring_font()
                sidebar_layout, done = self.chrome.sidebar_layout, rest == "gone"
                config = page.config if done or page.config else self._config  # a run that goes on may not have come to it yet
                self._config = config
                written = bool(page.sidebar.children or page.sidebar.tail)
                sidebar_layout.show(written or (not done and sidebar_layout.has_sidebar), config)
        return left

    def reopen(self) -> None:
        """Bring back all that a front end, or ``Widget.close_all``, has closed, before the app is displayed anew."""
        with self._committing() as is_open:
            if is_open:
                self.host.heal(self.roots)
                reopen(self.chrome.root)

    def refuse(self, id: str, reason: str | None) -> None:
        """Restore the value of a widget, or show beside what the reader entered why it is refused."""
        with self._committing() as is_open:
            if is_open:
                self._reconciler.restore(id, reason)

    def anticipate(self, id: str, wire: Any) -> None:
        """Show what the reader entered in a widget that starts no run."""
        with self._committing() as is_open:
            if is_open:
                self._reconciler.anticipate(id, wire)

    def notice(self, html: str, *, ask: bool = False) -> None:
        """Show a banner above the page, with a rerun button if ``ask``; hide it if ``html`` is empty."""
        with self._lock:
            if not self._closed:
                self.chrome.notice(html, ask=ask)

    def rest(self, *, stopped: bool) -> None:
        """Hide the running indicator."""
        with self._lock:
            if not self._closed:
                self.chrome.rest(stopped=stopped)

    def busy(self, elapsed: float, hangs_in: str | None, valid: Callable[[], bool]) -> None:
        """Show the running indicator, if a run is still under way."""
        with self._lock:
            if not self._closed and valid():
                self.chrome.busy(elapsed, hangs_in)

    def kernel_busy(self, busy: bool) -> None:
        """Show or hide that the kernel is busy with a cell."""
        with self._lock:
            if not self._closed:
                self.chrome.kernel_busy(busy)

    @property
    def title(self) -> str:
        """The page title that the script set, after its emoji if it has one; "" if it set none."""
        title, icon = self._config.get("page_title") or "", self._config.get("page_icon")
        emoji = isinstance(icon, str) and len(icon) <= EMOJI and not icon.isascii()
        return f"{icon} {title}".strip() if emoji else title

    def census(self) -> tuple[int, int]:
        """Return how many native widgets are open, and how many are in the page: equal if none leaks."""
        with self._lock:
            traffic = self.host.toolkit.traffic
            return traffic.made - traffic.closed, sum(map(_count_widgets, self.roots))

    def close(self) -> None:
        """Close all widgets."""
        with self._committing():
            self._closed = True
            self.host.close(self.roots)
            self.chrome.close()


def _count_widgets(handle: Handle) -> int:
    """Count a native widget and all in it, except the author's live widgets."""
    return (handle.native.widget != "live") + sum(map(_count_widgets, (*handle.parts, *handle.slots)))
