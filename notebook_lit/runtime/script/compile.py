"""Source text to statements: bare expressions are shown, top-level ``await`` works, tracebacks find the author's lines.

Rules (docs/semantics.md#a.7)
-----------------------------
1. A statement that is a bare expression is shown; a bare tuple shows its items. Calls, ``await`` and ``yield`` are not shown,
   nor is a string that is the first statement of the script or of a function.
2. This holds in functions, methods, branches, loops, ``with``, ``try`` and ``match``, but not in the body of a class.
3. Each top-level statement is compiled by itself, so that each is timed. Of a script with more than `MOST_STATEMENTS` (a table
   of data, written by a program) neighbours are compiled together: a call of the compiler costs as much as a short statement.
4. Where Python cannot be monitored, functions and loops get checks by which they can be stopped (see `stop_checks`).
5. The tree of a script of more than `LONG` lines is made and compiled in pieces: the garbage collector goes through all that is
   there each time that as much again has been made, so the tree of the whole takes several times as long as its text deserves.
"""

from __future__ import annotations
import __future__

import ast
import inspect
import linecache
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from types import CodeType
from warnings import catch_warnings, simplefilter

from notebook_lit.runtime.script.name_analysis import GlobalNames, names_in
from notebook_lit.runtime.script.stop_checks import NEEDED, checked_lines, insert_stop_checks

#: The name under which the function that shows bare expressions stands in the script's namespace.
SHOW = "__lit_show__"
#: What needs a running loop though it awaits nothing: a statement that names it is executed in the loop, as in a notebook.
_TASKS = frozenset({"create_task", "ensure_future", "get_running_loop"})
#: So many parts a script is compiled in at most.
MOST_STATEMENTS = 2_000
#: So many lines make a script long (rule 5), and a piece of one.
LONG, PIECE = 10_000, 2_000
#: What holds for the whole of a script, wherever it stands: whether it may is seen in the whole only.
_ACROSS = re.compile(r"\bglobal\b|__future__")
#: A line that may begin a statement.
_BEGINNING = re.compile(r"(?!(?:elif|else|except|finally)\b)[^\W\d]")
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
#: How many texts of an app tracebacks can still point into.
VERSIONS = 8


@dataclass(frozen=True)
class Statement:
    """One top-level statement, compiled; of a very long script several, with the line of the first (rule 3)."""

    code: CodeType
    line: int
    awaits: bool
    in_loop: bool = False  # it does not await, but needs a running loop


@dataclass(frozen=True)
class Script:
    """A compiled script.

    Parameters
    ----------
    text, filename : str
        The source text, and the file name of its stack frames.
    statements : tuple of Statement
        Its top-level statements.
    """

    text: str
    filename: str
    statements: tuple[Statement, ...]

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The lines of the top-level statements."""
        return tuple(statement.line for statement in self.statements)

    @cached_property
    def names(self) -> GlobalNames:
        """The global names that it reads and binds."""
        return names_in(self.text)

    def codes(self) -> Iterator[CodeType]:
        """Yield all code objects of the script, nested functions included."""
        todo = [statement.code for statement in self.statements]
        while todo:
            code = todo.pop()
            yield code
            todo += [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def compile_script(text: str, filename: str) -> Script:
    """Compile a script.

    Parameters
    ----------
    text : str
        Python, with top-level ``await`` allowed.
    filename : str
        The file name of its stack frames. The text is registered with `linecache` under it.

    Raises
    ------
    SyntaxError
        As `compile` does, with the author's line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    remember_lines(text, filename)
    try:
        return _compiled(text, filename)
    except SyntaxError as error:
        if error.text is None and error.lineno:  # the compiler proper, unlike the parser, looks for it in files
            lines = text.split("\n")
            error.text = lines[error.lineno - 1] if error.lineno <= len(lines) else None
        raise
    except ValueError as error:  # null bytes, before Python 3.12
        raise SyntaxError(str(error)) from None
    except (RecursionError, MemoryError):  # what the parser gives for thousands of nested operators
        raise SyntaxError(f"{filename} nests expressions too deeply for Python") from None


