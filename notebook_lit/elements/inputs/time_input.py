"""The element time_input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.domains.date_domain import TimeDomain, checked_step, clock_time, current_time, time_pattern
from notebook_lit.elements.inputs.picker_field import entered, picker, text_traits
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.validation import checked_choice, checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, framed, input_native
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self

#: Types of first values whose equality means the same widget; of all others what they are in full counts.
_PLAIN = frozenset({str, type(None)})


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
        Seconds between the times that the browser's list offers, from 1 to 82800 (23 hours). Any time can be typed; seconds
        count if the step is no whole number of minutes.
    format : {"24h", "12h", "localized"}
        How the field shows the time: 18:45, or 6:45 PM. "localized": as "24h", since a kernel does not know the language of
        the reader. Either can be typed.
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
    format = checked_choice("format", format, ("12h", "24h", "localized"))
    domain = TimeDomain(clock_time(value, seconds), pattern=time_pattern(format, seconds), required=required)
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "format": format,
        "step": seconds,
        "required": required,
    }
    identity = (label, value, help, seconds, required, width)
    return WidgetSpec("time_input", props, domain, identity=identity, keyed=(seconds,))


# -- how it looks ----------------------------------------------------------------------------------------------------


def _draw(element: Element) -> Native:
    """Return a text field, and in it what opens the browser's list of times."""
    props, value, domain = element.props, element.value, element.source
    assert isinstance(domain, TimeDomain)
    field = input_native(element, "Text", text_traits(domain, value), read=partial(entered, domain, value))
    return framed(field, picker("TimePicker", domain, value, props["label"], disabled=props["disabled"], step=props["step"]))


def _picture(element: Element) -> str:
    domain = element.source
    assert isinstance(domain, TimeDomain)
    return picture.field(element, picture.text(domain.written(element.value) or None))


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


TIME_INPUT = ElementType("time_input", time_input, native=_draw, picture=_picture, domain=TimeDomain, view=TimeInputView)
