"""The element metric: one number, with its change and a small chart."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from numbers import Number
from typing import Any
from urllib.parse import quote

from notebook_lit.elements.markup.markdown import check_icon, dedent, escape, icon_html, inline_html
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.formatting import number_text
from notebook_lit.elements.shared.help_icon import help_icon
from notebook_lit.elements.shared.place import Place, size_style
from notebook_lit.elements.shared.validation import (
    checked_choice,
    checked_height,
    checked_visibility,
    checked_width,
    clean_help,
)
from notebook_lit.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit

#: The colours of a delta, as a picture needs them: a page's variables do not reach into it.
_INKS = {
    "red": "#e5484d",
    "orange": "#f76b15",
    "yellow": "#d4a20a",
    "green": "#30a46c",
    "blue": "#3e8ff7",
    "violet": "#8e5cf0",
    "gray": "#8b8d98",
    "primary": "#3e8ff7",
}
_POINTS = 240  # a sparkline is some 200 px wide
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def metric(
    at: Place,
    label: str,
    value: Any,
    delta: Any = None,
    delta_color: str = "normal",
    *,
    help: str | None = None,
    icon: str | None = None,
    label_visibility: str = "visible",
    border: bool = False,
    width: int | str = "stretch",
    height: int | str = "content",
    chart_data: Any = None,
    chart_type: str = "line",
    delta_arrow: str = "auto",
    format: str | None = None,
    delta_description: str | None = None,
) -> Place:
    """Show a number in large type, with its change below.

    Parameters
    ----------
    label : str
        The label above the number; inline Markdown.
    value : number or str or None
        The number; None is a dash.
    delta : number or str, optional
        Its change. Text that begins with a minus sign is a decrease.
    delta_color : str
        "normal" (green up, red down), "inverse", "off" (gray), or the name of a colour: red, orange, yellow, green,
        blue, violet, gray, primary.
    help : str, optional
        A tooltip beside the label.
    icon : str, optional
        An emoji or ``":material/name:"`` before the label.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    border : bool
        Whether a border is drawn.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the content.
    height : int or {"content", "stretch"}
        Pixels, as high as the content, or as high as the container.
    chart_data : iterable of numbers, optional
        Values of a small chart below the number. Of a table, the first column.
    chart_type : {"line", "bar", "area"}
        The type of the small chart.
    delta_arrow : {"auto", "up", "down", "off"}
        The direction of the arrow beside the change; "auto": up for an increase, down for a decrease.
    format : str, optional
        How numbers are written: a printf pattern, or "plain", "localized", "percent", "dollar", "euro", "yen",
        "accounting", "bytes", "compact", "scientific", "engineering".
    delta_description : str, optional
        A short text after the change, such as what it is compared with.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If value or delta is neither number nor text.
    StreamlitValueError
        If an argument is not one of its allowed values.
    StreamlitAPIException
        If ``chart_data`` holds something that is no number.

    Examples
    --------
    >>> st.metric("Revenue", 12_340, 0.03, format="compact", chart_data=df["revenue"])    # doctest: +SKIP
    """
    return emit(  # type: ignore[no-any-return]
        at,
        _metric,
        str(label or ""),
        "—" if value is None else _text("value", value),
        "" if delta is None else dedent(_text("delta", delta)),
        not isinstance(delta, str) and bool(delta == 0),
        delta_color,
        delta_arrow,
        clean_help(help),
        icon,
        (label_visibility, bool(border), width, height, format, delta_description, chart_type),
        None if chart_data is None else _chart_numbers(chart_data),
    )


def _text(name: str, value: Any) -> str:
    if isinstance(value, str | Number):
        return str(value)
    item = getattr(value, "item", None)  # numpy's scalars and arrays of one value
    if callable(item) and getattr(value, "size", 1) == 1:
        return str(item())
    raise StreamlitInvalidParameterTypeError(
        f"`{name}` of `st.metric` is a {type(value).__name__}. Give a number, a str or None."
    )


def _chart_numbers(data: Any) -> tuple[float, ...]:
    """Return ``chart_data`` as a tuple of numbers."""
    if getattr(data, "ndim", 1) == 2:
        data = data.iloc[:, 0] if hasattr(data, "iloc") else data[:, 0]
    values: Iterable[Any] = data if isinstance(data, Iterable) and not isinstance(data, str) else (data,)
    return tuple(map(_number, values))


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise StreamlitAPIException(
            f"`chart_data` holds {value!r}, which is no number. Drop it, or use `float('nan')` for a gap."
        ) from None


def _metric(
    label: str,
    body: str,
    delta: str,
    no_change: bool,
    delta_color: str,
    delta_arrow: str,
    help: str | None,
    icon: str | None,
    look: tuple[Any, ...],
    course: tuple[float, ...] | None,
) -> Element:
    visibility, border, width, height, format, description, chart_type = look
    color = checked_choice("delta_color", delta_color, ("normal", "inverse", "off", *_INKS, "grey"))
    arrow = checked_choice("delta_arrow", delta_arrow, ("auto", "up", "down", "off"))
    way = "none" if not delta or no_change or delta == "0" else "down" if delta.startswith("-") else "up"
    if color in ("normal", "inverse"):
        good = "up" if color == "normal" else "down"
        color = "gray" if way == "none" else "green" if way == good else "red"
    elif color in ("off", "grey") or not delta:
        color = "gray"
    props = {
        "label": label,
        "body": body,
        "delta": delta,
        "color": color,
        "direction": {"auto": way, "off": "none"}.get(arrow, arrow),
        "help": help,
        "icon": check_icon(icon),
        "label_visibility": checked_visibility(visibility),
        "border": border,
        "width": checked_width(width, content=True),
        "height": checked_height(height),
        "format": format,
        "delta_description": description,
        "chart_data": course,
        "chart_type": checked_choice("chart_type", chart_type, ("line", "bar", "area")),
    }
    return Element("metric", props)


# -- the look ----------------------------------------------------------------------------------------------------------

_ARROWS = {"up": "↑ ", "down": "↓ ", "none": ""}


def _draw(element: Element) -> str:
    props = element.props
    parts = []
    if props["label_visibility"] != "collapsed":
        hidden = " lit-hidden" if props["label_visibility"] == "hidden" else ""
        label = icon_html(props["icon"]) + inline_html(props["label"]) + help_icon(props)
        parts.append(f'<div class="lit-metric-label{hidden}">{label}</div>')
    parts.append(f'<div class="lit-metric-value">{escape(_formatted(props["body"], props["format"]))}</div>')
    description = f"<small>{inline_html(props['delta_description'])}</small>" if props["delta_description"] else ""
    if props["delta"]:
        change = f"{_ARROWS[props['direction']]}{escape(_formatted(props['delta'], props['format']))}"
        description = f'<span class="lit-delta lit-{props["color"]}">{change}</span>{description}'
    if description:
        parts.append(f'<div class="lit-metric-delta">{description}</div>')
    if props["chart_data"]:
        ink = _INKS[props["color"] if props["delta"] else "primary"]
        parts.append(f'<img class="lit-spark" alt="" src="{sparkline(props["chart_data"], props["chart_type"], ink)}">')
    border = " lit-border" if props["border"] else ""
    return f'<div class="lit-metric{border}"{size_style(props["width"], props["height"])}>{"".join(parts)}</div>'


def _formatted(text: str, format: str | None) -> str:
    if format is None or _NUMBER.fullmatch(text) is None:
        return text
    return number_text(float(text) if re.search("[.eE]", text) else int(text), format)


def sparkline(course: Sequence[float], kind: str, ink: str) -> str:
    """Return a small chart of numbers as a ``data:`` URL. Infinite and missing numbers are gaps."""
    size = max(1, -(-len(course) // _POINTS))
    points = [_mean(course[i : i + size]) for i in range(0, len(course), size)]
    known = [point for point in points if math.isfinite(point)]
    if not known:
        return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    low, high = min(known), max(known)
    if kind != "line":
        low, high = min(low, 0.0), max(high, 0.0)
    scale = 26 / (high - low) if high > low else 0.0
    heights = [28 - (point - low) * scale if math.isfinite(point) else math.nan for point in points]
    if high == low:
        heights = [15.0 if math.isfinite(height) else height for height in heights]
    shape = _SHAPES[kind](heights, 28 - (0 - low) * scale, ink)
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 30' preserveAspectRatio='none'>{shape}</svg>"
    return "data:image/svg+xml," + quote(svg, safe=" '=:/,.-")


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return sum(known) / len(known) if known else math.nan


def _split_at_gaps(heights: list[float]) -> list[list[str]]:
    """Split the values at gaps into lines of points."""
    step = 98 / max(1, len(heights) - 1)
    lines: list[list[str]] = [[]]
    for i, height in enumerate(heights):
        if math.isfinite(height):
            lines[-1].append(f"{1 + i * step:.1f},{height:.1f}")
        elif lines[-1]:
            lines.append([])
    return [line for line in lines if line]


def _line_shape(heights: list[float], base: float, ink: str) -> str:
    paths = "".join("M" + "L".join(line if len(line) > 1 else line * 2) for line in _split_at_gaps(heights))
    return (
        f"<path d='{paths}' fill='none' stroke='{ink}' stroke-width='2' stroke-linejoin='round' stroke-linecap='round' "
        f"vector-effect='non-scaling-stroke'/>"
    )


def _area_shape(heights: list[float], base: float, ink: str) -> str:
    fills = ""
    for line in _split_at_gaps(heights):
        first, last = line[0].split(",")[0], line[-1].split(",")[0]
        fills += f"M{first},{base:.1f}L{'L'.join(line)}L{last},{base:.1f}Z"
    return f"<path d='{fills}' fill='{ink}' opacity='.18'/>{_line_shape(heights, base, ink)}"


def _bar_shape(heights: list[float], base: float, ink: str) -> str:
    edges = [1 + i * 98 / len(heights) for i in range(len(heights) + 1)]
    bars = ""
    for (left, right), height in zip(pairwise(edges), heights, strict=True):
        if math.isfinite(height):
            wide = (right - left) * 0.8
            bars += f"M{left:.1f},{base:.1f}V{height:.1f}h{wide:.1f}V{base:.1f}Z"
    return f"<path d='{bars}' fill='{ink}'/>"


_SHAPES: dict[str, Callable[[list[float], float, str], str]] = {
    "line": _line_shape,
    "area": _area_shape,
    "bar": _bar_shape,
}

METRIC = ElementType("metric", metric, html=_draw)
