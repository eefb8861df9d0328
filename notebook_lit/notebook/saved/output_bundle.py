"""The output of an app: its mime bundle, the saved picture in it, and the leases of those who look at it.

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
6. What takes seconds to draw (images of charts) is waited for where a picture is asked for or saved, and where nobody can
   answer. A cell of a notebook that is in use does not wait: the picture follows, unless the app has run again meanwhile.
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
from notebook_lit.runtime.writing.run import beside_runs
from notebook_lit.runtime.writing.threads import started

_log = logging.getLogger("notebook_lit")

#: Our own form of an app in a bundle.
APP = "application/vnd.notebook-lit.app+json"
VIEW = "application/vnd.jupyter.widget-view+json"


class OutputBundle:
    """The output of one app.

    Parameters
    ----------
    name : str
        Of the app.
    root : Widget
        Its outermost native; our renderer talks to it.
    draw : callable
        Returns the picture of the app as it is now, as HTML.
    describe : callable
        Returns the app as plain text.
    gone : callable
        Called, on a thread of its own, when nobody has looked for the grace time.
    complete : callable
        Makes what the picture lacks because it takes long; ``complete(wait=False)`` only returns whether it lacks anything.

    Attributes
    ----------
    leases : set of str
        The browser tabs that show the app with our renderer.
    """

    def __init__(
        self,
        name: str,
        root: Widget,
        draw: Callable[[], str],
        describe: Callable[[], str],
        gone: Callable[[], None] = lambda: None,
        complete: Callable[..., bool] = lambda wait=True: False,
    ) -> None:
        self._complete = complete
        self._gone = gone
        self._grace = 0.0  # seconds; 0 keeps the app
        self.leases: set[str] = set()
        self._name = name
        self._root = root
        self._draw = draw
        self._describe = describe
        self._id = f"lit-{uuid.uuid4().hex}"
        self._context: Context | None = None  # of the cell that shows it: where late messages belong
        self._live = True
        self._unfinished = False  # shown before its first run was over
        self._ended = 0  # counts the runs that are over
        self._picture = ""
        self._lock = threading.Lock()
        self._timers: dict[str, threading.Timer] = {}
        self._closed = False
        root.on_msg(self._on_message)

    # -- the bundle --------------------------------------------------------------------------------------------------

    def mime_bundle(self) -> dict[str, Any]:
        """Return the mime bundle of the app as it is now (rules 1 and 5)."""
        self._picture = self._draw()
        view = self._root.model_id if self._live else f"{self._root.model_id}-unattended"
        return {
            "text/plain": self._describe(),
            "text/html": self._picture,
            VIEW: {"version_major": 2, "version_minor": 0, "model_id": view},
            APP: {"version": 1, "name": self._name, "model_id": self._root.model_id},
        }

    @property
    def unattended(self) -> bool:
        """Whether the app was shown where nobody can answer (rule 5)."""
        return not self._live

    def show(self, *, live: bool, unfinished: bool, grace: float = 0.0) -> None:
        """Display the app in the cell that runs; ``grace`` is how long (seconds) it is kept when nobody looks, 0 for ever."""
        self._grace = grace
        self._context, self._live, self._unfinished = copy_context(), live, False
        self._cancel("close")
        before = self._ended
        if not live:
            self._complete()
        display(self.mime_bundle(), raw=True, display_id=self._id)
        with self._lock:
            late = unfinished and self._ended != before
            self._unfinished = unfinished and not late
        if late:  # its run ended meanwhile: a picture sent before the display would be lost
            self._send()
        if not self._unfinished:
            self._complete_later()

    def refresh(self) -> None:
        """Update the output of the cell that shows the app with the whole picture (rule 6)."""
        if self._context is not None and not self._closed:
            self._complete()
            self._update()

    def _update(self) -> None:
        if self._context is not None and not self._closed:
            display(self.mime_bundle(), raw=True, display_id=self._id, update=True)

    def finished(self) -> None:
        """Handle the end of a run (rule 2)."""
        with self._lock:
            self._ended += 1
            due, self._unfinished = self._unfinished, False
        if due:
            self._send()
            self._complete_later()

    def close(self) -> None:
        """Cancel the timers."""
        self._closed = True
        for name in ("refresh", "close"):
            self._cancel(name)

    def _complete_later(self) -> None:
        """Let the whole picture follow, where it takes long and nobody waits for it (rule 6)."""
        if not self._live or not self._complete(wait=False):
            return
        ended = self._ended

        def send_if_untouched() -> None:
            self._complete()
            if self._ended == ended and self._draw() != self._picture:
                self._send()

        self._schedule("refresh", 0.0, send_if_untouched)

    def _send_if_changed(self) -> None:
        """Update the output if the picture has changed."""
        self._complete()
        if self._draw() != self._picture:
            self._send()

    def _send(self) -> None:
        """Update the output on behalf of the cell that shows the app."""
        if not self._live:
            self._complete()
        if self._context is not None:
            self._context.copy().run(self._update)

    # -- leases: told by the front end, on any thread --------------------------------------------------------------------

    def _on_message(self, _: Widget, content: Any, buffers: Any) -> None:
        """Handle a message of our renderer: a tab shows the app, no longer does, or saved it (rules 3 and 4)."""
        if not isinstance(content, dict):
            return
        tab, says = content.get("tab"), content.get("lit")
        if says == "saved" and self.leases and not self._closed:
            self._schedule("refresh", 0.0, self._send_if_changed)  # on a thread of its own: drawing takes a while
            return
        if not isinstance(tab, str) or not 0 < len(tab) <= 64:
            return
        if says == "shown" and len(self.leases) < 100:
            self.leases.add(tab)
            self._cancel("close")
        elif says == "gone" and tab in self.leases:
            self.leases.discard(tab)
            if not self.leases and self._grace:
                self._schedule("close", self._grace, self._gone)

    # -- timers ----------------------------------------------------------------------------------------------------------

    def _schedule(self, name: str, seconds: float, work: Callable[[], None]) -> None:
        """Call a function in ``seconds``; a second call with the same name restarts the timer."""
        timer = threading.Timer(seconds, beside_runs(lambda: self._run_timer(name, work), self._context))
        timer.name, timer.daemon = f"{OURS}{name}", True
        with self._lock:
            before = self._timers.pop(name, None)
            if before is not None:
                before.cancel()
            if self._closed:
                return
            if started(timer):  # without threads nothing happens later: the cell renews the picture when it is run
                self._timers[name] = timer

    def _run_timer(self, name: str, work: Callable[[], None]) -> None:
        with self._lock:
            if self._timers.get(name) is not threading.current_thread():
                return
            del self._timers[name]
        try:
            work()
        except Exception:  # noqa: BLE001  # a picture that fails must not end in a traceback in some cell
            _log.exception("the saved picture of %s could not be made", self._name)

    def _cancel(self, name: str) -> None:
        with self._lock:
            timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()


def front_end_can_answer(parent: Any) -> bool:
    """Return whether the front end that sent the running cell can answer.

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
