"""The local modules of an app: what they import, and how changed ones are reloaded.

Rules
-----
1. A local module is compiled from its source text, never from a bytecode cache. The text is read once: `LocalLoader.digest`
   stands for exactly what was compiled.
2. Reloaded are the modules that changed and those that import them, directly or not. All others stay the objects they are.
3. New modules stand in `sys.modules` before they are executed, under the import system's own locks: another thread that
   imports one of them waits until all are ready. At no time is an entry missing.
4. Where one of them fails, all old ones are put back, and nothing has changed.
"""

from __future__ import annotations

import importlib._bootstrap as bootstrap
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from notebook_lit.runtime.script.source import decode, digest

#: The digest of a module that has to be reloaded whatever its file holds.
STALE = "stale"


class LocalLoader(SourceFileLoader):
    """Loads a module of an app's folder from its source text, with the app's builtins.

    Parameters
    ----------
    fullname, path : str
        The module and its file.
    names : dict
        Its builtins.
    data : bytes, optional
        The content of the file, where it has been read already.
    """

    def __init__(self, fullname: str, path: str, names: dict[str, Any], data: bytes | None = None) -> None:
        super().__init__(fullname, path)
        self.digest = STALE
        self.imported: set[str] = set()
        self._names = names
        self._data = data

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module, and note the digest of what was executed."""
        data, self._data = self._data, None
        if data is None:
            data = Path(self.path).read_bytes()
        self.digest = digest(data)
        module.__dict__["__builtins__"] = self._names
        exec(self._compile(data), module.__dict__)  # noqa: S102  # what a loader is for

    def get_code(self, fullname: str) -> CodeType:
        """Compile the file as it is now (`runpy` asks)."""
        return self._compile(Path(self.path).read_bytes())

    def _compile(self, data: bytes) -> CodeType:
        return compile(decode(data, str(self.path)), self.path, "exec", dont_inherit=True)


def imports_of(module: ModuleType) -> set[str]:
    """Return the names of the modules that a module imports: recorded imports, and modules whose objects it holds.

    The latter finds what modules use that the notebook had imported before an app did.
    """
    loader = getattr(module.__spec__, "loader", None)
    names = set(loader.imported) if isinstance(loader, LocalLoader) else set()
    for value in vars(module).copy().values():
        if isinstance(value, ModuleType):
            name = object.__getattribute__(value, "__dict__").get("__name__")  # asked so, a lazy module stays unloaded
        elif isinstance(value, (type, FunctionType)):
            name = value.__module__
        else:
            continue
        if isinstance(name, str):
            names.add(name)
    names.discard(module.__name__)
    return names


def with_importers(changed: Iterable[str], modules: Mapping[str, ModuleType]) -> list[str]:
    """Return the changed modules and their importers in import order (as far as there is no cycle)."""
    imports = {name: imports_of(module) & modules.keys() for name, module in modules.items()}
    importers: dict[str, set[str]] = defaultdict(set)
    for name, imported in imports.items():
        for other in imported:
            importers[other].add(name)
    todo, found = list(changed), set[str]()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += importers[name]
    return _in_import_order(found, imports)


def _in_import_order(names: Collection[str], imports: Mapping[str, set[str]]) -> list[str]:
    ordered: dict[str, None] = {}
    begun: set[str] = set()

    def visit(name: str) -> None:
        if name in begun or name not in names:
            return
        begun.add(name)
        for other in sorted({name.rpartition(".")[0], *imports.get(name, ())}):
            visit(other)
        ordered[name] = None

    for name in sorted(names):
        visit(name)
    return list(ordered)


class ModuleReload:
    """Replaces modules by newly executed ones: all of them, or none.

    Parameters
    ----------
    names : sequence of str
        The modules, each after what it imports.
    find : callable
        Returns the spec of a module by its full name and the ``__path__`` of its package (None at the top).
    """

    def __init__(self, names: Iterable[str], find: Callable[[str, Any], ModuleSpec]) -> None:
        self._find = find
        self._old: dict[str, ModuleType] = {name: sys.modules[name] for name in names}
        self._new: dict[str, ModuleType] = {}
        self._pending: set[str] = set()

    def run(self) -> None:
        """Replace the modules.

        Raises
        ------
        BaseException
            Whatever a module raises; the old modules are restored then.
        """
        with ExitStack() as locks:
            for name in sorted(self._old):
                locks.enter_context(bootstrap._ModuleLockManager(name))  # type: ignore[attr-defined]
            before = set(sys.modules)
            try:
                self._install()
                for name in self._old:
                    self.execute(name)
            except BaseException:
                self._restore(before)
                raise
            finally:
                for module in self._new.values():
                    _mark_initializing(module, False)

    def execute(self, name: str) -> None:
        """Execute a new module, unless that has begun; also called when another new module imports it."""
        if name not in self._pending:
            return
        parent, _, leaf = name.rpartition(".")
        self.execute(parent)
        if name not in self._pending:  # the package has imported it
            return
        self._pending.discard(name)
        module = self._new[name]
        assert module.__spec__ is not None  # _place() has given it one
        assert module.__spec__.loader is not None
        module.__spec__.loader.exec_module(module)
        if parent in sys.modules:
            setattr(sys.modules[parent], leaf, sys.modules[name])

    def _install(self) -> None:
        specs: dict[str, ModuleSpec] = {}
        for name in self._old:
            parent = name.rpartition(".")[0]
            above = specs[parent].submodule_search_locations if parent in specs else None
            if parent and above is None:
                above = getattr(sys.modules[parent], "__path__", None)
            specs[name] = self._find(name, above)
        for name, spec in specs.items():
            self._new[name] = module_from_spec(spec)
            _mark_initializing(self._new[name], True)
        self._pending = set(self._new)
        for full, other in sys.modules.copy().items():  # submodules that stay are attributes of a new package too
            parent, _, leaf = full.rpartition(".")
            if parent in self._new and full not in self._new:
                setattr(self._new[parent], leaf, other)
        sys.modules.update(self._new)

    def _restore(self, before: set[str]) -> None:
        sys.modules.update(self._old)
        for name, new in self._new.items():
            old = self._old[name]
            parent, _, leaf = name.rpartition(".")
            if parent in sys.modules and vars(sys.modules[parent]).get(leaf) is new:
                setattr(sys.modules[parent], leaf, old)
            _mark_initializing(new, False)
            vars(new).clear()
            vars(new).update(vars(old))  # a thread that waited for the import holds this object
        for name in set(sys.modules) - before:
            loader = getattr(getattr(sys.modules[name], "__spec__", None), "loader", None)
            if isinstance(loader, LocalLoader):
                loader.digest = STALE  # it may hold objects of a module that failed


def broke_importing(error: BaseException) -> bool:
    """Return whether an exception was raised by an import: the script could not start, rather than failed."""
    if isinstance(error, (ImportError, SyntaxError)):
        return True
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        spec = frame.f_globals.get("__spec__")
        if frame.f_code.co_name == "<module>" and isinstance(getattr(spec, "loader", None), LocalLoader):
            return True
        trace = trace.tb_next
    return False


def _mark_initializing(module: ModuleType, yes: bool) -> None:
    """Mark a module as being executed, or not: importers in other threads wait for its lock meanwhile."""
    spec: Any = module.__spec__
    if spec is not None:
        spec._initializing = yes
