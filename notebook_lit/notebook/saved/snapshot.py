"""The picture of a page: what a saved notebook shows of an app where nothing runs.

Rules
-----
1. Static elements are drawn as always. Widgets are drawn from their `Native`, by its class, as a label and a value: an element
   needs nothing of its own for this.
2. A password is never in it, not even its length.
3. It reads well without any style (GitHub), and `inline_styles` lets nothing through that could run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from notebook_lit.elements.looks import LOOKS, NATIVES
from notebook_lit.elements.markup.markdown import escape, sanitize
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.notebook.saved.inline_styles import still
from notebook_lit.runtime.model.element import Block, Element, Page

#: So many characters of what the script printed are shown, the last ones.
CONSOLE = 4000
_HIDDEN = "••••••••"
_NOTHING = '<span class="lit-empty">–</span>'
_LAYOUT = {"width": "width", "flex": "flex", "grid_gap": "gap"}


def snapshot(page: Page, console: str = "") -> str:
    """Draw a page as HTML that stands alone.

    Parameters
    ----------
    page : Page
        What a run wrote.
    console : str
        What it printed.

    Returns
    -------
    str
        Well-formed HTML with styles written into the tags; no script, no style sheet, no class, no password.

    Examples
    --------
    >>> from notebook_lit.runtime.model.element import Element, Page
    >>> page = Page()
    >>> page.main.children.append(Element("divider", {"width": "stretch"}))
    >>> "<hr" in snapshot(page)
    True
    """
    parts = [f'<div class="lit-block lit-main">{_children(page.main)}</div>']
    if page.sidebar.children:
        sidebar = f'<div class="lit-block lit-sidebar">{_children(page.sidebar)}</div>'
        parts = [f'<div class="lit-body">{sidebar}{parts[0]}</div>']
    if console:
        cut = len(console) > CONSOLE
        parts.append(f'<pre class="lit-console">{"…" if cut else ""}{escape(console[-CONSOLE:])}</pre>')
    return still(f'<div class="lit-snapshot">{"".join(parts)}</div>')


def document(title: str, picture: str) -> str:
    """Make a picture a page of its own."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{picture}</body></html>\n"


def _children(block: Block) -> str:
    return "".join(map(_drawn, block.shown()))


def _drawn(element: Element) -> str:
    """Draw one element."""
    special = _SPECIAL.get(element.kind)
    if special is not None:
        return special(element)
    look = LOOKS.get(element.kind)
    if look is not None:
        return element.drawn or look(element)
    native = NATIVES[element.kind](element)
    if not isinstance(element, Block):
        return _picture(native)
    if native.widget == "Tabs":
        return _tabs(native, element)
    if native.widget == "Accordion":
        opened = " open" if native.traits["selected_index"] == 0 else ""
        title = escape(native.traits["titles"][0])
        return f'<details{opened}><summary>{title}</summary><div class="lit-container">{_children(element)}</div></details>'
    return _box(native, _children(element))


def _tabs(native: Native, block: Block) -> str:
    """Draw all tabs below each other, each under its title."""
    drawn = [
        f'<div class="lit-tab"><p><strong>{escape(title)}</strong></p>{_children(tab) if isinstance(tab, Block) else ""}</div>'
        for title, tab in zip(native.traits["titles"], block.shown(), strict=False)
    ]
    return f'<div class="lit-tabs">{"".join(drawn)}</div>'


def _box(native: Native, inner: str) -> str:
    return f'<div class="{" ".join(native.classes)}"{_size(native)}>{inner}</div>'


def _size(native: Native) -> str:
    """Write what a Layout says of the size; heights are left out, since nobody scrolls a picture."""
    rules = [
        f"{_LAYOUT[name]}:{value}" for name, value in native.layout.items() if name in _LAYOUT and value not in ("100%", "auto")
    ]
    return f' style="{";".join(rules)}"' if rules else ""


def _json(element: Element) -> str:
    """Draw JSON as text: its look tells keys from values by style alone."""
    body = element.props["body"]
    with suppress(ValueError, RecursionError):  # then it is shown as it is
        body = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    return f"<pre>{escape(body[:20_000])}</pre>"


def _bundle(element: Element) -> str:
    """Draw what the front end has a renderer for, in a form that needs none."""
    data = element.props["data"]
    if "text/html" in data:
        return f"<div>{sanitize(str(data['text/html']))}</div>"
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            return f'<img alt="" src="data:{mime};base64,{escape(str(data[mime]).strip())}">'
    return f"<pre>{escape(str(data.get('text/plain', '')))}</pre>"


def _live(element: Element) -> str:
    """Name a live widget of the author's: its repr would tell what a password field holds."""
    return f'<p class="lit-note">{escape(type(element.source).__name__)}</p>'


_SPECIAL: dict[str, Callable[[Element], str]] = {"json": _json, "display": _bundle, "live": _live}


# -- widgets: by the class of their native -------------------------------------------------------------------------------


def _picture(native: Native) -> str:
    """Draw a native with its parts."""
    if native.children:
        return _box(native, "".join(map(_picture, native.children)))
    draw = _PICTURES.get(native.widget)
    if draw is not None:
        return draw(native)
    value = native.traits.get("value")
    return _field(native, escape(str(value)) if value is not None else _NOTHING)


def _label(native: Native) -> str:
    label = str(native.traits.get("description", ""))
    if not native.traits.get("description_allow_html"):
        label = escape(label)
    if not label or "lit-label-hidden" in native.classes:
        return ""
    return label.replace('<span class="lit-value">', ' <span class="lit-value">')


