"""When elements are equal, and what of a block was drawn."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit.runtime.model.element import Block, Element, Page, same_value
from tests.runtime.render.hosts import block_of, text


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (1, True), (0, False), ("1", 1), ((1,), [1])])
def test_values_of_another_type_are_not_the_same(one: Any, other: Any) -> None:
    assert same_value(one, one)
    assert not same_value(one, other)
    assert Element("slider", id="a", value=one) != Element("slider", id="a", value=other)


def test_an_element_is_its_content_and_not_its_line_or_source() -> None:
    one, other = text("a", line=1), text("a", line=9)
    other.source, other.drawn = object(), "<p>a</p>"
    assert one == other
    assert one != text("b")
    assert Element("text", {"body": "a"}) != Element("caption", {"body": "a"})
    assert Element("slider", id="a", key="k") != Element("slider", id="a")


def test_a_block_is_not_equal_to_an_element_of_the_same_content() -> None:
    assert Block("container") != Element("container")


def test_elements_are_in_no_set() -> None:
    with pytest.raises(TypeError):
        hash(text("a"))


def test_what_a_block_shows_is_a_copy_that_later_writing_does_not_change() -> None:
    block = block_of(text("a"))
    shown = block.shown()
    block.children.append(text("b"))
    assert shown == [text("a")]


def test_a_block_that_is_opened_again_keeps_what_it_does_not_overwrite() -> None:
    block = block_of(text("new"))
    block.tail = [text("old 1"), text("old 2")]
    assert block.shown() == [text("new"), text("old 2")]


def test_a_page_is_walked_in_the_order_of_reading() -> None:
    page = Page()
    page.main.children = [text("a"), block_of(text("b"), block_of(text("c"))), text("d")]
    page.sidebar.children = [text("e")]
    assert [element.props["body"] for element in page.walk() if "body" in element.props] == ["a", "b", "c", "d", "e"]


def test_the_repr_shows_the_value_of_a_widget_only() -> None:
    assert repr(text("a")) == "Element('text', {'body': 'a'})"
    assert repr(Element("slider", {}, id="x", value=3)) == "Element('slider', {}, value=3)"
