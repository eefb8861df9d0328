"""What the texts mean that readers type into date and time fields."""

from __future__ import annotations

import re
from datetime import date, time

#: Three numbers, with one sign or some space between each two of them.
_DATE = re.compile(r"(\d{1,4})(?:\s*[/.-]\s*|\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+)(\d{1,4})", re.ASCII)
#: Hours, minutes and seconds, of which the hours alone will do; then a.m. or p.m., however they are written.
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d\d)(?:[:.]?(\d\d))?)?\s*(?:([ap])\.?\s?m\.?)?", re.ASCII | re.IGNORECASE)
#: Of a year with two digits the largest that is one of this century, as in POSIX.
_LAST_SHORT_YEAR = 68


def read_date(text: str, pattern: str) -> date | None:
    """Return the date that a text means, None if it means none.

    The numbers stand in the order of ``pattern``, whatever the signs between them; one of four digits at the start is the
    year of an ISO date.

    Examples
    --------
    >>> read_date("1.3.26", "DD.MM.YYYY")
    datetime.date(2026, 3, 1)
    >>> read_date("2026-03-01", "DD.MM.YYYY")
    datetime.date(2026, 3, 1)
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    order = ["YYYY", "MM", "DD"] if len(match[1]) == 4 else re.split(r"[/.-]", pattern)
    parts = dict(zip(order, match.groups(), strict=True))
    if len(parts["YYYY"]) not in (2, 4) or len(parts["DD"]) > 2 or len(parts["MM"]) > 2:
        return None
    year = int(parts["YYYY"])
    if len(parts["YYYY"]) == 2:
        year += 2000 if year <= _LAST_SHORT_YEAR else 1900
    try:
        return date(year, int(parts["MM"]), int(parts["DD"]))
    except ValueError:
        return None


def read_time(text: str, *, seconds: bool) -> time | None:
    """Return the time of day that a text means, None if it means none, or one with seconds where there are none.

    Examples
    --------
    >>> read_time("6:45 pm", seconds=False)
    datetime.time(18, 45)
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    half = (match[4] or "").lower()
    if (half and not 1 <= hour <= 12) or (second and not seconds):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
