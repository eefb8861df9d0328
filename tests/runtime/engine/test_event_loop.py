"""Waiting for coroutines on a thread whose own loop may be running."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from notebook_lit.runtime.engine import event_loop
from notebook_lit.runtime.engine.event_loop import complete, end_tasks


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


def test_a_coroutine_is_completed_where_no_loop_runs(loop: asyncio.AbstractEventLoop) -> None:
    assert complete(loop, answer()) == 42


def test_a_coroutine_is_completed_inside_another_loop_which_then_goes_on(loop: asyncio.AbstractEventLoop) -> None:
    async def around() -> tuple[int, int, bool]:
        me = asyncio.current_task()
        inner = complete(loop, answer())
        return inner, await answer(), asyncio.current_task() is me

    assert asyncio.run(around()) == (42, 42, True)


def test_the_loop_around_goes_on_after_an_error_too(loop: asyncio.AbstractEventLoop) -> None:
    async def fail() -> None:
        raise KeyError("inner")

    async def around() -> int:
        with pytest.raises(KeyError, match="inner"):
            complete(loop, fail())
        return await answer()

    assert asyncio.run(around()) == 42


def test_what_a_run_left_behind_is_cancelled(loop: asyncio.AbstractEventLoop) -> None:
    ended: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")

    async def start() -> asyncio.Task[None]:
        task = asyncio.ensure_future(endless())
        await asyncio.sleep(0)
        return task

    task = complete(loop, start())
    end_tasks(loop)
    assert task.cancelled()
    assert ended == ["cleaned up"]


def test_a_browser_that_cannot_wait_is_told_so(monkeypatch: pytest.MonkeyPatch, loop: asyncio.AbstractEventLoop) -> None:
    pyodide, ffi = ModuleType("pyodide"), ModuleType("pyodide.ffi")
    vars(ffi).update(can_run_sync=lambda: False, run_sync=None)
    monkeypatch.setitem(sys.modules, "pyodide", pyodide)
    monkeypatch.setitem(sys.modules, "pyodide.ffi", ffi)
    monkeypatch.setattr(event_loop, "IN_BROWSER", True)

    async def around() -> None:
        complete(loop, answer())  # a coroutine that is never awaited would be a warning, and so an error

    with pytest.raises(RuntimeError, match="top-level `await`"):
        asyncio.run(around())
