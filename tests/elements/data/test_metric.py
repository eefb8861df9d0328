"""Metrics and sparklines."""

from __future__ import annotations

import math
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas
import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.elements.data.metric import sparkline
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs
from tests.oracle import AppTest


@pytest.mark.parametrize(
    "call",
    [
        "1",
        "None",
        "'70 °F', '1.2 °F'",
        "1, -1",
        "1, '-1'",
        "1, ' - 1'",
        "1, '−5'",
        "1, 0",
        "1, '0'",
        "1, '0.0'",
        "1, -0.0",
        "1, ''",
        "1, float('nan')",
        "1, 1, 'inverse'",
        "1, -1, 'inverse'",
        "1, 1, 'off'",
        "1, -1, 'red'",
        "1, 0, 'red'",
        "1, None, 'red'",
        "1, 5, 'grey'",
        "1, 5, 'primary'",
        "1, 1, 'green', delta_arrow='down'",
        "1, 1, delta_arrow='off'",
        "1, -1, delta_arrow='up'",
        "1, 0, delta_arrow='up'",
        "True",
        "0.1 + 0.2, 0.1 + 0.2",
        "__import__('numpy').float32(1.5), __import__('numpy').int64(-5)",
        "__import__('decimal').Decimal('1.50'), __import__('fractions').Fraction(1, 3)",
    ],
)
def test_numbers_directions_and_colours_are_those_of_streamlit(page: Run, call: str) -> None:
    app = AppTest.from_string(f"import streamlit as st\nst.metric('a', {call})").run()
    proto = app.metric[0].proto
    eval(f"st.metric('a', {call})", {"st": st})  # noqa: S307 (the same line as above)
    props = page.page.main.children[0].props
    names = type(proto).MetricColor.Name, type(proto).MetricDirection.Name
    expected = (proto.body, proto.delta, names[0](proto.color).lower(), names[1](proto.direction).lower())
    assert (props["body"], props["delta"], props["color"], props["direction"]) == expected


@pytest.mark.parametrize(
    "script",
    [
        "st.metric('a', [1])",
        "st.metric('a', 1, [1])",
        "st.metric('a', 1, 1, 'x')",
        "st.metric('a', 1, delta_arrow='x')",
        "st.metric('a', 1, label_visibility='x')",
        "st.metric('a', 1, icon='x')",
        "st.metric('a', 1, width=0)",
        "st.metric('a', 1, height=0)",
        "st.metric('a', 1, chart_data=[1, None])",
        "st.metric('a', 1, chart_data=[1, 'a'])",
    ],
)
def test_metrics_refuse_what_streamlit_refuses(script: str) -> None:
    assert ours(script) == theirs(script)


def html(page: Run) -> str:
    """Give the HTML of the only element of the page."""
    (element,) = page.page.main.children
    return html_of(element)


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (12_340, "compact", "12.3K"),
        ("1234.5", "%,.1f", "1,234.5"),
        (0.031, "percent", "3.1%"),
        ("about 5", "percent", "about 5"),
        (1234.5, None, "1234.5"),
    ],
)
def test_numbers_are_written_in_their_format_and_texts_are_not(page: Run, value: object, format: str | None, text: str) -> None:
    st.metric("a", value, format=format)
    assert f'<div class="lit-metric-value">{text}</div>' in html(page)


def test_a_metric_is_escaped(page: Run) -> None:
    bad = "<img src=x onerror=y()>"
    st.metric(bad, bad, bad, help=bad, delta_description=bad)
    assert "<img" not in html(page)


def test_a_label_can_be_hidden_or_take_no_room(page: Run) -> None:
    st.metric("name", 1, label_visibility="hidden")
    st.metric("name", 1, label_visibility="collapsed")
    hidden, collapsed = map(html_of, page.page.main.children)
    assert "lit-hidden" in hidden
    assert "name" not in collapsed


@pytest.mark.parametrize("kind", ["line", "bar", "area"])
@pytest.mark.parametrize("course", [[1.0], [1, 2, 3], [0, 0], [-1, 5], [math.nan, 1, 2, math.nan, 3], list(range(100_000))])
def test_a_sparkline_is_a_small_picture_inside_its_frame(kind: str, course: list[float]) -> None:
    url = sparkline([float(number) for number in course], kind, "#30a46c")
    head, _, svg = url.partition(",")
    assert head == "data:image/svg+xml"
    assert len(svg) < 20_000
    root = ElementTree.fromstring(unquote(svg))
    for path in root:
        for place in path.attrib["d"].replace("Z", "").replace("L", "M").split("M")[1:]:
            if "V" not in place:
                x, y = map(float, place.split(","))
                assert 0 <= x <= 100
                assert 0 <= y <= 30


def test_a_sparkline_of_nothing_is_empty() -> None:
    assert "path" not in sparkline([math.nan], "line", "#000")
    assert "path" not in sparkline([], "bar", "#000")  # an empty list in a cell of a LineChartColumn


def test_chart_data_of_a_frame_is_its_first_column(page: Run) -> None:
    st.metric("a", 1, chart_data=pandas.DataFrame({"a": [1, 2], "b": [3, 4]}))
    assert page.page.main.children[0].props["chart_data"] == (1.0, 2.0)
    assert '<img class="lit-spark"' in html(page)
