"""Apps show that the kernel is busy while a cell runs: changes of their readers may have to wait for its end.

The kernel says so itself, from a thread: every front end can show that, with no part of ours in it. A cell that is over within
`PATIENCE` is not mentioned, and neither is it by an app that is running, which shows that already. Where no thread can be
started, or where the cell holds Python's lock all the time, nothing is said.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from IPython.core.interactiveshell import InteractiveShell

from notebook_lit.notebook.app.session import AppSession
from notebook_lit.notebook.output.thread_ownership import OURS
from notebook_lit.runtime.writing.run import beside_runs
from notebook_lit.runtime.writing.threads import started

#: Seconds that a cell may run before it is mentioned, and between two looks.
PATIENCE = 0.5


class KernelBusy:
    """Shows in the apps of a kernel that a cell runs.

    Parameters
    ----------
    shell : InteractiveShell
        Whose cells.
    apps : callable
        Returns the live apps.
    """

    def __init__(self, shell: InteractiveShell, apps: Callable[[], Iterable[AppSession]]) -> None:
        self._shell = shell
        self._apps = apps
        self._ended = threading.Event()
        self._lock = threading.Lock()  # held while apps are told: nothing is said after the end of a cell

    def start(self) -> None:
        """Begin to listen to cells."""
        self._shell.events.register("pre_run_cell", self._cell_begins)
        self._shell.events.register("post_run_cell", self._cell_ends)

    def stop(self) -> None:
        """Listen no longer."""
        self._cell_ends()
        self._shell.events.unregister("pre_run_cell", self._cell_begins)
        self._shell.events.unregister("post_run_cell", self._cell_ends)

    def _cell_begins(self, *_: object) -> None:
        self._ended.set()
        if any(True for _ in self._apps()):
            self._ended = ended = threading.Event()
            watch = beside_runs(lambda: self._watch(ended))
            started(threading.Thread(target=watch, name=f"{OURS}busy", daemon=True))

    def _cell_ends(self, *_: object) -> None:
        with self._lock:
            self._ended.set()
            for app in list(self._apps()):
                app.view.kernel_busy(False)

    def _watch(self, ended: threading.Event) -> None:
        while not ended.wait(PATIENCE):
            with self._lock:
                if ended.is_set():
                    return
                for app in list(self._apps()):
                    if app.status == "idle":
                        app.view.kernel_busy(True)
