"""Threads where there may be none: Pyodide, and so JupyterLite, cannot start any."""

from __future__ import annotations

import threading


def started(thread: threading.Thread) -> bool:
    """Start a thread; False if this Python, or this machine, cannot start one."""
    try:
        thread.start()
    except RuntimeError:  # "can't start new thread"
        return False
    return True
