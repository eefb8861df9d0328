"""Where cached results live: one registry for the process, a store a function, a flight a computation.

Rules
-----
1. One lock guards everything here. No code of an author runs while it is held: not the function, not ``on_release``.
2. A key has at most one flight. Whoever finds one waits for it, and can be stopped while waiting.
3. A flight ends with an entry, with an exception (which all who waited get, and which is not kept), or with neither, if its owner was
   made to unwind: then one of those who waited computes.
4. Only the current flight of a key may store its entry: `clear` and a take-over make it the flight of nobody.
5. A flight is taken over if it belongs to an abandoned run: one that was told to stop, whose session runs again already.
6. Before anybody waits, the graph of who waits for whom is searched: a circle is an error that names it.
7. Memory is bounded: `MOST_ENTRIES` a function that does not say otherwise, `MOST_BYTES` of copies and `MOST_STORES` functions in all. What was
   used least recently goes first; the newest entry always stays.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
import time
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from notebook_lit.errors import CacheRecursionError
from notebook_lit.runtime.cache_replay import Drawn, Recording
from notebook_lit.runtime.run import Run, Scope

MOST_ENTRIES = 1_000
MOST_BYTES = 512 * 2**20
MOST_STORES = 1_000
#: Seconds between two looks of somebody who waits.
POLL = 0.05
#: Seconds after a failed refresh in the background before the next try.
COOLDOWN = 60.0

log = logging.getLogger("notebook_lit.cache")
clock = time.monotonic
_tick = itertools.count()

Kind = Literal["data", "resource"]
Release = Callable[[Any], Any]


class Actor(NamedTuple):
    """Who computes or waits: a thread, or a task on its loop."""

    thread: int
    task: asyncio.Task[Any] | None


@dataclass(frozen=True)
class Settings:
    """What decides how entries are kept; a function whose settings changed starts with an empty store."""

    kind: Kind
    ttl: float | None = None
    max_entries: int | None = None
    max_size: int | None = None
    persist: bool = False
    background: bool = False
    session: bool = False


class Entry:
    """A kept result."""

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
        self.entry: Entry | None = None
        self.error: Exception | None = None
        self.done: Future[None] = Future()

    def abandoned(self, run: Run | None) -> bool:
        """Tell whether the owner's run was replaced by ``run`` (rule 5)."""
        own = self.run
        return own is not None and run is not None and own is not run and own.state is run.state and own.signal is not None


