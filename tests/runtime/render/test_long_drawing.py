"""What takes long to draw is drawn beside the thread that waits for it."""

from __future__ import annotations

import threading

import pytest

from notebook_lit.elements.catalog import draw_static
from notebook_lit.runtime.model.element import Element, Page
from notebook_lit.runtime.render import long_drawing
from notebook_lit.runtime.render.long_drawing import LONG, LongDrawing


def test_who_waits_can_turn_away_and_finds_the_drawing_later() -> None:
    gate = threading.Event()

    def draw() -> str:
        assert gate.wait(20)
        return "<p>x</p>"

    drawing = LongDrawing(draw)
    asked = iter([True, True, False])
    assert not drawing.wait(lambda: next(asked))
    gate.set()
    assert drawing.wait(lambda: True)
    assert drawing.html == "<p>x</p>"


def test_what_a_drawing_raises_is_raised_to_who_asks() -> None:
    drawing = LongDrawing(lambda: str(1 // 0))
    assert drawing.wait(lambda: True)
    with pytest.raises(ZeroDivisionError):
        _ = drawing.html


def test_where_no_thread_can_be_started_it_is_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    drawing = LongDrawing(lambda: "x")
    assert drawing.wait(lambda: False)
    assert drawing.html == "x"


def test_a_long_element_is_left_when_its_page_is_stopped_and_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_drawing, "_LOOK", 0)  # it is asked before anything can be drawn
    page = Page()
    element = Element("html", {"body": "<b>" + "x" * LONG * 20, "width": "stretch", "height": "content"})
    page.main.children.append(element)
    asked = iter([True, False])
    assert draw_static(page, lambda: next(asked)) == [element]  # the second question comes while it is drawn
    pending = element.pending
    assert element.drawn is None
    assert draw_static(page, lambda: True) == []
    assert pending is not None
    assert element.drawn is pending.html
    assert element.pending is None
