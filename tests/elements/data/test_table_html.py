"""How the values of a table are written."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from notebook_lit.elements.data.table_html import columns_of, table_html
from notebook_lit.elements.data.table_reader import read_table
from notebook_lit.errors import StreamlitInvalidParameterTypeError


def cells(values: list[Any], **kind: Any) -> Any:
    """Write one column."""
    config = {"value": {"type_config": kind}} if kind else None
    return columns_of(read_table({"value": values}, 100, 100), index=False, order=None, config=config)[0]["cells"]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1, 20, None], ("1", "20", None)),
        ([1.5, 2.25], ("1.50", "2.25")),
        ([1.0, 2.0], ("1", "2")),
        ([1.23456789], ("1.2346",)),
        ([1e-7, 1e20, 0.0], ("1e-07", "1e+20", "0")),
        ([float("inf"), 0.5], ("inf", "0.5")),
        ([True, False, None], ("☑", "☐", None)),
        ([datetime.datetime(2020, 1, 2), None], ("2020-01-02", None)),
        ([datetime.datetime(2020, 1, 2), datetime.datetime(2020, 1, 2, 3)], ("2020-01-02 00:00:00", "2020-01-02 03:00:00")),
        ([datetime.date(2020, 1, 2)], ("2020-01-02",)),
        ([datetime.time(1, 2)], ("01:02:00",)),
        (["a", None], ("a", None)),
    ],
)
def test_values_are_written_by_their_kind(values: list[Any], texts: tuple[Any, ...]) -> None:
    assert cells(values) == texts


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        ([1234.5, None], {"type": "number", "format": "euro"}, ("€1,234.50", None)),
        ([1, 2], {"type": "number", "format": "%03d"}, ("001", "002")),
        ([datetime.date(2020, 1, 2)], {"type": "date", "format": "DD.MM.YYYY"}, ("02.01.2020",)),
        ([1j], {"type": "number", "format": "euro"}, ("1j",)),
        (["javascript:x()"], {"type": "link"}, ("javascript:x()",)),
        (["javascript:x()"], {"type": "image"}, ("javascript:x()",)),
        (["a"], {"type": "progress"}, ("a",)),
        (["ab"], {"type": "line_chart"}, ("ab",)),
    ],
)
def test_values_are_written_as_their_configuration_says(values: list[Any], kind: dict[str, Any], texts: Any) -> None:
    assert cells(values, **kind) == texts


def test_links_pictures_progress_and_charts_are_drawn() -> None:
    ((link,),) = cells(["https://a.b/?x=1&y=<b>"], type="link", display_text=r"x=(\d)")
    assert link.startswith('<a href="https://a.b/?x=1&amp;y=&lt;b&gt;"')
    assert ">1</a>" in link
    ((picture,),) = cells(["https://a.b/x.png"], type="image")
    assert picture == '<img alt="" src="https://a.b/x.png">'
    ((bar,),) = cells([30], type="progress", max_value=60)
    assert bar == '<progress value="0.5"></progress> 30'
    ((chart,),) = cells([[1, 2]], type="bar_chart")
    assert chart.startswith('<img class="lit-spark"')


def shown(config: Any = None, order: Any = None, *, index: bool = False) -> list[str]:
    """Give the labels of the columns that are shown."""
    columns = columns_of(read_table({"a": [1], "b": [2], "c": [3]}, 10, 10), index=index, order=order, config=config)
    return [column["label"] for column in columns]


def test_columns_are_chosen_ordered_named_and_hidden() -> None:
    assert shown() == ["a", "b", "c"]
    assert shown(order=("c", "nope", "a", "c")) == ["c", "a", "c"]
    assert shown({"a": None, 1: "Two", "c": {"label": "Three"}}) == ["Two", "Three"]
    assert shown({"_index": "#"}, index=True) == ["#", "a", "b", "c"]
    assert shown({"_index": None}, index=True) == ["a", "b", "c"]


@pytest.mark.parametrize("config", [{"a": 5}, 5, ["a"]])
def test_a_configuration_of_another_type_is_refused(config: Any) -> None:
    with pytest.raises(StreamlitInvalidParameterTypeError):
        shown(config)


def test_everything_in_a_table_is_escaped() -> None:
    bad = "<img src=x onerror=y()>"
    sheet = read_table({bad: [bad, None]}, 10, 10)
    columns = columns_of(sheet, index=True, order=None, config={bad: {"label": bad, "help": bad}})
    html = table_html(columns, header=True, placeholder=bad, alt=bad)
    assert "<img" not in html
    assert html.count("&lt;img") == 5


def test_css_of_a_styler_stays_in_its_cell() -> None:
    pandas = pytest.importorskip("pandas")
    styler = pandas.DataFrame({"a": [1]}).style.set_properties(color="red", position="fixed", background="url(https://evil)")
    columns = columns_of(read_table(styler, 10, 10), index=False, order=None, config=None)
    assert columns[0]["styles"] == {0: "color:red"}


def test_numbers_stand_right_and_a_width_has_a_name() -> None:
    config = {"a": {"width": "small"}, "b": {"width": 33, "alignment": "center"}}
    columns = columns_of(read_table({"a": [1], "b": ["x"]}, 9, 9), index=False, order=None, config=config)
    assert [(column["align"], column["width"]) for column in columns] == [("right", 75), ("center", 33)]


def test_a_table_without_rows_says_so() -> None:
    columns = columns_of(read_table({"a": [], "b": []}, 9, 9), index=False, order=None, config=None)
    assert '<td class=lit-missing colspan="2">empty' in table_html(columns, header=True, placeholder="", alt=None)
