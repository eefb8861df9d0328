"""The element number_input."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.slider_scale import FLOAT_LIMIT, WHOLE_LIMIT
from notebook_lit.elements.markup.icons import check_icon, icon_html
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.formatting import number_text, plain
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, as_is, input_native, label_html
from notebook_lit.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidNumberFormatError,
    StreamlitJSNumberBoundsError,
    StreamlitMixedNumericTypesError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    ValueRefused,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self


#: Types of min_value, max_value, value and step whose equality, with the types, means the same field.
_PLAIN = frozenset(product((int, float, str, type(None)), repeat=4))
#: A comma that may be one of thousands as well as a decimal one.
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_WRITTEN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


class Number(Domain):
    """The domain of number_input: an int or float within bounds, or None if the default is None.

    Parameters
    ----------
    default : int, float or None
        The first value.
    whole : bool
        Whether it holds ints.
    low, high : int or float, optional
        The bounds.
    required : bool
        Whether the reader must not leave the field empty.
    """

    __slots__ = ("high", "low", "required", "whole")

    def __init__(self, default: Any, *, whole: bool, low: Any, high: Any, required: bool = False) -> None:
        super().__init__(default)
        self.whole = whole
        self.low = low
        self.high = high
        self.required = required

    def parse(self, wire: Any) -> Any:
        """Return a number of the type within the bounds; None resets to the default. Refuse any other value."""
        if wire is None:
            if self.required:
                raise ValueRefused("A number is needed here.", keep=True)
            return self.default
        if isinstance(wire, str):  # a text field sends what is no number as it is
            raise ValueRefused(_no_number(wire), keep=True)
        if isinstance(wire, bool) or not isinstance(wire, int | float) or not math.isfinite(wire):
            raise ValueRefused(f"{wire!r} is no number")
        number = int(wire) if self.whole else float(wire)
        if number != wire:
            raise ValueRefused(f"{plain(wire)} is not a whole number.", keep=True)
        if not self._holds(number):
            raise ValueRefused(f"{plain(wire)} is not {self._bounds()}.", keep=True)
        return number

    def _bounds(self) -> str:
        """Return the bounds in words."""
        if self.low is not None and self.high is not None:
            return f"between {plain(self.wire(self.low))} and {plain(self.wire(self.high))}"
        if self.low is None and self.high is None:
            return "a number that a browser can hold"
        return f"at least {plain(self.wire(self.low))}" if self.high is None else f"at most {plain(self.wire(self.high))}"

    def wire(self, value: Any) -> Any:
        """Return the value as a plain int or float."""
        if value is None or type(value) is int or type(value) is float:
            return value
        return int(value) if isinstance(value, Integral) else float(value) if isinstance(value, Real) else value

    def keep(self, value: Any) -> Any:
        """Return the value, or the default if it lies outside the bounds or is no number."""
        if value is None or (isinstance(value, Real) and self._holds(value)):
            return value
        return self.default

    def assign(self, value: Any) -> Any:
        """Return the value; raise TypeError if it is neither a number nor None."""
        if value is not None and not isinstance(value, Real):
            raise TypeError(f"A number_input holds a number or None; st.session_state gave it {value!r}.")
        return self.keep(value)

    def _holds(self, number: Any) -> bool:
        limit = WHOLE_LIMIT if self.whole else FLOAT_LIMIT
        low = -limit if self.low is None else self.low
        high = limit if self.high is None else self.high
        return not (number < low or number > high)


def _no_number(text: str) -> str:
    """Return why a typed text is no number."""
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    if _GROUPED.fullmatch(text):
        return f"“{shown}” may be {text.replace(',', '')} or {text.replace(',', '.')}. Write one of these."
    return f"“{shown}” is not a number."


def number_input(
    at: Container,
    label: str,
    min_value: int | float | None = None,
    max_value: int | float | None = None,
    value: int | float | str | None = "min",
    step: int | float | None = None,
    format: str | None = None,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    placeholder: str | None = None,
    disabled: bool = False,
    required: bool = False,
    label_visibility: str = "visible",
    icon: str | None = None,
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> Any:
    """Show a number field and return its number.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    min_value, max_value : int or float, optional
        The bounds. What the reader types beyond them becomes the bound.
    value : int, float, None or "min"
        The first value; its type, with that of the other numbers, is the type of the field. "min": the lower bound, or
        zero. None: empty, and None is returned until the reader enters a number.
    step : int or float, optional
        What one press of an arrow adds: by default 1 or 0.01. It does not limit what can be typed.
    format : str, optional
        A printf pattern, by default ``"%d"`` or ``"%0.2f"``, which does not change the value. Where the field itself
        cannot show the number in it, it stands beside the label.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    placeholder : str, optional
        Stands in the field while it is empty.
    disabled : bool
        Whether the input is disabled.
    required : bool
        Whether the reader must not leave the field empty.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    icon : str, optional
        An emoji or ``":material/name:"`` before the label.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    int, float or None
        The number.

    Raises
    ------
    StreamlitMixedNumericTypesError
        If the numbers are not all int or all float.
    StreamlitInvalidMinMaxError, StreamlitValueBelowMinError, StreamlitValueAboveMaxError
        If the bounds exclude each other or the value.
    StreamlitInvalidNumberFormatError
        If ``format`` cannot show a number.
    StreamlitJSNumberBoundsError
        If a number is too large for a browser.

    Examples
    --------
    >>> rate = st.number_input("rate", 0.0, 1.0, 0.05, step=0.001, format="%.3f")    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "number_input", bind)
    types = (min_value.__class__, max_value.__class__, value.__class__, step.__class__)
    spec = make(
        at,
        _spec, label, min_value, max_value, value, step, format, help, placeholder, bool(required), label_visibility,
        icon, width, types if types in _PLAIN else (types, repr((min_value, max_value, value, step))),
    )  # fmt: skip
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


