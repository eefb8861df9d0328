"""The domains of date and time fields, and their construction from arguments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from notebook_lit.elements.inputs.domains.typed_moments import read_date, read_time
from notebook_lit.elements.shared.formatting import moment_text, quoted
from notebook_lit.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    StreamlitValueOutOfRangeError,
    ValueRefused,
)
from notebook_lit.runtime.model.state import Domain

_LONGEST_STEP = 23 * 3600
#: What reasons show a format by: no day or month could be taken for the other.
_SOME_DAY = date(2026, 1, 31)
_SOME_TIME = time(18, 45)


class DateDomain(Domain):
    """A date within bounds or None; or, if the default is a tuple, a tuple of up to two dates.

    Parameters
    ----------
    default : date, None or tuple of date
        The default value.
    low, high : date
        The bounds.
    pattern : str
        How dates are written.
    strict : bool
        Whether a bound was set explicitly: only then a kept value outside the bounds is replaced by the default.
    required : bool
        Whether the reader must not leave the field empty.
    """

    __slots__ = ("high", "low", "pattern", "required", "strict")

    def __init__(self, default: Any, low: date, high: date, *, pattern: str, strict: bool, required: bool) -> None:
        super().__init__(default)
        self.low = low
        self.high = high
        self.pattern = pattern
        self.strict = strict
        self.required = required

    def parse(self, wire: Any) -> Any:
        """Return a date or None, of a range a tuple of up to two dates; refuse any other value. A text is read."""
        many = isinstance(self.default, tuple)
        chosen = [] if wire is None else list(wire) if many and isinstance(wire, list | tuple) else [wire]
        if len(chosen) > 2:
            raise ValueRefused(f"{wire!r} is more than a start and an end")
        if not chosen and self.required:
            raise ValueRefused("A date is needed here.", keep=True)
        ends = sorted(chosen, key=lambda day: day is None)  # beside a refused end there may be none: its reason counts
        found = tuple(map(self._one, ends))
        return found if many else found[0] if found else None

    def _one(self, day: Any) -> Any:
        if isinstance(day, str):
            text, day = day, read_date(day, self.pattern)
            if day is None:
                example = self.written(_SOME_DAY)
                raise ValueRefused(f"{quoted(text)} is not a date. Write it as {self.shape}, such as {example}.", keep=True)
        if not isinstance(day, date):
            raise ValueRefused(f"{day!r} is no date")
        if isinstance(day, datetime):
            day = day.date()
        if not self.holds(day):
            raise ValueRefused(f"Choose a date from {self.written(self.low)} to {self.written(self.high)}.", keep=True)
        return day

    def holds(self, day: Any) -> bool:
        """Return whether this is a date within the bounds."""
        return isinstance(day, date) and self.low <= self.wire(day) <= self.high

    @property
    def shape(self) -> str:
        """How dates are written, in words for readers."""
        return self.pattern

    def written(self, day: date | None) -> str:
        """Return a date as its field shows it; empty if there is none."""
        return "" if day is None else moment_text(day, self.pattern)

    def typed(self, text: str) -> Any:
        """Return the date that a text means, a text that means none as it is; for an empty one what an emptied field has."""
        if not text.strip():
            return None if self.required or isinstance(self.default, tuple) else self.wire(self.default)
        return read_date(text, self.pattern) or text

    def fits(self, value: Any, low: Any, high: Any) -> bool:
        """Return whether a date, None or a range lies within the bounds ``low`` and ``high``, as far as they are set."""
        chosen = value if isinstance(value, tuple) else () if value is None else (value,)
        above = low is None or all(self.low <= self.wire(day) for day in chosen)
        return above and (high is None or all(self.wire(day) <= self.high for day in chosen))

    def wire(self, value: Any) -> Any:
        """Return the value for the front end: a date, or a list for a range."""
        if isinstance(value, tuple | list):
            return [self.wire(day) for day in value]
        return value.date() if isinstance(value, datetime) else value

    def keep(self, value: Any) -> Any:
        """Return the value, or the default if its shape differs or it lies outside explicit bounds."""
        try:
            chosen = self._checked_dates(value)
        except TypeError:
            return self.default
        inside = all(self.low <= self.wire(day) <= self.high for day in chosen)
        return value if inside or not self.strict else self.default

    def assign(self, value: Any) -> Any:
        """Return the value, kept within explicit bounds; raise TypeError if its shape or type is wrong."""
        self._checked_dates(value)
        return self.keep(value)

    def _checked_dates(self, value: Any) -> list[Any]:
        """Return the dates of a value; raise TypeError if this field cannot hold it."""
        many = isinstance(self.default, tuple)
        if many:
            fits = isinstance(value, tuple | list) and len(value) <= 2
        else:
            fits = value is None or isinstance(value, date)
        chosen = [] if value is None else list(value) if isinstance(value, tuple | list) else [value]
        if not fits or not all(isinstance(day, date) for day in chosen):
            kind = "a tuple of up to two dates" if many else "a date or None"
            raise TypeError(f"This date_input holds {kind}; st.session_state gave it {value!r}.")
        return chosen


class TimeDomain(Domain):
    """A time of day, or None if the default is None.

    Parameters
    ----------
    default : time or None
        The default value.
    pattern : str
        How times are written: whether with seconds, which values then have, too.
    required : bool
        Whether the reader must not leave the field empty.
    """

    __slots__ = ("pattern", "required", "seconds")

    def __init__(self, default: time | None, *, pattern: str, required: bool) -> None:
        super().__init__(default)
        self.pattern = pattern
        self.seconds = "ss" in pattern
        self.required = required

    def parse(self, wire: Any) -> time | None:
        """Return a time; None resets to the default. Refuse any other value. A text is read."""
        if wire is None:
            if self.required:
                raise ValueRefused("A time is needed here.", keep=True)
            default: time | None = self.default
            return default
        if isinstance(wire, str):
            text, wire = wire, read_time(wire, seconds=self.seconds)
            if wire is None:
                example = self.written(_SOME_TIME)
                raise ValueRefused(f"{quoted(text)} is not a time. Write it as {self.shape}, such as {example}.", keep=True)
        if not isinstance(wire, time):
            raise ValueRefused(f"{wire!r} is no time")
        return wire.replace(microsecond=0, second=wire.second if self.seconds else 0)

    @property
    def shape(self) -> str:
        """How times are written, in words for readers."""
        return self.pattern.upper().replace(" A", " AM")

    def written(self, moment: time | None) -> str:
        """Return a time as its field shows it; empty if there is none."""
        return "" if moment is None else moment_text(moment, self.pattern)

    def typed(self, text: str) -> Any:
        """Return the time that a text means, a text that means none as it is; None for an empty one."""
        if not text.strip():
            return None
        moment = read_time(text, seconds=self.seconds)
        return text if moment is None else moment

    def wire(self, value: Any) -> Any:
        """Return the time for the front end, without a time zone."""
        if isinstance(value, datetime):
            value = value.time()
        return value.replace(tzinfo=None) if isinstance(value, time) else value

    def keep(self, value: Any) -> Any:
        """Return the value, or the default if it is no time."""
        return value if value is None or isinstance(value, time | datetime) else self.default

    def assign(self, value: Any) -> Any:
        """Return the value; raise TypeError if it is neither a time nor None."""
        if value is not None and not isinstance(value, time | datetime):
            raise TypeError(f"A time_input holds a time or None; st.session_state gave it {value!r}.")
        return value


# -- from the arguments of st.date_input -------------------------------------------------------------------------------


def date_domain(value: Any, low: Any, high: Any, today: date, *, format: str, required: bool) -> DateDomain:
    """Make the domain of a date field from its arguments (docs/semantics.md#j.date_input)."""
    many = isinstance(value, list | tuple)
    if many and len(value) > 2:
        raise StreamlitInvalidParameterTypeError(f"`value` has {len(value)} dates. Give a start and an end at most.")
    chosen = [_date("value", day, today) for day in (value if many else [] if value is None else [value])]
    bottom = _shifted_years(chosen[0] if chosen else today, -10) if low is None else _date("min_value", low, today)
    top = _shifted_years(chosen[-1] if chosen else today, 10) if high is None else _date("max_value", high, today)
    if bottom > top:
        raise StreamlitInvalidMinMaxError(f"`min_value` is {bottom}, which is after `max_value`, {top}.")
    if value == "today":
        chosen = [min(max(today, bottom), top)]
    if chosen and chosen[0] < bottom:
        raise StreamlitValueBelowMinError(f"`value` is {chosen[0]}, which is before `min_value`, {bottom}.")
    if chosen and chosen[-1] > top:
        raise StreamlitValueAboveMaxError(f"`value` is {chosen[-1]}, which is after `max_value`, {top}.")
    default = tuple(chosen) if many else chosen[0] if chosen else None
    strict = low is not None or high is not None
    return DateDomain(default, bottom, top, pattern=format, strict=strict, required=required)


def _date(name: str, value: Any, today: date) -> date:
    """Return a date argument as a date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value.__class__ is str:
        if value == "today":
            return today
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            pass  # said below
    raise StreamlitInvalidParameterTypeError(
        f'`{name}` is {value!r}. Give a date, a datetime, a text such as "2026-01-31", or "today".'
    )


def _shifted_years(day: date, years: int) -> date:
    """Return a date moved by years, within the calendar; the 29th of February becomes the 28th."""
    year = day.year + years
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


# -- from the arguments of st.time_input -------------------------------------------------------------------------------


def checked_step(step: Any) -> int:
    """Return the step of a time field in seconds."""
    if isinstance(step, bool) or not isinstance(step, int | timedelta):
        raise StreamlitInvalidParameterTypeError(f"`step` is {step!r}. Give seconds as an int, or a timedelta.")
    seconds = int(step.total_seconds()) if isinstance(step, timedelta) else step
    if not 1 <= seconds <= _LONGEST_STEP:
        raise StreamlitValueOutOfRangeError(f"`step` is {step!r}. Give from 1 second to 23 hours.")
    return seconds


def time_pattern(format: str, step: int) -> str:
    """Return how times are written whose ``format`` argument and step in seconds these are."""
    seconds = ":ss" if step % 60 else ""
    return f"h:mm{seconds} A" if format == "12h" else f"HH:mm{seconds}"


def current_time(step: int) -> time:
    """Return the current time of day, with seconds if ``step`` needs them."""
    return _without_seconds(datetime.now().time().replace(microsecond=0), step)


def clock_time(value: Any, step: int) -> time | None:
    """Return the ``value`` argument of a time field as a time, or None."""
    if value is None:
        return None
    if value.__class__ is str:
        return current_time(step) if value == "now" else _without_seconds(_parsed_iso(value), step)
    if isinstance(value, datetime | time):
        return _without_seconds(value.time() if isinstance(value, datetime) else value, step)
    raise StreamlitInvalidParameterTypeError(
        f'`value` is {value!r}. Give a time, a datetime, a text such as "10:30", "now" or None.'
    )


def _without_seconds(moment: time, step: int) -> time:
    """Return a time without seconds if the step is a whole number of minutes."""
    return moment if step % 60 else moment.replace(second=0, microsecond=0)


def _parsed_iso(text: str) -> time:
    """Return the time of an ISO time, or of an ISO date and time."""
    for read in (time.fromisoformat, lambda text: datetime.fromisoformat(text).time()):
        try:
            return read(text)
        except ValueError:
            continue
    raise StreamlitInvalidParameterTypeError(f'`value` is "{text}", which is no time. Write one such as "10:30".')
