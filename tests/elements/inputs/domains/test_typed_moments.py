"""What the texts mean that readers type into date and time fields."""

from __future__ import annotations

from datetime import date, time

import pytest

from notebook_lit.elements.inputs.domains.typed_moments import read_date, read_time

FIRST_OF_MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("01.03.2026", "DD.MM.YYYY"),
        ("1.3.2026", "DD.MM.YYYY"),
        ("1. 3. 2026", "DD.MM.YYYY"),
        ("1.3.26", "DD.MM.YYYY"),
        ("1/3/2026", "DD.MM.YYYY"),
        ("1 3 2026", "DD.MM.YYYY"),
        (" 01-03-2026 ", "DD/MM/YYYY"),
        ("3/1/2026", "MM/DD/YYYY"),
        ("03-01-26", "MM-DD-YYYY"),
        ("2026/3/1", "YYYY/MM/DD"),
        ("26/3/1", "YYYY/MM/DD"),
        ("2026-03-01", "YYYY/MM/DD"),
        ("2026-03-01", "DD.MM.YYYY"),
        ("2026-03-01", "MM/DD/YYYY"),
    ],
)
def test_a_date_may_be_written_loosely_in_its_order_or_as_iso(text: str, pattern: str) -> None:
    assert read_date(text, pattern) == FIRST_OF_MARCH


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "1.3.", "1.3", "31.4.2026", "29.2.2025", "0.3.2026", "1.13.2026", "1.3.202", "1.3.6", "1.3.20266",
        "1..3.2026", "1.3.2026.1", "-1.3.2026", "1.3.0000", "1,3,2026", "01032026", "1.2026.3", "2026.1", "2026-13-01",
        "2026-01-2026", "١.٣.٢٠٢٦", "1.3.2026 10:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, "DD.MM.YYYY") is None


def test_a_year_at_the_end_leaves_the_order_open_where_it_belongs_at_the_start() -> None:
    assert read_date("01.03.2026", "YYYY/MM/DD") is None


def test_of_a_short_year_the_century_is_that_of_posix() -> None:
    assert [read_date(f"1.1.{year}", "DD.MM.YYYY") for year in ("00", "68", "69", "99")] == [
        date(2000, 1, 1), date(2068, 1, 1), date(1969, 1, 1), date(1999, 1, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18:45", time(18, 45)), ("18.45", time(18, 45)), ("1845", time(18, 45)), ("7:05", time(7, 5)), ("705", time(7, 5)),
        ("7", time(7)), ("0:00", time(0)), ("6:45 pm", time(18, 45)), ("6:45PM", time(18, 45)), ("6 p.m.", time(18)),
        ("12 am", time(0)), ("12:30 pm", time(12, 30)), ("18:45:00", time(18, 45)), (" 18:45 ", time(18, 45)),
    ],
)  # fmt: skip
def test_a_time_may_be_written_loosely(text: str, meant: time) -> None:
    assert read_time(text, seconds=False) == meant


def test_seconds_count_where_there_are_some() -> None:
    assert read_time("18:45:09", seconds=True) == read_time("184509", seconds=True) == time(18, 45, 9)
    assert read_time("18:45:09", seconds=False) is None


@pytest.mark.parametrize(
    "text", ["", "noon", "24:00", "18:60", "18:4", "18:", ":45", "13 pm", "0 am", "18:45 pm", "18:45:00:00", "-1:00", "١٨:٤٥"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text, seconds=False) is None


@pytest.mark.timeout(20)
def test_long_texts_are_read_in_linear_time() -> None:
    for text in ("1" * 10**6, "1" + " " * 10**6, "1." * 10**6, "1 " * 10**6):
        assert read_date(text + "x", "DD.MM.YYYY") is None
        assert read_time(text + "x", seconds=True) is None
