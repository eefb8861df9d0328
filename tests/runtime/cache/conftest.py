"""Caches that are empty before and after each test, and the clock by which entries age."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from notebook_lit import st
from notebook_lit.runtime.cache import store as cache_store
from tests.runtime.cache.cached import Clock


@pytest.fixture(autouse=True)
def empty_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin and end with nothing kept, and never look at the user's own folders."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the clock by which entries age."""
    clock = Clock()
    monkeypatch.setattr(cache_store, "clock", clock)
    monkeypatch.setattr("notebook_lit.runtime.cache.cached_function.clock", clock)
    return clock