def _compiled(text: str, filename: str) -> Script:
    lines = checked_lines(text) if NEEDED else []
    if text.count("\n") > LONG and not _ACROSS.search(text):
        try:
            together = -(-text.count("\n") // MOST_STATEMENTS)
            found: list[Statement] = []
            for piece in _pieces(text):
                found += _statements(_parsed(piece, filename, lines), filename, _FLAGS, together)
            return Script(text, filename, tuple(found))
        except SyntaxError:
            pass  # a piece ended where it must not, or the script is wrong: the compiler says so of the whole
    tree = _parsed(text, filename, lines)
    flags = _FLAGS | _future_flags(tree)
    # compiled once as a whole first: some errors ("return outside function") are found by the compiler only
    compile(tree, filename, "exec", flags, dont_inherit=True)
    with catch_warnings():
        simplefilter("ignore", SyntaxWarning)  # it was said above
        return Script(text, filename, tuple(_statements(tree, filename, flags, -(-len(tree.body) // MOST_STATEMENTS) or 1)))


def _parsed(text: str, filename: str, lines: list[int]) -> ast.Module:
    tree = compile(text, filename, "exec", _FLAGS | ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)  # for the type checker: mode "exec" gives no other
    _BareExpressionRewriter().module(tree)
    if NEEDED:
        insert_stop_checks(tree, lines)
    return tree


def _statements(tree: ast.Module, filename: str, flags: int, together: int) -> Iterator[Statement]:
    """Compile the top-level statements of a tree, so many ``together``."""
    for start in range(0, len(tree.body), together):
        nodes = tree.body[start : start + together]
        code = compile(ast.Module(nodes, []), filename, "exec", flags, dont_inherit=True)
        awaits = bool(code.co_flags & inspect.CO_COROUTINE)
        yield Statement(code, nodes[0].lineno, awaits, not _TASKS.isdisjoint(code.co_names))


def _pieces(text: str) -> Iterator[str]:
    """Cut a text before lines that may begin a statement (rule 5). Empty lines ahead of each piece keep its line numbers.

    A piece that parses has left nothing open (a bracket, a string, a line to be continued): so the line behind it does begin
    a statement. One that does not was cut at a wrong place.
    """
    lines = text.split("\n")
    start = 0
    while start < len(lines):
        end = start + PIECE
        while end < len(lines) and not _BEGINNING.match(lines[end]):
            end += 1
        yield "\n" * start + "\n".join(lines[start:end])
        start = end


def remember_lines(text: str, filename: str) -> None:
    """Let tracebacks and ``inspect.getsource`` find the lines of a script that is in no file."""
    lines = StringIO(text).readlines()  # splitlines would split at form feeds too
    linecache.cache[filename] = (len(text), None, lines, filename)


def forget_lines(filename: str) -> None:
    """Remove the lines that `remember_lines` registered."""
    linecache.cache.pop(filename, None)


class RememberedSources:
    """The newest source texts of one app, which tracebacks can still show."""

    def __init__(self) -> None:
        self._filenames: list[str] = []

    def add(self, filename: str) -> None:
        """Add the file name of a remembered text; forget the oldest beyond `VERSIONS`."""
        if filename not in self._filenames:
            self._filenames.append(filename)
            for old in self._filenames[:-VERSIONS]:
                forget_lines(old)
            del self._filenames[:-VERSIONS]

    def clear(self) -> None:
        """Forget all texts."""
        for filename in self._filenames:
            forget_lines(filename)
        self._filenames.clear()


def _future_flags(tree: ast.Module) -> int:
    """Return the compiler flags of ``from __future__`` imports, which must hold for all statements."""
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                feature = getattr(__future__, alias.name, None)
                flags |= feature.compiler_flag if feature is not None else 0
    return flags


_Function = (ast.FunctionDef, ast.AsyncFunctionDef)


class _BareExpressionRewriter:
    """Rewrites bare expressions into calls of the show function, in place."""

    def module(self, tree: ast.Module) -> None:
        self._body(tree.body, docstring=True)

    def _body(self, body: list[ast.stmt], *, docstring: bool = False) -> None:
        for index, node in enumerate(body):
            if isinstance(node, ast.Expr):
                if not (docstring and index == 0 and _is_string(node.value)):
                    self._expression(node)
            elif isinstance(node, _Function):
                self._body(node.body, docstring=True)
            elif isinstance(node, ast.ClassDef):
                for member in node.body:
                    if isinstance(member, _Function):
                        self._body(member.body, docstring=True)
            else:
                self._compound(node)

    def _compound(self, node: ast.stmt) -> None:
        for field in ("body", "orelse", "finalbody"):
            self._body(getattr(node, field, []))
        for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            self._body(part.body)

    def _expression(self, node: ast.Expr) -> None:
        value = node.value
        if isinstance(value, ast.Call | ast.Await | ast.Yield | ast.YieldFrom):
            return
        items = value.elts if isinstance(value, ast.Tuple) else [value]
        call = ast.Call(ast.Name(SHOW, ast.Load()), items, [])
        node.value = ast.fix_missing_locations(ast.copy_location(call, value))


def _is_string(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
