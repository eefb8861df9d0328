"""What leaves for the front end can be sent, whatever the script wrote."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit.elements.shared.widget_tree import Native, encodable, make_encodable

LONE = "\ud83d"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("plain", "plain"),
        ("ü😀", "ü😀"),
        (f"a{LONE}b", "a�b"),
        (("a", LONE), ("a", "�")),
        (["ü", [LONE, 1]], ["ü", ["�", 1]]),
        (5, 5),
        (None, None),
    ],
)
def test_a_lone_surrogate_is_replaced_wherever_it_stands(value: Any, sent: Any) -> None:
    assert encodable(value) == sent


def test_what_can_be_sent_stays_the_same_object() -> None:
    for value in ("ü", "a", ("a", "b"), ["a"]):
        assert encodable(value) is value


def test_the_parts_of_a_native_are_looked_at_too() -> None:
    part = Native("Text", {"placeholder": LONE, "rows": 3})
    whole = make_encodable(Native("Box", {"titles": (LONE,)}, children=(part,)))
    assert whole.traits == {"titles": ("�",)}
    assert whole.children[0].traits == {"placeholder": "�", "rows": 3}
