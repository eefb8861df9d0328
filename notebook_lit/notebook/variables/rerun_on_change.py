"""Reruns apps when a cell has touched variables that they read.

Rules
-----
1. After each cell, an app runs again if the cell touched a name that the app reads, itself or through functions and classes
   of the notebook that it uses. Once for each cell, however many names it touched.
2. Touched is a name that the cell bound or deleted; whose object is another one than when the app ran; of whose object, or
   class, it assigned a part; or whose object it could change in place, since it mentions it, itself or through functions that
   it calls, under this name or another, or as a part of something. Numbers, texts, modules, functions and classes cannot be
   changed by a mention alone.
3. The text of a ``%%litapp`` cell touches nothing: apps keep their names to themselves.
4. What changes an object without a cell (a background thread) is not seen, until a cell mentions it.
5. Values that the notebook has let go of are not kept alive by an app that does not read them.
"""

from __future__ import annotations

import ast
import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from notebook_lit.notebook.app.notebook_names import SHELL_NAMES, NotebookNames
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.notebook.variables.object_graph import mutable_objects, reachable_code
from notebook_lit.runtime.script.name_analysis import GlobalNames, code_names, identifiers_in, names_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
#: Cell magics whose text is no Python, or keeps its names to itself.
OTHER_TEXTS = frozenset(
    "bash cmd html HTML javascript js latex litapp markdown perl pypy python python2 python3 ruby script sh svg SVG sql "
    "system sx writefile file".split()
)
#: Seconds for which the end of a cell waits for the apps that run again because of it: a quick one is drawn before the next
#: cell starts.
SETTLE = 0.1
#: The same where nobody waits for an answer (nbclient, papermill): what is not drawn then is never saved.
PATIENCE = 10.0

_ABSENT = object()


