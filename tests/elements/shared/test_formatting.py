"""Numbers and moments as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from notebook_lit.elements.shared.formatting import decimals, moment_text, number_text, plain


@pytest.mark.parametrize(
    ("number", "pattern", "text"),
    [
        (5, "%d", "5"),
        (5.7, "%d", "5"),
        (0.5, "%0.2f", "0.50"),
        (0.5, "%f", "0.5"),
        (5, "%05d", "00005"),
        (5, "%+d", "+5"),
        (1234567, "%,d", "1,234,567"),
        (1234.5, "%,.2f", "1,234.50"),
        (0.25, "%.1f %%", "0.2 %"),
        (21.5, "%.1f °C", "21.5 °C"),
        (255, "%x", "ff"),
        (12345.0, "%.2e", "1.23e+04"),
        (3, "%s", "3"),
        (5, "no number", "no number"),
        (5, "%d of %d", "5 of %d"),
        (5, "%q", "5"),
        (5, "%", "%"),
        (5, None, "5"),
        (5, "", "5"),
        (2.0, "plain", "2"),
        (1234.5678, "plain", "1234.5678"),
        (1234.5678, "localized", "1,234.568"),
        (0.5, "percent", "50%"),
        (0.1234, "percent", "12.34%"),
        (-1234.567, "dollar", "-$1,234.57"),
        (1234.567, "euro", "€1,234.57"),
        (1234.567, "yen", "¥1,235"),
        (-1234.5, "accounting", "(1,234.50)"),
        (1234, "compact", "1.2K"),
        (12, "compact", "12"),
        (2_000_000, "compact", "2M"),
        (1234, "bytes", "1.2KB"),
        (1234.567, "scientific", "1.235E3"),
        (12345.0, "engineering", "12.345E3"),
        (0, "engineering", "0E0"),
    ],
)
def test_a_number_is_written_in_its_pattern(number: float, pattern: str | None, text: str) -> None:
    assert number_text(number, pattern) == text


@pytest.mark.parametrize(("number", "count"), [(1, 0), (0.5, 1), (0.01, 2), (1e-7, 7), (0.1 + 0.2, 1), (float("inf"), 0)])
def test_the_digits_after_the_point_are_counted(number: float, count: int) -> None:
    assert decimals(number) == count


@pytest.mark.parametrize(("number", "text"), [(3, "3"), (3.0, "3"), (0.1, "0.1"), (1e20, "1e+20"), (-2.5, "-2.5")])
def test_a_plain_number_has_no_more_digits_than_it_needs(number: float, text: str) -> None:
    assert plain(number) == text


MOMENT = datetime(2026, 3, 2, 15, 4, 5, 123456, tzinfo=timezone(timedelta(hours=-2, minutes=-30)))


@pytest.mark.parametrize(
    ("moment", "pattern", "text"),
    [
        (MOMENT, "YYYY-MM-DD HH:mm:ss", "2026-03-02 15:04:05"),
        (MOMENT, "ddd ha", "Mon 3pm"),
        (MOMENT, "dddd, MMMM Do YY", "Monday, March 2nd 26"),
        (MOMENT, "D.M.YYYY [at] H:m A", "2.3.2026 at 15:4 PM"),
        (MOMENT, "SSS Z ZZ", "123 -02:30 -0230"),
        (MOMENT, "Q DDD DDDD W E d dd", "1 61 061 10 1 1 Mo"),
        (date(2026, 3, 11), "Do MMM", "11th Mar"),
        (date(2026, 3, 2), "DD/MM/YYYY", "02/03/2026"),
        (time(0, 5), "hh:mm a", "12:05 am"),
        (time(9, 5), "HH:mm", "09:05"),
        (date(2026, 3, 2), "iso8601", "2026-03-02"),
        (date(2026, 3, 2), None, "2026-03-02"),
        (date(2026, 3, 2), "localized", "2 Mar 2026"),
        (time(9, 5), "localized", "09:05"),
        (date(2020, 1, 1), "calendar", "2020-01-01"),
    ],
)
def test_a_moment_is_written_in_its_pattern(moment: Any, pattern: str | None, text: str) -> None:
    assert moment_text(moment, pattern) == text


def test_distances_and_calendar_names_are_told_from_now() -> None:
    now = datetime.now()
    assert moment_text(now + timedelta(days=3, minutes=1), "distance") == "in 3 days"
    assert moment_text(now - timedelta(hours=1, minutes=1), "distance") == "1 hour ago"
    assert moment_text(now, "distance") == "now"
    assert moment_text(date.today() + timedelta(days=1), "calendar") == "Tomorrow"
    assert moment_text(now - timedelta(days=1), "calendar") == f"Yesterday {now:%H:%M}"
