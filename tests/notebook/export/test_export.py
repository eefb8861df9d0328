"""What an exported script needs from the notebook, and how it says so."""

from __future__ import annotations

import ast
import functools
import math
from collections import OrderedDict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notebook_lit.notebook.export.export import LONGEST_VALUE, NotebookInputs, export, repro
from notebook_lit.notebook.export.strip_magics import without_magics
from notebook_lit.runtime.model.state import State


def needs(text: str, **variables: Any) -> NotebookInputs:
    return NotebookInputs(without_magics(text), variables)


def test_what_comes_from_a_module_is_imported() -> None:
    found = needs("m.floor(1), OrderedDict, d(1), date", m=math, OrderedDict=OrderedDict, d=date, date=date)
    assert sorted(found.imports) == [
        "from collections import OrderedDict",
        "from datetime import date",
        "from datetime import date as d",
        "import math as m",
    ]
    assert found.definitions == []


@pytest.mark.parametrize("value", [3, "text", None, [1, (2, {"a": b"x"})], {"k": {1, 2}}, -2.5])
def test_plain_values_are_written_out(value: Any) -> None:
    (line,) = needs("x", x=value).definitions
    assert ast.literal_eval(line.removeprefix("x = ")) == value


class Opaque:
    """Something that has no literal."""


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("inf")], "x" * LONGEST_VALUE, Opaque(), [Opaque()]])
def test_what_has_no_short_literal_is_missing(value: Any) -> None:
    found = needs("x", x=value)
    assert found.definitions == []
    assert found.missing == {"x": type(value).__name__}


def test_names_that_the_notebook_does_not_have_are_not_its_business() -> None:
    found = needs("print(len(nowhere))")
    assert (found.imports, found.definitions, found.missing) == ([], [], {})


FUNCTIONS = """\
BASE = 7

def inner(x):
    return x + BASE

@cached
def outer(x):
    return inner(x) * 2

def unused():
    return 0
"""


def test_functions_come_with_their_decorators_and_after_what_they_read(tmp_path: Path) -> None:
    path = tmp_path / "cell.py"
    path.write_text(FUNCTIONS)
    names: dict[str, Any] = {"__name__": "__main__", "cached": functools.cache}
    exec(compile(FUNCTIONS, str(path), "exec"), names)  # noqa: S102
    found = needs("outer(1)", **{name: names[name] for name in ("BASE", "inner", "outer", "unused", "cached")})
    assert found.imports == ["from functools import cache as cached"]
    assert found.definitions == [
        "BASE = 7",
        "def inner(x):\n    return x + BASE",
        "@cached\ndef outer(x):\n    return inner(x) * 2",
    ]


def test_a_missing_name_stops_the_script_at_once_with_what_to_do() -> None:
    text = export("sales", "st.text(df)", {"df": Opaque()})
    assert "# needs from the notebook: df (Opaque)" in text
    with pytest.raises(NameError, match="needs `df` \\(Opaque\\) from the notebook"):
        exec(text.replace("import streamlit as st", ""), {})  # noqa: S102


def test_future_imports_stay_first() -> None:
    text = export("a", "from __future__ import annotations\nx: nonsense = k", {"k": 3})
    compile(text, "<exported>", "exec")
    assert text.index("from __future__") < text.index("import streamlit")


def test_a_script_that_needs_nothing_is_as_it_was() -> None:
    assert export("a", "st.text('x')", {}).endswith("\n\nimport streamlit as st\n\nst.text('x')\n")


def test_quotes_and_backslashes_of_the_script_survive_in_a_reproduction() -> None:
    body = 'x = """a\\n\\\\ {}"""\nst.text(x)'
    names: dict[str, Any] = {}
    exec(repro("a", body, {}, State(), []), names)  # noqa: S102
    assert names["at"].text[0].value == "a\n\\ {}"


def test_a_reproduction_says_what_it_cannot_write_out() -> None:
    state = State()
    state["plain"], state["opaque"] = [1], Opaque()
    text = repro("a", "st.text('x')", {}, state, [])
    assert "at.session_state['plain'] = [1]" in text
    assert "# st.session_state['opaque'] held a Opaque" in text