class RerunOnChange:
    """Reruns apps when a cell has touched what they read.

    Parameters
    ----------
    shell : InteractiveShell
        Whose cells are watched.
    apps : callable
        Returns the live apps.
    """

    def __init__(self, shell: InteractiveShell, apps: Callable[[], Iterable[AppSession]]) -> None:
        self._shell = shell
        self._apps = apps
        self._codes: dict[CodeType, tuple[frozenset[str], frozenset[str]]] = {}
        self._cells = threading.local()  # the cells that are running, outermost first: ``%%capture`` runs one in another

    def start(self) -> None:
        """Listen to cells."""
        self._shell.events.register("pre_run_cell", self.cell_begins)
        self._shell.events.register("post_run_cell", self.cell_ran)

    def stop(self) -> None:
        """Listen no longer."""
        for event, callback in (("pre_run_cell", self.cell_begins), ("post_run_cell", self.cell_ran)):
            if callback in self._shell.events.callbacks[event]:
                self._shell.events.unregister(event, callback)

    def cell_begins(self, info: object) -> None:
        """Note the beginning of a cell, perhaps inside another one."""
        cells = self._cells.__dict__
        cells.setdefault("running", []).append(info)

    def cell_ran(self, result: ExecutionResult | None) -> None:
        """Rerun the apps that read what a cell touched, when the outermost cell is over."""
        cells = self._cells.__dict__
        running: list[object] = cells.setdefault("running", [])
        info = running[-1] if result is None and running else getattr(result, "info", None)  # None: it was interrupted
        for place, other in enumerate(running):
            if other is info:  # an empty cell never began, one that loads the extension neither
                del running[place:]
                break
        apps = [(app, app.names) for app in self._apps() if isinstance(app.names, NotebookNames)]
        if not apps:
            return
        cell = cells.pop("inner", GlobalNames()) | self._cell_names(info)
        if running:
            cells["inner"] = cell
        else:
            self._rerun(cell, apps)

    def _rerun(self, cell: GlobalNames, apps: list[tuple[AppSession, NotebookNames]]) -> None:
        variables: dict[str, Any] = self._shell.user_ns
        mentions, stores = self._follow_names(cell.mentions | cell.hints, variables)
        cell |= GlobalNames(mentions=mentions, binds=stores & mentions)
        touch = _CellChanges(cell, variables)
        started = []
        for app, names in apps:
            if names.seen is None or app.status == "closed":
                continue
            reads = self.reads(app, variables)
            touched = sorted(name for name in reads if touch.touches(name, names.seen)) if app.follows_variables else []
            if touched:
                app.run(f"{'variables' if touched[1:] else 'variable'} {', '.join(touched)}")
                started.append(app)
            elif app.status == "idle":
                names.release(reads, app.engine.namespace)
        deadline = time.monotonic() + SETTLE
        for app in started:
            unattended = app.bundle.unattended
            app.wait(PATIENCE if unattended else max(0.0, deadline - time.monotonic()))
            if unattended:
                app.renew_picture()  # in the name of this cell: who executes notebooks listens to no other

    def reads(self, app: AppSession, variables: Mapping[str, Any]) -> frozenset[str]:
        """Return the names of the notebook that an app reads, there or not, what its functions read included."""
        script = app.engine.script
        if script is None:
            return frozenset()
        names = script.names
        reads = names.reads | (names.hints & variables.keys())
        if names.by_text:  # the text of a query may stand in a variable
            texts = [value for name in reads if isinstance(value := variables.get(name), str)]
            reads |= identifiers_in(texts) & variables.keys()
        return self._follow_names(reads - {"st"}, variables)[0]

    def _cell_names(self, info: object) -> GlobalNames:
        raw = getattr(info, "raw_cell", None)
        text = getattr(info, "transformed_cell", None) or self._shell.transform_cell(raw or "")
        found = names_in(text)
        if "get_ipython" in found.mentions:
            for inner in _magic_code(text):
                found |= names_in(self._shell.transform_cell(inner))
        return found

    def _follow_names(self, names: Iterable[str], variables: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
        """Follow names through the notebook's functions; return all names read, and those that the functions bind."""
        found = set(names)
        stores: set[str] = set()
        todo = list(found)
        while todo:
            value = variables.get(todo.pop(), _ABSENT)
            if isinstance(value, bool | int | float | str | ModuleType):
                continue
            for code in reachable_code(value, variables):
                loaded, stored = self._names_of_code(code)
                stores |= stored
                todo += (loaded | stored) - found
                found |= loaded | stored
        return frozenset(found), frozenset(stores)

    def _names_of_code(self, code: CodeType) -> tuple[frozenset[str], frozenset[str]]:
        known = self._codes.get(code)
        if known is None:
            if len(self._codes) > 2000:
                self._codes.clear()
            known = self._codes[code] = code_names(code)
        return known


class _CellChanges:
    """The names and objects that a cell touched.

    Parameters
    ----------
    cell : GlobalNames
        Its names, those that its functions read and bind included.
    variables : mapping
        The notebook's variables, after the cell.
    """

    def __init__(self, cell: GlobalNames, variables: Mapping[str, Any]) -> None:
        self._cell = cell
        self._variables = variables
        named = [variables[name] for name in cell.mentions | cell.changes if name in variables]
        self._changed = [variables[name] for name in cell.changes if name in variables]
        self._classes = tuple(value for value in self._changed if isinstance(value, type))
        self._held = dict[int, Any]()
        self._named = dict[int, Any]()
        for value in named:
            holds = mutable_objects(value, variables)
            self._held |= holds
            self._named |= {id(value): value} if id(value) in holds else {}

    def touches(self, name: str, seen: Mapping[str, Any]) -> bool:
        """Return whether the cell touched a name (rule 2)."""
        now = self._variables.get(name, _ABSENT)
        if name in SHELL_NAMES:
            return False
        if now is not seen.get(name, _ABSENT):
            return True
        if now is _ABSENT:
            return False
        if name in self._cell.binds:
            return not isinstance(now, ModuleType)  # imported once more
        if id(now) in self._held or isinstance(now, self._classes) or any(now is value for value in self._changed):
            return True
        return not self._named.keys().isdisjoint(mutable_objects(now, self._variables))


def _magic_code(text: str) -> Iterator[str]:
    """Yield the Python code that the magics of a transformed cell run: ``%time f(df)``, the text under ``%%capture``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            constants = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if node.func.attr == "run_cell_magic" and len(constants) == 3 and constants[0] not in OTHER_TEXTS:
                yield constants[2]
            elif node.func.attr == "run_line_magic" and len(constants) == 2 and constants[0] not in OTHER_TEXTS:
                yield _line_magic_code(constants[1]) if constants[0] != "run" else _run_file_text(constants[1])


def _line_magic_code(line: str) -> str:
    """Return the Python of a line magic: ``f(df)`` of ``-n 10 f(df)``."""
    return re.sub(r"^(\s*-\w+(\s+\d+)?\b)+(?=\s)", "", line).strip()


def _run_file_text(line: str) -> str:
    """Return the text that ``%run -i FILE`` runs in the notebook's namespace; "" without ``-i``, whose bindings are seen."""
    words = line.split()
    if "-i" not in words:
        return ""
    path = next((word.strip("'\"") for word in words if not word.startswith("-")), "")
    for place in (Path(path), Path(f"{path}.py")):
        with suppress(OSError, ValueError):
            return place.read_text("utf-8")
    return ""
