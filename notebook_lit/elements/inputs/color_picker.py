"""The element color_picker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, clean_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, input_native
from notebook_lit.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError, ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from typing_extensions import Self

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_BLACK = "#000000"


class ColorDomain(Domain):
    """The domain of color_picker: a colour such as ``#00ffaa`` or ``#0fa``."""

    def parse(self, wire: Any) -> str:
        """Return a colour in one of the two forms, unchanged; refuse any other value."""
        if not isinstance(wire, str) or not _HEX.fullmatch(wire):
            raise ValueRefused(f"{wire!r} is no colour")
        return wire

    def keep(self, value: Any) -> Any:
        """Return the value, or the default if it is no str."""
        return value if isinstance(value, str) else self.default

    def assign(self, value: Any) -> str:
        """Return the value; raise TypeError if it is no str."""
        if not isinstance(value, str):
            raise TypeError(f'A color_picker holds a str such as "#00ffaa"; st.session_state gave it {value!r}.')
        return value


def color_picker(
    at: Container,
    label: str,
    value: str | None = None,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    label_visibility: str = "visible",
    width: int | str = "content",
    bind: str | None = None,
    persist_state: str | None = None,
) -> str:
    """Show a colour picker and return the chosen colour.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    value : str, optional
        The first colour, as ``"#rrggbb"`` or ``"#rgb"``; by default black.
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
    bind : {"query-params"}, optional
        Has no effect, since a notebook cell has no URL: a note is shown.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn. Needs a key.

    Returns
    -------
    str
        The colour: the first one as it was given, others as ``"#rrggbb"``.

    Raises
    ------
    StreamlitAPIException
        If ``value`` is no colour of these forms.
    StreamlitInvalidParameterTypeError
        If ``value`` is no str.

    Examples
    --------
    >>> line = st.color_picker("Line", "#1f77b4")    # doctest: +SKIP
    """
    if bind is not None:
        note_bind(at, "color_picker", bind)
    spec = make(at, _spec, label, value, help, label_visibility, width)
    return str(
        widget(
            at,
            spec,
            key=key,
            on_change=on_change,
            args=args,
            kwargs=kwargs,
            disabled=bool(disabled),
            persist_state=persist_state,
        )
    )


def _spec(label: Any, value: Any, help: Any, visibility: str, width: Any) -> WidgetSpec:
    if value is not None and not isinstance(value, str):
        raise StreamlitInvalidParameterTypeError(f'`value` is {value!r}. Give a str such as "#00ffaa".')
    if value is not None and not _HEX.fullmatch(value):
        raise StreamlitAPIException(f'`value` is "{value}". Give a colour such as "#00ffaa" or "#0fa".')
    props = {
        "label": "" if label is None else str(label),
        "help": clean_help(help),
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width, content=True),
    }
    identity = (label, value, help, width)
    return WidgetSpec("color_picker", props, ColorDomain(_BLACK if value is None else value), identity=identity)


def _draw(element: Element) -> Native:
    value = element.value if _HEX.fullmatch(element.value) else _BLACK  # an assigned text may be anything
    return input_native(element, "ColorPicker", {"value": value, "concise": True})


def _picture(element: Element) -> str:
    value = element.value if _HEX.fullmatch(element.value) else _BLACK
    swatch = f'<span class="lit-swatch" style="background-color:{value}">&nbsp;</span> <code>{value}</code>'
    return picture.field(element, swatch, style="lit-swatches")


class ColorPickerView(WidgetView):
    """``st.color_picker``, as `AppTest` sees it."""

    def pick(self, v: str) -> Self:
        """Pick a colour; the ``#`` may be left out."""
        return self.set_value(v if v.startswith("#") else f"#{v}")


COLOR_PICKER = ElementType(
    "color_picker", color_picker, native=_draw, picture=_picture, domain=ColorDomain, view=ColorPickerView
)
