"""Stopping scripts that never reach a yield point."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit.errors import StopScript
from notebook_lit.runtime.engine.interrupter import Interrupter
from notebook_lit.runtime.script.compile import Script, Statement, compile_script
from notebook_lit.runtime.script.stop_checks import STOP
from tests.runtime.until import until

monitored = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from Python 3.12 on")
checked = pytest.mark.skipif(sys.version_info >= (3, 12), reason="scripts have checks only where Python cannot be monitored")


def script(text: str) -> Script:
    return compile_script(text, "<script>")


def execute(made: Script, names: dict[str, Any]) -> None:
    for statement in made.statements:
        exec(statement.code, names)  # noqa: S102


def stopped_in(
    made: Script, names: dict[str, Any], *others: Script, armed: Callable[[Interrupter, int], None] = lambda one, ident: None
) -> None:
    """Execute a script on a thread of its own, stop it once it says ``begun()``, and wait for the end of the thread."""
    begun, interrupter, caught = threading.Event(), Interrupter(), list[BaseException]()

    def run() -> None:
        try:
            execute(made, names)
        except BaseException as error:  # noqa: BLE001
            caught.append(error)

    names |= {"begun": begun.set, STOP: None}
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert begun.wait(20)
    assert thread.ident is not None
    assert interrupter.arm([code for one in (made, *others) for code in one.codes()], thread.ident)
    armed(interrupter, thread.ident)
    thread.join(20)
    interrupter.disarm()
    assert not thread.is_alive()
    assert [type(error) for error in caught] == [StopScript]


@pytest.mark.parametrize(
    "text",
    [
        "while True: pass",
        "for n in iter(int, 1): n += 1",
        "def f():\n    while True:\n        try:\n            1 / 0\n        except Exception: pass\nf()",
        "x = [n for n in iter(int, 1)]",
        "sum(1 for n in iter(int, 1) if n)",
        "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib(100)",
        "import time\nwhile True: time.sleep(0.001)",
        "import threading\nnever = threading.Event()\nwhile not never.wait(0.001): pass",
        "import asyncio\nasync def f():\n    while True:\n        await asyncio.sleep(0)\nasyncio.run(f())",
        "class A:\n    @staticmethod\n    def f():\n        while True: pass\nA.f()",
    ],
)
def test_what_never_ends_ends(text: str) -> None:
    stopped_in(script(f"begun()\n{text}"), {})


def test_a_lock_that_a_library_takes_is_never_left_held() -> None:
    lock = threading.RLock()

    def library() -> None:
        with lock:
            sum(range(50))

    for _ in range(20):
        stopped_in(script("begun()\nwhile True: library()"), {"library": library})
        assert lock.acquire(blocking=False)
        lock.release()


def test_a_function_of_an_earlier_run_is_stopped_too() -> None:
    made, earlier = script("def work(begun):\n    begun()\n    while True: pass"), dict[str, Any]({STOP: None})
    execute(made, earlier)
    stopped_in(script("work(begun)"), {"work": earlier["work"]}, made)


@checked
def test_a_function_of_an_earlier_run_that_is_called_later_is_stopped_at_the_next_look() -> None:
    made, earlier, gate = script("def work():\n    while True: pass"), dict[str, Any]({STOP: None}), threading.Event()
    execute(made, earlier)

    def look_again(interrupter: Interrupter, ident: int) -> None:
        gate.set()
        until(lambda: "work" in functions(ident), "the call")
        interrupter.aim(ident)

    # the script is no code of the app's here, so that it is not stopped before the call
    calls = compile("begun()\ngate.wait(20)\nwork()", "<test>", "exec")
    other = Script("", "", (Statement(calls, 1, awaits=False),))
    stopped_in(other, {"gate": gate, "work": earlier["work"]}, made, armed=look_again)


def functions(ident: int) -> list[str]:
    """Return the names of the functions that a thread is executing."""
    frame, names = sys._current_frames().get(ident), list[str]()
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def test_other_code_and_other_threads_go_on() -> None:
    interrupter, made, other = Interrupter(), script("n = [x for x in range(3)]\nm = 2"), script("n = [x for x in range(4)]")
    names: dict[str, Any] = {STOP: None}
    interrupter.arm(made.codes(), threading.get_ident())
    execute(other, names)
    assert names["n"] == [0, 1, 2, 3]
    thread = threading.Thread(target=execute, args=(made, names))
    thread.start()
    thread.join(20)
    assert (names["n"], names["m"]) == ([0, 1, 2], 2)
    interrupter.disarm()


def test_the_cleaning_up_of_a_script_has_a_moment_of_grace() -> None:
    names: dict[str, Any] = {}
    stopped_in(script("try:\n    begun()\n    while True:\n        pass\nfinally:\n    b = [n for n in range(3)]"), names)
    assert names["b"] == [0, 1, 2]


def test_nothing_is_left_of_it() -> None:
    names: dict[str, Any] = {}
    made = script("def f():\n    while go: pass\n    return 1\nbegun()\nf()")
    stopped_in(made, names | {"go": True})
    monitoring: Any = getattr(sys, "monitoring", None)
    assert monitoring is None or not any(monitoring.get_tool(tool) == "notebook_lit" for tool in range(6))
    names |= {"begun": lambda: None, "go": False}
    names.setdefault(STOP, None)
    execute(made, names)
    assert names["f"]() == 1


@checked
def test_the_namespaces_are_as_they_were() -> None:
    names: dict[str, Any] = {}
    stopped_in(script("begun()\nwhile True: pass"), names)
    assert names[STOP] is None


@monitored
def test_where_other_tools_hold_all_places_it_says_so() -> None:
    monitoring: Any = vars(sys)["monitoring"]
    taken = [tool for tool in (3, 4) if monitoring.get_tool(tool) is None]
    for tool in taken:
        monitoring.use_tool_id(tool, "another tool")
    try:
        assert not Interrupter().arm(script("x = 1").codes(), threading.get_ident())
    finally:
        for tool in taken:
            monitoring.free_tool_id(tool)
