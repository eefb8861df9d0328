"""The engine: turns events into runs, and runs into pages.

Rules
-----
1. `Engine.submit` may be called on any thread, also in a trait callback: it queues and returns. All else happens on the one
   script thread, which the worker owns.
2. One run at a time. Events that arrive meanwhile are kept (newest value of each widget, every click), and the run is asked
   to give way: `Run.signal` makes its next yield point unwind. Callbacks are never cut short that way.
3. A run whose click the script has already seen gives way only after `CLICK_GRACE`: a click is an intent, and what it
   started must not be thrown away because a slider moved a moment later. A click that a run had not
   seen when it was cut short goes to the next one.
4. A run goes through the phases of `PHASES`. Every run reaches IDLE, whatever its script does: `finished` is always published.
5. What a run that ended by itself or by ``st.stop`` did not write is removed. A run that failed or was stopped by the reader
   leaves the rest of the old page in place, alive: with it the reader may put things right. A new script that fails does not.
   A script that is new because a file was saved, and cannot even import what it needs, is rejected: the old script, its
   modules and its page stay.
6. A run that was replaced (`Engine.abandon`) has no effect any more: its signal stays set, and what it publishes is ignored.

How a run ends, and what follows
--------------------------------
==============================  ==========  ================  =====================
end                             outcome     rest of the page  forgets the undrawn
==============================  ==========  ================  =====================
end of the script               done        removed           yes
st.stop, sys.exit               done        removed           no
exception                       error       kept, dimmed      no
import error of changed files   rejected    the old page      no
st.rerun                        rerun       kept, runs again  no
a newer event                   superseded  kept, runs again  no
stop button, interrupt          stopped     kept              no
==============================  ==========  ================  =====================
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from contextvars import Context, copy_context
from pathlib import Path
from typing import Any

from notebook_lit.errors import RerunScript, StopScript, StreamlitAPIException
from notebook_lit.runtime.engine.drawing import draw_page, show_page, show_slice
from notebook_lit.runtime.engine.event_queue import Batch, EventQueue, WidgetEvent
from notebook_lit.runtime.engine.execution import Execution, fire_callbacks, take_values
from notebook_lit.runtime.engine.flow_control import RERUN_LIMIT, too_many_reruns
from notebook_lit.runtime.engine.interfaces import ManualWorker, NullPublisher, Publisher, Surroundings, Worker
from notebook_lit.runtime.engine.loaded_script import LoadedScript, compiled
from notebook_lit.runtime.engine.run_report import Outcome, RunReport
from notebook_lit.runtime.model.element import Page, Rest
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.script.compile import SHOW, Script
from notebook_lit.runtime.script.source import Source
from notebook_lit.runtime.script.stop_checks import STOP
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Memo, Run, Scope, current

IDLE, CALLBACKS, BODY, DRAWING, SHOWING = PHASES = ("idle", "callbacks", "body", "drawing", "showing")
#: The reason of a run that files which were saved have started.
CHANGED = "source changed"

#: For how long (seconds) a run that has seen a click keeps events from cutting it short.
CLICK_GRACE = 1.0
#: Seconds after which the rest of the old page is dimmed, and the indicator shows.
DIM_AFTER = 0.5
#: What becomes of the rest of the old page when a run has ended (rule 5).
_REST: dict[Outcome, Rest] = {"done": "gone", "error": "dimmed", "stopped": "kept"}


class Engine:
    """Runs one app.

    Parameters
    ----------
    source : Source
        Where the script comes from.
    surroundings : Surroundings
        What it finds around it.
    worker : Worker, optional
        What calls `run_due`; by default the caller does.
    publisher : Publisher, optional
        Who shows the pages.
    state : State, optional
        The session's memory.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(
        self,
        source: Source,
        surroundings: Surroundings,
        *,
        worker: Worker | None = None,
        publisher: Publisher | None = None,
        state: State | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.state = State() if state is None else state
        self.surroundings = surroundings
        self.worker: Worker = ManualWorker() if worker is None else worker
        self.publisher: Publisher = NullPublisher() if publisher is None else publisher
        self.page = Page()
        self.namespace: dict[str, Any] = {}  # of the last run
        self.phase = IDLE
        self.started = 0.0  # when the run that is under way began, by the clock
        self.stop_asked: float | None = None
        self.run: Run | None = None  # the one under way, or the last one
        self.number = 0
        self.loaded = LoadedScript(source, surroundings.aliases, surroundings.builtins)
        self._clock = clock
        self._lock = threading.RLock()  # reentrant: a signal handler may come while the main thread holds it
        self._queue = EventQueue()
        self.waiting = self._queue.holds  # whether the reader has set a value of a widget that no run has taken yet
        self._memo = Memo()
        self._carried: dict[str, Any] = {}  # clicks that a cut-short run had not yet seen
        self._cut_short = False  # whether the last run left its work undone
        self._reruns = 0
        self._closed = False
        self._context: Context | None = None  # the context variables in which runs execute
        self._execution = Execution()

    # -- from any thread -------------------------------------------------------------------------------------------

    def submit(self, event: WidgetEvent) -> None:
        """Queue what the reader did, and ask a run that is under way to give way."""
        with self._lock:
            record = self.state.record(event.id)
            if record is not None and record.domain.trigger:
                self._queue.trigger(event)
            else:
                self._queue.value(event)
            if self.phase != IDLE and not event.quiet:
                self.give_way()
        self.worker.wake()

    def request(self, reason: str = "rerun") -> None:
        """Ask for a run."""
        with self._lock:
            self._queue.request(reason)
            self.give_way()
        self.worker.wake()

    def load(
        self,
        source: Source,
        reason: str = "start",
        changed: Mapping[Path, bytes | None] | None = None,
        context: Context | None = None,
    ) -> None:
        """Take a (new) script and run it. What is under way is stopped; values of widgets that survive are kept.

        ``changed`` has the new contents of files from which modules are to be renewed before the run; without it they are
        looked for. ``context`` has the context variables in which this and later runs execute.

        Raises
        ------
        SyntaxError
            If it cannot be compiled; the old script stays in force.
        """
        script = compiled(source)
        with self._lock:
            if context is not None:
                self._context = context
            self.loaded.load(script, source, changed)
            self._queue.request(reason, script)
            self.stop()
        self.worker.wake()

    def stop(self) -> None:
        """Stop the run that is under way. Safe in a signal handler: nothing but fields are set."""
        if self.phase != IDLE:
            self.stop_asked = self._clock()
            if self.run is not None:
                self.run.signal = StopScript
            self.worker.began()

    def close(self) -> None:
        """Stop, and run nothing any more."""
        self._closed = True
        self.stop()

    def give_way(self) -> None:
        """Ask the run that is under way to give way to what is due, if it may be cut short now (rules 2 and 3)."""
        run = self.run
        if self.phase not in (BODY, DRAWING) or run is None or run.signal is not None:
            return
        if not self._queue.urgent([id for id, seen in run.triggers.items() if not seen]):
            return
        if any(run.triggers.values()) and self._clock() - self.started < CLICK_GRACE:
            return
        run.signal = RerunScript

    @property
    def source(self) -> Source:
        """Where the script comes from."""
        return self.loaded.source

    @property
    def script(self) -> Script | None:
        """The script in force; None before the first run."""
        return self.loaded.current

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self.phase != IDLE

    @property
    def due(self) -> bool:
        """Whether something waits for a run."""
        return self._queue.due

    def commit_partial(self, run: Run) -> None:
        """Show what a slow run has written so far."""
        if run is self.run and self.phase in (CALLBACKS, BODY):
            show_slice(self.publisher, run, "dimmed" if self._clock() - self.started > DIM_AFTER else "kept", self._clock)

    def abandon(self) -> None:
        """Let go of a run that cannot be stopped: it has no effect any more, a new worker may run what is due."""
        with self._lock:
            run = self.run
            if run is not None:
                run.signal = StopScript
                self._finish(run, RunReport(run.number, (), "stopped"), abandoned=True)

    # -- on the script thread --------------------------------------------------------------------------------------

    def run_due(self) -> None:
        """Run until nothing is due."""
        while self.run_next():
            pass

    def run_next(self, loop: asyncio.AbstractEventLoop | None = None) -> bool:
        """Run what is due, once, with the event loop of the script thread; return False if nothing was due."""
        with self._lock:
            batch = None if self._closed else self._queue.take()
            held = self._queue.held() if batch is None else {}
        if batch is None:
            for id, wire in held.items():
                self.publisher.anticipate(id, wire)
            return False
        context = copy_context() if self._context is None else self._context.copy()
        self._execution.loop = loop
        try:
            context.run(self._run, batch)
        except BaseException:
            if self.phase == IDLE:
                self.publisher.settled()  # who waits must not wait for a run that never began
            raise
        return True

    def _run(self, batch: Batch) -> None:
        if batch.script is not None:
            self.loaded.put_in_force(batch.script, on_trial=CHANGED in batch.reasons)
        if (script := self.loaded.current) is None:
            return
        changes = take_values(self.state, self.publisher, batch)
        changed = [change.id for change in changes]
        if not changed and not batch.reasons and not self._cut_short:
            self.publisher.settled()
            return  # a value that is the same already, or was refused
        with self._lock:
            self.number += 1
            run = Run(self.state, self._memo, self.number, script.filename)
            run.argv = self.loaded.source.argv
            run.triggers = dict.fromkeys([*self._carried, *batch.triggers], False)
            self._carried = {}
            self._reruns = 0 if batch.by_reader else self._reruns + 1
            self.run, self.started, self.stop_asked, self.phase = run, self._clock(), None, CALLBACKS
        self.worker.began()
        stamps = self._execution.stamps = []
        report = RunReport(run.number, tuple(batch.reasons or changed), changes=changes, lines=script.lines, stamps=stamps)
        current.set(Scope(run, bound(run, run.page.main)))
        try:
            with self.surroundings.around(run, self.loaded.imports.builtins):
                report.outcome = self._execute(run, script, changed)
                if report.outcome in _REST:
                    self.phase = DRAWING
                    draw_page(self.publisher, run, report, lambda: self.stop_asked, self._clock)
        finally:
            run.names = None  # what it bound lives no longer than the engine wants
            self._finish(run, report, fresh=batch.script is not None)

    def _execute(self, run: Run, script: Script, changed: list[str]) -> Outcome:
        self.state.begin()
        loaded = self.loaded
        with loaded.imports.active():
            try:
                fault = loaded.renew_modules()
                if fault is not None:
                    self._reject(fault, again=False)
                    if not changed or loaded.current is None:
                        return "rejected"
                    script = loaded.current
                if fire_callbacks(self.state, changed):
                    return self._ask_again(run)
                with self._lock:
                    self.phase = BODY
                    if run.signal is None and self._queue.due:
                        self.give_way()
                if run.signal is not None:
                    run.checkpoint()
                self._body(run, script)
                if run.signal is not None:
                    run.checkpoint()
            except RerunScript:
                return self._ask_again(run) if run.rerun_requested else "superseded"
            except StopScript:
                return "done" if run.stop_requested else "stopped"
            except SystemExit as exit:
                if exit.code is not None and exit.code != 0:
                    self._show_error(run, StreamlitAPIException(f"The script ended itself: `sys.exit({exit.code!r})`."))
                return "done"
            except KeyboardInterrupt:
                return "stopped"
            except BaseException as error:  # noqa: BLE001  # whatever an author raises is shown, and the app lives on (rule 4)
                if loaded.may_go_back(error):
                    return self._reject(error, again=bool(changed))
                loaded.accept()
                self._show_error(run, error)
                return "error"
        loaded.accept()
        self.state.end(clean=True)
        return "done"

    def _body(self, run: Run, script: Script) -> None:
        self.namespace = run.names = names = self.surroundings.names()
        names.update(__name__="__main__", __file__=script.filename, __builtins__=self.loaded.imports.builtins)
        names.update({SHOW: self.surroundings.show, STOP: None})
        self._execution.run(script, names)

    def _ask_again(self, run: Run) -> Outcome:
        """The script asked for a rerun: queue it, or show an error if it does nothing else."""
        if self._reruns >= RERUN_LIMIT:
            self._show_error(run, too_many_reruns())
            return "error"
        with self._lock:
            self._queue.request("rerun", by_reader=False)
        return "rerun"

    def _reject(self, error: BaseException, *, again: bool) -> Outcome:
        """Go back to the script that ran before the changed one; let it see what the reader did meanwhile."""
        self.loaded.go_back()
        self.publisher.rejected(error)
        if again:
            with self._lock:
                self._queue.request("rerun", by_reader=False)
        return "rejected"

    def _show_error(self, run: Run, error: BaseException) -> None:
        """Put an error at the end of the main part, where the script was cut off."""
        element = self.surroundings.error_element(error, uncaught=True, filename=run.filename, hide=self.state.masked)
        run.page.main.children.append(element)

    def _finish(self, run: Run, report: RunReport, *, abandoned: bool = False, fresh: bool = False) -> None:
        """End a run, whatever happened in it."""
        with self._lock:
            if run is not self.run or self.phase in (SHOWING, IDLE):  # it was abandoned before
                return
            run.over = True
            self._cut_short = report.outcome == "superseded"
            if self._cut_short:
                self._carried = {id: True for id, seen in run.triggers.items() if not seen}
                for id in self._carried:
                    self._queue.hold_back(id)
            if run.triggers:
                self.state.release_triggers([id for id in run.triggers if id not in self._carried])
            if not abandoned:
                # a run that was cut short has not shown what it would have used: keep what the one before has
                self._memo.sweep(run.number - (0 if report.outcome == "done" else 2))
            else:
                self._memo = Memo()  # the abandoned run may still write into its own
            if report.outcome in _REST:
                self.page = run.page
            self.phase = SHOWING
        began = self._clock() - report.drawing
        try:
            if report.outcome == "rejected":
                if any(root.children for root in run.page.roots):
                    self.publisher.commit(self.page, "gone", lambda: True)
            elif report.outcome in _REST:
                rest = "gone" if fresh and report.outcome == "error" else _REST[report.outcome]
                show_page(self.publisher, run, report, rest, lambda: self.stop_asked, self._clock)
        finally:
            self.phase = IDLE
            report.seconds, report.drawing = self._clock() - self.started, self._clock() - began
            self.publisher.finished(report)
