"""``import streamlit`` in the notebook's own cells and in modules of its folder: notebook_lit's ``st``.

Rules
-----
1. A helper that an app calls may live in another cell, or in a module beside the notebook. Its ``st`` has to be the app's.
2. Import statements of cells are rewritten as the cell is compiled (``shell.ast_transformers``). The notebook's builtins stay
   what they are, and so does `sys.modules`: libraries get the real Streamlit.
3. A module of the folder gets an import of its own only if its text says "streamlit"; all others are loaded as ever.
4. What was bound to the real Streamlit before is left alone, but said.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from notebook_lit import st
from notebook_lit.aliases import ALIASES
from notebook_lit.runtime.script.import_hooks import AppImports

_TOP = "streamlit"
_CALL = "__import__('notebook_lit.aliases', fromlist=['imported'])"


class StreamlitImports:
    """Makes ``st`` known in one notebook.

    Parameters
    ----------
    shell : InteractiveShell
        The shell whose cells are meant.
    folder : Path
        The notebook's folder.
    enabled : callable
        Whether ``import streamlit`` shall be ours just now.
    """

    def __init__(self, shell: InteractiveShell, folder: Path, enabled: Callable[[], bool]) -> None:
        self._shell = shell
        self._enabled = enabled
        self._imports = AppImports(ALIASES, folder)
        self._cells = _CellImports(enabled)
        self._modules = _ModuleFinder(self._imports, folder, enabled)
        self._offered = False

    def start(self) -> None:
        """Make imports ours, bind ``st`` unless that name is taken, and say what is bound to the real Streamlit."""
        self._shell.ast_transformers.append(self._cells)
        sys.meta_path.insert(0, self._modules)
        names: dict[str, Any] = self._shell.user_ns
        if "st" not in names:
            self._offered = True
            self._shell.push({"st": st}, interactive=False)  # `%who` does not list it
        if self._enabled():
            notice = self._notice()
            if notice:
                print(notice)  # noqa: T201  # said in the cell that loads the extension

    def stop(self) -> None:
        """Make imports what they were."""
        self._shell.ast_transformers[:] = [one for one in self._shell.ast_transformers if one is not self._cells]
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self._modules]
        if self._offered and self._shell.user_ns.get("st") is st:
            self._shell.drop_by_id({"st": st})

    def _notice(self) -> str:
        """Say which names the real Streamlit is bound to; "" if there are none."""
        if _TOP not in sys.modules:
            return ""
        names = [name for name, value in self._shell.user_ns.items() if not name.startswith("_") and _is_real(value)]
        modules = [
            name
            for name, module in self._imports.local_modules().items()
            if any(_is_real(value) for value in vars(module).copy().values())
        ]
        where = [*sorted(names), *(f"module {name}" for name in sorted(modules))]
        if not where:
            return ""
        ways = ["run its import again"] * bool(names) + ["`importlib.reload` the module"] * bool(modules)
        return (
            f"notebook_lit: {', '.join(where)}: imported before `%load_ext notebook_lit`, so this is the real Streamlit, which "
            f"draws into no app. To draw with it, {' or '.join(ways)}."
        )


def _is_real(value: object) -> bool:
    """Return whether an object is the real Streamlit, or a function or class of it."""
    name = value.__name__ if isinstance(value, ModuleType) else getattr(type(value), "__module__", None)
    if callable(value) and not isinstance(value, ModuleType):
        name = getattr(value, "__module__", name)
    return isinstance(name, str) and name.partition(".")[0] == _TOP


class _CellImports(ast.NodeTransformer):
    """Rewrites the import statements of cells that name Streamlit."""

    def __init__(self, enabled: Callable[[], bool]) -> None:
        self._enabled = enabled

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.Module) and not self._enabled():
            return node
        if isinstance(node, ast.Import):
            return self._import(node)
        if isinstance(node, ast.ImportFrom) and not node.level and _is_streamlit(node.module or ""):
            return self._import_from(node)
        return self.generic_visit(node)

    def _import(self, node: ast.Import) -> list[ast.stmt]:
        statements: list[ast.stmt] = []
        for alias in node.names:
            if not _is_streamlit(alias.name):
                statements.append(ast.copy_location(ast.Import([alias]), node))
            elif alias.asname is None:
                statements += _parsed(f"{_TOP} = {_CALL}.imported({alias.name!r})", node)
            else:
                statements += _parsed(f"{alias.asname} = {_CALL}.imported({alias.name!r}, '*')", node)
        return statements

    def _import_from(self, node: ast.ImportFrom) -> list[ast.stmt]:
        if node.names[0].name == "*":
            return _parsed(f"globals().update({_CALL}.all_names({node.module!r}))", node)
        statements: list[ast.stmt] = []
        for alias in node.names:
            value = f"{_CALL}.imported({node.module!r}, {alias.name!r}).{alias.name}"
            statements += _parsed(f"{alias.asname or alias.name} = {value}", node)
        return statements


def _is_streamlit(name: str) -> bool:
    return name.partition(".")[0] == _TOP


def _parsed(text: str, place: ast.stmt) -> list[ast.stmt]:
    """Return statements that stand where another one stood."""
    body = ast.parse(text).body
    for statement in body:
        for node in ast.walk(statement):
            ast.copy_location(node, place)
    return body


class _ModuleFinder(MetaPathFinder):
    """Finds the modules of the notebook's folder that use Streamlit."""

    def __init__(self, imports: AppImports, folder: Path, enabled: Callable[[], bool]) -> None:
        self._imports = imports
        self._folder = str(folder)
        self._enabled = enabled

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        base = Path(self._folder, *fullname.split("."))  # most imports are none of ours: this is cheaper than to look for them
        if not (base.with_name(f"{base.name}.py").is_file() or (base / "__init__.py").is_file()) or not self._enabled():
            return None
        spec = self._imports.find(fullname, path)
        if spec is None or spec.origin is None or _TOP.encode() not in Path(spec.origin).read_bytes():
            return None
        return spec
