"""Where chunks begin and end, and that an insertion changes one of them."""

from __future__ import annotations

import itertools

from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.render.chunking import (
    BIG,
    CHUNK_ELEMENTS,
    CHUNK_SIZE,
    LONG,
    LONG_ELEMENTS,
    LOOP,
    MOST_ELEMENTS,
    SINGLES,
    rechunk,
)
from tests.runtime.render.hosts import text


def html(element: Element) -> str:
    return "x" * int(element.props.get("size", 20))


def loop(count: int, line: int = 1) -> list[Element]:
    """Make elements that one line has written."""
    return [text(f"{line}.{number}", line) for number in range(count)]


def singles(count: int) -> list[Element]:
    """Make elements of which each has a line of its own."""
    return [text(str(line), line) for line in range(100, 100 + count)]


def cut(run: list[Element]) -> list[list[Element]]:
    """Cut a page that nobody has drawn."""
    pieces = rechunk(run, [], html)
    assert all(old is None for _, old in pieces)
    return [elements for elements, _ in pieces]


def lengths(run: list[Element]) -> list[int]:
    return [len(chunk) for chunk in cut(run)]


def test_a_loop_has_chunks_of_its_own() -> None:
    before, rows, after = singles(2), loop(10), [text("end", 500)]
    assert cut(before + rows + after) == [before, rows, after]


def test_a_few_elements_of_one_line_are_no_loop() -> None:
    assert lengths(loop(LOOP - 1) + singles(1)) == [LOOP]
    assert lengths(loop(LOOP) + singles(1)) == [LOOP, 1]


def test_single_calls_share_small_chunks() -> None:
    assert lengths(singles(SINGLES + 1)) == [SINGLES, 1]


def test_a_long_loop_has_larger_chunks() -> None:
    assert max(lengths(loop(LONG))) == CHUNK_ELEMENTS
    assert max(lengths(loop(LONG + 1))) == LONG_ELEMENTS


def test_what_is_big_stands_alone() -> None:
    big = Element("image", {"size": BIG})
    big.line = 1
    rows = loop(4)
    assert cut([*rows[:2], big, *rows[2:]]) == [rows[:2], [big], rows[2:]]


def test_no_chunk_is_larger_than_allowed() -> None:
    rows = loop(40)
    for element in rows:
        element.props["size"] = BIG - 1
    assert all(sum(len(html(element)) for element in chunk) <= CHUNK_SIZE for chunk in cut(rows))


def test_a_page_that_is_the_same_keeps_its_chunks() -> None:
    run = loop(100) + singles(9)
    old = cut(run)
    assert rechunk(run, old, html) == [(chunk, place) for place, chunk in enumerate(old)]


def test_an_insertion_anywhere_changes_one_chunk() -> None:
    run = loop(100) + singles(9)
    old = cut(run)
    for place in range(len(run) + 1):
        pieces = rechunk([*run[:place], text("new", 999), *run[place:]], old, html)
        assert list(itertools.chain.from_iterable(elements for elements, _ in pieces)) == [
            *run[:place], text("new", 999), *run[place:],
        ]  # fmt: skip
        assert sum(number is None or elements != old[number] for elements, number in pieces) == 1


def test_a_removal_changes_one_chunk() -> None:
    run = loop(100)
    old = cut(run)
    pieces = rechunk(run[:50] + run[51:], old, html)
    assert sum(number is None or elements != old[number] for elements, number in pieces) == 1


def test_chunks_that_grow_are_cut_in_the_end() -> None:
    run = loop(10)
    pieces = rechunk(run, [], html)
    for number in range(3 * MOST_ELEMENTS):
        run = [text(f"new {number}", 1), *run]
        pieces = rechunk(run, [elements for elements, _ in pieces], html)
        assert all(len(elements) <= MOST_ELEMENTS for elements, _ in pieces)
        used = [old for _, old in pieces if old is not None]
        assert len(used) == len(set(used))  # no old chunk goes on in two
