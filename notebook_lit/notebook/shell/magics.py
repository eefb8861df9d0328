"""``%%litapp`` and ``%litapp``."""

from __future__ import annotations

import hashlib
import re
import shlex
import traceback
from argparse import Namespace
from dataclasses import replace
from os.path import abspath
from pathlib import Path
from typing import Any, NoReturn

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from traitlets import Bool, Enum, Float

from notebook_lit.errors import InvalidScript
from notebook_lit.notebook.app.notebook_names import NotebookNames, file_namespace
from notebook_lit.notebook.app.registry import Registry
from notebook_lit.notebook.app.reloader import Mode
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.notebook.saved.output_bundle import front_end_can_answer
from notebook_lit.runtime.script.notebook_source import NotebookSource
from notebook_lit.runtime.script.source import CellSource, FileSource, Source

#: Cell magics that run their text themselves, with the notebook's names and not with the app's.
_AROUND = frozenset({"%%capture", "%%prun", "%%time", "%%timeit"})


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
    grace = Float(
        60.0,
        help="Seconds that an app lives on after its cell was deleted or cleared (JupyterLab only); 0 means for ever.",
        min=0.0,
    ).tag(config=True)
    live_variables = Bool(True, help="Run an app again when another cell has changed variables that it reads.").tag(config=True)
    import_streamlit = Bool(
        True,
        help="`import streamlit` in the notebook's cells and in modules of its folder is notebook_lit's, so that their "
        "functions draw into the app that calls them. Otherwise it is the real Streamlit.",
    ).tag(config=True)
    watch = Enum(
        ["run", "ask", "off"], "run", help="What an app does when a file of its source is saved: run again, ask, or nothing."
    ).tag(config=True)

    def __init__(self, shell: InteractiveShell, registry: Registry) -> None:
        super().__init__(shell)
        self._shell = shell
        self._registry = registry

    @magic_arguments()
    @argument("name", nargs="?", default=None, help="A name for the app: the same name is the same app, wherever it is run.")
    @argument("--static", action="store_true", help="Do not run again when other cells change variables that the app reads.")
    @argument("--bind", action="store_true", help="Bind the app to its name in the notebook (`app` if that is no identifier).")
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
        options = _options(self.litapp, line, "%%litapp", _split_line(line))
        first = cell.lstrip().partition("\n")[0].split(" ")[0].strip()
        if first in _AROUND:
            raise UsageError(f"%%litapp: `{first}` would run the script in the notebook. Put `{first}` above `%%litapp`.")
        if options.name is not None and not options.name.strip():
            raise UsageError("%%litapp: the name is empty. Give one, or leave it out.")
        name = self._cell_name(cell) if options.name is None else options.name
        app = self._registry.open(name, NotebookNames(self._shell))
        number = self._shell.execution_count if options.name is None else None  # the same for all where nothing is counted
        taken = number is None or any(other.number == number and other is not app for other in self._registry.sessions())
        known_as = name if taken else f"cell {number}"
        source = CellSource(cell, known_as, app.next_version(), self._first_line())
        try:
            source = replace(source, text=self._shell.transform_cell(cell))
        except SyntaxError as error:  # IPython looks at the tokens before Python does
            error.filename, error.lineno = source.filename, (error.lineno or 1) + source.first_line - 1
            self._refuse(app, error)
        follows = self.live_variables and not options.static
        self._start(app, source, options, follows_variables=follows, number=number)
        self._offer(app, bind=options.bind)

    @magic_arguments()
    @argument("file", nargs="*", default=[], help="A Python script or a notebook. Without it, the live apps are listed.")
    @argument("--name", default=None, help="A name for the app; by default that of the file.")
    @argument("--no-wait", action="store_true", help="Let the cell end at once; the first run goes on by itself.")
    @argument("--watch", choices=["run", "ask", "off"], default=None, help="What to do when the file, or a module of its "
              "folder that it imports, is saved: run again (the default), ask, or nothing.")  # fmt: skip
    @line_magic("litapp")  # type: ignore[arg-type]  # IPython declares its decorators for functions without a name only
    def litapp_file(self, line: str) -> None:
        """Run a file as an app, as ``streamlit run`` would; without a file, list the live apps.

        When the file is saved, or a module of its folder that it imports, the app runs again and its widgets keep their
        values. What was saved and cannot run is said above the page, which goes on as it was; the next save puts it right.
        Modules that did not change, and import none that did, stay as they are.

        Of a notebook (``%litapp other.ipynb``) the ``%%litapp`` cells are one app, together with the plain code cells before
        the last of them, in the notebook's order. Lines that are magics are left out, and so are cells of other magics.

        Examples
        --------
        ::

            %litapp app.py
            %litapp app.py -- --rows 50    # sys.argv is ["…/app.py", "--rows", "50"] there
        """
        line, arguments = _split_arguments(line)
        options = _options(self.litapp_file, line, "%litapp")
        if not options.file:
            print(repr(self._registry.apps))  # noqa: T201  # what the magic is for
            return
        file = Path(_unquoted(" ".join(options.file))).expanduser()
        path = Path(abspath(file))  # a link may come to point elsewhere: not resolved
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError as error:  # a name that no file can have
            raise UsageError(f"%litapp: {str(path)[:80]}… cannot be a file: {error.strerror}") from None
        if is_folder:
            raise UsageError(f"%litapp: {path} is a folder. Name the script in it.")
        if not is_file:
            raise UsageError(f"%litapp: there is no file {path}{self._live_app_hint(str(file))}")
        name = _unquoted(options.name or "") or self._file_name(path)
        app = self._registry.open(name, file_namespace)
        kind = NotebookSource if path.suffix == ".ipynb" else FileSource
        source = kind(path, arguments=arguments)
        mode: Mode = options.watch or self.watch  # type: ignore[assignment]  # the Enum lets nothing else in
        self._start(app, source, options, watch=mode)

    def _start(self, app: AppSession, source: Source, options: Namespace, **how: Any) -> None:
        """Run a script and show its app; wait for the first run unless an option or a trait says otherwise.

        ``how`` has the other arguments of `AppSession.load`.
        """
        with self._registry.output.waiting():  # from now on the cell does nothing that could print
            try:
                app.load(source, **how)
            except SyntaxError as error:
                self._refuse(app, error)
            app.show(live=self._live(), grace=self.grace)
            if self.wait and not options.no_wait:
                app.wait(self.wait_seconds or None)

    def _refuse(self, app: AppSession, error: SyntaxError) -> NoReturn:
        """Say why a text cannot run; the old page lives on."""
        if app.reports:
            app.show(live=self._live(), grace=self.grace)
        else:
            self._registry.discard(app.name)
        raise InvalidScript("".join(traceback.format_exception_only(error))) from error

    def _parent(self) -> Any:
        """Return the message that asked for this cell."""
        return self._shell.get_parent() if hasattr(self._shell, "get_parent") else {}

    def _first_line(self) -> int:
        """Return the line of the cell in which the script begins: below ``%%litapp``, and below empty lines above that."""
        parent = self._parent()
        content = parent.get("content", {}) if isinstance(parent, dict) else {}
        code = content.get("code", "") if isinstance(content, dict) else ""
        above = code[: len(code) - len(code.lstrip())] if isinstance(code, str) else ""
        return 2 + above.count("\n")

    def _live(self) -> bool:
        """Return whether somebody can operate what this cell shows."""
        return front_end_can_answer(self._parent())

    def _offer(self, session: AppSession, *, bind: bool) -> None:
        """Make the app the last result (``_``), as the display hook does unless the notebook has a ``_`` of its own."""
        app, names, hook = self._registry.app(session), self._shell.user_ns, self._shell.displayhook
        if names.get("_", "") is hook._:
            for name, value in (("___", hook.__), ("__", hook._), ("_", app)):
                setattr(hook, name, value)
                names[name] = value
        if bind:
            names[app.name if app.name.isidentifier() else "app"] = app

    def _live_app_hint(self, name: str) -> str:
        """Return what to do with a live app whose name was given for a file; empty if there is none."""
        session = self._registry.get(name)
        if session is None or session.status == "closed":
            return ""
        return f". `{name}` is a live app: `notebook_lit.apps[{name!r}]` shows it here"

    def _file_name(self, path: Path) -> str:
        """Name an app without name after its file; after the whole path if another file of that name has an app already."""
        other = self._registry.get(path.stem)
        return path.stem if other is None or other.source in (FileSource(path), NotebookSource(path)) else str(path)

    def _cell_name(self, cell: str) -> str:
        """Name an app without name after its cell, or after its text where the front end does not say which cell it is."""
        parent = self._parent()
        metadata = parent.get("metadata", {}) if isinstance(parent, dict) else {}
        mark = metadata.get("cellId") or hashlib.blake2b(cell.encode("utf-8", "replace"), digest_size=4).hexdigest()
        return f"cell-{str(mark)[-8:]}"


