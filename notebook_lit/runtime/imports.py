"""``import streamlit`` inside an app, and nowhere else.

The script's namespace carries its own ``__builtins__`` with an ``__import__`` that knows the aliases; so do the modules that
the script imports from its own folder. Nothing in ``sys.modules`` or ``builtins`` changes, so outside apps all is as before.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from notebook_lit.runtime.run import current


class _Entry(str):
    """A ``sys.path`` entry that can be told from an equal one, so that each run removes its own."""

    __slots__ = ()


class AppImports:
    """What ``import`` means inside one app.

    Parameters
    ----------
    aliases : mapping
        Module names to the modules that stand for them: ``{"streamlit": st, …}``.
    directory : Path, optional
        The app's folder: importable while a run lasts, and its modules know the aliases too.
    """

    def __init__(self, aliases: Mapping[str, ModuleType], directory: Path | None = None) -> None:
        self._aliases = aliases
        self._tops = {name.partition(".")[0] for name in aliases}
        self._directory = directory
        self.builtins: dict[str, Any] = {**vars(builtins), "__import__": self._import}

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        top = name.partition(".")[0]
        if level or top not in self._tops:
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        module = self._aliases.get(name)
        if module is None:
            raise ModuleNotFoundError(f"notebook_lit has no {name!r}. It offers {', '.join(sorted(self._aliases))}.", name=name)
        if not fromlist:
            return self._aliases[top]
        for wanted in fromlist:
            if wanted != "*" and not hasattr(module, wanted):
                submodule = self._aliases.get(f"{name}.{wanted}")
                if submodule is None:
                    raise ImportError(f"cannot import name {wanted!r} from {name!r}: notebook_lit has no such name", name=name)
        return module

    @contextmanager
    def active(self) -> Iterator[None]:
        """Make the app's folder importable, and its modules know the aliases, while a run lasts."""
        if self._directory is None:
            yield
            return
        entry = _Entry(self._directory)
        finder = _FolderFinder(self._directory, self.builtins)
        sys.path.insert(0, entry)
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.path[:] = [path for path in sys.path if path is not entry]
            sys.meta_path[:] = [other for other in sys.meta_path if other is not finder]


class _FolderFinder(MetaPathFinder):
    """Finds the modules of the app's folder, for imports that come from a run."""

    def __init__(self, directory: Path, names: dict[str, Any]) -> None:
        self._directory = directory.resolve()
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if current.get(None) is None:  # another thread imports something while a run lasts
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None or not isinstance(spec.loader, SourceFileLoader):
            return None
        if self._directory not in Path(spec.origin).resolve().parents:
            return None
        spec.loader = _FolderLoader(spec.loader, self._names)
        return spec


class _FolderLoader(Loader):
    """Loads a module of the app's folder with the app's builtins."""

    def __init__(self, loader: SourceFileLoader, names: dict[str, Any]) -> None:
        self._loader = loader
        self._names = names

    def __getattr__(self, name: str) -> Any:  # get_source, get_filename, is_package, … for inspect and pkgutil
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = self._names
        self._loader.exec_module(module)
