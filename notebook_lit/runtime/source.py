"""Where the text of a script comes from: a cell or a file."""

from __future__ import annotations

import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Source(Protocol):
    """The text of a script and the names under which it runs."""

    @property
    def name(self) -> str:
        """What the app is called where no name was given."""

    @property
    def filename(self) -> str:
        """The file name in tracebacks."""

    @property
    def directory(self) -> Path | None:
        """The folder whose modules the script imports, or None for the notebook's own."""

    def read(self) -> str:
        """Give the text as it is now."""


@dataclass(frozen=True)
class CellSource:
    """A script that stands in a notebook cell or in a string.

    Parameters
    ----------
    text : str
        The script.
    name : str
        The name of the app.
    version : int
        Counts the executions of the cell: each text needs a file name of its own, or tracebacks show the wrong lines.
    """

    text: str
    name: str = "app"
    version: int = 1

    @property
    def filename(self) -> str:
        """A name that is no path, so that nobody looks for the file."""
        return f"<litapp {self.name} {self.version}>"

    @property
    def directory(self) -> Path | None:
        """None: the notebook's own folder is importable already."""
        return None

    def read(self) -> str:
        """Give the text of the cell."""
        return self.text


@dataclass(frozen=True)
class FileSource:
    """A script in a file; it is read at each run that follows a change."""

    path: Path

    @property
    def name(self) -> str:
        """The stem of the file."""
        return self.path.stem

    @property
    def filename(self) -> str:
        """The path."""
        return str(self.path)

    @property
    def directory(self) -> Path | None:
        """The folder of the file."""
        return self.path.parent

    def read(self) -> str:
        """Read the file in the encoding that it declares."""
        with tokenize.open(self.path) as file:
            return file.read()
