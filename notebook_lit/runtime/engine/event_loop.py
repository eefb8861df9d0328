"""Waits for a coroutine on a thread whose own event loop may be running: where there are no threads, the kernel's is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from typing import Any

IN_BROWSER = sys.platform == "emscripten"
ADVICE = (
    "This browser cannot wait for the top-level `await` of an app: that takes JavaScript Promise Integration (JSPI), which "
    "Chrome and Edge have from version 137 on. Use such a browser, or take the `await` out of the script."
)


def complete(loop: asyncio.AbstractEventLoop, awaited: Awaitable[Any]) -> Any:
    """Run a coroutine, or wait for a future of the loop, and give the result.

    Parameters
    ----------
    loop : asyncio.AbstractEventLoop
        Where it runs, and what it starts too. It must not run yet. In a browser there is only one loop, and it is taken.
    awaited : Awaitable
        What is waited for.

    Raises
    ------
    RuntimeError
        In a browser that cannot wait.
    """
    around = asyncio._get_running_loop()
    if around is None:
        return loop.run_until_complete(awaited)
    if IN_BROWSER:
        return _wait_in_browser(awaited)
    # The loop around stands still meanwhile, with the task that it is just doing. From Python 3.14 on a thread has only one
    # current task, whatever the loop is.
    swap = getattr(asyncio.tasks, "_swap_current_task", lambda loop, task: task)
    task = swap(around, None)
    asyncio._set_running_loop(None)
    try:
        return loop.run_until_complete(awaited)
    finally:
        asyncio._set_running_loop(around)
        swap(around, task)


def _wait_in_browser(awaited: Awaitable[Any]) -> Any:
    """Wait as Pyodide can: the whole stack of Python is set aside until it is done."""
    from pyodide.ffi import can_run_sync, run_sync  # noqa: PLC0415  (there is such a module in browsers only)

    if not can_run_sync():
        if asyncio.iscoroutine(awaited):
            awaited.close()
        raise RuntimeError(ADVICE)
    return run_sync(awaited)


def end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what a run has left behind on its loop."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left and not loop.is_closed():
        complete(loop, asyncio.gather(*left, return_exceptions=True))
