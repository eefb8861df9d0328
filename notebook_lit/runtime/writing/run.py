"""The current run: its page, its memory of elements, and what it has drawn so far.

Rules
-----
1. `current` is the only ambient thing of the house: a ContextVar that holds the run and the innermost ``with`` container.
   Threads that the script starts do not inherit it; coroutines do, so ``with`` is local to a task.
2. Every write and every claim of a value is a yield point: a run that shall give way, or that has been replaced, unwinds there.
3. Elements are made through `container.emit` and `make`, which remember what an equal call of the last run made (`Memo`).
   What did not change is then the same object, and the reconciler finds that out by comparing pointers.
"""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Callable, Hashable
from contextvars import Context, ContextVar, copy_context
from types import FrameType
from typing import Any, NamedTuple, TypeVar

from notebook_lit.errors import (
    NoSessionContext,
    ScriptControl,
    StreamlitDuplicateElementId,
    StreamlitDuplicateElementKey,
)
from notebook_lit.runtime.model.element import Block, Element, Page
from notebook_lit.runtime.model.session_state import SessionState
from notebook_lit.runtime.model.state import State

T = TypeVar("T")


class Scope(NamedTuple):
    """Where the script is: the run, the innermost container entered by ``with``, and the scope around that."""

    run: Run
    top: Any  # a Container; they live one floor up
    outer: Scope | None = None
    recording: Any = None  # what the cached function that is being computed here writes: a `cache.replay.Recording`


current: ContextVar[Scope] = ContextVar("notebook_lit.current")


def beside_runs(work: Callable[[], None], home: Context | None = None) -> Callable[[], None]:
    """Return ``work`` for a thread of ours that lives beside the runs.

    It executes in a copy of ``home``, by default of this context: ipykernel 7.0 cannot send a message from a thread that knows
    of no parent message. But it belongs to no run, and keeps none alive.
    """
    context = copy_context() if home is None else home.copy()
    context.run(current.set, None)  # type: ignore[arg-type]  # what `current.get(None)` gives where no run is
    return lambda: context.run(work)


class Memo:
    """What the calls of the last runs made, by function and arguments.

    Each entry is a cell ``[made, number of the last run that used it]``. What recent runs have not used is swept out when the
    memory has doubled, so that a run which changes nothing allocates next to nothing.
    """

    __slots__ = ("_size", "cells")

    def __init__(self) -> None:
        self.cells: dict[Hashable, list[Any]] = {}
        self._size = 0

    def sweep(self, number: int) -> None:
        """Forget what no run from ``number`` on has used, if there may be much of it."""
        if len(self.cells) > 2 * self._size + 64:
            self.cells = {key: cell for key, cell in self.cells.items() if cell[1] >= number}
            self._size = len(self.cells)


def _as_it_is(given: Any) -> Any:
    return given


class Run:
    """One execution of the script.

    Parameters
    ----------
    state : State
        The session's memory.
    memo : Memo
        The session's memory of elements.
    number : int
        Counts the runs of one engine.
    filename : str
        The name under which the script is compiled; frames with it are the author's.
    """

    __slots__ = (
        "argv", "dividers", "filename", "keep", "keys", "memo", "names", "number", "output", "over", "page", "recall",
        "recorded", "rerun_requested", "seen", "signal", "state", "stop_requested", "triggers",
    )  # fmt: skip

    def __init__(self, state: State, memo: Memo | None = None, number: int = 1, filename: str = "<script>") -> None:
        self.page = Page()
        self.state = state
        self.memo = Memo() if memo is None else memo
        self.recall = self.memo.cells.get  # a memory is swept between runs only
        self.number = number
        self.filename = filename
        self.signal: type[ScriptControl] | None = None  # what the next yield point raises
        self.over = False  # whether it has ended: what is written to its containers goes to the run that is current
        self.seen: set[str] = set()
        self.names: dict[str, Any] | None = None  # the script's namespace, once its body runs
        self.argv: list[str] | None = None  # what ``sys.argv`` is in it; None: what it is anyway
        self.keep: Callable[[Any], Any] = _as_it_is  # what a page keeps of an author's object, beside what it shows of it
        self.output: Any = None  # where a host sends what the script prints
        self.keys: set[str] = set()
        self.dividers = 0  # headings with `divider=True` so far: they take turns through the colours
        self.triggers: dict[str, bool] = {}  # triggers that are true in this run -> whether the script has seen them
        self.recorded = False  # whether cached functions of this run have to be told what is written
        self.rerun_requested = False  # by the script itself
        self.stop_requested = False  # by the script itself

    def checkpoint(self) -> None:
        """Yield point: unwind if this run shall give way."""
        if self.signal is not None:
            raise self.signal

    def line(self) -> int:
        """Return the line of the script that is being executed, 0 if it is not known."""
        frame: FrameType | None = sys._getframe(2)
        filename = self.filename
        while frame is not None:
            if frame.f_code.co_filename == filename:
                return frame.f_lineno
            frame = frame.f_back
        return 0


def session_state() -> SessionState:
    """Make the ``st.session_state`` of whatever run is current."""
    return SessionState(_current_state)


def _current_state() -> State:
    try:
        run = current.get().run
    except LookupError:
        if threading.current_thread() is not threading.main_thread():
            return _state_of_thread()
        raise NoSessionContext(
            "No app is running here, so there is no `st.session_state`. Use it in a cell that begins with `%%litapp`."
        ) from None
    run.checkpoint()
    return run.state


#: The memory of a thread that belongs to no run.
_loose: ContextVar[State] = ContextVar("notebook_lit.loose")


def _state_of_thread() -> State:
    """Return a memory of the thread's own, as in Streamlit: it belongs to no session."""
    state = _loose.get(None)
    if state is None:
        warnings.warn(
            "This thread belongs to no run, so its `st.session_state` is a memory of its own. To have that of the "
            "app, start it with `threading.Thread(target=contextvars.copy_context().run, args=(f,))`.",
            stacklevel=5,
        )
        state = State()
        _loose.set(state)
    return state


def record(block: Block, index: int, element: Element) -> None:
    """Tell the cached function that is being computed what was written where."""
    scope = current.get(None)
    if scope is not None and scope.recording is not None:
        scope.recording.note(block, index, element)


def warn_of_widget(kind: str) -> None:
    """Let the cached function that is being computed warn of a widget, before it is drawn."""
    scope = current.get(None)
    if scope is not None and scope.recording is not None:
        scope.recording.warn_of_widget(kind)


def claim(run: Run, id: str, key: str | None, kind: str) -> None:
    """Note that this run has drawn a widget or a keyed block.

    Raises
    ------
    StreamlitDuplicateElementId, StreamlitDuplicateElementKey
        If it has drawn one with that identity or key before.
    """
    if key is not None:
        if key in run.keys:
            raise StreamlitDuplicateElementKey(
                f'Two elements of this run have `key="{key}"`, the second one is `st.{kind}`. Give each its own key.'
            )
        run.keys.add(key)
    if id in run.seen:
        raise StreamlitDuplicateElementId(
            f"Two `st.{kind}` widgets have the same label and parameters, so they cannot be told apart. Give each a `key` "
            f"of its own."
        )
    run.seen.add(id)
