"""What a value is, told by the names of its classes: no library is imported to recognise its objects."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
from collections import ChainMap, UserDict, UserList
from collections.abc import ItemsView, KeysView, Mapping, ValuesView
from typing import Any

_FRAMES = {
    "pandas": {"DataFrame", "Series", "Index", "Styler", "ExtensionArray"},
    "numpy": {"ndarray"},
    "polars": {"DataFrame", "LazyFrame", "Series"},
    "pyarrow": {"Table", "RecordBatch", "Array", "ChunkedArray"},
    "xarray": {"Dataset", "DataArray"},
    "dask": {"DataFrame", "Series", "Index"},
    "dask_expr": {"DataFrame", "Series", "Index"},
    "modin": {"DataFrame", "Series"},
    "pyspark": {"DataFrame"},
    "snowflake": {"DataFrame", "Series", "Index", "Table"},
    "ray": {"Dataset", "MaterializedDataset"},
    "duckdb": {"DuckDBPyRelation"},
    "_duckdb": {"DuckDBPyRelation"},
}
_TREES = (
    dict, list, map, enumerate, types.MappingProxyType, UserDict, UserList, ChainMap, ItemsView, KeysView, ValuesView,
)  # fmt: skip
_EXPLAINED = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    type,
    property,
)
_ADDRESS = re.compile(r"<[A-Za-z_][\w<>. ]* at 0x[0-9a-fA-F]+>")


def roots(value: Any) -> set[str]:
    """Return the top-level packages that the classes of ``value`` come from."""
    return {str(cls.__module__).partition(".")[0] for cls in type(value).__mro__}


def has_class(value: Any, package: str, *names: str) -> bool:
    """Return whether a class of ``value`` has one of these names and comes from ``package``."""
    return any(
        cls.__name__ in names and str(cls.__module__).partition(".")[0] == package for cls in type(value).__mro__
    )


def method(value: Any, name: str) -> Any:
    """Return a method that the class of ``value`` defines; None if it has no such method.

    Instances are not asked: some answer to every name.
    """
    if getattr(type(value), name, None) is None:
        return None
    found = getattr(value, name, None)
    return found if callable(found) else None


def is_frame(value: Any) -> bool:
    """Return whether it is a table or a column of one, or an open database cursor."""
    for cls in type(value).__mro__:
        names = _FRAMES.get(str(cls.__module__).partition(".")[0])
        if names is not None and cls.__name__ in names:
            return True
    return hasattr(type(value), "fetchmany") and hasattr(type(value), "fetchall")


def becomes_frame(value: Any) -> bool:
    """Return whether it offers itself as a table."""
    return method(value, "to_pandas") is not None or method(value, "__dataframe__") is not None


def is_tree(value: Any) -> bool:
    """Return whether it is a mapping or list of values, to be shown as JSON."""
    if isinstance(value, _TREES) or (isinstance(value, tuple) and hasattr(type(value), "_fields")):
        return True
    if isinstance(value, Mapping) and hasattr(type(value), "to_dict"):  # session_state and its like
        return True
    return is_model(value) or (isinstance(value, tuple) and bool(value) and all(is_model(item) for item in value))


def is_model(value: Any) -> bool:
    """Return whether it is a pydantic model."""
    return has_class(value, "pydantic", "BaseModel")


def is_stream(value: Any) -> bool:
    """Return whether it gives its content bit by bit."""
    return (
        inspect.isgenerator(value)
        or inspect.isgeneratorfunction(value)
        or inspect.isasyncgen(value)
        or inspect.isasyncgenfunction(value)
        or has_class(value, "openai", "Stream")
    )


def is_explained(value: Any) -> bool:
    """Return whether its help says more than its text: functions, classes, modules, dataclasses."""
    return isinstance(value, _EXPLAINED) or dataclasses.is_dataclass(value)


def is_anonymous(text: str) -> bool:
    """Return whether the ``str`` of an object says no more than its class and address."""
    return _ADDRESS.fullmatch(text) is not None
