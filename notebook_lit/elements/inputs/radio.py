"""The element radio, and the domain of one option that it shares with selectbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from notebook_lit.elements.inputs.domains.option_domains import OptionDomain
from notebook_lit.elements.markup.markdown import escape, plain_text
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import OptionView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.options import (
    Options,
    check_index,
    distinct_labels,
    last_position,
    options_of,
    with_format_func,
)
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, label_and_help, note_bind
from notebook_lit.elements.shared.widget_tree import Native, input_native
from notebook_lit.errors import StreamlitInvalidParameterTypeError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

T = TypeVar("T")


def _radio_spec(
    options: Options,
    label: str,
    index: int | None,
    help: str | None,
    horizontal: bool,
    captions: tuple[str, ...] | None,
    visibility: str,
    width: Any,
) -> WidgetSpec:
    props = {
        "label": label,
        "help": help,
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width, content=True),
        "options": list(options.labels),
        "horizontal": horizontal,
        "captions": list(captions or ()),
    }
    identity = (label, options.labels, index, help, horizontal, captions, width)
    return WidgetSpec("radio", props, OptionDomain(options, index), identity=identity)


def _checked_captions(captions: Any) -> tuple[str, ...] | None:
    """Check a ``captions`` argument."""
    if captions is None:
        return None
    for caption in (given := tuple(captions)):
        if caption is not None and not isinstance(caption, str):
            raise StreamlitInvalidParameterTypeError(f"`captions` holds {caption!r}. Give a str, or None for none.")
    return tuple(caption or "" for caption in given)


def radio(
    at: Container,
    label: str,
    options: Iterable[T],
    index: int | None = 0,
    format_func: Callable[[Any], Any] = str,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    horizontal: bool = False,
    captions: Iterable[str | None] | None = None,
    label_visibility: str = "visible",
    width: int | str = "content",
    bind: str | None = None,
    persist_state: str | None = None,
) -> T | Any:
    """Show options as radio buttons and return the chosen one.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    options : iterable
        The options: a list, an Enum class, a Series, the first column of a DataFrame, the keys of a dict, …
    index : int, optional
        The position of the option that is chosen at first; None for none.
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
    disabled : bool
        Whether the input is disabled.
    horizontal : bool
        Whether the options are arranged in a row.
    captions : iterable of str or None, optional
        A line in small print below each option, by position; may be shorter than ``options``.
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
    object
        A copy of the chosen option; None if none is chosen or there are none.

    Raises
    ------
    StreamlitValueOutOfRangeError, StreamlitInvalidParameterTypeError
        If ``index`` is no position of an option.
    TypeError
        If ``format_func`` returns anything but a str.
    StreamlitAPIException
        If the options cannot be compared with ``==``.

    Examples
    --------
    >>> unit = st.radio("Unit", ["°C", "°F"], horizontal=True)    # doctest: +SKIP
    """
    note_bind(at, "radio", bind)
    choices = options_of(options, format_func)
    check_index(index, choices)
    text, help = label_and_help(label, help)
    spec = make(
        at,
        _radio_spec,
        choices,
        text,
        index,
        help,
        bool(horizontal),
        _checked_captions(captions),
        label_visibility,
        width,
    )
    return widget(
        at,
        with_format_func(spec, format_func),
        key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=disabled, persist_state=persist_state,
    )  # fmt: skip


def _draw_radio(element: Element) -> Native:
    props = element.props
    labels: list[str] = props["options"]
    captions: list[str] = props["captions"]
    shown = [plain_text(label) for label in labels]
    for position, caption in enumerate(captions[: len(labels)]):
        if caption:
            # The stylesheet draws the first line as the option and the next one small.
            shown[position] += "\n" + plain_text(caption)
    traits = {
        "options": distinct_labels(shown),
        "index": last_position(labels, element.value),
        "orientation": "horizontal" if props["horizontal"] else "vertical",
    }

    def read(index: int | None, wire: Any) -> str | None:
        return None if index is None else labels[index]

    classes = ("lit-captions",) if any(captions) else ()
    return input_native(element, "RadioButtons", traits, trait="index", read=read, classes=classes)


def _picture(element: Element) -> str:
    props = element.props
    chosen = last_position(props["options"], element.value)
    drawn = []
    for position, option in enumerate(props["options"]):
        caption = props["captions"][position] if position < len(props["captions"]) else ""
        more = f' <span class="lit-caption">{escape(plain_text(caption))}</span>' if caption else ""
        drawn.append(f"{'◉' if position == chosen else '○'} {escape(plain_text(option))}{more}")
    return picture.field(element, ("&emsp;" if props["horizontal"] else "<br>").join(drawn), style="lit-options")


class RadioView(OptionView):
    """``st.radio``, as `AppTest` sees it: one option, or None."""

    @property
    def index(self) -> int | None:
        """The position of the option that is chosen."""
        return None if self.value is None else self.options.index(self.label_of(self.value))


RADIO = ElementType("radio", radio, native=_draw_radio, picture=_picture, domain=OptionDomain, view=RadioView)
