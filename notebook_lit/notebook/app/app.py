"""App: a source, an engine, a reconciler and a host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from os import PathLike
from pathlib import Path
from typing import Any

from notebook_lit.aliases import ALIASES
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.errors import Error
from notebook_lit.notebook.app.app_object import Facade, Namespace
from notebook_lit.notebook.app.reloader import Mode, Reloader
from notebook_lit.notebook.app.run_history import SHOWN, RunHistory, RunTable
from notebook_lit.notebook.files.file_watcher import Contents, FileWatcher
from notebook_lit.notebook.output.console import Console
from notebook_lit.notebook.output.output_capture import OutputCapture
from notebook_lit.notebook.output.stdin import APP_BUILTINS
from notebook_lit.notebook.saved.output_bundle import OutputBundle
from notebook_lit.notebook.saved.snapshot import document, snapshot
from notebook_lit.notebook.widgets.app_view import AppView
from notebook_lit.runtime.cache.decorators import clear_session, end_session
from notebook_lit.runtime.engine.engine import CHANGED, SLOW, Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import Surroundings
from notebook_lit.runtime.engine.run_report import Report
from notebook_lit.runtime.engine.thread_worker import ThreadWorker
from notebook_lit.runtime.model.element import Page, Rest
from notebook_lit.runtime.model.state import SessionState
from notebook_lit.runtime.script.compile import RememberedSources
from notebook_lit.runtime.script.notebook_source import NotebookSource
from notebook_lit.runtime.script.source import FileSource, Source
from notebook_lit.runtime.writing.run import current

#: Seconds that a displayed app may take before it is displayed unfinished.
SHOW_UNFINISHED = 0.1


class App:
    """An app that lives in this kernel.

    Parameters
    ----------
    name : str
        Its name.
    names : callable
        Gives the names that the script finds in its namespace, anew for each run.
    output : OutputCapture
        Sends what the script prints to the app's console.
    watcher : FileWatcher
        Tells of saved files.
    """

    def __init__(self, name: str, names: Callable[[], dict[str, Any]], output: OutputCapture, watcher: FileWatcher) -> None:
        self.name = name
        self.reports: list[Report] = []
        self.texts = 0  # how many texts its cell has had
        self.names = names
        self.leave: Callable[[], None] = lambda: None  # takes it out of the registry, when it is closed
        self.changed: Callable[[], None] = lambda: None  # tells the panel that something about it may be new
        self.live = False  # whether it runs again when a cell has touched variables that it reads
        self._facade = Facade(name, lambda: self.engine, names)
        self._ledger = RunHistory()
        self._watcher = watcher
        self._reload: Reloader | None = None  # of an app that comes from a file
        self.stage = AppView(self._submit, self._waiting, self.stop, self._rerun_changed)
        self._output = output
        self.console = Console(self.stage.chrome.console)
        self._idle = threading.Event()
        self._worker = ThreadWorker(f"litapp {name}", self)
        self._texts = RememberedSources()
        self._surroundings = Surroundings(
            show, exception_element, ALIASES, names, APP_BUILTINS, lambda run, builtins: output.run(self.console, run, builtins)
        )
        self._engine: Engine | None = None
        self.showing = OutputBundle(name, self.stage.chrome.root, self._picture)
        self._closed = False

    # -- what people do ----------------------------------------------------------------------------------------------

    def load(self, source: Source, watch: Mode = "off") -> None:
        """Run a (new) script. Values of widgets that it still has are kept.

        ``watch`` says what happens when a file that it comes from is saved: the app runs, asks, or does nothing.

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
        engine.context = copy_context()  # so that what the script prints goes to the cell that defines the app
        try:
            engine.load(source)
        except SyntaxError:
            self._idle.set()
            raise
        if first:
            self._engine = engine
            self._worker.start(engine)
        self._texts.add(source.filename)
        before, self._reload = self._reload, None
        self.notice("")
        if file is not None and watch != "off":
            self._reload = Reloader(self, self._watcher, file, watch)
            self._reload.follow()  # the first run may have ended before anybody could tell the reloader
        if before is not None:
            before.close()

    def show(self, *, live: bool = True) -> None:
        """Display the app here; wait a moment for a quick run, so that it is drawn once and whole.

        ``live`` says whether somebody can operate it there: nobody can in nbconvert and the like.
        """
        ready = self.wait(SHOW_UNFINISHED)
        self.showing.show(repr(self), live=live, unfinished=not ready)

    def snapshot(self) -> None:
        """Renew the picture of the app that is saved with the notebook, wherever the app is displayed.

        The picture is renewed by itself when the cell runs, and in JupyterLab with our extension also while the app is used.

        Examples
        --------
        >>> lit.apps["sales"].snapshot()    # doctest: +SKIP
        """
        self.showing.refresh(repr(self))

    def to_html(self) -> str:
        """Give the app as it is now as an HTML page of its own: a picture, with no script in it and no password.

        Returns
        -------
        str
            A document for a file or a mail.

        Examples
        --------
        >>> Path("sales.html").write_text(lit.apps["sales"].to_html(), encoding="utf-8")    # doctest: +SKIP
        """
        return document(self.name, self._picture())

    def _picture(self) -> str:
        """Draw what is on screen; while a run is under way, the page before it."""
        engine, page = self._engine, self.stage.page
        if engine is not None and engine.running and any(root.children for root in engine.page.roots):
            page = engine.page
        return snapshot(page, self.console.text)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no run is under way or due; False if that took longer than ``timeout`` seconds.

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

    def run(self, *, wait: bool = True, timeout: float | None = None, reason: str = "run") -> None:
        """Run the script again, with the values that the widgets have.

        Parameters
        ----------
        wait : bool
            Wait until that run is over.
        timeout : float, optional
            Wait at most so many seconds.
        reason : str
            What `why` shall say.
        """
        if self._engine is not None and not self._closed:
            self._idle.clear()
            self._engine.request(reason)
            if wait:
                self.wait(timeout)

    def stop(self) -> None:
        """Stop the run that is under way. Safe in a signal handler."""
        if self._engine is not None:
            self._engine.stop()

    def close(self) -> None:
        """End the app: its threads, its widgets, its place in the registry's memory."""
        if self._closed:
            return
        self._closed = True
        if self._reload is not None:
            self._reload.close()
        if self._engine is not None:
            self._engine.close()
            self._idle.wait(2.0 if self._engine.running else 0)  # the worker enforces the stop: it must live until then
            self._worker.close()
            self._worker.join(2.0)
            end_session(self._engine.state)
            self._facade.close()
        self.stage.close()
        self.console.close()
        self.showing.close()
        self._output.forget_closed()
        self._texts.clear()
        self.leave()
        self.changed()

    @property
    def status(self) -> str:
        """What it is doing: "idle", "running" or "closed"."""
        if self._closed:
            return "closed"
        return "running" if self._engine is not None and self._engine.running else "idle"

    # -- the object in the notebook (see `Facade`) --------------------------------------------------------------------

    def __getitem__(self, name: str) -> Any:
        """Give the value of a widget, by its key or else its label; a KeyError if there is none, or several."""
        return self._facade.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        """Set a widget as its reader would, and wait for the run that follows; ``True`` clicks a button.

        A ValueError if it cannot have that value or is disabled, a KeyError as in reading.
        """
        event = self._facade.event(name, value)
        self._idle.clear()
        self.engine.submit(event)
        self.wait()

    def __contains__(self, name: object) -> bool:
        return name in self._facade.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._facade.names())

    def _ipython_key_completions_(self) -> list[str]:
        return self._facade.names()

    @property
    def state(self) -> SessionState:
        """The ``st.session_state`` of the app. What is set here is seen by the next run; it starts none."""
        return self._facade.state

    @property
    def ns(self) -> Namespace:
        """The names that the last run has bound, as attributes: ``app.ns.df``."""
        return self._facade.namespace()

    def why(self, count: int = SHOWN) -> RunTable:
        """Say of the last ``count`` runs what started each, which values changed, how long it took, what was drawn and sent."""
        return self._ledger.why(count)

    def export(self, path: str | PathLike[str] | None = None) -> str:
        """Give the app as a plain Streamlit script, and write it to a file (over what was there) if one is named.

        What it needs from the notebook is imported or written out where that is possible, else named in its header.

        Examples
        --------
        >>> lit.apps["sales"].export("sales.py")    # doctest: +SKIP
        """
        return self._facade.export(path)

    def repro(self) -> str:
        """Give a script that brings a new run of the app into the state of this one, with `notebook_lit.testing.AppTest`."""
        return self._facade.repro()

    def clear_cache(self) -> None:
        """Forget what the cached functions that this app has called keep, on disk too (others: ``st.cache_data.clear()``)."""
        clear_session(self.engine.state)

    @property
    def engine(self) -> Engine:
        """What runs the script; an `Error` if none was loaded yet."""
        if self._engine is None:
            raise Error(f"The app {self.name!r} has no script yet.")
        return self._engine

    @property
    def watched(self) -> frozenset[Path]:
        """The files whose saving it notices."""
        return frozenset() if self._reload is None else self._reload.files

    @property
    def source(self) -> Source | None:
        """Where its script comes from."""
        return self._engine.source if self._engine is not None else None

    def __repr__(self) -> str:
        last = self.reports[-1] if self.reports else None
        ran = f", {last.number} runs, last {last.outcome} in {last.seconds * 1000:.0f} ms" if last else ""
        return f"App({self.name!r}, {self.status}{ran})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.showing.mime_bundle(repr(self))

    # -- events: on any thread ---------------------------------------------------------------------------------------

    def _submit(self, event: WidgetEvent) -> None:
        if self._engine is not None:
            if not event.quiet:
                self._idle.clear()
            self.stage.touch(event.id)
            self._engine.submit(event)

    def _waiting(self, id: str) -> bool:
        return self._engine is not None and self._engine.waiting(id)

    # -- Reloadable: on the thread that watches files --------------------------------------------------------------------

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
        self.stage.notice(html, ask=ask)

    def files(self) -> Mapping[Path, str]:
        """Give the files of the modules that the app uses, with the digests of what is in force."""
        return {} if self._engine is None else self._engine.imports.followed()

    def _rerun_changed(self) -> None:
        if self._reload is not None:
            self._reload.rerun()

    # -- Publisher and Overseer: on the script thread and the watching thread ------------------------------------------

    def commit(self, page: Page, rest: Rest) -> None:
        """Bring the widgets in step with a page."""
        engine = self._engine
        if engine is not None:
            self.stage.commit(page, rest, lambda: rest == "gone" or engine.run is None or page is engine.run.page)

    def refuse(self, id: str, words: str | None = None) -> None:
        """Show the true value of a widget again, or say beside what the reader entered why it is refused."""
        self.stage.refuse(id, words)

    def anticipate(self, id: str, wire: Any) -> None:
        """Show what the reader entered in a widget that starts no run."""
        self.stage.anticipate(id, wire)

    def rejected(self, error: BaseException) -> None:
        """Say that what was saved cannot be put in force."""
        if self._reload is not None:
            self._reload.rejected(error)

    def settled(self) -> None:
        """Note that what was due changed nothing."""
        if self._engine is not None and not self._engine.due:
            self._idle.set()

    def finished(self, report: Report) -> None:
        """Note that a run is over, and take the indicator away."""
        self.reports.append(report)
        del self.reports[:-100]
        if self._engine is not None:
            self._ledger.record(report, self._engine.page, self.stage.host.toolkit.traffic.sent)
        self.console.end(report.outcome)
        self.stage.rest(stopped=report.outcome == "stopped")
        if self._reload is not None:
            self._reload.finished(report)
        if not self._closed and self._engine is not None and not self._engine.due:
            self.showing.finished(repr(self))
        self._idle.set()
        if self._engine is not None and self._engine.due:
            self._idle.clear()
        self.changed()

    def pulse(self, elapsed: float, hangs_in: str | None) -> None:
        """Show that a run goes on."""
        self._output.check_streams()
        self.console.flush()
        self.changed()
        if elapsed > SLOW:
            self.stage.busy(elapsed, hangs_in, lambda: self.status == "running")
