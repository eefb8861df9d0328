"""What makes two arguments the same: their types, all of a table, the order of a dict and not that of a set."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from notebook_lit.runtime.cache.hashing import Hasher, HashFunctionError, UnhashableError
from tests.runtime.cache.cached import counting


def test_every_cell_of_a_large_table_counts() -> None:
    f, log = counting()
    table = pd.DataFrame({"n": np.arange(200_000), "t": pd.Series(["a"] * 200_000, dtype=object), "s": ["b"] * 200_000})
    f(table)
    f(table.copy())
    assert len(log) == 1
    for column, value in (("n", -1), ("t", "z"), ("s", "z")):
        other = table.copy()
        other.loc[137_911, column] = value
        f(other)
    array = np.zeros(600_000)
    f(array)
    array[599_998] = 1
    f(array)
    assert len(log) == 6


def test_types_and_attributes_of_tables_count() -> None:
    f, log = counting()
    plain = pd.DataFrame({"a": [1, 2]})
    tables = [plain, plain.astype("Int64"), plain.astype("category"), plain.astype(str), plain.astype(object)]
    tables += [plain.set_index("a")]
    tables += [plain.rename_axis("i"), plain.rename_axis(columns="c"), pd.DataFrame({"a": [1, None]}), plain.copy(), plain.T]
    tables[-2].attrs["unit"] = "m"
    tables.append(pd.DataFrame({"a": pd.to_datetime(["2020-01-01", "2020-01-02"])}))
    tables.append(tables[-1].apply(lambda column: column.dt.tz_localize("UTC")))
    for _ in range(2):
        for table in tables:
            f(table.copy())
    assert len(log) == len(tables)


def test_a_set_is_the_same_in_any_order() -> None:
    f, log = counting()
    f({"a", "b", 3})
    f({3, "b", "a"})
    assert len(log) == 1


def test_hash_funcs_decide_alone_what_is_equal() -> None:
    f, log = counting(hash_funcs={int: lambda n: n % 2})
    for value in (1, 3, [1], [3], 2, True):
        f(value)
    assert log == [1, [1], 2, True]


# -- the hasher itself -----------------------------------------------------------------------------------------------------


def digest(value: Any, **options: Any) -> bytes:
    hasher = Hasher(**options)
    hasher.add(value)
    return hasher.digest()


APART = [
    [1, 1.0, True, "1", b"1", bytearray(b"1"), 1j, None, ...],
    [(1,), [1], {1}, frozenset({1}), {1: None}],
    [("ab",), ("a", "b"), ("a", ("b",)), ("ab", "")],
    [0.0, -0.0, 0, False],
    [{"a": 1, "b": 2}, {"b": 2, "a": 1}],
    [[[]], [[], []], [], [[[]]]],
    ["x" * 5000, "x" * 5001, b"x" * 5000],
    [10**400, -(10**400), 10**400 + 1],
]


@pytest.mark.parametrize("values", APART, ids=lambda values: str(values)[:30])
def test_values_that_a_function_can_tell_apart_have_digests_of_their_own(values: list[Any]) -> None:
    assert len({digest(value) for value in values}) == len(values)


def test_nan_equals_itself_and_sets_have_no_order() -> None:
    assert digest(float("nan")) == digest(float("inf") - float("inf"))
    assert digest({"a", "b", "c"}) == digest({"c", "b", "a"})


def test_a_container_that_holds_itself_has_a_digest_by_where_it_does() -> None:
    one: list[Any] = [1]
    one.append(one)
    other: list[Any] = [1]
    other.append([1, other])
    assert digest(one) == digest(one)
    assert digest(one) != digest(other)


class Plain:
    """An ordinary class: its state may not be all that matters."""


@pytest.mark.parametrize("value", [Plain(), object(), threading.Lock(), (n for n in ()), lambda: 1])
def test_what_has_no_value_is_refused_and_not_guessed(value: Any) -> None:
    with pytest.raises(UnhashableError) as caught:
        digest([1, {"deep": value}])
    assert caught.value.value is value


def test_with_code_what_has_no_value_counts_by_its_identity_and_has_to_be_kept() -> None:
    one, other = Plain(), Plain()
    hasher = Hasher(code=True)
    hasher.add(one)
    assert hasher.pinned == [one]
    assert digest(one, code=True) == digest(one, code=True) != digest(other, code=True)


def test_a_persistent_digest_is_the_same_in_another_process_and_one_of_large_data_is_secret_else(
    fresh_python: Callable[[str], str],
) -> None:
    code = (
        "from notebook_lit.runtime.cache.hashing import Hasher\n"
        "for persistent in (True, False):\n"
        "    hasher = Hasher(persistent=persistent); hasher.add([1, {2, 3}, 'x' * 9000]); print(hasher.digest().hex())"
    )
    persistent, secret = fresh_python(code).split()
    assert persistent == digest([1, {2, 3}, "x" * 9000], persistent=True).hex()
    assert secret != digest([1, {2, 3}, "x" * 9000]).hex()


def test_a_function_is_its_code_and_not_its_place() -> None:
    def made(text: str) -> Any:
        names: dict[str, Any] = {}
        exec(text, names)  # noqa: S102
        return names["f"]

    here, moved = made("def f(a, b=2):\n    return a + b"), made("\n\n# moved\ndef f(a, b=2):\n    return a + b")
    assert digest(here, code=True) == digest(moved, code=True)
    for text in (
        "def f(a, b=3):\n    return a + b",
        "def f(a, b=2):\n    return a - b",
        "def f(a, b=2):\n    return a + b + 0",
    ):
        assert digest(here, code=True) != digest(made(text), code=True)


def test_the_failure_of_an_authors_function_says_on_which_value() -> None:
    with pytest.raises(HashFunctionError) as caught:
        digest([7], hash_funcs={"builtins.int": lambda n: n / 0})
    assert caught.value.value == 7
    assert isinstance(caught.value.error, ZeroDivisionError)
