from __future__ import annotations

from collections import deque

import pytest

from tests.bench.exchange import Message, NoAnswerError, exchange


class ScriptedWire:
    """A contestant whose messages are given in advance: those that lie around before the event, and the answer."""

    def __init__(self, before: list[Message], answer: list[Message]) -> None:
        self._before = deque(before)
        self._answer = deque(answer)
        self._sent = False
        self.values: list[int | str] = []

    def send_event(self, value: int | str) -> None:
        self._sent = True
        self.values.append(value)

    def receive(self, seconds: float) -> Message | None:
        queue = self._answer if self._sent else self._before
        return queue.popleft() if queue else None


def message(payload: bytes, at: float = 1.0, closes: bool = False) -> Message:
    return Message(at, len(payload), payload, closes)


def test_the_cost_runs_to_the_last_message_also_when_it_comes_after_the_close() -> None:
    wire = ScriptedWire([], [message(b"busy"), message(b"idle", closes=True), message(b"is at 7", at=1e9)])
    sample = exchange(wire, 7, [(b"is at 7",)], limit=1)
    assert (sample.messages, sample.size, sample.late) == (3, 15, 0)
    assert sample.seconds > 1e8
    assert wire.values == [7]


def test_messages_that_lie_around_before_the_event_are_late_and_do_not_count_as_its_answer() -> None:
    wire = ScriptedWire([message(b"is at 7")], [message(b"idle", closes=True)])
    with pytest.raises(NoAnswerError, match="is at 7"):
        exchange(wire, 7, [(b"is at 7",)], limit=1)
    wire = ScriptedWire([message(b"left over")], [message(b"is at 7"), message(b"idle", closes=True)])
    assert exchange(wire, 7, [(b"is at 7",)], limit=1).late == 1


def test_an_answer_that_is_never_closed_is_none() -> None:
    with pytest.raises(NoAnswerError, match="closed: False"):
        exchange(ScriptedWire([], [message(b"is at 7")]), 7, [(b"is at 7",)], limit=1)


def test_everything_that_must_be_seen_is_asked_for_and_not_only_the_last() -> None:
    wire = ScriptedWire([], [message(b"row 1 is at 7"), message(b"idle", closes=True)])
    with pytest.raises(NoAnswerError, match="row 0"):
        exchange(wire, 7, [(b"row 0 is at 7",), (b"row 1 is at 7",)], limit=1)


def test_one_of_several_forms_is_enough() -> None:
    wire = ScriptedWire([], [message(b"..iVBOR.."), message(b"", closes=True)])
    assert exchange(wire, 7, [(b"\x89PNG", b"iVBOR")], limit=1).messages == 2
