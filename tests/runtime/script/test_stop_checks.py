"""The checks by which a script can be stopped where Python cannot be monitored."""

from __future__ import annotations

import ast
import inspect
import linecache
import pickle
from typing import Any

import pytest

from notebook_lit.runtime.script.stop_checks import STOP, checked_lines, insert_stop_checks


class Struck(Exception):
    pass


def strike() -> bool:
    raise Struck


def executed(text: str, stop: Any = None) -> dict[str, Any]:
    """Execute a text with checks; return its names."""
    tree, names = ast.parse(text), {STOP: stop}
    insert_stop_checks(tree, checked_lines(text))
    exec(compile(tree, "<checked>", "exec"), names)  # noqa: S102
    return names


@pytest.mark.parametrize(
    "text",
    [
        "n = 2\nwhile n: n -= 1",
        "for n in 'ab': pass",
        "def f(): pass\nf()",
        "def f(): 'doc'\nf()",
        "class A:\n    def f(self):\n        'doc'\n        return 1\nA().f()",
        "[n for n in 'ab']",
        "{n: 1 for n in 'ab'}",
        "set(n for n in 'ab')",
        "[lambda: 1 for n in 'ab' for m in 'cd']",
        "a = 1\nx = {\n    'a': 1,\n    'b': [n for n in 'ab'],\n}\nb = 2",
        "import asyncio\nasync def f(): pass\nasyncio.run(f())",
    ],
)
def test_every_function_and_loop_can_be_struck(text: str) -> None:
    executed(text)
    with pytest.raises(Struck):
        executed(text, strike)


def test_a_comprehension_goes_on_if_it_is_not_struck() -> None:
    assert executed("x = [n for n in range(5) if n % 2]", lambda: True)["x"] == [1, 3]


def test_docstrings_lines_and_arguments_are_the_authors() -> None:
    text = 'def f(a, *, b=2):\n    """Doc."""\n    return a / b\ndef g():\n    """Alone."""\n'
    linecache.cache["<checked>"] = (len(text), None, text.splitlines(keepends=True), "<checked>")
    f = executed(text)["f"]
    assert (f.__doc__, f(1, b=1), executed(text)["g"].__doc__) == ("Doc.", 1.0, "Alone.")
    assert {line for _, _, line in f.__code__.co_lines() if line} <= {1, 2, 3}
    assert inspect.getsource(f).startswith("def f(a, *, b=2)")


def test_what_functions_need_of_their_namespace_can_be_pickled() -> None:
    f = executed("def f(n):\n    return [x for x in range(n)]")["f"]
    needed = {name: f.__globals__[name] for name in f.__code__.co_names if name in f.__globals__}
    assert needed == {STOP: None}
    assert pickle.loads(pickle.dumps(needed)) == needed
