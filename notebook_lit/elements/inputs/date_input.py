"""The element date_input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from notebook_lit.elements.inputs.domains.date_domain import DateDomain, date_domain
from notebook_lit.elements.inputs.picker_field import entered, picked, picker, text_traits
from notebook_lit.elements.markup.markdown import plain_text
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.validation import checked_choice, checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, framed, input_native, label_html, width_layout
from notebook_lit.errors import StreamlitInvalidParameterTypeError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import checked_key
from notebook_lit.runtime.writing.container import Container, make, run_of
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

#: How dates can be written: year, month and day in one of three orders, with one of three signs between them.
_FORMATS = tuple(
    sign.join(parts) for sign in "/.-" for parts in (("YYYY", "MM", "DD"), ("DD", "MM", "YYYY"), ("MM", "DD", "YYYY"))
)
#: Types of first values whose equality means the same widget; of all others what they are in full counts.
_PLAIN = frozenset({str, date, type(None)})


def date_input(
    at: Container,
    label: str,
    value: Any = "today",
    min_value: date | datetime | str | None = None,
    max_value: date | datetime | str | None = None,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    format: str = "YYYY/MM/DD",
    disabled: bool = False,
    required: bool = False,
    label_visibility: str = "visible",
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> Any:
    """Show a date field, or two for a range, and return the chosen date or dates.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : "today", date, datetime, ISO str, None, or a tuple or list of up to two of them
        The first date. None: empty, and None is returned until the reader chooses. A tuple or list, also an empty one,
        makes a range. Left out: what ``st.session_state`` holds under the key, a date or a range, or else today.
    min_value, max_value : "today", date, datetime or ISO str, optional
        The bounds: by default ten years before and after the value, or today.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    format : str
        How the field shows the date, and how it is typed: ``"YYYY/MM/DD"``, ``"DD/MM/YYYY"`` or ``"MM/DD/YYYY"``, also with
        ``.`` or ``-``. ``2026-01-31`` can always be typed.
    disabled : bool
        Whether the input is disabled.
    required : bool
        Whether the reader must not leave the field empty.
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
    date, None or tuple of date
        The date; for a range a tuple with as many dates as are chosen: none, one or two.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If a date has another type, or is a text that is no date.
    StreamlitInvalidMinMaxError, StreamlitValueBelowMinError, StreamlitValueAboveMaxError
        If the bounds exclude each other or the value.
    StreamlitValueError
        If ``format`` is not one of the nine.

    Examples
    --------
    >>> start, end = st.date_input("from, to", ("2026-01-01", "2026-01-31"))    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "date_input", bind)
    if value.__class__ is list:
        value = tuple(value)
    plain = value.__class__ in _PLAIN and min_value.__class__ in _PLAIN and max_value.__class__ in _PLAIN
    held = "" if key is None or value.__class__ is not str or value != "today" else _state_value(at, checked_key(key))
    plain = plain and held.__class__ in _PLAIN
    exact = None if plain else repr((value, min_value, max_value, held))
    spec = make(
        at,
        _date_spec, label, value, min_value, max_value, help, format, bool(required), label_visibility, width,
        date.today(), held, exact,
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


def _state_value(at: Container, key: str) -> Any:
    """Return the session_state value of a date field without ``value``, which determines range and bounds.

    "" for nothing, or nothing that could be in such a field.
    """
    if key not in run_of(at).state:
        return ""
    held = run_of(at).state[key]
    if isinstance(held, list | tuple):
        return tuple(held) if len(held) <= 2 and all(isinstance(day, date) for day in held) else ""
    return held if held is None or isinstance(held, date) else ""


def _date_spec(
    label: Any, value: Any, low: Any, high: Any, help: Any, format: Any, required: bool, visibility: str, width: Any,
    today: date, held: Any, exact: str | None,
) -> WidgetSpec:  # fmt: skip
    if not isinstance(format, str):
        raise StreamlitInvalidParameterTypeError(f'`format` is {format!r}. Give a str such as "DD.MM.YYYY".')
    format = checked_choice("format", format, _FORMATS)
    domain = date_domain(value, low, high, today, format=format, required=required)
    if held != "" and domain.fits(held, low, high):
        domain = date_domain(held, low, high, today, format=format, required=required)
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "format": format,
        "min": domain.low,
        "max": domain.high,
        "required": required,
    }
    identity = (label, value, low, high, help, format, required, width)
    return WidgetSpec("date_input", props, domain, identity=identity, keyed=(format,))


