"""``sys.modules["__main__"]`` as a script sees it: with the script's own names.

pickle, ``typing.get_type_hints`` and ``inspect`` look a class up in the module that it names, and a script is ``__main__``. The
notebook is that as well. So while runs are under way the module answers each thread with what is ``__main__`` there.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from notebook_lit.notebook.output.stream import StreamProxy
from notebook_lit.runtime.writing.run import Run, current


class _Main(ModuleType):
    """The notebook's ``__main__``; on a script's threads its attributes are the script's names."""

    def __getattribute__(self, name: str) -> Any:
        names = _namespace()
        if names is not None:
            if name == "__dict__":
                return names
            if name in names:
                return names[name]
        return super().__getattribute__(name)


def _namespace() -> dict[str, Any] | None:
    """Return the namespace of the script that this thread runs; None outside apps."""
    scope = current.get(None)
    run: Run | None = None if scope is None else scope.run
    if run is None and isinstance(sys.stdout, StreamProxy):  # a thread of the script has no scope, but its output has an owner
        console = sys.stdout.owner()
        run = None if console is None else console.run
    return None if run is None else run.names


class MainModule:
    """Sets and resets the class of ``__main__``. Called with a lock."""

    def __init__(self) -> None:
        self._module: ModuleType | None = None

    def begin(self) -> None:
        """Set the class, when the first run begins."""
        module = sys.modules.get("__main__")
        if self._module is None and type(module) is ModuleType:  # another class has its own ways
            self._module = module
            module.__class__ = _Main

    def end(self) -> None:
        """Reset the class, when the last run has ended."""
        module, self._module = self._module, None
        if module is not None:
            module.__class__ = ModuleType
