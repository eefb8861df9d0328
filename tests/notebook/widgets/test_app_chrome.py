"""The frame round an app: what its indicator and its notice say, and that nothing is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import VBox
from ipywidgets.widgets import widget as widget_module

from notebook_lit.notebook.widgets.app_chrome import Frame


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def frame(pressed: list[str]) -> Iterator[Frame]:
    made = Frame(lambda: pressed.append("stop"), lambda: pressed.append("rerun"))
    yield made
    made.close()


def says(frame: Frame) -> str:
    """Return the words of the indicator."""
    text, _ = frame.root.children[1].children
    return str(text.value)


def look(frame: Frame) -> set[str]:
    return set(frame.root.children[1]._dom_classes) - {"lit-status"}


def test_a_run_under_way_is_told_in_tenths_and_then_in_whole_seconds(frame: Frame) -> None:
    for elapsed, words in ((0.52, "Running · 0.5 s"), (1.98, "Running · 1 s"), (61.2, "Running · 61 s")):
        frame.busy(elapsed, None)
        assert words in says(frame)
    assert look(frame) == {"lit-busy"}
    frame.rest(stopped=False)
    assert (says(frame), look(frame)) == ("", set())


def test_where_a_run_hangs_is_told_and_cannot_be_markup(frame: Frame) -> None:
    frame.busy(3, "<b>:1")
    assert "stop requested, waiting for &lt;b&gt;:1" in says(frame)


def test_a_run_that_was_stopped_is_told_until_the_next_one(frame: Frame) -> None:
    frame.rest(stopped=True)
    assert "Stopped" in says(frame)
    frame.rest(stopped=False)
    assert says(frame) == ""


def test_a_busy_kernel_is_told_unless_the_app_itself_runs(frame: Frame) -> None:
    frame.busy(1, None)
    frame.kernel_busy(True)
    assert "Running" in says(frame)
    frame.rest(stopped=False)
    frame.kernel_busy(True)
    assert "Kernel busy" in says(frame)
    frame.kernel_busy(False)
    assert says(frame) == ""


def test_the_end_of_a_cell_takes_nothing_else_away(frame: Frame) -> None:
    frame.rest(stopped=True)
    frame.kernel_busy(False)
    assert "Stopped" in says(frame)


def test_the_same_words_are_sent_once(frame: Frame) -> None:
    sent: list[Any] = []
    frame.root.children[1].children[0].observe(sent.append, "value")
    for elapsed in (2.1, 2.5, 2.9, 3.0):
        frame.busy(elapsed, None)
    assert len(sent) == 2


def test_the_buttons_do_what_they_say(frame: Frame, pressed: list[str]) -> None:
    frame.root.children[1].children[1].click()
    frame.notice("<p>changed</p>", ask=True)
    frame.root.children[-1].children[1].click()
    assert pressed == ["stop", "rerun"]


def test_there_is_no_notice_before_there_is_something_to_say(frame: Frame) -> None:
    before = frame.root.children
    frame.notice("")
    assert frame.root.children == before


def test_nothing_is_left_of_a_closed_frame() -> None:
    before = set(widget_module._instances)
    made = Frame(lambda: None, lambda: None)
    made.leaves.hold(VBox(), VBox())
    roots = made.leaves.root.children
    made.notice("<p>x</p>", ask=True)
    made.close()
    for root in roots:  # these belong to the host
        root.layout.close()
        root.close()
    assert set(widget_module._instances) == before
