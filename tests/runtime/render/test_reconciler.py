"""The reconciler shows what a run wrote, with few host operations."""

from __future__ import annotations

import random

import pytest

from notebook_lit.runtime.model.element import Block, Element, Page, Rest
from notebook_lit.runtime.render.chunking import LONG_ELEMENTS, Chunk
from notebook_lit.runtime.render.reconciler import Reconciler
from tests.runtime.render.hosts import Box, ListHost, block_of, drawn, page_of, text, widget, written


class Screen:
    """A host with its reconciler."""

    def __init__(self) -> None:
        self.host = ListHost()
        self.main, self.side = Box(None), Box(None)
        self.waiting: set[str] = set()
        self.reconciler = Reconciler(self.host, [self.main, self.side], self.waiting.__contains__)

    def show(self, *elements: Element, rest: Rest = "gone") -> dict[str, int]:
        """Commit a page and count what the host was asked to do."""
        self.host.calls.clear()
        self.reconciler.commit(page_of(*elements), rest)
        return dict(self.host.calls)


@pytest.fixture
def screen() -> Screen:
    return Screen()


def rows(count: int, prefix: str = "row") -> list[Element]:
    return [text(f"{prefix} {number}") for number in range(count)]


def test_an_equal_page_costs_nothing(screen: Screen) -> None:
    screen.show(widget("a"), *rows(50), block_of(text("x"), widget("b")))
    assert screen.show(widget("a"), *rows(50), block_of(text("x"), widget("b"))) == {}


