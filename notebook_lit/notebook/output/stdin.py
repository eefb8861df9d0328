"""Nobody sits at a prompt of an app: what would wait for one there says so at once instead of waiting for ever.

Rules
-----
1. In the script and its local modules, ``input`` and ``breakpoint`` are ours, by the app's own builtins. ``exit`` and ``quit``
   end the run: IPython hides Python's own, which would also close ``sys.stdin``.
2. Libraries (getpass, pdb, pydoc) ask through the kernel while a cell runs, through ``sys.stdin`` otherwise. Both refuse what
   comes from an app, and pass on all else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from io import TextIOBase, UnsupportedOperation
from typing import Any, NoReturn, Protocol

from notebook_lit.errors import StreamlitAPIException

_QUESTIONS = ("raw_input", "getpass")


def refuse_prompt(*_: object, **__: object) -> NoReturn:
    """Say that there is no prompt.

    Raises
    ------
    StreamlitAPIException
        Always.
    """
    raise StreamlitAPIException(
        "An app has no prompt, so `input()`, `getpass()`, `pdb` and `help()` without an argument would wait for ever. Ask with "
        '`st.text_input`, or `st.text_input(…, type="password")` for a secret.'
    )


def refuse_breakpoint(*_: object, **__: object) -> NoReturn:
    """Say that no debugger can be entered.

    Raises
    ------
    StreamlitAPIException
        Always.
    """
    raise StreamlitAPIException(
        "An app has no prompt, so `breakpoint()` cannot stop in it. Look at values with `st.write` or `print`, or after the "
        "run in the notebook with `app.ns`."
    )


def leave(code: object = None) -> NoReturn:
    """End the script, as ``sys.exit`` does.

    Raises
    ------
    SystemExit
        Always.
    """
    raise SystemExit(code)


#: Builtins that are others in an app than in the notebook (rule 1).
APP_BUILTINS = {"input": refuse_prompt, "breakpoint": refuse_breakpoint, "exit": leave, "quit": leave}


class Askers(Protocol):
    """Knows who asks."""

    def is_apps(self) -> bool:
        """Whether the calling thread runs an app's code."""


class Keyboard(TextIOBase):
    """Stands in for ``sys.stdin`` while apps run."""

    def __init__(self, askers: Askers) -> None:
        super().__init__()
        self.name = "stdin"
        self.below: Any = sys.stdin
        self.first = self.below
        self.away = False  # as in `stream.Stream`
        self._askers = askers

    def _source(self) -> Any:
        return refuse_prompt() if self._askers.is_apps() else self.below

    def read(self, size: int | None = -1, /) -> str:
        """Read from the stream below; refused in an app."""
        text: str = self._source().read(size)
        return text

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed shares it with binary streams
        """Read a line from the stream below; refused in an app."""
        text: str = self._source().readline(size)
        return text

    def readable(self) -> bool:
        """Whether it can be read from."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return bool(self.below.isatty())

    def fileno(self) -> int:
        """Give the file descriptor of the stream below: an app has none, so that nobody reads past us."""
        if self._askers.is_apps():
            raise UnsupportedOperation("the standard input of an app has no file")
        number: int = self.below.fileno()
        return number

    def close(self) -> None:
        """Leave it open: it is not the script's to close."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a plain attribute
        """The encoding of the stream below."""
        return getattr(self.below, "encoding", None) or "utf-8"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.below, name)


class Questions:
    """Refuses the questions that come from apps to a kernel's front end.

    Parameters
    ----------
    kernel : Kernel
        Which asks; it looks its methods up anew for each cell.
    askers : Askers
        Knows who asks.
    """

    def __init__(self, kernel: Any, askers: Askers) -> None:
        self._kernel = kernel
        self._askers = askers
        for name in _QUESTIONS:
            original = getattr(kernel, name, None)
            if callable(original):
                setattr(kernel, name, self._guarded(original))

    def release(self) -> None:
        """Give the kernel its own methods back."""
        for name in _QUESTIONS:
            vars(self._kernel).pop(name, None)

    def _guarded(self, original: Callable[..., str]) -> Callable[..., str]:
        @wraps(original)
        def ask(*args: Any, **kwargs: Any) -> str:
            return refuse_prompt() if self._askers.is_apps() else original(*args, **kwargs)

        return ask
