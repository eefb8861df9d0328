"""The element number_input."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.domains.number_domain import (
    Number,
    bare_number,
    check_numbers,
    checked_format,
    is_whole,
    typed_number,
)
from notebook_lit.elements.markup.icons import check_icon
from notebook_lit.elements.markup.markdown import plain_text
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.formatting import number_text
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, framed, input_native
from notebook_lit.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    ValueRefused,
)
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
        The bounds. What the reader types beyond them is refused with the reason.
    value : int, float, None or "min"
        The first value; its type, with that of the other numbers, is the type of the field. "min": the lower bound, or
        zero. None: empty, and None is returned until the reader enters a number.
    step : int or float, optional
        What the buttons in the field add and take off: by default 1 or 0.01. It does not limit what can be typed. In
        JupyterLab and Notebook 7 the arrow keys up and down press them.
    format : str, optional
        A printf pattern in which the field shows the number, by default ``"%d"`` or ``"%0.2f"``. It does not change the
        value.
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
        An emoji or ``":material/name:"`` at the start of the field.
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
    }
    identity = (label, low, high, value, step, format, help, placeholder, required, icon, width)
    default = int(first) if whole and first is not None else first
    domain = Number(default, whole=whole, low=low, high=high, required=required)
    return WidgetSpec("number_input", props, domain, identity=identity)


# -- how it looks ----------------------------------------------------------------------------------------------------


def _draw(element: Element) -> Native:
    """Return a text field with two buttons in it.

    The number fields of browsers follow no format, and drop characters while the reader types: "3,5" becomes 35.
    """
    props, value, domain = element.props, element.value, element.source
    assert isinstance(domain, Number)
    written = _written(element)
    field = input_native(
        element,
        "Text",
        {"value": written, "placeholder": props["placeholder"] or "", "continuous_update": False},
        read=partial(typed_number, written, value, domain.whole),
    )
    return framed(field, _step_button(element, -1), _step_button(element, 1), icon=props["icon"])


def _written(element: Element) -> str:
    """Return the number in its format, as the field shows it; empty if there is none."""
    value = element.value
    return "" if value is None or not math.isfinite(value) else number_text(value, element.props["format"]).strip()


def _step_button(element: Element, direction: int) -> Native:
    """Return the button that adds a step to the number that is shown, or takes one off it."""
    props, value, domain = element.props, element.value, element.source
    assert isinstance(domain, Number)
    step = direction * (props["step"] or (1 if domain.whole else 0.01))
    name, look = ("Increase", "lit-step-up") if direction > 0 else ("Decrease", "lit-step-down")
    return Native(
        "Button",
        {
            "tooltip": f"{name} {plain_text(props['label'])}".rstrip(),
            "disabled": props["disabled"] or domain.stepped(value, step) is None,
            "tabbable": False,  # a number can be typed; for each field one stop of the Tab key is enough
        },
        trait="click",
        read=partial(_next, domain, value, step),
        classes=("lit-step", look),
    )


def _next(domain: Number, value: Any, step: float, clicked: bool, wire: Any) -> Any:
    """Return the number that a pressed button means: a step from what the reader entered last, if that counts."""
    try:
        shown = domain.parse(wire)
    except ValueRefused:
        shown = value
    number = domain.stepped(shown, step)
    return shown if number is None else number


def _picture(element: Element) -> str:
    props = element.props
    return picture.field(element, picture.text(_written(element) or None, props["placeholder"], props["icon"]))


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
