"""How a saved picture shows the live widgets of an author's own: as still controls, drawn like our own where they are alike.

Rules
-----
1. Widgets are known by the names of their classes, so that a subclass is drawn as what it is made of. No toolkit is imported.
2. What is not known is a box with the name of its class: a repr would tell what a password field holds.
3. A box of widgets is drawn with all that is in it, up to `MOST` widgets.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from notebook_lit.elements.markup.markdown import escape, sanitize
from notebook_lit.elements.shared.chart import named_box
from notebook_lit.elements.shared.picture import HIDDEN, NOTHING, bar, framed, text

#: So many widgets of a box are drawn.
MOST = 300
_PIXELS = re.compile(r"\d{1,4}(?:\.\d+)?px")
_PACKAGES = ("ipywidgets",)


def live_picture(widget: Any) -> str:
    """Return the picture of a live widget, with all that is in it.

    Parameters
    ----------
    widget : object
        Of ipywidgets or anywidget.

    Returns
    -------
    str
        HTML with one root tag.
    """
    return _draw(widget, iter(range(MOST)))


def _draw(widget: Any, room: Iterator[int]) -> str:
    if next(room, None) is None:
        return ""
    for cls in type(widget).__mro__:
        if str(cls.__module__).partition(".")[0] not in _PACKAGES:
            continue
        if cls.__name__ in _BOXES:
            return _BOXES[cls.__name__](widget, [_draw(child, room) for child in widget.children])
        if cls.__name__ in _CONTROLS:
            return _CONTROLS[cls.__name__](widget)
    return _box(widget)


def _box(widget: Any) -> str:
    """Draw a box with the name of a widget's class, of its size where its Layout has one in pixels."""
    layout = getattr(widget, "layout", None)
    sides = {side: str(getattr(layout, side, "")) for side in ("width", "height")}
    size = ";".join(f"{side}:{length}" for side, length in sides.items() if _PIXELS.fullmatch(length))
    return named_box(type(widget).__name__, size)


# -- controls ----------------------------------------------------------------------------------------------------------


def _field(widget: Any, content: str, below: str = "", style: str = "lit-field") -> str:
    return framed(_label(widget), content, below, style, disabled=bool(getattr(widget, "disabled", False)))


def _label(widget: Any) -> str:
    label = str(getattr(widget, "description", ""))
    return sanitize(label) if getattr(widget, "description_allow_html", False) else escape(label)


def _typed(widget: Any) -> str:
    value = widget.value
    return _field(widget, text(value if value != "" else "", getattr(widget, "placeholder", None)))


def _lines(widget: Any) -> str:
    return _field(widget, text(widget.value, getattr(widget, "placeholder", None)), style="lit-field lit-lines")


def _password(widget: Any) -> str:
    return _field(widget, text(HIDDEN if widget.value else "", getattr(widget, "placeholder", None)))


def _number(widget: Any, value: Any) -> str:
    """Write a number as the readout of a slider does; its format is nearly Python's."""
    try:
        return format(value, str(getattr(widget, "readout_format", "") or ""))
    except ValueError:
        return str(value)


def _slider(widget: Any) -> str:
    ends = widget.value if isinstance(widget.value, tuple) else (widget.value,)
    shown = " – ".join(_number(widget, end) for end in ends)
    return _field(widget, escape(shown), _filled(widget, ends), "lit-readout")


def _log_slider(widget: Any) -> str:
    return _field(widget, escape(_number(widget, widget.value)), style="lit-readout")


def _progress(widget: Any) -> str:
    return _field(widget, "", _filled(widget, (widget.value,)), "lit-readout")


def _filled(widget: Any, ends: Sequence[Any]) -> str:
    span = widget.max - widget.min
    shares = [(end - widget.min) / span if span else 0.0 for end in ends]
    return bar(shares[0], shares[1]) if len(shares) == 2 else bar(0.0, shares[0])


def _labels(widget: Any) -> list[str]:
    return [str(label) for label in getattr(widget, "_options_labels", ())]


def _places(widget: Any) -> list[int]:
    """Return the places of the options that are chosen."""
    index = widget.index
    return list(index) if isinstance(index, tuple | list) else [] if index is None else [index]


def _option_slider(widget: Any) -> str:
    labels, places = _labels(widget), _places(widget)
    shown = " – ".join(labels[place] for place in places)
    last = max(len(labels) - 1, 1)
    ends = [place / last for place in places] or [0.0]
    track = bar(ends[0], ends[1]) if len(ends) == 2 else bar(0.0, ends[0])
    return _field(widget, escape(shown) or NOTHING, track, "lit-readout")


def _dropdown(widget: Any) -> str:
    labels = _labels(widget)
    chosen = ", ".join(labels[place] for place in _places(widget))
    return _field(widget, f"{escape(chosen) or NOTHING} ▾")


def _marked(widget: Any) -> str:
    """Draw options one below another, the chosen ones marked."""
    chosen = set(_places(widget))
    drawn = [f"{'◉' if place in chosen else '○'} {escape(label)}" for place, label in enumerate(_labels(widget))]
    return _field(widget, "<br>".join(drawn) or NOTHING, style="lit-options")


