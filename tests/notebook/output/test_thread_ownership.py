"""Which app a thread belongs to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from notebook_lit.notebook.output.console import Console
from notebook_lit.notebook.output.thread_ownership import OURS, Parents

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
def parents() -> Parents:
    return Parents()


def test_a_thread_belongs_to_the_only_app_that_was_active_when_it_appeared(parents: Parents, start: Start) -> None:
    parents.change(ONE, 1)
    ident = start()
    parents.change(ONE, -1)
    assert parents.parent(ident) is ONE
    assert parents.alive()


def test_a_thread_that_appeared_while_several_were_active_belongs_to_nobody_for_sure(parents: Parents, start: Start) -> None:
    parents.change(ONE, 1)
    parents.change(TWO, 1)
    ident = start()
    parents.look()
    assert parents.parent(ident) is None
    assert parents.alive()  # it may be an app's


def test_a_cell_that_runs_at_the_same_time_makes_it_unsure_too(parents: Parents, start: Start) -> None:
    parents.change(None, 1)
    parents.change(ONE, 1)
    ident = start()
    parents.look()
    assert parents.parent(ident) is None


def test_a_thread_of_the_notebook_is_no_apps(parents: Parents, start: Start) -> None:
    parents.change(None, 1)
    ident = start()
    parents.change(None, -1)
    assert parents.parent(ident) is None
    assert not parents.alive()


def test_a_thread_that_was_there_before_belongs_to_nobody(start: Start) -> None:
    ident = start()
    parents = Parents()
    parents.change(ONE, 1)
    assert parents.parent(ident) is None


def test_a_thread_of_an_apps_thread_is_the_apps_too(parents: Parents, start: Start) -> None:
    parents.change(ONE, 1)
    start()
    parents.change(ONE, -1)
    later = start()  # nobody is active, but a thread of the app lives
    parents.look()
    assert parents.parent(later) is ONE


class OfTheKernel(Waiting):
    """A thread of a package that serves the kernel."""


OfTheKernel.__module__ = "ipykernel.iostream"


def test_threads_of_ours_and_of_the_kernel_are_no_apps(parents: Parents, start: Start) -> None:
    parents.change(ONE, 1)
    idents = [start(name=f"{OURS}watcher"), start(OfTheKernel)]
    parents.change(ONE, -1)
    assert [parents.parent(ident) for ident in idents] == [None, None]
    assert not parents.alive()


def test_two_runs_of_one_app_are_one_party(parents: Parents) -> None:
    parents.change(ONE, 1)
    parents.change(ONE, 1)
    parents.change(ONE, -1)
    assert list(parents.active) == [ONE]
    parents.change(ONE, -1)
    assert list(parents.active) == []
