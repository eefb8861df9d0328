"""Which expressions a script shows, and where its tracebacks point."""

from __future__ import annotations

import textwrap
import traceback
from typing import Any

import pytest

from notebook_lit.runtime.script.compile import LONG, MOST_STATEMENTS, PIECE, SHOW, Script, compile_script
from notebook_lit.runtime.script.stop_checks import STOP


def shown(text: str) -> list[Any]:
    calls: list[Any] = []
    names = {SHOW: lambda *values: calls.append(values if len(values) > 1 else values[0]), STOP: None}
    for statement in compile_script(textwrap.dedent(text), "<test>").statements:
        exec(statement.code, names)  # noqa: S102
    return calls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 5\nx", [5]),
        ("1, 2", [(1, 2)]),
        ("3,", [3]),
        ("len('abc')", []),
        ("'docstring'\n'shown'", ["shown"]),
        ("f'{1}'", ["1"]),
        ("None", [None]),
        ("[n for n in (1, 2)]", [[1, 2]]),
        ("(y := 3)", [3]),
        ("def f():\n    'doc'\n    'second'\n    7\nf()", ["second", 7]),
        ("if True:\n    'first of a branch'\nelse:\n    2", ["first of a branch"]),
        ("for n in range(2):\n    n\nelse:\n    'end'", [0, 1, "end"]),
        ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    'caught'\nfinally:\n    'last'", ["caught", "last"]),
        ("match 1:\n    case 1:\n        'one'", ["one"]),
        ("class A:\n    'doc'\n    1\n    def m(self):\n        2\n        3\nA().m()", [2, 3]),
        ("class A:\n    class B:\n        def m(self):\n            1\nA.B().m()", []),
        ("def g():\n    yield 1\nlist(g())", []),
    ],
)
def test_bare_expressions_are_shown_by_the_rules(text: str, expected: list[Any]) -> None:
    assert shown(text) == expected


def test_future_imports_hold_for_all_statements() -> None:
    names: dict[str, Any] = {}
    for statement in compile_script("from __future__ import annotations\ndef f(x: nonsense): ...", "<test>").statements:
        exec(statement.code, names)  # noqa: S102
    assert names["f"].__annotations__ == {"x": "nonsense"}


def test_tracebacks_show_the_authors_line() -> None:
    script = compile_script("x = 1\n\nint(x / 0)  # here", "<test lines>")
    names: dict[str, Any] = {"x": 1}
    with pytest.raises(ZeroDivisionError) as caught:
        exec(script.statements[1].code, names)  # noqa: S102
    frame = traceback.extract_tb(caught.tb)[-1]
    assert (frame.lineno, frame.line) == (3, "int(x / 0)  # here")


@pytest.mark.parametrize("text", ["def", "return 1", "x = = 2", "break"])
def test_bad_scripts_raise_syntax_error_with_the_line(text: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        compile_script(text, "<bad>")
    assert caught.value.lineno == 1


def test_the_compilers_errors_carry_the_authors_line() -> None:
    with pytest.raises(SyntaxError) as caught:
        compile_script("x = 1\nreturn x", "<test compiler>")
    assert (caught.value.lineno, caught.value.text) == (2, "return x")


@pytest.mark.parametrize(
    "text", ["x = 1\r\n\r\n1 / 0  # here\r\n", "x = '\x0c\u2028'\n\n1 / 0  # here", "x = 1\r\r1 / 0  # here"]
)
def test_lines_are_counted_as_python_does(text: str) -> None:
    script = compile_script(text, "<test ends>")
    with pytest.raises(ZeroDivisionError) as caught:
        exec(script.statements[1].code, {SHOW: print})  # noqa: S102
    frame = traceback.extract_tb(caught.tb)[-1]
    assert (frame.lineno, frame.line) == (3, "1 / 0  # here")


@pytest.mark.parametrize("text", ["x = " + "-" * 30000 + "1", "x = 1\0"])
def test_what_python_cannot_read_is_a_syntax_error(text: str) -> None:
    with pytest.raises(SyntaxError):
        compile_script(text, "<test unreadable>")


def test_of_a_very_long_script_neighbours_are_compiled_together() -> None:
    script = compile_script("".join(f"x{number} = {number}\n" for number in range(5 * MOST_STATEMENTS)), "<long>")
    assert len(script.statements) == MOST_STATEMENTS
    assert script.lines[:3] == (1, 6, 11)
    names: dict[str, Any] = {}
    for statement in script.statements:
        exec(statement.code, names)  # noqa: S102
    assert [names[f"x{number}"] for number in range(5 * MOST_STATEMENTS)] == list(range(5 * MOST_STATEMENTS))


def test_a_part_of_a_very_long_script_awaits_if_one_of_its_statements_does() -> None:
    script = compile_script("x = 1\n" * (2 * MOST_STATEMENTS - 1) + "await f()\n", "<long>")
    assert [statement.awaits for statement in script.statements].count(True) == 1
    assert script.statements[-1].awaits


def long(*lines: str) -> str:
    """Return a script of more than `LONG` lines that begins and ends with these."""
    table = [f"x{number} = [\n{number},\n]" for number in range(LONG)]
    return "\n".join([*lines[:-1], *table, lines[-1]])


def names_of(script: Script) -> dict[str, Any]:
    names: dict[str, Any] = {SHOW: [].append}
    for statement in script.statements:
        exec(statement.code, names)  # noqa: S102
    return names


def test_a_long_script_is_compiled_in_pieces_and_means_the_same() -> None:
    script = compile_script(long("import inspect", "line = inspect.currentframe().f_lineno"), "<pieces>")
    names = names_of(script)
    assert names["line"] == 3 * LONG + 2
    assert [names[f"x{number}"] for number in range(LONG)] == [[number] for number in range(LONG)]
    assert len(script.statements) <= 2 * MOST_STATEMENTS


def test_a_string_around_the_place_of_a_cut_is_whole() -> None:
    assert names_of(compile_script(long("text = ('''", "''')"), "<string>"))["text"].count("\n") == 3 * LONG + 1


def test_no_cut_parts_a_branch_from_its_other_branch() -> None:
    lines = ["a = 0"] * (PIECE - 2) + ["if True:", "    a = 1", "else:", "    a = 2"] + ["b = 1"] * LONG
    assert names_of(compile_script("\n".join(lines), "<branch>"))["a"] == 1


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("x = (", "never closed"),
        ("return 1", "outside function"),
        ("from __future__ import annotations", "beginning of the file"),
        ("global x0", "prior to global|before global"),
        ("else: pass", "invalid syntax"),
    ],
)
def test_what_is_wrong_in_a_long_script_is_said_with_its_line(last: str, said: str) -> None:
    with pytest.raises(SyntaxError, match=said) as raised:
        compile_script(long(last), "<wrong>")
    assert raised.value.lineno in (3 * LONG + 1, 1)
