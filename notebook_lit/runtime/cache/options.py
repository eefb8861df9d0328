"""Checks the parameters of the cache decorators: durations, sizes, arguments that exclude each other."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from notebook_lit.errors import (
    StreamlitAPIException,
    StreamlitBadTimeStringError,
    StreamlitIncompatibleParametersError,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from notebook_lit.runtime.cache.hashing import HashFuncs, type_name

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
_PART = re.compile(r"\s*,?\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-zA-Zµ]+)")
_CLOCK = re.compile(r"\s*(\d+):(\d{1,2}):(\d{1,2}(?:\.\d*)?)$")
_SIZE = re.compile(r"(\d{1,100}(?:\.\d{1,100})?)\s*([kmgt]?)i?b", re.I)
_POWERS = " kmgt"


def checked_ttl(ttl: float | timedelta | str | None) -> float | None:
    """Return a ``ttl`` in seconds."""
    if ttl is None:
        return None
    if isinstance(ttl, timedelta):
        return ttl.total_seconds()
    if isinstance(ttl, str):
        return _duration(ttl)
    if isinstance(ttl, bool) or not isinstance(ttl, int | float):
        raise StreamlitInvalidParameterTypeError(f'`ttl` is {ttl!r}. Give seconds, a timedelta or a text such as "1.5 hours".')
    return None if ttl == math.inf else ttl


def _duration(text: str) -> float:
    rest = text.strip()
    sign = -1.0 if rest.startswith("-") else 1.0
    rest = rest.lstrip("+-")
    total, known = 0.0, False
    while (part := _PART.match(rest)) and part[2] != "M" and part[2].lower() in _SECONDS:  # M would be a month
        total += float(part[1]) * _SECONDS[part[2].lower()]
        rest, known = rest[part.end() :], True
    if clock := _CLOCK.match(rest):
        total += int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
        rest, known = "", True
    if known and not rest.strip():
        return sign * total
    return _pandas_duration(text)


def _pandas_duration(text: str) -> float:
    """Return the seconds of another form (ISO 8601) as pandas reads it, if it is installed."""
    wrong = StreamlitBadTimeStringError(f'`ttl` is {text!r}, which is no duration. Write for example "30s", "1.5 hours", "2d".')
    try:
        import pandas  # noqa: PLC0415

        seconds = float(pandas.Timedelta(text).total_seconds())
    except (ImportError, ValueError):
        raise wrong from None
    if math.isnan(seconds):
        raise wrong
    return seconds


def checked_size(max_size: int | str | None) -> int | None:
    """Return a ``max_size`` in bytes; units are powers of 1024."""
    if max_size is None:
        return None
    if isinstance(max_size, bool) or not isinstance(max_size, int | str):
        raise StreamlitInvalidParameterTypeError(f'`max_size` is {max_size!r}. Give bytes, or a text such as "500MB".')
    size = max_size
    if isinstance(size, str):
        found = _SIZE.fullmatch(size.strip())
        size = int(float(found[1]) * 1024 ** _POWERS.index(found[2].lower() or " ")) if found else 0
    if size <= 0:
        raise StreamlitValueError(f'`max_size` is {max_size!r}. Give a positive number of bytes, or a text such as "500MB".')
    return size


def checked_entries(max_entries: int | None) -> int | None:
    """Check ``max_entries``. Called when the function is, as in Streamlit."""
    if max_entries is not None and max_entries <= 0:
        raise ValueError(f"`max_entries` is {max_entries!r}. Give a number from 1 on, or None for the default.")
    return max_entries


def checked_persist(persist: str | bool | None) -> bool:
    """Return whether results are kept on disk."""
    if persist not in (None, False, True, "disk"):
        raise StreamlitValueError(f'`persist` is {persist!r}. Give "disk" or None.')
    return bool(persist)


def checked_scope(scope: str) -> bool:
    """Return whether each session has its own results."""
    if scope not in ("global", "session"):
        raise StreamlitValueError(f'`scope` is {scope!r}. Give "global" or "session".')
    return scope == "session"


def checked_refresh(mode: str, ttl: float | None, *, persist: bool = False) -> bool:
    """Return whether results are refreshed in the background."""
    if mode not in ("foreground", "background"):
        raise StreamlitValueError(f'`refresh_mode` is {mode!r}. Give "foreground" or "background".')
    if mode == "foreground":
        return False
    if ttl is None:
        raise StreamlitMissingRequiredParameterError('`refresh_mode="background"` needs a `ttl`, after which results are due.')
    if ttl <= 0:
        raise StreamlitValueError(f'`refresh_mode="background"` needs a `ttl` above 0, not {ttl!r}.')
    if persist:
        raise StreamlitIncompatibleParametersError('`refresh_mode="background"` and `persist="disk"` exclude each other.')
    return True


def checked_hook(name: str, hook: Callable[..., Any] | None) -> Callable[..., Any] | None:
    """Raise for an async ``validate`` or ``on_release``, which nobody would await."""
    if hook is not None:
        call = hook if inspect.isroutine(hook) else type(hook).__call__
        if inspect.iscoroutinefunction(call) or inspect.isasyncgenfunction(call):
            raise StreamlitAPIException(f"`{name}` is an async function, and nothing would await it. Give a plain function.")
    return hook


def checked_hash_funcs(hash_funcs: Mapping[Any, Callable[[Any], Any]] | None) -> HashFuncs:
    """Return ``hash_funcs`` with the full names of types as keys."""
    if not hash_funcs:
        return {}
    return {key if isinstance(key, str) else type_name(key): function for key, function in hash_funcs.items()}


def check_function(function: Any, *, background: bool) -> bool:
    """Check what is decorated, and return whether it is an ``async def``."""
    if isinstance(function, staticmethod | classmethod):
        raise StreamlitAPIException(f"Put `@{type(function).__name__}` above the cache decorator, not below it.")
    if not callable(function):
        raise StreamlitInvalidParameterTypeError(f"Only functions can be cached, not {function!r}.")
    if inspect.isasyncgenfunction(function):
        raise StreamlitAPIException(
            f"`{function.__name__}()` is an async generator. It can be read once, so there is nothing to keep: collect what it "
            f"yields and return that."
        )
    if not inspect.iscoroutinefunction(function):
        return False
    if background:
        raise StreamlitValueError('An `async def` cannot be refreshed in the background. Use `refresh_mode="foreground"`.')
    return True
