"""Shows objects by their rich display in notebooks: mime bundles, and live ipywidgets.

Rules
-----
1. A live widget of the author's is embedded as it is, never copied.
2. Of a mime bundle the richest form is shown that can be shown without running scripts: forms of the front end's own
   (Vega, Plotly, GeoJSON, …), then HTML, Markdown, pictures, formulas, JSON, text.
3. HTML is sanitized wherever it goes. If nothing is left of it, the next form is shown.
"""

from __future__ import annotations

import base64
import json as jsonlib
import re
from collections.abc import Mapping
from typing import Any

from notebook_lit.elements.markup.markdown import escape, sanitize
from notebook_lit.elements.media.image import image
from notebook_lit.elements.shared.chart import NOT_RENDERED, Chart, chart_of
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import given
from notebook_lit.elements.shared.type_detection import bound_method, has_class, root_packages
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.elements.text import code_latex_html, json_tree, text
from notebook_lit.elements.write.widget_picture import live_picture
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, emit, make

_FORMS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
}
_OWN_WAYS = ("_repr_mimebundle_", *_FORMS, "_ipython_display_")
#: The newest version that JupyterLab and VS Code have a renderer for; newer specs hold little that it does not know.
_VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
#: What a chart of Bokeh says, for which no front end has a renderer of its own.
_BOKEH = "To see it: pip install jupyter_bokeh, and give st.write a jupyter_bokeh.BokehModel(chart)"
#: HTML of which nothing is seen.
_BARE_TAGS = re.compile(r"\s|&nbsp;|</?(?:div|span|p|section|article|main|figure|center)>")
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
#: What accompanies a form of the front end's own, for front ends that lack its renderer.
_COMPANIONS = ("image/png", "image/jpeg", "text/plain")


def is_live(value: Any) -> bool:
    """Return whether a value is an object of ipywidgets or anywidget."""
    return not root_packages(value).isdisjoint(("ipywidgets", "anywidget"))


def is_rich(value: Any) -> bool:
    """Return whether a value has a rich display in notebooks."""
    cls = type(value)
    return any(getattr(cls, name, None) is not None for name in _OWN_WAYS)


def live(at: Container, widget: Any) -> Any:
    """Show a live ipywidgets or anywidget object."""
    return emit(at, given, Element("live", {"model": _model(widget)}, source=widget))


def _model(widget: Any) -> str:
    """Return the model id that identifies a live widget."""
    return str(getattr(widget, "model_id", None) or id(widget))


def rich(at: Container, value: Any) -> Any:
    """Show an object by its rich display."""
    data, metadata = bundle_of(value)
    own_way = bound_method(value, "_ipython_display_")
    if not data and own_way is not None:
        with at:  # it calls display(): what that shows lands where the script is
            own_way()
        return at
    return show_bundle(at, {"text/plain": repr(value), **data}, metadata, value)


