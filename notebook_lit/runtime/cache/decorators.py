"""``st.cache_data`` and ``st.cache_resource``: compute once, not at each run. In apps, cells and modules alike.

::

    decorators       the two decorators, and the one registry
    variants         copies or the object itself
    cached_function  a call: hit, wait or compute
    single_flight    computations under way, who waits for whom
    store            entries and their limits
    keys             which function, which call
    hashing          values as bytes; hashing_tables: those of numpy, pandas, polars, Arrow, PIL
    serialization    copies of values, with classes that are defined in an app
    replay           what a function drew
    disk_store       persist="disk"
    options          the parameters, checked
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, Literal, NamedTuple, ParamSpec, TypeVar, overload

from notebook_lit.runtime.cache.cached_function import CachedFunction
from notebook_lit.runtime.cache.disk_store import DiskStore
from notebook_lit.runtime.cache.options import (
    checked_hash_funcs,
    checked_hook,
    checked_persist,
    checked_refresh,
    checked_scope,
    checked_size,
    checked_ttl,
)
from notebook_lit.runtime.cache.store import Identity, Kind, Settings, StoreRegistry, log
from notebook_lit.runtime.cache.variants import CachedData, CachedResource, file_prefix
from notebook_lit.runtime.model.state import State

P = ParamSpec("P")
R = TypeVar("R")
HashFuncsOption = Mapping[str | type, Callable[[Any], Any]]

# The one object of the process besides the current run. Results have to outlive what fills them: each run of an app, and each
# execution of a cell, makes new function objects, and the same function must find its results again. A lock guards it.
_registry: Final = StoreRegistry()
_disk: Final = DiskStore()


class CacheData:
    """``st.cache_data``: cache what a function returns, and return a copy to each caller.

    The function is computed once for equal arguments, however many threads ask. Arguments are compared by value and type;
    parameters whose name begins with ``_`` don't count. Results are found again when the cell runs again, as long as the
    function's own code and its free variables are the same; the values of global variables are not looked at, so pass them
    as arguments.

    Memory is bounded: 1,000 results a function, 512 MB of copies in all; what was used least recently goes first.

    Its parameters are those of the call ``@st.cache_data(ttl=…, …)``: see ``st.cache_data.__call__``. ``st.cache_data.clear()``
    forgets the results of all functions, ``f.clear()`` those of one.

    Examples
    --------
    >>> @st.cache_data(ttl="1h")    # doctest: +SKIP
    ... def load(path):
    ...     return pd.read_csv(path)
    """

    @overload
    def __call__(self, func: Callable[P, R], /) -> CachedFunction[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: float | timedelta | str | None = None,
        max_entries: int | None = None,
        max_size: int | str | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncsOption | None = None,
        scope: Literal["global", "session"] = "global",
        refresh_mode: Literal["foreground", "background"] = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunction[P, R]]: ...

    def __call__(
        self,
        func: Callable[P, R] | None = None,
        *,
        ttl: float | timedelta | str | None = None,
        max_entries: int | None = None,
        max_size: int | str | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncsOption | None = None,
        scope: Literal["global", "session"] = "global",
        refresh_mode: Literal["foreground", "background"] = "foreground",
    ) -> CachedFunction[P, R] | Callable[[Callable[P, R]], CachedFunction[P, R]]:
        """Decorate a function so that its results are kept and copied.

        Parameters
        ----------
        func : callable, optional
            The function, also an ``async def``.
        ttl : float or timedelta or str, optional
            How long a result is good: seconds, or a text such as "1.5 hours". Ignored with ``persist``.
        max_entries : int, optional
            The most results that are kept, from 1 on; default 1,000.
        max_size : int or str, optional
            The most memory for them: bytes, or a text such as "500MB" (powers of 1024).
        show_spinner : bool or str
            Whether the page shows that the function is computed, or the text for that.
        show_time : bool
            Whether the seconds are counted there.
        persist : {"disk"} or bool, optional
            Keep results for later processes too: signed, in a folder of the user's own.
        hash_funcs : mapping, optional
            A type, or its full name, to a function that turns an argument of exactly that type into a value to compare by.
        scope : {"global", "session"}
            Whether all sessions share results, or each has its own.
        refresh_mode : {"foreground", "background"}
            "background": an expired result is given for one more ``ttl`` while a new one is computed beside.

        Returns
        -------
        CachedFunction
            The function, with ``clear()``.

        Raises
        ------
        StreamlitValueError, StreamlitInvalidParameterTypeError, StreamlitBadTimeStringError
            If a parameter is none of the values that are allowed.
        StreamlitMissingRequiredParameterError, StreamlitIncompatibleParametersError
            If ``refresh_mode="background"`` lacks a ``ttl`` or meets ``persist``.

        Examples
        --------
        >>> @st.cache_data(ttl="1h")    # doctest: +SKIP
        ... def fetch(url):
        ...     return pd.read_csv(url)
        """
        seconds = checked_ttl(ttl)
        on_disk = checked_persist(persist)
        if on_disk and seconds is not None:
            log.warning('`persist="disk"` keeps results until they are cleared: `ttl` is ignored.')
        settings = Settings(
            "data",
            None if on_disk else seconds,
            max_entries,
            checked_size(max_size),
            on_disk,
            checked_refresh(refresh_mode, seconds, persist=on_disk),
            checked_scope(scope),
        )
        options: dict[str, Any] = {
            "hash_funcs": checked_hash_funcs(hash_funcs), "show_spinner": show_spinner, "show_time": show_time
        }  # fmt: skip

        def decorate(function: Callable[P, R]) -> CachedFunction[P, R]:
            return CachedData(function, settings, _registry, _disk, **options)

        return decorate if func is None else decorate(func)

    def clear(self) -> None:
        """Remove the results of all functions under ``cache_data``, on disk too.

        Examples
        --------
        >>> st.cache_data.clear()    # doctest: +SKIP
        """
        _registry.clear("data")
        _disk.clear()


class CacheResource:
    """``st.cache_resource``: cache what a function returns, and return the same object to every caller.

    For connections, models and the like, which cannot or should not be copied. All threads and sessions share the object, so
    it must bear that. The rest is as for ``cache_data``.

    Examples
    --------
    >>> @st.cache_resource    # doctest: +SKIP
    ... def connection():
    ...     return sqlite3.connect("sales.db", check_same_thread=False)
    """

    @overload
    def __call__(self, func: Callable[P, R], /) -> CachedFunction[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: float | timedelta | str | None = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncsOption | None = None,
        on_release: Callable[[Any], Any] | None = None,
        scope: Literal["global", "session"] = "global",
        refresh_mode: Literal["foreground", "background"] = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunction[P, R]]: ...

    def __call__(
        self,
        func: Callable[P, R] | None = None,
        *,
        ttl: float | timedelta | str | None = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncsOption | None = None,
        on_release: Callable[[Any], Any] | None = None,
        scope: Literal["global", "session"] = "global",
        refresh_mode: Literal["foreground", "background"] = "foreground",
    ) -> CachedFunction[P, R] | Callable[[Callable[P, R]], CachedFunction[P, R]]:
        """Decorate a function so that its results are kept and shared.

        Parameters
        ----------
        func : callable, optional
            The function, also an ``async def``.
        ttl : float or timedelta or str, optional
            How long a result is good: seconds, or a text such as "1.5 hours".
        max_entries : int, optional
            The most results that are kept, from 1 on; default 1,000.
        show_spinner : bool or str
            Whether the page shows that the function is computed, or the text for that.
        show_time : bool
            Whether the seconds are counted there.
        validate : callable, optional
            Asked with the object at each hit; if it says False, the function is computed again.
        hash_funcs : mapping, optional
            A type, or its full name, to a function that turns an argument of exactly that type into a value to compare by.
        on_release : callable, optional
            Called with each object that is kept no more. What it raises goes to the log.
        scope : {"global", "session"}
            Whether all sessions share results, or each has its own.
        refresh_mode : {"foreground", "background"}
            "background": an expired result is given for one more ``ttl`` while a new one is computed beside.

        Returns
        -------
        CachedFunction
            The function, with ``clear()``.

        Raises
        ------
        StreamlitValueError, StreamlitInvalidParameterTypeError, StreamlitBadTimeStringError
            If a parameter is none of the values that are allowed.
        StreamlitMissingRequiredParameterError
            If ``refresh_mode="background"`` lacks a ``ttl``.
        StreamlitAPIException
            If ``validate`` or ``on_release`` is an async function.

        Examples
        --------
        >>> @st.cache_resource(on_release=lambda db: db.close())    # doctest: +SKIP
        ... def connect(path):
        ...     return sqlite3.connect(path, check_same_thread=False)
        """
        seconds = checked_ttl(ttl)
        settings = Settings(
            "resource",
            seconds,
            max_entries,
            background=checked_refresh(refresh_mode, seconds),
            session=checked_scope(scope),
        )
        options: dict[str, Any] = {
            "validate": checked_hook("validate", validate), "on_release": checked_hook("on_release", on_release),
            "hash_funcs": checked_hash_funcs(hash_funcs), "show_spinner": show_spinner, "show_time": show_time,
        }  # fmt: skip

        def decorate(function: Callable[P, R]) -> CachedFunction[P, R]:
            return CachedResource(function, settings, _registry, **options)

        return decorate if func is None else decorate(func)

    def clear(self) -> None:
        """Release the objects of all functions under ``cache_resource``.

        Examples
        --------
        >>> st.cache_resource.clear()    # doctest: +SKIP
        """
        _registry.clear("resource")


cache_data: Final = CacheData()
cache_resource: Final = CacheResource()


class CacheUsage(NamedTuple):
    """The statistics of the results of one function."""

    name: str
    kind: Kind
    entries: int
    size: int
    hits: int
    misses: int
    computing: int


def usage() -> list[CacheUsage]:
    """Return the statistics of each cached function that was called."""
    with _registry.lock:
        return [
            CacheUsage(
                store.name, store.settings.kind, len(store.entries), store.size, store.hits, store.misses, len(store.flights)
            )
            for store in _registry.stores.values()
        ]


def clear_session(state: State) -> None:
    """Remove the results of all functions that a session's runs have called, for every caller and on disk too.

    Earlier versions of these functions, from before their code was edited, count as well.
    """
    used: list[Identity] = list(state.cached)
    _registry.remove_stores(used)
    for identity in used:
        if identity.kind == "data":
            _disk.clear(file_prefix(identity.digest))


def end_session(state: object) -> None:
    """Release the results of functions with ``scope="session"`` for a session that has ended."""
    _registry.clear("data", state)
    _registry.clear("resource", state)
