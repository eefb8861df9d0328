"""Formats numbers, dates and times: printf patterns, named number formats, and patterns such as YYYY-MM-DD."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CONVERSION = re.compile(r"%(?P<flags>[-+ 0#]*)(?P<comma>,?)(?P<width>\d*)(?:\.(?P<digits>\d+))?(?P<kind>[a-zA-Z])")


def decimals(number: float) -> int:
    """Return the number of significant digits after the decimal point: 1 for 0.30000000000000004."""
    if not math.isfinite(number):
        return 0
    exponent = Decimal(f"{number:.12g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(number: float) -> str:
    """Return a number as text, with its significant digits."""
    if isinstance(number, int):
        return str(number)
    number = float(number)
    return str(int(number)) if number.is_integer() and abs(number) < 1e16 else repr(number)


def quoted(text: str) -> str:
    """Return what a reader typed in quotes, as reasons say it; of a long text the beginning."""
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


# -- numbers -----------------------------------------------------------------------------------------------------------


def _money(sign: str, digits: int) -> Callable[[float], str]:
    return lambda number: f"{'-' if number < 0 else ''}{sign}{abs(number):,.{digits}f}"


def _grouped(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{round(float(number), 3):,.{min(3, decimals(number))}f}"


def _accounting(number: float) -> str:
    return f"({-number:,.2f})" if number < 0 else f"{number:,.2f}"


def _scaled(number: float, base: int, names: tuple[str, ...]) -> str:
    """Return a number scaled by a power of ``base``: 1.2K for 1234."""
    power = 0
    while abs(number) >= base and power < len(names) - 1:
        number /= base
        power += 1
    text = f"{number:.1f}".removesuffix(".0") if power or not isinstance(number, int) else str(number)
    return text + names[power]


def _engineering(number: float) -> str:
    power = 0 if number == 0 else math.floor(math.log10(abs(number)) / 3) * 3
    return f"{round(number / 10**power, 3):g}E{power}"


def _scientific(number: float) -> str:
    mantissa, power = f"{number:.3E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{int(power)}"


#: The formats that have a name.
NAMED: dict[str, Callable[[float], str]] = {
    "plain": plain,
    "localized": _grouped,
    "percent": lambda number: f"{number * 100:.2f}".rstrip("0").rstrip(".") + "%",
    "dollar": _money("$", 2),
    "euro": _money("€", 2),
    "yen": _money("¥", 0),
    "accounting": _accounting,
    "compact": lambda number: _scaled(number, 1000, ("", "K", "M", "B", "T")),
    "bytes": lambda number: _scaled(number, 1000, ("B", "KB", "MB", "GB", "TB", "PB")),
    "scientific": _scientific,
    "engineering": _engineering,
}


def _converted(match: re.Match[str], number: float) -> str:
    """Return a number formatted by one printf conversion."""
    flags, width, digits, kind = match["flags"], match["width"], match["digits"], match["kind"]
    if match["comma"]:
        places = 0 if kind in "diu" else 6 if digits is None else int(digits)
        return f"{int(number) if kind in 'diu' else number:,.{places}f}"
    if kind == "s" or (kind in "fFgG" and digits is None and not width):
        text = plain(number)
        return f"+{text}" if "+" in flags and number >= 0 else text
    return f"%{flags}{width}{'' if digits is None else '.' + digits}{kind}" % (int(number) if kind in "xXo" else number)


def number_text(number: float, pattern: str | None) -> str:
    """Return a number formatted by a printf pattern or a named format; unformatted if the pattern is invalid."""
    if not pattern:
        return plain(number)
    named = NAMED.get(pattern)
    if named is not None:
        return named(number)
    try:
        parts = [_CONVERSION.sub(lambda match: _converted(match, number), part, count=1) for part in pattern.split("%%")]
    except (ValueError, TypeError, OverflowError):  # what % raises for patterns and numbers that do not fit
        return plain(number)
    return "%".join(parts)


# -- moments -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|Q|MMMM|MMM|MM|Mo|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|d|E|WW|W"
    r"|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,6}|A|a|ZZ|Z|X|x"
)


def _ordinal(number: int) -> str:
    last = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def _offset(moment: datetime, colon: str) -> str:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{colon}{rest:02}"


#: What each token of a date pattern stands for.
_PARTS: dict[str, Callable[[datetime], Any]] = {
    "YYYY": lambda t: f"{t.year:04}",
    "YY": lambda t: f"{t.year % 100:02}",
    "Q": lambda t: (t.month + 2) // 3,
    "MMMM": lambda t: MONTHS[t.month - 1],
    "MMM": lambda t: MONTHS[t.month - 1][:3],
    "MM": lambda t: f"{t.month:02}",
    "Mo": lambda t: _ordinal(t.month),
    "M": lambda t: t.month,
    "DDDD": lambda t: f"{t.timetuple().tm_yday:03}",
    "DDD": lambda t: t.timetuple().tm_yday,
    "DD": lambda t: f"{t.day:02}",
    "Do": lambda t: _ordinal(t.day),
    "D": lambda t: t.day,
    "dddd": lambda t: DAYS[t.weekday()],
    "ddd": lambda t: DAYS[t.weekday()][:3],
    "dd": lambda t: DAYS[t.weekday()][:2],
    "d": lambda t: t.isoweekday() % 7,
    "E": lambda t: t.isoweekday(),
    "WW": lambda t: f"{t.isocalendar()[1]:02}",
    "W": lambda t: t.isocalendar()[1],
    "HH": lambda t: f"{t.hour:02}",
    "H": lambda t: t.hour,
    "hh": lambda t: f"{t.hour % 12 or 12:02}",
    "h": lambda t: t.hour % 12 or 12,
    "kk": lambda t: f"{t.hour or 24:02}",
    "k": lambda t: t.hour or 24,
    "mm": lambda t: f"{t.minute:02}",
    "m": lambda t: t.minute,
    "ss": lambda t: f"{t.second:02}",
    "s": lambda t: t.second,
    "A": lambda t: "AM" if t.hour < 12 else "PM",
    "a": lambda t: "am" if t.hour < 12 else "pm",
    "ZZ": lambda t: _offset(t, ""),
    "Z": lambda t: _offset(t, ":"),
    "X": lambda t: int(t.timestamp()),
    "x": lambda t: int(t.timestamp() * 1000),
}


def _distance(moment: datetime, now: datetime) -> str:
    """Return the relative time of a moment: "in 3 days", "2 hours ago"."""
    seconds = (moment - now).total_seconds()
    for name, size in (("year", 31557600), ("month", 2629800), ("day", 86400), ("hour", 3600), ("minute", 60)):
        count = round(abs(seconds) / size)
        if count >= 1:
            words = f"{count} {name}{'s' if count > 1 else ''}"
            return f"in {words}" if seconds > 0 else f"{words} ago"
    return "now"


def _calendar(moment: datetime, now: datetime, clock: bool) -> str:
    """Return a calendar date relative to now: "Yesterday 10:00", "Last Monday", or the date."""
    days = (moment.date() - now.date()).days
    name = DAYS[moment.weekday()]
    words = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get(days)
    if words is None:
        words = name if 1 < days < 7 else f"Last {name}" if -7 < days < -1 else moment.strftime("%Y-%m-%d")
    return f"{words} {moment:%H:%M}" if clock else words


def moment_text(moment: date | datetime | time, pattern: str | None) -> str:
    """Return a date, a time or both formatted by a pattern such as ``YYYY-MM-DD HH:mm``, or a named format."""
    if isinstance(moment, datetime):
        full = moment
    elif isinstance(moment, date):
        full = datetime(moment.year, moment.month, moment.day)
    else:
        full = datetime.combine(date(2000, 1, 1), moment)
    if not pattern or pattern == "iso8601":
        return moment.isoformat()
    if pattern == "distance":
        return _distance(full, datetime.now(full.tzinfo))
    if pattern == "calendar":
        return _calendar(full, datetime.now(full.tzinfo), isinstance(moment, datetime))
    if pattern == "localized":
        pattern = "D MMM YYYY, HH:mm" if isinstance(moment, datetime) else "HH:mm"
        if not isinstance(moment, datetime) and isinstance(moment, date):
            pattern = "D MMM YYYY"
    return _TOKEN.sub(lambda match: _token(match, full), pattern)


def _token(match: re.Match[str], moment: datetime) -> str:
    word = match[0]
    if word.startswith("["):
        return match[1]
    if word.startswith("S"):
        return f"{moment.microsecond:06}"[: len(word)]
    return str(_PARTS[word](moment))
