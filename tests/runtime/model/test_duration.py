"""Durations as text."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from notebook_lit.runtime.model.duration import parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("1.5 hours", 5400), ("2h 30m", 9000), ("1D", 86400), ("1 days 00:00:10", 86410), ("00:05:00", 300),
     ("500ms", 0.5), ("-1s", -1), ("- 5.s", -5), ("1W", 604800), ("1 day, 2 hours", 93600), ("PT2H", 7200),
     ("3min 4sec", 184), ("5000", 5e-6), (" 20 µs ", 2e-5)],
)  # fmt: skip
def test_durations_are_read_as_pandas_does(text: str, seconds: float) -> None:
    assert parse_duration(text) == pytest.approx(seconds)
    assert pd.Timedelta(text).total_seconds() == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["soon", "", "-", "NaT", ".5s", "1.5", "2 M", "1h and 2m", "٣s", "--3s", "1h " * 1000])
def test_what_is_no_duration_is_told(text: str) -> None:
    assert parse_duration(text) is None


def test_without_pandas_only_the_rare_notations_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert parse_duration("1 day 02:00:00") == 93_600
    assert parse_duration("PT2H") is None
