"""The packed copies that `cache_data` keeps, with classes that live in the namespace of a run."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest

from notebook_lit.runtime.cache.serialization import StaleCopyError, fingerprint, pack

TEXT = """
class Base:
    def __init__(self, n): self.n = n
    def double(self): return 2 * self.n
class Point(Base):
    class Inner:
        pass
def shift(n): return n + 1
"""


def namespace(text: str = TEXT) -> dict[str, Any]:
    """Make the names of a run of the script."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(text, names)  # noqa: S102
    return names


@pytest.mark.parametrize("value", [3, "text", None, b"x", 2.5])
def test_what_cannot_change_is_kept_as_it_is(value: Any) -> None:
    packed = pack(value, namespace())
    assert packed.data is value
    assert packed.unpack({}) is value


def test_every_unpacking_is_a_copy_of_its_own() -> None:
    value = {"rows": [Fraction(1, 2)]}
    packed = pack(value, namespace())
    value["rows"].append(Fraction(1))
    one, two = packed.unpack(namespace()), packed.unpack(namespace())
    assert one == two == {"rows": [Fraction(1, 2)]}
    assert one["rows"] is not two["rows"]


def test_each_run_gets_objects_of_its_own_classes() -> None:
    first, second = namespace(), namespace()
    packed = pack([first["Point"](3), first["shift"], first["Point"].Inner()], first)
    point, shift, inner = packed.unpack(second)
    assert type(point) is second["Point"]
    assert shift is second["shift"]
    assert type(inner) is second["Point"].Inner
    assert point.double() == 6


@pytest.mark.parametrize(
    ("old", "new"),
    [("2 * self.n", "3 * self.n"), ("class Point(Base)", "class Point(Base, Exception)"), ("class Point", "class Renamed")],
)
def test_a_copy_with_a_class_that_was_edited_is_out_of_date(old: str, new: str) -> None:
    first = namespace()
    packed = pack(first["Point"](3), first)
    with pytest.raises(StaleCopyError):
        packed.unpack(namespace(TEXT.replace(old, new)))


def test_an_edit_of_something_else_leaves_it_in_force() -> None:
    first = namespace()
    packed = pack(first["Point"](3), first)
    assert packed.unpack(namespace("\n\n" + TEXT.replace("n + 1", "n + 2"))).n == 3


def test_the_pickle_is_read_by_nobody_else() -> None:
    first = namespace()
    with pytest.raises(StaleCopyError):
        pickle.loads(pack(first["Point"](3), first).data)


def test_a_fingerprint_covers_properties_class_methods_and_values() -> None:
    text = (
        "class A:\n    size = 1\n    @property\n    def p(self): return 1\n    @classmethod\n    def c(cls): return 1\n"
        "    @staticmethod\n    def s(): return 1"
    )
    prints = {fingerprint(namespace(text)["A"])}
    for line in ("size = 1", "p(self): return 1", "c(cls): return 1", "s(): return 1"):
        prints.add(fingerprint(namespace(text.replace(line, line[:-1] + "2"))["A"]))
    assert len(prints) == 5
