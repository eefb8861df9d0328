"""Scales and the domain of sliders."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from notebook_lit.elements.inputs.domains.slider_scale import Scale, slider_domain
from notebook_lit.errors import ValueRefused


@given(
    low=some.integers(-1000, 1000).map(lambda number: number / 100),
    steps=some.integers(1, 1500),
    step=some.sampled_from([0.001, 0.01, 0.05, 0.1, 0.25, 0.3, 1.0, 2.5]),
)
def test_the_places_of_a_float_scale_are_exact_and_snap_to_themselves(low: float, steps: int, step: float) -> None:
    high = low + steps * step
    scale = Scale("float", low, high, step)
    positions = scale.positions(2000)
    assert positions[0] == low
    assert positions[-1] == high
    assert positions == sorted(set(positions))
    assert len(positions) in (steps + 1, steps + 2)
    for position in positions[:-1]:
        assert position == round(position, 3)  # no dust: no more digits than bounds and step have
        assert scale.snap(position) == position
        assert scale.snap(math.nextafter(position, math.inf)) == position


@given(low=some.integers(-50, 50), span=some.integers(1, 200), step=some.integers(1, 60), number=some.integers(-60, 260))
def test_an_integer_snaps_to_the_nearest_step_or_the_high_end(low: int, span: int, step: int, number: int) -> None:
    scale = Scale("int", low, low + span, step)
    nearest = min(scale.positions(2000), key=lambda position: abs(position - number))
    assert abs(scale.snap(number) - number) == abs(nearest - number)
    assert scale.snap(number) in scale.positions(2000)


def test_the_first_value_is_a_place_though_it_lies_between_two_steps() -> None:
    scale = Scale("int", 0, 10, 5, (3,))
    assert scale.positions(2000) == [0, 3, 5, 10]
    assert [scale.snap(number) for number in (2, 3, 4)] == [0, 3, 5]


def test_more_places_than_asked_for_are_not_listed() -> None:
    assert Scale("int", 0, 10, 1).positions(10) == []
    assert Scale("float", 0.0, 1e300, 0.01).positions(2000) == []


def test_a_scale_wider_than_any_float_still_snaps() -> None:
    scale = Scale("float", -1.797e308, 1.797e308, 0.01)
    assert scale.snap(1.0) == 1.0
    assert scale.snap(math.inf) == 1.797e308


@pytest.mark.parametrize(
    ("args", "wire"),
    [
        ((0, 10, 5, None), wire)
        for wire in (11, -1, 3.5, True, None, "3", [3], math.nan, math.inf, -math.inf, date(2020, 1, 1), {"a": 1})
    ]
    + [((0.0, 1.0, 0.5, None), wire) for wire in (1.1, "0.5", math.nan, math.inf, True, None)]
    + [((0, 10, (2, 5), None), wire) for wire in (3, (3,), (3, 4, 5), (3, 40), (3, None), "34", {3, 4})]
    + [((None, None, date(2020, 1, 5), None), wire) for wire in (date(2021, 1, 1), datetime(2020, 1, 5), 5, "2020-01-05")]
    + [((None, None, time(5), None), wire) for wire in (5, datetime(2020, 1, 5), "05:00")],
)
def test_what_lies_outside_the_domain_is_refused(args: Any, wire: Any) -> None:
    with pytest.raises(ValueRefused):
        slider_domain(*args).parse(wire)


@pytest.mark.parametrize(
    ("args", "wire", "value"),
    [
        ((0, 10, 5, None), 3.0, 3),
        ((0, 10, 5, 5), 4, 5),
        ((0.0, 1.0, 0.5, None), 0.1 + 0.2, 0.3),
        ((0.0, 1.0, 0.5, None), 1, 1.0),
        ((0.0, 1.0, 0.5, 0.3), 0.97, 1.0),
        ((0, 10, (2, 5), None), [4, 3], (3, 4)),
        ((None, None, time(5), None), time(7, 3), time(7)),
        (
            (None, None, datetime(2020, 1, 5, tzinfo=timezone.utc), None),
            datetime(2020, 1, 7),
            datetime(2020, 1, 7, tzinfo=timezone.utc),
        ),
    ],
)
def test_what_lies_in_the_domain_snaps_to_a_value_of_its_type(args: Any, wire: Any, value: Any) -> None:
    parsed = slider_domain(*args).parse(wire)
    assert (type(parsed), parsed) == (type(value), value)


def test_an_older_value_of_another_shape_or_kind_is_given_up() -> None:
    one, two = slider_domain(0, 10, 5, None), slider_domain(0, 10, (2, 5), None)
    assert [one.keep(value) for value in ((1, 2), "x", None, 7)] == [5, 5, 5, 7]
    assert [two.keep(value) for value in (3, (1,), (3, 4))] == [(2, 5), (2, 5), (3, 4)]
