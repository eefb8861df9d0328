"""Finds the global names that a text reads, binds and mentions, by its syntax, without running it.

Rules
-----
1. ``reads`` is what the text may need from outside: a name counts unless it is surely bound before. Where branches, loops or
   functions leave a doubt, the name counts.
2. The body of a function runs later: what it reads counts unless the text surely binds it by its end.
3. Names inside strings count (as ``hints``) only where the text looks names up by their text: ``eval``, ``globals()``,
   ``df.query("x > @limit")``.
"""

from __future__ import annotations
import __future__

import ast
import dis
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType
from warnings import catch_warnings, simplefilter

#: Whoever uses one of these may look up names that stand in strings.
_BY_TEXT = frozenset({"eval", "exec", "globals", "locals", "vars", "query", "user_ns"})
#: Whoever gets an object as the first argument of one of these assigns a part of it.
_MUTATING_CALLS = frozenset({"setattr", "delattr", "reload"})
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_LEAVES = (ast.Constant, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)  # no name is in them
_LOADS = frozenset({"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"})
_STORES = frozenset({"STORE_GLOBAL", "DELETE_GLOBAL"})


@dataclass(frozen=True)
class GlobalNames:
    """The global names of a text.

    Parameters
    ----------
    reads : frozenset of str
        The names that it may need from outside.
    binds : frozenset of str
        The names that it binds or deletes.
    changes : frozenset of str
        The names that it changes: by an attribute, an item, or in place (``x += 1``).
    mentions : frozenset of str
        All names that it reads, its own included.
    hints : frozenset of str
        The identifiers in its strings, which may be meant as names.
    by_text : bool
        Whether it looks names up by their text.
    """

    reads: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    hints: frozenset[str] = frozenset()
    by_text: bool = False

    def __or__(self, other: GlobalNames) -> GlobalNames:
        return GlobalNames(
            self.reads | other.reads,
            self.binds | other.binds,
            self.changes | other.changes,
            self.mentions | other.mentions,
            self.hints | other.hints,
            self.by_text or other.by_text,
        )


def names_in(text: str) -> GlobalNames:
    """Return the global names of a text; none if it is no Python."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        with catch_warnings():
            simplefilter("ignore")  # who runs the text is warned then
            tree = compile(text, "<names>", "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
            code = compile(tree, "<names>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # ValueError: null bytes; the last two: nested too deeply
        return GlobalNames()
    assert isinstance(tree, ast.Module)  # for the type checker: mode "exec" gives no other
    bound = _SurelyBound()
    reader = _NameCollector(bound, annotations=not code.co_flags & __future__.annotations.compiler_flag)
    reader.block(tree.body)
    by_text = any(word in text for word in _BY_TEXT) and _looks_up_by_text(tree)
    later = {name for inner in code.co_consts if isinstance(inner, CodeType) for name in code_names(inner)[0]}
    return GlobalNames(
        frozenset(reader.reads | (later - bound.names)),
        frozenset(reader.binds),
        frozenset(reader.changes),
        frozenset(reader.mentions | later),
        frozenset(identifiers_in(_strings(tree))) if by_text else frozenset(),
        by_text,
    )


def code_names(code: CodeType) -> tuple[frozenset[str], frozenset[str]]:
    """Return the global names that a code object and its inner ones load, and those that they bind or delete."""
    loads: set[str] = set()
    stores: set[str] = set()
    for part in (code, *_inner_codes(code)):
        found: set[str] = set()
        own = {"__name__"}  # the body of a class asks for it
        for instruction in dis.get_instructions(part):
            if instruction.opname in _LOADS:
                found.add(instruction.argval)
            elif instruction.opname in _STORES:
                stores.add(instruction.argval)
            elif instruction.opname == "STORE_NAME":
                own.add(instruction.argval)
        loads |= found - own
    return frozenset(loads), frozenset(stores)


def _inner_codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner_codes(constant)


def identifiers_in(texts: Iterable[str]) -> set[str]:
    """Return all identifiers in texts."""
    return {word for text in texts for word in _IDENTIFIER.findall(text)}


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _looks_up_by_text(tree: ast.AST) -> bool:
    """Return whether a text looks names up by their text (rule 3)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and (node.id if isinstance(node, ast.Name) else node.attr) in _BY_TEXT:
            return True
    return False


