"""What the saved pictures of inputs share: a label, and under it what the field holds.

A picture reads well without any style (GitHub). Its classes stand for styles that `notebook.saved.inline_styles` writes out.
"""

from __future__ import annotations

from typing import Any

from notebook_lit.elements.markup.icons import icon_html
from notebook_lit.elements.markup.markdown import escape, inline_html
from notebook_lit.elements.shared.widget_tree import width_layout
from notebook_lit.runtime.model.element import Element

#: What stands for a password, whatever its length.
HIDDEN = "••••••••"
#: What stands for no value.
NOTHING = '<span class="lit-empty">–</span>'
_CSS = {"width": "width", "flex": "flex", "grid_gap": "gap"}


def size(layout: dict[str, str]) -> str:
    """Return the ``style`` attribute for the Layout of a native; heights are left out, since nobody scrolls a picture."""
    rules = [f"{_CSS[name]}:{value}" for name, value in layout.items() if name in _CSS and value not in ("100%", "auto")]
    return f' style="{";".join(rules)}"' if rules else ""


def label(element: Element) -> str:
    """Return the label of an input, empty if it is hidden."""
    hidden = element.props.get("label_visibility") in ("hidden", "collapsed")
    return "" if hidden else inline_html(element.props["label"])


def field(element: Element, content: str, below: str = "", style: str = "lit-field") -> str:
    """Return the picture of an input: its label, what is in its field, and what stands below."""
    width = size(width_layout(element.props.get("width")))
    return framed(label(element), content, below, style, disabled=bool(element.props.get("disabled")), width=width)


def framed(label: str, content: str, below: str, style: str, *, disabled: bool, width: str = "") -> str:
    """Return the picture of a control: its label, which is HTML, what is in its field, and what stands below."""
    head = f'<div class="lit-label"><strong>{label}</strong></div>' if label else ""
    off = " lit-disabled" if disabled else ""
    return f'<div class="lit-input{off}"{width}>{head}<div class="{style}">{content}</div>{below}</div>'


def text(value: Any, placeholder: str | None = None, icon: str = "") -> str:
    """Return what a field holds, or its placeholder, as HTML, after the icon that stands in the field."""
    if icon:
        return f"{icon_html(icon)} {text(value, placeholder)}"
    if value is None or value == "":
        return f'<span class="lit-empty">{escape(placeholder)}</span>' if placeholder else "&nbsp;" if value == "" else NOTHING
    return escape(str(value))


def bar(start: float, end: float) -> str:
    """Return a track that is filled between two shares of its length, from 0 to 1."""
    low, high = max(0.0, min(100 * start, 100.0)), max(0.0, min(100 * end, 100.0))
    return (
        f'<div class="lit-track"><span class="lit-filled" style="margin-left:{low:.4g}%;width:{max(high - low, 1):.4g}%">'
        "</span></div>"
    )


def widget_picture(element: Element) -> str:
    """Return the picture of a widget that declares none: its label and value."""
    return field(element, text(element.value))
