"""The element number_input."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.number_domain import (
    Number,
    bare_number,
    check_numbers,
    checked_format,
    is_whole,
    typed_number,
)
from notebook_lit.elements.inputs.slider_scale import FLOAT_LIMIT, WHOLE_LIMIT
from notebook_lit.elements.markup.icons import check_icon, icon_html
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.formatting import number_text, plain
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, as_is, input_native, label_html
from notebook_lit.errors import StreamlitInvalidMinMaxError, StreamlitValueAboveMaxError, StreamlitValueBelowMinError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self


#: Types of min_value, max_value, value and step whose equality, with the types, means the same field.
_PLAIN = frozenset(product((int, float, str, type(None)), repeat=4))


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
    whole = is_whole(low, high, value, step)
    check_numbers(whole, low, high, value, step)
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
        "min": bare_number(low),
        "max": bare_number(high),
        "step": (1 if whole else 0.01) if step is None else bare_number(abs(step)),
        "format": ("%d" if whole else "%0.2f") if format is None else checked_format(format),
        "formatted": format is not None,
    }
    identity = (label, low, high, value, step, format, help, placeholder, required, icon, width)
    default = int(first) if whole and first is not None else first
    domain = Number(default, whole=whole, low=low, high=high, required=required)
    return WidgetSpec("number_input", props, domain, identity=identity)


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
            read=partial(typed_number, written, value),
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


def _picture(element: Element) -> str:
    value, props = element.value, element.props
    text = None if value is None or not math.isfinite(value) else number_text(value, props["format"])
    return picture.field(element, picture.text(text, props["placeholder"]))


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
