"""Cells that hold lists or dicts, as Streamlit shows them: a column that Arrow can hold is JSON in ``st.table`` and labels in
``st.dataframe``; one that it cannot, because its lists mix types, is Python's text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from numbers import Number
from typing import Any

from notebook_lit.elements.data.table_reader import cell_text
from notebook_lit.elements.markup.markdown import escape

#: So many values of one cell are read: written out, they are longer than a cell, which is cut with a mark.
_MOST = 301
#: So many labels of a list are shown.
_MOST_LABELS = 20
_LISTS = (list, tuple, set, frozenset)


def nested_cells(values: list[Any], *, labels: bool) -> list[Any] | None:
    """Return the cells of a column of lists or dicts; None if it is another one.

    Parameters
    ----------
    values : list
        The values of the column, None where one is missing.
    labels : bool
        Whether the values of lists are labels beside each other; else they are JSON, as dicts are.

    Returns
    -------
    list or None
        For each cell a text, HTML in a tuple, or None.

    Examples
    --------
    >>> nested_cells([["a", "b"], None], labels=False)
    ['["a","b"]', None]
    >>> nested_cells([["a", 1]], labels=False) is None
    True
    """
    if not any(_is_nested(value) for value in values):
        return None  # the usual case
    try:
        plain = [None if value is None else _plain(value, iter(range(_MOST))) for value in values]
        there = [value for value in plain if value is not None]
        if _kind(there) is None:
            return None
        if all(isinstance(value, list) for value in there):
            return [None if value is None else (_labels(value),) if labels else cell_text(_json(value)) for value in plain]
    except Exception:  # noqa: BLE001  # a cell may be of any class: one that raises is shown as text
        return None
    names = dict.fromkeys(name for value in there for name in value)
    return [None if value is None else cell_text(_json({name: value.get(name) for name in names})) for value in plain]


def _is_nested(value: Any) -> bool:
    return isinstance(value, (*_LISTS, dict)) or type(value).__name__ == "ndarray"


def _plain(value: Any, left: Iterator[int]) -> Any:
    """Return lists and dicts of values that JSON has, others as their text, as long as there are numbers ``left``."""
    if type(value).__name__ == "ndarray":
        value = value[:_MOST].tolist() if value.ndim else value.item()
    if isinstance(value, _LISTS):
        return [_plain(inner, left) for inner, _ in zip(value, left, strict=False)]
    if isinstance(value, Mapping):
        return {str(name): _plain(inner, left) for (name, inner), _ in zip(value.items(), left, strict=False)}
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Number) and not isinstance(value, complex):
        number = float(value)  # type: ignore[arg-type]
        if not math.isfinite(number):
            return None
        return int(number) if number.is_integer() else number
    return cell_text(value)


def _kind(values: list[Any]) -> str | None:
    """Return the one kind that all values have; None if they have several, as lists in Arrow may not."""
    kinds = {_kind_of(value) for value in values if value is not None}
    if len(kinds) > 1 or None in kinds:
        return None
    if kinds == {"list"}:
        return "list" if _kind([inner for value in values if value is not None for inner in value]) else None
    return next(iter(kinds), "text")


def _kind_of(value: Any) -> str | None:
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return "dict"
    return "bool" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "text"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _labels(values: list[Any]) -> str:
    """Draw the values of a list beside each other."""
    texts = ["" if value is None else value if isinstance(value, str) else _json(value) for value in values]
    texts = [*texts[:_MOST_LABELS], "…"] if len(texts) > _MOST_LABELS else texts
    return " ".join(f'<span class="lit-chip">{escape(cell_text(text))}</span>' for text in texts)
