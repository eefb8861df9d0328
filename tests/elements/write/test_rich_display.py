"""Objects with a rich form of their own, and live widgets."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.elements.write import rich_display
from notebook_lit.runtime.writing.run import Run
from tests.elements.counting import calls_made

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def thing(**forms: Any) -> Any:
    """Make an object with ``_repr_*_`` methods that give ``forms``."""
    methods = {f"_repr_{name}_": lambda self, form=form, **_: form for name, form in forms.items()}
    return type("Thing", (), methods)()


def only(page: Run) -> Any:
    """Give the only element of the page."""
    (element,) = page.page.main.children
    return element


def test_an_object_with_html_is_shown_by_it_sanitized(page: Run) -> None:
    st.write(thing(html="<b onclick=x()>a</b><script>x()</script>"))
    assert (only(page).kind, only(page).props["body"]) == ("html", "<b>a</b>")


def test_html_that_did_not_change_is_sanitized_in_the_first_run_only(page: Run, rerun: Callable[[Run], Run]) -> None:
    many = thing(html="<a href='#x'>a</a>" * 100)  # the sanitizer asks a function of ours about each link
    st.write(many)
    again = rerun(page)
    assert calls_made(lambda: st.write(many)) < 500  # 1,400 with the links
    assert only(again) is only(page)


@pytest.mark.parametrize(
    ("forms", "kind", "body"),
    [
        ({"markdown": "**a**", "png": PIXEL}, "markdown", "**a**"),
        ({"latex": r"$\displaystyle x^2$"}, "latex", "$$\nx^2\n$$"),
        ({"latex": "$$x^2$$"}, "latex", "$$\nx^2\n$$"),
        ({"json": {"a": 1}}, "json", '{"a": 1}'),
        ({"mimebundle": {"text/plain": "plain"}}, "code", "plain"),
        ({"mimebundle": ({"text/html": "<i>a</i>"}, {"text/html": {}})}, "html", "<i>a</i>"),
        ({"html": "<script>x()</script>", "markdown": "a"}, "markdown", "a"),
        ({"html": None, "markdown": "a"}, "markdown", "a"),
        ({"html": "<style>a {}</style>\n<div id='viz'> </div><script>draw()</script>", "markdown": "a"}, "markdown", "a"),
    ],
)
def test_the_richest_form_that_can_be_shown_decides(page: Run, forms: dict[str, Any], kind: str, body: str) -> None:
    st.write(thing(**forms))
    assert (only(page).kind, only(page).props["body"]) == (kind, body)


@pytest.mark.parametrize("forms", [{"png": PIXEL}, {"mimebundle": {"image/png": base64.b64encode(PIXEL).decode()}}])
def test_pictures_are_images(page: Run, forms: dict[str, Any]) -> None:
    st.write(thing(**forms))
    assert "image" in only(page).kind or only(page).kind == "imgs"


def test_a_form_that_the_front_end_draws_goes_there_whole_but_for_scripts(page: Run) -> None:
    value = thing(
        mimebundle={
            "application/geo+json": {"type": "Point"},
            "application/javascript": "x()",
            "text/html": "<b onclick=x()>a</b>",
            "image/svg+xml": "<svg onload=x()>",
            "image/png": PIXEL,
        }
    )
    st.write(value)
    element = only(page)
    assert element.kind == "display"
    assert element.source is value
    native = native_of(element)
    (output,) = native.traits["outputs"]
    assert native.widget == "Output"
    assert output["output_type"] == "display_data"
    assert output["data"] == {
        "application/geo+json": {"type": "Point"},
        "text/html": "<b>a</b>",
        "image/png": base64.b64encode(PIXEL).decode(),
        "text/plain": repr(value),
    }


def test_a_form_that_an_object_does_not_have_this_time_is_passed_over(page: Run) -> None:
    class Sometimes:
        def _repr_html_(self) -> str:
            raise NotImplementedError

        def _repr_markdown_(self) -> str:
            return "a"

    st.write(Sometimes())
    assert only(page).props["body"] == "a"


def test_an_object_that_displays_itself_does_so_where_it_was_written(page: Run) -> None:
    class Own:
        def _ipython_display_(self) -> None:
            st.text("here")

    with st.container():
        box = page.page.main.children[0]
        st.write(Own())
    assert [child.props["body"] for child in box.children] == ["here"]  # type: ignore[attr-defined]


def test_charts_of_altair_and_plotly_are_sent_as_data(page: Run) -> None:
    altair = pytest.importorskip("altair")
    figures = pytest.importorskip("plotly.graph_objects")
    st.write(altair.Chart({"values": [{"a": 1}]}).mark_bar().encode(x="a:Q"))
    st.write(figures.Figure(figures.Bar(y=[1, 2])))
    vega, plotly = page.page.main.children
    spec = vega.props["data"]["application/vnd.vegalite.v5+json"]
    assert vega.kind == plotly.kind == "display"
    assert spec["mark"] == {"type": "bar"}
    assert plotly.props["data"]["application/vnd.plotly.v1+json"]["data"][0]["type"] == "bar"


def test_equal_forms_of_the_next_run_compare_equal_and_changed_ones_do_not() -> None:
    def element(number: int) -> Any:
        return rich_display._output({"application/geo+json": {"a": [number]}}, {}, "", object())

    assert element(1) == element(1)
    assert element(1) != element(2)


def test_widgets_of_ipywidgets_and_anywidget_are_embedded_live(page: Run) -> None:
    import anywidget
    import ipywidgets
    slider = ipywidgets.IntSlider()
    counter = type("Counter", (anywidget.AnyWidget,), {"_esm": "export default {}"})()
    st.write("a", slider, counter)
    text, first, second = page.page.main.children
    assert (text.kind, first.kind, second.kind) == ("markdown", "live", "live")
    assert first.source is slider
    assert second.source is counter
    assert first != second
    assert native_of(first) == Native("live")
    slider.close()
    counter.close()


def test_the_same_widget_written_again_is_the_same_element() -> None:
    class Fake:
        __module__ = "ipywidgets.widgets"
        model_id = "m1"

    one = Fake()
    assert rich_display.is_live(one)
    assert not rich_display.is_live(Fake)
    assert not rich_display.is_live(3)
    assert rich_display._model(one) == rich_display._model(one) == "m1"


def test_no_widget_library_is_loaded_to_recognise_widgets(fresh_python: Any) -> None:
    code = "import sys\nfrom notebook_lit.elements.write import rich_display, write\nrich_display.is_live(3)\n"
    code += "print([name for name in ('ipywidgets', 'anywidget', 'IPython', 'pandas', 'PIL') if name in sys.modules])"
    assert fresh_python(code).strip() == "[]"


def test_a_chart_that_is_a_live_widget_is_a_chart_in_the_saved_picture() -> None:
    import ipywidgets
    bases = (ipywidgets.IntSlider,)
    figure_base = type("BaseFigure", (), {"__module__": "plotly.basedatatypes"})
    spec = '{"data": [], "layout": {"height": 222, "title": {"text": "Heat"}}}'
    figure = type("FigureWidget", (*bases, figure_base), {"to_json": lambda self: spec})()
    element = rich_display.Element("live", {}, source=figure)
    chart = rich_display._live_chart(element)
    assert chart is not None
    assert (chart.name, chart.height) == ("Plotly chart: Heat", 222)
    assert rich_display._live_chart(rich_display.Element("live", {}, source=ipywidgets.IntSlider())) is None
    ipywidgets.Widget.close_all()


def test_a_chart_of_bokeh_is_a_named_box_of_its_size_and_not_a_list_of_its_properties(page: Run) -> None:
    title = type("Title", (), {"text": "Sales"})()
    traits = {"__module__": "bokeh.model.model", "width": 400, "height": 200, "title": title}
    st.write(type("Model", (), {**traits, "_repr_html_": lambda self: "<div>Model(id = 1, <span>…)</span></div>"})())
    body = only(page).props["body"]
    assert "Bokeh chart: Sales" in body
    assert "width:400px;height:200px" in body
    assert "id = 1" not in body
