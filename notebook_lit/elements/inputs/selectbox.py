"""The element selectbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from notebook_lit.elements.inputs.domains.option_domains import OptionDomain
from notebook_lit.elements.inputs.radio import RadioView
from notebook_lit.elements.markup.icons import check_icon
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.options import Options, check_index, last_position, options_of, with_format_func
from notebook_lit.elements.shared.validation import (
    checked_choice,
    checked_visibility,
    checked_width,
    label_and_help,
    note_bind,
)
from notebook_lit.elements.shared.widget_tree import Native, framed, input_native
from notebook_lit.errors import StreamlitIncompatibleParametersError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")


def _selectbox_spec(
    options: Options,
    label: str,
    index: int | None,
    help: str | None,
    placeholder: str | None,
    new: bool,
    filter_mode: str | None,
    required: bool,
    icon: str | None,
    visibility: str,
    width: Any,
) -> WidgetSpec:
    props = {
        "label": label,
        "help": help,
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "options": list(options.labels),
        "placeholder": default_placeholder("an option", options, new) if placeholder is None else placeholder,
        "accept_new_options": new,
        "filter_mode": filter_mode,
        "clearable": index is None and not required,
        "starts_empty": index is None,
        "required": required,
        "icon": check_icon(icon),
    }
    identity = (label, options.labels, index, help, placeholder, new, filter_mode, width, required, icon)
    domain = OptionDomain(options, index, new=new, required=required)
    return WidgetSpec("selectbox", props, domain, identity=identity, keyed=(new,))


def default_placeholder(what: str, options: Options, new: bool) -> str:
    """Return the default placeholder of an input for options."""
    if not options.values:
        return f"Add {what}" if new else "No options to select"
    return f"Choose or add {what}" if new else f"Choose {what}"


def check_filter_mode(mode: Any, new: bool) -> str | None:
    """Return a ``filter_mode`` argument that is checked."""
    checked_choice("filter_mode", mode, ("fuzzy", "contains", "prefix", None))
    if mode is None and new:
        raise StreamlitIncompatibleParametersError(
            "`filter_mode=None` forbids typing, and `accept_new_options=True` is about typing. Leave one of them out."
        )
    chosen: str | None = mode
    return chosen


def filter_class(props: dict[str, Any]) -> str:
    """Return the class that tells front ends with a list of our own how typing filters it."""
    return f"lit-filter-{props['filter_mode'] or 'none'}"


def selectbox(
    at: Container,
    label: str,
    options: Iterable[T],
    index: int | None = 0,
    format_func: Callable[[Any], str] = str,
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
    icon: str | None = None,
    accept_new_options: bool = False,
    filter_mode: str | None = "fuzzy",
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> T | Any:
    """Show a dropdown list and return the chosen option.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    options : iterable
        The options: a list, an Enum class, a Series, the first column of a DataFrame, the keys of a dict, …
    index : int, optional
        The position of the option that is chosen at first; None for none: the reader can then go back to none.
    format_func : callable
        Returns the label of an option, a str.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the options.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    placeholder : str, optional
        Shown while nothing is chosen. None for "Choose an option" and its like.
    disabled : bool
        Whether the input is disabled.
    required : bool
        Whether the reader cannot clear the selection.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    icon : str, optional
        One emoji, ``":material/name:"`` or "spinner", left in the field.
    accept_new_options : bool
        Whether the reader may type a value of their own; it is returned as a str.
    filter_mode : {"fuzzy", "contains", "prefix", None}
        How typing filters the options: by letters in their order, by a part of the label, by its beginning; None for no
        typing. In VS Code the list is the browser's, which goes to what begins with what is typed.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    object
        A copy of the chosen option, or the text that was typed; None if none is chosen or there are none.

    Raises
    ------
    StreamlitValueOutOfRangeError, StreamlitInvalidParameterTypeError
        If ``index`` is no position of an option.
    StreamlitIncompatibleParametersError
        If ``filter_mode=None`` meets ``accept_new_options=True``.
    TypeError
        If ``format_func`` returns anything but a str.
    StreamlitAPIException
        If the options cannot be compared with ``==``, or ``icon`` is none.

    Examples
    --------
    >>> column = st.selectbox("Column", df.columns)    # doctest: +SKIP
    """
    note_bind(at, "selectbox", bind)
    new = bool(accept_new_options)
    check_filter_mode(filter_mode, new)
    choices = options_of(options, format_func)
    check_index(index, choices)
    if placeholder is not None and not isinstance(placeholder, str):
        raise TypeError(f"`placeholder` is {placeholder!r}. Give a str or None.")
    text, help = label_and_help(label, help)
    spec = make(
        at,
        _selectbox_spec,
        choices,
        text,
        index,
        help,
        placeholder,
        new,
        filter_mode,
        bool(required),
        icon,
        label_visibility,
        width,
    )
    return widget(
        at,
        with_format_func(spec, format_func),
        key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=disabled, persist_state=persist_state,
    )  # fmt: skip


def _draw_selectbox(element: Element) -> Native:
    props = element.props
    field = _combobox(element) if props["accept_new_options"] else _dropdown(element)
    return framed(field, icon=props["icon"])


def _dropdown(element: Element) -> Native:
    """Return the native dropdown, with the placeholder as first entry if nothing is chosen, or was at first.

    It stays there when a choice is required: the list is the same before and after the first choice.
    """
    props = element.props
    labels: list[str] = props["options"]
    ahead = 1 if element.value is None or props["starts_empty"] else 0
    position = last_position(labels, element.value)
    traits = {
        "options": (props["placeholder"], *labels) if ahead else tuple(labels),
        "index": 0 if position is None else position + ahead,
        "disabled": props["disabled"] or not labels,
    }

    def read(index: int | None, wire: Any) -> str | None:
        if index is None or index < ahead:
            return wire if props["required"] else None
        return labels[index - ahead]

    states = {"lit-empty": element.value is None, "lit-ahead": bool(ahead)}
    classes = _state_classes(props, states)
    return input_native(element, "Dropdown", traits, trait="index", read=read, classes=classes)


def _state_classes(props: dict[str, Any], states: dict[str, bool]) -> tuple[str, ...]:
    """Return the classes that tell front ends with a list of our own what it can do."""
    states = {**states, "lit-clearable": props["clearable"]}
    return (filter_class(props), *(name for name, holds in states.items() if holds))


def _combobox(element: Element) -> Native:
    """Return the native text field that proposes the options."""
    props = element.props
    traits = {
        "options": tuple(dict.fromkeys(props["options"])),
        "value": "" if element.value is None else element.value,
        "placeholder": props["placeholder"],
        "ensure_option": False,
        "continuous_update": False,
    }

    def read(text: str, wire: Any) -> str | None:
        return text or None

    return input_native(element, "Combobox", traits, read=read, classes=_state_classes(props, {}))


def _picture(element: Element) -> str:
    value = picture.text(element.value, element.props["placeholder"], element.props["icon"])
    return picture.field(element, f"{value} ▾" if element.props["options"] else picture.NOTHING)


class SelectboxView(RadioView):
    """``st.selectbox``, as `AppTest` sees it."""

    def select(self, v: Any) -> Self:
        """Choose an option."""
        return self.set_value(v)

    def select_index(self, index: int | None) -> Self:
        """Choose the option at a position; None for nothing."""
        return self.set_value(None if index is None else self.options[index])


SELECTBOX = ElementType(
    "selectbox", selectbox, native=_draw_selectbox, picture=_picture, domain=OptionDomain, view=SelectboxView
)
