"""The elements expander and tabs.

The reader chooses what is open: this survives reruns, and the script gets it only with ``on_change``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from notebook_lit.elements.markup.markdown import check_icon, escape, plain_text
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place
from notebook_lit.elements.shared.validation import checked_choice, checked_height, checked_width, note_bind, show_note
from notebook_lit.elements.shared.widget_tree import Native, width_layout
from notebook_lit.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
    ValueRefused,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.container import Container, block_of, element_at, make, open_block
from notebook_lit.runtime.writing.registration import open_widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec


class _ExpandedDomain(Domain):
    """The domain of an expander: whether it is open."""

    def parse(self, wire: Any) -> bool:
        """Return a bool; refuse any other value."""
        if not isinstance(wire, bool):
            raise ValueRefused(f"{wire!r} is neither true nor false")
        return wire

    def assign(self, value: Any) -> bool:
        """Return the value; raise TypeError if it is no bool."""
        if not isinstance(value, bool | int):
            raise TypeError(f"An expander is open (True) or closed (False); st.session_state gave it {value!r}.")
        return bool(value)


def _expander_spec(props: tuple[tuple[str, Any], ...]) -> WidgetSpec:
    described = dict(props)
    return WidgetSpec("expander", described, _ExpandedDomain(described["expanded"]), identity=props, keyed=props)


def expander(
    at: Place,
    label: str | bytes,
    expanded: bool = False,
    *,
    key: str | int | None = None,
    icon: str | None = None,
    type: str = "default",
    width: int | str = "stretch",
    on_change: Callable[..., Any] | str | None = "ignore",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    bind: str | None = None,
) -> Place:
    """Show a container that the reader can expand and collapse.

    Its content is computed in either case. Opening and closing costs nothing, unless ``on_change`` says so.

    Parameters
    ----------
    label : str or bytes
        The title. Markdown is shown as plain text.
    expanded : bool
        Whether it is open at first.
    key : str or int, optional
        A unique name in the app.
    icon : str, optional
        An emoji before the title.
    type : {"default", "compact", "step"}
        A framed box, a bare line, or a step of a timeline.
    width : int or "stretch"
        Pixels, or as wide as the container.
    on_change : callable or {"ignore", "rerun"}
        What opening and closing does. With anything but "ignore", ``.open`` and ``st.session_state[key]`` say whether
        it is open.
    args, kwargs : optional
        Arguments of ``on_change``.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.

    Returns
    -------
    DeltaGenerator
        The container; its ``open`` is True or False, or None if the script is not told.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        If the label is None, or ``bind`` is given without ``key``.
    StreamlitDuplicateElementId, StreamlitDuplicateElementKey
        If this run has another expander like it.

    Examples
    --------
    >>> with st.expander("How it was computed"):    # doctest: +SKIP
    ...     st.code(source)
    """
    if label is None:
        raise StreamlitMissingRequiredParameterError("`st.expander` needs a `label`: it is the title that opens it.")
    icon = check_icon(icon)
    if icon == "spinner" or icon.startswith(":"):
        show_note(at, f'st.expander(icon="{icon}")', "the title of an expander is plain text; an emoji can stand there")
        icon = ""
    props = {
        "label": label.decode() if isinstance(label, bytes) else str(label),
        "expanded": bool(expanded),
        "icon": icon,
        "type": checked_choice("type", type, ("default", "compact", "step")),
        "width": checked_width(width),
    }
    if not _has_value(at, "expander", on_change, bind, key):
        return open_block(at, EXPANDER, props, key=key)  # type: ignore[no-any-return]
    spec = make(at, _expander_spec, tuple(props.items()))
    return open_widget(at, spec, key=key, on_change=on_change, args=args, kwargs=kwargs)  # type: ignore[no-any-return]


def _has_value(at: Container, kind: str, on_change: Any, bind: str | None, key: Any) -> bool:
    """Return whether the script gets the reader's choice."""
    if bind is not None and key is None:
        checked_choice("bind", bind, ("query-params",))
        raise StreamlitMissingRequiredParameterError('`bind="query-params"` needs a `key`: it would be the name in the URL.')
    note_bind(at, kind, bind)
    if on_change == "ignore":
        return bind is not None
    if on_change == "rerun" or callable(on_change):
        return True
    raise StreamlitValueError(f'`on_change` is {on_change!r}. Give a function, "rerun" or "ignore".')


