"""An engine without a host, run by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import Surroundings
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.script.source import CellSource


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Trial:
    """An app under test: its script, and what the script can leave notes in."""

    def __init__(self, text: str) -> None:
        self.log: list[Any] = []
        self.reports: list[RunReport] = []
        self.refused: list[str] = []
        self.rests: list[str] = []
        self.clock = Clock()
        self.names: dict[str, Any] = {"st": st, "log": self.log, "trial": self}
        around = Surroundings(
            show, exception_element, {"streamlit": st, "streamlit.errors": errors}, lambda: dict(self.names)
        )
        self.engine = Engine(CellSource(text), around, publisher=self, clock=self.clock)
        self.engine.load(self.engine.source)
        self.engine.run_due()

    def edit(self, text: str) -> None:
        """Run an edited script."""
        self.engine.load(CellSource(text, version=len(self.reports) + 1))
        self.engine.run_due()

    def find(self, label: str) -> Element:
        """Find a widget by its label."""
        return next(element for element in self.engine.page.walk() if element.props.get("label") == label)

    def send(self, *changes: tuple[str, Any]) -> None:
        """Let the reader change widgets, all before the next run."""
        for label, wire in changes:
            self.engine.submit(WidgetEvent(self.find(label).id or "", wire))
        self.engine.run_due()

    def poke(self, label: str, wire: Any) -> None:
        """Let the reader change a widget while the script runs."""
        self.engine.submit(WidgetEvent(self.find(label).id or "", wire))

    @property
    def bodies(self) -> list[Any]:
        """What the main part shows."""
        return [element.props.get("body", element.kind) for element in self.engine.page.main.shown() if element.id is None]

    def draw(self, page: Any, goes_on: Any) -> list[Any]:
        """Nothing to draw."""
        return []

    def commit(self, page: Any, rest: str, goes_on: Callable[[], bool]) -> list[Any]:
        self.rests.append(rest)
        return []

    def refuse(self, id: str, reason: str | None = None) -> None:
        self.refused.append(id)

    def anticipate(self, id: str, wire: Any) -> None:
        """Nothing to draw."""

    def settled(self) -> None:
        """What was due changed nothing."""

    def finished(self, report: RunReport) -> None:
        self.reports.append(report)


@pytest.fixture
def trial() -> Callable[[str], Trial]:
    """Give the class that runs a script."""
    return Trial
