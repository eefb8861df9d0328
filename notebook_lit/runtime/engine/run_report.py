"""What is known of one run, for people who ask why it ran and what took so long."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any, Literal, NamedTuple

from notebook_lit.runtime.model.masking import SECRET

Outcome = Literal["done", "error", "rejected", "rerun", "superseded", "stopped"]

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = 6
_PLAIN = (bool, int, float, complex, str, bytes, type(None), date, time, timedelta)


class Change(NamedTuple):
    """A value of a widget that the reader, or a program in her place, changed."""

    id: str
    old: str
    new: str


@dataclass(slots=True)
class RunReport:
    """What is known of one run.

    Parameters
    ----------
    number : int
        Counts the runs of the app, from 1.
    reasons : tuple of str
        What started it: "start", "rerun", … or the ids of the widgets that changed.
    outcome : {"done", "error", "rejected", "rerun", "superseded", "stopped"}
        How it ended.
    seconds : float
        How long it took, drawing included.
    drawing : float
        How many of these seconds it took to draw the page and to show it.
    changes : list of Change
        The widget values that are new in this run.
    lines : tuple of int
        The lines of the top-level statements of the script.
    stamps : list of float
        Seconds by `time.perf_counter`: when each of those statements began, and when the last that ran ended.
    """

    number: int
    reasons: tuple[str, ...]
    outcome: Outcome = "done"
    seconds: float = 0.0
    drawing: float = 0.0
    changes: list[Change] = field(default_factory=list, repr=False)
    lines: tuple[int, ...] = field(default=(), repr=False)
    stamps: list[float] = field(default_factory=list, repr=False)

    def statements(self) -> list[tuple[int, float]]:
        """List the lines of the statements that ran, with the seconds that each took."""
        return [(line, end - begin) for line, begin, end in zip(self.lines, self.stamps, self.stamps[1:])]  # noqa: B905  # a cut-short run has fewer stamps


def brief(value: Any) -> str:
    """Return a short repr that is cheap whatever the value is: of objects with much inside, the type alone."""
    if isinstance(value, _PLAIN):
        return _SHORT.repr(value)
    if type(value) in (list, tuple, dict, set, frozenset):
        items = value.items() if isinstance(value, dict) else value
        if all(map(_is_plain, items)):
            return _SHORT.repr(value)
    return f"<{type(value).__name__}>"


def brief_secret(value: Any) -> str:
    """Return what stands for a value that must not be shown, whatever it is."""
    return SECRET


def _is_plain(item: Any) -> bool:
    """Whether the repr of an item is cheap: a plain value, or a pair or the like of plain values."""
    return isinstance(item, _PLAIN) or (type(item) is tuple and all(isinstance(part, _PLAIN) for part in item))
