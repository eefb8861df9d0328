"""``st.rerun`` and ``st.stop``: the script ends its own run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from notebook_lit.errors import (
    RerunScript,
    StopScript,
    StreamlitAPIException,
    StreamlitInvalidLayoutContextError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from notebook_lit.runtime.writing.run import current

#: How many reruns a script may ask for in a row, with nobody operating the page in between.
RERUN_LIMIT = 50


def stop() -> NoReturn:
    """End this run here. What was written stays; nothing runs again by itself.

    Outside an app it does nothing.

    Examples
    --------
    >>> if not name:    # doctest: +SKIP
    ...     st.warning("Enter a name first.")
    ...     st.stop()
    """
    scope = current.get(None)
    if scope is None:
        return  # type: ignore[misc]  # typed as Streamlit's: inside an app it never returns
    scope.run.checkpoint()
    scope.run.stop_requested = True
    scope.run.signal = StopScript
    raise StopScript


def rerun(scope: str | int | Sequence[str | int] = "app") -> NoReturn:
    """End this run here and start the next one at once. Clicks count as seen; all other values stay.

    Outside an app it does nothing.

    Parameters
    ----------
    scope : {"app", "fragment"} or str or int or sequence of those
        "app": the whole script. "fragment": the fragment that is running. A name or names: those fragments, allowed in
        callbacks only.

    Raises
    ------
    StreamlitInvalidLayoutContextError
        If "fragment" is asked for where no fragment runs.
    StreamlitAPIException
        If fragments are named outside a callback, or there is none of that name.
    StreamlitValueError, StreamlitInvalidParameterTypeError
        If ``scope`` is empty, or neither a name nor a sequence of names.
    """
    here = current.get(None)
    if here is None:
        return  # type: ignore[misc]  # as for stop
    run = here.run
    _check_scope(scope)
    run.checkpoint()
    run.rerun_requested = True
    raise RerunScript


def _check_scope(scope: object) -> None:
    if scope == "app":
        return
    if scope == "fragment":
        raise StreamlitInvalidLayoutContextError(
            '`st.rerun(scope="fragment")` is for the run of a fragment; this is a run of the whole script. Use `st.rerun()`.'
        )
    names = [scope] if isinstance(scope, str | int) else scope
    if isinstance(names, bytes) or not isinstance(names, Sequence):
        raise StreamlitInvalidParameterTypeError(f'`scope` is {scope!r}. Give "app", "fragment", a name or a list of names.')
    if not names or names == [""]:
        raise StreamlitValueError(f'`scope` is {scope!r}, which names nothing. Give "app", "fragment" or a fragment\'s key.')
    for name in names:
        if not isinstance(name, str | int):
            raise StreamlitInvalidParameterTypeError(f"`scope` names {name!r}, which is neither a str nor an int.")
        if name in ("app", "fragment") and scope is not name:
            raise StreamlitValueError(f'"{name}" cannot stand in a list of fragments. Give it alone.')
    raise StreamlitAPIException(f"No fragment of this app has the key {names[0]!r}, so it cannot be rerun by itself.")


def too_many_reruns() -> StreamlitAPIException:
    """Return the error for a script that asks for a rerun in every run."""
    return StreamlitAPIException(
        f"`st.rerun()` was called {RERUN_LIMIT} times in a row and nobody operated the page in between. Put it behind a "
        "condition that becomes false."
    )
