"""``import streamlit`` inside an app, and what an app imports from its own folder.

The script's namespace carries its own ``__builtins__`` with an ``__import__`` that knows the aliases; so do the modules that
the script imports from its own folder. Nothing in ``sys.modules`` or ``builtins`` changes, so outside apps all is as before.
The same ``__import__`` records which local modules the app uses: their files are watched, and `AppImports.renew` reloads the
changed ones (see `notebook_lit.runtime.script.hot_reload`).
"""

from __future__ import annotations

import builtins
import importlib
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import resolve_name
from os.path import abspath, join, realpath
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from notebook_lit.absent import absent
from notebook_lit.runtime.script.hot_reload import STALE, LocalLoader, ModuleReload, imports_of, with_importers
from notebook_lit.runtime.script.source import digest
from notebook_lit.runtime.writing.run import current

#: Folders below an app's folder that hold what others wrote.
_INSTALLED = frozenset({"site-packages", "dist-packages", "node_modules"})
_OURSELVES = __name__.partition(".")[0]


class _PathEntry(str):
    """A ``sys.path`` entry that is compared by identity, so that each run removes its own."""

    __slots__ = ()


class AppImports:
    """The import system of one app.

    Parameters
    ----------
    aliases : mapping
        Module names to the modules that are imported instead: ``{"streamlit": st, …}``.
    directory : Path, optional
        The app's folder: importable while a run lasts, and its modules know the aliases too.
    others : mapping, optional
        Builtins that differ in the app from those elsewhere.
    """

    def __init__(
        self,
        aliases: Mapping[str, ModuleType],
        directory: Path | None = None,
        others: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self._aliases = aliases
        self._tops = {name.partition(".")[0] for name in aliases}
        self._directory = directory
        self._folders = () if directory is None else tuple({join(form(directory), "") for form in (abspath, realpath)})
        self.builtins: dict[str, Any] = {**vars(builtins), **others, "__import__": self._import}
        self.version = 0  # counts what was newly imported and renewed
        self._followed: tuple[int, Mapping[Path, str]] = (-1, {})
        self._noted: set[tuple[str, tuple[str, ...]]] = set()
        self._imported: set[str] = set()  # by the script
        self._missing: set[str] = set()
        self._foreign_digests: dict[str, str] = {}  # modules that others loaded -> digest of their file when first seen
        self._lock = threading.Lock()
        self._contents: dict[Path, bytes | None] = {}  # that the next run shall put in force
        self._failed: dict[Path, bytes | None] = {}  # that could not be put in force
        self._reload: ModuleReload | None = None
        self._reloading_thread = 0  # the thread that does

    # -- import ----------------------------------------------------------------------------------------------------

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
            return self._import_other(name, globals, locals, tuple(fromlist or ()), level)
        return import_alias(self._aliases, name, fromlist or ())

    def _import_other(
        self,
        name: str,
        globals: Mapping[str, Any] | None,
        locals: Mapping[str, Any] | None,
        fromlist: tuple[str, ...],
        level: int,
    ) -> ModuleType:
        full = name
        if level and globals is not None and globals.get("__package__"):
            full = resolve_name("." * level + name, globals["__package__"])
        if self._reload is not None and self._reloading_thread == threading.get_ident():
            for wanted in (*_prefixes(full), *(f"{full}.{item}" for item in fromlist)):
                self._reload.execute(wanted)
        try:
            module = builtins.__import__(name, globals, locals, fromlist, level)
        except ModuleNotFoundError as error:
            if error.name is not None and error.name not in self._missing:
                self._missing.add(error.name)
                self.version += 1
            raise
        self._note(globals, full, fromlist)
        return module

    def _note(self, globals: Mapping[str, Any] | None, full: str, fromlist: tuple[str, ...]) -> None:
        """Record an import, by the script or by a module."""
        loader = getattr(globals.get("__spec__"), "loader", None) if globals is not None else None
        by_script = not isinstance(loader, LocalLoader)
        if by_script and (full, fromlist) in self._noted:
            return
        parts = {f"{full}.{item}" for item in fromlist} & sys.modules.keys()
        names = parts if fromlist and len(parts) == len(fromlist) else parts | set(_prefixes(full))
        known = loader.imported if isinstance(loader, LocalLoader) else self._imported
        if not names <= known:
            known |= names
            self.version += 1
        if by_script:
            self._noted.add((full, fromlist))

    @contextmanager
    def active(self) -> Iterator[None]:
        """Make the app's folder importable, with the aliases in its modules, during a run."""
        if self._directory is None:
            yield
            return
        entry = _PathEntry(self._directory)
        finder = _FolderFinder(self)
        sys.path.insert(0, entry)
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.path[:] = [path for path in sys.path if path is not entry]
            sys.meta_path[:] = [other for other in sys.meta_path if other is not finder]

    def find(self, fullname: str, path: Sequence[str] | None, data: bytes | None = None) -> ModuleSpec | None:
        """Return the spec of a module of the app's folder; None if it is not there."""
        spec = PathFinder.find_spec(fullname, path)
        if spec is None or not isinstance(spec.loader, SourceFileLoader) or not self._is_local(fullname, spec.origin):
            return None
        spec.loader = LocalLoader(fullname, str(spec.origin), self.builtins, data)
        return spec

    def _is_local(self, fullname: str, file: str | None) -> bool:
        if file is None or fullname.partition(".")[0] in (_OURSELVES, "__main__"):
            return False
        for folder in self._folders:
            if file.startswith(folder):
                below = file[len(folder) :].replace("\\", "/").split("/")
                return not any(part in _INSTALLED or part.startswith(".") for part in below[:-1])
        return False

    # -- the app's own modules ---------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Forget the recorded imports of the script, since its text has changed."""
        self._noted.clear()
        self._imported.clear()
        self._missing.clear()

    def files(self) -> dict[Path, str]:
        """Return the files of the local modules that the app uses, each with the digest of the loaded content.

        Files that would be such a module if they existed are among them, with the digest of a missing file.
        """
        local = self.local_modules()
        todo, used = list(self._imported), set[str]()
        while todo:
            name = todo.pop()
            if name in local and name not in used:
                used.add(name)
                todo += [name.rpartition(".")[0], *imports_of(local[name])]
        files = {Path(str(local[name].__file__)): self._digest(name, local[name]) for name in used}
        if self._directory is not None:
            for name in self._missing:
                base = Path(abspath(self._directory)).joinpath(*name.split("."))
                files.setdefault(base.with_name(f"{base.name}.py"), digest(None))
                files.setdefault(base / "__init__.py", digest(None))
        return files

    def followed(self) -> Mapping[Path, str]:
        """Return `files` as of the last import or reload: cached, for frequent calls."""
        version = self.version
        if version != self._followed[0]:
            self._followed = version, self.files()
        return self._followed[1]

    def changed(self) -> dict[Path, bytes | None]:
        """Return the contents of those files that differ from the loaded ones."""
        files = self.files()
        found = {path: path.read_bytes() if path.is_file() else None for path in files}
        return {path: data for path, data in found.items() if digest(data) != files[path]}

    def note(self, contents: Mapping[Path, bytes | None]) -> None:
        """Queue new contents of files for `renew` in the next run."""
        with self._lock:
            self._contents = {**self._failed, **self._contents, **contents}
            self._failed = {}

    def renew(self) -> None:
        """Reload the modules whose contents `note` queued. The app's folder has to be importable: see `active`.

        Raises
        ------
        BaseException
            Whatever a new module raises. The old modules are restored; the new contents are tried again with the next ones.
        """
        with self._lock:
            contents, self._contents = self._contents, {}
        if not contents:
            return
        try:
            self._renew(contents)
        except (Exception, SystemExit):
            with self._lock:
                self._failed = {**contents, **self._failed}
            raise
        except BaseException:  # the run was stopped, or gives way to another: that one tries again
            with self._lock:
                self._contents = {**contents, **self._contents}
            raise
        finally:
            self.version += 1

    def _renew(self, contents: Mapping[Path, bytes | None]) -> None:
        importlib.invalidate_caches()  # the folders may have files that have not been there when they were last listed
        local = self.local_modules()
        changed = []
        for name, module in local.items():
            now, file = self._digest(name, module), Path(str(module.__file__))
            if now == STALE or (file in contents and digest(contents[file]) != now):
                changed.append(name)
        if not changed:
            return

        def find(fullname: str, path: Any) -> ModuleSpec:
            spec = self.find(fullname, path)
            if spec is None:
                raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
            data = contents.get(Path(str(spec.origin)))
            return spec if data is None else self.find(fullname, path, data) or spec

        self._reload = ModuleReload(with_importers(changed, local), find)
        self._reloading_thread = threading.get_ident()
        try:
            self._reload.run()
        finally:
            self._reload = None

    def local_modules(self) -> dict[str, ModuleType]:
        """Return the loaded modules of the app's folder, whoever loaded them."""
        if not self._folders:
            return {}
        return {
            name: module
            for name, module in sys.modules.copy().items()
            if isinstance(file := getattr(module, "__file__", None), str) and self._is_local(name, file)
        }

    def _digest(self, name: str, module: ModuleType) -> str:
        """Return the digest of a module's source, or of its file as first seen if the notebook had loaded it."""
        loader = getattr(module.__spec__, "loader", None)
        if isinstance(loader, LocalLoader):
            return loader.digest
        if name not in self._foreign_digests:
            file = Path(str(module.__file__))
            self._foreign_digests[name] = digest(file.read_bytes() if file.is_file() else None)
        return self._foreign_digests[name]


def import_alias(aliases: Mapping[str, ModuleType], name: str, fromlist: Sequence[str]) -> ModuleType:
    """Return what ``__import__(name, fromlist=fromlist)`` returns where ``aliases`` say which modules are meant.

    Raises
    ------
    ImportError
        If no module is known by that name, or if it lacks one of the names.
    """
    top = name.partition(".")[0]
    module = aliases.get(name)
    if module is None:
        raise ModuleNotFoundError(f"notebook_lit has no {name!r}. It offers {', '.join(sorted(aliases))}.", name=name)
    if not fromlist:
        return aliases[top]
    for wanted in fromlist:
        if wanted != "*" and not hasattr(module, wanted):
            submodule = aliases.get(f"{name}.{wanted}")
            if submodule is None:
                message = absent(wanted, vars(module)) if name == top else "notebook_lit has no such name."
                raise ImportError(f"cannot import name {wanted!r} from {name!r}. {message}", name=name)
    return module


def _prefixes(full: str) -> list[str]:
    """Return the packages of a full name, and the name: "a", "a.b", "a.b.c" for "a.b.c"."""
    parts = full.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


class _FolderFinder(MetaPathFinder):
    """Finds the modules of the app's folder, for imports that come from a run."""

    def __init__(self, imports: AppImports) -> None:
        self._imports = imports

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if current.get(None) is None:  # another thread imports something while a run lasts
            return None
        return self._imports.find(fullname, path)
