"""The scale and the domain of a slider, and their construction from the arguments of ``st.slider``.

Rules
-----
1. Each kind of value has a number: dates are their days, times and datetimes their microseconds on the clock. Bounds,
   steps and snapping are arithmetic on these numbers, so that all kinds obey the same rules.
2. The positions of a slider are ``low + i * step``, ``high``, and the first value where it lies between two of those. What
   a reader sets snaps to the nearest position; floats are rounded to the digits that bounds and step are written with.
3. On the wire a single value is itself, a range is a list of one or two of them, in order.
"""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from numbers import Integral, Real
from typing import Any

from notebook_lit.elements.shared.formatting import decimals
from notebook_lit.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitJSNumberBoundsError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    StreamlitValueError,
    ValueRefused,
)
from notebook_lit.runtime.model.state import Domain

#: Integers that a browser holds exactly, and floats that it holds at all, reach from minus this to this.
WHOLE_LIMIT = 2**53 - 1
FLOAT_LIMIT = 1.797e308
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1)
FORTNIGHT = timedelta(days=14)


def value_kind(value: Any) -> str | None:
    """Return the kind of a value that a slider can have; None for any other."""
    if isinstance(value, datetime):
        return "datetime"
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    if isinstance(value, Integral):
        return "int"
    return "float" if isinstance(value, Real) else None


def scale_number(kind: str, value: Any) -> Any:
    """Return the number of a value on a scale of that kind (rule 1)."""
    if kind == "date":
        return value.toordinal()
    if kind == "datetime":
        return (value.replace(tzinfo=None) - EPOCH) // TICK
    if kind == "time":
        return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    return value


NUMERIC = frozenset({"int", "float"})


class Scale:
    """The positions of a slider, as numbers.

    Parameters
    ----------
    kind : {"int", "float", "date", "datetime", "time"}
        What the numbers mean.
    low, high, step : int or float
        The bounds, ``low < high``, and the distance of two positions, above 0.
    firsts : tuple
        The numbers of the default value: always positions.
    zone : tzinfo, optional
        The time zone of datetimes and times.
    """

    __slots__ = ("_positions", "count", "digits", "firsts", "high", "kind", "low", "step", "texts", "zone")

    def __init__(
        self, kind: str, low: Any, high: Any, step: Any, firsts: tuple[Any, ...] = (), zone: tzinfo | None = None
    ) -> None:
        self.kind = kind
        self.low = low
        self.high = high
        self.step = step
        self.zone = zone
        self.digits = max(decimals(low), decimals(step)) if kind == "float" else 0
        span = high / step - low / step if kind == "float" else (high - low) // step
        # how many steps fit in; a float's last step may miss the bound by dust. 0: too many to be counted
        self.count = 0 if span > 2**53 else math.floor(span + 1e-9)
        self.firsts = tuple(number for number in firsts if number != self.nearest(number))
        self._positions: list[Any] | None = None
        self.texts: tuple[str, ...] | None = None  # the texts of the positions, cached by the drawing

    def at(self, index: int) -> Any:
        """Return the number of the position that is ``index`` steps from the low end."""
        number = self.low + index * self.step
        if self.kind != "float" or index == 0:
            return number
        number = round(number, self.digits)
        # the last step is the high end, however inexactly that was computed
        return self.high if index == self.count and self.high - number < self.step * 1e-9 else number

    def nearest(self, number: Any) -> Any:
        """Return the step, or the high end, that is nearest to a number within the bounds."""
        if not self.count and self.step < self.high - self.low:
            return number
        if self.kind != "float" and (number - self.low) % self.step == 0:
            return number
        steps = (number - self.low) / self.step if self.kind == "float" else (number - self.low) // self.step
        below = min(math.floor(steps + 1e-9), self.count)
        around = [self.at(below), self.at(below + 1) if below < self.count else self.high]
        return min(around, key=lambda position: abs(position - number))

    def snap(self, number: Any) -> Any:
        """Return the position that is nearest to a number (rule 2)."""
        number = min(max(number, self.low), self.high)
        return number if number in self.firsts else self.nearest(number)

    def positions(self, most: int) -> list[Any]:
        """Return all positions in order; an empty list if there are more than ``most``."""
        if not 0 <= self.count < most or (not self.count and self.step < self.high - self.low):
            return []
        if self._positions is None:
            steps = {self.at(index) for index in range(self.count + 1)}
            self._positions = sorted(steps | {self.high} | set(self.firsts))
        return self._positions

    def number(self, value: Any) -> Any:
        """Return the number of a value on the scale."""
        return scale_number(self.kind, value)

    def value(self, number: Any) -> Any:
        """Return the value of a number on the scale."""
        if self.kind == "date":
            return date.fromordinal(number)
        if self.kind == "datetime":
            return (EPOCH + number * TICK).replace(tzinfo=self.zone)
        if self.kind == "time":
            return (EPOCH + number * TICK).time().replace(tzinfo=self.zone)
        return number


