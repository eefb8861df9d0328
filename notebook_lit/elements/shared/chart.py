"""Charts that only a renderer of the front end can draw (Vega, Plotly, …), and how a saved picture shows them.

Where a library for static export is installed the picture is an image, made when the picture is (`notebook.saved.charts`); else
a named box of the size that the chart has on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notebook_lit.elements.markup.markdown import escape

#: ``application/…`` forms that no renderer of the front end is needed or wanted for.
NOT_RENDERED = frozenset({"application/json", "application/javascript", "application/pdf", "application/octet-stream"})
#: What such a form is called where nothing can draw it, by a part of its name.
_NAMES = {"vega": "Vega chart", "plotly": "Plotly chart", "geo+json": "Map", "bokeh": "Bokeh chart"}
#: What makes an image of a form, by a part of its name.
_EXPORTERS = {"vegalite": "vega-lite", "vega": "vega", "plotly": "plotly"}
#: Pixels that a chart is high which does not say how high it is.
_HEIGHT = 300
#: The same for Plotly, and how wide its image is if it fills the page.
_PLOTLY_HEIGHT, _WIDE = 450, 700

_BOX = (
    "display:grid;align-items:center;justify-items:center;border:1px dashed rgba(128,128,128,0.5);border-radius:8px;"
    "max-width:100%;"
)


@dataclass(frozen=True)
class Chart:
    """A chart in the form that a front end's renderer takes.

    Parameters
    ----------
    name : str
        What it is, with its title.
    exporter : str
        What can make an image of it: "vega-lite", "vega", "plotly"; "" for nothing.
    spec : mapping
        Its specification, empty for what is none.
    width, height : float, optional
        Pixels; None where the specification has no number. A chart without a width is as wide as the front end makes it.
    fills : bool
        Whether it is as wide as the page.
    """

    name: str
    exporter: str
    spec: Mapping[str, Any]
    width: float | None
    height: float | None
    fills: bool

    def export_spec(self) -> Mapping[str, Any]:
        """Return the specification with numbers for a size that depends on the page."""
        if not self.fills:
            return self.spec
        if self.exporter == "plotly":
            layout = {**_mapping(self.spec.get("layout")), "width": _WIDE, "height": self.height or _PLOTLY_HEIGHT}
            return {**self.spec, "layout": layout}
        height = {"height": _HEIGHT} if self.spec.get("height") == "container" else {}
        return {**self.spec, "width": _WIDE, **height}

    def image_html(self, source: str) -> str:
        """Draw the image of the chart on white: it is made for a light page, and may have no background of its own."""
        width = "width:100%;" if self.fills else ""
        style = f"{width}max-width:100%;height:auto;background-color:#ffffff"
        return f'<div><img alt="{escape(self.name)}" src="{escape(source)}" style="{style}"></div>'

    def box_html(self, more: str = "") -> str:
        """Draw a box of the size of the chart, and say in it what it is."""
        across = f"width:{self.width:.0f}px;" if self.width is not None else ""
        height = _PLOTLY_HEIGHT if self.exporter == "plotly" else _HEIGHT
        size = f"{across}height:{height if self.height is None else self.height:.0f}px"
        return named_box(self.name, size, more)


def chart_of(data: Mapping[str, Any]) -> Chart | None:
    """Return the chart in a mime bundle; None if there is no form that needs a renderer of the front end."""
    mime = next((mime for mime in data if mime.startswith("application/") and mime not in NOT_RENDERED), None)
    if mime is None:
        return None
    name = next((name for part, name in _NAMES.items() if part in mime), mime)
    exporter = next((exporter for part, exporter in _EXPORTERS.items() if part in mime), "")
    spec = _mapping(data[mime])
    layout = _mapping(spec.get("layout")) if exporter in ("plotly", "") and "layout" in spec else spec
    width, height = (_pixels(layout.get(side)) for side in ("width", "height"))
    title = layout.get("title")
    title = title.get("text") if isinstance(title, Mapping) else title
    said = f"{name}: {title}" if isinstance(title, str) and title else name
    fills = width is None if exporter == "plotly" else spec.get("width") == "container"
    return Chart(said, exporter if spec else "", spec, width, height, fills)


def named_box(name: str, size: str, more: str = "") -> str:
    """Draw a box with a name in it, and what else is to be said, in a style that needs no style sheet."""
    note = f'<p style="opacity:0.75">{escape(more)}</p>' if more else ""
    size = size if "height" in size else f"padding:14px;{size}"  # padding would make a box larger than what it stands for
    return f'<div style="{_BOX}{size}"><p>{escape(name)}</p>{note}</div>'


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _pixels(side: Any) -> float | None:
    """Return a number of pixels; None for all else, also for what no page could show."""
    return side if isinstance(side, int | float) and not isinstance(side, bool) and 0 < side < 100_000 else None
