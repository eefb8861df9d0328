"""What date and time fields hold: their domains, and how their arguments become dates and times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

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


class Days(Domain):
    """A date within bounds or None; or, where the first value is a tuple, none, one or two dates.

    Parameters
    ----------
    default : date, None or tuple of date
        The first value.
    low, high : date
        The bounds.
    strict : bool
        Whether the author gave a bound: only then an older value outside is given up.
    required : bool
        Whether the reader cannot clear it.
    """

    __slots__ = ("high", "low", "required", "strict")

    def __init__(self, default: Any, low: date, high: date, *, strict: bool, required: bool) -> None:
        super().__init__(default)
        self.low = low
        self.high = high
        self.strict = strict
        self.required = required

    def parse(self, wire: Any) -> Any:
        """Take a date or None; of a range a list of up to two dates."""
        many = isinstance(self.default, tuple)
        chosen = [] if wire is None else list(wire) if many and isinstance(wire, list | tuple) else [wire]
        if len(chosen) > 2:
            raise ValueRefused(f"{wire!r} is more than a start and an end")
        if not chosen and self.required:
            raise ValueRefused("A date is needed here.", keep=True)
        found = tuple(self._one(day) for day in chosen)
        return found if many else found[0] if found else None

    def _one(self, day: Any) -> Any:
        if not isinstance(day, date):
            raise ValueRefused(f"{day!r} is no date")
        if isinstance(day, datetime):
            day = day.date()
        if not self.low <= day <= self.high:
            # browsers send each year that comes about while one is typed: 0002, 0020, 0202, 2026
            raise ValueRefused(f"Choose a date from {self.low} to {self.high}.", keep=True)
        return day

    def fits(self, value: Any, low: Any, high: Any) -> bool:
        """Return whether a date, None or a range lies within the bounds ``low`` and ``high``, as far as they are set."""
        chosen = value if isinstance(value, tuple) else () if value is None else (value,)
        above = low is None or all(self.low <= self.wire(day) for day in chosen)
        return above and (high is None or all(self.wire(day) <= self.high for day in chosen))

    def wire(self, value: Any) -> Any:
        """Return a date as it is, a range as a list."""
        if isinstance(value, tuple | list):
            return [self.wire(day) for day in value]
        return value.date() if isinstance(value, datetime) else value

    def keep(self, value: Any) -> Any:
        """Return the value, or the first one where its shape is another, or it lies outside bounds that were given."""
        try:
            chosen = self._check(value)
        except TypeError:
            return self.default
        inside = all(self.low <= self.wire(day) <= self.high for day in chosen)
        return value if inside or not self.strict else self.default

    def assign(self, value: Any) -> Any:
        """Refuse what is of another shape or type."""
        self._check(value)
        return self.keep(value)

    def _check(self, value: Any) -> list[Any]:
        """List the dates of a value; raise TypeError if it is none that this field can have."""
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


class Clock(Domain):
    """A time of day, or None where the first value is None.

    Parameters
    ----------
    default : time or None
        The first value.
    seconds : bool
        Whether seconds count.
    required : bool
        Whether the reader cannot clear it.
    """

    __slots__ = ("required", "seconds")

    def __init__(self, default: time | None, *, seconds: bool, required: bool) -> None:
        super().__init__(default)
        self.seconds = seconds
        self.required = required

    def parse(self, wire: Any) -> time | None:
        """Take a time; None is the first value again."""
        if wire is None:
            if self.required:
                raise ValueRefused("A time is needed here.", keep=True)
            default: time | None = self.default
            return default
        if not isinstance(wire, time):
            raise ValueRefused(f"{wire!r} is no time")
        return wire.replace(microsecond=0, second=wire.second if self.seconds else 0)

    def wire(self, value: Any) -> Any:
        """Return a time without its zone, which no field shows."""
        if isinstance(value, datetime):
            value = value.time()
        return value.replace(tzinfo=None) if isinstance(value, time) else value

    def keep(self, value: Any) -> Any:
        """Return the value, or the first one where it is no time."""
        return value if value is None or isinstance(value, time | datetime) else self.default

    def assign(self, value: Any) -> Any:
        """Refuse what is neither a time nor None."""
        if value is not None and not isinstance(value, time | datetime):
            raise TypeError(f"A time_input holds a time or None; st.session_state gave it {value!r}.")
        return value


# -- from the arguments of st.date_input -------------------------------------------------------------------------------


def days(value: Any, low: Any, high: Any, today: date, *, required: bool) -> Days:
    """Make the domain of a date field from its arguments (docs/semantics.md#j.date_input)."""
    many = isinstance(value, list | tuple)
    if many and len(value) > 2:
        raise StreamlitInvalidParameterTypeError(f"`value` has {len(value)} dates. Give a start and an end at most.")
    chosen = [_date("value", day, today) for day in (value if many else [] if value is None else [value])]
    bottom = _years(chosen[0] if chosen else today, -10) if low is None else _date("min_value", low, today)
    top = _years(chosen[-1] if chosen else today, 10) if high is None else _date("max_value", high, today)
    if bottom > top:
        raise StreamlitInvalidMinMaxError(f"`min_value` is {bottom}, which is after `max_value`, {top}.")
    if value == "today":
        chosen = [min(max(today, bottom), top)]
    if chosen and chosen[0] < bottom:
        raise StreamlitValueBelowMinError(f"`value` is {chosen[0]}, which is before `min_value`, {bottom}.")
    if chosen and chosen[-1] > top:
        raise StreamlitValueAboveMaxError(f"`value` is {chosen[-1]}, which is after `max_value`, {top}.")
    default = tuple(chosen) if many else chosen[0] if chosen else None
    return Days(default, bottom, top, strict=low is not None or high is not None, required=required)


def _date(name: str, value: Any, today: date) -> date:
    """Turn one date argument into a date."""
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


def _years(day: date, years: int) -> date:
    """Move a date by years: the 29th of February to the 28th, and not beyond the calendar."""
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


def this_moment(step: int) -> time:
    """Return the time of day, with its seconds if they count with that step."""
    return _counted(datetime.now().time().replace(microsecond=0), step)


def clock_time(value: Any, step: int) -> time | None:
    """Turn the first value of a time field into a time, or None."""
    if value is None:
        return None
    if value.__class__ is str:
        return this_moment(step) if value == "now" else _counted(_written(value), step)
    if isinstance(value, datetime | time):
        return _counted(value.time() if isinstance(value, datetime) else value, step)
    raise StreamlitInvalidParameterTypeError(
        f'`value` is {value!r}. Give a time, a datetime, a text such as "10:30", "now" or None.'
    )


def _counted(moment: time, step: int) -> time:
    """Leave out the seconds if the step is a whole number of minutes."""
    return moment if step % 60 else moment.replace(second=0, microsecond=0)


def _written(text: str) -> time:
    """Read a time, or a date and a time, in ISO form."""
    for read in (time.fromisoformat, lambda text: datetime.fromisoformat(text).time()):
        try:
            return read(text)
        except ValueError:
            continue
    raise StreamlitInvalidParameterTypeError(f'`value` is "{text}", which is no time. Write one such as "10:30".')
