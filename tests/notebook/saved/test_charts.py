"""Images of charts: made once for each content, in time, by a process of their own, and never while a run lasts."""

from __future__ import annotations

import base64
import json
import os
import re
from typing import Any

import pytest

from notebook_lit.elements.shared.chart import Chart, chart_of
from notebook_lit.notebook.saved import charts
from notebook_lit.notebook.saved.charts import ChartImages, Image, installed, run_exporter
from notebook_lit.notebook.saved.snapshot import charts_on, snapshot
from notebook_lit.testing import AppTest
from tests.browser.driving import provision

SVG = ("image/svg+xml", base64.b64encode(b"<svg/>").decode())
VEGA = {"data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 5}]}, "mark": "bar", "width": 200, "height": 100}
VEGA |= {"title": "Rain", "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}}}


def vega(title: str = "Rain", **more: Any) -> Chart:
    chart = chart_of({"application/vnd.vegalite.v5+json": {**VEGA, "title": title, **more}})
    assert chart is not None
    return chart


def plotly(**layout: Any) -> Chart:
    chart = chart_of({"application/vnd.plotly.v1+json": {"data": [{"type": "bar", "y": [1, 2]}], "layout": layout}})
    assert chart is not None
    return chart


class Exporter:
    """Makes an image of everything, or none, and notes what it was asked for."""

    def __init__(self, answer: Image | None = SVG, at_most: int = 100) -> None:
        self.asked: list[list[Any]] = []
        self._answer, self._at_most = answer, at_most

    def __call__(self, written: str, seconds: float) -> list[Image | None]:
        self.asked.append(json.loads(written))
        return [self._answer for _ in self.asked[-1]][: self._at_most]


def images(exporter: Exporter) -> ChartImages:
    return ChartImages(lambda name: name in ("vega-lite", "plotly"), exporter)


def test_an_image_is_made_once_for_each_content() -> None:
    exporter = Exporter()
    made = images(exporter)
    assert made.image(vega()) is None
    assert made.lacks([vega()])
    made.make([vega(), vega(), vega("Sun")])
    made.make([vega(), vega("Sun")])
    assert [len(charts) for charts in exporter.asked] == [2]
    assert made.image(vega()) == f"data:{SVG[0]};base64,{SVG[1]}"
    assert not made.lacks([vega()])


def test_what_cannot_be_exported_is_asked_for_once_and_has_no_image() -> None:
    exporter = Exporter(None)
    made = images(exporter)
    made.make([vega()])
    made.make([vega()])
    assert len(exporter.asked) == 1
    assert made.image(vega()) is None


def test_what_is_not_ready_in_time_has_no_image_and_the_slow_ones_come_last() -> None:
    exporter = Exporter(at_most=1)
    made = images(exporter)
    made.make([plotly(), vega()])
    assert [name for name, _ in exporter.asked[0]] == ["vega-lite", "plotly"]
    assert made.image(vega()) is not None
    assert made.image(plotly()) is None


def test_nothing_is_asked_for_without_a_library_or_where_there_is_no_specification() -> None:
    exporter = Exporter()
    unknown = chart_of({"application/vnd.unknown+json": {"width": 5}})
    text = chart_of({"application/vnd.vegalite.v5+json": "no mapping"})
    odd = vega(extra=object())
    assert unknown is not None
    assert text is not None
    images(exporter).make([unknown, text, odd])
    ChartImages(lambda name: False, exporter).make([vega()])
    assert exporter.asked == []
    assert not installed("")


def test_only_so_many_images_are_kept() -> None:
    made = images(Exporter())
    for number in range(charts.MOST_CHARTS + 20):
        made.make([vega(str(number))])
    assert len(made._images) == charts.MOST_CHARTS
    assert made.image(vega("0")) is None
    assert made.image(vega(str(number))) is not None


def test_a_chart_as_wide_as_the_page_is_exported_with_a_number_and_shown_as_wide_as_the_page() -> None:
    wide = vega(width="container", height="container")
    assert (wide.export_spec()["width"], wide.export_spec()["height"]) == (700, 300)
    assert 'style="width:100%' in wide.image_html("data:")
    assert plotly().export_spec()["layout"] == {"width": 700, "height": 450}
    assert plotly(width=300, height=200).export_spec()["layout"] == {"width": 300, "height": 200}
    assert 'style="width:100%' not in plotly(width=300).image_html("data:")


def test_an_exporter_that_takes_too_long_is_ended_and_what_it_did_counts(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "slow.py"
    program.write_text(
        "import sys, threading\nsys.stdin.read()\nprint('[\"image/png\", \"AA==\"]', flush=True)\n"
        "sys.stdout.write('[\"image/')\nsys.stdout.flush()\nthreading.Event().wait()"
    )
    monkeypatch.setattr(charts, "_PROGRAM", program)
    assert run_exporter("[]", 3.0) == [("image/png", "AA==")]


def test_where_there_are_no_processes_there_are_no_images(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OSError

    monkeypatch.setattr(charts.subprocess, "Popen", refuse)
    assert run_exporter("[]", 1.0) == []


SCRIPT = """
class Chart:
    def __init__(self, **bundle):
        self.bundle = bundle
    def _repr_mimebundle_(self, **_):
        return {{"application/vnd." + name + "+json": content for name, content in self.bundle.items()}}
st.write(Chart(**{bundle!r}))
"""


def picture(bundle: dict[str, Any], made: ChartImages) -> str:
    """Give the picture of a page with one chart, with its image."""
    page = AppTest.from_string(SCRIPT.format(bundle=bundle)).run()._engine.page
    made.make(charts_on(page))
    return snapshot(page, "", made.image)


def needs(library: str) -> None:
    """Skip the test where a library is not installed, unless that is a fault: `make test` installs them."""
    if not os.environ.get("CI"):
        pytest.importorskip(library, reason=f"{library} is not installed: make test does that, and CI fails without it")


def content(html: str) -> bytes:
    """Give the content of the only image."""
    (found,) = re.findall(r'<img [^>]*src="data:image/svg\+xml;base64,([^"]*)"', html)
    return base64.b64decode(found)


def test_a_chart_is_a_picture_and_the_saved_layer_lets_it_through() -> None:
    html = picture({"vegalite.v5": VEGA}, images(Exporter()))
    assert content(html) == b"<svg/>"
    assert 'alt="Vega chart: Rain"' in html
    assert "background-color:#ffffff" in html


def test_vl_convert_draws_charts_of_vega_lite() -> None:
    needs("vl_convert")
    drawn = content(picture({"vegalite.v5": VEGA}, ChartImages()))
    assert b">Rain</text>" in drawn


def test_vl_convert_is_no_match_for_nonsense() -> None:
    needs("vl_convert")
    html = picture({"vegalite.v5": {"mark": "nonsense", "height": 120}}, ChartImages())
    assert "<img" not in html
    assert "height:120px" in html


def test_kaleido_draws_figures_of_plotly() -> None:
    needs("kaleido")
    if provision.find() is None and not os.environ.get("CI"):
        pytest.skip(provision.ADVICE)
    figure = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"title": {"text": "Heat"}, "height": 200}}
    patient = ChartImages(run=lambda written, _: run_exporter(written, 100.0))  # a browser is started, perhaps beside others
    drawn = content(picture({"plotly.v1": figure}, patient))
    assert b">Heat</text>" in drawn
    assert b'height="200"' in drawn


def test_nothing_of_a_library_for_export_is_loaded_into_the_kernel(fresh_python: Any) -> None:
    code = "import sys\nfrom notebook_lit.notebook.saved import charts\ncharts.installed('plotly'); charts.installed('vega')\n"
    code += "print([name for name in ('plotly', 'kaleido', 'vl_convert') if name in sys.modules])"
    assert fresh_python(code).strip() == "[]"
