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


class Inbox:
    """Collects events until a run takes them. The engine guards it with its lock.

    The newest value of a widget wins. Of each trigger a batch holds one click; a second one waits for the run after.
    """

    def __init__(self) -> None:
        self._next = Batch()
        self._later: list[tuple[str, Any]] = []
        self._due = False
        self._loud = False  # whether a value waits that wants a run

    def value(self, event: WidgetEvent) -> None:
        """Take a value."""
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
        """Whether something waits that wants a run."""
        return self._due

    def urgent(self, unseen: Collection[str]) -> bool:
        """Whether something waits that may cut a run short: all but second clicks of triggers it has not yet seen."""
        return self._loud or bool(self._next.reasons) or any(id not in unseen for id in self._next.triggers)

    def hold_back(self, id: str) -> None:
        """Leave a click for the run after the next: the next one still has an older click of the same trigger."""
        if id in self._next.triggers:
            self._next.triggers.discard(id)
            self._later.insert(0, (id, self._next.values.pop(id)))

    def quiet(self) -> dict[str, Any]:
        """Give the values that wait for a run that something else will start."""
        return {} if self._due else dict(self._next.values)

    def holds(self, id: str) -> bool:
        """Whether a value of that widget is waiting."""
        return id in self._next.values

    def take(self) -> Batch | None:
        """Give what the next run shall take, or None if nothing wants one."""
        if not self._due:
            return None
        batch, self._next, self._due, self._loud = self._next, Batch(), False, False
        waiting, self._later = self._later, []
        for id, value in waiting:
            self.trigger(WidgetEvent(id, value))
        return batch
