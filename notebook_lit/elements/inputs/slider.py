"""The slider: a number, a date, a time or a range of them, set by dragging.

Drawing
-------
Front ends turn a float slider's position into a value and back, which is not exact, and send what comes out without
being asked: such a slider "moves" when it is drawn. So a value that is no plain integer is drawn by its position:

* plain integers: an ``IntSlider``, its readout can be typed into;
* up to 2,000 positions: a ``SelectionSlider`` over their texts, so that any format follows the handle while it is dragged;
* more, or texts that are not all different: an ``IntSlider`` over the positions, with the value in the label.

A value that lies on no position (an assigned one) is shown in the label, and stays until the reader moves the handle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.domains.slider_scale import DAY, NUMERIC, TICK, Scale, SliderDomain, slider_domain
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.formatting import decimals, moment_text, number_text
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import END_SPACE, Native, input_native, label_html
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import checked_key
from notebook_lit.runtime.writing.container import Container, make, run_of
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self


#: Types of min_value, max_value, value and step whose equality, with the types, means the same slider.
_PLAIN = frozenset(product((int, float, type(None)), repeat=4))
_FORMATS = {"int": "%d", "float": "%0.2f", "date": "YYYY-MM-DD", "datetime": "YYYY-MM-DD", "time": "HH:mm"}
#: Formats whose text is read back as the number that it shows: the browser's own readout will do.
_BARE = frozenset({"%d", "%i", "%u", "plain", ""})
#: Formats whose text changes while time passes.
_RELATIVE = frozenset({"distance", "calendar"})
_MOST_POSITIONS = 2000
_MOST_STEPS = 1_000_000
_WIDEST = 2**45  # beyond, the front end's percentages miss integers


def slider(
    at: Container,
    label: str,
    min_value: int | float | date | time | datetime | None = None,
    max_value: int | float | date | time | datetime | None = None,
    value: Any = None,
    step: int | float | timedelta | None = None,
    format: str | None = None,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    label_visibility: str = "visible",
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> Any:
    """Show a slider and return its value.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    min_value, max_value : int, float, date, time or datetime, optional
        The bounds. They stretch to include ``value``. By default 0 to 100, 0.0 to 1.0, fourteen days around the value,
        or the whole day.
    value : int, float, date, time or datetime, or a tuple or list of up to two of them, optional
        Where it stands at first; its type is the type of the slider. Two values make a range, an empty tuple the
        widest range. By default the lower bound.
    step : int, float or timedelta, optional
        The distance of two places: by default 1, 0.01, a day, or 15 minutes.
    format : str, optional
        How values are written, which does not change them. Numbers: a printf pattern (``"%.1f °C"``, ``"%,d"``) or
        "plain", "localized", "percent", "dollar", "euro", "yen", "accounting", "compact", "bytes", "scientific",
        "engineering". Dates and times: a pattern such as ``"DD.MM.YYYY HH:mm"``, or "localized", "distance",
        "calendar", "iso8601".
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    disabled : bool
        Whether the input is disabled.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    int, float, date, time, datetime or tuple
        The value, of the type of ``value``; for a range a tuple, the lower end first.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If value, bounds and step are of different types, or of a type that no slider has.
    StreamlitInvalidMinMaxError
        If the bounds are the same.
    StreamlitValueError
        If the step is zero or ``value`` has more than two values.
    StreamlitJSNumberBoundsError
        If a bound is too large for a browser.
    StreamlitValueBelowMinError, StreamlitValueAboveMaxError
        If ``st.session_state`` was set to a value outside the bounds.

    Examples
    --------
    >>> low, high = st.slider("rooms", 1, 12, (2, 4))    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "slider", bind)
    if value is None and key is not None:
        value = _range_in_state(at, checked_key(key))
    types = (min_value.__class__, max_value.__class__, value.__class__, step.__class__)
    exact = None
    if types not in _PLAIN:
        if value.__class__ is list:
            value = tuple(value)
        exact = repr((min_value, max_value, value, step))
    spec = make(at, _spec, label, min_value, max_value, value, step, format, help, label_visibility, width, types, exact)
    return widget(
        at,
        spec,
        key=key,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=bool(disabled),
        persist_state=persist_state,
    )