def _field(native: Native, inside: str, below: str = "", classes: str = "lit-field") -> str:
    """Draw a widget: its label, and what is in it."""
    label = _label(native)
    head = f'<div class="lit-label"><strong>{label}</strong></div>' if label else ""
    off = " lit-disabled" if native.traits.get("disabled") else ""
    return f'<div class="lit-input{off}"{_size(native)}>{head}<div class="{classes}">{inside}</div>{below}</div>'


def _dim(text: str) -> str:
    return f'<span class="lit-empty">{escape(text)}</span>' if text else "&nbsp;"


def _text(native: Native) -> str:
    if "lit-entry" in native.classes:  # the field for one more option
        return ""
    value = str(native.traits["value"])
    placeholder = str(native.traits.get("placeholder") or "")
    return _field(native, escape(value) if value else _dim(placeholder))


def _lines(native: Native) -> str:
    value = str(native.traits["value"])
    placeholder = str(native.traits.get("placeholder") or "")
    return _field(native, escape(value) if value else _dim(placeholder), classes="lit-field lit-lines")


def _password(native: Native) -> str:
    """Draw dots, always as many (rule 2)."""
    return _field(native, _HIDDEN if native.traits["value"] else _dim(str(native.traits.get("placeholder") or "")))


def _plain(native: Native) -> str:
    value = native.traits.get("value")
    return _field(native, _NOTHING if value is None else escape(str(value)))


def _number(value: Any, pattern: str) -> str:
    try:
        return format(value, pattern)
    except ValueError:  # a pattern that only the front end knows
        return str(value)


def _slider(native: Native) -> str:
    """Draw a slider: its value, and a bar up to it."""
    traits = native.traits
    value = traits["value"]
    ends = list(value) if isinstance(value, tuple | list) else [traits["min"], value]
    pattern = str(traits.get("readout_format", ""))
    words = " – ".join(_number(end, pattern) for end in (ends if isinstance(value, tuple | list) else ends[1:]))
    room = traits["max"] - traits["min"] or 1
    shares = [100 * (end - traits["min"]) / room for end in ends]
    return _field(native, escape(words) if traits.get("readout", True) else "", _bar(*shares), "lit-readout")


def _listed_slider(native: Native) -> str:
    """Draw a slider over a list."""
    options, index = native.traits["options"], native.traits["index"]
    places = list(index) if isinstance(index, tuple | list) else [0, index]
    words = " – ".join(str(options[place]) for place in (places if isinstance(index, tuple | list) else places[1:]))
    room = len(options) - 1 or 1
    below = _bar(*(100 * place / room for place in places))
    return _field(native, escape(words) if native.traits.get("readout", True) else "", below, "lit-readout")


def _bar(start: float, end: float) -> str:
    low, high = max(0.0, min(start, 100.0)), max(0.0, min(end, 100.0))
    return (
        f'<div class="lit-track"><span class="lit-filled" style="margin-left:{low:.4g}%;width:{max(high - low, 1):.4g}%">'
        "</span></div>"
    )


def _dropdown(native: Native) -> str:
    options, index = native.traits["options"], native.traits["index"]
    if "lit-menu" in native.classes:  # the list of what can still be chosen: the tags beside it are the value
        label = _label(native)
        return f'<div class="lit-label"><strong>{label}</strong></div>' if label else ""
    return _field(native, _NOTHING if index is None or not options else f"{escape(str(options[index]))} ▾")


def _radio(native: Native) -> str:
    options, index = native.traits["options"], native.traits["index"]
    drawn = []
    for place, option in enumerate(options):
        name, _, caption = str(option).partition("\n")
        more = f' <span class="lit-caption">{escape(caption)}</span>' if caption else ""
        drawn.append(f"{'◉' if place == index else '○'} {escape(name)}{more}")
    apart = "&emsp;" if native.traits.get("orientation") == "horizontal" else "<br>"
    return _field(native, apart.join(drawn), classes="lit-options")


def _checkbox(native: Native) -> str:
    off = " lit-disabled" if native.traits.get("disabled") else ""
    sign = "☑" if native.traits["value"] else "☐"
    return f'<div class="lit-input{off}">{sign} {_label(native)}</div>'


def _button(native: Native) -> str:
    primary = " lit-face-primary" if native.traits.get("button_style") == "primary" else ""
    off = " lit-disabled" if native.traits.get("disabled") else ""
    return f'<div class="lit-input"><span class="lit-face{primary}{off}">{escape(native.traits["description"])}</span></div>'


def _color(native: Native) -> str:
    value = escape(str(native.traits["value"]))
    swatch = f'<span class="lit-swatch" style="background-color:{value}">&nbsp;</span> <code>{value}</code>'
    return _field(native, swatch, classes="lit-swatches")


def _tags(native: Native) -> str:
    tags = [f'<span class="lit-chip">{escape(str(tag))}</span>' for tag in native.traits["value"]]
    return f'<div class="lit-field">{" ".join(tags) or _NOTHING}</div>'


def _html(native: Native) -> str:
    return str(native.traits["value"])


_PICTURES: dict[str, Callable[[Native], str]] = {
    "Text": _text,
    "Combobox": _text,
    "Textarea": _lines,
    "Password": _password,
    "IntText": _plain,
    "FloatText": _plain,
    "BoundedIntText": _plain,
    "BoundedFloatText": _plain,
    "DatePicker": _plain,
    "TimePicker": _plain,
    "IntSlider": _slider,
    "FloatSlider": _slider,
    "IntRangeSlider": _slider,
    "FloatRangeSlider": _slider,
    "SelectionSlider": _listed_slider,
    "SelectionRangeSlider": _listed_slider,
    "Dropdown": _dropdown,
    "RadioButtons": _radio,
    "Checkbox": _checkbox,
    "Button": _button,
    "ColorPicker": _color,
    "TagsInput": _tags,
    "HTML": _html,
}
