"""The proxy for ``sys.stdout`` or ``sys.stderr`` while apps run."""

from __future__ import annotations

import sys
from io import TextIOBase
from os import getpid, write
from typing import Any, Protocol

from notebook_lit.notebook.output.console import WAITING, Console
from notebook_lit.runtime.writing.run import current


class OutputOwners(Protocol):
    """Finds the owner of the calling thread's output."""

    def owner(self) -> Console | None:
        """Return the console that owns what this thread writes outside of runs; None for the notebook."""

    def owned_by_app(self) -> bool:
        """Return whether an app owns this thread's output; called when it flushes."""


class StreamProxy(TextIOBase):
    """Replaces ``sys.stdout`` or ``sys.stderr`` (rules 1 and 2 of `output_capture`)."""

    def __init__(self, owners: OutputOwners, name: str) -> None:
        super().__init__()
        self.name = name
        self.below: Any = getattr(sys, name)
        self.first = self.below
        self.away = False  # a cell has put another one in its place, and may put it back
        self._owners = owners
        self._is_error = name == "stderr"
        self._descriptor = 2 if self._is_error else 1
        self._process = getpid()

    def write(self, text: str, /) -> int:
        """Write to the owner's console, or to the stream below. `Console.write` is inlined, for print loops."""
        scope = current.get(None)
        console = None if scope is None else scope.run.output
        if console is None:
            console = self._owners.owner()
        if console is None:
            self.below.write(text)
        elif getpid() != self._process:  # a fork: what it has inherited leads to the app (see `child_output`)
            write(self._descriptor, text.encode("utf-8", "replace"))
        elif isinstance(text, str):
            waiting = console.waiting
            waiting.append((text,) if self._is_error else text)
            if len(waiting) > WAITING:
                console.process()
        else:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return len(text)

    def owner(self) -> Console | None:
        """Return the console that owns what this thread writes outside of runs."""
        return self._owners.owner()

    def flush(self) -> None:
        """Flush the stream below for the notebook; an app's console is sent within `PAUSE` by itself."""
        if self._owners.owned_by_app():
            return
        self.below.flush()

    def writable(self) -> bool:
        """Return True."""
        return True

    def isatty(self) -> bool:
        """Return whether the stream below is a terminal."""
        return bool(self.below.isatty())

    def fileno(self) -> int:
        """Return the file descriptor that children may write to: in an app one that leads there."""
        if self._owners.owned_by_app():
            return self._descriptor
        number: int = self.below.fileno()
        return number

    def close(self) -> None:
        """Do nothing: a script must not close the stream."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a plain attribute
        """The encoding of the stream below."""
        return getattr(self.below, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str | None:  # type: ignore[override]  # as above
        """The error handler of the stream below."""
        errors: str | None = getattr(self.below, "errors", None)
        return errors

    def __getattr__(self, name: str) -> Any:  # what kernels add to their streams
        return getattr(self.below, name)
