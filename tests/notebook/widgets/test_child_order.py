"""Children come and go, and as few as possible change their rank."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

import pytest

from notebook_lit.notebook.widgets.child_order import GAP, LIMIT, arrange, rank_after, rank_classes


@dataclass(eq=False)
class Child:
    rank: int
    hole: bool = False


def after(made: list[Child]) -> int:
    return rank_after(max((child.rank for child in made), default=0), len(made))


def children(count: int) -> list[Child]:
    made: list[Child] = []
    for _ in range(count):
        made.append(Child(after(made)))
    return made


def increasing(made: list[Child]) -> bool:
    return all(one.rank < other.rank for one, other in pairwise(made))


def test_children_made_in_order_need_no_change() -> None:
    assert arrange(children(300)) == []


def test_an_inserted_child_is_the_only_one_that_changes() -> None:
    made = children(100)
    new = Child(after(made))
    assert arrange([*made[:50], new, *made[50:]]) == [new]


def test_a_moved_child_is_the_only_one_that_changes() -> None:
    made = children(10)
    assert arrange([made[9], *made[:9]]) == [made[9]]


def test_where_there_is_no_room_all_are_numbered_anew() -> None:
    made = children(2)
    for _ in range(GAP + 1):
        made.insert(1, Child(after(made)))
        arrange(made)
        assert increasing(made)


def test_thousands_that_are_appended_bit_by_bit_are_seldom_numbered_anew() -> None:
    made: list[Child] = []
    changes = rank = 0
    for count in range(20_000):
        rank = rank_after(rank, count)
        made.append(Child(rank))
        if count % 100 == 0 or rank == LIMIT - 1:
            changes += len(arrange(made))
            rank = made[-1].rank
    assert changes <= 20_000
    assert increasing(made)


@pytest.mark.parametrize("seed", range(20))
def test_any_order_gets_increasing_ranks_within_the_limit(seed: int) -> None:
    rng = random.Random(seed)
    made = children(rng.randrange(1, 60))
    for _ in range(30):
        rng.shuffle(made)
        if rng.random() < 0.5:
            made.insert(rng.randrange(len(made) + 1), Child(after(made)))
        arrange(made)
        assert increasing(made)
        assert all(0 < child.rank < LIMIT for child in made)


def test_a_rank_is_written_in_hexadecimal_digits() -> None:
    assert rank_classes(0) == ()
    assert rank_classes(0x1050) == ("lit-child", "lit-o1-5", "lit-o3-1")
