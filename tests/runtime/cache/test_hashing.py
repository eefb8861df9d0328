"""What makes two arguments the same: their types, all of a table, the order of a dict and not that of a set."""

from __future__ import annotations

import numpy as np
import pandas as pd

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
