"""``__main__`` answers each thread with what is ``__main__`` there."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from contextvars import copy_context
from types import ModuleType
from typing import Any

import pytest

from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.script.main_module import as_main
from notebook_lit.runtime.writing.run import Run, Scope, current


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Provide a ``__main__`` of the notebook's."""
    module = ModuleType("__main__")
    vars(module).update(x="the notebook's", only="in the notebook")
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


@pytest.fixture
def switch(main: ModuleType) -> Iterator[None]:
    """Let a run be under way."""
    with as_main():
        yield


def in_run(names: dict[str, Any], work: Callable[[], Any]) -> Any:
    """Do something in a run of a script that has these names."""
    run = Run(State())
    run.names = names

    def within() -> Any:
        current.set(Scope(run, None))
        return work()

    return copy_context().run(within)


def test_in_a_run_the_scripts_names_come_first(main: ModuleType, switch: None) -> None:
    names = {"x": "the script's"}
    assert in_run(names, lambda: (main.x, main.only, main.__dict__ is names)) == ("the script's", "in the notebook", True)
    assert main.x == "the notebook's"
    assert main.__dict__ is not names


def test_a_class_of_the_script_can_be_pickled(switch: None) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec("class Point: pass", names)  # noqa: S102
    copy = in_run(names, lambda: pickle.loads(pickle.dumps(names["Point"]())))
    assert type(copy) is names["Point"]


def test_after_the_last_run_the_module_is_an_ordinary_one_again(main: ModuleType) -> None:
    with as_main():
        with as_main():
            pass
        assert type(main) is not ModuleType
    assert type(main) is ModuleType


def test_a_name_is_found_while_the_last_run_ends(main: ModuleType) -> None:
    run = ExitStack()

    def end() -> None:
        run.close()

    run.enter_context(as_main(find=end))
    assert main.x == "the notebook's"
    assert type(main) is ModuleType


def test_a_thread_of_a_script_finds_the_names_of_its_run(main: ModuleType) -> None:
    run = Run(State())
    run.names = {"x": "the script's"}
    with as_main(), as_main(find=lambda: run):
        assert main.x == "the script's"


def test_each_file_has_its_arguments_and_the_process_its_own_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    own = ["kernel", "-f", "connection.json"]
    monkeypatch.setattr(sys, "argv", own)
    first, second = as_main(["/a.py", "1"]), as_main(["/b.py"])
    with as_main():
        assert sys.argv is own
    first.__enter__()
    assert sys.argv == ["/a.py", "1"]
    sys.argv.append("changed by the script")
    second.__enter__()
    first.__exit__(None, None, None)
    assert sys.argv == ["/b.py"]
    second.__exit__(None, None, None)
    assert sys.argv is own


class Own(ModuleType):
    """A module with ways of its own."""


def test_a_module_of_another_class_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "__main__", Own("__main__"))
    with as_main():
        assert type(sys.modules["__main__"]) is Own
