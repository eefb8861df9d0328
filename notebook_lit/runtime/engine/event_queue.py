"""What is waiting for the next run: the newest value of each widget, every click, and wishes to run again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from notebook_lit.runtime.script.compile import Script


@dataclass(frozen=True, slots=True)
class WidgetEvent:
    """The reader changed a widget.

    Parameters
    ----------
    id : str
        Which one.
    value : object
        Its wire value.
    quiet : bool
        Keep the value for the next run, but start none (``on_change="ignore"``).
    """

    id: str
    value: Any
    quiet: bool = False


@dataclass(slots=True)
class Batch:
    """What one run takes."""

    values: dict[str, Any] = field(default_factory=dict)  # id -> wire value, in the order in which they came
    triggers: set[str] = field(default_factory=set)  # which of them are clicks
    reasons: list[str] = field(default_factory=list)
    script: Script | None = None
    by_reader: bool = False  # whether a person or a program asked, and not the script itself


class EventQueue:
    """Collects events until a run takes them. The engine guards it with its lock.

    The newest value of a widget wins. Values that start no run by themselves (``on_change="ignore"``) are held apart. Of each
    trigger a batch holds one click; a second one waits for the run after.
    """

    def __init__(self) -> None:
        self._next = Batch()
        self._held: dict[str, Any] = {}  # id -> value that starts no run: it waits for one that something else starts
        self._later: list[tuple[str, Any]] = []
        self._due = False
        self._loud = False  # whether a value waits that wants a run

    def value(self, event: WidgetEvent) -> None:
        """Take a value."""
        if event.quiet and event.id not in self._next.values:
            self._held[event.id] = event.value
            return
        self._held.pop(event.id, None)
        self._next.values.pop(event.id, None)
        self._next.values[event.id] = event.value
        if not event.quiet:
            self._due = self._loud = self._next.by_reader = True

    def trigger(self, event: WidgetEvent) -> None:
        """Take a click."""
        if event.id in self._next.triggers:
            self._later.append((event.id, event.value))
        else:
            self._next.triggers.add(event.id)
            self._next.values[event.id] = event.value
        self._due = self._next.by_reader = True

    def request(self, reason: str, script: Script | None = None, *, by_reader: bool = True) -> None:
        """Take the wish for a run, perhaps of a new script."""
        self._next.reasons.append(reason)
        if script is not None:
            self._next.script = script
        self._next.by_reader = self._next.by_reader or by_reader
        self._due = True

    @property
    def due(self) -> bool:
        """Return whether something waits that wants a run."""
        return self._due

    def urgent(self, unseen: Collection[str]) -> bool:
        """Return whether something waits that may cut a run short: all but second clicks of triggers it has not yet seen."""
        return self._loud or bool(self._next.reasons) or any(id not in unseen for id in self._next.triggers)

    def hold_back(self, id: str) -> None:
        """Leave a click for the run after the next: the next one still has an older click of the same trigger."""
        if id in self._next.triggers:
            self._next.triggers.discard(id)
            self._later.insert(0, (id, self._next.values.pop(id)))

    def held(self) -> dict[str, Any]:
        """Return the values that wait for a run that something else will start; none while one is due."""
        return {} if self._due else dict(self._held)

    def holds(self, id: str) -> bool:
        """Return whether a value of that widget is waiting."""
        return id in self._next.values or id in self._held

    def take(self) -> Batch | None:
        """Return what the next run shall take, or None if nothing wants one."""
        if not self._due:
            return None
        batch, self._next, self._due, self._loud = self._next, Batch(), False, False
        if self._held:
            batch.values, self._held = {**self._held, **batch.values}, {}
        waiting, self._later = self._later, []
        for id, value in waiting:
            self.trigger(WidgetEvent(id, value))
        return batch
