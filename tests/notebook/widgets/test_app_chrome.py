"""The frame round an app: what its indicator and its notice say, and that nothing is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import VBox
from ipywidgets.widgets import widget as widget_module

from notebook_lit.notebook.widgets.app_chrome import AppChrome


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def chrome(pressed: list[str]) -> Iterator[AppChrome]:
    made = AppChrome(lambda: pressed.append("stop"), lambda: pressed.append("rerun"))
    yield made
    made.close()


def says(chrome: AppChrome) -> str:
    """Return the words of the indicator."""
    text, _ = chrome.root.children[1].children
    return str(text.value)


def look(chrome: AppChrome) -> set[str]:
    return set(chrome.root.children[1]._dom_classes) - {"lit-status"}


def test_a_run_under_way_is_told_in_tenths_and_then_in_whole_seconds(chrome: AppChrome) -> None:
    for elapsed, words in ((0.52, "Running · 0.5 s"), (1.98, "Running · 1 s"), (61.2, "Running · 61 s")):
        chrome.busy(elapsed, None)
        assert words in says(chrome)
    assert look(chrome) == {"lit-busy"}
    chrome.rest(stopped=False)
    assert (says(chrome), look(chrome)) == ("", set())


def test_where_a_run_hangs_is_told_and_cannot_be_markup(chrome: AppChrome) -> None:
    chrome.busy(3, "<b>:1")
    assert "stop requested, waiting for &lt;b&gt;:1" in says(chrome)


def test_a_run_that_was_stopped_is_told_until_the_next_one(chrome: AppChrome) -> None:
    chrome.rest(stopped=True)
    assert "Stopped" in says(chrome)
    chrome.rest(stopped=False)
    assert says(chrome) == ""


def test_a_busy_kernel_is_told_unless_the_app_itself_runs(chrome: AppChrome) -> None:
    chrome.busy(1, None)
    chrome.kernel_busy(True)
    assert "Running" in says(chrome)
    chrome.rest(stopped=False)
    chrome.kernel_busy(True)
    assert "Kernel busy" in says(chrome)
    chrome.kernel_busy(False)
    assert says(chrome) == ""


def test_the_end_of_a_cell_takes_nothing_else_away(chrome: AppChrome) -> None:
    chrome.rest(stopped=True)
    chrome.kernel_busy(False)
    assert "Stopped" in says(chrome)


def test_the_same_words_are_sent_once(chrome: AppChrome) -> None:
    sent: list[Any] = []
    chrome.root.children[1].children[0].observe(sent.append, "value")
    for elapsed in (2.1, 2.5, 2.9, 3.0):
        chrome.busy(elapsed, None)
    assert len(sent) == 2


def test_the_buttons_do_what_they_say(chrome: AppChrome, pressed: list[str]) -> None:
    chrome.root.children[1].children[1].click()
    chrome.notice("<p>changed</p>", ask=True)
    chrome.root.children[-1].children[1].click()
    assert pressed == ["stop", "rerun"]


def test_there_is_no_notice_before_there_is_something_to_say(chrome: AppChrome) -> None:
    before = chrome.root.children
    chrome.notice("")
    assert chrome.root.children == before


def test_nothing_is_left_of_a_closed_chrome() -> None:
    before = set(widget_module._instances)
    made = AppChrome(lambda: None, lambda: None)
    made.sidebar_layout.set_roots(VBox(), VBox())
    roots = made.sidebar_layout.root.children
    made.notice("<p>x</p>", ask=True)
    made.close()
    for root in roots:  # these belong to the host
        root.layout.close()
        root.close()
    assert set(widget_module._instances) == before