def _range_in_state(at: Container, key: str) -> tuple[()] | None:
    """Return an empty tuple if session_state holds a range for a slider without ``value``; else None."""
    state = run_of(at).state
    return () if key in state and isinstance(state[key], tuple | list) and len(state[key]) == 2 else None


def _spec(
    label: Any, low: Any, high: Any, value: Any, step: Any, format: str | None, help: str | None, visibility: str,
    width: Any, types: tuple[type, ...], exact: str | None,
) -> WidgetSpec:  # fmt: skip
    domain = slider_domain(low, high, value, step)
    scale = domain.scale
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "min": scale.value(scale.low),
        "max": scale.value(scale.high),
        "step": scale.step if scale.kind in ("int", "float") else scale.step * (DAY if scale.kind == "date" else TICK),
        "format": _FORMATS[scale.kind] if format is None else str(format),
        "firsts": scale.firsts,
        "pattern": _default_pattern(scale) if format is None else str(format),
    }
    bounds = (low, high, step)
    return WidgetSpec("slider", props, domain, identity=(label, *bounds, value, format, help, width), keyed=bounds)


def _default_pattern(scale: Scale) -> str:
    """Return the default format of a slider: all digits or parts in which two positions differ."""
    if scale.kind == "float":
        if max(-scale.low, scale.high) >= 1e15:
            return "scientific"
        digits = max(2, scale.digits, decimals(scale.high), *map(decimals, scale.firsts))
        return f"%.{digits}f" if digits <= 12 else "plain"
    hour, minute, day = 3600 * 10**6, 60 * 10**6, 24 * 3600 * 10**6
    if scale.kind == "datetime" and (scale.step % day or scale.low % day or any(first % day for first in scale.firsts)):
        return "YYYY-MM-DD HH:mm" if scale.step % minute == 0 else "YYYY-MM-DD HH:mm:ss"
    if scale.kind == "time" and scale.step % hour and scale.step % minute:
        return "HH:mm:ss"
    return _FORMATS[scale.kind]


# -- how it looks ----------------------------------------------------------------------------------------------------


def _value_text(scale: Scale, pattern: str, value: Any) -> str:
    """Return a value as the reader sees it."""
    return number_text(value, pattern) if scale.kind in ("int", "float") else moment_text(value, pattern)


def _draw(element: Element) -> Native:
    domain = element.source
    assert isinstance(domain, SliderDomain)
    scale, pattern = domain.scale, element.props["pattern"]
    numbers = element.value if isinstance(element.value, list) else [element.value]
    if scale.kind not in NUMERIC:
        numbers = list(map(scale.number, numbers))
    if scale.kind == "int" and pattern in _BARE and scale.high - scale.low <= _WIDEST:
        return _plain_slider(element, scale, numbers)
    positions = scale.positions(_MOST_POSITIONS)
    texts = _position_texts(scale, pattern, positions, of_range=len(numbers) == 2)
    if not texts:
        return _long_slider(element, scale, numbers)
    shown = [positions.index(scale.snap(number)) for number in numbers]
    return _slider_native(
        element,
        "SelectionSlider" if len(shown) == 1 else "SelectionRangeSlider",
        {"options": texts},
        "index",
        shown,
        lambda index: scale.value(positions[index]),
        exact=all(positions[index] == number for index, number in zip(shown, numbers, strict=True)),
    )


def _position_texts(scale: Scale, pattern: str, positions: list[Any], *, of_range: bool) -> tuple[str, ...]:
    """Return the texts of all positions; empty if two are equal, since front ends identify positions by text.

    Between the ends of a range front ends write a hyphen and nothing else; dates have hyphens in them, so spaces set it off.
    """
    texts = scale.texts
    if texts is None or pattern in _RELATIVE:
        texts = tuple(_value_text(scale, pattern, scale.value(position)) for position in positions)
        texts = tuple(f"{END_SPACE}{text}{END_SPACE}" for text in texts) if of_range else texts
        texts = scale.texts = texts if len(set(texts)) == len(texts) else ()
    return texts


def _plain_slider(element: Element, scale: Scale, numbers: list[Any]) -> Native:
    """Return a slider over integers, with a readout that can be typed into."""
    shown = [scale.nearest(min(max(round(number), scale.low), scale.high)) for number in numbers]
    return _slider_native(
        element,
        "IntSlider" if len(shown) == 1 else "IntRangeSlider",
        {"min": scale.low, "max": scale.high, "step": scale.step, "readout_format": "d"},
        "value",
        shown,
        int,
        exact=shown == numbers,
    )