class Store:
    """The entries of one function. Made by `Registry.store`."""

    def __init__(self, identity: Hashable, settings: Settings, name: str, registry: Registry) -> None:
        self.identity = identity
        self.settings = settings
        self.name = name
        self.alive = True
        self.used = next(_tick)
        self.size = 0
        self.hits = 0
        self.misses = 0
        self.release: Release | None = None
        self.entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self.flights: dict[Hashable, Flight] = {}
        self.resting: dict[Hashable, float] = {}  # keys whose refresh failed -> when it may be tried again
        self.pins: list[Any] = []
        self._registry = registry
        self._hard = None if settings.ttl is None else settings.ttl * (2 if settings.background else 1)

    def read(self, key: Hashable) -> Entry | None:
        """Give the entry of a key, if there is one that has not expired."""
        with self._registry.lock:
            entry = self.entries.get(key)
            if entry is None:
                return None
            if self._hard is not None and clock() - entry.written >= self._hard:
                self.drop(key)
                return None
            self.entries.move_to_end(key)
            entry.used = self.used = next(_tick)
            self.hits += 1
            return entry

    def stale(self, entry: Entry) -> bool:
        """Whether an entry should be refreshed in the background."""
        ttl = self.settings.ttl
        return self.settings.background and ttl is not None and clock() - entry.written >= ttl

    def begin(self, key: Hashable, actor: Actor, run: Run | None) -> tuple[Flight, bool] | Entry:
        """Give the flight of a key and whether the caller owns it; or the entry, if there is one by now."""
        with self._registry.lock:
            entry = self.read(key)
            if entry is not None and not self.stale(entry):
                return entry
            flight = self.flights.get(key)
            if flight is not None and not flight.abandoned(run):
                return flight, False
            if flight is not None:
                flight.done.set_result(None)
            self.misses += 1
            self._sweep()
            flight = self.flights[key] = Flight(key, self.name, actor, run)
            return flight, True

    def finish(self, flight: Flight, entry: Entry) -> bool:
        """End a flight with an entry; give whether that was stored."""
        registry = self._registry
        with registry.lock:
            flight.entry = entry
            current = self.flights.get(flight.key) is flight and self.alive
            if current:
                del self.flights[flight.key]
                self._insert(flight.key, entry)
            if not flight.done.done():
                flight.done.set_result(None)
        registry.settle()
        return current

    def fail(self, flight: Flight, error: Exception | None) -> None:
        """End a flight without an entry."""
        with self._registry.lock:
            flight.error = error
            if self.flights.get(flight.key) is flight:
                del self.flights[flight.key]
            if not flight.done.done():
                flight.done.set_result(None)

    def drop(self, key: Hashable) -> None:
        """Take an entry out. Called with the lock."""
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size
            self._registry.size -= entry.size
            if self.release is not None:
                self._registry.garbage.append((self.release, entry.kept))

    def forget(self, key: Hashable) -> None:
        """Clear one key; what is being computed for it is not stored."""
        with self._registry.lock:
            self.flights.pop(key, None)
            self.resting.pop(key, None)
            self.drop(key)
        self._registry.settle()

    def clear(self) -> None:
        """Clear all keys."""
        with self._registry.lock:
            self.flights.clear()
            self.resting.clear()
            for key in list(self.entries):
                self.drop(key)
        self._registry.settle()

    def _insert(self, key: Hashable, entry: Entry) -> None:
        settings, registry = self.settings, self._registry
        if settings.max_size is not None and entry.size > settings.max_size:
            log.warning("A result of %s() takes %d bytes, more than its max_size: it is not kept.", self.name, entry.size)
            return
        self.drop(key)
        entry.written = clock()
        entry.used = self.used = next(_tick)
        self.entries[key] = entry
        self.size += entry.size
        registry.size += entry.size
        most = MOST_ENTRIES if settings.max_entries is None else settings.max_entries
        while len(self.entries) > most or (settings.max_size is not None and self.size > settings.max_size):
            self.drop(next(iter(self.entries)))
        registry.shrink(entry)

    def _sweep(self) -> None:
        """Drop what has expired: nobody may ever ask for it again."""
        if self._hard is not None:
            end = clock() - self._hard
            for key in [key for key, entry in self.entries.items() if entry.written <= end]:
                self.drop(key)


