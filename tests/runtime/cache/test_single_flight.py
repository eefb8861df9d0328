"""One computation for each key, whoever asks; waiting that can be stopped; circles that are errors."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.runtime.cache import decorators
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Run, Scope, current
from tests.runtime.until import until


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    decorators._registry.clear("data")
    decorators._registry.clear("resource")
    yield
    assert len(decorators._registry.waits) == 0, "somebody is still noted as waiting"
    assert all(line.computing == 0 for line in decorators.usage()), "a computation was left behind"


class Crowd:
    """Threads that do the same at the same time."""

    def __init__(self, *works: Callable[[], Any]) -> None:
        self.results: list[Any] = [None] * len(works)
        self.errors: list[BaseException | None] = [None] * len(works)
        self.threads = [threading.Thread(target=self._work, args=(n, work), daemon=True) for n, work in enumerate(works)]
        for thread in self.threads:
            thread.start()

    def _work(self, number: int, work: Callable[[], Any]) -> None:
        try:
            self.results[number] = work()
        except BaseException as error:  # noqa: BLE001
            self.errors[number] = error

    def join(self) -> Crowd:
        for thread in self.threads:
            thread.join(20)
            assert not thread.is_alive(), "a thread hangs"
        return self


def waiting(number: int) -> None:
    """Wait until so many callers wait for somebody else's computation."""
    until(lambda: len(decorators._registry.waits) >= number, f"{number} who wait")


def in_run(run: Run, work: Callable[[], Any]) -> Callable[[], Any]:
    """Let a function run as a part of a run."""

    def within() -> Any:
        current.set(Scope(run, bound(run, run.page.main)))
        return work()

    return lambda: copy_context().run(within)


def test_two_hundred_threads_compute_once() -> None:
    go, log = threading.Event(), []

    @st.cache_data
    def f(n: int) -> list[int]:
        log.append(n)
        assert go.wait(20)
        return [n]

    crowd = Crowd(*[lambda: f(1)] * 200)
    waiting(199)
    go.set()
    crowd.join()
    assert log == [1]
    assert crowd.results == [[1]] * 200
    assert len({id(result) for result in crowd.results}) == 200


def test_two_hundred_threads_share_one_resource() -> None:
    go, log = threading.Event(), []

    @st.cache_resource
    def f() -> object:
        log.append(1)
        assert go.wait(20)
        return object()

    crowd = Crowd(*[f] * 200)
    waiting(199)
    go.set()
    assert len({id(result) for result in crowd.join().results}) == 1
    assert log == [1]


def test_who_waited_gets_the_same_exception_and_the_next_call_computes() -> None:
    go, log = threading.Event(), []

    @st.cache_data
    def f() -> int:
        log.append(1)
        assert go.wait(20)
        if len(log) == 1:
            raise TimeoutError("no answer")
        return 2

    crowd = Crowd(*[f] * 20)
    waiting(19)
    go.set()
    crowd.join()
    assert len(log) == 1
    assert len({id(error) for error in crowd.errors}) == 1
    assert isinstance(crowd.errors[0], TimeoutError)
    assert f() == 2


def test_other_keys_do_not_wait() -> None:
    go = threading.Event()

    @st.cache_data
    def f(n: int) -> int:
        assert n == 2 or go.wait(20)
        return n

    crowd = Crowd(lambda: f(1))
    assert f(2) == 2
    go.set()
    crowd.join()


