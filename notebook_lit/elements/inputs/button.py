"""The element button: an input that is True for one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.checkbox import wrap_classes
from notebook_lit.elements.markup.markdown import check_icon, escape, icon_html, plain_text
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.validation import checked_choice, checked_width, label_and_help, show_note
from notebook_lit.elements.shared.widget_tree import Native, width_layout
from notebook_lit.errors import (
    StreamlitAPIException,
    StreamlitInvalidLayoutContextError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    ValueRefused,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.container import Container, block_of, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self

_MODIFIERS = frozenset({"alt", "option", "ctrl", "control", "cmd", "command", "meta", "mod", "shift"})
_NAMED_KEYS = frozenset(
    {
        "backspace", "delete", "down", "end", "enter", "esc", "escape", "home", "left", "pagedown", "pageup", "return",
        "right", "space", "tab", "up",
    }
)  # fmt: skip

_KEY = re.compile(r"[^\W_]|f[1-9][0-9]?").fullmatch


class ClickDomain(Domain):
    """The domain of a button: True for the run that a click starts, else False. On the wire: True."""

    def __init__(self) -> None:
        super().__init__(False, trigger=True)

    def parse(self, wire: Any) -> bool:
        """Return True; refuse any other value."""
        if wire is not True:
            raise ValueRefused(f"{wire!r} is no click")
        return True


def checked_shortcut(shortcut: Any) -> str | None:
    """Check a ``shortcut`` argument: a key with modifiers, such as "Ctrl+K".

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If it is no string.
    StreamlitAPIException
        If it names no key, two keys, an unknown one, or one of the reserved keys C and R.
    """
    if shortcut is None:
        return None
    if not isinstance(shortcut, str):
        raise StreamlitInvalidParameterTypeError(f'`shortcut` is {shortcut!r}. Give a str such as "Ctrl+K", or None.')
    parts = [part.strip().lower() for part in shortcut.split("+")]
    keys = [part for part in parts if part and part not in _MODIFIERS]
    if len(keys) != 1:
        count = "no key" if not keys else "more than one key"
        raise StreamlitAPIException(f'`shortcut="{shortcut}"` names {count}. Give one, with modifiers: "Ctrl+K".')
    key = keys[0]
    if key not in _NAMED_KEYS and not _KEY(key):
        raise StreamlitAPIException(f'`shortcut="{shortcut}"` names no known key. Give a letter, a digit, F1, Enter, Space, …')
    if key in ("c", "r"):
        raise StreamlitAPIException(f'`shortcut="{shortcut}"`: the keys C and R are reserved. Choose another key.')
    return shortcut


def _spec(
    label: str,
    help: str | None,
    type: str,
    icon: str | None,
    icon_position: str | None,
    width: Any,
    shortcut: str | None,
    wrap: bool | None,
) -> WidgetSpec:
    props = {
        "label": label,
        "help": help,
        "type": checked_choice("type", type, ("primary", "secondary", "tertiary")),
        "icon": check_icon(icon),
        "icon_position": "left" if icon_position is None else checked_choice("icon_position", icon_position, ("left", "right")),
        "width": checked_width(width, content=True),
        "wrap": wrap,
    }
    identity = (label, icon, help, type, width, icon_position, shortcut)
    return WidgetSpec("button", props, ClickDomain(), identity=identity, assignable=False)


def _check_callback(on_click: Any) -> None:
    """Check an ``on_click`` argument: a callable or None."""
    if on_click is None or callable(on_click):
        return
    if on_click in ("rerun", "ignore"):
        raise StreamlitAPIException(
            f'`on_click="{on_click}"` is not for buttons: a click always runs the script. Give a function.'
        )
    raise StreamlitValueError(f"`on_click` is {on_click!r}. Give a function or None.")


def button(
    at: Container,
    label: str,
    key: str | int | None = None,
    help: str | None = None,
    on_click: Callable[..., Any] | None = None,
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    type: str = "secondary",
    icon: str | None = None,
    icon_position: str | None = "left",
    disabled: bool = False,
    use_container_width: bool | None = None,
    width: int | str = "content",
    shortcut: str | None = None,
    wrap: bool | None = None,
) -> bool:
    """Show a button and return whether a click on it started this run.

    Parameters
    ----------
    label : str
        The label of the button; inline Markdown.
    key : str or int, optional
        A unique name in the app; ``st.session_state`` then has the value, read-only.
    help : str, optional
        A tooltip.
    on_click : callable, optional
        Called before the script runs again after a click.
    args, kwargs : optional
        Arguments of ``on_click``.
    type : {"secondary", "primary", "tertiary"}
        The style of the button: outlined, filled, or plain text.
    icon : str, optional
        One emoji, ``":material/name:"`` or "spinner".
    icon_position : {"left", "right"}, optional
        The side of the label where the icon stands.
    disabled : bool
        Whether the button is disabled.
    use_container_width : bool, optional
        The old form of ``width``: True is "stretch", False is "content".
    width : int or {"content", "stretch"}
        Pixels, as wide as the content, or as wide as the container.
    shortcut : str, optional
        A key such as "Ctrl+K". The notebook has the keyboard: a note says so.
    wrap : bool, optional
        Whether a long label breaks into lines; False: it is cut with "…".

    Returns
    -------
    bool
        True in the run that a click started, False in any other.

    Raises
    ------
    StreamlitInvalidLayoutContextError
        If it lies in a form.
    StreamlitValueError
        If ``type`` or ``icon_position`` is not one of its words.
    StreamlitAPIException
        If ``icon`` or ``shortcut`` has no known form, or ``on_click`` is a word.

    Examples
    --------
    >>> if st.button("Roll", icon="🎲", type="primary"):    # doctest: +SKIP
    ...     st.write(random.randint(1, 6))
    """
    if block_of(at).form is not None:
        raise StreamlitInvalidLayoutContextError(
            "`st.button` cannot stand in a form: there, only submitting runs the script. Use `st.form_submit_button`."
        )
    _check_callback(on_click)
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    shortcut = checked_shortcut(shortcut)
    if shortcut is not None:
        show_note(at, f'st.button(shortcut="{shortcut}")', "the keyboard belongs to the notebook; a click works")
    text, help = label_and_help(label, help)
    spec = make(
        at,
        _spec,
        text,
        help,
        type,
        icon,
        icon_position,
        width,
        shortcut,
        wrap,
    )
    clicked: bool = widget(at, spec, key=key, on_change=on_click, args=args, kwargs=kwargs, disabled=disabled)
    return clicked


def _draw(element: Element) -> Native:
    """Return the native button; an icon that is no text is placed where the stylesheet reserves space for it."""
    props = element.props
    icon: str = props["icon"]
    right: bool = props["icon_position"] == "right"
    text = plain_text(props["label"])
    drawn = icon == "spinner" or icon.startswith(":material/")
    if icon and not drawn:
        text = (f"{text} {icon}" if right else f"{icon} {text}").strip()
    face = Native(
        "Button",
        {
            "description": text,
            "button_style": "primary" if props["type"] == "primary" else "",
            "tooltip": plain_text(props["help"]) if props["help"] else None,
            "disabled": props["disabled"],
        },
        trait="click",
        read=lambda clicked, wire: True,
        classes=("lit-button", f"lit-button-{props['type']}", *wrap_classes(props["wrap"])),
        layout=width_layout(props["width"]),
    )
    if not drawn:
        return face
    side = "right" if right else "left"
    sign = Native("HTML", {"value": icon_html(icon)}, classes=("lit-button-icon",))
    box = Native("Box", classes=("lit-with-icon", f"lit-icon-{side}"), layout=face.layout, children=(face, sign))
    face.layout = {"width": "100%"} if props["width"] != "content" else {"width": "auto"}
    return box


def _picture(element: Element) -> str:
    props = element.props
    primary = " lit-face-primary" if props["type"] == "primary" else ""
    off = " lit-disabled" if props["disabled"] else ""
    parts = [icon_html(props["icon"]) if props["icon"] else "", escape(plain_text(props["label"]))]
    text = " ".join(filter(None, parts[::-1] if props["icon_position"] == "right" else parts))
    return f'<div class="lit-input"><span class="lit-face{primary}{off}">{text}</span></div>'


class ButtonView(WidgetView):
    """A button of any kind, as `AppTest` sees it: its value is true for one run."""

    def click(self) -> Self:
        """Click it."""
        return self.set_value(True)


BUTTON = ElementType("button", button, native=_draw, picture=_picture, domain=ClickDomain, view=ButtonView)
