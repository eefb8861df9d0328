"""What waits for the next run: the newest values, every click, wishes to run."""

from __future__ import annotations

import pytest

from notebook_lit.runtime.engine.event_queue import Batch, Inbox, WidgetEvent


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def taken(inbox: Inbox) -> Batch:
    batch = inbox.take()
    assert batch is not None, "nothing is due"
    return batch


def test_the_newest_value_wins_and_comes_in_its_own_order(inbox: Inbox) -> None:
    for id, value in (("a", 1), ("b", 2), ("a", 3)):
        inbox.value(WidgetEvent(id, value))
    assert list(taken(inbox).values.items()) == [("b", 2), ("a", 3)]
    assert inbox.take() is None


def test_each_click_has_a_batch_of_its_own(inbox: Inbox) -> None:
    for _ in range(3):
        inbox.trigger(WidgetEvent("go", True))
    inbox.trigger(WidgetEvent("other", True))
    assert [taken(inbox).triggers for _ in range(3)] == [{"go", "other"}, {"go"}, {"go"}]
    assert inbox.take() is None


def test_a_quiet_value_waits_for_a_run_that_something_else_starts(inbox: Inbox) -> None:
    inbox.value(WidgetEvent("a", 1, quiet=True))
    assert not inbox.due
    assert inbox.take() is None
    assert inbox.quiet() == {"a": 1}
    inbox.value(WidgetEvent("b", 2))
    assert inbox.quiet() == {}
    assert taken(inbox).values == {"a": 1, "b": 2}


def test_a_second_click_of_a_trigger_that_was_not_seen_cuts_no_run_short(inbox: Inbox) -> None:
    inbox.trigger(WidgetEvent("go", True))
    assert not inbox.urgent(unseen={"go"})
    assert inbox.urgent(unseen=set())
    inbox.value(WidgetEvent("a", 1, quiet=True))
    assert not inbox.urgent(unseen={"go"})
    inbox.value(WidgetEvent("a", 1))
    assert inbox.urgent(unseen={"go"})


def test_a_click_that_is_held_back_comes_before_later_ones_and_after_the_next_run(inbox: Inbox) -> None:
    inbox.trigger(WidgetEvent("go", "first"))
    inbox.trigger(WidgetEvent("go", "second"))
    inbox.hold_back("go")
    assert [taken(inbox).values for _ in range(3)] == [{}, {"go": "first"}, {"go": "second"}]


def test_it_is_known_whether_a_person_or_the_script_itself_asked(inbox: Inbox) -> None:
    inbox.request("rerun", by_reader=False)
    batch = taken(inbox)
    assert (batch.reasons, batch.by_reader) == (["rerun"], False)
    inbox.request("rerun", by_reader=False)
    inbox.value(WidgetEvent("a", 1))
    assert taken(inbox).by_reader
