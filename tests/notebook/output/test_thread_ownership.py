"""Which app a thread belongs to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from notebook_lit.notebook.output.console import Console
from notebook_lit.notebook.output.thread_ownership import OURS, ThreadOwnership

ONE, TWO = cast(Console, object()), cast(Console, object())


class Waiting(threading.Thread):
    """A thread that lives until it is told to end."""

    def __init__(self, name: str = "worker") -> None:
        self.end = threading.Event()
        super().__init__(target=self.end.wait, args=(20,), name=name)


Start = Callable[..., Any]


@pytest.fixture
def start() -> Iterator[Start]:
    made: list[Waiting] = []

    def begin(kind: type[Waiting] = Waiting, name: str = "worker") -> int:
        thread = kind(name)
        made.append(thread)
        thread.start()
        return thread.ident or 0

    yield begin
    for thread in made:
        thread.end.set()
        thread.join(20)


@pytest.fixture
def ownership() -> ThreadOwnership:
    return ThreadOwnership()


def test_a_thread_belongs_to_the_only_app_that_was_active_when_it_appeared(ownership: ThreadOwnership, start: Start) -> None:
    ownership.change(ONE, 1)
    ident = start()
    ownership.change(ONE, -1)
    assert ownership.owner_of(ident) is ONE
    assert ownership.alive()


def test_a_thread_that_appeared_while_several_were_active_belongs_to_nobody_for_sure(
    ownership: ThreadOwnership, start: Start
) -> None:
    ownership.change(ONE, 1)
    ownership.change(TWO, 1)
    ident = start()
    ownership.note_new_threads()
    assert ownership.owner_of(ident) is None
    assert ownership.alive()  # it may be an app's


def test_a_cell_that_runs_at_the_same_time_makes_it_unsure_too(ownership: ThreadOwnership, start: Start) -> None:
    ownership.change(None, 1)
    ownership.change(ONE, 1)
    ident = start()
    ownership.note_new_threads()
    assert ownership.owner_of(ident) is None


def test_a_thread_of_the_notebook_is_no_apps(ownership: ThreadOwnership, start: Start) -> None:
    ownership.change(None, 1)
    ident = start()
    ownership.change(None, -1)
    assert ownership.owner_of(ident) is None
    assert not ownership.alive()


def test_a_thread_that_was_there_before_belongs_to_nobody(start: Start) -> None:
    ident = start()
    ownership = ThreadOwnership()
    ownership.change(ONE, 1)
    assert ownership.owner_of(ident) is None


def test_a_thread_of_an_apps_thread_is_the_apps_too(ownership: ThreadOwnership, start: Start) -> None:
    ownership.change(ONE, 1)
    start()
    ownership.change(ONE, -1)
    later = start()  # nobody is active, but a thread of the app lives
    ownership.note_new_threads()
    assert ownership.owner_of(later) is ONE


class OfTheKernel(Waiting):
    """A thread of a package that serves the kernel."""


OfTheKernel.__module__ = "ipykernel.iostream"


def test_threads_of_ours_and_of_the_kernel_are_no_apps(ownership: ThreadOwnership, start: Start) -> None:
    ownership.change(ONE, 1)
    idents = [start(name=f"{OURS}watcher"), start(OfTheKernel)]
    ownership.change(ONE, -1)
    assert [ownership.owner_of(ident) for ident in idents] == [None, None]
    assert not ownership.alive()


def test_two_runs_of_one_app_are_one_party(ownership: ThreadOwnership) -> None:
    ownership.change(ONE, 1)
    ownership.change(ONE, 1)
    ownership.change(ONE, -1)
    assert list(ownership.active) == [ONE]
    ownership.change(ONE, -1)
    assert list(ownership.active) == []
