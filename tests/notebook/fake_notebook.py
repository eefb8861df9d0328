"""A notebook without a kernel: an IPython shell in this process, whose cells and apps are the real ones."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.shell.extension import Extension

#: A shell that keeps its results (``_3``, ``Out``) collects all garbage of the process when it ends: 0.2 s for each test.
WITHOUT_RESULTS = {"InteractiveShell": {"cache_size": 0}}


class Notebook:
    """Runs cells; the extension is loaded, after ``before`` has bound names."""

    def __init__(self, before: Mapping[str, Any] = MappingProxyType({})) -> None:
        self.shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}, **WITHOUT_RESULTS}))
        self.shell.user_ns.update(before)
        self.extension = Extension(self.shell)
        self.registry = self.extension.registry
        self.apps = self.registry.apps

    def cell(self, text: str) -> Any:
        """Run a cell that has to succeed, wait for what it started, and give its value."""
        result = self.try_cell(text)
        result.raise_error()
        return result.result

    def try_cell(self, text: str) -> Any:
        """Run a cell, wait for what it started."""
        result = self.shell.run_cell(text, store_history=False)
        for app in self.apps.values():
            assert app.wait(20), "a run does not end"
        return result

    def app(self, text: str, line: str = "app") -> App:
        """Run a cell that makes an app."""
        self.cell(f"%%litapp {line}\n{text}")
        return self.apps[line.split()[0]]

    def close(self) -> None:
        """End all."""
        self.extension.close()
        atexit.unregister(self.shell.atexit_operations)
        self.shell.atexit_operations()
