"""Reads the first page of any tabular data into a `TablePage` of plain values.

Rules
-----
1. Only the page is converted. A frame of 10**6 rows costs what a frame of 100 rows costs.
2. pandas is optional. Plain Python and every frame that narwhals knows (polars, pyarrow, …) are read without it.
3. What is read here is data of the author's or of strangers: a broken ``str`` of a cell never breaks the table.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import math
import reprlib
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice
from numbers import Number
from typing import Any, NamedTuple

import narwhals.stable.v1 as nw

from notebook_lit.errors import StreamlitDataframeConversionError

_LONGEST = 300  # characters of a cell
_SHORT = reprlib.Repr()
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxset = _SHORT.maxdict = 20
_SHORT.maxother = _SHORT.maxstring = _LONGEST
_SCALARS = (str, bytes, Number, datetime.date, datetime.time, datetime.timedelta, enum.Enum, type(None), type)


@dataclasses.dataclass(slots=True)
class Column:
    """One column of the page.

    Parameters
    ----------
    name : str
        Its name; the levels of a MultiIndex are joined by "_".
    kind : str
        "number", "bool", "moment" or "text".
    values : list
        Python values; None where one is missing.
    """

    name: str
    kind: str
    values: list[Any]


@dataclasses.dataclass(slots=True)
class TablePage:
    """The first page of a table.

    Parameters
    ----------
    columns, index : list of Column
        The columns, and those of the index; no index if the rows only have generated numbers.
    rows : int or None
        How many rows the whole table has; None if that is not known.
    width : int
        How many columns it has.
    plain : bool
        Whether the index is a plain counter without a name.
    bare : bool
        Whether the column names were generated.
    numbered : bool
        Whether the data was no data frame, so that the row numbers were generated.
    source : object
        The whole table: the author's frame, or a `RawTable`. `to_pandas` makes a pandas frame of it.
    styles : dict
        ``(row, column)`` -> CSS and text that a pandas Styler asks for.
    """

    columns: list[Column]
    index: list[Column]
    rows: int | None
    width: int
    plain: bool = True
    bare: bool = False
    numbered: bool = False
    source: Any = None
    styles: dict[tuple[int, int], tuple[str, str]] = dataclasses.field(default_factory=dict)


def read_table(data: Any, rows: int, columns: int) -> TablePage:
    """Read the first page of a table.

    Parameters
    ----------
    data : object
        A frame, a Series, an array, a dict, a list, a generator, a database cursor, …
    rows, columns : int
        The size of the page.

    Raises
    ------
    StreamlitDataframeConversionError
        If the data is no table.
    ValueError
        If an array has more than two dimensions.
    """
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if isinstance(data, pandas.DataFrame):
            return _pandas_page(data, rows, columns)
        if isinstance(data, pandas.Series):
            return _pandas_page(data.to_frame(0 if data.name is None else data.name), rows, columns)
        if isinstance(data, pandas.Index):
            page = _pandas_page(data.to_frame(index=False), rows, columns)
            page.numbered = True
            return page
        if hasattr(data, "_compute") and isinstance(getattr(data, "data", None), pandas.DataFrame):
            page = _pandas_page(data.data, rows, columns)
            page.styles = _styles(data, len(page.columns), min(rows, len(data.data)))
            return page
    frame = nw.from_native(data, pass_through=True, allow_series=True)
    if isinstance(frame, nw.Series):
        frame = frame.to_frame()
    if isinstance(frame, nw.DataFrame | nw.LazyFrame) and nw.get_level(frame) != "interchange":
        return _narwhals_page(frame, data, rows, columns)
    if not isinstance(data, type) and not isinstance(data, Mapping):
        for name in ("to_pandas", "toPandas"):
            if callable(getattr(data, name, None)):
                return read_table(getattr(data, name)(), rows, columns)
        if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__dataframe__"):
            return _interchange_page(data, rows, columns)
    if isinstance(data, Mapping) and any(_is_labelled(value) for value in data.values()):
        return read_table(_pandas(data).DataFrame(dict(data)), rows, columns)
    return _plain_page(data, rows, columns)


def _is_labelled(value: Any) -> bool:
    """Return whether the values of a column have labels: a Series or a dict."""
    return isinstance(value, Mapping) or (hasattr(value, "index") and hasattr(value, "dtype"))


def to_pandas(source: Any) -> Any:
    """Return the ``source`` of a table as a pandas DataFrame."""
    if isinstance(source, RawTable):
        frame = _pandas(source).DataFrame(dict(enumerate(source.columns)), index=source.labels)
        frame.columns = source.names
        return frame
    frame = nw.from_native(source, pass_through=True, allow_series=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    return frame.to_pandas() if isinstance(frame, nw.DataFrame | nw.Series) else source


# -- frames ---------------------------------------------------------------------------------------------------------


def _pandas_page(frame: Any, rows: int, columns: int) -> TablePage:
    page = frame.iloc[:rows, :columns]
    index = page.index
    levels = [index.get_level_values(i) for i in range(index.nlevels)]
    plain = type(index).__name__ == "RangeIndex" and index.name is None
    return TablePage(
        [_pandas_column(_name(page.columns[i]), page.iloc[:, i]) for i in range(page.shape[1])],
        [_pandas_column(_name(level.name), level.to_series()) for level in levels],
        frame.shape[0],
        frame.shape[1],
        plain=plain,
        source=frame,
    )


def _pandas_column(name: str, series: Any) -> Column:
    values = series.tolist()
    if series.hasnans:
        values = [None if gone else value for value, gone in zip(values, series.isna().tolist(), strict=True)]
    kinds = {"b": "bool", "i": "number", "u": "number", "f": "number", "c": "number", "M": "moment", "m": "moment"}
    kind = kinds.get(getattr(series.dtype, "kind", "O"))
    return Column(name, kind or _kind(values), values)


def _styles(styler: Any, width: int, height: int) -> dict[tuple[int, int], tuple[str, str]]:
    """Return the CSS and the texts of a pandas Styler for the page; empty if it is too large to be computed."""
    if styler.data.size > 200_000:
        return {}
    styler = styler._copy(deepcopy=True)
    styler._compute()
    found = {}
    values = styler.data.iloc[:height, :width]
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            css = ";".join(f"{name}:{value}" for name, value in styler.ctx.get((i, j), ()))
            # The default of a Styler writes floats with 6 digits; the table does better unless the author asked.
            shown = styler._display_funcs.get((i, j))
            found[i, j] = (css, "" if shown is None else cell_text(shown(values.iat[i, j])))
    return found


def _narwhals_page(frame: Any, data: Any, rows: int, columns: int) -> TablePage:
    names = frame.collect_schema().names()
    total = frame.shape[0] if isinstance(frame, nw.DataFrame) else None
    page = frame.select(names[:columns]).head(rows)
    if isinstance(page, nw.LazyFrame):
        page = page.collect()
        total = len(page) if len(page) < rows else None
    read_columns = []
    for name in names[:columns]:
        values = [None if _is_missing(value) else value for value in page.get_column(name).to_list()]
        read_columns.append(Column(str(name), _kind(values), values))
    return TablePage(read_columns, [], total, len(names), source=data)


def _interchange_page(data: Any, rows: int, columns: int) -> TablePage:
    """Read an object with one of the two dataframe protocols that narwhals does not know."""
    if hasattr(data, "__arrow_c_stream__"):
        try:
            import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415  # optional
        except ImportError:
            raise _conversion_error(data, "Install pyarrow (`pip install pyarrow`), which reads it.") from None
        return read_table(pyarrow.table(data), rows, columns)
    return read_table(_pandas(data).api.interchange.from_dataframe(data), rows, columns)


def _pandas(data: Any) -> Any:
    try:
        import pandas  # noqa: PLC0415  # optional
    except ImportError:
        raise _conversion_error(data, "Install pandas (`pip install pandas`), which reads it.") from None
    return pandas


# -- plain Python -----------------------------------------------------------------------------------------------------


class RawTable(NamedTuple):
    """A table from plain data: names, columns, row labels (if any), and whether the names were generated."""

    names: list[Any]
    columns: list[Any]
    labels: list[Any] | None = None
    bare: bool = False


def _plain_page(data: Any, rows: int, columns: int) -> TablePage:
    table = _raw_table(data)
    shown = []
    for name, values in zip(table.names[:columns], table.columns, strict=False):
        page = values[:rows]
        values = [None if _is_missing(value) else value for value in (page.tolist() if hasattr(page, "tolist") else page)]
        shown.append(Column(_name(name), _kind(values), values))
    index = [] if table.labels is None else [Column("", "text", table.labels[:rows])]
    height = max(map(len, table.columns), default=0)
    counted = table.labels is None
    return TablePage(shown, index, height, len(table.names), counted, table.bare, counted, source=table)


def _raw_table(data: Any) -> RawTable:
    """Return the names and columns of data that is no data frame."""
    if data is None:
        return RawTable([], [])
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        data = {field.name: getattr(data, field.name) for field in dataclasses.fields(data)}
    elif isinstance(data, tuple) and hasattr(data, "_asdict"):
        data = data._asdict()
    elif isinstance(data, type) and issubclass(data, enum.Enum):
        data = [member.value for member in data]
    elif callable(getattr(data, "fetchall", None)) and hasattr(data, "description"):
        return _rows([entry[0] for entry in data.description or ()], list(data.fetchall()), bare=False)
    if isinstance(data, Mapping):
        return _mapping(data)
    if hasattr(data, "ndim") and hasattr(data, "tolist"):
        if data.ndim > 2:
            raise ValueError(f"A table has two dimensions, this array has {data.ndim}: {data.shape}. Show one slice of it.")
        if data.ndim == 2:
            return RawTable(list(range(data.shape[1])), [data[:, i] for i in range(data.shape[1])], bare=True)
        return RawTable(["value"], [data.reshape(-1)], bare=True)
    if isinstance(data, _SCALARS) or not isinstance(data, Iterable):
        raise _conversion_error(data, "Give a frame, an array, a dict of columns or a list of rows.")
    items = data if isinstance(data, list) else list(data)
    first = items[0] if items else None
    if isinstance(first, Mapping):
        names = list(dict.fromkeys(name for item in items for name in item))
        return RawTable(names, [[item.get(name) for item in items] for name in names])
    if dataclasses.is_dataclass(first) and not isinstance(first, type):
        names = [field.name for field in dataclasses.fields(first)]
        return RawTable(names, [[getattr(item, name, None) for item in items] for name in names])
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return _rows(list(first._fields), items, bare=False)
    if isinstance(first, list | tuple) or getattr(first, "ndim", 0) == 1:
        return _rows([], items, bare=True)
    return RawTable(["value"], [items], bare=True)


def _rows(names: list[Any], items: list[Any], *, bare: bool) -> RawTable:
    width = max(len(names), max((len(item) for item in items), default=0))
    lists = [[item[i] if i < len(item) else None for item in items] for i in range(width)]
    return RawTable(names + list(range(len(names), width)), lists, bare=bare)


def _mapping(data: Mapping[Any, Any]) -> RawTable:
    """Read a dict: of columns, of rows (if their lengths differ), or of values."""
    values = list(data.values())
    if not values:
        return RawTable([], [])
    if not all(hasattr(value, "__len__") and not isinstance(value, _SCALARS) for value in values):
        return RawTable(["value"], [values], list(data), bare=True)
    if len({len(value) for value in values}) == 1:
        return RawTable(
            list(data),
            [value if hasattr(value, "ndim") or isinstance(value, list) else list(value) for value in values],
        )
    table = _rows([], [list(value) for value in values], bare=True)
    return table._replace(labels=list(data))


# -- cells ------------------------------------------------------------------------------------------------------------


def _conversion_error(data: Any, repair: str) -> StreamlitDataframeConversionError:
    return StreamlitDataframeConversionError(f"A {type(data).__name__} cannot be shown as a table. {repair}")


def _name(name: Any) -> str:
    if name is None:
        return ""
    return "_".join(map(cell_text, name)) if isinstance(name, tuple) else cell_text(name)


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _kind(values: list[Any]) -> str:
    """Return the kind of a column, by its first values that are not missing."""
    there = list(islice((value for value in values if not _is_missing(value)), 20))
    if not there:
        return "text"
    for kind, types in _KINDS:
        if all(isinstance(value, types) and (kind == "bool" or not isinstance(value, bool)) for value in there):
            return kind
    return "text"


_KINDS: tuple[tuple[str, Any], ...] = (
    ("bool", bool),
    ("number", (Number, Decimal)),
    ("moment", (datetime.date, datetime.time, datetime.timedelta)),
)


def cell_text(value: Any) -> str:
    """Return a value as text, cut to `_LONGEST` characters; never raise."""
    try:
        if isinstance(value, str):
            text = str.__getitem__(value, slice(0, _LONGEST + 1))
        elif isinstance(value, list | tuple | set | frozenset | dict):
            text = _SHORT.repr(value)
        elif isinstance(value, enum.Enum):
            text = str(value.value)
        else:
            text = str(value)
    except Exception:  # noqa: BLE001  # rule 3: str() of a cell runs code that is not ours
        return f"<{type(value).__name__}>"
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
