"""The strip above an app: words, or a question with a button, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import HTML, Layout

from notebook_lit.notebook.widgets.banner import Banner


@pytest.fixture
def pressed() -> list[int]:
    return []


@pytest.fixture
def banner(pressed: list[int]) -> Iterator[Banner]:
    layout, pattern = Layout(), HTML()
    made = Banner(layout, pattern.style, lambda: pressed.append(1))
    yield made
    made.close()
    for widget in (layout, pattern.style, pattern.layout, pattern):
        widget.close()


def test_an_empty_strip_is_a_hole(banner: Banner) -> None:
    assert "lit-hole" in banner.root._dom_classes
    banner.show("<p>broken</p>")
    assert "lit-hole" not in banner.root._dom_classes
    banner.show("")
    assert "lit-hole" in banner.root._dom_classes


def test_the_button_is_there_only_for_a_question(banner: Banner, pressed: list[int]) -> None:
    banner.show("<p>broken</p>")
    assert len(banner.root.children) == 1
    banner.show("<p>changed</p>", ask=True)
    (text, button) = banner.root.children
    assert text.value == "<p>changed</p>"
    button.click()
    assert pressed == [1]


def test_what_is_shown_already_is_not_sent_again(banner: Banner) -> None:
    sent: list[Any] = []
    for widget in (banner.root, banner.root.children[0]):
        widget.observe(sent.append)
    banner.show("<p>broken</p>")
    first = len(sent)
    banner.show("<p>broken</p>")
    assert len(sent) == first > 0