def bundle_of(value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the mime bundle of an object and its metadata; both are empty if it has none."""
    if has_class(value, "altair", "TopLevelMixin"):  # its own bundle loads scripts from elsewhere
        spec = value.to_dict()
        return {"application/vnd.vegalite.v5+json": {**spec, "$schema": _VEGA_LITE}}, {}
    if has_class(value, "plotly", "BaseFigure"):
        return {"application/vnd.plotly.v1+json": jsonlib.loads(value.to_json())}, {}
    if has_class(value, "bokeh", "Model"):  # its own HTML lists its properties, and needs scripts to do so
        title = getattr(getattr(value, "title", None), "text", None)
        spec = {side: getattr(value, side, None) for side in ("width", "height")} | {"title": title}
        chart = chart_of({"application/vnd.bokeh+json": spec})
        return {} if chart is None else {"text/html": chart.box_html(_BOKEH)}, {}
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    whole = bound_method(value, "_repr_mimebundle_")
    if whole is not None:
        answer, more = _with_metadata(whole(include=None, exclude=None))
        data |= answer or {}
        metadata |= more or {}
    for name, mime in _FORMS.items():
        draw = None if mime in data else bound_method(value, name)
        if draw is None:
            continue
        try:
            answer, more = _with_metadata(draw())
        except NotImplementedError:  # how objects say that they have this form only sometimes
            continue
        if answer is not None:
            data[mime] = answer
            if more:
                metadata[mime] = more
    return data, metadata


def _with_metadata(answer: Any) -> tuple[Any, Any]:
    """Return the result of a ``_repr_*_`` method, data or data and metadata, as a pair."""
    return answer if isinstance(answer, tuple) and len(answer) == 2 else (answer, None)


def show_bundle(at: Container, data: Mapping[str, Any], metadata: Mapping[str, Any], source: Any = None) -> Any:
    """Show a mime bundle in its richest form (rule 2).

    Parameters
    ----------
    data, metadata : mapping
        What ``display_data`` messages carry, by mime type. Pictures are bytes or base64.
    source : object, optional
        The object it comes from.

    Returns
    -------
    DeltaGenerator
        The container of what is shown.
    """
    html = make(at, sanitize, str(data["text/html"])).strip() if "text/html" in data else ""
    html = "" if not _BARE_TAGS.sub("", html) else html
    if any(mime.startswith("application/") and mime not in NOT_RENDERED for mime in data):
        return emit(at, given, _output(data, metadata, html, source))
    if html:
        return code_latex_html.html(at, html)
    if "text/markdown" in data:
        return text.markdown(at, data["text/markdown"])
    for mime in _PICTURES:
        if mime in data:
            return image(at, _picture(data[mime], mime))
    if "text/latex" in data:
        return code_latex_html.latex(at, _formula(str(data["text/latex"])))
    if "application/json" in data:
        return json_tree.json(at, data["application/json"])
    return code_latex_html.code(at, str(data.get("text/plain", "")), None)


def _output(data: Mapping[str, Any], metadata: Mapping[str, Any], html: str, source: Any) -> Element:
    """Return the element for a mime type that the front end renders."""
    kept = {
        mime: content
        for mime, content in data.items()
        if mime in _COMPANIONS or (mime.startswith("application/") and mime not in NOT_RENDERED)
    }
    for mime in ("image/png", "image/jpeg"):
        if isinstance(kept.get(mime), bytes):
            kept[mime] = base64.b64encode(kept[mime]).decode("ascii")
    if html:
        kept["text/html"] = html
    return Element("display", {"data": kept, "metadata": dict(metadata)}, source=source)


def _picture(content: Any, mime: str) -> Any:
    """Return the image data of a bundle for ``st.image``."""
    if mime == "image/svg+xml" or isinstance(content, bytes):
        return content
    return base64.b64decode(content)


def _formula(latex: str) -> str:
    r"""Return LaTeX without the dollar signs and ``\displaystyle`` that notebooks need."""
    return latex.strip().strip("$").strip().removeprefix(r"\displaystyle").strip()


def _display_native(element: Element) -> Native:
    output = {"output_type": "display_data", "data": element.props["data"], "metadata": element.props["metadata"]}
    return Native("Output", {"outputs": (output,)}, classes=("lit-display",))


def _live_native(element: Element) -> Native:
    return Native("live")


def _display_picture(element: Element) -> str:
    """Draw what the front end has a renderer for, in a form that needs none."""
    data = element.props["data"]
    if "text/html" in data:
        return f"<div>{sanitize(str(data['text/html']))}</div>"
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            return f'<img alt="" src="data:{mime};base64,{escape(str(data[mime]).strip())}">'
    chart = _chart(element)
    return "" if chart is None else chart.box_html()


def _chart(element: Element) -> Chart | None:
    return chart_of(element.props["data"])


def _live_picture(element: Element) -> str:
    return live_picture(element.source)


def _live_chart(element: Element) -> Chart | None:
    """Return the chart that a live widget shows: Plotly's and Altair's are widgets too."""
    widget = element.source
    if has_class(widget, "altair", "JupyterChart"):
        widget = widget.chart
    is_chart = has_class(widget, "altair", "TopLevelMixin") or has_class(widget, "plotly", "BaseFigure")
    return chart_of(bundle_of(widget)[0]) if is_chart else None


DISPLAY = ElementType("display", native=_display_native, picture=_display_picture, chart=_chart)
LIVE = ElementType("live", native=_live_native, picture=_live_picture, chart=_live_chart)
