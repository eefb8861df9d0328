"""The elements text_input and text_area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.inputs.text_domain import (
    TextDomain,
    checked_length,
    checked_live,
    checked_validate,
    compiled_pattern,
    entered,
    hidden,
)
from notebook_lit.elements.markup.icons import check_icon, icon_html
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.validation import (
    checked_choice,
    checked_height,
    checked_visibility,
    checked_width,
    clean_help,
    note_bind,
    show_note,
)
from notebook_lit.elements.shared.widget_tree import Native, input_native, label_html
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self


_MAIL = (r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "This is no e-mail address, such as you@example.com.")
_LINK = (r"^(https?|ftp)://[^\s/]+\S*$", "This is no web address, such as https://example.com.")
#: What each type of field has where the author says nothing: icon, placeholder, (pattern, message).
_TYPES: dict[str, tuple[str, str, tuple[str, str] | None]] = {
    "default": ("", "", None),
    "password": ("", "", None),
    "email": (":material/mail:", "you@example.com", _MAIL),
    "url": (":material/link:", "https://example.com", _LINK),
    "phone": (":material/call:", "+1 234 567 8900", None),
    "search": (":material/search:", "Search", None),
}


def text_input(
    at: Container,
    label: str,
    value: Any = "",
    max_chars: int | None = None,
    key: str | int | None = None,
    type: str = "default",
    help: str | None = None,
    autocomplete: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    placeholder: str | None = None,
    disabled: bool = False,
    required: bool = False,
    label_visibility: str = "visible",
    icon: str | None = None,
    validate: str | tuple[str, str] | None = None,
    live: str | bool = False,
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> str | None:
    """Show a text field of one line and return its text.

    The text is taken when the reader presses Enter or leaves the field.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : object
        The first text; ``str()`` of it is taken. None: empty, and None is returned until the reader types.
    max_chars : int, optional
        The most characters that are taken.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    type : {"default", "password", "email", "url", "phone", "search"}
        The kind of text: "password" hides it; the others choose icon, placeholder and check where those are not
        given ("" for any of them: none).
    help : str, optional
        A tooltip beside the label.
    autocomplete : str, optional
        A hint for the browser what to fill in. The fields of a notebook cannot pass it on, so it changes nothing.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    placeholder : str, optional
        Stands in the field while it is empty.
    disabled : bool
        Whether the input is disabled.
    required : bool
        Whether the reader must not leave the field empty.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    icon : str, optional
        An emoji or ``":material/name:"`` before the label.
    validate : str or (str, str), optional
        A regular expression that a text has to match anywhere, and what is said where it does not. A text that does not
        match is not taken, and stays in the field.
    live : bool or str
        Whether the text is taken while the reader types. The length of a pause (``"300ms"``, at most a minute) counts
        as True: the app follows as fast as it runs.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    str or None
        The text.

    Raises
    ------
    StreamlitValueError
        If ``type`` or ``validate`` is not one of their forms.
    StreamlitInvalidParameterTypeError
        If ``live`` or ``validate`` has a wrong type.
    StreamlitBadTimeStringError, StreamlitValueOutOfRangeError
        If ``live`` is no duration, or one outside 0 to 1 minute.

    Examples
    --------
    >>> name = st.text_input("Enter your name", placeholder="Ada")    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "text_input", bind)
    spec = make(
        at,
        _line_spec, label, None if value is None else str(value), max_chars, type, help, str(autocomplete), placeholder,
        bool(required), label_visibility, icon, validate, live, live.__class__, width,
    )  # fmt: skip
    if spec.props["unchecked"]:
        show_note(at, "st.text_input(validate=…)", f"the expression {validate!r} is not understood, so nothing is checked")
    text: str | None = widget(
        at,
        spec,
        key=key,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=bool(disabled),
        persist_state=persist_state,
    )
    return text


def _line_spec(
    label: Any, value: str | None, max_chars: Any, type: str, help: Any, autocomplete: str, placeholder: Any,
    required: bool, visibility: str, icon: str | None, validate: Any, live: Any, live_type: Any, width: Any,
) -> WidgetSpec:  # fmt: skip
    own_icon, own_placeholder, own_check = _TYPES[checked_choice("type", type, tuple(_TYPES))]
    expression, message = own_check or ("", "") if validate is None else checked_validate(validate)
    pattern = compiled_pattern(expression)
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "max_chars": checked_length(max_chars),
        "type": type,
        "placeholder": own_placeholder if placeholder is None else str(placeholder),
        "icon": check_icon(own_icon if icon is None else icon),
        "required": required,
        "live": live is not False and checked_live(live),
        "unchecked": bool(expression) and pattern is None,
    }
    domain = TextDomain(
        value[:max_chars] if value is not None and max_chars is not None else value,
        max_chars=max_chars,
        pattern=pattern,
        message=message or "This does not have the form that is asked for.",
        required=required,
        secret=type == "password",
    )
    rule = validate[0] if isinstance(validate, tuple) else validate
    identity = (
        label, value, max_chars, type, help, autocomplete, placeholder, required, icon, rule, live, width
    )  # fmt: skip
    return WidgetSpec("text_input", props, domain, identity=identity, keyed=(max_chars, rule))


