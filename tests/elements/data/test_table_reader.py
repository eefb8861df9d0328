"""Reading tables."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import sqlite3
import tracemalloc
from collections import Counter, namedtuple
from typing import Any

import numpy
import pandas
import pyarrow
import pytest

from notebook_lit.elements.data.table_reader import cell_text, read_table, to_pandas
from notebook_lit.errors import StreamlitDataframeConversionError
from tests.oracle import convert_anything_to_pandas_df


@dataclasses.dataclass
class Point:
    """Two numbers."""

    x: int
    y: float


class Colour(enum.Enum):
    """Two colours."""

    RED = "r"
    BLUE = "b"


Pair = namedtuple("Pair", "a b")
FRAME = pandas.DataFrame({"a": [1, 2], "b": ["x", None]})

TABLES: dict[str, Any] = {
    "list": [1, 2, 3],
    "tuple": (1, "a"),
    "range": range(3),
    "columns": {"a": [1, 2], "b": ["x", "y"]},
    "values": {"a": 1, "b": 2},
    "records": [{"a": 1}, {"b": 2}],
    "rows": [[1, 2], [3, 4]],
    "array": numpy.array([[1.5, 2], [3, 4]]),
    "line": numpy.array([1, 2]),
    "frame": FRAME,
    "series": pandas.Series([1, 2], name="s"),
    "unnamed series": pandas.Series([1, 2]),
    "index": pandas.Index([1, 2]),
    "counter": Counter("aab"),
    "dataclass": Point(1, 2.5),
    "dataclasses": [Point(1, 2.5)],
    "named tuple": Pair(1, 2),
    "named tuples": [Pair(1, 2)],
    "enum": Colour,
    "arrow": pyarrow.table({"a": [1, 2]}),
    "dict of series": {"a": pandas.Series([1], index=["z"])},
    "nothing": None,
    "dates": [datetime.date(2020, 1, 1)],
}


@pytest.mark.parametrize("name", TABLES)
def test_every_kind_of_table_is_the_frame_that_streamlit_makes_of_it(name: str) -> None:
    theirs = convert_anything_to_pandas_df(TABLES[name])
    mine = to_pandas(read_table(TABLES[name], 100, 100).source)
    if name == "nothing":
        assert mine.empty
        return
    if list(theirs.columns) == [0] and name != "index" and "value" in mine.columns:
        theirs.columns = ["value"]  # what st.dataframe calls the column of a plain list
    pandas.testing.assert_frame_equal(mine, theirs, check_dtype=False, check_column_type=False, check_index_type=False)


def test_lists_of_different_length_are_rows() -> None:
    sheet = read_table({"a": [1], "b": [1, 2]}, 100, 100)
    assert [column.values for column in sheet.columns] == [[1, 1], [None, 2]]
    assert sheet.index[0].values == ["a", "b"]
    assert to_pandas(sheet.source).loc["b", 1] == 2


@pytest.mark.parametrize("data", [5, "abc", object(), len, b"x", 1.5])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(StreamlitDataframeConversionError):
        read_table(data, 10, 10)


def test_three_dimensions_are_refused() -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        read_table(numpy.zeros((2, 2, 2)), 10, 10)


def test_generators_and_cursors_are_read() -> None:
    assert read_table((n for n in range(3)), 10, 10).columns[0].values == [0, 1, 2]
    cursor = sqlite3.connect(":memory:").execute("select 1 as a, 'x' as b union select 2, 'y'")
    sheet = read_table(cursor, 10, 10)
    cursor.connection.close()
    assert [(column.name, column.values) for column in sheet.columns] == [("a", [1, 2]), ("b", ["x", "y"])]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, None], "number"),
        ([1.5, float("nan")], "number"),
        ([True, None], "bool"),
        ([True, 2], "text"),
        ([datetime.date(2020, 1, 1), None], "moment"),
        (["1"], "text"),
        ([None], "text"),
        (pandas.Series([1, None], dtype="Int64"), "number"),
        (pandas.Series([True, None], dtype="boolean"), "bool"),
        (pandas.Series(["a", "b"], dtype="category"), "text"),
        (pandas.to_datetime(pandas.Series(["2020", None])), "moment"),
        (pandas.Series([pandas.Timedelta("1s")]), "moment"),
    ],
)
def test_the_kind_of_a_column_is_seen(values: Any, kind: str) -> None:
    column = read_table({"a": values} if isinstance(values, list) else values, 10, 10).columns[0]
    assert column.kind == kind
    assert all(value is None or value == value for value in column.values)


def test_only_the_page_of_a_large_frame_is_read() -> None:
    rows = 1_000_000
    frame = pandas.DataFrame({"n": numpy.arange(rows), "x": numpy.zeros(rows), "s": numpy.full(rows, "text", dtype=object)})
    tracemalloc.start()
    sheet = read_table(frame, 100, 100)
    allocated = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert allocated < rows  # not a byte for each row
    assert (sheet.rows, len(sheet.columns[0].values)) == (rows, 100)
    assert sheet.source is frame


def test_without_pandas_plain_tables_and_arrow_are_read(fresh_python: Any) -> None:
    out = fresh_python(
        "import sys\nclass NoPandas:\n  @staticmethod\n  def find_spec(name, path=None, target=None):\n"
        "    if name == 'pandas': raise ImportError(name)\nsys.meta_path.insert(0, NoPandas)\n"
        "from notebook_lit.elements.data.table_reader import read_table\nimport pyarrow\n"
        "def first(data): return read_table(data, 1, 9).columns[0].values\n"
        "print(first({'a': [1, 2]}), first(pyarrow.table({'b': [3]})))\n"
        "class Lent:\n  def __dataframe__(self, **k): pass\n"
        "try: read_table(Lent(), 9, 9)\nexcept Exception as e: print(type(e).__name__, 'pip install pandas' in str(e))"
    )
    assert out.split("\n")[:2] == ["[1] [3]", "StreamlitDataframeConversionError True"]


def test_reading_a_list_loads_no_pandas(fresh_python: Any) -> None:
    out = fresh_python(
        "import sys\nfrom notebook_lit.elements.data.table_reader import read_table\n"
        "read_table([1, 2], 9, 9)\nprint('pandas' in sys.modules)"
    )
    assert out == "False\n"


class _Broken:
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a" * 400, "a" * 300 + "…"),
        (_Broken(), "<_Broken>"),
        ([1, "a"], "[1, 'a']"),
        (list(range(1000)), "[" + ", ".join(map(str, range(20))) + ", ...]"),
        (Colour.RED, "r"),
    ],
)
def test_a_cell_is_a_short_line(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_styler_brings_its_css_and_texts() -> None:
    styler = pandas.DataFrame({"a": [1.0, -2.0]}).style.format("{:.1f} €").highlight_max(color="gold")
    sheet = read_table(styler, 10, 10)
    assert sheet.styles[0, 0] == ("background-color:gold", "1.0 €")
    assert sheet.styles[1, 0] == ("", "-2.0 €")
