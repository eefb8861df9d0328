"""Executing a run: what the reader did, the callbacks of that, and the script's top-level statements on one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from notebook_lit.errors import RerunScript, ValueRefused
from notebook_lit.runtime.engine.event_loop import complete, end_tasks
from notebook_lit.runtime.engine.event_queue import Batch
from notebook_lit.runtime.engine.interfaces import Publisher
from notebook_lit.runtime.engine.run_report import Change, brief, brief_secret
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.script.compile import Script, Statement
from notebook_lit.runtime.script.stop_checks import STOP


class Execution:
    """Executes the script of one app."""

    def __init__(self) -> None:
        #: Seconds by `time.perf_counter`: when each statement of the run began, and when the last that ran ended.
        self.stamps: list[float] = []
        #: The loop of the script thread; without it, a run that awaits something makes one of its own.
        self.loop: asyncio.AbstractEventLoop | None = None
        self._own_loop: asyncio.AbstractEventLoop | None = None  # of a run without a script thread, as in tests

    def run(self, script: Script, names: dict[str, Any]) -> None:
        """Execute all statements of a script in a namespace."""
        stamps = self.stamps
        try:
            for statement in script.statements:
                stamps.append(perf_counter())
                if names.get(STOP) is not None:
                    names[STOP]()
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
        if self.loop is not None:
            return self.loop
        if self._own_loop is None:
            self._own_loop = asyncio.new_event_loop()
        return self._own_loop


def take_values(state: State, publisher: Publisher, batch: Batch) -> list[Change]:
    """Hand the session what the reader did, and list what changed."""
    changed = []
    for id, wire in batch.values.items():
        try:
            change = state.take(id, wire)
            if change is not None:
                changed.append(Change(id, *map(brief_secret if state.is_secret(id) else brief, change)))
            else:
                publisher.refuse(id)  # nothing new: but the front end may show it in another form (snapped, cut)
        except ValueRefused as refusal:
            batch.triggers.discard(id)
            publisher.refuse(id, str(refusal) if refusal.keep else None)
        except Exception as fault:  # noqa: BLE001  # the author's `==` may raise anything: no other event may be lost by that
            batch.triggers.discard(id)
            publisher.refuse(id, f"This value cannot be taken: {type(fault).__name__}.")
    return changed


def fire_callbacks(state: State, changed: Iterable[str]) -> bool:
    """Call the callbacks of changed widgets, in order; return whether one asked for a rerun (docs/semantics.md#a.3)."""
    again = False
    for id in changed:
        record = state.record(id)
        if record is None or record.callback is None:
            continue
        try:
            record.fire()
        except RerunScript:
            again = True
        except SystemExit as exit:  # it ends its callback, not the page
            if exit.code is not None and exit.code != 0:
                raise
    return again


async def _executed(statement: Statement, names: dict[str, Any]) -> None:
    """Execute a statement inside a loop."""
    if statement.awaits:
        await eval(statement.code, names)  # noqa: S307  # running the author's script is what the engine is for
    else:
        exec(statement.code, names)  # noqa: S102  # as above
