"""The element select_slider."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from notebook_lit.elements.inputs.domains.option_domains import SelectSliderDomain
from notebook_lit.elements.markup.markdown import escape, plain_text
from notebook_lit.elements.shared import picture
from notebook_lit.elements.shared.app_test_view import OptionView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.options import (
    Options,
    distinct_labels,
    last_position,
    options_of,
    position_of,
    with_format_func,
)
from notebook_lit.elements.shared.validation import checked_visibility, checked_width, label_and_help, note_bind
from notebook_lit.elements.shared.widget_tree import END_SPACE, Native, input_native
from notebook_lit.errors import StreamlitMissingRequiredParameterError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, make, run_of
from notebook_lit.runtime.writing.registration import widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec, checked_widget_key

if TYPE_CHECKING:
    from typing_extensions import Self


T = TypeVar("T")


def _spec(
    options: Options, label: str, positions: tuple[int, ...], help: str | None, visibility: str, width: Any
) -> WidgetSpec:
    props = {
        "label": label,
        "help": help,
        "label_visibility": checked_visibility(visibility),
        "width": checked_width(width),
        "options": list(options.labels),
    }
    identity = (label, options.labels, positions, help, width)
    return WidgetSpec("select_slider", props, SelectSliderDomain(options, positions), identity=identity)


def _positions(at: Container, value: Any, options: Options, key: str | int | None) -> tuple[int, ...]:
    """Return the positions of the options in ``value``: one, or the two ends of a range."""
    if value is None:
        if key is not None:
            state = run_of(at).state
            name = checked_widget_key(key)
            # Without a value, the form of what was assigned decides, as in Streamlit.
            if name in state and isinstance(state[name], tuple) and position_of(options.values, state[name]) is None:
                return (0, len(options) - 1)
        return (0,)
    ends = value if isinstance(value, list | tuple) else (value,)
    if isinstance(value, list | tuple) and len(ends) != 2:
        raise ValueError(f"`value` is {value!r}. Give one option, or two for a range.")
    found = []
    for end in ends:
        position = position_of(options.values, end)
        if position is None:
            raise ValueError(f"`value` holds {end!r}, which is not among the {len(options)} options.")
        found.append(position)
    return tuple(sorted(found))


def select_slider(
    at: Container,
    label: str,
    options: Iterable[T] = (),
    value: Any = None,
    format_func: Callable[[Any], Any] = str,
    key: str | int | None = None,
    help: str | None = None,
    on_change: Callable[..., Any] | str | None = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    disabled: bool = False,
    label_visibility: str = "visible",
    width: int | str = "stretch",
    bind: str | None = None,
    persist_state: str | None = None,
) -> T | Any:
    """Show a slider over options and return the chosen option, or the two ends of a range.

    Parameters
    ----------
    label : str
        The label; inline Markdown.
    options : iterable
        The steps, at least one: a list, an Enum class, a Series, the first column of a DataFrame, the keys of a dict, …
    value : object or pair of objects, optional
        The option where it stands at first; a tuple or list of two makes it a range. None for the first option.
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
    object or tuple of two objects
        A copy of the option, or of the first and the last of the range.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        If there are no options.
    ValueError
        If ``value`` is no option, or a list of another length than two.
    TypeError
        If ``format_func`` returns anything but a str.

    Examples
    --------
    >>> start, end = st.select_slider("Days", ["Mon", "Tue", "Wed", "Thu", "Fri"], ("Tue", "Thu"))    # doctest: +SKIP
    """
    note_bind(at, "select_slider", bind)
    choices = options_of(options, format_func)
    if not choices.values:
        raise StreamlitMissingRequiredParameterError("`options` is empty. A select_slider needs at least one option.")
    text, help = label_and_help(label, help)
    spec = make(
        at,
        _spec,
        choices,
        text,
        _positions(at, value, choices, key),
        help,
        label_visibility,
        width,
    )
    return widget(
        at,
        with_format_func(spec, format_func),
        key=key, on_change=on_change, args=args, kwargs=kwargs, disabled=disabled, persist_state=persist_state,
    )  # fmt: skip


def _draw(element: Element) -> Native:
    labels: list[str] = element.props["options"]
    positions = [last_position(labels, label) or 0 for label in element.value]
    space = END_SPACE if len(positions) == 2 else ""
    traits: dict[str, Any] = {
        "options": distinct_labels(f"{space}{plain_text(label)}{space}" for label in labels),
        "index": tuple(positions) if len(positions) == 2 else positions[0],
        "continuous_update": False,
    }
    if len(positions) == 1:
        return input_native(element, "SelectionSlider", traits, trait="index", read=lambda index, wire: [labels[index]])

    def read(index: Sequence[int], wire: Any) -> list[str]:
        return [labels[end] for end in index]

    return input_native(element, "SelectionRangeSlider", traits, trait="index", read=read)


def _picture(element: Element) -> str:
    labels: list[str] = element.props["options"]
    ends = [last_position(labels, label) or 0 for label in element.value]
    text = " – ".join(plain_text(labels[end]) for end in ends)
    shares = [end / (len(labels) - 1 or 1) for end in ends]
    low, high = shares if len(shares) == 2 else (0.0, shares[0])
    return picture.field(element, escape(text), picture.bar(low, high), "lit-readout")


class SelectSliderView(OptionView):
    """``st.select_slider``, as `AppTest` sees it: one option, or a range of two."""

    def set_range(self, lower: Any, upper: Any) -> Self:
        """Set both ends of a range."""
        return self.set_value((lower, upper))


SELECT_SLIDER = ElementType(
    "select_slider", select_slider, native=_draw, picture=_picture, domain=SelectSliderDomain, view=SelectSliderView
)
