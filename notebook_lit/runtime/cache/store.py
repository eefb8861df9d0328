"""Where cached results live: one registry for the process, a store a function, a flight a computation.

Rules
-----
1. One lock guards everything here. No code of an author runs while it is held: not the function, not ``on_release``.
2. A key has at most one flight. Whoever finds one waits for it (`single_flight`).
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

from notebook_lit.runtime.cache.single_flight import Actor, CacheEntry, Flight, WaitGraph
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
    """The entries of one function. Made by `StoreRegistry.store`."""

    def __init__(self, identity: Identity, settings: Settings, name: str, registry: StoreRegistry) -> None:
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
        self.entries: OrderedDict[Hashable, CacheEntry] = OrderedDict()
        self.flights: dict[Hashable, Flight] = {}
        self.cooling_down: dict[Hashable, float] = {}  # keys whose refresh failed -> when it may be tried again
        self.pins: list[Any] = []
        self._registry = registry
        self._hard = None if settings.ttl is None else settings.ttl * (2 if settings.background else 1)

    def read(self, key: Hashable) -> CacheEntry | None:
        """Return the entry of a key; None if there is none, or it has expired."""
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

    def is_stale(self, entry: CacheEntry) -> bool:
        """Return whether an entry should be refreshed in the background."""
        ttl = self.settings.ttl
        return self.settings.background and ttl is not None and clock() - entry.written >= ttl

    def begin(self, key: Hashable, actor: Actor, run: Run | None) -> tuple[Flight, bool] | CacheEntry:
        """Return the flight of a key and whether the caller owns it; or the entry, if there is a fresh one by now."""
        with self._registry.lock:
            entry = self.read(key)
            if entry is not None and not self.is_stale(entry):
                return entry
            flight = self.flights.get(key)
            if flight is not None and not flight.is_abandoned_for(run):
                return flight, False
            if flight is not None:
                flight.done.set_result(None)
            self.misses += 1
            self._drop_expired()
            flight = self.flights[key] = Flight(key, self.name, actor, run)
            return flight, True

    def finish(self, flight: Flight, entry: CacheEntry) -> bool:
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
        registry.run_releases()
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
        """Remove an entry. Called with the lock."""
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size
            self._registry.size -= entry.size
            if self.release is not None:
                self._registry.pending_releases.append((self.release, entry.kept))

    def forget(self, key: Hashable) -> None:
        """Remove the entry of a key; a computation under way for it is not stored."""
        with self._registry.lock:
            self.flights.pop(key, None)
            self.cooling_down.pop(key, None)
            self.drop(key)
        self._registry.run_releases()

    def clear(self) -> None:
        """Remove all entries."""
        with self._registry.lock:
            self.flights.clear()
            self.cooling_down.clear()
            for key in list(self.entries):
                self.drop(key)
        self._registry.run_releases()

    def _insert(self, key: Hashable, entry: CacheEntry) -> None:
        settings, registry = self.settings, self._registry
        if settings.max_size is not None and entry.size > settings.max_size:
            registry.pending_releases.append((self._warn_too_large, entry.size))
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

    def _warn_too_large(self, size: int) -> None:
        log.warning("A result of %s() takes %d bytes, more than its max_size: it is not kept.", self.name, size)

    def _drop_expired(self) -> None:
        """Drop the expired entries, which may never be read again."""
        if self._hard is not None:
            end = clock() - self._hard
            for key in [key for key, entry in self.entries.items() if entry.written <= end]:
                self.drop(key)


class StoreRegistry:
    """All stores of the process."""

    def __init__(self) -> None:
        self.lock = threading.RLock()  # reentrant: the death of a session is noticed wherever garbage is collected
        self.stores: dict[Identity, Store] = {}
        self.size = 0
        self.refreshing = 0  # computations in the background
        self.pending_releases: deque[tuple[Release, Any]] = deque()  # what has to be called without the lock
        self.waits = WaitGraph(self.lock)
        self._dead: deque[Identity] = deque()

    def store(
        self, identity: Identity, settings: Settings, name: str, pins: list[Any], session: object = None
    ) -> Store:
        """Return the store of a function; make one if there is none."""
        with self.lock:
            self._remove_dead()
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
        self.run_releases()
        return store

    def _pin(self, pin: Any, identity: Identity) -> Any:
        """Return a weak reference that removes the store with the object; or the object, which keeps its id from reuse."""
        try:
            return weakref.ref(pin, lambda _: self._dead.append(identity))
        except TypeError:
            return pin

    def _remove_dead(self) -> None:
        while self._dead:
            store = self.stores.get(self._dead.popleft())
            if store is not None:
                self.remove(store)

    def remove(self, store: Store) -> None:
        """Remove a store. Called with the lock."""
        store.alive = False
        store.flights.clear()
        for key in list(store.entries):
            store.drop(key)
        if self.stores.get(store.identity) is store:
            del self.stores[store.identity]

    def shrink(self, newest: CacheEntry) -> None:
        """Drop the least recently used entries beyond `MOST_BYTES`. Called with the lock."""
        while self.size > MOST_BYTES:
            oldest: tuple[CacheEntry, Store, Hashable] | None = None
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
        self.run_releases()

    def remove_stores(self, identities: Iterable[Identity]) -> None:
        """Remove the stores with these identities."""
        with self.lock:
            for identity in identities:
                store = self.stores.get(identity)
                if store is not None:
                    self.remove(store)
        self.run_releases()

    def run_releases(self) -> None:
        """Call ``on_release`` for removed resources. Called without the lock."""
        while self.pending_releases:
            try:
                release, value = self.pending_releases.popleft()
            except IndexError:  # another thread was faster
                return
            try:
                release(value)
            except Exception:  # the resource is gone for us; its author reads in the log why it would not go quietly
                log.exception("on_release failed")
