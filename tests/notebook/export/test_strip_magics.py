"""Magics become comments in the form in which their author wrote them, line for line where they were."""

from __future__ import annotations

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from notebook_lit.notebook.export.strip_magics import StrippedScript, without_magics


def plain(cell: str) -> StrippedScript:
    return without_magics(TransformerManager().transform_cell(cell))


@pytest.mark.parametrize("cell", ["%matplotlib inline", "!ls -l", "!!ls", "%time f(x)"])
def test_a_line_becomes_the_comment_that_its_author_wrote(cell: str) -> None:
    found = plain(f"x = 1\n{cell}\ny = 2\n")
    assert found.text == f"x = 1\n# {cell}\ny = 2\n"
    assert found.magics == [cell]


def test_a_block_that_would_be_empty_gets_a_pass() -> None:
    found = plain("if x:\n    %precision 3\ny = 2\n")
    ast.parse(found.text)
    assert found.text == "if x:\n    pass\n    # %precision 3\ny = 2\n"


def test_what_a_magic_gives_is_known_by_its_name() -> None:
    found = plain("files = !ls $folder\nname = %pwd\n")
    assert found.results == {"files": "!ls $folder", "name": "%pwd"}
    assert found.magics == ["files = !ls $folder", "name = %pwd"]


def test_a_cell_magic_inside_is_a_comment_of_all_its_lines() -> None:
    found = without_magics("get_ipython().run_cell_magic('capture', 'out', 'print(1)\\n\\nprint(2)\\n')\n")
    assert found.text == "# %%capture out\n# print(1)\n#\n# print(2)\n"
    assert found.magics == ["%%capture out"]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n\n\ny = 2",
        "print('get_ipython().system(1)')",
        "get_ipython().system(command)\n",
        "get_ipython().ask('ls')\n",
        "x = 1; get_ipython().system('ls')\n",
    ],
)
def test_what_is_no_magic_or_shares_its_line_is_left_as_it_is(text: str) -> None:
    assert without_magics(text).text == text
    assert without_magics(text).magics == []


def test_lines_after_letters_of_several_bytes_are_found() -> None:
    assert plain("if 'ü':\n    !echo ü\n").text == "if 'ü':\n    pass\n    # !echo ü\n"
