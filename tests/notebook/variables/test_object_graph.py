"""What using a value may touch, found by looking."""

from __future__ import annotations

from collections import deque
from functools import partial, wraps
from typing import Any

import numpy as np
import pytest

from notebook_lit.notebook.variables.object_graph import MOST_LEVELS, MOST_OBJECTS, mutable_objects, reachable_code

ROWS: list[int] = [1]


class Holder:
    """Has an attribute, and a property that must not be asked."""

    def __init__(self, value: Any) -> None:
        self.value = value

    @property
    def costly(self) -> Any:
        raise AssertionError("a property was asked")


def gives(value: Any) -> bool:
    """Tell whether ``ROWS`` can be changed by way of a value."""
    return id(ROWS) in mutable_objects(value, {})


@pytest.mark.parametrize(
    "value",
    [ROWS, [ROWS], (1, ROWS), {"a": ROWS}, deque([ROWS]), Holder(ROWS), ROWS.append, partial(print, ROWS), [{"a": (ROWS,)}]],
)
def test_a_value_gives_access_to_what_it_holds(value: Any) -> None:
    assert gives(value)


@pytest.mark.parametrize("value", [1, "text", len, print, {1: 2}, Holder(3), np.zeros(3), [[[[ROWS]]]], type(ROWS)])
def test_and_to_nothing_else(value: Any) -> None:
    assert not gives(value)


def test_a_view_gives_access_to_the_array_that_it_looks_at() -> None:
    whole = np.zeros(9)
    assert id(whole) in mutable_objects(whole[2:5], {})


def test_containers_with_ways_of_their_own_are_not_asked() -> None:
    class Lazy(list):  # type: ignore[type-arg]
        def __iter__(self) -> Any:
            raise AssertionError("was iterated")

    assert list(mutable_objects(Lazy([ROWS]), {}).values()) != []


def test_the_notebook_itself_is_not_searched() -> None:
    variables = {"rows": ROWS}
    assert id(ROWS) not in mutable_objects(Holder(variables), variables)


def test_the_search_is_bounded() -> None:
    wide = [[[n, [n]] for n in range(200)] for _ in range(200)]
    assert len(mutable_objects(wide, {})) <= MOST_OBJECTS + 1
    deep: list[Any] = ROWS
    for _ in range(MOST_LEVELS + 1):
        deep = [deep]
    assert not gives(deep)


def test_a_circle_ends() -> None:
    one: list[Any] = []
    one.append(one)
    assert mutable_objects(one, {}) == {id(one): one}


# -- the code that using a value may run -----------------------------------------------------------------------------------

TEXT = """
def work(): pass
def inner(): pass
def outer(): return inner
class Model:
    def fit(self): pass
    @staticmethod
    def static(): pass
    @classmethod
    def made(cls): pass
    @property
    def size(self): pass
def steps():
    yield
"""


@pytest.fixture
def names() -> dict[str, Any]:
    variables: dict[str, Any] = {"__name__": "__main__"}
    exec(TEXT, variables)  # noqa: S102
    return variables


def found(value: Any, variables: dict[str, Any]) -> set[str]:
    return {code.co_name for code in reachable_code(value, variables)}


def test_the_code_of_functions_methods_partials_and_generators_is_found(names: dict[str, Any]) -> None:
    work = names["work"]
    for value in (work, partial(work, 1), partial(partial(work), 1), [work], {"a": work}, staticmethod(work)):
        assert found(value, names) == {"work"}
    assert found(names["steps"](), names) == {"steps"}


def test_a_class_and_its_instances_run_all_of_its_methods(names: dict[str, Any]) -> None:
    methods = {"fit", "static", "made", "size"}
    assert found(names["Model"], names) == methods
    assert found(names["Model"](), names) == methods
    assert found(names["Model"]().fit, names) >= {"fit"}


def test_what_a_decorator_wraps_is_found_and_what_others_wrote_is_not(names: dict[str, Any]) -> None:
    @wraps(names["work"])
    def around() -> None:
        names["work"]()

    assert found(around, names) == {"work"}
    assert found(np.zeros, names) == set()
