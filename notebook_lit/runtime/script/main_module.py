"""``sys.modules["__main__"]`` and ``sys.argv`` as a script sees them: with the script's own names, and its arguments.

pickle, ``typing.get_type_hints`` and ``inspect`` look a class up in the module that it names, and a script is ``__main__``. The
notebook, or the program that runs a test, is that as well. So while runs are under way the module answers each thread with what
is ``__main__`` there. ``sys.argv`` is of the whole process: while several files run at once it is that of the last one begun.

Modules that all apps share (``st``) are put back as they were when the last run is over: what a script sets in them
(``st.write = None``) lasts no longer than its run, which may set it again.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import is_not
from types import ModuleType
from typing import Any

from notebook_lit.runtime.writing.run import Run, current

#: Finds the run whose script has started a thread that has no context of its own.
RunOfThread = Callable[[], "Run | None"]


class _Main(ModuleType):
    """The process's ``__main__``; on a script's threads its attributes are the script's names."""

    def __getattribute__(self, name: str) -> Any:
        names = _PROCESS.namespace()
        if names is not None:
            if name == "__dict__":
                return names
            if name in names:
                return names[name]
        return ModuleType.__getattribute__(self, name)  # super() fails if the class was changed meanwhile


class _Process:
    """What runs have changed of the process, to be put back after the last one."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.finders: list[RunOfThread] = []  # one for each run that is under way
        self.module: ModuleType | None = None
        self.argv: list[list[str]] = []  # those of the runs that are under way, in order; before them the process's own
        self.shared: list[tuple[dict[str, Any], dict[str, Any]]] = []  # names of shared modules, and as they were before

    def namespace(self) -> dict[str, Any] | None:
        """Return the namespace of the script that this thread runs; None outside apps."""
        scope = current.get(None)
        run: Run | None = None if scope is None else scope.run
        if run is None:
            run = next((found for find in tuple(self.finders) if (found := find()) is not None), None)
        return None if run is None else run.names

    def begin(self, find: RunOfThread, argv: list[str] | None, shared: Iterable[ModuleType]) -> None:
        """Let a run find itself."""
        if not self.finders:
            self.shared = [(vars(module), dict(vars(module))) for module in shared]
        module = sys.modules.get("__main__")
        if not self.finders and type(module) is ModuleType:  # another class has its own ways
            self.module = module
            module.__class__ = _Main
        self.finders.append(find)
        if argv is not None:
            self.argv = [*(self.argv or [sys.argv]), argv]
            sys.argv = argv

    def end(self, find: RunOfThread, argv: list[str] | None) -> None:
        """Put back what no other run needs."""
        self.finders.remove(find)
        if not self.finders:
            self._put_back()
            if self.module is not None:
                self.module.__class__ = ModuleType
                self.module = None
        if argv is not None:
            self.argv = [entry for entry in self.argv if entry is not argv]
            sys.argv = self.argv[-1]
            if len(self.argv) == 1:
                self.argv = []

    def _put_back(self) -> None:
        for names, before in self.shared:
            if len(names) != len(before) or any(map(is_not, map(names.get, before), before.values())):
                names.update(before)
                for name in [name for name in names if name not in before]:
                    del names[name]


_PROCESS = _Process()


@contextmanager
def as_main(
    argv: list[str] | None = None, find: RunOfThread = lambda: None, shared: Iterable[ModuleType] = ()
) -> Iterator[None]:
    """Let the run that is current be ``__main__``, and ``sys.argv`` be its arguments.

    Parameters
    ----------
    argv : list of str, optional
        The path of a file and its arguments; None leaves ``sys.argv`` as it is.
    find : callable
        Returns the run of the calling thread, if a script has started that; None otherwise.
    shared : iterable of modules
        Those that all apps share.
    """
    argv = None if argv is None else list(argv)
    with _PROCESS.lock:
        _PROCESS.begin(find, argv, shared)
    try:
        yield
    finally:
        with _PROCESS.lock:
            _PROCESS.end(find, argv)