def _split_arguments(line: str) -> tuple[str, tuple[str, ...]]:
    """Split what follows ``--`` off: the arguments of the script."""
    found = re.search(r"(?:^|\s)--(?:\s+(.*))?$", line)
    if found is None:
        return line, ()
    try:
        return line[: found.start()], tuple(shlex.split(found[1] or ""))
    except ValueError as error:
        raise UsageError(f"%litapp: after `--` a quote is not closed: {found[1]} ({error})") from None


def _split_line(line: str) -> list[str]:
    """Split a line as a shell does: a name may stand in quotes, and have quotes in it behind a backslash."""
    try:
        return shlex.split(line)
    except ValueError as error:
        said = f"%%litapp: in {line!r} a quote is not closed ({error}). Put a backslash before a quote of a name."
        raise UsageError(said) from None


def _options(magic: Any, line: str, name: str, words: list[str] | None = None) -> Namespace:
    """Read the arguments of a magic, ``words`` or else the line; say what is wrong with them together with what is right."""
    try:
        options: Namespace = parse_argstring(magic, line) if words is None else magic.parser.parse_args(words)
    except UsageError as error:
        usage = " ".join(magic.parser.format_usage().replace("::", "").split()).partition(" ")[2]
        raise UsageError(f"{name}: {error}. Usage: {name} {usage}; what contains spaces goes in quotes.") from None
    return options


def _unquoted(text: str) -> str:
    """Take the quotes away that an argument stands in: IPython leaves them there."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
