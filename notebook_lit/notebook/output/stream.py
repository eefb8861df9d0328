"""The stand-in for ``sys.stdout`` or ``sys.stderr`` while apps run."""

from __future__ import annotations

import sys
from io import TextIOBase
from os import getpid
from typing import Any, Protocol

from notebook_lit.notebook.output.console import WAITING, Console
from notebook_lit.runtime.writing.run import current


class Owners(Protocol):
    """Knows whose the output of the calling thread is."""

    def owner(self) -> Console | None:
        """Give the console for what this thread writes outside of runs; None if it is the notebook's."""

    def joins(self) -> bool:
        """Whether this thread's output is an app's; asked when it flushes."""


class Stream(TextIOBase):
    """Stands in for ``sys.stdout`` or ``sys.stderr`` (rules 1 and 2 of `output_capture`)."""

    def __init__(self, owners: Owners, name: str) -> None:
        super().__init__()
        self.name = name
        self.below: Any = getattr(sys, name)
        self.first = self.below
        self.away = False  # a cell has put another one in its place, and may put it back
        self._owners = owners
        self._is_error = name == "stderr"
        self._process = getpid()

    def write(self, text: str, /) -> int:
        """Write where it belongs. A loop with a million prints is spent here: `Console.write` is written out."""
        scope = current.get(None)
        console = None if scope is None else scope.run.output
        if console is None:
            console = self._owners.owner()
        if console is None or getpid() != self._process:
            self.below.write(text)
        elif isinstance(text, str):
            waiting = console.waiting
            waiting.append((text,) if self._is_error else text)
            if len(waiting) > WAITING:
                console.take()
        else:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return len(text)

    def owner(self) -> Console | None:
        """Give the console for what this thread writes outside of runs."""
        return self._owners.owner()

    def flush(self) -> None:
        """Pass on what is the notebook's; what is an app's appears within `PAUSE` by itself."""
        if self._owners.joins():
            return
        self.below.flush()

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return bool(self.below.isatty())

    def fileno(self) -> int:
        """Give the file descriptor of the stream below."""
        number: int = self.below.fileno()
        return number

    def close(self) -> None:
        """Leave it open: it is not the script's to close."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a plain attribute
        """The encoding of the stream below."""
        return getattr(self.below, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str | None:  # type: ignore[override]  # as above
        """What the stream below does with what it cannot encode."""
        errors: str | None = getattr(self.below, "errors", None)
        return errors

    def __getattr__(self, name: str) -> Any:  # what kernels add to their streams
        return getattr(self.below, name)
