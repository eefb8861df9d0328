"""Reruns an app when its files are saved, or asks for a rerun; a file that cannot run is reported in a banner.

Rules
-----
1. A text that cannot be compiled never reaches the engine; the app goes on as it is, under a banner that says why.
2. What cannot import what it needs is rejected by the engine (`Engine.load`), and is said in the same banner.
3. The next content that can be put in force takes the banner away.
"""

from __future__ import annotations

import ast
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Protocol

from notebook_lit.elements.catalog import html_of
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.errors import Error
from notebook_lit.notebook.files.file_watcher import Contents, FileWatcher
from notebook_lit.runtime.engine.engine import CHANGED
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.script.notebook_source import NotebookSource
from notebook_lit.runtime.script.source import FileSource, decode, digest

Mode = Literal["run", "ask", "off"]
_ASKED = '<p class="lit-notice-line" role="status">Source changed</p>'
_BROKEN = '<p class="lit-notice-line" role="status">What was saved cannot run. The app goes on as it was.</p>'


class Reloadable(Protocol):
    """What a reloader needs of an app."""

    def renew(self, source: FileSource | NotebookSource, changed: Contents) -> None:
        """Run the source, after renewing the modules whose files have changed.

        Raises
        ------
        SyntaxError
            If it cannot be compiled.
        """

    def notice(self, html: str, *, ask: bool = False) -> None:
        """Show a banner above the page, with a button that calls `Reloader.rerun` if ``ask``; hide it if ``html`` is empty."""

    def files(self) -> Mapping[Path, str]:
        """Return the files of the modules that the app uses, with the digests of what is in force."""


class Reloader:
    """Watches the files of one app, and reloads it.

    Parameters
    ----------
    app : Reloadable
        The app.
    watcher : FileWatcher
        Reports new contents.
    source : FileSource or NotebookSource
        What the app runs; it holds its content.
    mode : {"run", "ask"}
        Whether the app runs again by itself.
    """

    def __init__(self, app: Reloadable, watcher: FileWatcher, source: FileSource | NotebookSource, mode: Mode = "run") -> None:
        self._app = app
        self._watcher = watcher
        self._source = source
        self._text = source.read()
        self._mode = mode
        self._newest = source.data
        self._waiting: dict[Path, bytes | None] = {}  # contents of modules that are not with the engine yet
        self._lock = threading.Lock()
        self._announced: dict[Path, str] = {}  # digests that were reported and may not be applied yet
        self._registered: dict[Path, str] = {}
        self._closed = False
        self._is_asking = False
        self._reports_error = False
        self._trial: Literal["none", "sent", "taken"] = "none"  # where the newest contents are on their way into force
        self.follow()

    @property
    def files(self) -> frozenset[Path]:
        """The files that are watched for the app."""
        return frozenset(self._registered)

    def close(self) -> None:
        """Stop watching."""
        with self._lock:
            self._closed = True
        self._watcher.unwatch(self.changed)

    def rerun(self) -> None:
        """Apply the changes that were asked about. On any thread."""
        self._watcher.call_soon(self._apply)

    # -- on the watching thread ----------------------------------------------------------------------------------------

    def changed(self, contents: Contents) -> None:
        """Receive new contents, and apply them or ask."""
        with self._lock:
            for path, data in contents.items():
                if path == self._source.path:
                    self._newest = data
                else:
                    self._announced[path] = digest(data)
                    self._waiting[path] = data
        if self._mode == "run":
            self._apply()
        elif not self._reports_error:
            self._is_asking = True
            self._app.notice(_ASKED, ask=True)

    def _apply(self) -> None:
        try:
            source = self._checked_source()
            text = source.read()
            if text == self._text and not self._waiting and not self._reports_error and not self._is_asking:
                return  # a notebook was saved with new outputs
            self._trial = "sent"
            self._app.renew(source, self._waiting)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OSError, Error) as error:
            self.rejected(error.with_traceback(None))  # it has been through no line of the author's
            return
        self._source, self._text = source, text
        self._waiting = {}
        if self._is_asking:
            self._is_asking = False
            self._app.notice("")

    def _checked_source(self) -> FileSource | NotebookSource:
        """Return the newest source, if it and the changed modules can be compiled."""
        path = self._source.path
        if self._newest is None:
            raise FileNotFoundError(f"{path} is gone. The app goes on with what was there last.")
        if not self._newest.strip():
            raise Error(f"`{path.name}` is empty. The app goes on with what was there last.")
        source = self._source.holding(self._newest)
        ast.parse(source.read(), source.filename)
        for other, data in self._waiting.items():
            if data is not None and other.suffix == ".py":
                ast.parse(decode(data, str(other)), str(other))
        return source

    # -- on the script thread, and on the watching thread ---------------------------------------------------------------

    def rejected(self, error: BaseException) -> None:
        """Show what is wrong with the newest contents."""
        self._trial = "none"
        self._reports_error = True
        self._is_asking = False
        element = exception_element(error, uncaught=True, filename=self._source.filename)
        self._app.notice(f"{_BROKEN}{html_of(element)}")

    def finished(self, report: RunReport) -> None:
        """Handle the end of a run: watch what it imported, and remove the error banner if the newest contents ran."""
        if self._trial == "sent" and CHANGED in report.reasons:
            self._trial = "taken"
        if self._trial == "taken" and report.outcome in ("done", "error"):
            self._trial = "none"
            if self._reports_error:
                self._reports_error = False
                self._app.notice("")
        self.follow()

    def follow(self) -> None:
        """Watch what the app uses now. On any thread."""
        with self._lock:
            in_force = self._app.files()
            self._announced = {
                path: told
                for path, told in self._announced.items()
                if in_force.get(path, told) != told or self._reports_error
            }
            files = {**in_force, **self._announced, self._source.path: digest(self._newest)}
            if self._closed or files == self._registered:
                return
            self._registered = files
            self._watcher.watch(self.changed, files)
