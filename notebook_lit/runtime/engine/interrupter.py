"""Stops a script that never reaches a yield point: ``while True: pass``, or a loop that catches everything.

Rules
-----
1. It raises in the script's own code and nowhere else. An asynchronous exception may strike inside a library that holds a lock;
   measured, it left the lock held in 247 of 300 cases.
2. With Python 3.12 and newer `sys.monitoring` is armed, only for the stop, on the script's own code objects: it raises at their
   next line, jump or start.
3. Before, scripts are compiled with checks (`notebook_lit.runtime.script.stop_checks`). It gives the name that they look up its
   meaning, in the namespaces of all functions that the script's thread is executing: that of this run, and those of earlier
   runs whose objects live on.
4. Only the script's thread is struck: other threads may execute the same code.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from notebook_lit.errors import StopScript
from notebook_lit.runtime.script.stop_checks import STOP

#: The tool ids that no kind of tool has reserved.
_TOOL_IDS = (3, 4)
#: How long (seconds) ``finally`` blocks may go on before the next exception strikes.
_GRACE = 1.0


class Interrupter:
    """Raises `StopScript` in one thread, at the next line, jump or check of one script's code."""

    def __init__(self) -> None:
        self._disarm: Callable[[], None] | None = None
        self._namespaces: dict[int, dict[str, Any]] = {}  # in which checks strike, by identity
        self._strike: Callable[..., bool] | None = None

    @property
    def armed(self) -> bool:
        """Whether it lies in wait."""
        return self._disarm is not None

    def arm(self, codes: Iterable[CodeType], thread: int) -> bool:
        """Lie in wait; return False if other tools hold all places of `sys.monitoring`.

        Parameters
        ----------
        codes : iterable of code objects
            The script's own code.
        thread : int
            The identifier of the script's thread.
        """
        self.disarm()
        strike = _strike_in(thread)
        monitoring: Any = getattr(sys, "monitoring", None)
        if monitoring is None:
            self._strike, self._disarm = strike, self._take_back
            self.aim(thread)
        else:
            self._disarm = _monitor(monitoring, list(codes), strike)
        return self.armed

    def aim(self, thread: int) -> None:
        """Let checks strike also in functions that the thread has called since (rule 3)."""
        frame = None if self._strike is None else sys._current_frames().get(thread)
        while frame is not None:
            names = frame.f_globals
            if names.get(STOP, self) is None:
                self._namespaces[id(names)] = names
                names[STOP] = self._strike
            frame = frame.f_back

    def disarm(self) -> None:
        """Leave no trace."""
        if self._disarm is not None:
            self._disarm()
            self._disarm = None

    def _take_back(self) -> None:
        self._strike = None
        for names in self._namespaces.values():
            names[STOP] = None
        self._namespaces.clear()


def _strike_in(thread: int) -> Callable[..., bool]:
    """Return what raises in one thread; in others, and during the grace, it returns True, by which comprehensions go on."""
    not_before = 0.0

    def strike(*where: Any) -> bool:
        nonlocal not_before
        if threading.get_ident() != thread or time.monotonic() < not_before:
            return True
        not_before = time.monotonic() + _GRACE
        raise StopScript

    return strike


def _monitor(monitoring: Any, codes: list[CodeType], strike: Callable[..., bool]) -> Callable[[], None] | None:
    """Have ``strike`` called at each line and jump of some code; return what ends that, None if all places are taken."""
    tool = next((tool for tool in _TOOL_IDS if monitoring.get_tool(tool) is None), None)
    if tool is None:
        return None
    monitoring.use_tool_id(tool, "notebook_lit")
    # Python 3.13 sees no new line in a function of one line that calls itself: hence the start
    events = (monitoring.events.LINE, monitoring.events.JUMP, monitoring.events.PY_START)

    def called(*where: Any) -> None:  # what a callback returns has a meaning
        strike()

    for event in events:
        monitoring.register_callback(tool, event, called)
    for code in codes:
        monitoring.set_local_events(tool, code, events[0] | events[1] | events[2])

    def end() -> None:
        for code in codes:
            monitoring.set_local_events(tool, code, 0)
        for event in events:
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)

    return end
