"""What is handed to the engine: who runs it, who shows its pages, and what the script finds around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol

from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.model.element import Element, Page, Rest
from notebook_lit.runtime.writing.run import Run


class Worker(Protocol):
    """Runs the engine when something is due: a thread in a kernel, nothing in tests, which call `run_due` themselves."""

    def wake(self) -> None:
        """Say that `Engine.run_due` has something to do. Called on any thread, also from signal handlers."""

    def began(self) -> None:
        """Say that a run has begun: a slow one wants to be watched."""


class Publisher(Protocol):
    """Who shows the pages. Called on the script thread, and `draw` and `commit` on the watching thread too."""

    def draw(self, page: Page, goes_on: Callable[[], bool]) -> list[Element]:
        """Draw the elements that were not drawn before, as long as ``goes_on``; return those that are left."""

    def commit(self, page: Page, rest: Rest, goes_on: Callable[[], bool]) -> list[Element]:
        """Show a page as long as ``goes_on``; return the elements that are left.

        ``rest`` says what becomes of the old page where this one does not (yet) say anything.
        """

    def refuse(self, id: str, reason: str | None = None) -> None:
        """Show the true value of a widget again, or say beside what the reader entered why it is refused."""

    def anticipate(self, id: str, wire: Any) -> None:
        """Show a value that waits for a run which something else will start (``on_change="ignore"``)."""

    def rejected(self, error: BaseException) -> None:
        """Say that files which were saved cannot be put in force; the old page stays."""

    def settled(self) -> None:
        """Note that what was due changed nothing, so that no run began."""

    def finished(self, report: RunReport) -> None:
        """Note that a run is over."""


class ManualWorker:
    """The worker of tests, and of kernels without threads: whoever submits runs what is due."""

    def wake(self) -> None:
        """Nothing: `Engine.run_due` is called by hand."""

    def began(self) -> None:
        """Nothing: nobody watches."""


class NullPublisher:
    """The publisher of an engine whose pages are only looked at through `Engine.page`."""

    def draw(self, page: Page, goes_on: Callable[[], bool]) -> list[Element]:
        """Nothing to draw."""
        return []

    def commit(self, page: Page, rest: Rest, goes_on: Callable[[], bool]) -> list[Element]:
        """Nothing to draw."""
        return []

    def refuse(self, id: str, reason: str | None = None) -> None:
        """Nothing was drawn."""

    def anticipate(self, id: str, wire: Any) -> None:
        """Nothing was drawn."""

    def rejected(self, error: BaseException) -> None:
        """Nobody saved a file."""

    def settled(self) -> None:
        """Nobody listens."""

    def finished(self, report: RunReport) -> None:
        """Nobody listens."""


@dataclass
class Surroundings:
    """What the script finds around it.

    Parameters
    ----------
    show : callable
        Shows a bare expression.
    error_element : callable
        ``error_element(error, uncaught=True, filename=..., hide=...)`` draws an exception, whose texts `hide` has passed.
    aliases : mapping
        What ``import streamlit`` and its submodules give.
    names : callable
        Gives the names that the script finds in its namespace, anew for each run.
    builtins : mapping
        Builtins that are others in the app than elsewhere.
    around : callable
        ``around(run, builtins)`` gives the context manager in which a run executes; the builtins are those of the app's code.
    """

    show: Callable[..., Any]
    error_element: Callable[..., Element]
    aliases: Mapping[str, Any] = field(default_factory=dict)
    names: Callable[[], dict[str, Any]] = dict
    builtins: Mapping[str, Any] = field(default_factory=dict)
    around: Callable[[Run, dict[str, Any]], AbstractContextManager[None]] = lambda run, builtins: nullcontext()