class SliderDomain(Domain):
    """The domain of slider: a number, date, time or datetime within bounds, or a range of them in order."""

    __slots__ = ("scale",)

    def __init__(self, default: Any, scale: Scale) -> None:
        super().__init__(default)
        self.scale = scale

    def parse(self, wire: Any) -> Any:
        """Return a value of the kind within the bounds, snapped to its position; of a range, all ends. Refuse others."""
        if not isinstance(self.default, tuple):
            scale = self.scale
            if type(wire) is int and scale.kind == "int" and scale.low <= wire <= scale.high and scale.step == 1:
                return wire  # the usual case
            return self._one(wire)
        if not isinstance(wire, list | tuple) or len(wire) != len(self.default):
            raise ValueRefused(f"{wire!r} is no range of {len(self.default)} values")
        ends = [self._one(end) for end in wire]
        return tuple(sorted(ends, key=self.scale.number))

    def _one(self, wire: Any) -> Any:
        scale = self.scale
        kind = None if isinstance(wire, bool) else value_kind(wire)
        if scale.kind == "int" and kind == "float" and math.isfinite(wire) and wire == int(wire):
            wire, kind = int(wire), "int"  # JavaScript has one type of number
        if scale.kind == "float" and kind == "int":
            wire, kind = float(wire), "float"
        if kind != scale.kind:
            raise ValueRefused(f"{wire!r} is no {scale.kind}")
        number = wire if kind in NUMERIC else scale.number(wire)
        if not scale.low <= number <= scale.high:
            raise ValueRefused(f"{wire!r} lies outside the bounds of the slider")
        return scale.value(scale.snap(number))

    def wire(self, value: Any) -> Any:
        """Return the value as plain data, a range as a list."""
        if isinstance(value, tuple | list):
            return [self.wire(end) for end in value]
        if type(value) is int or type(value) is float:
            return value
        if isinstance(value, Integral):
            return int(value)
        return float(value) if isinstance(value, Real) else value

    def keep(self, value: Any) -> Any:
        """Return the value, or the default if its shape or kind differs."""
        try:
            self._check(value)
        except (TypeError, ValueError, StreamlitValueError):
            return self.default
        return value

    def assign(self, value: Any) -> Any:
        """Return the value; raise if its shape or kind differs, or it lies outside the bounds."""
        for end in self._check(value):
            scale = self.scale
            number = scale.number(end)
            if number < scale.low:
                raise StreamlitValueBelowMinError(f"The value {end!r} lies below {scale.value(scale.low)!r}.")
            if number > scale.high:
                raise StreamlitValueAboveMaxError(f"The value {end!r} lies above {scale.value(scale.high)!r}.")
        return value

    def _check(self, value: Any) -> tuple[Any, ...]:
        """Return the ends of a value; raise if its shape or kind is wrong."""
        many = isinstance(self.default, tuple)
        if many != isinstance(value, tuple | list) or (many and len(value) != len(self.default)):
            shape = f"a range of {len(self.default)}" if many else "a single value"
            if value is None or isinstance(value, date | time):
                raise TypeError(f"The slider holds {shape}, so {value!r} cannot be its value.")
            raise StreamlitValueError(f"The slider holds {shape}, so {value!r} cannot be its value.")
        ends = tuple(value) if many else (value,)
        numeric = self.scale.kind in ("int", "float")
        for end in ends:
            kind = value_kind(end)
            if numeric and isinstance(end, str):
                raise ValueError(f"{end!r} is a text, and the slider holds numbers.")
            fits = kind in ("int", "float") if numeric else kind == self.scale.kind
            if not fits and not (kind == "datetime" and self.scale.kind == "date"):
                raise TypeError(f"{end!r} is no {self.scale.kind}, which is what the slider holds.")
            if numeric and math.isnan(end):
                raise ValueError("NaN has no place on a slider.")
        return ends


# -- from the arguments of st.slider ---------------------------------------------------------------------------------


def slider_domain(low: Any, high: Any, value: Any, step: Any) -> SliderDomain:
    """Make the domain of a slider from its arguments (docs/semantics.md#j.slider)."""
    many = isinstance(value, list | tuple)
    firsts = tuple(value) if many else (value if value is not None else 0 if low is None else low,)
    kind = _kind(firsts or tuple(bound for bound in (low, high) if bound is not None)[:1])
    low, high, step, firsts = _filled(kind, low, high, step, firsts)
    _check_kinds(kind, low, high, step, firsts)
    if not step:
        raise StreamlitValueError(f"`step` is {step!r}. Give a step that is not zero.")
    if kind == "int":
        firsts = tuple(int(first) for first in firsts)
    if kind == "float":
        _check_floats(low, high)
    number = partial(_number, kind)
    firsts = tuple(sorted(firsts, key=number))
    numbers = [number(first) for first in firsts]
    low, high = sorted((number(low), number(high)))
    low, high = min(low, *numbers), max(high, *numbers)
    if kind in ("int", "float"):
        _check_limits(kind, low, high, *numbers)
    if low == high:
        raise StreamlitInvalidMinMaxError("`min_value` and `max_value` are the same, so the slider could not move.")
    scale = Scale(kind, low, high, _stride(kind, step), tuple(numbers), getattr(firsts[0], "tzinfo", None))
    return SliderDomain(firsts if many else firsts[0], scale)