def _spec(
    label: Any, low: Any, high: Any, value: Any, step: Any, format: Any, help: Any, placeholder: Any, required: bool,
    visibility: str, icon: str | None, width: Any, types: Any,
) -> WidgetSpec:  # fmt: skip
    whole = _is_whole(low, high, value, step)
    _check_numbers(whole, low, high, value, step)
    first = value
    if value == "min":
        first = low if low is not None else 0 if whole else 0.0
    if low is not None and high is not None and low > high:
        raise StreamlitInvalidMinMaxError(f"`min_value` is {low!r}, which is more than `max_value`, {high!r}.")
    if first is not None and low is not None and first < low:
        raise StreamlitValueBelowMinError(f"`value` is {first!r}, which is less than `min_value`, {low!r}.")
    if first is not None and high is not None and first > high:
        raise StreamlitValueAboveMaxError(f"`value` is {first!r}, which is more than `max_value`, {high!r}.")
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "icon": check_icon(icon),
        "placeholder": None if placeholder is None else str(placeholder),
        "required": required,
        "min": _bare(low),
        "max": _bare(high),
        "step": (1 if whole else 0.01) if step is None else _bare(abs(step)),
        "format": ("%d" if whole else "%0.2f") if format is None else _checked_format(format),
        "formatted": format is not None,
    }
    identity = (label, low, high, value, step, format, help, placeholder, required, icon, width)
    default = int(first) if whole and first is not None else first
    domain = Number(default, whole=whole, low=low, high=high, required=required)
    return WidgetSpec("number_input", props, domain, identity=identity)


def _bare(number: Any) -> Any:
    """Return a NumPy number or a bool as an int or float."""
    return None if number is None else int(number) if isinstance(number, Integral) else float(number)


def _is_whole(low: Any, high: Any, value: Any, step: Any) -> bool:
    """Return whether the field holds ints: some arguments are numbers, and all of those are ints."""
    if isinstance(value, str) and value != "min":
        raise StreamlitJSNumberBoundsError(f'`value` is {value!r}. Give a number, None, or "min".')
    numbers = [number for number in (low, high, value, step) if number is not None and not isinstance(number, str)]
    numbers += [text for text in (low, high, step) if isinstance(text, str)]
    whole = bool(numbers) and all(isinstance(number, Integral) for number in numbers)
    if not whole and not all(isinstance(number, float) for number in numbers):
        raise StreamlitMixedNumericTypesError(
            f"`min_value`, `max_value`, `value` and `step` are {low!r}, {high!r}, {value!r} and {step!r}. Make all of "
            f"them int, or all of them float."
        )
    return whole


