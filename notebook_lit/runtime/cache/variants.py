"""The two kinds of cached functions: ``cache_data`` returns copies, ``cache_resource`` returns the object itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar

from notebook_lit.errors import UnevaluatedDataFrameError, UnserializableReturnValueError
from notebook_lit.runtime.cache.cached_function import MISS, CachedFunction
from notebook_lit.runtime.cache.disk_store import DiskStore
from notebook_lit.runtime.cache.hashing import type_name
from notebook_lit.runtime.cache.replay import Drawn
from notebook_lit.runtime.cache.serialization import PackedValue, StaleCopyError, pack
from notebook_lit.runtime.cache.single_flight import CacheEntry
from notebook_lit.runtime.cache.store import Settings, Store, StoreRegistry

P = ParamSpec("P")
R = TypeVar("R")

_UNEVALUATED = frozenset({"pyspark", "snowflake", "ibis", "dask", "duckdb"})


def file_prefix(digest: bytes) -> str:
    """Return the prefix of the names of all files of one function."""
    return f"{digest.hex()}-"


class CachedData(CachedFunction[P, R]):
    """A function under ``cache_data``."""

    def __init__(
        self, function: Callable[P, R], settings: Settings, registry: StoreRegistry, disk: DiskStore, **options: Any
    ) -> None:
        super().__init__(function, settings, registry, **options)
        self._disk = disk
        self._namespace: dict[str, Any] = getattr(function, "__globals__", {})

    def _make_entry(self, value: Any, drawn: Drawn | None) -> CacheEntry:
        try:
            packed = pack(value, self._namespace)
        except Exception as error:
            kind = type_name(type(value))
            if kind.partition(".")[0] in _UNEVALUATED:
                raise UnevaluatedDataFrameError(
                    f"`{self._name}()` returned a `{kind}`, a query that has not been computed yet. Collect it, say into "
                    f"a pandas DataFrame, before you return it."
                ) from error
            raise UnserializableReturnValueError(
                f"`{self._name}()` returned a `{kind}`, which cannot be copied (`{type(error).__name__}: {error}`), and "
                f"`st.cache_data` gives each caller a copy. Use `st.cache_resource` for things that are shared."
            ) from error
        return CacheEntry(packed, drawn, packed.size + (0 if drawn is None else drawn.size))

    def _value_of(self, entry: CacheEntry) -> Any:
        kept: PackedValue = entry.kept
        if kept.names is None:
            return kept.data
        try:
            return kept.unpack(self._namespace)
        except StaleCopyError:
            return MISS

    # -- disk ----------------------------------------------------------------------------------------------------------

    def _file(self, key: Hashable | None) -> str:
        return file_prefix(self._identity.digest()) + (key.hex() if isinstance(key, bytes) else "")

    def _from_disk(self, key: Hashable) -> CacheEntry | None:
        found = self._disk.read(self._file(key)) if self._settings.persist else None
        return None if found is None else CacheEntry(found[0], found[1], found[0].size + found[1].size)

    def _to_disk(self, key: Hashable, entry: CacheEntry) -> None:
        if self._settings.persist:
            self._disk.write(self._file(key), entry.kept, entry.drawn or Drawn())

    def _forget_file(self, key: Hashable | None) -> None:
        if self._settings.persist:
            self._disk.clear(self._file(key))


class CachedResource(CachedFunction[P, R]):
    """A function under ``cache_resource``."""

    def __init__(
        self,
        function: Callable[P, R],
        settings: Settings,
        registry: StoreRegistry,
        *,
        validate: Callable[[Any], bool] | None,
        on_release: Callable[[Any], Any] | None,
        **options: Any,
    ) -> None:
        super().__init__(function, settings, registry, **options)
        self._validate = validate
        self._on_release = on_release

    def _configure_store(self, store: Store) -> None:
        store.release = self._on_release

    def _make_entry(self, value: Any, drawn: Drawn | None) -> CacheEntry:
        return CacheEntry(value, drawn)

    def _value_of(self, entry: CacheEntry) -> Any:
        if self._validate is not None and not self._validate(entry.kept):
            return MISS
        return entry.kept