def _kind(firsts: tuple[Any, ...]) -> str:
    """Return the kind that the values share."""
    if len(firsts) > 2:
        raise StreamlitValueError(f"`value` has {len(firsts)} values. Give one value, or a range of one or two.")
    kinds = [value_kind(first) for first in firsts]
    if None in kinds:
        raise StreamlitInvalidParameterTypeError(
            f"`value` is {firsts[kinds.index(None)]!r}. Give an int, float, date, time or datetime, or a range of them."
        )
    if len(set(kinds)) > 1:
        raise StreamlitInvalidParameterTypeError(f"`value` mixes {kinds[0]} and {kinds[1]}. Give both ends one type.")
    return (kinds[0] if kinds else None) or "int"


def _filled(kind: str, low: Any, high: Any, step: Any, firsts: tuple[Any, ...]) -> tuple[Any, Any, Any, tuple[Any, ...]]:
    """Return bounds, step and values, with the defaults of the kind for those left out."""
    bottom: Any
    top: Any
    stride: Any
    if kind in ("int", "float"):
        bottom, top, stride = (0, 100, 1) if kind == "int" else (0.0, 1.0, 0.01)
    elif kind == "time":
        zone = (firsts[0] if firsts else high if low is None else low).tzinfo
        bottom, top, stride = time.min.replace(tzinfo=zone), time.max.replace(tzinfo=zone), timedelta(minutes=15)
    else:
        anchor = firsts[0] if firsts else high if low is None else low
        bottom, top, stride = _shifted(anchor, -FORTNIGHT), _shifted(anchor, FORTNIGHT), DAY
    low = bottom if low is None else low
    high = top if high is None else high
    if step is None:
        step = stride
        if kind == "datetime" and value_kind(low) == value_kind(high) == kind:
            span = abs(scale_number(kind, high) - scale_number(kind, low))
            step = timedelta(minutes=15) if span < DAY // TICK else stride
    return low, high, step, firsts or (low, high)


def _shifted(day: Any, by: timedelta) -> Any:
    """Return a date moved by a timedelta, within the calendar."""
    try:
        return day + by
    except OverflowError:
        return day


def _check_kinds(kind: str, low: Any, high: Any, step: Any, firsts: tuple[Any, ...]) -> None:
    """Check that the arguments are all int, all float, or all of one kind of moment with a timedelta as step."""
    kinds = {kind, value_kind(low), value_kind(high)}
    zoned = {getattr(moment, "tzinfo", None) is None for moment in (low, high, *firsts)}
    stepped = value_kind(step) == kind if kind in ("int", "float") else isinstance(step, timedelta)
    if len(kinds) > 1 or len(zoned) > 1 or not stepped:
        raise StreamlitInvalidParameterTypeError(
            f"`value`, `min_value`, `max_value` and `step` do not match: {firsts!r}, {low!r}, {high!r}, {step!r}. Make "
            f"all of them int, or all float, or all dates, times or datetimes (with a timedelta as step)."
        )


def _check_floats(*bounds: Any) -> None:
    """Check that bounds are of the one type of float that a browser has."""
    for bound in bounds:
        if not isinstance(bound, float):
            raise StreamlitJSNumberBoundsError(f"{bound!r} is a {type(bound).__name__}. Make it a float.")


def _check_limits(kind: str, *numbers: Any) -> None:
    """Check that a browser can hold numbers."""
    limit = WHOLE_LIMIT if kind == "int" else FLOAT_LIMIT
    for number in numbers:
        if not -limit <= number <= limit:
            raise StreamlitJSNumberBoundsError(f"A slider cannot show {number!r}: it reaches from -{limit} to {limit}.")


def _number(kind: str, value: Any) -> Any:
    """Return the number of an argument, as a plain int or float."""
    number = scale_number(kind, value)
    return float(number) if kind == "float" else int(number)


def _stride(kind: str, step: Any) -> Any:
    """Return the distance of two positions for a step."""
    if kind == "int":
        return abs(int(step))
    if kind == "float":
        return abs(float(step))
    return max(1, abs(step) // (DAY if kind == "date" else TICK))
