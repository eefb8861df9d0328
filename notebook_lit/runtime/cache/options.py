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
from notebook_lit.runtime.model.duration import parse_duration

_SIZE = re.compile(r"(\d{1,100}(?:\.\d{1,100})?)\s*([kmgt]?)i?b", re.I)
_POWERS = " kmgt"


def checked_ttl(ttl: float | timedelta | str | None) -> float | None:
    """Return a ``ttl`` in seconds."""
    if ttl is None:
        return None
    if isinstance(ttl, timedelta):
        return ttl.total_seconds()
    if isinstance(ttl, str):
        seconds = parse_duration(ttl)
        if seconds is None:
            raise StreamlitBadTimeStringError(
                f'`ttl` is {ttl!r}, which is no duration. Write for example "30s", "1.5 hours", "2d".'
            )
        return seconds
    if isinstance(ttl, bool) or not isinstance(ttl, int | float):
        raise StreamlitInvalidParameterTypeError(f'`ttl` is {ttl!r}. Give seconds, a timedelta or a text such as "1.5 hours".')
    return None if ttl == math.inf else ttl


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
