"""``%%litapp`` and ``%litapp``; load and unload."""

from __future__ import annotations

import hashlib
import signal
import traceback
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from traitlets import Bool, Float

from notebook_lit import st
from notebook_lit.errors import InvalidScript
from notebook_lit.notebook.app import App, Apps, file_namespace
from notebook_lit.notebook.output import Output
from notebook_lit.runtime.source import CellSource, FileSource

#: Names of IPython's own in the user namespace: no app should see or keep them.
_SHELL_NAMES = frozenset({"In", "Out", "exit", "quit", "_", "__", "___", "_dh", "_oh", "_ih"})


@magics_class
class LitMagics(Magics):
    """Streamlit-style apps in notebook cells.

    Configure with ``c.LitMagics.wait = False`` in a configuration file, or ``%config LitMagics.wait = False`` in a notebook.
    """

    wait = Bool(True, help="Wait in the cell until the first run is over, so that 'run all' and nbconvert see all of it.").tag(
        config=True
    )
    wait_seconds = Float(
        0.0, help="Wait at most so many seconds for the first run; 0 means as long as it takes.", min=0.0
    ).tag(config=True)

    def __init__(self, shell: InteractiveShell, apps: Apps) -> None:
        super().__init__(shell)
        self._shell = shell
        self.apps = apps

    @magic_arguments()
    @argument("name", nargs="?", default=None, help="A name for the app: the same name is the same app, wherever it is run.")
    @argument("--no-wait", action="store_true", help="Let the cell end at once; the first run goes on by itself.")
    @cell_magic
    def litapp(self, line: str, cell: str) -> None:
        """Run this cell as an app: top to bottom, and again whenever the reader changes a widget.

        ``st`` is there without an import; ``import streamlit as st`` gives the same. The script sees the notebook's variables
        and keeps its own to itself. Running the cell again, edited or not, keeps the values of its widgets.

        Examples
        --------
        In a cell::

            %%litapp
            n = st.slider("rows", 1, 100, 10)
            st.dataframe(df.head(n))
        """
        options = parse_argstring(self.litapp, line)
        name = options.name or self._cell_name(cell)
        app = self.apps.open(name, self._cell_namespace)
        app.texts += 1
        text = self._shell.transform_cell(cell)
        self._start(app, CellSource(text, name, app.texts), wait=self.wait and not options.no_wait)

    @magic_arguments()
    @argument("file", nargs="*", default=[], help="A Python script. Without it, the live apps are listed.")
    @argument("--name", default=None, help="A name for the app; by default that of the file.")
    @argument("--no-wait", action="store_true", help="Let the cell end at once; the first run goes on by itself.")
    @line_magic("litapp")  # type: ignore[arg-type]  # IPython declares its decorators for functions without a name only
    def litapp_file(self, line: str) -> None:
        """Run a file as an app, as ``streamlit run`` would; without a file, list the live apps.

        Examples
        --------
        ::

            %litapp app.py
        """
        options = parse_argstring(self.litapp_file, line)
        if not options.file:
            print(repr(self.apps))  # noqa: T201  # what the magic is for
            return
        path = (Path.cwd() / Path(" ".join(options.file)).expanduser()).resolve()
        if not path.is_file():
            raise UsageError(f"%litapp: there is no file {path}")
        app = self.apps.open(options.name or self._file_name(path), file_namespace)
        self._start(app, FileSource(path), wait=self.wait and not options.no_wait)

    def _start(self, app: App, source: CellSource | FileSource, *, wait: bool) -> None:
        try:
            app.load(source)
        except SyntaxError as error:
            if app.reports:
                app.show()  # the old page lives on
            else:
                self.apps.discard(app.name)
            raise InvalidScript("".join(traceback.format_exception_only(error))) from error
        app.show()
        if wait:
            app.wait(self.wait_seconds or None)

    def _cell_namespace(self) -> dict[str, Any]:
        """Give a copy of the notebook's variables: what the script binds stays in the app."""
        names = {name: value for name, value in self._shell.user_ns.items() if name not in _SHELL_NAMES}
        names["st"] = st
        return names

    def _file_name(self, path: Path) -> str:
        """Name an app without name after its file; after the whole path if another file of that name has an app already."""
        other = self.apps.get(path.stem)
        return path.stem if other is None or other.source == FileSource(path) else str(path)

    def _cell_name(self, cell: str) -> str:
        """Name an app without name after its cell, or after its text where the front end does not say which cell it is."""
        parent = self._shell.get_parent() if hasattr(self._shell, "get_parent") else {}
        metadata = parent.get("metadata", {}) if isinstance(parent, dict) else {}
        mark = metadata.get("cellId") or hashlib.blake2b(cell.encode("utf-8", "replace"), digest_size=4).hexdigest()
        return f"cell-{str(mark)[-8:]}"


def load(shell: InteractiveShell) -> Apps:
    """Register the magics; a kernel interrupt also stops what apps are running."""
    apps = Apps(Output(shell))
    shell.register_magics(LitMagics(shell, apps))
    kernel: Any = getattr(shell, "kernel", None)
    if hasattr(kernel, "saved_sigint_handler"):
        # ipykernel puts this handler in force between cells; while a cell runs, Python's own raises KeyboardInterrupt in it
        kernel.saved_sigint_handler = lambda number, frame: apps.stop()
    return apps


def unload(shell: InteractiveShell, apps: Apps) -> None:
    """Close all apps and take the magics away."""
    apps.close()
    for kind in ("cell", "line"):
        shell.magics_manager.magics[kind].pop("litapp", None)
    kernel: Any = getattr(shell, "kernel", None)
    if hasattr(kernel, "saved_sigint_handler"):
        kernel.saved_sigint_handler = signal.SIG_IGN  # what ipykernel itself has between cells
