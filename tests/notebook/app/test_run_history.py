"""What is changed and what is gone from one run to the next, and how that is told."""

from __future__ import annotations

import pytest

from notebook_lit.notebook.app.run_history import REMEMBERED, SLOWEST, RunHistory
from notebook_lit.runtime.engine.run_report import Change, RunReport
from notebook_lit.runtime.model.element import Element
from tests.runtime.render.hosts import block_of, page_of, text, widget


def compared(old: list[Element], new: list[Element]) -> tuple[int, int]:
    """Return how many elements are changed and how many are gone, for one page after the other."""
    history = RunHistory()
    for number, elements in enumerate((old, new), 1):
        history.record(RunReport(number, ("start",)), page_of(*elements), (0, 0))
    return history.records[-1].changed, history.records[-1].gone


A, B, C = text("a"), text("b"), text("c")


@pytest.mark.parametrize(
    ("old", "new", "changed", "gone"),
    [
        ([A, B], [A, B], 0, 0),
        ([A, B], [text("a"), text("b")], 0, 0),  # equal by content
        ([A, B], [B, A], 0, 0),
        ([A, B], [A, C], 1, 0),
        ([A, B], [A], 0, 1),
        ([A], [A, B], 1, 0),
        ([A, A, A], [A], 0, 2),
        ([A], [A, A], 1, 0),
        ([widget("w", 1)], [widget("w", 2)], 1, 0),
        ([widget("v", 1)], [widget("w", 1)], 1, 1),
        ([block_of(A, B)], [block_of(A, C)], 1, 0),
        ([block_of(block_of(A))], [block_of(block_of())], 0, 1),
        ([], [A], 1, 0),
    ],
)
def test_an_element_is_changed_unless_the_page_before_had_an_equal_one(
    old: list[Element], new: list[Element], changed: int, gone: int
) -> None:
    assert compared(old, new) == (changed, gone)


def note(history: RunHistory, *changes: Change, reasons: tuple[str, ...] = ("id",), elements: tuple[Element, ...] = ()) -> None:
    history.record(RunReport(1, reasons, changes=list(changes)), page_of(*elements), (0, 0))


def labelled(id: str, key: str | None = None, **props: str) -> Element:
    return Element("text_input", dict(props), id=id, key=key)


def test_a_widget_is_called_by_its_key_or_else_its_label() -> None:
    history = RunHistory()
    page = (labelled("1", key="name"), labelled("2", label="City"))
    note(history, Change("1", "a", "b"), Change("2", "c", "d"), reasons=("1", "2"), elements=page)
    assert history.records[-1].trigger == "name, text_input 'City'"


def test_a_widget_that_is_gone_by_now_is_still_known_by_its_name() -> None:
    history = RunHistory()
    note(history, elements=(labelled("1", key="name"),))
    note(history, Change("1", "a", "b"))
    assert history.records[-1].changes == [Change("name", "a", "b")]
    note(history, Change("1", "a", "b"))
    assert history.records[-1].changes == [Change("a widget that is gone", "a", "b")]


def test_what_was_sent_is_counted_for_each_run() -> None:
    history = RunHistory()
    for sent in ((10, 1000), (10, 1000), (13, 1200)):
        history.record(RunReport(1, ("start",)), page_of(A), sent)
    assert [(record.messages, record.bytes) for record in history.records] == [(10, 1000), (0, 0), (3, 200)]


def test_old_runs_are_forgotten_and_the_newest_stand_last() -> None:
    history = RunHistory()
    for number in range(REMEMBERED + 5):
        history.record(RunReport(number, ("start",)), page_of(), (0, 0))
    assert len(history.records) == REMEMBERED
    assert [record.report.number for record in history.why(2).runs] == [REMEMBERED + 3, REMEMBERED + 4]
    assert repr(history.why(0)) == "no run yet"


def test_the_slowest_statements_come_first() -> None:
    history = RunHistory()
    stamps = [0.0, 16.0, 48.0, 56.0, 60.0, 62.0, 63.0, 63.5]
    history.record(RunReport(1, ("start",), lines=tuple(range(1, 8)), stamps=stamps), page_of(), (0, 0))
    slowest = history.records[0].slowest()
    assert [line for line, _ in slowest] == [2, 1, 3, 4, 5]
    assert len(slowest) == SLOWEST


def test_nothing_of_a_value_becomes_markup() -> None:
    history = RunHistory()
    note(history, Change("1", "<b>", "<script>"), elements=(labelled("1", key="<i>"),))
    html = history.why()._repr_html_()
    assert not any(tag in html for tag in ("<b>", "<script>", "<i>"))