# -- how it looks ----------------------------------------------------------------------------------------------------


def _draw(element: Element) -> Native:
    """Return a text field, and in it what opens the browser's calendar; two of them for a range.

    The date fields of browsers follow the reader's language, and no format.
    """
    props, value, domain = element.props, element.value, element.source
    assert isinstance(domain, DateDomain)
    if not isinstance(value, list):
        field = input_native(element, "Text", text_traits(domain, value), read=partial(entered, domain, value))
        return framed(field, picker("DatePicker", domain, value, props["label"], disabled=props["disabled"]))
    visibility = props["label_visibility"]
    ends = [*value, None, None][:2]
    return Native(
        "VBox",
        classes=("lit-input", "lit-date-input", "lit-date-range", f"lit-label-{visibility}"),
        layout=width_layout(props["width"]),
        children=(
            Native("HTML", {"value": f'<label class="lit-label">{label_html(props)}</label>'}, classes=("lit-field-label",)),
            Native(
                "HBox",
                classes=("lit-date-ends",),
                children=tuple(_end(element, domain, place, end) for place, end in enumerate(ends)),
            ),
        ),
    )


def _end(element: Element, domain: DateDomain, place: int, value: date | None) -> Native:
    """Return the field of one end of a range."""
    props = element.props
    name = f"{plain_text(props['label'])}: {('start', 'end')[place]}"
    field = Native(
        "Text",
        {**text_traits(domain, value), "description": name, "disabled": props["disabled"]},
        trait="value",
        read=partial(_entered_end, domain, place, value),
        classes=("lit-date-end", "lit-label-heard"),
    )
    opener = picker("DatePicker", domain, value, name, disabled=props["disabled"])
    opener.read = partial(_picked_end, domain, place)
    return framed(field, opener)


def _entered_end(domain: DateDomain, place: int, before: date | None, text: str, wire: Any) -> list[Any]:
    return _with_end(domain, place, entered(domain, before, text, before), wire)


def _picked_end(domain: DateDomain, place: int, chosen: date | None, wire: Any) -> list[Any]:
    return _with_end(domain, place, picked(domain, chosen, wire), wire)


def _with_end(domain: DateDomain, place: int, chosen: Any, wire: Any) -> list[Any]:
    """Return a range of a newly chosen end and the other one: in order, or as they stand in the fields if one is refused."""
    ends = [*wire, None, None][:2]
    ends[place] = chosen
    dates = [end for end in ends if end is not None]
    return sorted(dates) if all(map(domain.holds, dates)) else ends


def _picture(element: Element) -> str:
    value, domain = element.value, element.source
    assert isinstance(domain, DateDomain)
    days = [day for day in (value if isinstance(value, list) else [value]) if day is not None]
    return picture.field(element, picture.text(" – ".join(map(domain.written, days)) or None))


class DateInputView(WidgetView):
    """``st.date_input``, as `AppTest` sees it."""

    @property
    def is_range(self) -> bool:
        """Whether it takes a start and an end."""
        return isinstance(self._element.value, list | tuple)

    @property
    def value(self) -> Any:
        """A date, or for a range a tuple of dates."""
        value = super().value
        return tuple(value) if isinstance(value, list) else value


DATE_INPUT = ElementType("date_input", date_input, native=_draw, picture=_picture, domain=DateDomain, view=DateInputView)
