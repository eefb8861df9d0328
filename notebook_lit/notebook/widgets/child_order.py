"""Keeps the children of a box in order without making front ends re-create their neighbours.

Front ends re-create every child view after the first one whose place in ``children`` changed: a text field would lose its
focus because a warning appeared above it. Therefore

1. new children are appended to ``children``, and their visible order is set by CSS classes with ``order``
   (`rank_classes`);
2. a child that goes away leaves a hole: its model stays where it is, hidden and empty, until one like it needs a place. Holes
   at the end are closed at once; when there are too many of them, all are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

#: The distance between the ranks of neighbours at first, and the greatest rank.
GAP = 16
LIMIT = 16**4
#: So many holes a box may have, or as many as it has children.
HOLES = 16


class RankedChild(Protocol):
    """A child of a box with ranks."""

    rank: int
    hole: bool


R = TypeVar("R", bound=RankedChild)


def rank_classes(rank: int) -> tuple[str, ...]:
    """Return the CSS classes of a rank: one for each hexadecimal digit that is not zero; none for rank 0 (not ranked)."""
    if not rank:
        return ()
    return ("lit-child", *(f"lit-o{place}-{digit}" for place in range(4) if (digit := rank >> 4 * place & 15)))


def rank_after(rank: int, count: int) -> int:
    """Return the rank for a child that is appended to ``count`` others, of which the last one has ``rank``.

    The distance shrinks as the room does, so that the number of children can about double before all are renumbered: what is
    appended one by one to thousands would otherwise renumber all again and again.
    """
    step = max(1, min(GAP, (LIMIT - rank) // (count + 1)))
    return min(rank + step, LIMIT - 1)


def arrange(children: Sequence[R]) -> list[R]:
    """Assign increasing ranks to the children, and return those whose rank had to change: as few as possible."""
    ranks = [child.rank for child in children]
    if all(one < other for one, other in pairwise(ranks)):
        return []
    kept = _longest_increasing(ranks)
    changed: list[R] = []
    low = 0
    position = 0
    while position < len(children):
        if position in kept:
            low = children[position].rank
            position += 1
            continue
        end = position
        while end < len(children) and end not in kept:
            end += 1
        high = children[end].rank if end < len(children) else low + (end - position + 1) * GAP
        count = end - position
        if (high - low - 1) < count or high > LIMIT:
            return _renumber(children)
        for step in range(count):
            children[position + step].rank = low + (high - low) * (step + 1) // (count + 1)
            changed.append(children[position + step])
        position = end
    return changed


def _renumber(children: Sequence[R]) -> list[R]:
    """Assign all children new ranks at equal distances, in half of the room: the other is for those that are appended."""
    gap = max(1, min(GAP, LIMIT // 2 // (len(children) + 1)))
    changed = []
    for index, child in enumerate(children):
        rank = (index + 1) * gap
        if child.rank != rank:
            child.rank = rank
            changed.append(child)
    return changed


def _longest_increasing(ranks: Sequence[int]) -> set[int]:
    """Return the positions of a longest strictly increasing subsequence (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for position, rank in enumerate(ranks):
        pile = bisect_left(tops, rank)
        before.append(at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(rank)
            at.append(position)
        else:
            tops[pile] = rank
            at[pile] = position
    kept = set()
    position = at[-1] if at else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept
