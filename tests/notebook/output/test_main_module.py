"""``__main__`` answers each thread with what is ``__main__`` there."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from contextvars import copy_context
from types import ModuleType
from typing import Any

import pytest

from notebook_lit.notebook.output.main_module import MainModule
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.run import Run, Scope, current


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Provide a ``__main__`` of the notebook's."""
    module = ModuleType("__main__")
    vars(module).update(x="the notebook's", only="in the notebook")
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


@pytest.fixture
def switch(main: ModuleType) -> Iterator[MainModule]:
    made = MainModule()
    made.begin()
    yield made
    made.end()


def in_run(names: dict[str, Any], work: Callable[[], Any]) -> Any:
    """Do something in a run of a script that has these names."""
    run = Run(State())
    run.names = names

    def within() -> Any:
        current.set(Scope(run, None))
        return work()

    return copy_context().run(within)


def test_in_a_run_the_scripts_names_come_first(main: ModuleType, switch: MainModule) -> None:
    names = {"x": "the script's"}
    assert in_run(names, lambda: (main.x, main.only, main.__dict__ is names)) == ("the script's", "in the notebook", True)
    assert main.x == "the notebook's"
    assert main.__dict__ is not names


def test_a_class_of_the_script_can_be_pickled(switch: MainModule) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec("class Point: pass", names)  # noqa: S102
    copy = in_run(names, lambda: pickle.loads(pickle.dumps(names["Point"]())))
    assert type(copy) is names["Point"]


def test_after_the_last_run_the_module_is_an_ordinary_one_again(main: ModuleType) -> None:
    switch = MainModule()
    switch.begin()
    switch.begin()
    assert type(main) is not ModuleType
    switch.end()
    assert type(main) is ModuleType
    switch.end()


class Own(ModuleType):
    """A module with ways of its own."""


def test_a_module_of_another_class_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "__main__", Own("__main__"))
    switch = MainModule()
    switch.begin()
    assert type(sys.modules["__main__"]) is Own
    switch.end()
