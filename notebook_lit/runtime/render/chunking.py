"""Chunks: consecutive static elements that a host draws as one.

A chunk ends where the author's line changes if what stands there came from a loop, or after a few single calls: so the one text
that depends on a slider rarely shares a chunk with the rows around it. Chunks keep their elements when others come and go: an
insertion changes one chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from notebook_lit.runtime.model.element import Element

#: A new chunk holds at most so many elements, and so many characters.
CHUNK_ELEMENTS = 24
#: The same for a loop of more than `LONG` elements: fewer natives are drawn sooner.
LONG = 240
LONG_ELEMENTS = 48
#: A chunk that others are inserted into grows to at most so many elements.
MOST_ELEMENTS = 72
CHUNK_SIZE = 8_000
#: An element of at least this size (an image, a table) stands alone.
BIG = 2_000
#: Elements written by one line of the script: from this number on they are taken as a loop, with chunks of their own.
LOOP = 4
#: Single calls share a chunk up to this many elements and characters.
SINGLES = 6
SINGLES_SIZE = 600


@dataclass(slots=True)
class Chunk:
    """Static elements that are drawn as one.

    Parameters
    ----------
    elements : list of Element
        What it shows.
    fresh : int
        How many of them, from the start, the current run has written; the rest is dimmed.
    """

    elements: list[Element]
    fresh: int

Html = Callable[[Element], str | None]
#: A chunk of the new page, and the number of the old chunk that it goes on in.
Piece = tuple[list[Element], int | None]


def rechunk(run: list[Element], old: list[list[Element]], html: Html) -> list[Piece]:
    """Cut a run of static elements into chunks, keeping the old ones that still fit.

    Parameters
    ----------
    run : list of Element
        What shall be drawn.
    old : list of lists of Element
        The chunks that were drawn there before.
    html : callable
        Returns the HTML of an element, whose length counts.

    Returns
    -------
    list of (list of Element, int or None)
        The new chunks, each with the position in ``old`` of the one it replaces, if any.
    """
    if len(old) == 1 and len(run) == len(old[0]) and (len(run) == 1 or run[0] is old[0][0] or run[-1] is old[0][-1]):
        return [(run, 0)]  # the usual case: texts of one chunk have changed where they are
    head: list[Piece] = []
    tail: list[Piece] = []
    first, last, start, stop = 0, len(old), 0, len(run)
    while first < last and run[start : start + len(old[first])] == old[first]:
        head.append((old[first], first))
        start += len(old[first])
        first += 1
    while first < last and stop - len(old[last - 1]) >= start and run[stop - len(old[last - 1]) : stop] == old[last - 1]:
        last -= 1
        tail.append((old[last], last))
        stop -= len(old[last])
    middle = run[start:stop]
    if middle and first == last:
        # an insertion: the chunk after it, or else before it, takes it in, if sending that again is cheap
        if tail and _has_room(tail[-1][0], middle, html):
            last += 1
            middle = middle + tail.pop()[0]
        elif head and _has_room(head[-1][0], middle, html):
            first -= 1
            middle = head.pop()[0] + middle
    if middle and first < last:
        head += _redistribute(middle, old[first:last], first, html)
    elif middle:
        head += [(part, None) for part in _cut(middle, html)]
    return head + tail[::-1]


def _has_room(chunk: list[Element], more: list[Element], html: Html) -> bool:
    count = len(chunk) + len(more)
    return count <= MOST_ELEMENTS and _weight([*chunk, *more], html) <= CHUNK_SIZE // 2


def _redistribute(run: list[Element], old: list[list[Element]], first: int, html: Html) -> list[Piece]:
    """Divide changed elements among old chunks: where an old element is found again, its chunk stays; else by number."""
    place = {id(element): index for index, element in reversed(list(enumerate(run)))}
    starts = []
    guess = 0
    for elements in old:
        start = guess
        for offset, element in enumerate(elements):
            found = place.get(id(element), -1)
            if found >= guess:
                start = max(guess, found - offset)
                break
        starts.append(min(start, len(run)))
        guess = min(start + len(elements), len(run))
    starts[0] = 0
    result: list[Piece] = []
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(run)
        span = run[start:stop]
        if not span:
            continue
        if len(span) <= MOST_ELEMENTS and (len(span) <= len(old[number]) + 2 or _weight(span, html) <= CHUNK_SIZE):
            result.append((span, first + number))
            continue
        known = set(map(id, old[number]))
        pieces = _cut(span, html)
        keeper = max(range(len(pieces)), key=lambda index: sum(id(element) in known for element in pieces[index]))
        result += [(piece, first + number if index == keeper else None) for index, piece in enumerate(pieces)]
    return result


def _weight(elements: Iterable[Element], html: Html) -> int:
    return sum(len(html(element) or "") for element in elements)


def _cut(run: list[Element], html: Html) -> list[list[Element]]:
    """Cut static elements into new chunks: a loop has its own, single calls share small ones, what is big stands alone."""
    chunks: list[list[Element]] = []
    chunk: list[Element] = []
    weight = 0
    singles = True  # whether the chunk holds single calls, not the elements of a loop

    def close() -> None:
        nonlocal chunk, weight
        if chunk:
            chunks.append(chunk)
        chunk, weight = [], 0

    for group in _groups(run):
        loop = len(group) >= LOOP
        if loop or not singles:
            close()
        singles = not loop
        many = CHUNK_ELEMENTS if len(group) <= LONG else LONG_ELEMENTS
        for element in group:
            length = len(html(element) or "")
            limit, room = (many, CHUNK_SIZE) if loop else (SINGLES, SINGLES_SIZE)
            if length >= BIG:
                close()
                chunks.append([element])
                continue
            if chunk and (len(chunk) >= limit or weight + length > room):
                close()
            chunk.append(element)
            weight += length
    close()
    return chunks


def _groups(run: list[Element]) -> list[list[Element]]:
    """Group consecutive elements that one line of the script has written."""
    groups: list[list[Element]] = []
    line = -1
    for element in run:
        if element.line != line or not groups:
            groups.append([])
            line = element.line
        groups[-1].append(element)
    return groups
