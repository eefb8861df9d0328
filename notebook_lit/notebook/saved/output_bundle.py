"""Where an app is shown: the output bundle that carries it, the saved picture in it, and who looks.

Rules
-----
1. One bundle for every reader: our own form, which our JupyterLab renderer prefers; the live view for all other front ends; the
   picture as HTML for where nothing runs; plain text.
2. The picture is sent when a cell shows the app, when that cell's first run is over, and when the author asks. Front ends
   without our renderer would draw the live view anew if it were sent at other times, and the reader would lose the focus.
3. Our renderer keeps the view. It says so with a lease, one for each browser tab, and it says when the notebook was saved: then
   the picture is sent if it is a new one, and the renderer saves the notebook again. Before that a run sends no picture: it
   may be far larger than what the run has changed.
4. A lease ends when our renderer says that the output is gone: the cell was deleted or cleared. A tab that is closed or
   reloaded says nothing, so its lease stays. When the last lease has ended, the app is closed after a grace time, unless it is
   shown again. An app that never had a lease is kept.
5. Where nobody can answer (nbclient, papermill, nbconvert), the live view in the bundle has an id that is not saved with the
   widgets: such readers then take the picture, and not a view that needs scripts from elsewhere. The picture follows the runs
   that later cells cause.
"""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import Any

from IPython.display import display
from ipywidgets import Widget

from notebook_lit.notebook.output.thread_ownership import OURS
from notebook_lit.runtime.engine.threads import started
from notebook_lit.runtime.writing.run import beside_runs

_log = logging.getLogger("notebook_lit")

#: Our own form of an app in a bundle.
APP = "application/vnd.notebook-lit.app+json"
VIEW = "application/vnd.jupyter.widget-view+json"


class Showing:
    """Shows one app.

    Parameters
    ----------
    name : str
        Of the app.
    root : Widget
        Its outermost native; our renderer talks to it.
    draw : callable
        Gives the picture of the app as it is now, as HTML.

    Attributes
    ----------
    gone : callable
        Called, on a thread of its own, when nobody has looked for the grace time.
    grace : float
        Seconds; 0 keeps the app.
    leases : set of str
        The browser tabs that show the app with our renderer.
    """

    def __init__(self, name: str, root: Widget, draw: Callable[[], str]) -> None:
        self.gone: Callable[[], None] = lambda: None
        self.grace = 0.0
        self.leases: set[str] = set()
        self._name = name
        self._root = root
        self._draw = draw
        self._id = f"lit-{uuid.uuid4().hex}"
        self._context: Context | None = None  # of the cell that shows it: where late messages belong
        self._live = True
        self._unfinished = False  # shown before its first run was over
        self._ended = 0  # counts the runs that are over
        self._picture = ""
        self._text = name  # the app as plain text, when its last run was over
        self._lock = threading.Lock()
        self._timers: dict[str, threading.Timer] = {}
        self._closed = False
        root.on_msg(self._heard)

    # -- the bundle --------------------------------------------------------------------------------------------------

    def bundle(self, text: str) -> dict[str, Any]:
        """Give the mime bundle of the app as it is now (rules 1 and 5)."""
        self._picture = self._draw()
        view = self._root.model_id if self._live else f"{self._root.model_id}-unattended"
        return {
            "text/plain": text,
            "text/html": self._picture,
            VIEW: {"version_major": 2, "version_minor": 0, "model_id": view},
            APP: {"version": 1, "name": self._name, "model_id": self._root.model_id},
        }

    @property
    def unattended(self) -> bool:
        """Whether it was shown where nobody can answer (rule 5)."""
        return not self._live

    def show(self, text: str, *, live: bool, unfinished: bool) -> None:
        """Display the app in the cell that runs."""
        self._context, self._live, self._unfinished = copy_context(), live, False
        self._cancel("close")
        before = self._ended
        display(self.bundle(text), raw=True, display_id=self._id)
        with self._lock:
            late = unfinished and self._ended != before
            self._unfinished = unfinished and not late
        if late:  # its run ended meanwhile: a picture sent before the display would be lost
            self._renew()

    def refresh(self, text: str) -> None:
        """Send the picture to where the app is shown."""
        if self._context is not None and not self._closed:
            display(self.bundle(text), raw=True, display_id=self._id, update=True)

    def finished(self, text: str) -> None:
        """A run is over (rule 2)."""
        self._text = text
        with self._lock:
            self._ended += 1
            due, self._unfinished = self._unfinished, False
        if due:
            self._renew()

    def close(self) -> None:
        """Wait for nothing any more."""
        self._closed = True
        for name in ("refresh", "close"):
            self._cancel(name)

    def _follow(self) -> None:
        """Send the picture if it has changed."""
        if self._draw() != self._picture:
            self._renew()

    def _renew(self) -> None:
        """Send the picture on behalf of the cell that shows the app."""
        if self._context is not None:
            self._context.copy().run(self.refresh, self._text)

    # -- leases: told by the front end, on any thread --------------------------------------------------------------------

    def _heard(self, _: Widget, content: Any, buffers: Any) -> None:
        """Our renderer says that a browser tab shows the app, or does so no longer (rule 4). Anything else is ignored."""
        if not isinstance(content, dict):
            return
        tab, says = content.get("tab"), content.get("lit")
        if says == "saved" and self.leases and not self._closed:
            self._later("refresh", 0.0, self._follow)  # on a thread of its own: drawing takes a while
            return
        if not isinstance(tab, str) or not 0 < len(tab) <= 64:
            return
        if says == "shown" and len(self.leases) < 100:
            self.leases.add(tab)
            self._cancel("close")
        elif says == "gone" and tab in self.leases:
            self.leases.discard(tab)
            if not self.leases and self.grace:
                self._later("close", self.grace, self.gone)

    # -- timers ----------------------------------------------------------------------------------------------------------

    def _later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Do something in a while; the same thing again begins anew."""
        timer = threading.Timer(seconds, beside_runs(lambda: self._due(name, act), self._context))
        timer.name, timer.daemon = f"{OURS}{name}", True
        with self._lock:
            before = self._timers.pop(name, None)
            if before is not None:
                before.cancel()
            if self._closed:
                return
            if started(timer):  # without threads nothing happens later: the cell renews the picture when it is run
                self._timers[name] = timer

    def _due(self, name: str, act: Callable[[], None]) -> None:
        with self._lock:
            if self._timers.get(name) is not threading.current_thread():
                return
            del self._timers[name]
        try:
            act()
        except Exception:  # noqa: BLE001  # a picture that fails must not end in a traceback in some cell
            _log.exception("the saved picture of %s could not be made", self._name)

    def _cancel(self, name: str) -> None:
        with self._lock:
            timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()


def somebody_watches(parent: Any) -> bool:
    """Tell whether the cell that runs was sent by somebody who can answer.

    nbclient, and so papermill, nbconvert and Voilà, say that they cannot; but Voilà draws what the cells show for people.

    Parameters
    ----------
    parent : dict
        The message that asks for the cell; anything else counts as yes.
    """
    content = parent.get("content") if isinstance(parent, dict) else None
    if not isinstance(content, dict) or content.get("allow_stdin", True):
        return True
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila") or "VOILA_REQUEST_URL" in os.environ
