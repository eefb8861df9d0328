"""App: a source, an engine, a reconciler and a host. And the registry of the apps that live in this kernel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from typing import Any

from IPython.display import display

from notebook_lit import delta_generator, errors, st
from notebook_lit.elements.exception import exception_element
from notebook_lit.elements.write import show
from notebook_lit.notebook.console import Console
from notebook_lit.notebook.frame import Frame
from notebook_lit.notebook.host import Handle, WidgetHost
from notebook_lit.notebook.output import Output
from notebook_lit.runtime.element import Page, Rest
from notebook_lit.runtime.engine import SLOW, Engine, Report, Surroundings
from notebook_lit.runtime.inbox import WidgetEvent
from notebook_lit.runtime.reconcile import Reconciler
from notebook_lit.runtime.script import forget_lines
from notebook_lit.runtime.source import Source
from notebook_lit.runtime.worker import ThreadWorker

#: What ``import streamlit`` and its submodules give inside an app.
ALIASES = {"streamlit": st, "streamlit.errors": errors, "streamlit.delta_generator": delta_generator}

#: Seconds that a displayed app may take before it is displayed unfinished.
SHOW_UNFINISHED = 0.1
#: How many texts of an app tracebacks can still point into.
VERSIONS = 8


class App:
    """An app that lives in this kernel.

    Parameters
    ----------
    name : str
        Its name.
    names : callable
        Gives the names that the script finds in its namespace, anew for each run.
    output : Output
        Sends what the script prints to the app's console.
    """

    def __init__(self, name: str, names: Callable[[], dict[str, Any]], output: Output) -> None:
        self.name = name
        self.reports: list[Report] = []
        self.texts = 0  # how many texts its cell has had
        self._frame = Frame(self.stop)
        self._output = output
        self.console = Console(self._frame.console)
        self._host = WidgetHost(self._submit)
        self._roots = [self._host.root("main"), self._host.root("sidebar")]
        self._frame.hold(self._roots[0].widget, self._roots[1].widget)
        self._reconciler: Reconciler[Handle] = Reconciler(self._host, self._roots, self._waiting)
        self._commit_lock = threading.Lock()
        self._idle = threading.Event()
        self._worker = ThreadWorker(f"litapp {name}", self)
        self._files: list[str] = []
        self._surroundings = Surroundings(
            show, exception_element, ALIASES, names, around=lambda run, builtins: output.run(self.console, run, builtins)
        )
        self._engine: Engine | None = None
        self._closed = False

    # -- what people do ----------------------------------------------------------------------------------------------

    def load(self, source: Source) -> None:
        """Run a (new) script. Values of widgets that it still has are kept.

        Raises
        ------
        SyntaxError
            If it cannot be compiled; the old page stays and stays alive.
        """
        self._idle.clear()
        engine = self._engine
        first = engine is None
        if engine is None:
            engine = Engine(source, self._surroundings, worker=self._worker, publisher=self)
        try:
            engine.load(source)
        except SyntaxError:
            self._idle.set()
            raise
        if first:
            self._engine = engine
            self._worker.start(engine)
        engine.context = copy_context()  # so that what the script prints goes to the cell that defines the app
        if source.filename not in self._files:
            self._files.append(source.filename)
            for filename in self._files[:-VERSIONS]:
                forget_lines(filename)
            del self._files[:-VERSIONS]

    def show(self) -> None:
        """Display the app here; wait a moment for a quick run, so that it is drawn once and whole."""
        self.wait(SHOW_UNFINISHED)
        display(self)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no run is under way or due; False if that took longer than ``timeout`` seconds.

        A kernel interrupt during the wait stops the script, not only the wait.
        """
        try:
            with self._output.waiting():
                return self._idle.wait(timeout)
        except KeyboardInterrupt:
            self.stop()
            return self._idle.wait(15.0)

    def run(self) -> None:
        """Run the script again, with the values that the widgets have."""
        if self._engine is not None:
            self._idle.clear()
            self._engine.request("run")

    def stop(self) -> None:
        """Stop the run that is under way. Safe in a signal handler."""
        if self._engine is not None:
            self._engine.stop()

    def close(self) -> None:
        """End the app: its threads, its widgets, its place in the registry's memory."""
        if self._closed:
            return
        self._closed = True
        if self._engine is not None:
            self._engine.close()
            self._idle.wait(2.0 if self._engine.running else 0)  # the worker enforces the stop: it must live until then
            self._worker.close()
            self._worker.join(2.0)
        with self._commit_lock:
            self._host.close(self._roots)
            self._frame.close()
        self.console.close()
        self._output.forget_closed()
        for filename in self._files:
            forget_lines(filename)

    @property
    def state(self) -> str:
        """What it is doing: "idle", "running" or "closed"."""
        if self._closed:
            return "closed"
        return "running" if self._engine is not None and self._engine.running else "idle"

    @property
    def source(self) -> Source | None:
        """Where its script comes from."""
        return self._engine.source if self._engine is not None else None

    def __repr__(self) -> str:
        last = self.reports[-1] if self.reports else None
        ran = f", {last.number} runs, last {last.outcome} in {last.seconds * 1000:.0f} ms" if last else ""
        return f"App({self.name!r}, {self.state}{ran})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = self._frame.root._repr_mimebundle_(include=include, exclude=exclude)
        return {**bundle, "text/plain": repr(self)}

    # -- events: on any thread ---------------------------------------------------------------------------------------

    def _submit(self, event: WidgetEvent) -> None:
        if self._engine is not None:
            if not event.quiet:
                self._idle.clear()
            self._reconciler.touch(event.id)
            self._engine.submit(event)

    def _waiting(self, id: str) -> bool:
        return self._engine is not None and self._engine.waiting(id)

    # -- Publisher and Overseer: on the script thread and the watching thread ------------------------------------------

    def commit(self, page: Page, rest: Rest) -> None:
        """Bring the widgets in step with a page."""
        engine = self._engine
        with self._commit_lock, self._host.committing():
            if self._closed or engine is None or (rest != "gone" and engine.run is not None and page is not engine.run.page):
                return
            self._reconciler.commit(page, rest)
            self._frame.sidebar(bool(page.sidebar.children) or (rest != "gone" and self._frame.has_sidebar))

    def refuse(self, id: str, words: str | None = None) -> None:
        """Show the true value of a widget again, or say beside what the reader entered why it is refused."""
        with self._commit_lock, self._host.committing():
            if not self._closed:
                self._reconciler.restore(id, words)

    def anticipate(self, id: str, wire: Any) -> None:
        """Show what the reader entered in a widget that starts no run."""
        with self._commit_lock, self._host.committing():
            if not self._closed:
                self._reconciler.anticipate(id, wire)

    def finished(self, report: Report) -> None:
        """Note that a run is over, and take the indicator away."""
        self.reports.append(report)
        del self.reports[:-100]
        self.console.end(report.outcome)
        with self._commit_lock:
            if not self._closed:
                self._frame.rest(stopped=report.outcome == "stopped")
        self._idle.set()
        if self._engine is not None and self._engine.due:
            self._idle.clear()

    def pulse(self, elapsed: float, hangs_in: str | None) -> None:
        """Show that a run goes on."""
        self.console.flush()
        if elapsed > SLOW:
            with self._commit_lock:
                if not self._closed and self._engine is not None and self._engine.running:
                    self._frame.busy(elapsed, hangs_in)


class Apps(Mapping[str, App]):
    """The apps that live in this kernel, by name."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._apps: dict[str, App] = {}

    def __getitem__(self, name: str) -> App:
        try:
            return self._apps[name]
        except KeyError:
            known = ", ".join(map(repr, self._apps)) or "none"
            raise KeyError(f"no app has the name {name!r}; there are: {known}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self._apps.values())) or "no app is live"

    def open(self, name: str, names: Callable[[], dict[str, Any]]) -> App:
        """Give the app of that name, made if there is none."""
        app = self._apps.get(name)
        if app is None or app.state == "closed":
            app = self._apps[name] = App(name, names, self._output)
        return app

    def discard(self, name: str) -> None:
        """Close an app and forget it."""
        app = self._apps.pop(name, None)
        if app is not None:
            app.close()

    def stop(self) -> None:
        """Stop what is running. Safe in a signal handler."""
        for app in self._apps.values():
            app.stop()

    def close(self) -> None:
        """Close all apps."""
        for name in list(self._apps):
            self.discard(name)
        self._output.close()


def file_namespace() -> dict[str, Any]:
    """Give what a file finds in its namespace: nothing but ``st``."""
    return {"st": st}
