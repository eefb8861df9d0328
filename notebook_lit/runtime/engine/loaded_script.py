"""The script in force, with the modules that it imports from its own folder.

Rules
-----
1. A script that is new because a file was saved is on trial until a run has got past its imports. If it cannot import what it
   needs, the script before it comes back, with its modules: see `LoadedScript.go_back`.
2. What is loaded is put in force at the beginning of a run, never under one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from notebook_lit.runtime.script.compile import Script, compile_script, remember_lines
from notebook_lit.runtime.script.hot_reload import broke_importing
from notebook_lit.runtime.script.import_hooks import AppImports
from notebook_lit.runtime.script.source import Source


class LoadedScript:
    """Holds the script of one app. Guarded by the engine's lock where it is loaded.

    Parameters
    ----------
    source : Source
        Where it comes from.
    aliases : mapping
        What ``import streamlit`` and its submodules mean.
    builtins : mapping
        Builtins that are others in the app than elsewhere.
    """

    def __init__(self, source: Source, aliases: Mapping[str, Any], builtins: Mapping[str, Any]) -> None:
        self.source = source
        self.current: Script | None = None
        self._aliases = aliases
        self._builtins = builtins
        self._fallback: Script | None = None  # the script before the one on trial
        self.imports = AppImports(aliases, source.directory, builtins)

    def load(self, script: Script, source: Source, changed: Mapping[Path, bytes | None] | None) -> None:
        """Take a source whose script was compiled, and what is new in the files of its modules (looked for if it is None)."""
        if source.directory != self.source.directory:
            self.imports = AppImports(self._aliases, source.directory, self._builtins)
        self.source = source
        self.imports.note(self.imports.changed() if changed is None else changed)
        self.imports.forget()

    def put_in_force(self, script: Script, *, on_trial: bool) -> None:
        """Make a script the one that runs (rule 1)."""
        self._fallback = (self._fallback or self.current) if on_trial else None
        self.current = script

    def renew_modules(self) -> BaseException | None:
        """Put changed modules in force; return what a module raised if the script is on trial.

        Raises
        ------
        Exception, SystemExit
            What a module raised, if there is no script to go back to.
        """
        try:
            self.imports.renew()
        except (Exception, SystemExit) as error:  # whatever a module raises
            if self._fallback is None:
                raise
            return error
        return None

    def may_go_back(self, error: BaseException) -> bool:
        """Return whether an error rejects the script: it is on trial, and could not import what it needs."""
        return self._fallback is not None and broke_importing(error)

    def accept(self) -> None:
        """End the trial."""
        self._fallback = None

    def go_back(self) -> None:
        """Put the script before the one on trial in force again."""
        self.current, self._fallback = self._fallback, None
        if self.current is not None:
            remember_lines(self.current.text, self.current.filename)


def compiled(source: Source) -> Script:
    """Read and compile a source.

    Raises
    ------
    SyntaxError
        If it cannot be compiled.
    """
    return compile_script(source.read(), source.filename)
