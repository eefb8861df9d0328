"""The parameters of the cache decorators: durations, sizes, what excludes what."""

from __future__ import annotations

import logging

import pandas as pd
import pytest

from notebook_lit import st
from notebook_lit.runtime.cache.options import checked_size, checked_ttl


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
