"""The element multiselect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from notebook_lit.elements.inputs.checkbox import wrap_classes
from notebook_lit.elements.inputs.domains.option_domains import MultiselectDomain
from notebook_lit.elements.inputs.selectbox import check_filter_mode, default_placeholder, filter_class
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import OptionView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.options import (
    Options,
    distinct_labels,
    option_items,
    options_of,
    position_of,
    with_format_func,
)
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, label_and_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, encodable, input_native, width_layout
from notebook_lit.errors import (
    StreamlitDefaultNotInOptionsError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self


T = TypeVar("T")
_BLANK = "\u200b"  # a tag cannot be empty


def _spec(
    options: Options,
    label: str,
    default: tuple[int, ...],
    help: str | None,
    limit: int | None,
    placeholder: str | None,
    new: bool,
    filter_mode: str | None,
    select_all: int,
    wrap: bool | None,
    visibility: str,
    width: Any,
) -> WidgetSpec:
    props = {
        "label": label,
        "help": help,
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "options": list(options.labels),
        "placeholder": placeholder if placeholder is not None else default_placeholder("options", options, new),
        "max_selections": limit,
        "accept_new_options": new,
        "filter_mode": filter_mode,
        "select_all": select_all,
        "wrap": wrap,
    }
    identity = (label, options.labels, default, help, limit, placeholder, new, filter_mode, select_all, width)
    domain = MultiselectDomain(options, default, limit, new)
    return WidgetSpec("multiselect", props, domain, identity=identity, keyed=(limit, new))


def _default_positions(default: Any, options: Options) -> tuple[int, ...]:
    """Return the positions of the options that ``default`` lists."""
    positions = []
    for item in option_items(default):
        position = position_of(options.values, item)
        if position is None:
            raise StreamlitDefaultNotInOptionsError(
                f"`default` holds {item!r}, which is not among the {len(options)} options. Leave it out."
            )
        positions.append(position)
    return tuple(positions)


def _checked_limit(limit: Any) -> int | None:
    """Check a ``max_selections`` argument."""
    if limit is None:
        return None
    if type(limit) is not int or limit < 1:
        raise StreamlitValueError(
            f"`max_selections` is {limit!r}. Give a positive int, or None; `disabled=True` forbids any choice."
        )
    return limit


def _checked_select_all(select_all: Any) -> int:
    """Check a ``select_all`` argument; return the most options that can be selected at once, -1 for any number."""
    if isinstance(select_all, bool):
        return -1 if select_all else 0
    if not isinstance(select_all, int):
        raise StreamlitInvalidParameterTypeError(f"`select_all` is {select_all!r}. Give a bool or a number of options.")
    if select_all < 0:
        raise StreamlitValueError(f"`select_all` is {select_all}. Give True, False, or a number of options from 0 on.")
    return select_all


def multiselect(
    at: Container,
    label: str,
    options: Iterable[T],
    default: Any = None,
    format_func: Callable[[Any], str] = str,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    max_selections: int | None = None,
    placeholder: str | None = None,
    disabled: bool = False,
    label_visibility: str = "visible",
    accept_new_options: bool = False,
    filter_mode: str | None = "fuzzy",
    select_all: bool | int = 1000,
    width: int | str = "stretch",
    wrap: bool | None = None,
    bind: str | None = None,
    persist_state: str | None = None,
) -> list[T]:
    """Show a field for several options and return the list of the chosen ones.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    options : iterable
        The options: a list, an Enum class, a Series, the first column of a DataFrame, the keys of a dict, …
    default : iterable or object, optional
        The options that are chosen at first, or a single one.
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
    max_selections : int, optional
        How many options can be chosen, from 1 on; None for any number.
    placeholder : str, optional
        Shown while nothing is chosen. None for "Choose options" and its like.
    disabled : bool
        Whether the input is disabled.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    accept_new_options : bool
        Whether the reader may type values of their own; they are returned as str.
    filter_mode : {"fuzzy", "contains", "prefix", None}
        How typing filters the options: by letters in their order, by a part of the label, by its beginning; None for no
        typing. In VS Code the list is the browser's, which goes to what begins with what is typed.
    select_all : bool or int
        Whether the list offers to choose all that is left; an int: while no more than that are left.
    width : int or {"stretch"}
        Pixels, or as wide as the container.
    wrap : bool, optional
        Whether the chosen options break into lines; False: they scroll in one line.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    list
        Copies of the chosen options, in the order in which they were chosen.

    Raises
    ------
    StreamlitDefaultNotInOptionsError
        If ``default`` holds something that is no option.
    StreamlitSelectionCountExceedsMaxError
        If ``default`` or an assigned list holds more than ``max_selections``.
    StreamlitValueError
        If ``max_selections`` is less than 1, or another argument is not one of its words.
    StreamlitIncompatibleParametersError
        If ``filter_mode=None`` meets ``accept_new_options=True``.
    TypeError
        If ``format_func`` returns anything but a str.

    Examples
    --------
    >>> columns = st.multiselect("Columns", df.columns, default=list(df.columns[:2]))    # doctest: +SKIP
    """
    note_bind(at, "multiselect", bind)
    new = bool(accept_new_options)
    check_filter_mode(filter_mode, new)
    if placeholder is not None and not isinstance(placeholder, str):
        raise TypeError(f"`placeholder` is {placeholder!r}. Give a str or None.")
    choices = options_of(options, format_func)
    text, help = label_and_help(label, help)
    spec = make(
        at,
        _spec,
        choices,
        text,
        () if default is None else _default_positions(default, choices),
        help,
        _checked_limit(max_selections),
        placeholder,
        new,
        filter_mode,
        _checked_select_all(select_all),
        wrap,
        label_visibility,
        width,
    )
    value: list[T] = widget(
        at,
        with_format_func(spec, format_func),
        key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=disabled, persist_state=persist_state,
    )  # fmt: skip
    return value


def _draw(element: Element) -> Native:
    """Return a dropdown, the tags of the chosen options, and a field for new ones, which the stylesheet combines."""
    props = element.props
    locked = props["disabled"] or not (props["options"] or props["accept_new_options"])
    states = {
        "lit-disabled": locked,
        "lit-chosen": bool(element.value),
        "lit-with-entry": props["accept_new_options"],
    }
    parts = [_dropdown(element, locked), _tags(element, locked)]
    if props["accept_new_options"]:
        parts.append(_new_option_field(element))
    return Native(
        "Box",
        classes=(
            "lit-multiselect",
            filter_class(props),
            *(name for name, holds in states.items() if holds),
            *wrap_classes(props["wrap"]),
        ),
        layout=width_layout(props["width"]),
        children=tuple(parts),
    )


def _is_full(element: Element) -> bool:
    limit: int | None = element.props["max_selections"]
    return limit is not None and len(element.value) >= limit


def _dropdown(element: Element, locked: bool) -> Native:
    """Return the dropdown of the options; its placeholder is always selected.

    The list stays as it is whatever is chosen: it may be long, and what a position in it means must not depend on which choices
    the front end has heard of. What concerns all options stands at the end: on some systems an arrow key chooses the next entry
    of a closed list.
    """
    props = element.props
    labels = tuple(dict.fromkeys(props["options"]))
    limit: int | None = props["max_selections"]
    most: int = props["select_all"]
    ends: list[str] = []
    classes = ["lit-menu"]  # with those that tell front ends with a list of our own what stands at the end, and when
    if len(labels) > 1 and most:
        bounded = 0 < most < len(labels)
        ends.append(f"Select all, once no more than {most} are left" if bounded else "Select all")
        classes += ["lit-select-all", *([f"lit-all-{most}"] if bounded else [])]
    if len(labels) > 1 or props["accept_new_options"]:
        ends.append("Remove all")
        classes.append("lit-remove-all")
    if limit is not None:
        classes.append(f"lit-limit-{limit}")

    def read(index: int | None, wire: list[str]) -> list[str]:
        if not index:
            return wire
        if index <= len(labels):
            return wire if labels[index - 1] in wire else [*wire, labels[index - 1]]
        if ends[index - 1 - len(labels)] == "Remove all":
            return []
        taken = set(wire)
        left = [label for label in labels if label not in taken]
        if 0 < most < len(left):
            return wire
        return wire + (left if limit is None else left[: max(0, limit - len(wire))])

    traits = {"options": (props["placeholder"], *labels, *ends), "index": 0, "disabled": locked}
    menu = input_native(element, "Dropdown", traits, trait="index", read=read, classes=tuple(classes))
    menu.classes = tuple(name for name in menu.classes if name != "lit-multiselect")  # the box has it
    menu.layout = {}
    return menu


def _tags(element: Element, locked: bool) -> Native:
    """Return the tags of the chosen options, each with a button that removes it; readers do not type there.

    JupyterLab keeps the Enter key from what is typed into tags, hence `_new_option_field`. A list of our own adds what is
    chosen in it here, so that it is shown at once and travels as the labels of all that is chosen.
    """
    options: list[str] = element.props["options"]
    chosen = list(distinct_labels(encodable(label) or _BLANK for label in element.value))
    # a label that cannot be sent comes back as what was sent for it
    labels: dict[str, str] = dict(zip(chosen, element.value, strict=True))
    repaired = encodable("\ud800")

    def label_of(tag: str) -> str:
        if tag in labels:
            return labels[tag]
        if repaired not in tag:
            return tag
        return next((label for label in options if encodable(label) == tag), tag)

    def merge(before: list[str], tags: list[str], wire: list[str]) -> list[str]:
        known, now = ([label_of(tag) for tag in some] for some in (before, tags))
        if wire == known:
            return now
        # Something was added or removed elsewhere since this was drawn: apply to it what happened here.
        stay = [label for label in wire if label in now or label not in known]
        return stay + [label for label in now if label not in known and label not in stay]

    traits = {
        # before the value, which is checked against it; none would mean any
        "allowed_tags": chosen or [_BLANK] if locked else [],
        "value": chosen,
        "allow_duplicates": False,
    }
    return Native("TagsInput", traits, trait="value", merge=merge, classes=("lit-tags",))


def _new_option_field(element: Element) -> Native:
    """Return the text field for new options. Its declared value is empty, so it is cleared after each run."""
    props = element.props
    traits = {
        "value": "",
        "placeholder": "" if element.value else props["placeholder"],
        "disabled": props["disabled"] or _is_full(element),
        "continuous_update": False,
    }

    def read(text: str, wire: list[str]) -> list[str]:
        return [*wire, text.strip()] if text.strip() else wire

    return Native("Text", traits, trait="value", read=read, classes=("lit-entry",))


def _picture(element: Element) -> str:
    tags = [f'<span class="lit-chip">{escape(tag)}</span>' for tag in element.value]
    return picture.field(element, " ".join(tags) or picture.NOTHING)


class MultiselectView(OptionView):
    """``st.multiselect``, as `AppTest` sees it."""

    @property
    def max_selections(self) -> int:
        """How many options can be chosen; 0 for any number."""
        return self._element.props["max_selections"] or 0

    @property
    def values(self) -> list[str]:
        """The labels of what is chosen."""
        return [self.label_of(option) for option in self.value]

    @property
    def indices(self) -> list[int]:
        """The positions of what is chosen."""
        return [self.options.index(label) for label in self.values]

    def select(self, v: Any) -> Self:
        """Choose one more option, if it is not chosen yet."""
        return self if v in self.value else self.set_value([*self.value, v])

    def unselect(self, v: Any) -> Self:
        """Take an option out of the choice."""
        return self.set_value([option for option in self.value if option != v]) if v in self.value else self


MULTISELECT = ElementType(
    "multiselect", multiselect, native=_draw, picture=_picture, domain=MultiselectDomain, view=MultiselectView
)