def text_area(
    at: Container,
    label: str,
    value: Any = "",
    height: int | str | None = None,
    max_chars: int | None = None,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    placeholder: str | None = None,
    disabled: bool = False,
    required: bool = False,
    label_visibility: str = "visible",
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> str | None:
    """Show a text field of several lines and return its text.

    The text is taken when the reader leaves the field.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : object
        The first text; ``str()`` of it is taken. None: empty, and None is returned until the reader types.
    height : int or {"content", "stretch"}, optional
        Pixels, as high as the text, or as high as the container; by default a few lines.
    max_chars : int, optional
        The most characters that are taken.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    placeholder : str, optional
        Stands in the field while it is empty.
    disabled : bool
        Whether the input is disabled.
    required : bool
        Whether the reader must not leave the field empty.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    str or None
        The text.

    Raises
    ------
    StreamlitInvalidHeightError
        If ``height`` is neither pixels nor one of its words.

    Examples
    --------
    >>> words = len(st.text_area("Paste your text").split())    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "text_area", bind)
    spec = make(
        at,
        _area_spec, label, None if value is None else str(value), height, max_chars, help, placeholder, bool(required),
        label_visibility, width,
    )  # fmt: skip
    text: str | None = widget(
        at,
        spec,
        key=key,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        disabled=bool(disabled),
        persist_state=persist_state,
    )
    return text


def _area_spec(
    label: Any, value: str | None, height: Any, max_chars: Any, help: Any, placeholder: Any, required: bool,
    visibility: str, width: Any,
) -> WidgetSpec:  # fmt: skip
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "height": None if height is None else checked_height(height),
        "max_chars": checked_length(max_chars),
        "placeholder": "" if placeholder is None else str(placeholder),
        "required": required,
    }
    first = value[:max_chars] if value is not None and max_chars is not None else value
    domain = TextDomain(first, max_chars=max_chars, required=required)
    identity = (label, value, height, max_chars, help, placeholder, required, width)
    return WidgetSpec("text_area", props, domain, identity=identity, keyed=(max_chars,))


# -- how it looks ----------------------------------------------------------------------------------------------------


def _draw_line(element: Element) -> Native:
    props, value = element.props, element.value
    secret = props["type"] == "password"
    return input_native(
        element,
        "Password" if secret else "Text",
        {
            "value": hidden(value) if secret else value or "",
            "description": icon_html(props["icon"]) + label_html(props),
            "placeholder": props["placeholder"],
            "continuous_update": props["live"],
        },
        read=entered if secret else partial(_typed, value),
        classes=_field_classes(props),
    )


def _field_classes(props: dict[str, Any]) -> tuple[str, ...]:
    """Return the CSS classes that say what a field takes: our JupyterLab extension reads the limit and whether it is live."""
    kind = props.get("type", "default")
    return (
        *(() if kind == "default" else (f"lit-text-{kind}",)),
        *((f"lit-max-{props['max_chars']}",) if props["max_chars"] else ()),
        *(("lit-live",) if props.get("live") else ()),
    )


def _draw_area(element: Element) -> Native:
    props, value = element.props, element.value
    height = props["height"]
    lines = (value or props["placeholder"]).count("\n") + 1
    native = input_native(
        element,
        "Textarea",
        {
            "value": value or "",
            "placeholder": props["placeholder"],
            "continuous_update": False,
            "rows": min(max(2, lines), 30) if height == "content" else 4,
        },
        read=partial(_typed, value),
        classes=_field_classes(props),
    )
    if isinstance(height, int):
        native.layout["height"] = f"{height}px"
    elif height == "stretch":
        native.layout["height"] = "100%"
    return native


def _typed(value: str | None, text: str, wire: Any) -> str | None:
    """Return the value of a text field; None as long as it is empty and the value is None."""
    return value if text == (value or "") else text


def _line_picture(element: Element) -> str:
    props = element.props
    value = picture.HIDDEN if element.value and props["type"] == "password" else element.value or ""
    return picture.field(element, picture.with_icon(props, picture.text(value, props["placeholder"])))


def _area_picture(element: Element) -> str:
    text = picture.text(element.value or "", element.props["placeholder"])
    return picture.field(element, text, style="lit-field lit-lines")


class TextInputView(WidgetView):
    """``st.text_input`` or ``st.text_area``, as `AppTest` sees it."""

    @property
    def max_chars(self) -> int:
        """How long a text can be; 0 for any length."""
        return self._element.props["max_chars"] or 0

    def input(self, v: str) -> Self:
        """Type a text; nothing happens if it is longer than ``max_chars``."""
        return self if self.max_chars and len(v) > self.max_chars else self.set_value(v)


TEXT_INPUT = ElementType(
    "text_input", text_input, native=_draw_line, picture=_line_picture, domain=TextDomain, view=TextInputView
)
TEXT_AREA = ElementType("text_area", text_area, native=_draw_area, picture=_area_picture, domain=TextDomain, view=TextInputView)