class Registry:
    """All stores of the process, and who waits for what."""

    def __init__(self) -> None:
        self.lock = threading.RLock()  # reentrant: the death of a session is noticed wherever garbage is collected
        self.stores: dict[Hashable, Store] = {}
        self.size = 0
        self.garbage: deque[tuple[Release, Any]] = deque()
        self._waits: dict[Actor, Flight] = {}
        self._dead: deque[Hashable] = deque()

    def store(
        self, identity: Hashable, settings: Settings, name: str, pins: list[Any], session: object = None
    ) -> Store:
        """Find or make the store of a function."""
        with self.lock:
            self._bury()
            store = self.stores.get(identity)
            if store is not None and store.settings != settings:
                self.remove(store)
                store = None
            if store is None:
                store = self.stores[identity] = Store(identity, settings, name, self)
                for pin in [*pins, *([] if session is None else [session])]:
                    store.pins.append(self._pin(pin, identity))
                if len(self.stores) > MOST_STORES:
                    idle = [other for other in self.stores.values() if other is not store and not other.flights]
                    self.remove(min(idle, key=lambda other: other.used, default=store))
        self.settle()
        return store

    def _pin(self, pin: Any, identity: Hashable) -> Any:
        """Watch an object that a store is good for: when it is gone, so is the store. Else keep it, so that no other gets its id."""
        try:
            return weakref.ref(pin, lambda _: self._dead.append(identity))
        except TypeError:
            return pin

    def _bury(self) -> None:
        while self._dead:
            store = self.stores.get(self._dead.popleft())
            if store is not None:
                self.remove(store)

    def remove(self, store: Store) -> None:
        """Take a store out. Called with the lock."""
        store.alive = False
        store.flights.clear()
        for key in list(store.entries):
            store.drop(key)
        if self.stores.get(store.identity) is store:
            del self.stores[store.identity]

    def shrink(self, newest: Entry) -> None:
        """Keep the limit of all copies together. Called with the lock."""
        while self.size > MOST_BYTES:
            oldest: tuple[Entry, Store, Hashable] | None = None
            for store in self.stores.values():
                if store.size:
                    key, entry = next(iter(store.entries.items()))
                    if entry is not newest and (oldest is None or entry.used < oldest[0].used):
                        oldest = (entry, store, key)
            if oldest is None:
                return
            oldest[1].drop(oldest[2])

    def clear(self, kind: Kind, session: object = None) -> None:
        """Clear all stores of a kind, or those of one session."""
        with self.lock:
            for store in list(self.stores.values()):
                if store.settings.kind == kind and (session is None or store.identity[-1] == id(session)):  # type: ignore[index]
                    self.remove(store)
        self.settle()

    def settle(self) -> None:
        """Give back the resources that were taken out. Called without the lock."""
        while self.garbage:
            try:
                release, value = self.garbage.popleft()
            except IndexError:  # another thread was faster
                return
            try:
                release(value)
            except Exception:  # noqa: BLE001  # the resource is gone for us; its author reads in the log why it would not go quietly
                log.exception("on_release failed")

    # -- waiting -------------------------------------------------------------------------------------------------------

    def wait(self, flight: Flight, actor: Actor, scope: Scope | None) -> None:
        """Wait until a flight is over or taken over by the caller's run.

        Raises
        ------
        CacheRecursionError
            If it would never be over, since its owner waits for the caller.
        ScriptControl
            If the caller's run shall give way.
        """
        self.enlist(flight, actor, scope)
        try:
            while not self.over(flight, scope):
                with suppress(NotYet):
                    flight.done.result(timeout=POLL)
        finally:
            self.leave(actor)

    async def wait_async(self, flight: Flight, actor: Actor, scope: Scope | None) -> None:
        """Wait as `wait` does, without blocking the loop."""
        self.enlist(flight, actor, scope)
        loop = asyncio.get_running_loop()
        landed = asyncio.Event()

        def tell(_: object) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
                loop.call_soon_threadsafe(landed.set)

        flight.done.add_done_callback(tell)
        try:
            while not self.over(flight, scope):
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(landed.wait(), POLL)
        finally:
            self.leave(actor)

    def over(self, flight: Flight, scope: Scope | None) -> bool:
        """Whether there is nothing to wait for any more; unwinds if the caller's run shall give way."""
        if flight.done.done():
            return True
        if scope is None:
            return False
        scope.run.checkpoint()
        return flight.abandoned(scope.run)

    def enlist(self, flight: Flight, actor: Actor, scope: Scope | None) -> None:
        """Note that somebody waits, unless that closes a circle."""
        with self.lock:
            circle = self._circle(flight, actor, None if scope is None else scope.recording)
            if circle is None:
                self._waits[actor] = flight
                return
        names = " → ".join(f"`{name}()`" for name in circle)
        raise CacheRecursionError(
            f"Cached functions wait for each other in a circle: {names}. None of them could ever finish. A cached function may "
            f"call itself only with other arguments."
        )

    def leave(self, actor: Actor) -> None:
        """Note that somebody does not wait any more."""
        with self.lock:
            self._waits.pop(actor, None)

    def _circle(self, flight: Flight, me: Actor, recording: Recording | None) -> list[str] | None:
        """Give the names of a circle that would be closed if ``me`` waited for ``flight``."""
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