def _check_numbers(whole: bool, *numbers: Any) -> None:
    """Check that a browser can represent the numbers exactly."""
    limit: float = WHOLE_LIMIT if whole else FLOAT_LIMIT
    for number in numbers:
        if number is not None and number != "min" and not math.isnan(number) and not -limit <= number <= limit:
            raise StreamlitJSNumberBoundsError(f"{number!r} is too large: numbers reach from -{limit} to {limit}.")


def _checked_format(format: Any) -> str:
    """Check that a printf pattern writes a number as a number."""
    try:
        float(str.__mod__(format, 2))
    except (TypeError, ValueError):
        raise StreamlitInvalidNumberFormatError(
            f'`format` is {format!r}, which does not write a number. Give a printf pattern such as "%d" or "%.3f".'
        ) from None
    return str(format)


# -- how it looks ----------------------------------------------------------------------------------------------------


def _draw(element: Element) -> Native:
    props, value, domain = element.props, element.value, element.source
    assert isinstance(domain, Number)
    written = "" if value is None or not math.isfinite(value) else number_text(value, props["format"])
    label = icon_html(props["icon"]) + label_html(props)
    may_be_empty = domain.default is None or props["placeholder"] is not None
    if may_be_empty or not written or (domain.whole and value != int(value)):
        return input_native(
            element,
            "Text",
            {
                "value": written,
                "description": label,
                "placeholder": props["placeholder"] or "",
                "continuous_update": False,
            },
            read=partial(_typed, written, value),
        )
    if props["formatted"] and not _shows(plain(value), written):
        label += f'<span class="lit-value">{escape(written)}</span>'
    traits = {"value": value, "description": label, "continuous_update": False}
    # without a step the browser would mark every fraction as wrong
    traits["step"] = props["step"] or (1 if domain.whole else None)
    # Also for whole numbers: the int fields of ipywidgets strip "e", "." and "," while the reader types ("2.7" becomes 27)
    name = "FloatText"
    if domain.low is not None or domain.high is not None:
        limit = WHOLE_LIMIT if domain.whole else FLOAT_LIMIT
        name = "BoundedFloatText"
        traits["min"] = -limit if domain.low is None else domain.wire(domain.low)
        traits["max"] = limit if domain.high is None else domain.wire(domain.high)
    return input_native(element, name, traits, read=_whole if domain.whole else as_is)


def _whole(number: float, wire: Any) -> float:
    """Return the int that a field of floats shows; a fraction unchanged, which the domain refuses."""
    return int(number) if number.is_integer() else number


def _shows(field: str, written: str) -> bool:
    """Return whether a number field shows the same as the formatted text, except for trailing zeros."""
    trimmed = written.rstrip("0").rstrip(".") if "." in written and "e" not in written else written
    return trimmed == (field.rstrip("0").rstrip(".") if "." in field and "e" not in field else field)


def _typed(written: str, value: Any, text: str, wire: Any) -> Any:
    """Return the number of a typed text; a text that is no number unchanged, which the domain refuses.

    One comma is a decimal comma, where it cannot be one of thousands.
    """
    text = text.strip()
    if text == written:
        return value
    if not text:
        return None
    number = text if _GROUPED.fullmatch(text) else text.replace(",", ".")
    if not _WRITTEN.fullmatch(number):
        return text
    return int(number) if re.fullmatch(r"[+-]?\d+", number) else float(number)


def _picture(element: Element) -> str:
    value, props = element.value, element.props
    text = None if value is None or not math.isfinite(value) else number_text(value, props["format"])
    return picture.field(element, picture.with_icon(props, picture.text(text, props["placeholder"])))


class NumberInputView(WidgetView):
    """``st.number_input``, as `AppTest` sees it."""

    def increment(self) -> Self:
        """Press plus."""
        return self._step(1)

    def decrement(self) -> Self:
        """Press minus."""
        return self._step(-1)

    def _step(self, direction: int) -> Self:
        if self.value is None:
            return self
        props = self._element.props
        value = self.value + direction * props["step"]
        if props["max"] is not None:
            value = min(value, props["max"])
        if props["min"] is not None:
            value = max(value, props["min"])
        return self.set_value(value)


NUMBER_INPUT = ElementType("number_input", number_input, native=_draw, picture=_picture, domain=Number, view=NumberInputView)
