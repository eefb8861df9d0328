"""The parameters of the cache decorators: durations, sizes, what excludes what."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pandas as pd
import pytest

from notebook_lit import errors, st
from notebook_lit.runtime.cache.options import check_function, checked_hook, checked_size, checked_ttl


def test_ttl_with_persist_is_ignored_aloud(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        st.cache_data(persist="disk", ttl=5)
    assert "`ttl` is ignored" in caplog.text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("1.5 hours", 5400), ("2h 30m", 9000), ("1D", 86400), ("1 days 00:00:10", 86410), ("00:05:00", 300),
     ("500ms", 0.5), ("-1s", -1), ("1W", 604800), ("1 day, 2 hours", 93600), ("PT2H", 7200), ("3min 4sec", 184)],
)  # fmt: skip
def test_durations_are_read_as_pandas_does(text: str, seconds: float) -> None:
    assert checked_ttl(text) == pytest.approx(seconds)
    assert pd.Timedelta(text).total_seconds() == pytest.approx(seconds)


@pytest.mark.parametrize(("text", "size"), [("500MB", 500 * 2**20), ("1.5GiB", int(1.5 * 2**30)), ("10 kb", 10240), ("7B", 7)])
def test_sizes_are_powers_of_1024(text: str, size: int) -> None:
    assert checked_size(text) == size


def test_a_ttl_without_end_is_none() -> None:
    assert checked_ttl(float("inf")) is None
    assert checked_ttl(timedelta(minutes=2)) == 120


@pytest.mark.parametrize("text", ["1M", "NaT", "", "5 parsecs", "1h and a bit"])
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(errors.StreamlitBadTimeStringError, match=r"1\.5 hours"):
        checked_ttl(text)


@pytest.mark.parametrize("size", [0, -1, "0MB", "MB", "1e3MB", "ten"])
def test_a_size_has_to_be_positive(size: int | str) -> None:
    with pytest.raises(errors.StreamlitValueError, match="500MB"):
        checked_size(size)


@pytest.mark.parametrize("kind", [staticmethod, classmethod])
def test_a_decorator_that_stands_below_is_told_to_stand_above(kind: Any) -> None:
    with pytest.raises(errors.StreamlitAPIException, match=f"Put `@{kind.__name__}` above"):
        check_function(kind(lambda: 1), background=False)


def test_only_functions_can_be_cached() -> None:
    with pytest.raises(errors.StreamlitInvalidParameterTypeError):
        check_function(3, background=False)


class Hook:
    """An object that is called as a coroutine function is."""

    async def __call__(self, value: object) -> bool:
        return True


def test_a_hook_that_nobody_would_await_is_refused() -> None:
    for hook in (Hook(), Hook().__call__):
        with pytest.raises(errors.StreamlitAPIException, match="async"):
            checked_hook("validate", hook)
    assert checked_hook("validate", bool) is bool
    assert checked_hook("validate", None) is None
