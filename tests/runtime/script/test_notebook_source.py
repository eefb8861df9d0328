"""Notebook files as the source of an app."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notebook_lit.runtime.script.notebook_source import NotebookSource


def text_of(*cells: str | list[str], markdown: str = "words") -> str:
    book = {"cells": [{"cell_type": "markdown", "source": markdown}]}
    book["cells"] += [{"cell_type": "code", "source": cell} for cell in cells]  # type: ignore[misc]
    return NotebookSource(Path("book.ipynb"), json.dumps(book).encode()).read()


def test_app_cells_are_one_app_and_plain_cells_before_the_last_of_them_come_along() -> None:
    cells = ["a = 1", "%%litapp one\nb = 2", "c = 3", "%%litapp\nd = 4", "e = 5"]
    assert text_of(*cells) == "a = 1\nb = 2\nc = 3\nd = 4\n"


def test_cells_of_other_magics_are_left_out() -> None:
    assert text_of("%%bash\nls", "%%litappetite\nx", "%%litapp\nb = 2") == "b = 2\n"


def test_lines_that_are_not_python_become_pass_and_strings_stay() -> None:
    cell = "%matplotlib inline\nif x:\n    !ls\ndf?\n?df\nb = 10 %3"
    assert text_of(cell, "%%litapp\n1") == "pass\nif x:\n    pass\npass\npass\nb = 10 %3\n1\n"
    kept = 's = """\n%d\n!\n"""'
    assert text_of(kept, "%%litapp\n1") == f"{kept}\n1\n"


def test_sources_may_be_lists_of_lines() -> None:
    assert text_of(["%%litapp\n", "a = 1\n", "b = 2"]) == "a = 1\nb = 2\n"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"cells": 1}', b'{"cells": [{}]}', b'{"cells": []}', b"\xff"])
def test_what_is_no_notebook_with_an_app_is_a_syntax_error(data: bytes) -> None:
    with pytest.raises(SyntaxError, match=r"book\.ipynb"):
        NotebookSource(Path("book.ipynb"), data).read()
