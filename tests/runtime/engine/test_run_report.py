"""What is kept of a run, and how values are shown in short."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit.runtime.engine.run_report import Change, RunReport, brief


def test_a_run_that_was_cut_short_lists_the_statements_that_ran() -> None:
    report = RunReport(1, ("start",), lines=(1, 3, 7), stamps=[10.0, 10.5, 12.0])
    assert report.statements() == [(1, 0.5), (3, 1.5)]


def test_the_repr_of_a_report_shows_no_values() -> None:
    assert "hunter2" not in repr(RunReport(1, ("id",), changes=[Change("id", "''", "hunter2")]))


class Loud:
    """An object whose own repr must not be asked for."""

    def __repr__(self) -> str:
        raise AssertionError("asked for its repr")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3, "3"), (["a", 1], "['a', 1]"), ({"a": 1}, "{'a': 1}"), ([("a", 1)], "[('a', 1)]"), (Loud(), "<Loud>"),
        ([Loud()], "<list>"), ({1: Loud()}, "<dict>"), ([(1, Loud())], "<list>"), ([[1]], "<list>"),
    ],
)  # fmt: skip
def test_a_value_is_shown_in_short_and_objects_by_their_type(value: Any, shown: str) -> None:
    assert brief(value) == shown


@pytest.mark.parametrize("value", ["x" * 10_000, list(range(10_000)), dict.fromkeys(range(10_000)), b"x" * 10_000])
def test_a_long_value_has_a_short_repr(value: Any) -> None:
    assert len(brief(value)) <= 100