class _SurelyBound:
    """The names that are surely bound by now. What a branch binds is taken back at its end: a copy for each branch would take
    the square of a long script.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._order: list[str] = []

    def add(self, name: str) -> None:
        """Add a name."""
        if name not in self.names:
            self.names.add(name)
            self._order.append(name)

    @property
    def mark(self) -> int:
        """What `take_back` needs to know of the point that has been reached."""
        return len(self._order)

    def take_back(self, mark: int) -> set[str]:
        """Remove the names that were added since a mark, and return them."""
        taken = set(self._order[mark:])
        del self._order[mark:]
        self.names -= taken
        return taken


class _NameCollector:
    """Visits statements in execution order, with the set of names that are surely bound by then."""

    def __init__(self, bound: _SurelyBound, *, annotations: bool) -> None:
        self._bound = bound
        self._annotations = annotations  # whether annotations are evaluated
        self.reads: set[str] = set()
        self.binds: set[str] = set()
        self.changes: set[str] = set()
        self.mentions: set[str] = set()
        self._local: frozenset[str] = frozenset()  # of the lambdas and comprehensions around

    def block(self, body: Iterable[ast.stmt]) -> None:
        """Visit statements."""
        for node in body:
            self._statement(node)

    def _branch(self, *bodies: Iterable[ast.stmt]) -> set[str]:
        """Visit statements that may not be executed; return the names that they surely bind if they are."""
        mark = self._bound.mark
        for body in bodies:
            self.block(body)
        return self._bound.take_back(mark)

    def _bind_all(self, names: Iterable[str]) -> None:
        for name in names:
            self._bound.add(name)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self._definition(node)
            self._bind(node.name)
        elif isinstance(node, ast.Assign):
            self._expression(node.value)
            for target in node.targets:
                self._target(target)
        elif isinstance(node, ast.AugAssign):
            self._expression(node.value)
            if isinstance(node.target, ast.Name):
                self._load(node.target.id)
                self.changes.add(node.target.id)
            self._target(node.target)
        elif isinstance(node, ast.AnnAssign):
            if self._annotations:
                self._expression(node.annotation)
            if node.value is not None:
                self._expression(node.value)
                self._target(node.target)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self._load(target.id)
                self._target(target)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                self._bind(alias.asname or alias.name.partition(".")[0])
        elif isinstance(node, ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Match) or hasattr(
            node, "handlers"  # ast.Try, and ast.TryStar from Python 3.11 on
        ):
            self._compound(node)
        else:
            for child in ast.iter_child_nodes(node):
                self._expression(child)

    def _compound(self, node: ast.stmt) -> None:
        """Visit a compound statement; bound after it is what is bound on every path."""
        if isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                self._expression(item.context_expr)
                if item.optional_vars is not None:
                    self._target(item.optional_vars)
            self.block(node.body)
        elif isinstance(node, ast.If):
            self._expression(node.test)
            self._bind_all(self._branch(node.body) & self._branch(node.orelse))
        elif isinstance(node, ast.Match):
            self._expression(node.subject)
            for case in node.cases:
                mark = self._bound.mark
                self._pattern(case.pattern)
                if case.guard is not None:
                    self._expression(case.guard)
                self.block(case.body)
                self._bound.take_back(mark)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
            self._expression(node.test if isinstance(node, ast.While) else node.iter)
            mark = self._bound.mark
            if not isinstance(node, ast.While):
                self._target(node.target)
            self.block(node.body)
            self._bound.take_back(mark)
            self._branch(node.orelse)
        else:
            self._try(node)

    def _try(self, node: ast.stmt) -> None:
        ends = [self._branch(node.body, node.orelse)]  # type: ignore[attr-defined]
        for handler in node.handlers:  # type: ignore[attr-defined]
            mark = self._bound.mark
            if handler.type is not None:
                self._expression(handler.type)
            if handler.name is not None:
                self._bind(handler.name)
            self.block(handler.body)
            ends.append(self._bound.take_back(mark))
        final = self._branch(node.finalbody)  # type: ignore[attr-defined]
        self._bind_all(set.intersection(*ends) | final)

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """Visit what a definition executes at once: decorators, defaults, annotations, bases, the body of a class."""
        for decorator in node.decorator_list:
            self._expression(decorator)
        if isinstance(node, ast.ClassDef):
            for part in (*node.bases, *node.keywords):
                self._expression(part)
            inner = _NameCollector(self._bound, annotations=self._annotations)
            inner._branch(node.body)
            self.reads |= inner.reads
            self.mentions |= inner.mentions
            self.changes |= inner.changes - inner.binds
        else:
            self._expression(node.args)
            if node.returns is not None and self._annotations:
                self._expression(node.returns)

    def _expression(self, node: ast.AST) -> None:
        if isinstance(node, _LEAVES):
            return
        if isinstance(node, ast.Name):
            self._load(node.id)
        elif isinstance(node, ast.arg):
            if node.annotation is not None and self._annotations:
                self._expression(node.annotation)
        elif isinstance(node, ast.NamedExpr):
            self._expression(node.value)
            self._target(node.target)
        elif isinstance(node, ast.Lambda):
            self._expression(node.args)
            around = self._local
            self._local |= {arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)}
            mark = self._bound.mark
            self._expression(node.body)
            self._bound.take_back(mark)
            self._local = around
        elif isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in _MUTATING_CALLS and node.args:
                self._note_change(node.args[0])
            for child in ast.iter_child_nodes(node):
                self._expression(child)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            self._comprehension(node)
        else:
            for child in ast.iter_child_nodes(node):
                self._expression(child)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        around = self._local
        mark = self._bound.mark
        for part in node.generators:
            self._expression(part.iter)
            self._local |= {name.id for name in ast.walk(part.target) if isinstance(name, ast.Name)}
            for condition in part.ifs:
                self._expression(condition)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.comprehension):
                self._expression(child)
        self._bound.take_back(mark)  # what is bound inside (``:=``) is not surely bound: there may be no items
        self._local = around

    def _note_change(self, node: ast.AST) -> None:
        """Record that an attribute or item of a name is assigned."""
        root = node
        while isinstance(root, ast.Attribute | ast.Subscript | ast.Call):
            root = root.func if isinstance(root, ast.Call) else root.value
        if isinstance(root, ast.Name) and root.id not in self._local:
            self.changes.add(root.id)

    def _target(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            self._bind(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript):
            self._note_change(node)
            for child in ast.iter_child_nodes(node):
                self._expression(child)
        else:
            for child in ast.iter_child_nodes(node):
                self._target(child)

    def _pattern(self, node: ast.AST) -> None:
        for child in ast.walk(node):
            if isinstance(child, ast.expr):
                self._expression(child)
            for name in (getattr(child, "name", None), getattr(child, "rest", None)):
                if isinstance(name, str):
                    self._bind(name)

    def _load(self, name: str) -> None:
        if name in self._local:
            return
        self.mentions.add(name)
        if name not in self._bound.names:
            self.reads.add(name)

    def _bind(self, name: str) -> None:
        self.binds.add(name)
        self._bound.add(name)
