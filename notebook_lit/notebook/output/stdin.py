"""Refuses prompts in apps: what would wait for keyboard input raises at once.

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

_PROMPTS = ("raw_input", "getpass")


def refuse_prompt(*_: object, **__: object) -> NoReturn:
    """Raise, since an app has no prompt.

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
    """Raise, since an app has no debugger prompt.

    Raises
    ------
    StreamlitAPIException
        Always.
    """
    raise StreamlitAPIException(
        "An app has no prompt, so `breakpoint()` cannot stop in it. Look at values with `st.write` or `print`, or after the "
        "run in the notebook with `app.ns`."
    )


def exit_script(code: object = None) -> NoReturn:
    """End the script, as ``sys.exit`` does.

    Raises
    ------
    SystemExit
        Always.
    """
    raise SystemExit(code)


#: Builtins that are others in an app than in the notebook (rule 1).
APP_BUILTINS = {"input": refuse_prompt, "breakpoint": refuse_breakpoint, "exit": exit_script, "quit": exit_script}


class AppCheck(Protocol):
    """Tells app code from notebook code."""

    def in_app(self) -> bool:
        """Return whether the calling thread runs an app's code."""


class StdinProxy(TextIOBase):
    """Replaces ``sys.stdin`` while apps run."""

    def __init__(self, app_check: AppCheck) -> None:
        super().__init__()
        self.name = "stdin"
        self.below: Any = sys.stdin
        self.first = self.below
        self.away = False  # as in `stream.StreamProxy`
        self._app_check = app_check

    def _source(self) -> Any:
        return refuse_prompt() if self._app_check.in_app() else self.below

    def read(self, size: int | None = -1, /) -> str:
        """Read from the stream below; refused in an app."""
        text: str = self._source().read(size)
        return text

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed shares it with binary streams
        """Read a line from the stream below; refused in an app."""
        text: str = self._source().readline(size)
        return text

    def readable(self) -> bool:
        """Return True."""
        return True

    def isatty(self) -> bool:
        """Return whether the stream below is a terminal."""
        return bool(self.below.isatty())

    def fileno(self) -> int:
        """Return the file descriptor of the stream below; refused in an app, which could read past the proxy."""
        if self._app_check.in_app():
            raise UnsupportedOperation("the standard input of an app has no file")
        number: int = self.below.fileno()
        return number

    def close(self) -> None:
        """Do nothing: a script must not close the stream."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a plain attribute
        """The encoding of the stream below."""
        return getattr(self.below, "encoding", None) or "utf-8"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.below, name)


class KernelPrompts:
    """Refuses the prompts of apps that a kernel would send to its front end.

    Parameters
    ----------
    kernel : Kernel
        The kernel; it looks up these methods anew for each cell.
    app_check : AppCheck
        Tells app code from notebook code.
    """

    def __init__(self, kernel: Any, app_check: AppCheck) -> None:
        self._kernel = kernel
        self._app_check = app_check
        for name in _PROMPTS:
            original = getattr(kernel, name, None)
            if callable(original):
                setattr(kernel, name, self._refusing_apps(original))

    def release(self) -> None:
        """Restore the kernel's own methods."""
        for name in _PROMPTS:
            vars(self._kernel).pop(name, None)

    def _refusing_apps(self, original: Callable[..., str]) -> Callable[..., str]:
        @wraps(original)
        def ask(*args: Any, **kwargs: Any) -> str:
            return refuse_prompt() if self._app_check.in_app() else original(*args, **kwargs)

        return ask
