"""What an element file says about its ipywidgets counterpart, as data: no toolkit is imported here.

The host turns a `Native` into live widgets and, on the next run, sets the traits that differ from what the front end has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from notebook_lit.elements.markup.icons import icon_html
from notebook_lit.elements.markup.markdown import inline_html
from notebook_lit.elements.markup.mathml import without_mathml
from notebook_lit.elements.markup.sanitizer import repair
from notebook_lit.elements.shared.help_icon import help_icon
from notebook_lit.runtime.model.element import Element

#: Stands before and after the texts of a range's ends, between which front ends write a hyphen and nothing else. No text is
#: likely to hold a hyphen between two of these, so our JupyterLab extension can make a dash of it.
END_SPACE = "\N{NO-BREAK SPACE}"


def as_is(value: Any, wire: Any) -> Any:
    """Read a trait whose value is the wire value."""
    return value


@dataclass(slots=True)
class Native:
    """One native widget, or a small tree of them for one element.

    Parameters
    ----------
    widget : str
        The name of its class in the host's toolkit, for example ``"Checkbox"``.
    traits : dict
        The traits it shall have. Only those that differ from the live widget are sent.
    trait : str, optional
        The trait that the reader changes; None if the reader cannot change it. ``"click"`` for buttons.
    read : callable
        ``read(trait value, wire value of the element as it is)`` gives the wire value that the change means.
    merge : callable, optional
        In place of ``read``, of a part that knows only some of what the reader has changed: ``merge(trait value before, trait
        value, wire value of the element as it is)`` gives the wire value.
    classes : tuple of str
        CSS classes.
    layout : dict
        Traits of its Layout (``{"width": "300px"}``); equal ones are shared.
    style : dict
        Traits of its style object; equal ones of one class are shared.
    children : tuple of Native
        The parts of a composite. The children of a block are placed by the reconciler: in the native itself, or in the
        first of its parts if it has any.
    """

    widget: str
    traits: dict[str, Any] = field(default_factory=dict)
    trait: str | None = None
    read: Callable[[Any, Any], Any] = as_is
    classes: tuple[str, ...] = ()
    layout: dict[str, str] = field(default_factory=dict)
    style: dict[str, Any] = field(default_factory=dict)
    children: tuple[Native, ...] = ()
    merge: Callable[[Any, Any, Any], Any] | None = None


def encodable(value: Any) -> Any:
    """Return the value of a trait with the lone surrogates of its texts replaced: no message can carry them."""
    if isinstance(value, str):
        return value if value.isascii() else repair(value)
    if not isinstance(value, tuple | list):
        return value
    try:
        if "".join(value).isascii():  # options may be many: most are looked at at the speed of C
            return value
    except TypeError:
        pass  # not all are texts
    return type(value)(map(encodable, value))


def make_encodable(native: Native) -> Native:
    """Make all texts of a native encodable; this is where what a script wrote leaves for the front end."""
    for name, value in native.traits.items():
        if type(value) is str and value.isascii():
            continue
        if isinstance(value, str | tuple | list):
            native.traits[name] = encodable(value)
    for child in native.children:
        make_encodable(child)
    return native


def width_layout(width: Any) -> dict[str, str]:
    """Return the Layout traits of a ``width`` argument: pixels, "stretch" or "content"."""
    if isinstance(width, int):
        return {"width": f"{width}px"}
    return {"width": "100%"} if width == "stretch" else {"width": "auto"}


def label_html(props: dict[str, Any]) -> str:
    """Draw the label of a widget, with its help sign, as inline HTML; empty if the label takes no room."""
    if props.get("label_visibility") == "collapsed":
        return ""
    label = inline_html(props["label"])
    return without_mathml(label + help_icon(props) if props.get("help") else label)


def input_native(
    element: Element,
    widget: str,
    traits: dict[str, Any],
    *,
    trait: str = "value",
    read: Callable[[Any, Any], Any] = as_is,
    classes: tuple[str, ...] = (),
) -> Native:
    """Make the native of an input with the label above it, the usual case.

    ``traits`` are those beside description, tooltip and disabled, which every input has.
    """
    props = element.props
    visibility = props.get("label_visibility", "visible")
    label = traits.get("description")
    if label is None:
        # also one that takes no room: the style sheet hides it, and it is still the name of the field
        label = label_html(props) or inline_html(props["label"])
    return Native(
        widget,
        {
            "description": label,
            "description_allow_html": True,
            "tooltip": props["label"] if visibility != "visible" else "",  # the front end would write None out: "null"
            "disabled": props["disabled"],
            **traits,
        },
        trait=trait,
        read=read,
        classes=("lit-input", f"lit-{element.kind.replace('_', '-')}", f"lit-label-{visibility}", *classes),
        layout=width_layout(props.get("width")),
    )


def framed(field: Native, *inside: Native, icon: str = "") -> Native:
    """Return a box of a field and of what stands inside its frame: an icon and other parts; the field itself if there are none.

    The field comes first, since the reason of a refusal is said in the first part that has a label.
    """
    sign = (Native("HTML", {"value": icon_html(icon)}, classes=("lit-field-icon",)),) if icon else ()
    if not (inside or sign):
        return field
    box = Native("Box", classes=("lit-framed",), layout=field.layout, children=(field, *sign, *inside))
    field.layout = {"width": "100%"}
    return box
