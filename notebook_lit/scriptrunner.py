"""``streamlit.runtime.scriptrunner``: how a script gives its threads the run that they belong to."""

from __future__ import annotations

import threading
from contextvars import Context, copy_context
from typing import Any

from notebook_lit.errors import RerunScript as RerunException
from notebook_lit.errors import StopScript as StopException
from notebook_lit.runtime.writing.run import current

__all__ = ["RerunException", "ScriptRunContext", "StopException", "add_script_run_ctx", "get_script_run_ctx"]


class ScriptRunContext:
    """The run that a thread belongs to.

    Parameters
    ----------
    context : Context
        The context variables of the script.
    session_id : str
        Tells the session from others; the same in all of its runs.
    """

    def __init__(self, context: Context, session_id: str) -> None:
        self.context = context
        self.session_id = session_id


def get_script_run_ctx(suppress_warning: bool = False) -> ScriptRunContext | None:
    """Return the run that the calling thread belongs to.

    Parameters
    ----------
    suppress_warning : bool
        Has no effect: there is no warning.

    Returns
    -------
    ScriptRunContext or None
        None in a thread that belongs to no run.

    Examples
    --------
    >>> get_script_run_ctx() is None
    True
    """
    scope = current.get(None)
    return None if scope is None else ScriptRunContext(copy_context(), f"{id(scope.run.state):x}")


def add_script_run_ctx(thread: threading.Thread | None = None, ctx: ScriptRunContext | None = None) -> Any:
    """Let a thread write to the page of a run, and use its ``st.session_state``.

    Parameters
    ----------
    thread : Thread, optional
        A thread that has not been started, or the calling one, which is the default.
    ctx : ScriptRunContext, optional
        The run; by default the one that the caller belongs to.

    Returns
    -------
    Thread
        The thread.

    Raises
    ------
    RuntimeError
        If another thread is given that has been started: a context cannot be put into a thread from outside.

    Examples
    --------
    >>> add_script_run_ctx(threading.Thread(target=work)).start()    # doctest: +SKIP
    """
    thread = threading.current_thread() if thread is None else thread
    ctx = get_script_run_ctx() if ctx is None else ctx
    if ctx is None:
        return thread
    if thread is threading.current_thread():
        current.set(ctx.context[current])
        return thread
    if thread.ident is not None:
        raise RuntimeError(
            f"The thread {thread.name!r} has been started. Call `add_script_run_ctx(thread)` before `thread.start()`."
        )
    run, context = thread.run, ctx.context.copy()
    thread.run = lambda: context.run(run)  # type: ignore[method-assign]  # the one way to enter a context in a thread of others
    return thread
