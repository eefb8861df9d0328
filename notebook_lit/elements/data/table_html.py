"""Draws tables: the columns, their widths, and each value formatted by its type and configuration."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from notebook_lit.elements.data.metric import sparkline
from notebook_lit.elements.data.nested_values import nested_cells
from notebook_lit.elements.data.table_reader import Column, TablePage, cell_text
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.markup.sanitizer import safe_style, safe_url
from notebook_lit.elements.shared.formatting import moment_text, number_text
from notebook_lit.errors import StreamlitInvalidParameterTypeError

#: The widths that have a name, in pixels.
_WIDTHS = {"small": 75, "medium": 200, "large": 400}
_CHARTS = {"line_chart": "line", "area_chart": "area", "bar_chart": "bar"}

#: False and true as signs, not words: a table of controls, in which lists are labels.
SIGNS = "☐☑"

_INK = "#3e8ff7"


def columns_of(
    page: TablePage, *, index: bool, order: Iterable[str] | None, config: Any, bools: Sequence[str] = SIGNS
) -> list[dict[str, Any]]:
    """Return the columns of a page, chosen, ordered and formatted.

    Parameters
    ----------
    page : TablePage
        The page.
    index : bool
        Whether the index is shown.
    order : iterable of str, optional
        The names of the columns to show, in this order.
    config : mapping, optional
        A ``column_config`` argument.
    bools : sequence of str
        The signs for false and true.

    Returns
    -------
    list of dict
        For each column that is shown: label, align, width, title, head (whether it is of the index), styles and cells.
        A cell is its text, None where the value is missing, or HTML in a tuple.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If an entry of the configuration is neither None, a str nor a dict.
    """
    settings = _settings(config)
    height = max((len(column.values) for column in [*page.columns, *page.index]), default=0)
    shown = []
    if index:
        counted = [Column("", "number", list(range(height)))]
        for level in page.index or counted:
            setting = settings.get("_index", settings.get(level.name, {}))
            if setting is not None:
                shown.append(_column(level, setting or {}, bools, {}, head=True))
    places = range(len(page.columns))
    if order is not None:
        by_name = {page.columns[place].name: place for place in reversed(places)}
        places = [by_name[name] for name in map(str, order) if name in by_name]  # type: ignore[assignment]
    for place in places:
        column = page.columns[place]
        setting = settings.get(column.name, settings.get(place, {}))
        if setting is not None:
            styles = {row: style for (row, at), style in page.styles.items() if at == place}
            shown.append(_column(column, setting, bools, styles, head=False))
    return shown


def _settings(config: Any) -> dict[Any, dict[str, Any] | None]:
    """Return a ``column_config`` as a dict: name or position -> dict, None for hidden."""
    if config is None:
        return {}
    if not isinstance(config, Mapping):
        raise StreamlitInvalidParameterTypeError(f"`column_config` is a {type(config).__name__}. Give a dict: {{column: …}}.")
    settings: dict[Any, dict[str, Any] | None] = {}
    for name, setting in config.items():
        if isinstance(setting, str):
            settings[name] = {"label": setting}
        elif setting is None or (isinstance(setting, dict) and setting.get("hidden")):
            settings[name] = None
        elif isinstance(setting, dict):
            settings[name] = setting
        else:
            raise StreamlitInvalidParameterTypeError(
                f"`column_config[{name!r}]` is {setting!r}. Give None to hide it, a str as its label, or a dict."
            )
    return settings


def _column(
    column: Column, setting: dict[str, Any], bools: Sequence[str], styles: dict[int, tuple[str, str]], *, head: bool
) -> dict[str, Any]:
    kind = setting.get("type_config") or {}
    cells = _cells(column, kind, bools)
    for row, (_, text) in styles.items():
        if text and cells[row] is not None:
            cells[row] = text
    align = setting.get("alignment") or ("right" if column.kind == "number" and kind.get("type") not in _PICTURED else "left")
    width = setting.get("width")
    width = _WIDTHS.get(width) if isinstance(width, str) else width
    label = setting.get("label")
    return {
        "label": column.name if label is None else str(label),
        "align": "center" if column.kind == "bool" and not head else align,
        "width": width if isinstance(width, int) else None,
        "title": setting.get("help"),
        "head": head,
        "cells": tuple(cells),
        "styles": {row: safe_style(css) for row, (css, _) in styles.items() if css},
    }


# -- values as text ----------------------------------------------------------------------------------------------------


def _cells(column: Column, kind: dict[str, Any], bools: Sequence[str]) -> list[Any]:
    """Return the formatted values of a column."""
    name, form, values = kind.get("type"), kind.get("format"), column.values
    if name == "link":
        return [None if value is None else _link(value, kind.get("display_text")) for value in values]
    if name == "image":
        return [None if value is None else _image(value) for value in values]
    if name == "progress":
        return [None if value is None else _progress(value, kind) for value in values]
    if name in _CHARTS:
        return [None if value is None else _chart(value, _CHARTS[name]) for value in values]
    if column.kind == "number":
        return _numbers(values, form)
    if column.kind == "bool":
        return [None if value is None else bools[bool(value)] for value in values]
    if column.kind == "moment":
        return _datetimes(values, form)
    nested = nested_cells(values, labels=bools == SIGNS)
    return [None if value is None else cell_text(value) for value in values] if nested is None else nested


def _numbers(values: list[Any], form: str | None) -> list[Any]:
    """Return numbers with the same number of decimals, at most four, so that their points align."""
    if form:
        return [None if value is None else _formatted(value, form) for value in values]
    if all(isinstance(value, int) or value is None for value in values):
        return [None if value is None else str(value) for value in values]
    texts = [_decimal(value) for value in values]
    spare = min((len(text) - len(text.rstrip("0")) for text in texts if text and "." in text and "e" not in text), default=0)
    if spare == 0:
        return texts
    return [text and (text[:-spare].rstrip(".") if "." in text and "e" not in text else text) for text in texts]


def _decimal(value: Any) -> str | None:
    if value is None or isinstance(value, int | Decimal | complex):
        return None if value is None else str(value)
    number = float(value)
    size = abs(number)
    return f"{number:.4f}" if size == 0 or 1e-4 <= size < 1e15 else f"{number:.4g}"


def _formatted(value: Any, form: str) -> str:
    try:
        return number_text(value if isinstance(value, int) else float(value), form)
    except (TypeError, ValueError, OverflowError):  # a complex or infinite number has no such form
        return cell_text(value)


def _datetimes(values: list[Any], form: str | None) -> list[Any]:
    """Return dates and times as text; midnights only where a column has other times too."""
    if form:
        return [
            moment_text(value, form) if isinstance(value, datetime.date | datetime.time) else value and cell_text(value)
            for value in values
        ]
    texts = [
        None
        if value is None
        else value.isoformat(" ", "seconds" if value.microsecond == 0 else "auto")
        if isinstance(value, datetime.datetime)
        else cell_text(value)
        for value in values
    ]
    if all(text is None or text.endswith(" 00:00:00") for text in texts):
        return [text and text.removesuffix(" 00:00:00") for text in texts]
    return texts


# -- values as pictures ------------------------------------------------------------------------------------------------

_PICTURED = frozenset({"link", "image", "progress", *_CHARTS})


def _link(value: Any, shown: Any) -> Any:
    url = str(value)
    if not safe_url(url):
        return cell_text(url)
    text = url
    if isinstance(shown, str):
        try:
            found = re.search(shown, url) if "(" in shown else None
        except re.error:
            found = None
        text = found[1] if found and found.groups() else shown
    return (f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(cell_text(text))}</a>',)


def _image(value: Any) -> Any:
    url = str(value)
    return (f'<img alt="" src="{escape(url)}">',) if safe_url(url, picture=True) else cell_text(url)


def _progress(value: Any, kind: dict[str, Any]) -> Any:
    low, high = kind.get("min_value") or 0, kind.get("max_value")
    try:
        number = float(value)
        top = (1.0 if isinstance(value, float) else 100.0) if high is None else float(high)
        share = min(max((number - low) / (top - low), 0.0), 1.0)
    except (TypeError, ValueError, ZeroDivisionError):
        return cell_text(value)
    text = _formatted(value, kind.get("format") or ("percent" if top == 1 else "plain"))
    return (f'<progress value="{share:.3g}"></progress> {escape(text)}',)


def _chart(value: Any, kind: str) -> Any:
    try:
        course = [float(number) for number in value]
    except (TypeError, ValueError):
        return cell_text(value)
    return (f'<img class="lit-spark" alt="" src="{sparkline(course, kind, _INK)}">',)


# -- the look ----------------------------------------------------------------------------------------------------------


def table_html(columns: list[dict[str, Any]], *, header: bool, placeholder: str, text: Any = escape, alt: str | None) -> str:
    """Return the HTML of a table. ``text`` turns a text into HTML. Optional end tags are left out."""
    label = f' aria-label="{escape(alt)}"' if alt else ""
    top = "".join(_header(column, text) for column in columns) if header else ""
    head = f"<thead><tr>{top}</thead>" if header else ""
    missing = f'<span class="lit-missing">{escape(placeholder)}</span>'
    drawn = [_column_html(column, text, missing) for column in columns]
    body = "".join(["<tr>" + "".join(row) for row in zip(*drawn, strict=True)])
    if not body:
        body = f'<tr><td class=lit-missing colspan="{len(columns)}">empty'
    return f"<table{label}>{head}<tbody>{body}</tbody></table>"


def _header(column: dict[str, Any], text: Any) -> str:
    style = f' style="min-width:{column["width"]}px;max-width:{column["width"]}px"' if column["width"] else ""
    title = f' title="{escape(column["title"])}"' if column["title"] else ""
    return f"<th{_ALIGNED[column['align']]}{style}{title}>{text(column['label'])}"


#: What a cell says about its alignment; left is how cells are.
_ALIGNED = {"left": "", "right": " class=lit-n", "center": " class=lit-c"}


def _column_html(column: dict[str, Any], text: Any, missing: str) -> list[str]:
    """Return the HTML of the cells of a column."""
    start = f"<th{_ALIGNED[column['align']]}>" if column["head"] else f"<td{_ALIGNED[column['align']]}>"
    cells = [
        start + (missing if cell is None else cell[0] if isinstance(cell, tuple) else text(cell)) for cell in column["cells"]
    ]
    for row, css in column["styles"].items():
        cells[row] = f'{start[:-1]} style="{escape(css)}">{cells[row][len(start) :]}'
    return cells
