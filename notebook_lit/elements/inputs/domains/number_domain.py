"""The domain of number fields, what a typed text means, and the checks of the arguments."""

from __future__ import annotations

import math
import re
from numbers import Integral, Real
from typing import Any

from notebook_lit.elements.inputs.domains.slider_scale import FLOAT_LIMIT, WHOLE_LIMIT
from notebook_lit.elements.shared.formatting import decimals, plain, quoted
from notebook_lit.errors import (
    StreamlitInvalidNumberFormatError,
    StreamlitJSNumberBoundsError,
    StreamlitMixedNumericTypesError,
    ValueRefused,
)
from notebook_lit.runtime.model.state import Domain

#: A comma that may be one of thousands as well as a decimal one.
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
#: A point that may be one of thousands, where no fraction is asked for.
_GROUPED_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
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
        if isinstance(wire, bool) or not isinstance(wire, int | float):
            raise ValueRefused(f"{wire!r} is no number")
        if not -FLOAT_LIMIT <= wire <= FLOAT_LIMIT:  # neither is an endless one, nor an int that no float can hold
            raise ValueRefused("This is not a number that a browser can hold.", keep=True)
        number = int(wire) if self.whole else float(wire)
        if self.whole and number != wire:
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

    def stepped(self, value: Any, step: float) -> Any:
        """Return the number that lies one step after ``value``, or before it if the step is negative; None if that is none.

        The step of a fraction lands on its own digits, as in Streamlit: 0.1 after 0.123 is 0.2.
        """
        if value is None or not math.isfinite(value):
            return None
        digits = decimals(step)
        number = round(round(value, digits) + step, digits) if digits else value + step
        if self.whole:
            number = int(value) + int(step)
        return number if self._holds(number) else None

    def _holds(self, number: Any) -> bool:
        limit = WHOLE_LIMIT if self.whole else FLOAT_LIMIT
        low = -limit if self.low is None else self.low
        high = limit if self.high is None else self.high
        return not (number < low or number > high)


def _no_number(text: str) -> str:
    """Return why a typed text is no number."""
    if _GROUPED.fullmatch(text):
        return f"{quoted(text)} may be {text.replace(',', '')} or {text.replace(',', '.')}. Write one of these."
    if _GROUPED_BY_POINTS.fullmatch(text):
        return f"{quoted(text)} may be {text.replace('.', '')} or {text.partition('.')[0]}. Write one of these."
    if _WRITTEN.fullmatch(text.replace(",", ".")):
        return f"{quoted(text)} is not a number that a browser can hold."
    return f"{quoted(text)} is not a number."


def typed_number(written: str, value: Any, whole: bool, text: str, wire: Any) -> Any:
    """Return the number of a typed text; a text that is no number unchanged, which the domain refuses.

    One comma is a decimal comma, where it cannot be one of thousands. Where whole numbers are asked for, a point may be one of
    thousands too.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if text == written:
        return value
    if not text:
        return None
    ambiguous = _GROUPED.fullmatch(text) or (whole and _GROUPED_BY_POINTS.fullmatch(text))
    number = text.replace(",", ".")
    if ambiguous or not _WRITTEN.fullmatch(number) or math.isinf(float(number)):
        return text
    return int(number) if re.fullmatch(r"[+-]?\d+", number) else float(number)


def bare_number(number: Any) -> Any:
    """Return a NumPy number or a bool as an int or float."""
    return None if number is None else int(number) if isinstance(number, Integral) else float(number)


def is_whole(low: Any, high: Any, value: Any, step: Any) -> bool:
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


def check_numbers(whole: bool, *numbers: Any) -> None:
    """Check that a browser can represent the numbers exactly."""
    limit: float = WHOLE_LIMIT if whole else FLOAT_LIMIT
    for number in numbers:
        if number is not None and number != "min" and not math.isnan(number) and not -limit <= number <= limit:
            raise StreamlitJSNumberBoundsError(f"{number!r} is too large: numbers reach from -{limit} to {limit}.")


def checked_format(format: Any) -> str:
    """Check that a printf pattern writes a number as a number."""
    try:
        float(str.__mod__(format, 2))
    except (TypeError, ValueError):
        raise StreamlitInvalidNumberFormatError(
            f'`format` is {format!r}, which does not write a number. Give a printf pattern such as "%d" or "%.3f".'
        ) from None
    return str(format)
