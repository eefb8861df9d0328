"""The elements checkbox and toggle: inputs for True or False."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, label_and_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, input_native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self


class BoolDomain(Domain):
    """The domain of checkbox and toggle: True or False."""

    def parse(self, wire: Any) -> bool:
        """Return a bool; refuse any other value."""
        if not isinstance(wire, bool):
            raise ValueRefused(f"{wire!r} is neither true nor false")
        return wire

    def assign(self, value: Any) -> bool:
        """Return the value as a bool; raise TypeError if it is neither bool, int nor numpy bool."""
        numpy = sys.modules.get("numpy")
        if not isinstance(value, bool | int) and not (numpy is not None and isinstance(value, numpy.bool_)):
            raise TypeError(f"A checkbox or toggle is True or False; st.session_state gave it {value!r}.")
        return bool(value)


def _spec(kind: str, label: str, value: bool, help: str | None, wrap: bool | None, visibility: str, width: Any) -> WidgetSpec:
    props = {
        "label": label,
        "help": help,
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width, content=True),
        "wrap": wrap,
    }
    return WidgetSpec(kind, props, BoolDomain(value), identity=(label, value, help, width))


def _remembered(
    at: Container, kind: str, label: Any, value: Any, help: Any, wrap: bool | None, visibility: str, width: Any
) -> WidgetSpec:
    """Return the widget spec, memoised by the normalised arguments."""
    label, help = label_and_help(label, help)
    return make(at, _spec, kind, label, bool(value), help, wrap, visibility, width)


def checkbox(
    at: Container,
    label: str,
    value: bool = False,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    label_visibility: str = "visible",
    width: int | str = "content",
    wrap: bool | None = None,
    bind: str | None = None,
    persist_state: str | None = None,
) -> bool:
    """Show a checkbox and return whether it is ticked.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : bool
        The default value.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    disabled : bool
        Whether the input is disabled.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    width : int or {"content", "stretch"}
        Pixels, as wide as the content, or as wide as the container.
    wrap : bool, optional
        Whether a long label breaks into lines; False: it is cut with "…".
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    bool
        Whether it is ticked.

    Raises
    ------
    StreamlitDuplicateElementId, StreamlitDuplicateElementKey
        If this run has another widget like it.

    Examples
    --------
    >>> if st.checkbox("show the raw data"):    # doctest: +SKIP
    ...     st.dataframe(df)
    """
    note_bind(at, "checkbox", bind)
    spec = _remembered(at, "checkbox", label, value, help, wrap, label_visibility, width)
    ticked: bool = widget(
        at, spec, key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=disabled, persist_state=persist_state
    )
    return ticked


def toggle(
    at: Container,
    label: str,
    value: bool = False,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    label_visibility: str = "visible",
    width: int | str = "content",
    wrap: bool | None = None,
    bind: str | None = None,
    persist_state: str | None = None,
) -> bool:
    """Show a switch and return whether it is on.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : bool
        The default value.
    key : str or int, optional
        A unique name: the value is then in ``st.session_state`` too, and survives a change of the label.
    help : str, optional
        A tooltip beside the label.
    on_change : callable or {"rerun", "ignore"}
        Called before the script runs again after a change. "ignore": a change waits for the next run.
    args, kwargs : optional
        Arguments of ``on_change``.
    disabled : bool
        Whether the input is disabled.
    label_visibility : {"visible", "hidden", "collapsed"}
        Whether the label is shown, hidden with its space kept, or hidden without space.
    width : int or {"content", "stretch"}
        Pixels, as wide as the content, or as wide as the container.
    wrap : bool, optional
        Whether a long label breaks into lines; False: it is cut with "…".
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    bool
        Whether it is on.

    Raises
    ------
    StreamlitDuplicateElementId, StreamlitDuplicateElementKey
        If this run has another widget like it.

    Examples
    --------
    >>> logarithmic = st.toggle("Logarithmic scale")    # doctest: +SKIP
    """
    note_bind(at, "toggle", bind)
    spec = _remembered(at, "toggle", label, value, help, wrap, label_visibility, width)
    on: bool = widget(
        at, spec, key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=disabled, persist_state=persist_state
    )
    return on


def wrap_classes(wrap: bool | None) -> tuple[str, ...]:
    """Return the CSS classes of a ``wrap`` argument; none for None: the container decides."""
    return () if wrap is None else ("lit-wrap",) if wrap else ("lit-nowrap",)


def _draw(element: Element) -> Native:
    """Return the native checkbox, which the stylesheet draws as a switch with the class ``lit-toggle``."""
    return input_native(
        element, "Checkbox", {"value": element.value, "indent": False}, classes=wrap_classes(element.props["wrap"])
    )


def _picture(element: Element) -> str:
    off = " lit-disabled" if element.props["disabled"] else ""
    return f'<div class="lit-input{off}">{"☑" if element.value else "☐"} {picture.label(element)}</div>'


class CheckboxView(WidgetView):
    """``st.checkbox`` or ``st.toggle``, as `AppTest` sees it."""

    def check(self) -> Self:
        """Tick it."""
        return self.set_value(True)

    def uncheck(self) -> Self:
        """Take the tick away."""
        return self.set_value(False)


CHECKBOX = ElementType("checkbox", checkbox, native=_draw, picture=_picture, domain=BoolDomain, view=CheckboxView)
TOGGLE = ElementType("toggle", toggle, native=_draw, picture=_picture, domain=BoolDomain, view=CheckboxView)
