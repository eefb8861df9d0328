"""Waiting for conditions of which nobody tells."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

#: Seconds after which a condition counts as one that never comes true.
DEADLINE = 20.0


def until(condition: Callable[[], object], why: str = "the condition") -> None:
    """Look at a condition again and again until it is true; an AssertionError if it never is."""
    end = time.monotonic() + DEADLINE
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < end, f"{why} did not come true"
        pause.wait(0.001)
