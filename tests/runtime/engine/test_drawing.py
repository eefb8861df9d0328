"""Drawing is the last phase of a run: timed, cut short by a stop or a newer event, never committed half done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import NullPublisher, Surroundings
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.model.element import Element, Page, Rest
from notebook_lit.runtime.script.source import CellSource


class Screen(NullPublisher):
    """Draws texts, each in a second of its own clock, after which something may happen."""

    def __init__(self, text: str) -> None:
        self.now = 0.0
        self.drawn: list[str] = []
        self.shown: list[tuple[Rest, list[str]]] = []
        self.reports: list[RunReport] = []
        self.happens: dict[str, Callable[[], None]] = {}
        names: dict[str, Any] = {"st": st}
        around = Surroundings(show, exception_element, {"streamlit": st}, lambda: dict(names))
        self.engine = Engine(CellSource(text), around, publisher=self, clock=lambda: self.now)
        self.engine.load(self.engine.source)

    def draw(self, page: Page, goes_on: Callable[[], bool]) -> list[Element]:
        left = []
        for element in page.walk():
            if element.kind != "text" or element.drawn is not None:
                continue
            if left or not goes_on():
                left.append(element)
                continue
            element.drawn = body = element.props["body"]
            self.now += 1.0
            self.drawn.append(body)
            self.happens.get(body, lambda: None)()
        return left

    def commit(self, page: Page, rest: Rest, goes_on: Callable[[], bool]) -> list[Element]:
        self.shown.append((rest, [element.props["body"] for element in page.walk() if element.kind == "text"]))
        return []

    def finished(self, report: RunReport) -> None:
        self.reports.append(report)


FIVE = "for number in range(5):\n    with st.container():\n        st.text(str(number))\n"


def test_drawing_is_part_of_the_run_and_timed() -> None:
    screen = Screen(FIVE)
    screen.engine.run_due()
    assert screen.shown == [("gone", ["0", "1", "2", "3", "4"])]
    assert (screen.reports[0].outcome, screen.reports[0].seconds, screen.reports[0].drawing) == ("done", 5.0, 5.0)


def test_stop_is_heard_while_a_page_is_drawn_and_shows_what_is_drawn() -> None:
    screen = Screen(FIVE)

    def stop() -> None:
        screen.now += 0.5  # a stop is asked after the drawing began
        screen.engine.stop()

    screen.happens["1"] = stop
    screen.engine.run_due()
    assert screen.drawn == ["0", "1"]
    assert screen.shown == [("kept", screen.drawn)]
    assert screen.reports[0].outcome == "stopped"
    assert screen.reports[0].seconds == 2.5


def test_what_was_written_before_a_stop_is_shown_if_it_is_drawn_soon() -> None:
    screen = Screen("st.text('a')\nstop()\nst.text('b')")
    screen.engine.surroundings.names = lambda: {"st": st, "stop": screen.engine.stop}
    screen.engine.run_due()
    assert screen.shown == [("kept", ["a"])]


def test_a_newer_event_ends_the_drawing_of_a_page_that_nobody_will_see() -> None:
    screen = Screen("n = st.slider('n', 0, 9)\n" + FIVE.replace("str(number)", "f'{n} {number}'"))

    def slide() -> None:
        slider = next(element for element in screen.engine.run.page.walk() if element.kind == "slider")  # type: ignore[union-attr]
        screen.engine.submit(WidgetEvent(slider.id or "", 7))

    screen.happens["0 2"] = slide
    screen.engine.run_due()
    assert [report.outcome for report in screen.reports] == ["superseded", "done"]
    assert screen.drawn == ["0 0", "0 1", "0 2", *(f"7 {number}" for number in range(5))]
    assert screen.shown == [("gone", [f"7 {number}" for number in range(5)])]


@pytest.mark.parametrize("phase", ["body", "drawing"])
def test_what_a_slow_run_has_written_is_shown_when_it_is_drawn(phase: str) -> None:
    screen = Screen(FIVE + "look()")
    seen: list[int] = []

    def look() -> None:
        assert screen.engine.run is not None
        screen.engine.commit_partial(screen.engine.run)
        seen.append(len(screen.shown))

    if phase == "drawing":  # the script thread draws: the watcher leaves it alone
        screen.happens["3"] = look
    screen.engine.surroundings.names = lambda: {"st": st, "look": look if phase == "body" else int}
    screen.engine.run_due()
    assert seen == [0]  # a slice of the watcher draws one, which takes longer than a slice
    assert screen.shown[-1] == ("gone", ["0", "1", "2", "3", "4"])
    assert screen.drawn == ["0", "1", "2", "3", "4"]
