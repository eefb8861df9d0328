"""A call of a cached function: refreshed beside, awaited by several, cancelled."""

from __future__ import annotations

import asyncio
import inspect
import threading
from typing import Any

import pytest

from notebook_lit import st
from tests.runtime.cache.cached import Clock


def test_the_function_keeps_its_face() -> None:
    @st.cache_data
    def f(a: int, b: str = "x") -> int:
        """Say what it does."""
        return a

    assert (f.__name__, f.__doc__) == ("f", "Say what it does.")
    assert f.__wrapped__(3) == 3
    assert str(inspect.signature(f)) == "(a: 'int', b: 'str' = 'x') -> 'int'"


def test_an_expired_result_is_given_while_a_new_one_is_computed_beside(clock: Clock) -> None:
    go, done = threading.Event(), threading.Event()
    log: list[int] = []

    @st.cache_data(ttl=10, refresh_mode="background")
    def f() -> int:
        if log:
            assert go.wait(10)
            done.set()
        log.append(1)
        return len(log)

    assert f() == 1
    clock.now += 11
    assert [f(), f(), f()] == [1, 1, 1]  # one refresh is under way
    go.set()
    assert done.wait(10)
    for thread in threading.enumerate():
        if thread.name.startswith("refresh"):
            thread.join(10)
    assert f() == 2
    assert len(log) == 2
    clock.now += 20
    assert f() == 3  # past the second ttl nothing is given that is so old


def test_a_failed_refresh_rests_before_the_next(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    log: list[int] = []

    @st.cache_data(ttl=100, refresh_mode="background")
    def f() -> int:
        log.append(1)
        if len(log) > 1:
            raise OSError("no network")
        return 1

    def settle() -> None:
        for thread in threading.enumerate():
            if thread.name.startswith("refresh"):
                thread.join(10)

    f()
    clock.now += 101
    f()
    settle()
    f()
    settle()
    assert len(log) == 2
    clock.now += 61
    assert f() == 1
    settle()
    assert len(log) == 3
    assert "no network" in caplog.text


def test_async_waiters_get_copies_of_their_own_and_the_same_exception() -> None:
    @st.cache_data
    async def f(fail: bool) -> list[int]:
        await asyncio.sleep(0)
        if fail:
            raise KeyError("no")
        return [1]

    async def main() -> tuple[list[Any], list[Any]]:
        return (
            await asyncio.gather(*[f(False) for _ in range(5)]),
            await asyncio.gather(*[f(True) for _ in range(5)], return_exceptions=True),
        )

    values, failures = asyncio.run(main())
    assert values == [[1]] * 5
    assert len({id(value) for value in values}) == 5
    assert len({id(failure) for failure in failures}) == 1


def test_a_cancelled_task_leaves_the_computation_to_the_next() -> None:
    log: list[str] = []

    @st.cache_data
    async def f() -> int:
        log.append("began")
        if len(log) == 1:
            await asyncio.Event().wait()
        return 1

    async def main() -> int:
        first = asyncio.create_task(f())
        await asyncio.sleep(0)
        second = asyncio.create_task(f())
        await asyncio.sleep(0)
        first.cancel()
        return await asyncio.wait_for(second, 10)

    assert asyncio.run(main()) == 1
    assert log == ["began"] * 2
