"""The worker of kernels without threads: whoever wakes it runs what is due, before anything else can happen.

What that costs: an event is over only when its run is, so nothing is drawn until the script yields to the kernel, a run cannot
be stopped by its button, and what comes meanwhile waits its turn. Nothing is lost.
"""

from __future__ import annotations

import logging

from notebook_lit.runtime.engine.engine import Engine

_log = logging.getLogger("notebook_lit")


class InlineWorker:
    """Runs one engine on the thread that has something for it.

    Parameters
    ----------
    name : str
        Of the app, for the log.
    engine : Engine
        What it runs.
    """

    def __init__(self, name: str, engine: Engine) -> None:
        self._name = name
        self._engine = engine
        self._serving = False
        self.closed = False

    def wake(self) -> None:
        """Run all that is due, unless that is being done: then what is new comes after it."""
        if self._serving or self.closed:
            return
        self._serving = True
        try:
            while self._run_next():
                pass
        finally:
            self._serving = False

    def _run_next(self) -> bool:
        try:
            return self._engine.run_next()
        except BaseException:  # noqa: BLE001  # a fault of a publisher or of ours: it must not freeze the widget that woke us
            _log.exception("a run of %s could not be shown", self._name)
            return True
