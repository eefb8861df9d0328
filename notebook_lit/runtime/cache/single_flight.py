"""Computations that are under way, and the callers that wait for them: one computation at a time for each key.

Rules
-----
1. A flight ends with an entry, with an exception (which all who waited get, and which is not kept), or with neither, if its
   owner was made to unwind: then one of those who waited computes.
2. A flight is taken over if it belongs to an abandoned run: one that was told to stop, whose session runs again already.
3. A waiter checks every `POLL` seconds whether its own run must end.
4. Before anybody waits, the graph of who waits for whom is searched: a cycle is an error that names it. A thread that waits
   blocks all of its tasks; a task that waits blocks itself only.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from typing import Any, NamedTuple

from notebook_lit.errors import CacheRecursionError
from notebook_lit.runtime.cache.replay import Drawn, Recording
from notebook_lit.runtime.writing.run import Run, Scope

#: Seconds between two looks of somebody who waits.
POLL = 0.05


class Actor(NamedTuple):
    """The owner of a computation or a waiter: a thread, or a task on its loop."""

    thread: int
    task: asyncio.Task[Any] | None


class CacheEntry:
    """A cached result."""

    __slots__ = ("drawn", "kept", "size", "used", "written")

    def __init__(self, kept: Any, drawn: Drawn | None, size: int = 0) -> None:
        self.kept = kept  # a Packed for cache_data, the object itself for cache_resource
        self.drawn = drawn
        self.size = size
        self.written = 0.0
        self.used = 0


class Flight:
    """A computation that is under way."""

    __slots__ = ("actor", "done", "entry", "error", "key", "name", "run")

    def __init__(self, key: Hashable, name: str, actor: Actor, run: Run | None) -> None:
        self.key = key
        self.name = name
        self.actor = actor
        self.run = run
        self.entry: CacheEntry | None = None
        self.error: Exception | None = None
        self.done: Future[None] = Future()

    def is_abandoned_for(self, run: Run | None) -> bool:
        """Return whether the owner's run was replaced by ``run`` (rule 2)."""
        own = self.run
        return own is not None and run is not None and own is not run and own.state is run.state and own.signal is not None


class WaitGraph:
    """The graph of waiters and the flights that they wait for."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._waits: dict[Actor, Flight] = {}

    def __len__(self) -> int:
        return len(self._waits)

    def wait(self, flight: Flight, actor: Actor, scope: Scope | None) -> None:
        """Wait until a flight is over or taken over by the caller's run.

        Raises
        ------
        CacheRecursionError
            If it would never be over, since its owner waits for the caller.
        ScriptControl
            If the caller's run must end.
        """
        self.add_waiter(flight, actor, scope)
        try:
            while not self.is_over(flight, scope):
                with suppress(NotYet):
                    flight.done.result(timeout=POLL)
        finally:
            self.remove_waiter(actor)

    async def wait_async(self, flight: Flight, actor: Actor, scope: Scope | None) -> None:
        """Wait as `wait` does, without blocking the loop."""
        self.add_waiter(flight, actor, scope)
        loop = asyncio.get_running_loop()
        landed = asyncio.Event()

        def wake(_: object) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
                loop.call_soon_threadsafe(landed.set)

        flight.done.add_done_callback(wake)
        try:
            while not self.is_over(flight, scope):
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(landed.wait(), POLL)
        finally:
            self.remove_waiter(actor)

    def is_over(self, flight: Flight, scope: Scope | None) -> bool:
        """Return whether a flight is over or abandoned; unwind if the caller's run must end."""
        if flight.done.done():
            return True
        if scope is None:
            return False
        scope.run.checkpoint()
        return flight.is_abandoned_for(scope.run)

    def add_waiter(self, flight: Flight, actor: Actor, scope: Scope | None) -> None:
        """Add a waiter; raise if that closes a cycle."""
        with self._lock:
            cycle = self._cycle(flight, actor, None if scope is None else scope.recording)
            if cycle is None:
                self._waits[actor] = flight
                return
        names = " → ".join(f"`{name}()`" for name in cycle)
        raise CacheRecursionError(
            f"Cached functions wait for each other in a circle: {names}. None of them could ever finish. A cached function may "
            f"call itself only with other arguments."
        )

    def remove_waiter(self, actor: Actor) -> None:
        """Remove a waiter."""
        with self._lock:
            self._waits.pop(actor, None)

    def _cycle(self, flight: Flight, me: Actor, recording: Recording | None) -> list[str] | None:
        """Return the names of the cycle that ``me`` would close by waiting for ``flight``; None if there is none."""
        around = set()  # the computations that this call is part of, whatever thread or task it was handed to
        while recording is not None:
            around.add(id(recording.flight))
            recording = recording.outer
        path: list[Flight] = []
        follow: Flight | None = flight
        while follow is not None and follow not in path:
            path.append(follow)
            owner = follow.actor
            mine = owner == me or (owner.thread == me.thread and (me.task is None or owner.task is None))
            if mine or id(follow) in around:
                return [path[-1].name, *(step.name for step in path)]
            follow = self._waits.get(Actor(owner.thread, None)) or self._waits.get(owner)
        return None
