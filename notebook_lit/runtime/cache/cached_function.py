"""Cached functions: what the decorators replace the author's function by.

Rules
-----
1. A hit takes the entry of the key, draws what the computation drew, and returns a copy (``cache_data``) or the object itself
   (``cache_resource``). The call that computes returns the function's own result.
2. An exception is not kept. All who waited for that computation get it; the next call computes.
3. ``st.rerun``, ``st.stop`` and interrupts unwind through a computation; then somebody who waited for it computes.
4. Calling a cached function is a yield point, and so is waiting for somebody else's computation.
5. Outside apps there is no page: nothing is drawn or recorded, all else holds.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import threading
from collections.abc import Callable, Hashable
from contextvars import Context
from types import MethodType
from typing import Any, Generic, ParamSpec, TypeVar

from notebook_lit.errors import (
    CachedFunctionReturnedAwaitableError,
    CachedStFunctionInBackgroundModeWarning,
    CacheReplayClosureError,
    StreamlitAPIException,
)
from notebook_lit.runtime.cache.hashing import HashFuncs, type_name
from notebook_lit.runtime.cache.keys import CallKey, FunctionKey, name_of
from notebook_lit.runtime.cache.options import check_function, checked_entries
from notebook_lit.runtime.cache.replay import Drawn, Recording, busy, recorded, replay
from notebook_lit.runtime.cache.single_flight import Actor, CacheEntry, Flight
from notebook_lit.runtime.cache.store import COOLDOWN, Identity, Settings, Store, StoreRegistry, clock, log
from notebook_lit.runtime.writing.run import Scope, current
from notebook_lit.runtime.writing.threads import started

P = ParamSpec("P")
R = TypeVar("R")

MISS = object()
_MOST_REFRESHES = 8


class CachedFunction(Generic[P, R]):
    """A function whose results are kept. Has the name, text and signature of the author's function, and ``clear()``.

    Parameters
    ----------
    function : callable
        The author's function.
    settings : Settings
        How its entries are kept.
    registry : StoreRegistry
        The registry of its store.
    hash_funcs : mapping
        Full name of a type to the author's function for it.
    show_spinner : bool or str
        Whether a spinner is shown during a computation, or its text.
    show_time : bool
        Whether the spinner shows the seconds.
    """

    def __init__(
        self,
        function: Callable[P, R],
        settings: Settings,
        registry: StoreRegistry,
        *,
        hash_funcs: HashFuncs,
        show_spinner: bool | str = True,
        show_time: bool = False,
    ) -> None:
        self._is_async = check_function(function, background=settings.background)
        self._function = function
        self._name = name_of(function)
        self._settings = settings
        self._registry = registry
        self._show_spinner = show_spinner
        self._show_time = show_time
        self._identity = FunctionKey(function)
        self._call = CallKey(function, hash_funcs, persistent=settings.persist)
        self._store: Store | None = None
        functools.update_wrapper(self, function)

    def __repr__(self) -> str:
        return f"<cached function {self._name}>"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else BoundCachedFunction(self, instance)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._is_async:
            return self._call_async(args, kwargs)  # type: ignore[return-value]
        scope = current.get(None)
        if scope is not None and scope.run.signal is not None:
            scope.run.checkpoint()
        store, digest = self._store, self._identity.digest()
        if store is None or not store.alive or store.digest is not digest or self._settings.session:
            store = self._find(scope)
        if scope is not None and store.identity not in scope.run.state.cached:
            scope.run.state.cached.add(store.identity)
        key = self._call.of(args, kwargs)
        entry = store.read(key)
        if entry is not None:
            value = self._hit(store, key, entry, scope)
            if value is not MISS:
                if store.is_stale(entry):
                    self._refresh(store, key, args, kwargs)
                return value  # type: ignore[no-any-return]
        with busy(scope, self._busy_text(args, kwargs), self._show_time):
            return self._call_sync(store, key, scope, args, kwargs)  # type: ignore[no-any-return]

    def clear(self, *args: Any, **kwargs: Any) -> None:
        """Remove all results, or with arguments that of one call. A result that is being computed is not kept.

        Parameters
        ----------
        *args, **kwargs
            The arguments of the call, written as in the call.

        Examples
        --------
        >>> fetch.clear()    # doctest: +SKIP
        >>> fetch.clear("https://example.org")    # doctest: +SKIP
        """
        store = self._find(current.get(None))
        if args or kwargs:
            key = self._call.of(args, kwargs)
            store.forget(key)
            self._forget_file(key)
        else:
            store.clear()
            self._forget_file(None)

    # -- what the two decorators do differently ------------------------------------------------------------------------

    def _make_entry(self, value: Any, drawn: Drawn | None) -> CacheEntry:
        raise NotImplementedError

    def _value_of(self, entry: CacheEntry) -> Any:
        """Return the value of an entry, or `MISS` if it is no longer valid."""
        raise NotImplementedError

    def _from_disk(self, key: Hashable) -> CacheEntry | None:
        return None

    def _to_disk(self, key: Hashable, entry: CacheEntry) -> None:
        return

    def _forget_file(self, key: Hashable | None) -> None:
        return

    # -- lookup --------------------------------------------------------------------------------------------------------

    def _find(self, scope: Scope | None) -> Store:
        """Return the store of this function, which may hold results of an earlier function object with equal code."""
        digest = self._identity.digest()
        session = None
        if self._settings.session:
            if scope is None:
                raise StreamlitAPIException(
                    f'`{self._name}()` is cached with `scope="session"`, but no session is running here. Call it in an app.'
                )
            session = scope.run.state
        checked_entries(self._settings.max_entries)
        identity = Identity(self._settings.kind, digest, None if session is None else id(session))
        store = self._registry.store(identity, self._settings, self._name, self._identity.pins, session)
        self._configure_store(store)
        store.digest = digest
        self._store = store
        return store

    def _configure_store(self, store: Store) -> None:
        return

    def _hit(self, store: Store, key: Hashable, entry: CacheEntry, scope: Scope | None) -> Any:
        value = self._value_of(entry)
        if value is MISS:
            with self._registry.lock:
                if store.entries.get(key) is entry:
                    store.drop(key)
            self._registry.run_releases()
        elif scope is not None and entry.drawn is not None:
            self._draw(entry.drawn, scope)
        return value

    def _draw(self, drawn: Drawn, scope: Scope) -> None:
        if drawn.outside:
            raise CacheReplayClosureError(
                f"`{self._name}()` is cached and wrote `{drawn.outside}` into a container that was made outside of it. "
                f"A hit doesn't run the function and cannot find that container again. Make it inside, or write outside."
            )
        if drawn.nodes:
            replay(drawn, scope)

    def _busy_text(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
        if isinstance(self._show_spinner, str):
            return self._show_spinner
        if not self._show_spinner:
            return None
        return f"Running `{self._name}({'...' if args or kwargs else ''})`."

    # -- computation ---------------------------------------------------------------------------------------------------

    def _call_sync(self, store: Store, key: Hashable, scope: Scope | None, args: Any, kwargs: Any) -> Any:
        actor = Actor(threading.get_ident(), None)
        while True:
            flight, value = self._flight_or_value(store, key, actor, scope)
            if flight is None:
                return value
            if flight.actor is not actor:
                self._registry.waits.wait(flight, actor, scope)
                value = self._result_of(store, key, flight, scope)
                if value is not MISS:
                    return value
                continue
            recording = self._recording(scope, flight)
            with _EndFlightOnError(store, flight):
                with recorded(recording, scope):
                    value = self._function(*args, **kwargs)
                self._store_result(store, flight, value, recording)
            self._warn_of_drawing(recording, scope)
            return value

    async def _call_async(self, args: Any, kwargs: Any) -> Any:
        scope = current.get(None)
        if scope is not None:
            scope.run.checkpoint()
        store = self._find(scope)
        if scope is not None:
            scope.run.state.cached.add(store.identity)
        key = self._call.of(args, kwargs)
        entry = store.read(key)
        if entry is not None:
            value = self._hit(store, key, entry, scope)
            if value is not MISS:
                return value
        actor = Actor(threading.get_ident(), asyncio.current_task())
        with busy(scope, self._busy_text(args, kwargs), self._show_time):
            while True:
                flight, value = self._flight_or_value(store, key, actor, scope)
                if flight is None:
                    return value
                if flight.actor is not actor:
                    await self._registry.waits.wait_async(flight, actor, scope)
                    value = self._result_of(store, key, flight, scope)
                    if value is not MISS:
                        return value
                    continue
                recording = self._recording(scope, flight)
                with _EndFlightOnError(store, flight):
                    with recorded(recording, scope):
                        value = await self._function(*args, **kwargs)  # type: ignore[misc]
                    self._store_result(store, flight, value, recording)
                return value

    def _flight_or_value(self, store: Store, key: Hashable, actor: Actor, scope: Scope | None) -> tuple[Flight | None, Any]:
        """Return the flight to compute or to wait for; or None and the value, if there is one by now."""
        while True:
            found = store.begin(key, actor, None if scope is None else scope.run)
            if isinstance(found, CacheEntry):
                value = self._hit(store, key, found, scope)
                if value is not MISS:
                    return None, value
                continue
            flight, mine = found
            if mine:
                with _EndFlightOnError(store, flight):
                    kept = self._from_disk(key)
                    value = MISS if kept is None else self._value_of(kept)
                    if kept is not None and value is not MISS:
                        store.finish(flight, kept)
                if kept is not None and value is not MISS:
                    if scope is not None and kept.drawn is not None:
                        self._draw(kept.drawn, scope)
                    return None, value
            return flight, MISS

    def _result_of(self, store: Store, key: Hashable, flight: Flight, scope: Scope | None) -> Any:
        """Return the value of a finished flight; `MISS` if it has none."""
        if flight.error is not None:
            raise flight.error
        return MISS if flight.entry is None else self._hit(store, key, flight.entry, scope)

    def _recording(self, scope: Scope | None, flight: Flight) -> Recording | None:
        return None if scope is None else Recording(scope, self._name, flight)

    def _store_result(self, store: Store, flight: Flight, value: Any, recording: Recording | None) -> None:
        if not self._is_async and inspect.isawaitable(value):
            if inspect.iscoroutine(value) and inspect.getcoroutinestate(value) == inspect.CORO_CREATED:
                value.close()
            raise CachedFunctionReturnedAwaitableError(
                f"`{self._name}()` is cached and returned a `{type_name(type(value))}`, which can be awaited once only. "
                f"Decorate an `async def` instead: its awaited result is kept."
            )
        drawn = None if recording is None or self._settings.background else recording.finish()
        entry = self._make_entry(value, drawn)
        if store.finish(flight, entry):
            self._to_disk(flight.key, entry)

    def _warn_of_drawing(self, recording: Recording | None, scope: Scope | None) -> None:
        if recording is None or scope is None or not self._settings.background:
            return
        drawn = recording.finish()
        if drawn.nodes or drawn.outside:
            scope.top.exception(
                CachedStFunctionInBackgroundModeWarning(
                    f"`{self._name}()` is refreshed in the background, where there is no page, and draws something. It is "
                    f'missing whenever the function is not computed. Draw it outside, or use `refresh_mode="foreground"`.'
                ),
            )

    # -- refresh in the background -------------------------------------------------------------------------------------

    def _refresh(self, store: Store, key: Hashable, args: Any, kwargs: Any) -> None:
        """Start a computation in the background, unless one is running or failed within `COOLDOWN`."""
        registry = self._registry
        with registry.lock:
            rests = store.cooling_down.get(key, 0.0) > clock()
            if rests or key in store.flights or registry.refreshing >= _MOST_REFRESHES:
                return
            found = store.begin(key, Actor(0, None), None)
            if isinstance(found, CacheEntry):
                return
            registry.refreshing += 1
        flight = found[0]

        def work() -> None:
            flight.actor = Actor(threading.get_ident(), None)
            try:
                value = self._function(*args, **kwargs)
                self._store_result(store, flight, value, None)
            except BaseException as error:  # noqa: BLE001  # nobody waits for this thread; the old value is served meanwhile
                failed(error)
            else:
                with registry.lock:
                    registry.refreshing -= 1

        def failed(error: BaseException) -> None:
            with registry.lock:
                store.cooling_down[key] = clock() + COOLDOWN
                registry.refreshing -= 1
            store.fail(flight, None)
            log.warning("The refresh of %s() failed: %r", self._name, error)

        if not started(threading.Thread(target=Context().run, args=(work,), name=f"refresh {self._name}", daemon=True)):
            Context().run(work)  # no threads here, as in Pyodide: who asks waits for it, and has the old value once more


class _EndFlightOnError:
    """Ends a flight when its computation raises: waiters get the exception, except what unwinds the owner (rules 2 and 3)."""

    __slots__ = ("_flight", "_store")

    def __init__(self, store: Store, flight: Flight) -> None:
        self._store = store
        self._flight = flight

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            self._store.fail(self._flight, error if isinstance(error, Exception) else None)


class BoundCachedFunction:
    """A cached method of an instance."""

    def __init__(self, cached: CachedFunction[Any, Any], instance: Any) -> None:
        self._cached = cached
        self._instance = instance
        functools.update_wrapper(self, cached)
        self.__wrapped__ = MethodType(cached._function, instance)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._cached(self._instance, *args, **kwargs)

    def clear(self, *args: Any, **kwargs: Any) -> None:
        """Remove the results of all instances, or with arguments that of one call on this instance."""
        if args or kwargs:
            self._cached.clear(self._instance, *args, **kwargs)
        else:
            self._cached.clear()