class _TabDomain(Domain):
    """The domain of tabs: the label of the open tab."""

    __slots__ = ("labels",)

    def __init__(self, default: str, labels: tuple[str, ...]) -> None:
        super().__init__(default)
        self.labels = labels

    def parse(self, wire: Any) -> str:
        """Return one of the labels; refuse any other value."""
        if not isinstance(wire, str) or wire not in self.labels:
            raise ValueRefused(f"{wire!r} is none of the tabs")
        return wire

    def keep(self, value: Any) -> Any:
        """Return the label, or the default if that tab is gone."""
        return value if value in self.labels else self.default


def _tabs_spec(labels: tuple[str, ...], default: str, width: Any, height: Any) -> WidgetSpec:
    props = {"labels": labels, "default": default, "width": width, "height": height}
    identity = (labels, default, width, height)
    return WidgetSpec("tabs", props, _TabDomain(default, labels), identity=identity, keyed=identity)


def tabs(
    at: Place,
    tabs: Sequence[str],
    *,
    width: int | str = "stretch",
    height: int | str = "content",
    default: str | None = None,
    key: str | int | None = None,
    on_change: Callable[..., Any] | str | None = "ignore",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    bind: str | None = None,
) -> tuple[Place, ...]:
    """Show containers in tabs and return them.

    The content of all tabs is computed. Switching costs nothing, unless ``on_change`` says so.

    Parameters
    ----------
    tabs : sequence of str
        The titles. Markdown is shown as plain text.
    width : int or "stretch"
        Pixels, or as wide as the container.
    height : int or {"content", "stretch"}
        Pixels (what does not fit scrolls), as high as the open tab, or as high as the container.
    default : str, optional
        The title of the tab that is open at first; by default the first one.
    key : str or int, optional
        A unique name in the app.
    on_change : callable or {"ignore", "rerun"}
        What switching does. With anything but "ignore", ``.open`` of each tab and ``st.session_state[key]`` (the
        title of the open tab) tell the script.
    args, kwargs : optional
        Arguments of ``on_change``.
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.

    Returns
    -------
    tuple of DeltaGenerator
        One container a tab; their ``open`` is True or False, or None if the script is not told.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        If there are no tabs, or ``bind`` is given without ``key``.
    StreamlitInvalidParameterTypeError
        If a title is no str.
    StreamlitValueError
        If ``default`` is none of the titles.

    Examples
    --------
    >>> chart, data = st.tabs(["Chart", "Data"])    # doctest: +SKIP
    >>> chart.line_chart(df)
    >>> data.dataframe(df)
    """
    labels = tuple(tabs or ())
    if not labels:
        raise StreamlitMissingRequiredParameterError('`st.tabs` needs at least one title: `st.tabs(["Chart", "Data"])`.')
    for label in labels:
        if not isinstance(label, str):
            raise StreamlitInvalidParameterTypeError(f"The title {label!r} of a tab is no str. Use `str(…)`.")
    if default is not None and default not in labels:
        raise StreamlitValueError(f"`default` is {default!r}. Give one of {', '.join(map(repr, labels))}.")
    chosen = labels[0] if default is None else default
    checked = (labels, chosen, checked_width(width), checked_height(height))
    spec = make(at, _tabs_spec, *checked)
    if not _has_value(at, "tabs", on_change, bind, key):
        row = open_block(at, TABS, spec.props, key=key)
        return tuple(open_block(row, TAB, {"label": label, "open": None}) for label in labels)
    row = open_widget(at, spec, key=key, on_change=on_change, args=args, kwargs=kwargs)
    shown = labels.index(block_of(row).value)
    return tuple(open_block(row, TAB, {"label": label, "open": i == shown}) for i, label in enumerate(labels))


