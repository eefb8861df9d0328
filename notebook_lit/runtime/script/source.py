"""The sources of a script's text: a cell or a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from importlib.util import decode_source
from pathlib import Path
from typing import Protocol


class Source(Protocol):
    """The text of a script and the names under which it runs."""

    @property
    def name(self) -> str:
        """The default name of the app."""

    @property
    def filename(self) -> str:
        """The file name in tracebacks."""

    @property
    def directory(self) -> Path | None:
        """The folder whose modules the script imports, or None for the notebook's own."""

    @property
    def argv(self) -> list[str] | None:
        """What the script finds as ``sys.argv``; None for the notebook's own."""

    def read(self) -> str:
        """Return the current text."""


@dataclass(frozen=True)
class CellSource:
    """A script in a notebook cell or in a string.

    Parameters
    ----------
    text : str
        The script.
    name : str
        The name of the app.
    version : int
        Counts the executions of the cell: each text needs a file name of its own, or tracebacks show the wrong lines.
    first_line : int
        The line of the cell in which the script begins: 2 below ``%%litapp``.
    """

    text: str
    name: str = "app"
    version: int = 1
    first_line: int = 1

    @property
    def filename(self) -> str:
        """A name that is no path, so that nobody looks for the file."""
        return f"<litapp {self.name} {self.version}>"

    @property
    def directory(self) -> Path | None:
        """None: the notebook's own folder is importable already."""
        return None

    @property
    def argv(self) -> None:
        """None: a cell has no arguments."""

    def read(self) -> str:
        """Return the script, after as many empty lines as stand above it in the cell: errors name the cell's own lines."""
        return "\n" * (self.first_line - 1) + self.text


@dataclass(frozen=True)
class FileSource:
    """A script in a file.

    Parameters
    ----------
    path : Path
        The file.
    data : bytes, optional
        What was read from it. Without it the file is read whenever the text is wanted; with it what was looked at (compared,
        hashed) is what is compiled, whatever happens to the file meanwhile.
    arguments : tuple of str
        What follows the path in ``sys.argv``.
    """

    path: Path
    data: bytes | None = field(default=None, compare=False, repr=False)
    arguments: tuple[str, ...] = field(default=(), compare=False)

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

    @property
    def argv(self) -> list[str]:
        """The path and the arguments."""
        return [str(self.path), *self.arguments]

    def read(self) -> str:
        """Return the text, in the encoding that it declares.

        Raises
        ------
        SyntaxError
            If it is not in that encoding.
        """
        return decode(self.path.read_bytes() if self.data is None else self.data, self.filename)

    def holding(self, data: bytes | None = None) -> FileSource:
        """Return the same source with a fixed content: ``data``, or what the file holds now."""
        return replace(self, data=self.path.read_bytes() if data is None else data)


def digest(data: bytes | None) -> str:
    """Return the digest of a content; "" for a file that does not exist."""
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()


def decode(data: bytes, filename: str) -> str:
    """Return Python source text, decoded as Python does: byte order mark, encoding line, all line ends.

    Raises
    ------
    SyntaxError
        If it is not in the encoding that it declares, or contains zero bytes.
    """
    try:
        text = decode_source(data)
    except SyntaxError as error:
        raise SyntaxError(f"{filename} is not in the encoding that it declares (UTF-8 by default): {error.msg}") from None
    except ValueError as error:  # a UnicodeDecodeError says neither the file nor what to do
        raise SyntaxError(f"{filename} is not in the encoding that it declares (UTF-8 by default): {error}") from None
    if "\0" in text:
        raise SyntaxError(f"{filename} contains zero bytes")
    return text
