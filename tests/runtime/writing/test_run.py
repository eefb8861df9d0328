"""The current run: what it remembers, what it claims, and what its threads do not inherit."""

from __future__ import annotations

import threading
from contextvars import copy_context
from typing import Any

import pytest

from notebook_lit import errors
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound, make
from notebook_lit.runtime.writing.run import Memo, Run, Scope, beside_runs, claim, current, session_state


def build(*args: object) -> Element:
    return Element("text", {"body": args})


def place(run: Run) -> Any:
    """Return the container of a run's main part."""
    return bound(run, run.page.main)


def test_an_equal_call_of_the_next_run_gives_the_same_object() -> None:
    memo = Memo()
    first, second = (Run(State(), memo, number) for number in (1, 2))
    made = make(place(first), build, "a", 1)
    assert make(place(second), build, "a", 1) is made
    assert make(place(second), build, "b", 1) is not made
    assert make(place(second), lambda *args: build(*args), "a", 1) is not made  # another function


def test_what_cannot_be_hashed_is_made_each_time() -> None:
    run = Run(State())
    assert make(place(run), build, ["a"]) is not make(place(run), build, ["a"])
    assert len(run.memo.cells) == 0


def test_what_recent_runs_have_not_used_is_swept_out_when_the_memory_has_doubled() -> None:
    memo = Memo()
    for number in range(1, 101):
        run = Run(State(), memo, number)
        make(place(run), build, "always")
        for row in range(10):
            make(place(run), build, number, row)
        memo.sweep(number - 1)
        assert len(memo.cells) <= 2 * 21 + 64 + 11
    assert (build, ("always",)) in memo.cells


def test_a_small_memory_is_not_swept() -> None:
    memo = Memo()
    make(place(Run(State(), memo, 1)), build, "a")
    memo.sweep(100)
    assert len(memo.cells) == 1


def test_a_run_that_shall_give_way_unwinds_at_its_next_yield_point() -> None:
    run = Run(State())
    run.checkpoint()
    run.signal = errors.RerunScript
    with pytest.raises(errors.RerunScript):
        run.checkpoint()


def test_a_key_and_an_identity_are_claimed_once_in_a_run() -> None:
    run = Run(State())
    claim(run, "id 1", "name", "slider")
    with pytest.raises(errors.StreamlitDuplicateElementKey, match='key="name"'):
        claim(run, "id 2", "name", "slider")
    with pytest.raises(errors.StreamlitDuplicateElementId, match=r"st\.slider"):
        claim(run, "id 1", None, "slider")
    claim(Run(State()), "id 1", "name", "slider")


def test_a_thread_of_the_script_is_in_no_run_and_a_thread_of_ours_keeps_none_alive() -> None:
    seen: list[object] = []

    def work() -> None:
        seen.append(current.get(None))

    def within() -> None:
        current.set(Scope(Run(State()), None))
        for target in (work, beside_runs(work)):
            thread = threading.Thread(target=target)
            thread.start()
            thread.join(20)

    copy_context().run(within)
    assert seen == [None, None]


def test_where_no_app_runs_session_state_says_so() -> None:
    with pytest.raises(errors.NoSessionContext, match="%%litapp"):
        session_state()["a"]


def test_the_line_of_the_script_is_found_through_calls_of_its_functions() -> None:
    run = Run(State(), filename="<the script>")
    names = {"run": run, "emit": lambda: run.line(), "log": []}
    text = "def f():\n    log.append(emit())\n\nf()\nlog.append(emit())"
    exec(compile(text, "<the script>", "exec"), names)  # noqa: S102
    assert names["log"] == [2, 5]
    assert (lambda: run.line())() == 0


def test_the_session_state_of_a_thread_without_a_run_is_its_own_and_says_so() -> None:
    state, seen = session_state(), []

    def work(value: int) -> None:
        with pytest.warns(UserWarning, match="copy_context"):
            seen.append(state.get("x"))
        state["x"] = value
        seen.append(state["x"])

    for value in (1, 2):
        thread = threading.Thread(target=work, args=(value,))
        thread.start()
        thread.join(10)
    assert seen == [None, 1, None, 2]
