"""AppSession: a source, an engine, a view and a console, wired together. What users hold is `App`.

It is the engine's publisher, the worker's overseer and what a `Reloader` reloads: those methods are called on the script
thread, on the thread that watches slow runs, and on the one that watches files.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextvars import copy_context
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from notebook_lit.aliases import ALIASES
from notebook_lit.elements.catalog import draw_static
from notebook_lit.elements.markup.markdown import plain_text
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.errors import Error
from notebook_lit.notebook.app.notebook_names import NotebookNames
from notebook_lit.notebook.app.reloader import Mode, Reloader
from notebook_lit.notebook.app.run_history import RunHistory
from notebook_lit.notebook.files.file_watcher import Contents, FileWatcher
from notebook_lit.notebook.output.console import Console
from notebook_lit.notebook.output.output_capture import OutputCapture
from notebook_lit.notebook.output.stdin import APP_BUILTINS
from notebook_lit.notebook.saved.charts import ChartImages
from notebook_lit.notebook.saved.output_bundle import OutputBundle
from notebook_lit.notebook.saved.snapshot import charts_on, snapshot
from notebook_lit.notebook.widgets.app_view import AppView
from notebook_lit.notebook.widgets.style_sheet import StyleSheet
from notebook_lit.runtime.cache.decorators import end_session
from notebook_lit.runtime.engine.engine import CHANGED, DIM_AFTER, Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import Surroundings
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.engine.thread_worker import ThreadWorker
from notebook_lit.runtime.model.element import Element, Page, Rest
from notebook_lit.runtime.script.compile import RememberedSources
from notebook_lit.runtime.script.notebook_source import NotebookSource
from notebook_lit.runtime.script.source import FileSource, Source
from notebook_lit.runtime.writing.run import current

#: Seconds that a displayed app may take before it is displayed unfinished.
SHOW_UNFINISHED = 0.1
#: The heading that an app without a name is called by is looked for among so many elements.
HEADING_WITHIN = 20
#: So many reports of runs are kept.
MOST_REPORTS = 100


class AppSession:
    """One app that lives in this kernel.

    Parameters
    ----------
    name : str
        Its name.
    names : callable
        Returns the names that the script finds in its namespace, anew for each run.
    output : OutputCapture
        Sends what the script prints to the app's console.
    watcher : FileWatcher
        Tells of saved files.
    sheet : StyleSheet
        The style sheet that the apps of the kernel share.
    closed : callable, optional
        Called with this session when it is closed.
    changed : callable, optional
        Called with this session when something about it may be new: its state, its last run. On any thread.
    """

    def __init__(
        self,
        name: str,
        names: Callable[[], dict[str, Any]],
        output: OutputCapture,
        watcher: FileWatcher,
        sheet: StyleSheet,
        *,
        closed: Callable[[AppSession], None] = lambda session: None,
        changed: Callable[[AppSession], None] = lambda session: None,
    ) -> None:
        self.name = name
        self.names = names
        self.reports: list[RunReport] = []
        self.history = RunHistory()
        self.number: int | None = None  # of the cell, if that gave the app no name
        self.follows_variables = False
        self._on_close, self._on_change = closed, changed
        self._versions = 0  # of the text of its cell
        self._watcher = watcher
        self._reloader: Reloader | None = None  # of an app that comes from a file
        self.view = AppView(self.submit, self._waiting, self.stop, self._rerun_changed, sheet)
        self.draw = draw_static
        self._output = output
        self.console = Console(self.view.chrome.console)
        self._idle = threading.Event()
        self._worker = ThreadWorker(f"litapp {name}", self)
        self._sources = RememberedSources()
        self._surroundings = Surroundings(
            show, exception_element, ALIASES, names, APP_BUILTINS, partial(output.run, self.console)
        )
        self._engine: Engine | None = None
        self._charts = ChartImages()
        root = self.view.chrome.root
        self.bundle = OutputBundle(name, root, self.picture, self.__repr__, partial(closed, self), self.complete_picture)
        self._closed = False

    # -- the script --------------------------------------------------------------------------------------------------------

    def next_version(self) -> int:
        """Count the texts of the app's cell, from 1: each is compiled under a file name of its own."""
        self._versions += 1
        return self._versions

    def load(
        self, source: Source, watch: Mode = "off", *, follows_variables: bool = False, number: int | None = None
    ) -> None:
        """Run a (new) script. Values of widgets that it still has are kept.

        ``watch`` says what happens when a file that it comes from is saved: the app runs, asks, or does nothing.
        ``follows_variables`` says whether it runs again when a cell has touched variables that it reads. ``number`` is that of
        its cell, if nothing else names the app.

        Raises
        ------
        SyntaxError
            If it cannot be compiled; the old page stays and stays alive.
        """
        self._idle.clear()
        file = source.holding() if isinstance(source, FileSource | NotebookSource) else None
        source = source if file is None else file
        engine = self._engine
        first = engine is None
        if engine is None:
            engine = Engine(source, self._surroundings, worker=self._worker, publisher=self)
        try:
            engine.load(source, context=copy_context())  # so that what it prints goes to the cell that defines the app
        except SyntaxError:
            self._idle.set()
            raise
        self.follows_variables, self.number = follows_variables, number
        if first:
            self._engine = engine
            self._worker.start(engine)
        self._sources.add(source.filename)
        before, self._reloader = self._reloader, None
        self.notice("")
        if file is not None and watch != "off":
            self._reloader = Reloader(self, self._watcher, file, watch)
            self._reloader.follow()  # the first run may have ended before anybody could tell the reloader
        if before is not None:
            before.close()

    @property
    def engine(self) -> Engine:
        """What runs the script; an `Error` if none was loaded yet."""
        if self._engine is None:
            raise Error(f"The app {self.name!r} has no script yet.")
        return self._engine

    @property
    def source(self) -> Source | None:
        """Where the script comes from; None if none was loaded yet."""
        return None if self._engine is None else self._engine.source

    @property
    def title(self) -> str:
        """What the script calls it; of an app without a name the first heading, or else the number of its cell."""
        if self.view.title or self.number is None:
            return self.view.title
        page = self._engine.page if self._engine is not None else self.view.page
        for element in islice(page.walk(), HEADING_WITHIN):
            if element.kind in ("title", "header", "subheader"):
                return plain_text(element.props["body"])
        return f"Cell {self.number}"

    @property
    def watched(self) -> frozenset[Path]:
        """The files whose saving it notices."""
        return frozenset() if self._reloader is None else self._reloader.files

    # -- running -----------------------------------------------------------------------------------------------------------

    @property
    def status(self) -> str:
        """What it is doing: "idle", "running" or "closed"."""
        if self._closed:
            return "closed"
        return "running" if self._engine is not None and self._engine.running else "idle"

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no run is under way or due; return False if that took longer than ``timeout`` seconds.

        A kernel interrupt during the wait stops the script, not only the wait.
        """
        scope = current.get(None)
        if scope is not None and self._engine is not None and scope.run is self._engine.run:
            return False  # the script of this app asks: it would wait for itself
        try:
            with self._output.waiting():
                return self._idle.wait(timeout)
        except KeyboardInterrupt:
            self.stop()
            return self._idle.wait(15.0)

    def run(self, reason: str) -> None:
        """Ask for a run."""
        if self._engine is not None and not self._closed:
            self._idle.clear()
            self._engine.request(reason)

    def submit(self, event: WidgetEvent) -> None:
        """Hand what the reader did to the engine. On any thread."""
        if self._engine is not None:
            if not event.quiet:
                self._idle.clear()
            self.view.touch(event.id)
            self._engine.submit(event)

    def stop(self) -> None:
        """Stop the run that is under way. Safe in a signal handler."""
        if self._engine is not None:
            self._engine.stop()

    def close(self) -> None:
        """End the app: its threads, its widgets, its place in the registry."""
        if self._closed:
            return
        self._closed = True
        if self._reloader is not None:
            self._reloader.close()
        if self._engine is not None:
            self._engine.close()
            self._idle.wait(2.0 if self._engine.running else 0)  # the worker enforces the stop: it must live until then
            self._worker.close()
            self._worker.join(2.0)
            end_session(self._engine.state)
            self._engine.namespace = {}  # the notebook may hold the closed app as its last result
        if isinstance(self.names, NotebookNames):
            self.names.seen = None
        self.view.close()
        self.console.close()
        self.bundle.close()
        self._output.forget_closed()
        self._sources.clear()
        self._on_close(self)
        self._on_change(self)

    def _waiting(self, id: str) -> bool:
        return self._engine is not None and self._engine.waiting(id)

    # -- what is shown -----------------------------------------------------------------------------------------------------

    def show(self, *, live: bool = True, grace: float = 0.0) -> None:
        """Display the app here; wait a moment for a quick run, so that it is drawn once and whole.

        ``live`` says whether somebody can operate it there: nobody can in nbconvert and the like. ``grace`` is how long
        (seconds) the app lives on when its output is gone; 0 means for ever.
        """
        ready = self.wait(SHOW_UNFINISHED)
        self.view.reopen()
        self.bundle.show(live=live, unfinished=not ready, grace=grace)

    def renew_picture(self) -> None:
        """Send the picture of the app as it is now to where the app is displayed."""
        self.bundle.refresh()

    def picture(self) -> str:
        """Return what is on screen as HTML, with those images of charts that were made."""
        return snapshot(self._pictured(), self.console.text, self._charts.image)

    def complete_picture(self, wait: bool = True) -> bool:
        """Make the images of charts that the picture lacks; without ``wait`` only return whether it lacks any."""
        charts = charts_on(self._pictured())
        if not wait:
            return self._charts.lacks(charts)
        self._charts.make(charts)
        return False

    def _pictured(self) -> Page:
        """Return the page on screen; while a run is under way, the page before it."""
        engine, page = self._engine, self.view.page
        if engine is not None and engine.running and any(root.children for root in engine.page.roots):
            page = engine.page
        return page

    def __repr__(self) -> str:
        last = self.reports[-1] if self.reports else None
        runs = f"{last.number} run{'s' if last.number > 1 else ''}" if last else ""
        ran = f", {runs}, last {last.outcome} in {last.seconds * 1000:.0f} ms" if last else ""
        return f"App({self.name!r}, {self.status}{ran})"

    # -- for the reloader --------------------------------------------------------------------------------------------------

    def renew(self, source: Source, changed: Contents) -> None:
        """Run the changed source, after renewing the modules whose files have changed."""
        engine = self._engine
        if engine is None or self._closed:
            return
        self._idle.clear()
        try:
            engine.load(source, CHANGED, changed)
        except BaseException:
            if not engine.running and not engine.due:
                self._idle.set()
            raise

    def notice(self, html: str, *, ask: bool = False) -> None:
        """Show a strip above the page, with a button that runs what has changed; take it away if there is no text."""
        self.view.notice(html, ask=ask)

    def files(self) -> Mapping[Path, str]:
        """Return the files of the modules that the app uses, with the digests of what is in force."""
        return {} if self._engine is None else self._engine.loaded.imports.followed()

    def _rerun_changed(self) -> None:
        if self._reloader is not None:
            self._reloader.rerun()

    # -- for the engine and its worker -------------------------------------------------------------------------------------

    def commit(self, page: Page, rest: Rest, goes_on: Callable[[], bool]) -> list[Element]:
        """Bring the widgets in step with a page as long as ``goes_on``; return the elements that are left."""
        engine = self._engine
        if engine is None:
            return []
        return self.view.commit(
            page, rest, lambda: rest == "gone" or engine.run is None or page is engine.run.page, goes_on
        )

    def refuse(self, id: str, reason: str | None = None) -> None:
        """Show the true value of a widget again, or say beside what the reader entered why it is refused."""
        self.view.refuse(id, reason)

    def anticipate(self, id: str, wire: Any) -> None:
        """Show what the reader entered in a widget that starts no run."""
        self.view.anticipate(id, wire)

    def rejected(self, error: BaseException) -> None:
        """Say that what was saved cannot be put in force."""
        if self._reloader is not None:
            self._reloader.rejected(error)

    def settled(self) -> None:
        """Note that what was due changed nothing."""
        if self._engine is not None and not self._engine.due:
            self._idle.set()

    def finished(self, report: RunReport) -> None:
        """Note that a run is over, and take the indicator away."""
        if self.view.fault is not None and report.outcome == "done":
            report.outcome = "error"  # its page could not be drawn
        self.reports.append(report)
        del self.reports[:-MOST_REPORTS]
        if self._engine is not None:
            self.history.record(report, self._engine.page, self.view.host.toolkit.traffic.sent)
        self.console.end(report.outcome)
        self.view.rest(stopped=report.outcome == "stopped")
        if self._reloader is not None:
            self._reloader.finished(report)
        due = self._engine is not None and self._engine.due
        if not self._closed and not due:
            self.bundle.finished()
        if not due or self._closed:  # with a run due nobody who waits may wake up between the two
            self._idle.set()
            if not self._closed and self._engine is not None and self._engine.due:  # an event may have come just now
                self._idle.clear()
        self._on_change(self)

    def pulse(self, elapsed: float, hangs_in: str | None) -> None:
        """Show that a run goes on."""
        self._output.check_streams()
        self.console.flush()
        self._on_change(self)
        if elapsed > DIM_AFTER:
            self.view.busy(elapsed, hangs_in, lambda: self.status == "running")