@pytest.fixture
def no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let who waits look again only after all tests are over: what ends nevertheless ended at once."""
    monkeypatch.setattr("notebook_lit.runtime.cache.single_flight.POLL", 1000.0)


def circle(work: Callable[[], Any]) -> str:
    """Return the message of the error that a circle is."""
    (error,) = Crowd(work).join().errors
    assert isinstance(error, errors.CacheRecursionError)
    return str(error)


@pytest.mark.usefixtures("no_second_look")
def test_a_function_that_needs_its_own_result_is_an_error_at_once() -> None:
    @st.cache_data
    def f(n: int) -> int:
        return f(n)  # type: ignore[no-any-return]

    assert circle(lambda: f(1)).count("f()`") == 2


@pytest.mark.usefixtures("no_second_look")
def test_two_functions_that_need_each_other_are_an_error_at_once() -> None:
    @st.cache_data
    def one() -> int:
        return two()  # type: ignore[no-any-return]

    @st.cache_resource
    def two() -> int:
        return one()  # type: ignore[no-any-return]

    names = [part.rpartition(".")[2] for part in circle(one).split("`") if part.endswith("()")]
    assert names == ["one()", "two()", "one()"] or names == ["one()", "one()"]
    assert "two()" in circle(two)


@pytest.mark.usefixtures("no_second_look")
def test_crossed_keys_in_two_threads_are_an_error_at_once_and_both_threads_end() -> None:
    both = threading.Barrier(2, timeout=20)

    @st.cache_data
    def f(n: int, other: int) -> int:
        if n < 2:
            both.wait()
            return f(other, n)  # type: ignore[no-any-return]
        return n

    crowd = Crowd(lambda: f(0, 1), lambda: f(1, 0)).join()
    assert {type(error) for error in crowd.errors} == {errors.CacheRecursionError}


def test_a_circle_through_a_task_is_an_error() -> None:
    @st.cache_data
    async def f(n: int) -> int:
        return await f(n)  # type: ignore[no-any-return]

    with pytest.raises(errors.CacheRecursionError):
        asyncio.run(asyncio.wait_for(f(1), 10))


def test_in_an_app_a_circle_through_threads_of_the_function_is_found_too() -> None:
    @st.cache_data
    def f() -> str:
        context = copy_context()
        inner = Crowd(lambda: context.run(f)).join()
        return type(inner.errors[0]).__name__

    assert Crowd(in_run(Run(State()), f)).join().results == ["CacheRecursionError"]


def test_clearing_during_a_computation_gives_its_result_but_keeps_nothing() -> None:
    go, log = threading.Event(), []

    @st.cache_data
    def f() -> int:
        log.append(1)
        assert go.wait(20)
        return len(log)

    crowd = Crowd(f, f)
    waiting(1)
    f.clear()
    go.set()
    assert crowd.join().results == [1, 1]
    assert f() == 2
    assert f() == 2


@pytest.mark.parametrize("clear", ["f.clear()", "f.clear(1)", "st.cache_data.clear()"])
def test_a_call_after_the_clearing_does_not_wait_for_what_was_before(clear: str, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    go, log = threading.Event(), []

    @st.cache_data
    def f(n: int) -> int:
        log.append(1)
        number = len(log)
        assert number == 2 or go.wait(20)
        return number

    crowd = Crowd(lambda: f(1))
    until(lambda: log, "the first computation")
    eval(clear, {"f": f, "st": st})  # noqa: S307
    assert f(1) == 2
    go.set()
    assert crowd.join().results == [1]
    assert f(1) == 2


def test_who_waits_can_be_stopped() -> None:
    go = threading.Event()

    @st.cache_data
    def f() -> int:
        assert go.wait(20)
        return 1

    crowd = Crowd(f)
    run = Run(State())
    late = Crowd(in_run(run, f))
    waiting(1)
    run.signal = errors.StopScript
    late.join()
    assert isinstance(late.errors[0], errors.StopScript)
    go.set()
    assert crowd.join().results == [1]


def test_a_computation_that_unwinds_is_taken_up_by_who_waited() -> None:
    go, log = threading.Event(), []

    @st.cache_data
    def f() -> int:
        log.append(1)
        if len(log) == 1:
            assert go.wait(20)
            raise errors.RerunScript
        return 2

    crowd = Crowd(f)
    until(lambda: log, "the first computation")
    late = Crowd(f, f)
    waiting(2)
    go.set()
    assert late.join().results == [2, 2]
    assert isinstance(crowd.join().errors[0], errors.RerunScript)
    assert len(log) == 2


def test_a_computation_of_an_abandoned_run_is_taken_over_and_its_late_result_is_not_kept() -> None:
    go, log = threading.Event(), []

    @st.cache_data
    def f() -> str:
        log.append(1)
        if len(log) == 1:
            assert go.wait(20)
            return "late"
        return "new"

    state = State()
    stuck = Run(state)
    crowd = Crowd(in_run(stuck, f))
    until(lambda: log, "the first computation")
    stuck.signal = errors.StopScript  # the engine gave up on it, and the session runs again on a new thread
    assert Crowd(in_run(Run(state, number=2), f)).join().results == ["new"]
    go.set()
    assert crowd.join().results == ["late"]
    assert f() == "new"


def test_many_keys_leave_a_thousand_entries_and_nothing_else() -> None:
    @st.cache_data(max_entries=1000)
    def f(n: int) -> int:
        return n

    for n in range(20_000):  # a million takes too long here; the bound is the same
        f(n)
    (store,) = decorators._registry.stores.values()
    assert (len(store.entries), len(store.flights), len(store.cooling_down)) == (1000, 0, 0)


def test_many_threads_and_keys_and_clearing_give_right_values() -> None:
    """A storm: whatever happens beside, a call gives the value of its own argument."""

    @st.cache_data(max_entries=5)
    def f(n: int) -> list[int]:
        return [n]

    wrong: list[Any] = []

    def work(seed: int) -> None:
        for step in range(400):
            n = (seed * 7 + step * 13) % 11
            value = f(n)
            if value != [n]:
                wrong.append((n, value))
            value.append(0)
            if step % 50 == seed:
                f.clear()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        Crowd(*[lambda n=n: work(n) for n in range(16)]).join()  # type: ignore[misc]
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []


def test_sessions_have_their_own_results_and_lose_them_when_they_end() -> None:
    released: list[str] = []
    names = iter("abcdef")

    @st.cache_resource(scope="session", on_release=released.append)
    def f() -> str:
        return next(names)

    one, two = State(), State()
    found = [Crowd(in_run(Run(state), f)).join().results[0] for state in (one, two, one, two)]
    assert found == ["a", "b", "a", "b"]
    decorators.end_session(one)
    assert released == ["a"]
    assert Crowd(in_run(Run(two), f)).join().results == ["b"]
    with pytest.raises(errors.StreamlitAPIException, match="no session"):
        f()
    del two
    st.cache_data(len)("")  # a session that is gone is noticed at the next look
    assert released == ["a", "b"]
