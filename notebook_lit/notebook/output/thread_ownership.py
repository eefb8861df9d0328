"""Which app a thread belongs to, told by who was active when it appeared.

Python does not say who started a thread. Audit hooks would, but they can never be taken away and make every ``id()`` in the
kernel five times as slow. So threads are looked at whenever somebody begins or ends to be active: a run of an app, or a cell
of the notebook. What has appeared since the last look was started by one of those that were active, or by a thread of
theirs. If that was only one, the thread is its; if not, it is not known whose it is.
"""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from notebook_lit.notebook.output.console import Console

#: The threads of our own bear names that begin so.
OURS = "litapp "
#: Packages whose threads serve the kernel, whatever was running when they appeared.
_SERVING = frozenset({"ipykernel", "IPython", "zmq", "watchdog", "debugpy", "_pydevd_bundle", "jupyter_client"})


class Parents:
    """The apps that may have started the threads that appeared."""

    def __init__(self) -> None:
        self._known: set[threading.Thread] = set(threading.enumerate())
        self._parents: WeakKeyDictionary[threading.Thread, frozenset[Console | None]] = WeakKeyDictionary()
        self.active: dict[Console | None, int] = {}  # None: the notebook

    def look(self) -> None:
        """Note the threads that have appeared. Called before ``active`` changes."""
        threads = set(threading.enumerate())
        if new := threads - self._known:
            for thread in new:
                if not thread.name.startswith(OURS) and type(thread).__module__.partition(".")[0] not in _SERVING:
                    self._parents[thread] = frozenset(self.active) | self._heirs()
        self._known = threads

    def _heirs(self) -> set[Console | None]:
        """Give the apps of living threads: these may start threads at any time."""
        return {parent for thread, parents in self._parents.items() if thread.is_alive() for parent in parents}

    def change(self, party: Console | None, by: int) -> None:
        """Note that one begins or ends to be active."""
        self.look()
        count = self.active.get(party, 0) + by
        if count > 0:
            self.active[party] = count
        else:
            self.active.pop(party, None)

    def parent(self, ident: int) -> Console | None:
        """Give the app that a thread belongs to; None if that is not sure."""
        thread = next((thread for thread in threading.enumerate() if thread.ident == ident), None)
        parents = self._parents.get(thread, frozenset()) if thread is not None else frozenset()
        return next(iter(parents)) if len(parents) == 1 else None

    def alive(self) -> bool:
        """Whether a thread lives that an app may have started."""
        return any(thread.is_alive() and parents != {None} for thread, parents in list(self._parents.items()))
