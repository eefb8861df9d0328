"""A notebook file as the source of an app: its ``%%litapp`` cells, and the plain code cells before the last of them.

Rules
-----
1. The cells are joined in the notebook's order, so that what ``df = …`` in a plain cell makes is there for the app below it.
   Plain code cells after the last ``%%litapp`` cell are left out, and so are cells of any other magic (``%%bash``).
2. A line that is a magic, a shell command or a request for help (``%matplotlib inline``, ``!ls``, ``df?``) becomes ``pass``; a
   cell that is Python as it stands is not touched.
3. Outputs and metadata are no part of the text: an app does not run again because they changed.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

#: The first line of a cell that is an app.
_APP = re.compile(r"%%litapp\b.*")
_NOT_PYTHON = re.compile(r"^(\s*)(?:[%!].*|\?{1,2}[\w.*]+|[\w.*]+\?{1,2})\s*$", re.MULTILINE)


@dataclass(frozen=True)
class NotebookSource:
    """The app cells of a notebook file, as one app.

    Parameters
    ----------
    path : Path
        The ``.ipynb`` file.
    data : bytes, optional
        The content that was read from it; see `notebook_lit.runtime.script.source.FileSource`.
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
        """Return the text of the app.

        Raises
        ------
        SyntaxError
            If the file is no notebook, or has no ``%%litapp`` cell.
        """
        data = self.path.read_bytes() if self.data is None else self.data
        cells = list(_code_cells(data, self.filename))
        apps = [number for number, cell in enumerate(cells) if _APP.match(cell)]
        if not apps:
            raise SyntaxError(f"{self.filename} has no cell that begins with %%litapp")
        parts = []
        for cell in cells[: apps[-1] + 1]:
            head, _, body = cell.partition("\n")
            if _APP.match(head):
                parts.append(_only_python(body))
            elif not head.startswith("%%"):
                parts.append(_only_python(cell))
        return "\n".join(parts) + "\n"

    def holding(self, data: bytes | None = None) -> NotebookSource:
        """Return the same source with a fixed content: ``data``, or what the file holds now."""
        return replace(self, data=self.path.read_bytes() if data is None else data)


def _code_cells(data: bytes, filename: str) -> Iterator[str]:
    """Yield the texts of the code cells."""
    try:
        notebook: Any = json.loads(data)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"]).lstrip("\n")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise SyntaxError(f"{filename} is no notebook of format 4: {wrong}") from None


def _only_python(cell: str) -> str:
    """Return the text of a cell with lines that are not Python replaced by ``pass``."""
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError):
        return _NOT_PYTHON.sub(r"\1pass", cell)
    return cell
