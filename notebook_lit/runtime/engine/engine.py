"""The engine: turns events into runs, and runs into pages.

Rules
-----
1. `Engine.submit` may be called on any thread, also in a trait callback: it queues and returns. All else happens on the one
   script thread, which the worker owns.
2. One run at a time. Events that arrive meanwhile are kept (newest value of each widget, every click), and the run is asked
   to give way: `Run.signal` makes its next yield point unwind. Callbacks are never cut short that way.
3. A run whose click the script has already seen gives way only after `CLICK_GRACE`: a click is an intent, and what it
   started must not be thrown away because a slider moved a moment later. A click that a cut-short run had not yet seen is
   given to the next run.
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
from collections.abc import Callable, Iterable, Mapping
from contextvars import Context, copy_context
from pathlib import Path
from time import perf_counter
from typing import Any

from notebook_lit.errors import RerunScript, StopScript, StreamlitAPIException, ValueRefused
from notebook_lit.runtime.engine.event_loop import complete, end_tasks
from notebook_lit.runtime.engine.event_queue import Batch, Inbox, WidgetEvent
from notebook_lit.runtime.engine.interfaces import Inline, Publisher, Surroundings, Unseen, Worker
from notebook_lit.runtime.engine.run_report import Change, Outcome, Report, brief
from notebook_lit.runtime.model.element import Page
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.script.compile import SHOW, Script, Statement, compile_script, remember_lines
from notebook_lit.runtime.script.hot_reload import broke_importing
from notebook_lit.runtime.script.import_hooks import AppImports
from notebook_lit.runtime.script.source import Source
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Memo, Run, Scope, current

IDLE, CALLBACKS, BODY = PHASES = ("idle", "callbacks", "body")
#: The reason of a run that files which were saved have started.
CHANGED = "source changed"

#: For how long (seconds) a run that has seen a click keeps events from cutting it short.
CLICK_GRACE = 1.0
#: Seconds after which a run is slow: the rest of the old page is dimmed, and the indicator shows.
SLOW = 0.5
#: How many reruns the script may ask for in a row, with nobody operating the page in between.
RERUN_LIMIT = 50


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
        self.worker: Worker = Inline() if worker is None else worker
        self.publisher: Publisher = Unseen() if publisher is None else publisher
        self.page = Page()
        self.namespace: dict[str, Any] = {}  # of the last run
        self.phase = IDLE
        self.started = 0.0  # when the run that is under way began, by the clock
        self.stop_asked: float | None = None
        self.script: Script | None = None
        self.run: Run | None = None  # the one under way, or the last one
        self.number = 0
        self.context: Context | None = None  # the context variables in which runs execute
        self._clock = clock
        self._lock = threading.RLock()  # reentrant: a signal handler may come while the main thread holds it
        self._inbox = Inbox()
        self._memo = Memo()
        self._carried: dict[str, Any] = {}  # clicks that a cut-short run had not yet seen
        self._cut_short = False  # whether the last run left its work undone
        self._reruns = 0
        self._closed = False
        self._stamps: list[float] = []  # of the statements of the run that is under way
        self.source = source
        self.imports = AppImports(surroundings.aliases, source.directory, surroundings.builtins)
        self._fallback: Script | None = None  # the script before the changed one, until that one has shown that it can run
        self.loop: asyncio.AbstractEventLoop | None = None  # the script thread's, set by the worker
        self._own_loop: asyncio.AbstractEventLoop | None = None  # of a run without such a thread

    # -- from any thread -------------------------------------------------------------------------------------------

    def submit(self, event: WidgetEvent) -> None:
        """Queue what the reader did, and ask a run that is under way to give way."""
        with self._lock:
            record = self.state.record(event.id)
            if record is not None and record.domain.trigger:
                self._inbox.trigger(event)
            else:
                self._inbox.value(event)
            if not event.quiet:
                self.give_way()
        self.worker.wake()

    def request(self, reason: str = "rerun") -> None:
        """Ask for a run."""
        with self._lock:
            self._inbox.request(reason)
            self.give_way()
        self.worker.wake()

    def load(self, source: Source, reason: str = "start", changed: Mapping[Path, bytes | None] | None = None) -> None:
        """Take a (new) script and run it. What is under way is stopped; values of widgets that survive are kept.

        ``changed`` has the new contents of files from which modules are to be renewed before the run. Without it they are
        looked for.

        Raises
        ------
        SyntaxError
            If it cannot be compiled; the old script stays in force.
        """
        script = compile_script(source.read(), source.filename)
        with self._lock:
            if source.directory != self.source.directory:
                self.imports = AppImports(self.surroundings.aliases, source.directory, self.surroundings.builtins)
            self.source = source
            self.imports.note(self.imports.changed() if changed is None else changed)
            self.imports.forget()
            self._inbox.request(reason, script)
            self.stop()
        self.worker.wake()

    def stop(self) -> None:
        """Stop the run that is under way. Safe in a signal handler: nothing but fields are set."""
        if self.phase != IDLE:
            self.stop_asked = self._clock()
            self._signal(StopScript)
            self.worker.began()

    def close(self) -> None:
        """Stop, and run nothing any more."""
        self._closed = True
        self.stop()

    def give_way(self) -> None:
        """Ask the run that is under way to give way to what is due, if it may be cut short now (rules 2 and 3)."""
        run = self.run
        if self.phase != BODY or run is None or run.signal is not None:
            return
        if not self._inbox.urgent([id for id, seen in run.triggers.items() if not seen]):
            return
        if any(run.triggers.values()) and self._clock() - self.started < CLICK_GRACE:
            return
        run.signal = RerunScript

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self.phase != IDLE

    @property
    def due(self) -> bool:
        """Whether something waits for a run."""
        return self._inbox.due

    def waiting(self, id: str) -> bool:
        """Whether the reader has set a value that no run has taken yet."""
        return self._inbox.holds(id)

    def commit_partial(self, run: Run) -> None:
        """Show what a slow run has written so far."""
        if run is self.run and self.phase != IDLE:
            slow = self._clock() - self.started > SLOW
            self.publisher.commit(run.page, "dimmed" if slow else "kept")

    def abandon(self) -> None:
        """Give up on a run that cannot be stopped: it has no effect any more, a new worker may run what is due."""
        with self._lock:
            run = self.run
            if run is not None:
                run.signal = StopScript
                self._finish(run, Report(run.number, (), "stopped", self._clock() - self.started), abandoned=True)

    def _signal(self, signal: type[StopScript]) -> None:
        if self.phase != IDLE and self.run is not None:
            self.run.signal = signal

    # -- on the script thread --------------------------------------------------------------------------------------

    def run_due(self) -> None:
        """Run until nothing is due."""
        while self.run_next():
            pass

    def run_next(self) -> bool:
        """Run what is due, once; False if nothing was."""
        with self._lock:
            batch = None if self._closed else self._inbox.take()
            quiet = self._inbox.quiet()
        if batch is None:
            for id, wire in quiet.items():
                self.publisher.anticipate(id, wire)
            return False
        context = copy_context() if self.context is None else self.context.copy()
        context.run(self._run, batch)
        return True

    def _run(self, batch: Batch) -> None:
        if batch.script is not None:
            self._fallback = (self._fallback or self.script) if CHANGED in batch.reasons else None
            self.script = batch.script
        script = self.script
        if script is None:
            return
        changes = self._take(batch)
        changed = [change.id for change in changes]
        if not changed and not batch.reasons and not self._cut_short:
            self.publisher.settled()
            return  # a value that is the same already, or was refused
        with self._lock:
            self.number += 1
            run = Run(self.state, self._memo, self.number, script.filename)
            run.triggers = dict.fromkeys([*self._carried, *batch.triggers], False)
            self._carried = {}
            self._reruns = 0 if batch.by_reader else self._reruns + 1
            self.run, self.started, self.stop_asked, self.phase = run, self._clock(), None, CALLBACKS
        self.worker.began()
        self._stamps = []
        report = Report(run.number, tuple(batch.reasons or changed), changes=changes, lines=script.lines, stamps=self._stamps)
        current.set(Scope(run, bound(run, run.page.main)))
        try:
            with self.surroundings.around(run, self.imports.builtins):
                report.outcome = self._execute(run, script, changed)
        finally:
            run.names = None  # what it bound lives no longer than the engine wants
            report.seconds = self._clock() - self.started
            self._finish(run, report, fresh=batch.script is not None)

    def _take(self, batch: Batch) -> list[Change]:
        """Give the session what the reader did, and list what changed."""
        changed = []
        for id, wire in batch.values.items():
            record = self.state.record(id)
            before = None if record is None else record.value
            try:
                if self.state.take(id, wire):
                    changed.append(Change(id, brief(before), brief(record.value if record is not None else None)))
                else:
                    self.publisher.refuse(id)  # nothing new: but the front end may show it in another form (snapped, cut)
            except ValueRefused as refusal:
                batch.triggers.discard(id)
                self.publisher.refuse(id, str(refusal) if refusal.keep else None)
        return changed

    def _execute(self, run: Run, script: Script, changed: list[str]) -> Outcome:
        self.state.begin()
        with self.imports.active():
            try:
                renewed = self._renewed(script, changed)
                if renewed is None:
                    return "rejected"
                if self._callbacks(run, changed):
                    return self._ask_again(run)
                with self._lock:
                    self.phase = BODY
                    if run.signal is None:
                        self.give_way()
                run.checkpoint()
                self._body(run, renewed)
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
                if self._fallback is not None and broke_importing(error):
                    return self._reject(error, again=bool(changed))
                self._fallback = None
                self._show_error(run, error)
                return "error"
        self._fallback = None
        self.state.end(clean=True)
        return "done"

    def _callbacks(self, run: Run, changed: Iterable[str]) -> bool:
        """Call the callbacks of what changed, in order; True if one of them asked for a rerun (docs/semantics.md#a.3)."""
        again = False
        for id in changed:
            record = self.state.record(id)
            if record is None:
                continue
            try:
                record.fire()
            except RerunScript:
                again = True
        return again

    def _body(self, run: Run, script: Script) -> None:
        names = self.surroundings.names()
        names.update(
            __name__="__main__", __file__=script.filename, __builtins__=self.imports.builtins, **{SHOW: self.surroundings.show}
        )
        self.namespace = run.names = names
        stamps = self._stamps
        try:
            for statement in script.statements:
                stamps.append(perf_counter())
                if statement.awaits or statement.in_loop:
                    complete(self._loop(), _executed(statement, names))
                else:
                    exec(statement.code, names)  # noqa: S102  # running the author's script is what the engine is for
        finally:
            stamps.append(perf_counter())
            if self._own_loop is not None:
                end_tasks(self._own_loop)
                self._own_loop.close()
                self._own_loop = None

    def _loop(self) -> asyncio.AbstractEventLoop:
        """Give the script thread's loop; one for this run where there is no such thread, as in tests."""
        if self.loop is not None:
            return self.loop
        if self._own_loop is None:
            self._own_loop = asyncio.new_event_loop()
        return self._own_loop

    def _ask_again(self, run: Run) -> Outcome:
        """The script asked for a rerun: queue it, or show an error if it does nothing else."""
        if self._reruns >= RERUN_LIMIT:
            self._show_error(
                run,
                StreamlitAPIException(
                    f"`st.rerun()` was called {RERUN_LIMIT} times in a row and nobody operated the page in between. Put it "
                    f"behind a condition that becomes false."
                ),
            )
            return "error"
        with self._lock:
            self._inbox.request("rerun", by_reader=False)
        return "rerun"

    def _renewed(self, script: Script, changed: Iterable[str]) -> Script | None:
        """Put changed modules in force, and give the script to run: the old one, or none, if they fail."""
        try:
            self.imports.renew()
        except (Exception, SystemExit) as error:  # whatever a module raises
            if self._fallback is None:
                raise
            self._reject(error, again=False)
            return self.script if changed else None
        return script

    def _reject(self, error: BaseException, *, again: bool) -> Outcome:
        """Go back to the script that ran before the changed one; let it see what the reader did meanwhile."""
        self.script, self._fallback = self._fallback, None
        if self.script is not None:
            remember_lines(self.script.text, self.script.filename)
        self.publisher.rejected(error)
        if again:
            with self._lock:
                self._inbox.request("rerun", by_reader=False)
        return "rejected"

    def _show_error(self, run: Run, error: BaseException) -> None:
        """Put an error at the end of the main part, where the script was cut off."""
        element = self.surroundings.error_element(error, uncaught=True, filename=run.filename)
        run.page.main.children.append(element)

    def _finish(self, run: Run, report: Report, *, abandoned: bool = False, fresh: bool = False) -> None:
        """End a run, whatever happened in it."""
        with self._lock:
            if run is not self.run or self.phase == IDLE:  # it was abandoned before
                return
            self._cut_short = report.outcome == "superseded"
            if self._cut_short:
                self._carried = {id: True for id, seen in run.triggers.items() if not seen}
                for id in self._carried:
                    self._inbox.hold_back(id)
            self.state.release_triggers([id for id in run.triggers if id not in self._carried])
            if not abandoned:
                # a run that was cut short has not shown what it would have used: keep what the one before has
                self._memo.sweep(run.number - (0 if report.outcome == "done" else 2))
            else:
                self._memo = Memo()  # the abandoned run may still write into its own
            if report.outcome in ("done", "error"):
                self.page = run.page
            self.phase = IDLE
        try:
            if report.outcome == "done" or (report.outcome == "error" and fresh):
                self.publisher.commit(run.page, "gone")
            elif report.outcome == "error":
                self.publisher.commit(run.page, "dimmed")
            elif report.outcome == "rejected" and any(root.children for root in run.page.roots):
                self.publisher.commit(self.page, "gone")
            elif report.outcome == "stopped":
                self.publisher.commit(run.page, "kept")
        finally:
            self.publisher.finished(report)


async def _executed(statement: Statement, names: dict[str, Any]) -> None:
    """Execute a statement inside a loop."""
    if statement.awaits:
        await eval(statement.code, names)  # noqa: S307  # running the author's script is what the engine is for
    else:
        exec(statement.code, names)  # noqa: S102  # as above