def _long_slider(element: Element, scale: Scale, numbers: list[Any]) -> Native:
    """Return a slider over more positions than can be listed: the label shows the value."""
    last = scale.count if scale.at(scale.count) == scale.high else scale.count + 1
    if 0 < scale.count <= _MOST_STEPS:
        shown = [last if number >= scale.high else max(0, round((number - scale.low) / scale.step)) for number in numbers]
        to_value = partial(_value_at_step, scale)
    else:
        last = _MOST_STEPS
        whole = scale.high / 2 - scale.low / 2  # halves, since the whole may be more than a float can hold
        shown = [min(max(0, round((number / 2 - scale.low / 2) / whole * last)), last) for number in numbers]
        to_value = partial(_value_at_fraction, scale, last)
    return _slider_native(
        element,
        "IntSlider" if len(shown) == 1 else "IntRangeSlider",
        {"min": 0, "max": last, "step": 1},
        "value",
        shown,
        to_value,
        exact=False,
    )


def _value_at_step(scale: Scale, index: int) -> Any:
    """Return the value that is ``index`` steps from the low end."""
    return scale.value(scale.at(index) if index <= scale.count else scale.high)


def _value_at_fraction(scale: Scale, last: int, index: int) -> Any:
    """Return the value at the fraction ``index / last`` of the range."""
    if scale.kind == "float":
        number = scale.low * (1 - index / last) + scale.high * (index / last)
        if not scale.count and 0 < index < last:
            number = float(f"{number:.6g}")  # the steps are finer than the digits of the number
    else:
        number = scale.low + (scale.high - scale.low) * index // last
    return scale.value(scale.snap(number))


def _slider_native(
    element: Element,
    widget: str,
    traits: dict[str, Any],
    trait: str,
    shown: list[int],
    to_value: Callable[[int], Any],
    *,
    exact: bool,
) -> Native:
    """Return a native slider; ``to_value`` converts a position, ``exact`` says whether the positions are the values."""
    many, value = isinstance(element.value, list), element.value
    description = label_html(element.props)
    if not exact:
        domain = element.source
        pattern = element.props["pattern"]
        words = " – ".join(_value_text(domain.scale, pattern, end) for end in (value if many else [value]))
        description += f'<span class="lit-value">{escape(words)}</span>'
    return input_native(
        element,
        widget,
        {
            **traits,
            trait: tuple(shown) if len(shown) == 2 else shown[0],
            "description": description,
            "readout": exact,
            "continuous_update": True,
        },
        trait=trait,
        read=partial(_read_positions, shown, value, to_value),
        classes=() if trait == "value" else ("lit-slider-listed",),
    )


def _read_positions(shown: list[int], value: Any, to_value: Callable[[int], Any], position: Any, wire: Any) -> Any:
    """Return the values of positions; an end that has not moved keeps its exact value."""
    ends = value if isinstance(value, list) else [value]
    positions = list(position) if isinstance(position, tuple | list) else [position]
    moved = [end if now == before else to_value(now) for now, before, end in zip(positions, shown, ends, strict=True)]
    return moved if isinstance(value, list) else moved[0]


def _picture(element: Element) -> str:
    domain, value = element.source, element.value
    assert isinstance(domain, SliderDomain)
    scale = domain.scale
    ends = value if isinstance(value, list) else [value]
    text = " – ".join(_value_text(scale, element.props["pattern"], end) for end in ends)
    whole = scale.high / 2 - scale.low / 2  # halves, since the whole may be more than a float can hold
    shares = [(scale.number(end) / 2 - scale.low / 2) / whole for end in ends]
    low, high = shares if len(shares) == 2 else (0.0, shares[0])
    return picture.field(element, escape(text), picture.bar(low, high), "lit-readout")


class SliderView(WidgetView):
    """``st.slider``, as `AppTest` sees it."""

    def set_range(self, lower: Any, upper: Any) -> Self:
        """Set both ends of a range."""
        return self.set_value([lower, upper])


SLIDER = ElementType("slider", slider, native=_draw, picture=_picture, domain=SliderDomain, view=SliderView)
