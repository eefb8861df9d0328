"""How long entries are kept, how many, and what is released."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.runtime.cache import decorators as cache
from notebook_lit.runtime.cache import store as cache_store
from tests.runtime.cache.cached import Clock, counting


def test_a_ttl_counts_from_the_writing(clock: Clock) -> None:
    f, log = counting(ttl="1h")
    f(1)
    clock.now += 3599
    f(1)
    assert len(log) == 1
    clock.now += 1
    f(1)
    assert len(log) == 2


def test_a_clock_that_is_set_back_does_no_harm(clock: Clock) -> None:
    f, log = counting(ttl=10)
    f(1)
    clock.now -= 365 * 86400
    f(1)
    assert len(log) == 1


def test_expired_resources_are_released_when_the_function_is_called_again(clock: Clock) -> None:
    released: list[int] = []

    @st.cache_resource(ttl=10, on_release=released.append)
    def f(n: int) -> int:
        return n

    f(1)
    clock.now += 11
    f(2)
    assert released == [1]


def test_a_failing_release_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def release(value: int) -> None:
        raise ValueError("closed already")

    @st.cache_resource(on_release=release)
    def f() -> int:
        return 1

    f()
    f.clear()
    assert "on_release failed" in caplog.text
    assert "closed already" in caplog.text


def test_copies_are_bounded_in_all_and_the_newest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_store, "MOST_BYTES", 3_000_000)
    log: list[int] = []

    @st.cache_data
    def f(n: int) -> bytearray:
        log.append(n)
        return bytearray(1_000_000)

    @st.cache_data
    def g(n: int) -> bytearray:
        return bytearray(n * 1_000_000)

    f(1)
    f(2)
    f(1)
    g(1)  # 2 is the least recently used
    f(1)
    assert log == [1, 2]
    f(2)
    assert log == [1, 2, 2]
    g(5)
    assert sum(line.size for line in cache.usage()) < 6_000_000
    assert {line.name.rpartition(".")[2]: line.entries for line in cache.usage()} == {"f": 0, "g": 1}


def test_a_thousand_entries_are_the_default() -> None:
    f, log = counting()
    for n in range(1_500):
        f(n)
    (line,) = cache.usage()
    assert (line.entries, line.misses) == (1_000, 1_500)
    f(1_499)
    assert len(log) == 1_500


def test_max_size_bounds_one_function(caplog: pytest.LogCaptureFixture) -> None:
    log: list[int] = []

    @st.cache_data(max_size="1MB")
    def f(n: int) -> bytearray:
        log.append(n)
        return bytearray(n * 1024)

    f(600)
    f(601)
    f(600)
    assert log == [600, 601, 600]
    f(2000)
    assert "more than its max_size" in caplog.text
    f(600)
    assert log == [600, 601, 600, 2000]


def test_functions_that_nobody_calls_any_more_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_store, "MOST_STORES", 3)
    functions = []
    for n in range(6):
        names: dict[str, Any] = {}
        exec(f"def f{n}():\n    return {n}", names)  # noqa: S102
        functions.append(st.cache_data(names[f"f{n}"]))
        functions[-1]()
    assert [line.name for line in cache.usage()] == ["f3", "f4", "f5"]
    assert functions[0]() == 0


def test_other_settings_begin_with_nothing() -> None:
    class Log:
        calls = 0  # a class counts by its name, so counting does not change what the function sees

    def f() -> None:
        Log.calls += 1

    st.cache_data(f)()
    st.cache_data(ttl=5)(f)()
    st.cache_data(ttl=5)(f)()
    assert Log.calls == 2
