"""Durations written as text, read as Streamlit reads them: in the notation of ``pandas.Timedelta``, also without pandas."""

from __future__ import annotations

import math
import re

_SECONDS = {
    **dict.fromkeys(("ns", "nano", "nanos", "nanosecond", "nanoseconds"), 1e-9),
    **dict.fromkeys(("us", "µs", "micro", "micros", "microsecond", "microseconds"), 1e-6),
    **dict.fromkeys(("ms", "milli", "millis", "millisecond", "milliseconds"), 1e-3),
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3600.0),
    **dict.fromkeys(("d", "day", "days"), 86400.0),
    **dict.fromkeys(("w",), 7 * 86400.0),
}
_PART = re.compile(r"\s*,?\s*([0-9]+(?:\.[0-9]*)?)\s*([a-zA-Zµ]+)")
_CLOCK = re.compile(r"\s*([0-9]+):([0-9]{1,2}):([0-9]{1,2}(?:\.[0-9]*)?)$")
_NUMBER = re.compile("[0-9]+")
_SIGN = re.compile(r"[+-]?\s*")
#: No duration is longer; pandas takes seconds over some megabytes.
_LONGEST = 200


def parse_duration(text: str) -> float | None:
    """Read a duration.

    Parameters
    ----------
    text : str
        Numbers with units (``"300ms"``, ``"1.5 hours"``, ``"1h 30m"``), a clock after them or alone (``"01:30:00"``), a bare
        whole number of nanoseconds, or, where pandas is installed, what else ``pandas.Timedelta`` reads (ISO 8601).

    Returns
    -------
    float or None
        Seconds; None if the text is no duration.

    Examples
    --------
    >>> parse_duration("1h 30m")
    5400.0
    >>> parse_duration("soon") is None
    True
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    at = _SIGN.match(text).end()  # type: ignore[union-attr]  # it also matches nothing
    sign = -1.0 if text.startswith("-") else 1.0
    if _NUMBER.fullmatch(text, at):
        return sign * float(text[at:]) * _SECONDS["ns"]
    total, first = 0.0, at
    while (part := _PART.match(text, at)) and part[2] != "M" and part[2].lower() in _SECONDS:  # M would be a month
        total += float(part[1]) * _SECONDS[part[2].lower()]
        at = part.end()
    if clock := _CLOCK.match(text, at):
        total += int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
        at = clock.end()
    return sign * total if first < at == len(text) else _as_pandas_does(text)


def _as_pandas_does(text: str) -> float | None:
    try:
        import pandas  # noqa: PLC0415 (optional, and only rare notations need it)

        seconds = float(pandas.Timedelta(text).total_seconds())
    except (ImportError, ValueError):
        return None
    return None if math.isnan(seconds) else seconds
