"""The threads of an app: what runs on which, how a stop is enforced, and that both end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.runtime.engine import thread_worker
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import NullPublisher, Surroundings
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.engine.thread_worker import ThreadWorker
from notebook_lit.runtime.model.element import Element, Page, Rest
from notebook_lit.runtime.script.source import CellSource
from notebook_lit.runtime.script.stop_checks import STOP
from tests.runtime.until import until


class Audience(NullPublisher):
    """Notes what is published, and by which thread; a wish to fail comes first."""

    def __init__(self) -> None:
        self.commits: list[tuple[Rest, str]] = []
        self.reports: list[RunReport] = []
        self.pulses: list[str | None] = []
        self.fails = 0

    def commit(self, page: Page, rest: Rest, goes_on: Callable[[], bool]) -> list[Element]:
        if self.fails:
            self.fails -= 1
            raise OSError("no screen")
        self.commits.append((rest, threading.current_thread().name))
        return []

    def finished(self, report: RunReport) -> None:
        self.reports.append(report)

    def pulse(self, elapsed: float, hangs_in: str | None) -> None:
        self.pulses.append(hangs_in)


class Served:
    """An engine with a worker, and gates for its script."""

    def __init__(self, text: str) -> None:
        self.gate, self.begun = threading.Event(), threading.Event()
        self.audience = Audience()
        self.worker = ThreadWorker("served", self.audience)
        names: dict[str, Any] = {"st": st, "gate": self.gate, "begun": self.begun, "log": []}
        self.log = names["log"]
        around = Surroundings(show, exception_element, {"streamlit": st}, lambda: dict(names))
        self.engine = Engine(CellSource(text), around, worker=self.worker, publisher=self.audience)
        self.engine.load(self.engine.source)
        self.worker.start(self.engine)

    def after(self, runs: int) -> RunReport:
        """Wait for so many runs; return the last one."""
        until(lambda: len(self.audience.reports) >= runs, f"{runs} runs")
        return self.audience.reports[-1]

    def send(self, label: str, wire: Any) -> None:
        element = next(element for element in self.engine.page.walk() if element.props.get("label") == label)
        self.engine.submit(WidgetEvent(element.id or "", wire))


@pytest.fixture
def serve() -> Iterator[Callable[[str], Served]]:
    made: list[Served] = []

    def make(text: str) -> Served:
        made.append(Served(text))
        return made[-1]

    yield make
    for served in made:
        served.gate.set()
        served.engine.close()
        served.worker.close()
        assert served.worker.join(20)


Serve = Callable[[str], Served]


def test_all_runs_are_on_one_thread_which_is_not_the_callers(serve: Serve) -> None:
    served = serve("import threading\nlog.append(threading.current_thread())\nst.checkbox('a')")
    served.after(1)
    served.send("a", True)
    served.after(2)
    assert served.log[0] is served.log[1]
    assert served.log[0].name == "served script"


def test_what_a_slow_run_has_written_is_shown_by_the_watcher(serve: Serve) -> None:
    served = serve("st.text('early')\nbegun.set()\ngate.wait(20)\nst.text('late')")
    until(lambda: any(thread == "served watcher" for _, thread in served.audience.commits), "a page of the watcher")
    assert served.audience.pulses
    served.gate.set()
    served.after(1)
    assert served.audience.commits[-1] == ("gone", "served script")


def test_a_fault_of_the_publisher_ends_neither_thread(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    served = serve("st.checkbox('a')\nbegun.set()\ngate.wait(20)")
    served.audience.fails = 1  # the watcher is the first to show this run
    until(lambda: not served.audience.fails, "the fault")
    served.gate.set()
    served.after(1)
    served.audience.fails = 1  # and the script's thread the first to show this one
    served.send("a", True)
    until(lambda: not served.audience.fails, "the other fault")
    served.send("a", False)
    until(lambda: served.engine.number >= 3, "the run after it")
    assert "no screen" in caplog.text


def test_a_script_that_does_not_stop_is_left_to_itself_and_the_next_run_has_a_new_thread(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread_worker, "REPORT", 0.0)
    monkeypatch.setattr(thread_worker, "GIVE_UP", 0.2)
    served = serve(
        "import threading\nlog.append(threading.current_thread())\n"
        "if len(log) == 1:\n    begun.set()\n    gate.wait(20)\nst.text('x')"
    )
    assert served.begun.wait(20)
    served.engine.stop()
    until(lambda: any(served.audience.pulses), "where it hangs")
    assert next(filter(None, served.audience.pulses)) == "line 5"
    served.engine.request("again")
    until(lambda: len(served.log) == 2, "the next run")
    assert served.log[0] is not served.log[1]
    served.gate.set()
    served.log[0].join(20)
    assert not served.log[0].is_alive()


LOOPS = ["while True: pass", "def f():\n    while True:\n        try: 1 / 0\n        except Exception: pass\nf()"]


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_without_st_calls_is_stopped_within_a_second_and_its_thread_ends_with_the_app(serve: Serve, loop: str) -> None:
    served = serve(f"import threading\nlog.append(threading.current_thread())\nbegun.set()\n{loop}")
    assert served.begun.wait(20)
    served.engine.stop()
    assert served.after(1).outcome == "stopped"
    assert served.engine.stop_asked is not None
    thread = served.log[0]
    assert thread.is_alive(), "stopped, not left to itself"
    served.engine.close()
    served.worker.close()
    assert served.worker.join(20)
    assert not thread.is_alive()


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_without_st_calls_ends_when_its_app_is_closed(serve: Serve, loop: str) -> None:
    for _ in range(3):  # more often than there are places for tools
        served = serve(f"import threading\nlog.append(threading.current_thread())\nbegun.set()\n{loop}")
        assert served.begun.wait(20)
        served.engine.close()
        served.worker.close()
        assert served.worker.join(5)
        assert not served.log[0].is_alive()


def test_no_stop_leaves_a_trace(serve: Serve) -> None:
    monitoring: Any = getattr(sys, "monitoring", None)
    served = serve("begun.set()\nwhile True: pass")
    assert served.begun.wait(20)
    served.engine.stop()
    served.after(1)
    served.engine.close()
    served.worker.close()
    assert served.worker.join(20)
    assert served.engine.namespace[STOP] is None
    assert monitoring is None or not any(monitoring.get_tool(tool) == "notebook_lit" for tool in range(6))