def test_static_elements_are_drawn_in_bounded_chunks(screen: Screen) -> None:
    calls = screen.show(*rows(1000))
    assert calls["create"] == -(-1000 // LONG_ELEMENTS)
    assert all(len(box.item.elements) <= LONG_ELEMENTS for box in screen.main.children if isinstance(box.item, Chunk))


def test_one_changed_row_is_one_update(screen: Screen) -> None:
    old = rows(1000)
    screen.show(*old)
    assert screen.show(*old[:500], text("new"), *old[501:]) == {"update": 1}


def test_a_row_inserted_at_the_top_is_one_update(screen: Screen) -> None:
    old = rows(1000)
    screen.show(*old)
    assert screen.show(text("first"), *old) == {"update": 1}
    assert drawn(screen.main)[:2] == ["first", "row 0"]


def test_a_single_text_does_not_share_a_chunk_with_a_loop(screen: Screen) -> None:
    screen.show(*rows(50), text("depends", line=9))
    assert [element.props["body"] for element in screen.main.children[-1].item.elements] == ["depends"]


def test_a_widget_keeps_its_native_when_static_elements_come_before_it(screen: Screen) -> None:
    screen.show(widget("a"))
    native = screen.main.children[0]
    screen.show(text("new"), widget("a"))
    assert screen.main.children[1] is native


def test_reordered_widgets_keep_their_natives(screen: Screen) -> None:
    screen.show(widget("a"), widget("b"), widget("c"))
    before = {box.item.id: box for box in screen.main.children}
    assert screen.show(widget("c"), widget("a"), widget("b")) == {"place": 1}
    assert all(before[box.item.id] is box for box in screen.main.children)


def test_a_container_is_recognised_by_the_widget_in_it(screen: Screen) -> None:
    screen.show(block_of(widget("a")), block_of(widget("b")))
    first, second = screen.main.children
    screen.show(block_of(text("new")), block_of(widget("a")), block_of(widget("b")))
    assert screen.main.children[1:] == [first, second]


def test_what_a_slow_run_has_not_come_to_stays(screen: Screen) -> None:
    old = [text("a"), widget("w"), text("b", 2), block_of(text("c")), text("d", 3)]
    screen.show(*old)
    screen.show(text("A"), rest="kept")
    assert drawn(screen.main) == ["A", ("w", 0), "b", ["c"], "d"]
    screen.show(text("A"), widget("w"), text("B", 2), rest="kept")
    assert drawn(screen.main) == ["A", ("w", 0), "B", ["c"], "d"]
    screen.show(text("A"), widget("w"))
    assert drawn(screen.main) == ["A", ("w", 0)]


def test_what_stands_before_the_late_text_of_a_callback_stays(screen: Screen) -> None:
    screen.show(text("a"), widget("w"), block_of(text("b"), text("c")), text("d"))
    page, box = Page(), Block("container")
    page.main.put(2, box)
    box.put(2, text("from the callback"))
    screen.reconciler.commit(page, "kept")
    assert drawn(screen.main) == ["a", ("w", 0), ["b", "c", "from the callback"], "d"]


def test_an_insertion_in_a_slow_run_takes_no_widget_away(screen: Screen) -> None:
    screen.show(widget("a"), widget("b"))
    native = screen.main.children[1]
    screen.show(widget("a"), text("new"), rest="kept")
    assert drawn(screen.main) == [("a", 0), "new", ("b", 0)]
    assert screen.main.children[2] is native


def test_the_rest_of_the_old_page_is_dimmed_and_brightened_again(screen: Screen) -> None:
    screen.show(text("a"), widget("w"), text("b", 2))
    screen.show(text("a"), rest="dimmed")
    assert screen.main.children[1].stale
    assert screen.main.children[2].item.fresh == 0
    screen.show(text("a"), widget("w"), text("b", 2))
    assert not screen.main.children[1].stale
    assert screen.main.children[2].item.fresh == 1


def test_a_touched_widget_is_shown_again_even_if_its_element_is_the_same(screen: Screen) -> None:
    screen.show(widget("a", 5))
    screen.reconciler.touch("a")
    assert screen.show(widget("a", 5)) == {"update": 1}


def test_a_widget_with_a_newer_value_waiting_is_left_alone(screen: Screen) -> None:
    screen.show(widget("a", 5))
    screen.reconciler.touch("a")
    screen.waiting.add("a")
    assert screen.show(widget("a", 5)) == {}
    screen.waiting.clear()
    assert screen.show(widget("a", 5)) == {"update": 1}


def random_elements(rng: random.Random, ids: list[str], depth: int = 0) -> list[Element]:
    elements: list[Element] = []
    for _ in range(rng.randrange(12)):
        roll = rng.random()
        if roll < 0.55:
            elements += [text(f"t{rng.randrange(30)}", rng.randrange(3))] * 1
        elif roll < 0.6:
            elements.append(Element("image", {"body": f"i{rng.randrange(4)}"}))
        elif roll < 0.85 and ids:
            elements.append(widget(ids.pop(rng.randrange(len(ids))), rng.randrange(3)))
        elif depth < 3:
            kind = rng.choice(["container", "columns"])
            elements.append(block_of(*random_elements(rng, ids, depth + 1), kind=kind))
    return elements


@pytest.mark.parametrize("seed", range(60))
def test_any_page_can_follow_any_other(seed: int) -> None:
    rng = random.Random(seed)
    screen = Screen()
    for _ in range(25):
        ids = [f"w{number}" for number in range(8)]
        elements = random_elements(rng, ids)
        if rng.random() < 0.3:
            screen.show(*elements[: len(elements) // 2], rest=rng.choice(["kept", "dimmed"]))
            shown = drawn(screen.main)
            flat = [entry for entry in shown if isinstance(entry, tuple)]
            assert len(flat) == len(set(flat))
        screen.show(*elements)
        assert drawn(screen.main) == written(page_of(*elements).main)
        assert not any(box.stale for box in screen.main.children)
        assert screen.show(*elements) == {}


class Budget:
    """Lets a commit go on for a number of steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def __call__(self) -> bool:
        self.steps -= 1
        return self.steps >= 0


def ids_of(elements: list[Element]) -> list[str]:
    return [element.id for element in elements if element.id is not None]


def test_a_commit_that_shall_not_go_on_neither_updates_nor_removes_widgets(screen: Screen) -> None:
    before = [widget(f"w{number}", 0) for number in range(40)]
    screen.show(*before)
    after = page_of(*(widget(f"w{number}", 1) for number in range(30)))
    left = screen.reconciler.commit(after, "gone", Budget(10))
    assert [value for _, value in drawn(screen.main)] == [1] * 10 + [0] * 30
    assert ids_of(left) == [f"w{number}" for number in range(10, 40)]
    assert ids_of(screen.reconciler.shown()) == [f"w{number}" for number in range(40)]
    screen.reconciler.commit(after)
    assert drawn(screen.main) == [(f"w{number}", 1) for number in range(30)]


def test_a_removal_is_cut_as_well_and_ends_with_the_next_commit(screen: Screen) -> None:
    screen.show(*(widget(f"w{number}") for number in range(40)))
    left = screen.reconciler.commit(page_of(widget("w7")), "gone", Budget(5))
    assert len(left) == 34
    assert drawn(screen.main)[0] == ("w7", 0)
    assert len(drawn(screen.main)) == 35
    screen.show(widget("w7"))
    assert drawn(screen.main) == [("w7", 0)]


def test_what_the_reader_entered_stays_in_a_widget_that_is_left(screen: Screen) -> None:
    screen.show(widget("a", 5))
    screen.reconciler.touch("a")
    screen.host.calls.clear()
    screen.reconciler.commit(page_of(widget("a", 7)), "gone", Budget(0))
    assert dict(screen.host.calls) == {}
    assert screen.show(widget("a", 7)) == {"update": 1}


@pytest.mark.parametrize("seed", range(60))
def test_any_page_can_follow_one_that_was_cut_short(seed: int) -> None:
    rng = random.Random(seed)
    screen = Screen()
    for _ in range(25):
        cut = page_of(*random_elements(rng, [f"w{number}" for number in range(8)]))
        rest: Rest = rng.choice(["gone", "kept", "dimmed"])
        screen.reconciler.commit(cut, rest, Budget(rng.randrange(8)))
        shown = ids_of(screen.reconciler.shown())
        assert rest != "gone" or len(shown) == len(set(shown))
        elements = random_elements(rng, [f"w{number}" for number in range(8)])
        screen.show(*elements)
        assert drawn(screen.main) == written(page_of(*elements).main)
        assert screen.show(*elements) == {}
