"""Stopping scripts that never reach a yield point."""

from __future__ import annotations

import sys
import threading
from types import CodeType
from typing import Any

import pytest

from notebook_lit.errors import StopScript
from notebook_lit.runtime.engine.interrupter import Interrupter

monitored = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from Python 3.12 on")


def code(text: str, name: str = "<script>") -> CodeType:
    return compile(text, name, "exec")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python can be monitored")
def test_a_python_that_cannot_be_monitored_says_so() -> None:
    interrupter = Interrupter()
    assert not interrupter.arm([code("x = 1")], threading.get_ident())
    assert not interrupter.armed
    interrupter.disarm()


@monitored
def test_an_endless_loop_ends() -> None:
    interrupter, script = Interrupter(), code("while True:\n    pass")
    assert interrupter.arm([script], threading.get_ident())
    with pytest.raises(StopScript):
        exec(script)  # noqa: S102
    interrupter.disarm()


@monitored
def test_other_code_and_other_threads_go_on() -> None:
    interrupter, script, other = Interrupter(), code("x = 1\nx = 2"), code("x = 3\nx = 4")
    interrupter.arm([script], threading.get_ident())
    names: dict[str, Any] = {}
    exec(other, names)  # noqa: S102
    thread = threading.Thread(target=exec, args=(script, names))
    thread.start()
    thread.join(20)
    assert names["x"] == 2
    interrupter.disarm()


@monitored
def test_the_cleaning_up_of_a_script_has_a_moment_of_grace() -> None:
    interrupter, names = Interrupter(), dict[str, Any]()
    script = code("try:\n    while True:\n        pass\nfinally:\n    a = 1\n    b = 2")
    interrupter.arm([script], threading.get_ident())
    with pytest.raises(StopScript):
        exec(script, names)  # noqa: S102
    assert names["b"] == 2
    interrupter.disarm()


@monitored
def test_nothing_is_left_of_it() -> None:
    monitoring: Any = vars(sys)["monitoring"]
    before = [monitoring.get_tool(tool) for tool in range(6)]
    interrupter, script = Interrupter(), code("x = 1\nx = 2")
    interrupter.arm([script], threading.get_ident())
    interrupter.disarm()
    assert [monitoring.get_tool(tool) for tool in range(6)] == before
    exec(script)  # noqa: S102


@monitored
def test_where_other_tools_hold_all_places_it_says_so() -> None:
    monitoring: Any = vars(sys)["monitoring"]
    taken = [tool for tool in (3, 4) if monitoring.get_tool(tool) is None]
    for tool in taken:
        monitoring.use_tool_id(tool, "another tool")
    try:
        assert not Interrupter().arm([code("x = 1")], threading.get_ident())
    finally:
        for tool in taken:
            monitoring.free_tool_id(tool)
