"""Detects the type of a value by the names of its classes, without importing any library."""

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


def root_packages(value: Any) -> set[str]:
    """Return the top-level packages that the classes of ``value`` come from."""
    return {str(cls.__module__).partition(".")[0] for cls in type(value).__mro__}


def has_class(value: Any, package: str, *names: str) -> bool:
    """Return whether a class of ``value`` has one of these names and comes from ``package``."""
    return any(
        cls.__name__ in names and str(cls.__module__).partition(".")[0] == package for cls in type(value).__mro__
    )


def bound_method(value: Any, name: str) -> Any:
    """Return a method that the class of ``value`` defines; None if it has no such method.

    Instances are not asked: some answer to every name.
    """
    if getattr(type(value), name, None) is None:
        return None
    found = getattr(value, name, None)
    return found if callable(found) else None


def is_dataframe_like(value: Any) -> bool:
    """Return whether a value is a table, a column of one, or an open database cursor."""
    for cls in type(value).__mro__:
        names = _FRAMES.get(str(cls.__module__).partition(".")[0])
        if names is not None and cls.__name__ in names:
            return True
    return hasattr(type(value), "fetchmany") and hasattr(type(value), "fetchall")


def converts_to_dataframe(value: Any) -> bool:
    """Return whether a value can be converted to a data frame."""
    return bound_method(value, "to_pandas") is not None or bound_method(value, "__dataframe__") is not None


def is_json_like(value: Any) -> bool:
    """Return whether a value is a mapping or list to be shown as JSON."""
    if isinstance(value, _TREES) or (isinstance(value, tuple) and hasattr(type(value), "_fields")):
        return True
    if isinstance(value, Mapping) and hasattr(type(value), "to_dict"):  # session_state and its like
        return True
    items = value if isinstance(value, tuple) and value else (value,)
    return all(is_pydantic_model(item) for item in items)


def is_pydantic_model(value: Any) -> bool:
    """Return whether a value is a pydantic model."""
    return has_class(value, "pydantic", "BaseModel")


def is_text_stream(value: Any) -> bool:
    """Return whether a value is a generator or another stream."""
    return (
        inspect.isgenerator(value)
        or inspect.isgeneratorfunction(value)
        or inspect.isasyncgen(value)
        or inspect.isasyncgenfunction(value)
        or has_class(value, "openai", "Stream")
    )


def has_useful_help(value: Any) -> bool:
    """Return whether a value is best shown by its help: functions, classes, modules, dataclasses."""
    return isinstance(value, _EXPLAINED) or dataclasses.is_dataclass(value)


def is_default_repr(text: str) -> bool:
    """Return whether a text is the default repr of an object, its class and address."""
    return _ADDRESS.fullmatch(text) is not None
