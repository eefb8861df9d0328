"""The stage of an app: the frame, the host and the reconciler, and the one lock under which the screen changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from notebook_lit.notebook.widgets.app_chrome import Frame
from notebook_lit.notebook.widgets.style_sheet import StyleSheet
from notebook_lit.notebook.widgets.widget_host import Handle, WidgetHost
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.element import Page, Rest
from notebook_lit.runtime.render.reconciler import Reconciler

#: An icon of at most so many characters can be an emoji (flags and families are several).
EMOJI = 12


class Stage:
    """Shows the pages of one app, and what is said around them. On any thread; once closed, nothing has an effect.

    Parameters
    ----------
    submit : callable
        Takes what the reader does.
    waiting : callable
        Tells whether the reader has set a value that no run has taken yet.
    stop, rerun : callable
        What the buttons of the frame do.
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
        self.frame = Frame(stop, rerun, sheet)
        self.host = WidgetHost(submit)
        self.roots = [self.host.root("main"), self.host.root("sidebar")]
        self.frame.leaves.hold(self.roots[0].widget, self.roots[1].widget)
        self.page = Page()  # the newest that was committed
        self._reconciler: Reconciler[Handle] = Reconciler(self.host, self.roots, waiting)
        self._lock = threading.Lock()
        self._config: dict[str, Any] = {}  # what the script says of the page
        self._closed = False

    @contextmanager
    def _open(self) -> Iterator[bool]:
        with self._lock, self.host.committing():
            yield not self._closed

    def touch(self, id: str) -> None:
        """Note that the reader has changed a widget."""
        self._reconciler.touch(id)

    def commit(self, page: Page, rest: Rest, valid: Callable[[], bool]) -> None:
        """Bring the widgets in step with a page, if it is still ``valid`` when its turn has come."""
        with self._open() as is_open:
            if is_open and valid():
                self.page = page
                self._reconciler.commit(page, rest)
                leaves, done = self.frame.leaves, rest == "gone"
                config = page.config if done or page.config else self._config  # a run that goes on may not have come to it yet
                self._config = config
                leaves.show(bool(page.sidebar.children) or (not done and leaves.has_sidebar), config)

    def refuse(self, id: str, words: str | None) -> None:
        """Show the true value of a widget again, or say beside what the reader entered why it is refused."""
        with self._open() as is_open:
            if is_open:
                self._reconciler.restore(id, words)

    def anticipate(self, id: str, wire: Any) -> None:
        """Show what the reader entered in a widget that starts no run."""
        with self._open() as is_open:
            if is_open:
                self._reconciler.anticipate(id, wire)

    def notice(self, html: str, *, ask: bool = False) -> None:
        """Show a strip above the page, with a button that asks for a rerun; take it away if there is no text."""
        with self._open() as is_open:
            if is_open:
                self.frame.notice(html, ask=ask)

    def rest(self, *, stopped: bool) -> None:
        """Take the running indicator away."""
        with self._open() as is_open:
            if is_open:
                self.frame.rest(stopped=stopped)

    def busy(self, elapsed: float, hangs_in: str | None, valid: Callable[[], bool]) -> None:
        """Show the running indicator, if a run is still under way."""
        with self._open() as is_open:
            if is_open and valid():
                self.frame.busy(elapsed, hangs_in)

    def kernel_busy(self, busy: bool) -> None:
        """Say that the kernel is busy with a cell, or that it is no longer."""
        with self._open() as is_open:
            if is_open:
                self.frame.kernel_busy(busy)

    @property
    def title(self) -> str:
        """What the script calls its page, after its emoji if it has one; "" if it says nothing."""
        title, icon = self._config.get("page_title") or "", self._config.get("page_icon")
        emoji = isinstance(icon, str) and len(icon) <= EMOJI and not icon.isascii()
        return f"{icon} {title}".strip() if emoji else title

    def census(self) -> tuple[int, int]:
        """Count the natives that were made and not closed, and those that stand in the page: the same number, if none leaks."""
        with self._lock:
            traffic = self.host.toolkit.traffic
            return traffic.made - traffic.closed, sum(map(_standing, self.roots))

    def close(self) -> None:
        """Close all widgets."""
        with self._open():
            self._closed = True
            self.host.close(self.roots)
            self.frame.close()


def _standing(handle: Handle) -> int:
    """Count a native and all in it, but for what an author brought."""
    return (handle.native.widget != "live") + sum(map(_standing, (*handle.parts, *handle.slots)))
