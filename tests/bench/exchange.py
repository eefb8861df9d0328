"""One event and its answer, timed at the receiving end: the same clock and the same rules for every contestant.

The answer is over when (1) the other side said so (a kernel's idle, Streamlit's script_finished), (2) everything that
must be on screen was seen in it, and (3) nothing more came for a grace time. The grace time is not counted: the cost
is the time from before the sending to the arrival of the last message.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from tests.bench.cases import Needle

GRACE = 0.025


class NoAnswerError(Exception):
    """An event or a set-up got no complete answer in its time."""


@dataclass(frozen=True)
class Message:
    """What came over the wire: when (seconds), how big (bytes), the bytes, and whether it closes the answer."""

    at: float
    size: int
    payload: bytes
    closes: bool = False


@dataclass(frozen=True)
class Sample:
    """What one event cost; ``late`` counts stray messages that came after the answer before it was taken as over."""

    seconds: float
    messages: int
    size: int
    late: int


class Wire(Protocol):
    """One side of a connection to a contestant."""

    def send_event(self, value: int | str) -> None:
        """Move the control to ``value``, as a front end does."""

    def receive(self, seconds: float) -> Message | None:
        """Give the next message, or None when none came in time."""


def exchange(wire: Wire, value: int | str, needles: list[Needle], limit: float) -> Sample:
    """Send one event and receive its answer.

    Parameters
    ----------
    wire
        The contestant.
    value
        The new value of the control.
    needles
        What must be seen in the answer.
    limit
        Seconds after which the exchange is given up.

    Returns
    -------
    Sample
        What the exchange cost.

    Raises
    ------
    NoAnswerError
        When the answer is not complete in time.
    """
    late = 0
    while wire.receive(0) is not None:
        late += 1
    answer: list[Message] = []
    closed = False
    shown = not needles
    start = time.perf_counter()
    wire.send_event(value)
    while True:
        complete = closed and shown
        message = wire.receive(GRACE if complete else start + limit - time.perf_counter())
        if message is None:
            if complete:
                return Sample(answer[-1].at - start, len(answer), sum(m.size for m in answer), late)
            missing = [needle for needle in needles if not seen(needle, answer)]
            tails = [f"  ...{message.payload[-300:]!r}" for message in answer[-8:]]
            raise NoAnswerError(
                "\n".join([f"no answer to {value!r} in {limit:.0f} s: closed: {closed}, missing: {missing[:3]}", *tails])
            )
        answer.append(message)
        closed = closed or message.closes
        # The last needle comes last in all scripts, so that the others are looked for only once.
        if not shown and (seen(needles[-1], [message]) or closed):
            shown = all(seen(needle, answer) for needle in needles)


def seen(needle: Needle, answer: list[Message]) -> bool:
    """Tell whether one of the needle's strings is in the answer."""
    return any(part in message.payload for message in answer for part in needle)
