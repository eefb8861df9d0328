"""What a rerun costs in the engine and the reconciler alone: no kernel, no widgets, a host that only counts.

For the speed of development: it takes two seconds and has no noise of processes and sockets in it.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from notebook_lit import errors, st
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import Surroundings
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.model.element import Element, Page, Rest
from notebook_lit.runtime.render.matching import Item
from notebook_lit.runtime.render.reconciler import Reconciler
from notebook_lit.runtime.script.source import CellSource
from tests.bench.cases import CASES, Case

NAMES = ("slider-100", "slider-1000", "slider-10000")
EVENTS = {"slider-100": 100, "slider-1000": 50, "slider-10000": 10}
ROW = "x" * 60  # as long as the HTML of a row of the script would be


class CountingHost:
    """A host whose natives are numbers, and which counts what it is asked for."""

    def __init__(self) -> None:
        self.operations: Counter[str] = Counter()

    def html(self, element: Element) -> str | None:
        """Return the HTML of a row."""
        return ROW

    def create(self, parent: int, item: Item) -> int:
        """Count a native."""
        self.operations["create"] += 1
        return self.operations["create"] + 2  # 1 and 2 are the roots

    def update(self, native: int, old: Item, new: Item, *, keep_value: bool) -> None:
        """Count an update."""
        self.operations["update"] += 1

    def place(self, parent: int, children: Sequence[int]) -> None:
        """Count a placing."""
        self.operations["place"] += 1

    def remove(self, parent: int, native: int) -> None:
        """Count a removal."""
        self.operations["remove"] += 1

    def dim(self, native: int, stale: bool) -> None:
        """Count a dimming."""
        self.operations["dim"] += 1


class TimingPublisher:
    """Reconciles each page and notes how long that took."""

    def __init__(self, host: CountingHost) -> None:
        self.seconds = 0.0
        self.outcome = ""
        self._reconciler: Reconciler[int] = Reconciler(host, (1, 2))

    def draw(self, page: Page, goes_on: Callable[[], bool]) -> list[Element]:
        """Leave drawing to the commit, which is what is timed."""
        return []

    def commit(self, page: Page, rest: Rest, goes_on: Callable[[], bool]) -> list[Element]:
        """Reconcile."""
        start = time.perf_counter()
        self._reconciler.commit(page, rest)
        self.seconds = time.perf_counter() - start
        return []

    def refuse(self, id: str, reason: str | None = None) -> None:
        """Say that the bench sent a wrong value."""
        raise ValueError(f"the engine refused the value for {id}")

    def anticipate(self, id: str, wire: Any) -> None:
        """Nothing to draw."""

    def settled(self) -> None:
        """What was due changed nothing."""

    def finished(self, report: RunReport) -> None:
        """Note how the run ended."""
        self.outcome = report.outcome


def _error_element(error: BaseException, **_: object) -> Element:
    raise error


def measure_in_process(case: Case, events: int) -> str:
    """Run one case and give its line.

    Parameters
    ----------
    case
        One of the slider cases.
    events
        How many reruns.

    Returns
    -------
    str
        Medians: the whole, the script's run, the reconciler; and the host operations of one rerun.
    """
    host = CountingHost()
    publisher = TimingPublisher(host)
    surroundings = Surroundings(
        show=st.write, error_element=_error_element, aliases={"streamlit": st, "streamlit.errors": errors}
    )
    text = case.text("app")
    assert text is not None
    source = CellSource(text, "bench")
    engine = Engine(source, surroundings, publisher=publisher)
    engine.load(source)
    engine.run_due()
    slider = next(element for element in engine.page.walk() if element.kind == "slider")
    assert slider.id is not None
    whole, reconciling = [], []
    for number in range(1, events + 1):
        value = case.value(number)
        host.operations.clear()
        start = time.perf_counter()
        engine.submit(WidgetEvent(slider.id, [value] if isinstance(slider.value, (list, tuple)) else value))
        engine.run_due()
        whole.append(time.perf_counter() - start)
        reconciling.append(publisher.seconds)
        if publisher.outcome != "done":
            raise RuntimeError(f"the rerun ended as {publisher.outcome}")
    total, part = statistics.median(whole) * 1e3, statistics.median(reconciling) * 1e3
    return (
        f"{case.title:<44}  {total:8.3f} ms = run {total - part:8.3f} + reconcile {part:7.3f}; "
        f"{total * 1e3 / case.rows:5.2f} us a row; {dict(host.operations)}; {events} events"
    )


def lines() -> list[str]:
    """Give a line for each size."""
    return [measure_in_process(case, EVENTS[case.name]) for case in CASES if case.name in NAMES]
