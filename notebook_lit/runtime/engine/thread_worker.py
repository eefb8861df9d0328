"""The two threads of an app: one runs the script, one watches over runs that are slow.

Rules
-----
1. Both threads live as long as the app: a thread that publishes owns a socket of the kernel, and sockets are few.
2. The watcher commits what a slow run has written, lets a run give way when a click's grace is over, and enforces a stop:
   after `ENFORCE` by `Interrupter`, after `GIVE_UP` by leaving the thread to itself and starting a new one. It outlives the
   last run of a closed app, so that this one is stopped as well.
3. Both are woken through a SimpleQueue, whose ``put`` is safe in a signal handler.
4. Where no thread can be started, an `InlineWorker` does the work instead, chosen when the engine is started.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Protocol

from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_loop import end_tasks
from notebook_lit.runtime.engine.inline_worker import InlineWorker
from notebook_lit.runtime.engine.interrupter import Interrupter
from notebook_lit.runtime.writing.run import Run, beside_runs
from notebook_lit.runtime.writing.threads import started

#: Seconds after which a run is watched, and between two looks at it.
WATCH_AFTER = 0.030
TICK = 0.050
#: Seconds for which the watcher stays awake after the last run, so that a burst of runs does not wake it each time.
LINGER = 1.0
#: Seconds after a request to stop: raise in the script; say what it hangs in; leave the thread to itself.
ENFORCE, REPORT, GIVE_UP = 0.1, 2.0, 10.0

_log = logging.getLogger("notebook_lit")


class Overseer(Protocol):
    """Is told how a slow run is getting on."""

    def pulse(self, elapsed: float, hangs_in: str | None) -> None:
        """A run has lasted ``elapsed`` seconds; ``hangs_in`` says where it does not stop though asked to."""


class ThreadWorker:
    """Runs one engine on a thread of its own.

    Parameters
    ----------
    name : str
        Names the threads.
    overseer : Overseer, optional
        Is told how slow runs get on.
    """

    def __init__(self, name: str, overseer: Overseer | None = None) -> None:
        self._name = name
        self._overseer = overseer
        self._engine: Engine | None = None
        self._wakes: SimpleQueue[None] = SimpleQueue()
        self._begun: SimpleQueue[None] = SimpleQueue()
        self._watching = False
        self._closed = False
        self._thread: threading.Thread | None = None
        self._watcher: threading.Thread | None = None
        self._interrupter = Interrupter()
        self._inline: InlineWorker | None = None  # where there are no threads

    def start(self, engine: Engine) -> None:
        """Begin to serve an engine."""
        self._engine = engine
        if not self._start_thread():
            self._thread = None
            self._inline = InlineWorker(self._name, engine)
            self._inline.wake()
            return
        self._watcher = threading.Thread(target=beside_runs(self._watch), name=f"{self._name} watcher", daemon=True)
        if not started(self._watcher):
            self._watcher = None  # slow runs are shown when they are over, and stop at their next yield point

    def close(self) -> None:
        """End both threads; what is being run is asked to stop first (see `Engine.close`)."""
        self._closed = True
        if self._inline is not None:
            self._inline.closed = True
        self._wakes.put(None)
        self._begun.put(None)

    def join(self, timeout: float) -> bool:
        """Wait until both threads have ended; False if they have not within ``timeout`` seconds."""
        deadline = time.monotonic() + timeout
        for thread in (self._thread, self._watcher):
            if thread is not None and thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread is not None and thread.is_alive() for thread in (self._thread, self._watcher))

    @property
    def threads(self) -> int:
        """How many threads it could start."""
        return sum(thread is not None for thread in (self._thread, self._watcher))

    def wake(self) -> None:
        """Something is due."""
        if self._inline is not None:
            self._inline.wake()
        else:
            self._wakes.put(None)

    def began(self) -> None:
        """A run has begun, or shall stop: watch it."""
        if self._watcher is not None and not self._watching:
            self._begun.put(None)

    # -- the script thread -----------------------------------------------------------------------------------------

    def _start_thread(self) -> bool:
        self._thread = threading.Thread(target=self._serve, name=f"{self._name} script", daemon=True)
        return started(self._thread)

    def _serve(self) -> None:
        engine, me = self._engine, threading.current_thread()
        assert engine is not None  # start() has set it
        loop = asyncio.new_event_loop()
        try:
            while not self._closed and self._thread is me:
                self._wakes.get()
                while self._thread is me and self._run_next(engine, loop) and engine.due:
                    pass  # who makes something due wakes the worker: without a look at the queue nothing is missed
        finally:
            loop.close()

    def _run_next(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> bool:
        asyncio.set_event_loop(loop)  # asyncio.run() in the script takes it away
        ran = True
        try:
            ran = engine.run_next(loop)
            return ran
        except BaseException:  # noqa: BLE001  # a fault of a publisher or of ours: it must not end the thread that serves the app
            _log.exception("a run of %s could not be shown", self._name)
            return True
        finally:
            if ran:
                end_tasks(loop)

    # -- the watcher -----------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        engine = self._engine
        assert engine is not None  # start() has set it
        while not self._closed or engine.running:  # a run that is under way when the app is closed has to be stopped too
            if not engine.running:
                self._begun.get()
            self._watching = True
            try:
                self._watch_runs(engine)
            except Exception:  # noqa: BLE001  # a fault of a publisher: the watcher must live on to enforce stops
                _log.exception("a slow run of %s could not be shown", self._name)
            finally:
                self._watching = False
                self._interrupter.disarm()

    def _watch_runs(self, engine: Engine) -> None:
        active = time.monotonic()
        while (engine.running or not self._closed) and time.monotonic() - active < LINGER:
            run, busy = engine.run, engine.running
            elapsed = time.monotonic() - engine.started
            if busy and run is not None and elapsed >= WATCH_AFTER:
                active = time.monotonic()
                self._look_at(engine, run, elapsed)
                pause = TICK
            else:
                if busy:
                    active = time.monotonic()
                if self._interrupter.armed:
                    self._interrupter.disarm()
                pause = max(WATCH_AFTER - elapsed, 0.002) if busy else WATCH_AFTER
            with suppress(Empty):
                self._begun.get(timeout=pause)

    def _look_at(self, engine: Engine, run: Run, elapsed: float) -> None:
        engine.commit_partial(run)
        engine.give_way()
        asked = engine.stop_asked
        waiting = 0.0 if asked is None else time.monotonic() - asked
        if asked is None and self._interrupter.armed:
            self._interrupter.disarm()  # it lay in wait for the run before this one
        if self._interrupter.armed:
            self._interrupter.aim(self._ident)
        elif asked is not None and waiting > ENFORCE and engine.script is not None:
            self._interrupter.arm(engine.script.codes(), self._ident)
        if self._overseer is not None:
            self._overseer.pulse(elapsed, self._where(run) if waiting > REPORT else None)
        if waiting > GIVE_UP:
            self._interrupter.disarm()
            if not self._closed:
                self._start_thread()
            engine.abandon()
            self._wakes.put(None)

    @property
    def _ident(self) -> int:
        return 0 if self._thread is None or self._thread.ident is None else self._thread.ident

    def _where(self, run: Run) -> str:
        """Say in which line of the script, or else of a library, the script thread is."""
        frame = sys._current_frames().get(self._ident)
        innermost = frame
        while frame is not None:
            if frame.f_code.co_filename == run.filename:
                return f"line {frame.f_lineno}"
            frame = frame.f_back
        return "" if innermost is None else f"{innermost.f_code.co_filename}:{innermost.f_lineno}"
