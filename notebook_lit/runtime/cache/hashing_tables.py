"""Hashes arrays, tables and pictures by all of their values, as the bytes in which their libraries keep them.

The libraries are not imported: a value of one can only be met when it is loaded.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any, Protocol


class ValueSink(Protocol):
    """What takes the parts of a value: `hashing.Hasher`."""

    def add(self, value: Any) -> None:
        """Add a value of any kind."""

    def mark(self, *words: object) -> None:
        """Add small facts: a length, a dtype."""

    def items(self, values: Any) -> None:
        """Add the items of a sequence."""

    def pickled(self, value: Any) -> None:
        """Add a value by its pickle."""

    def data(self, tag: bytes, data: Any) -> None:
        """Add bytes, marked with what they are."""


def table_writer(value: Any, kind: type) -> Callable[[ValueSink, Any], None] | None:
    """Return the function that adds a value of a library; None for a library that is not known here."""
    for module, families in _LIBRARIES.items():
        library = sys.modules.get(module)
        if library is None:
            continue
        for name, write in families:
            family = getattr(library, name, None)  # a library may be half imported, or lack a name in some versions
            if isinstance(family, type) and isinstance(value, family):
                return write
    return None


# -- numpy -----------------------------------------------------------------------------------------------------------------


def _array(hasher: ValueSink, value: Any) -> None:
    numpy = sys.modules["numpy"]
    dtype = value.dtype
    hasher.mark(value.shape, dtype.str, dtype.descr if dtype.names else "")
    if isinstance(value, numpy.ma.MaskedArray):
        hasher.add(numpy.ma.getmaskarray(value))
        hasher.add(numpy.ma.getdata(value))
        hasher.mark(value.fill_value)
    elif dtype.hasobject:
        hasher.pickled(value.tolist() if dtype.names is None else [value])
    else:
        hasher.data(b"array", _bytes(numpy, value))


def _bytes(numpy: Any, value: Any) -> Any:
    """Return the bytes of an array in the order of its items, without a copy if they are contiguous."""
    if value.size == 0 or value.dtype.itemsize == 0:
        return b""
    return memoryview(numpy.ascontiguousarray(value).reshape(-1).view(numpy.uint8))


def _scalar(hasher: ValueSink, value: Any) -> None:
    hasher.mark(value.dtype.str, value.dtype.descr if value.dtype.names else "")
    if value.dtype.hasobject:
        hasher.pickled(value)
    else:
        hasher.data(b"scalar", value.tobytes())


def _ufunc(hasher: ValueSink, value: Any) -> None:
    hasher.mark(value.__name__)


def _text(hasher: ValueSink, value: Any) -> None:
    hasher.mark(value)


# -- pandas ----------------------------------------------------------------------------------------------------------------


def _frame(hasher: ValueSink, value: Any) -> None:
    hasher.mark(value.shape)
    hasher.add(value.columns)
    hasher.add(value.index)
    _attributes(hasher, value)
    for _, column in value.items():
        _values(hasher, column.array)


def _series(hasher: ValueSink, value: Any) -> None:
    hasher.add(value.name)
    hasher.add(value.index)
    _attributes(hasher, value)
    _values(hasher, value.array)


def _attributes(hasher: ValueSink, value: Any) -> None:
    if value.attrs:
        hasher.add(value.attrs)


def _index(hasher: ValueSink, value: Any) -> None:
    hasher.items(value.names)
    if hasattr(value, "levels"):
        hasher.items(value.levels)
        hasher.items(value.codes)
    elif hasattr(value, "step"):
        hasher.items((value.start, value.stop, value.step))
    else:
        hasher.mark(getattr(value, "freq", None))
        _values(hasher, value.array)


def _values(hasher: ValueSink, value: Any) -> None:
    """Add the array behind a column or an index."""
    hasher.mark(value.dtype)
    if getattr(value.dtype, "storage", "") == "pyarrow" or type(value.dtype).__name__ == "ArrowDtype":
        _arrow(hasher, value.__arrow_array__())
    elif hasattr(value, "categories"):
        hasher.items((value.codes, value.categories, value.ordered))
    elif sys.modules["pandas"].api.types.is_object_dtype(value.dtype) or type(value).__name__ == "NumpyExtensionArray":
        hasher.add(value.to_numpy())
    elif "String" in type(value).__name__:
        hasher.add(value.to_numpy(dtype=object))
    else:
        hasher.pickled(value)


# -- others ----------------------------------------------------------------------------------------------------------------


def _arrow(hasher: ValueSink, value: Any) -> None:
    """Add an Arrow array or table by its IPC form, in which slices and chunks make no difference."""
    arrow = sys.modules["pyarrow"]
    if isinstance(value, arrow.Scalar):
        value = arrow.array([value.as_py()], value.type)
    if not isinstance(value, arrow.Table | arrow.RecordBatch):
        value = arrow.table({"": value})
    if isinstance(value, arrow.RecordBatch):
        value = arrow.Table.from_batches([value])
    hasher.mark(value.num_rows)
    hasher.data(b"schema", memoryview(value.schema.serialize()))
    for batch in value.combine_chunks().to_batches():
        hasher.data(b"batch", memoryview(batch.serialize()))


def _polars_frame(hasher: ValueSink, value: Any) -> None:
    file = io.BytesIO()
    value.rechunk().write_ipc(file)
    hasher.mark(value.schema)
    hasher.data(b"ipc", file.getbuffer())


def _polars_series(hasher: ValueSink, value: Any) -> None:
    _polars_frame(hasher, value.to_frame())


def _picture(hasher: ValueSink, value: Any) -> None:
    hasher.items((value.mode, value.size, value.getpalette() if value.mode in ("P", "PA") else None, value.tobytes()))


def _model(hasher: ValueSink, value: Any) -> None:
    hasher.data(b"json", value.model_dump_json().encode())


_LIBRARIES: dict[str, tuple[tuple[str, Callable[[Any, Any], None]], ...]] = {
    "numpy": (("ndarray", _array), ("generic", _scalar), ("ufunc", _ufunc), ("dtype", _text)),
    "pandas": (("DataFrame", _frame), ("Series", _series), ("Index", _index)),
    "polars": (("DataFrame", _polars_frame), ("Series", _polars_series)),
    "pyarrow": (
        ("Table", _arrow), ("RecordBatch", _arrow), ("ChunkedArray", _arrow), ("Array", _arrow), ("Scalar", _arrow),
        ("Schema", _text), ("DataType", _text),
    ),
    "PIL.Image": (("Image", _picture),),
    "pydantic": (("BaseModel", _model),),
}  # fmt: skip
