"""Finds the app that started a thread, by which apps were active when it appeared.

Python does not say who started a thread. Audit hooks would, but they can never be taken away and make every ``id()`` in the
kernel five times as slow. So threads are looked at whenever somebody begins or ends to be active: a run of an app, or a cell
of the notebook. What has appeared since the last look was started by one of those that were active, or by a thread of
theirs. If that was only one, the thread is its; if not, it is not known whose it is.
"""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from notebook_lit.notebook.output.console import Console

#: The names of our own threads begin so.
OURS = "litapp "
#: Packages whose threads serve the kernel, whatever was running when they appeared.
_SERVING = frozenset({"ipykernel", "IPython", "zmq", "watchdog", "debugpy", "_pydevd_bundle", "jupyter_client"})


class ThreadOwnership:
    """The apps that may have started each thread."""

    def __init__(self) -> None:
        self._known: set[threading.Thread] = set(threading.enumerate())
        self._owners: WeakKeyDictionary[threading.Thread, frozenset[Console | None]] = WeakKeyDictionary()
        self.active: dict[Console | None, int] = {}  # None: the notebook

    def note_new_threads(self) -> None:
        """Note new threads with the apps that may own them. Called before ``active`` changes."""
        threads = set(threading.enumerate())
        if new := threads - self._known:
            for thread in new:
                if not thread.name.startswith(OURS) and type(thread).__module__.partition(".")[0] not in _SERVING:
                    self._owners[thread] = frozenset(self.active) | self._possible_owners()
        self._known = threads

    def _possible_owners(self) -> set[Console | None]:
        """Return the possible owners of living threads, which may start threads at any time."""
        return {owner for thread, owners in self._owners.items() if thread.is_alive() for owner in owners}

    def change(self, owner: Console | None, by: int) -> None:
        """Count an owner that becomes active (1) or inactive (-1)."""
        if not self._known.issuperset(threading.enumerate()):
            self.note_new_threads()
        count = self.active.get(owner, 0) + by
        if count > 0:
            self.active[owner] = count
        else:
            self.active.pop(owner, None)

    def owner_of(self, ident: int) -> Console | None:
        """Return the app that owns a thread; None if several may."""
        thread = next((thread for thread in threading.enumerate() if thread.ident == ident), None)
        owners = self._owners.get(thread, frozenset()) if thread is not None else frozenset()
        return next(iter(owners)) if len(owners) == 1 else None

    def alive(self) -> bool:
        """Return whether a thread that an app may have started is alive."""
        return bool(self._owners) and any(
            thread.is_alive() and owners != {None} for thread, owners in list(self._owners.items())
        )
