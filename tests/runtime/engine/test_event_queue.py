"""What waits for the next run: the newest values, every click, wishes to run."""

from __future__ import annotations

import pytest

from notebook_lit.runtime.engine.event_queue import Batch, EventQueue, WidgetEvent


@pytest.fixture
def queue() -> EventQueue:
    return EventQueue()


def taken(queue: EventQueue) -> Batch:
    batch = queue.take()
    assert batch is not None, "nothing is due"
    return batch


def test_the_newest_value_wins_and_comes_in_its_own_order(queue: EventQueue) -> None:
    for id, value in (("a", 1), ("b", 2), ("a", 3)):
        queue.value(WidgetEvent(id, value))
    assert list(taken(queue).values.items()) == [("b", 2), ("a", 3)]
    assert queue.take() is None


def test_each_click_has_a_batch_of_its_own(queue: EventQueue) -> None:
    for _ in range(3):
        queue.trigger(WidgetEvent("go", True))
    queue.trigger(WidgetEvent("other", True))
    assert [taken(queue).triggers for _ in range(3)] == [{"go", "other"}, {"go"}, {"go"}]
    assert queue.take() is None


def test_a_quiet_value_waits_for_a_run_that_something_else_starts(queue: EventQueue) -> None:
    queue.value(WidgetEvent("a", 1, quiet=True))
    assert not queue.due
    assert queue.take() is None
    assert queue.held() == {"a": 1}
    queue.value(WidgetEvent("b", 2))
    assert queue.held() == {}
    assert taken(queue).values == {"a": 1, "b": 2}


def test_a_second_click_of_a_trigger_that_was_not_seen_cuts_no_run_short(queue: EventQueue) -> None:
    queue.trigger(WidgetEvent("go", True))
    assert not queue.urgent(unseen={"go"})
    assert queue.urgent(unseen=set())
    queue.value(WidgetEvent("a", 1, quiet=True))
    assert not queue.urgent(unseen={"go"})
    queue.value(WidgetEvent("a", 1))
    assert queue.urgent(unseen={"go"})


def test_a_click_that_is_held_back_comes_before_later_ones_and_after_the_next_run(queue: EventQueue) -> None:
    queue.trigger(WidgetEvent("go", "first"))
    queue.trigger(WidgetEvent("go", "second"))
    queue.hold_back("go")
    assert [taken(queue).values for _ in range(3)] == [{}, {"go": "first"}, {"go": "second"}]


def test_it_is_known_whether_a_person_or_the_script_itself_asked(queue: EventQueue) -> None:
    queue.request("rerun", by_reader=False)
    batch = taken(queue)
    assert (batch.reasons, batch.by_reader) == (["rerun"], False)
    queue.request("rerun", by_reader=False)
    queue.value(WidgetEvent("a", 1))
    assert taken(queue).by_reader