def is_open(at: Container) -> bool | None:
    """Return whether an expander or a tab is open; None without ``on_change``.

    Raises
    ------
    StreamlitAPIException
        If the container is of another kind.
    """
    block = block_of(at)
    if element_at(at) is None and block.kind == "expander":
        return block.value  # type: ignore[no-any-return]
    if element_at(at) is None and block.kind == "tab":
        return block.props["open"]  # type: ignore[no-any-return]
    raise StreamlitAPIException("Only expanders and tabs have `open`; other containers are always open.")


# -- the look ----------------------------------------------------------------------------------------------------------


def _expander_native(element: Element) -> Native:
    props = element.props
    title = plain_text(props["label"])
    stateful = element.value is not None
    shown = element.value if stateful else props["expanded"]
    # Where the script is not told, `trait` is None: the host then leaves alone what the reader opened.
    return Native(
        "Accordion",
        {
            "titles": (f"{props['icon']} {title}" if props["icon"] else title,),
            "selected_index": 0 if shown else None,
        },
        trait="selected_index" if stateful else None,
        read=_read_expander,
        classes=("lit-expander", f"lit-expander-{props['type']}"),
        layout=width_layout(props["width"]),
        children=(Native("VBox", classes=("lit-container", "lit-gap-small")),),
    )


def _read_expander(selected: Any, wire: Any) -> bool:
    return selected is not None


def _tabs_native(element: Element) -> Native:
    props = element.props
    labels = props["labels"]
    stateful = element.value is not None
    selected = labels.index(element.value if stateful else props["default"])
    height = props["height"]
    layout = width_layout(props["width"])
    if isinstance(height, int):
        layout |= {"height": f"{height}px"}
    return Native(
        "Tabs",
        {"titles": tuple(map(plain_text, labels)), "selected_index": selected},
        trait="selected_index" if stateful else None,
        read=lambda index, wire: wire if index is None else labels[index],
        classes=("lit-tabs", *(("lit-stretch",) if height == "stretch" else ())),
        layout=layout,
    )


def _tab_native(element: Element) -> Native:
    return Native("VBox", classes=("lit-tab", "lit-container", "lit-gap-small"))


def _expander_picture(element: Element, children: Sequence[str]) -> str:
    native = _expander_native(element)
    is_open = " open" if native.traits["selected_index"] == 0 else ""
    title = escape(native.traits["titles"][0])
    return f'<details{is_open}><summary>{title}</summary><div class="lit-container">{"".join(children)}</div></details>'


def _tabs_picture(element: Element, children: Sequence[str]) -> str:
    """Draw all tabs below each other, each under its title."""
    titles = map(plain_text, element.props["labels"])
    drawn = [
        f'<div class="lit-tab"><p><strong>{escape(title)}</strong></p>{child}</div>'
        for title, child in zip(titles, children, strict=False)
    ]
    return f'<div class="lit-tabs">{"".join(drawn)}</div>'


def _tab_picture(element: Element, children: Sequence[str]) -> str:
    return "".join(children)  # the picture of the tabs has the box


EXPANDER = ElementType(
    "expander",
    expander,
    native=_expander_native,
    block_picture=_expander_picture,
    domain=_ExpandedDomain,
    is_block=True,
    binds=True,
)
TABS = ElementType(
    "tabs", tabs, native=_tabs_native, block_picture=_tabs_picture, domain=_TabDomain, is_block=True,
    node_type="tab_container", queries=(),
)  # fmt: skip
TAB = ElementType("tab", native=_tab_native, block_picture=_tab_picture, is_block=True, binds=True, queries=("tabs",))
