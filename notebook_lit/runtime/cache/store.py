"""Where cached results live: one registry for the process, a store a function, a flight a computation.

Rules
-----
1. One lock guards everything here. No code of an author runs while it is held: not the function, not ``on_release``.
2. A key has at most one flight. Whoever finds one waits for it (`cache_flight`).
3. Only the current flight of a key may store its entry: `clear` and a take-over make it the flight of nobody.
4. Memory is bounded: `MOST_ENTRIES` a function that does not say otherwise, `MOST_BYTES` of copies and `MOST_STORES` functions
   in all. What was used least recently goes first; the newest entry always stays.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from notebook_lit.runtime.cache.single_flight import Actor, Entry, Flight, Waits
from notebook_lit.runtime.writing.run import Run

MOST_ENTRIES = 1_000
MOST_BYTES = 512 * 2**20
MOST_STORES = 1_000
#: Seconds after a failed refresh in the background before the next try.
COOLDOWN = 60.0

log = logging.getLogger("notebook_lit.cache")
clock = time.monotonic
_tick = itertools.count()

Kind = Literal["data", "resource"]
Release = Callable[[Any], Any]


class Identity(NamedTuple):
    """Which function's results: the digest of its code, and the id of the session if each has its own."""

    kind: Kind
    digest: bytes
    session: int | None


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


class Store:
    """The entries of one function. Made by `Registry.store`."""

    def __init__(self, identity: Identity, settings: Settings, name: str, registry: Registry) -> None:
        self.identity = identity
        self.digest = identity.digest
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
        """Return the entry of a key, if there is one that has not expired."""
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
        """Return whether an entry should be refreshed in the background."""
        ttl = self.settings.ttl
        return self.settings.background and ttl is not None and clock() - entry.written >= ttl

    def begin(self, key: Hashable, actor: Actor, run: Run | None) -> tuple[Flight, bool] | Entry:
        """Return the flight of a key and whether the caller owns it; or the entry, if there is one by now."""
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
        """End a flight with an entry; return whether that was stored."""
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
            registry.garbage.append((self._say_too_large, entry.size))
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

    def _say_too_large(self, size: int) -> None:
        log.warning("A result of %s() takes %d bytes, more than its max_size: it is not kept.", self.name, size)

    def _sweep(self) -> None:
        """Drop what has expired: nobody may ever ask for it again."""
        if self._hard is not None:
            end = clock() - self._hard
            for key in [key for key, entry in self.entries.items() if entry.written <= end]:
                self.drop(key)


class Registry:
    """All stores of the process."""

    def __init__(self) -> None:
        self.lock = threading.RLock()  # reentrant: the death of a session is noticed wherever garbage is collected
        self.stores: dict[Identity, Store] = {}
        self.size = 0
        self.refreshing = 0  # computations in the background
        self.garbage: deque[tuple[Release, Any]] = deque()  # what has to be called without the lock
        self.waits = Waits(self.lock)
        self._dead: deque[Identity] = deque()

    def store(
        self, identity: Identity, settings: Settings, name: str, pins: list[Any], session: object = None
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

    def _pin(self, pin: Any, identity: Identity) -> Any:
        """Watch an object that a store is good for; what cannot be watched is kept, so that no other gets its id."""
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
                if store.settings.kind == kind and (session is None or store.identity.session == id(session)):
                    self.remove(store)
        self.settle()

    def discard(self, identities: Iterable[Identity]) -> None:
        """Take out the stores of some functions."""
        with self.lock:
            for identity in identities:
                store = self.stores.get(identity)
                if store is not None:
                    self.remove(store)
        self.settle()

    def settle(self) -> None:
        """Release the resources that were taken out. Called without the lock."""
        while self.garbage:
            try:
                release, value = self.garbage.popleft()
            except IndexError:  # another thread was faster
                return
            try:
                release(value)
            except Exception:  # the resource is gone for us; its author reads in the log why it would not go quietly
                log.exception("on_release failed")
