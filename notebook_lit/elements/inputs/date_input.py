"""The elements date_input and time_input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.domains.date_domain import (
    DateDomain,
    TimeDomain,
    checked_step,
    clock_time,
    current_time,
    date_domain,
)
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.formatting import moment_text
from notebook_lit.elements.shared.validation import checked_choice, checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, input_native, label_html, width_layout
from notebook_lit.errors import StreamlitInvalidParameterTypeError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import checked_key
from notebook_lit.runtime.writing.container import Container, make, run_of
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self

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
        Year, month and day as ``"YYYY/MM/DD"``, ``"DD/MM/YYYY"`` or ``"MM/DD/YYYY"``, also with ``.`` or ``-``. The
        field itself is the browser's, and follows its language; the date in another format than the first one stands
        beside the label.
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
    domain = date_domain(value, low, high, today, required=required)
    if held != "" and domain.fits(held, low, high):
        domain = date_domain(held, low, high, today, required=required)
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "format": checked_choice("format", format, _FORMATS),
        "min": domain.low,
        "max": domain.high,
        "required": required,
    }
    identity = (label, value, low, high, help, format, required, width)
    return WidgetSpec("date_input", props, domain, identity=identity, keyed=(format,))


def time_input(
    at: Container,
    label: str,
    value: Any = "now",
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    required: bool = False,
    label_visibility: str = "visible",
    step: int | timedelta = timedelta(minutes=15),
    format: str = "24h",
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> time | None:
    """Show a time field and return the chosen time of day.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : "now", time, datetime, ISO str or None
        The first time. None: empty, and None is returned until the reader chooses.
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
    required : bool
        Whether the reader must not leave the field empty.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    step : int or timedelta
        Seconds that one press of an arrow adds, from 1 to 82800 (23 hours). Any time can be typed; seconds count if the
        step is no whole number of minutes.
    format : {"24h", "12h", "localized"}
        The field itself is the browser's, and follows its language; with "12h" the time stands beside the label in that
        form.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    time or None
        The time.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If ``value`` or ``step`` has another type, or is a text that is no time.
    StreamlitValueOutOfRangeError
        If ``step`` is shorter than a second or longer than 23 hours.

    Examples
    --------
    >>> alarm = st.time_input("Wake me at", "06:30")    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "time_input", bind)
    seconds = checked_step(step)
    exact = None if value.__class__ in _PLAIN else repr(value)
    if exact is None and value == "now":
        exact = current_time(seconds).isoformat()
    spec = make(at, _time_spec, label, value, help, seconds, format, bool(required), label_visibility, width, exact)
    moment: time | None = widget(
        at,
        spec,
        key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=bool(disabled), persist_state=persist_state,
    )  # fmt: skip
    return moment


def _time_spec(
    label: Any, value: Any, help: Any, seconds: int, format: Any, required: bool, visibility: str, width: Any,
    exact: str | None,
) -> WidgetSpec:  # fmt: skip
    domain = TimeDomain(clock_time(value, seconds), seconds=seconds % 60 != 0, required=required)
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "format": checked_choice("format", format, ("12h", "24h", "localized")),
        "step": seconds,
        "required": required,
    }
    identity = (label, value, help, seconds, required, width)
    return WidgetSpec("time_input", props, domain, identity=identity, keyed=(seconds,))


# -- how it looks ----------------------------------------------------------------------------------------------------


def _draw_date(element: Element) -> Native:
    props, value = element.props, element.value
    label = label_html(props)
    chosen = value if isinstance(value, list) else [value]
    if props["format"] != "YYYY/MM/DD" and any(chosen):
        words = " – ".join(moment_text(day, props["format"]) for day in chosen if day is not None)
        label += f'<span class="lit-value">{escape(words)}</span>'
    if not isinstance(value, list):
        return input_native(element, "DatePicker", {"value": value, "description": label})
    visibility = props["label_visibility"]
    ends = [*value, None, None][:2]
    return Native(
        "VBox",
        classes=("lit-input", "lit-date-input", "lit-date-range", f"lit-label-{visibility}"),
        layout=width_layout(props["width"]),
        children=(
            Native("HTML", {"value": f'<label class="lit-label">{label}</label>'}, classes=("lit-field-label",)),
            Native("HBox", classes=("lit-date-ends",), children=tuple(_end(element, ends, place) for place in (0, 1))),
        ),
    )


def _end(element: Element, ends: list[date | None], place: int) -> Native:
    """Return the native field of one end of a range."""
    name = f"{element.props['label']}: {('start', 'end')[place]}"
    return Native(
        "DatePicker",
        {"value": ends[place], "disabled": element.props["disabled"], "tooltip": name},
        trait="value",
        read=partial(_range, place, ends[place]),
        classes=("lit-date-end",),
    )


def _range(place: int, before: date | None, chosen: date | None, wire: Any) -> list[date]:
    """Return a range of a newly chosen end and the other one, in order."""
    if chosen == before:
        return list(wire)
    ends = [*wire, None, None][:2]
    ends[place] = chosen
    return sorted(end for end in ends if end is not None)


def _draw_time(element: Element) -> Native:
    props, value = element.props, element.value
    label = label_html(props)
    if props["format"] == "12h" and value is not None:
        label += f'<span class="lit-value">{moment_text(value, _time_pattern(props))}</span>'
    return input_native(element, "TimePicker", {"value": value, "description": label, "step": props["step"]})


def _date_picture(element: Element) -> str:
    value = element.value
    days = [day for day in (value if isinstance(value, list) else [value]) if day is not None]
    text = " – ".join(moment_text(day, element.props["format"]) for day in days)
    return picture.field(element, picture.text(text or None))


def _time_picture(element: Element) -> str:
    value, pattern = element.value, _time_pattern(element.props)
    return picture.field(element, picture.text(None if value is None else moment_text(value, pattern)))


def _time_pattern(props: dict[str, Any]) -> str:
    """Return the format in which a time is read."""
    seconds = ":ss" if props["step"] % 60 else ""
    return f"h:mm{seconds} A" if props["format"] == "12h" else f"HH:mm{seconds}"


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


class TimeInputView(WidgetView):
    """``st.time_input``, as `AppTest` sees it."""

    @property
    def value(self) -> Any:
        """A time of day."""
        value = super().value
        return value.time() if isinstance(value, datetime) else value

    def increment(self) -> Self:
        """Go to the next time that can be chosen."""
        return self._step(1)

    def decrement(self) -> Self:
        """Go to the time before."""
        return self._step(-1)

    def _step(self, direction: int) -> Self:
        if self.value is None:
            return self
        step = timedelta(seconds=self._element.props["step"])
        return self.set_value((datetime.combine(date(2000, 1, 2), self.value) + direction * step).time())


DATE_INPUT = ElementType(
    "date_input", date_input, native=_draw_date, picture=_date_picture, domain=DateDomain, view=DateInputView
)
TIME_INPUT = ElementType(
    "time_input", time_input, native=_draw_time, picture=_time_picture, domain=TimeDomain, view=TimeInputView
)
