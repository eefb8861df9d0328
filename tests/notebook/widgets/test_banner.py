"""The strip above an app: words, or a question with a button, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import HTML, Layout

from notebook_lit.notebook.widgets.banner import Notice


@pytest.fixture
def pressed() -> list[int]:
    return []


@pytest.fixture
def notice(pressed: list[int]) -> Iterator[Notice]:
    layout, pattern = Layout(), HTML()
    made = Notice(layout, pattern.style, lambda: pressed.append(1))
    yield made
    made.close()
    for widget in (layout, pattern.style, pattern.layout, pattern):
        widget.close()


def test_an_empty_strip_is_a_hole(notice: Notice) -> None:
    assert "lit-hole" in notice.root._dom_classes
    notice.show("<p>broken</p>")
    assert "lit-hole" not in notice.root._dom_classes
    notice.show("")
    assert "lit-hole" in notice.root._dom_classes


def test_the_button_is_there_only_for_a_question(notice: Notice, pressed: list[int]) -> None:
    notice.show("<p>broken</p>")
    assert len(notice.root.children) == 1
    notice.show("<p>changed</p>", ask=True)
    (text, button) = notice.root.children
    assert text.value == "<p>changed</p>"
    button.click()
    assert pressed == [1]


def test_what_is_shown_already_is_not_sent_again(notice: Notice) -> None:
    sent: list[Any] = []
    for widget in (notice.root, notice.root.children[0]):
        widget.observe(sent.append)
    notice.show("<p>broken</p>")
    first = len(sent)
    notice.show("<p>broken</p>")
    assert len(sent) == first > 0
