"""The worker of kernels without threads runs what is due on the spot, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit.runtime.engine.inline_worker import InlineWorker


class Work:
    """The part of an engine that a worker calls: pieces of work, each done once."""

    def __init__(self, *pieces: Callable[[], None]) -> None:
        self.pieces = list(pieces)
        self.running = 0

    def run_next(self) -> bool:
        if not self.pieces:
            return False
        assert self.running == 0, "one run inside another"
        self.running += 1
        try:
            self.pieces.pop(0)()
        finally:
            self.running -= 1
        return True


def worker(work: Any) -> InlineWorker:
    return InlineWorker("app", work)


def test_all_that_is_due_has_run_when_the_call_returns() -> None:
    done: list[int] = []
    worker(Work(lambda: done.append(1), lambda: done.append(2))).wake()
    assert done == [1, 2]


def test_what_comes_during_a_run_comes_after_it() -> None:
    done: list[str] = []

    def first() -> None:
        work.pieces.append(lambda: done.append("second"))
        made.wake()
        done.append("first")

    work = Work(first)
    made = worker(work)
    made.wake()
    assert done == ["first", "second"]


def test_a_fault_is_logged_and_what_is_due_next_runs(caplog: pytest.LogCaptureFixture) -> None:
    done: list[int] = []

    def fail() -> None:
        raise OSError("cannot be drawn")

    made = worker(Work(fail, lambda: done.append(1)))
    made.wake()
    assert done == [1]
    assert "cannot be drawn" in caplog.text


def test_a_closed_worker_runs_nothing() -> None:
    done: list[int] = []
    made = worker(Work(lambda: done.append(1)))
    made.closed = True
    made.wake()
    assert done == []