def _tags(widget: Any) -> str:
    tags = [f'<span class="lit-chip">{escape(str(tag))}</span>' for tag in widget.value]
    return _field(widget, " ".join(tags) or NOTHING)


def _tick(widget: Any) -> str:
    off = " lit-disabled" if getattr(widget, "disabled", False) else ""
    return f'<div class="lit-input{off}">{"☑" if widget.value else "☐"} {_label(widget)}</div>'


def _button(widget: Any) -> str:
    primary = " lit-face-primary" if widget.button_style == "primary" or getattr(widget, "value", None) is True else ""
    off = " lit-disabled" if widget.disabled else ""
    said = escape(widget.description) or escape(str(widget.tooltip or widget.icon or "")) or "&nbsp;"
    return f'<div class="lit-input"><span class="lit-face{primary}{off}">{said}</span></div>'


def _colour(widget: Any) -> str:
    value = escape(str(widget.value))
    swatch = f'<span class="lit-swatch" style="background-color:{value}">&nbsp;</span> <code>{value}</code>'
    return _field(widget, swatch, style="lit-swatches")


def _html(widget: Any) -> str:
    label = _label(widget)
    return f"<div>{f'<p>{label}</p>' if label else ''}{sanitize(str(widget.value))}</div>"


def _words(widget: Any) -> str:
    return f"<p>{escape(str(widget.value))}</p>"


def _image(widget: Any) -> str:
    content = bytes(widget.value)
    if widget.format == "url":
        source = content.decode("utf-8", "replace")
    else:
        kind = {"jpg": "jpeg", "svg": "svg+xml"}.get(widget.format, widget.format)
        source = f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return f'<p><img alt="" src="{escape(source)}"></p>' if content else "<p></p>"


def _output(widget: Any) -> str:
    return f"<div>{''.join(map(_output_part, widget.outputs))}</div>"


def _output_part(output: Mapping[str, Any]) -> str:
    data = output.get("data", {})
    if "text/html" in data:
        return f"<div>{sanitize(str(data['text/html']))}</div>"
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            return f'<p><img alt="" src="data:{mime};base64,{escape(str(data[mime]).strip())}"></p>'
    said = output.get("text") or data.get("text/plain") or f"{output.get('ename', '')}: {output.get('evalue', '')}"
    return f"<pre>{escape(str(said))}</pre>"


# -- boxes -------------------------------------------------------------------------------------------------------------


def _column(widget: Any, children: list[str]) -> str:
    return f'<div class="lit-chunk">{"".join(children)}</div>'


def _row(widget: Any, children: list[str]) -> str:
    return f'<div class="lit-row">{"".join(children)}</div>'


def _titled(widget: Any, children: list[str]) -> Iterator[tuple[int, str, str]]:
    for place, (title, child) in enumerate(zip_longest(widget.titles[: len(children)], children, fillvalue="")):
        yield place, escape(str(title)), child


def _tabs(widget: Any, children: list[str]) -> str:
    titled = _titled(widget, children)
    drawn = [f'<div class="lit-tab"><p><strong>{title}</strong></p>{child}</div>' for _, title, child in titled]
    return f'<div class="lit-tabs">{"".join(drawn)}</div>'


def _folds(widget: Any, children: list[str]) -> str:
    drawn = [
        f"<details{' open' if place == widget.selected_index else ''}><summary>{title}</summary>{child}</details>"
        for place, title, child in _titled(widget, children)
    ]
    return f'<div class="lit-chunk">{"".join(drawn)}</div>'


def _stack(widget: Any, children: list[str]) -> str:
    """Draw the child that is seen."""
    index = widget.selected_index
    return f"<div>{children[index] if index is not None and index < len(children) else ''}</div>"


def _by_name(table: Mapping[Callable[..., str], str]) -> Mapping[str, Callable[..., str]]:
    return MappingProxyType({name: draw for draw, names in table.items() for name in names.split()})


_CONTROLS = _by_name(
    {
        _slider: "IntSlider FloatSlider IntRangeSlider FloatRangeSlider Play",
        _log_slider: "FloatLogSlider",
        _progress: "IntProgress FloatProgress",
        _option_slider: "SelectionSlider SelectionRangeSlider",
        _password: "Password",
        _lines: "Textarea",
        _typed: "Text Combobox IntText FloatText BoundedIntText BoundedFloatText "
        "DatePicker TimePicker DatetimePicker NaiveDatetimePicker",
        _dropdown: "Dropdown",
        _marked: "Select SelectMultiple RadioButtons ToggleButtons",
        _tags: "TagsInput ColorsInput IntsInput FloatsInput",
        _tick: "Checkbox Valid",
        _button: "Button ToggleButton FileUpload",
        _colour: "ColorPicker",
        _html: "HTML HTMLMath",
        _words: "Label",
        _image: "Image",
        _output: "Output",
    }
)
_BOXES = _by_name({_column: "VBox Box GridBox", _row: "HBox", _tabs: "Tab", _folds: "Accordion", _stack: "Stack"})
