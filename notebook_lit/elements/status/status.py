"""The elements success, info, warning, error, progress, spinner, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from notebook_lit.elements.markup.icons import split_icon
from notebook_lit.elements.markup.markdown import check_icon, dedent, escape, icon_html, inline_html, markdown_html, plain_text
from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place, size_style
from notebook_lit.elements.shared.validation import checked_width
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import StreamlitInvalidParameterTypeError, StreamlitValueOutOfRangeError
from notebook_lit.runtime.model.element import GONE, Element
from notebook_lit.runtime.writing.container import block_of, element_at, emit, make, replace


def success(at: Place, body: Any, *, icon: str | None = None, width: int | str = "stretch", title: Any = None) -> Place:
    """Show a success message in a green box.

    Parameters
    ----------
    body : object
        The text, Markdown; ``str()`` of anything else.
    icon : str, optional
        An emoji or ``":material/name:"`` before the text; by default the one that the text begins with.
    width : int or "stretch"
        Pixels, or as wide as the container.
    title : object, optional
        A line above the text, inline Markdown.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitAPIException
        If the icon is none.

    Examples
    --------
    >>> st.success("All 12 files are read.", icon="✅")    # doctest: +SKIP
    """
    return _alert(at, "success", body, icon, width, title)


def info(at: Place, body: Any, *, icon: str | None = None, width: int | str = "stretch", title: Any = None) -> Place:
    """Show a message in a blue box.

    Parameters
    ----------
    body : object
        The text, Markdown; ``str()`` of anything else.
    icon : str, optional
        An emoji or ``":material/name:"`` before the text; by default the one that the text begins with.
    width : int or "stretch"
        Pixels, or as wide as the container.
    title : object, optional
        A line above the text, inline Markdown.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitAPIException
        If the icon is none.

    Examples
    --------
    >>> st.info("Prices are of yesterday.")    # doctest: +SKIP
    """
    return _alert(at, "info", body, icon, width, title)


def warning(at: Place, body: Any, *, icon: str | None = None, width: int | str = "stretch", title: Any = None) -> Place:
    """Show a warning in a yellow box.

    Parameters
    ----------
    body : object
        The text, Markdown; ``str()`` of anything else.
    icon : str, optional
        An emoji or ``":material/name:"`` before the text; by default the one that the text begins with.
    width : int or "stretch"
        Pixels, or as wide as the container.
    title : object, optional
        A line above the text, inline Markdown.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitAPIException
        If the icon is none.

    Examples
    --------
    >>> st.warning("3 rows have no date.", icon="⚠️")    # doctest: +SKIP
    """
    return _alert(at, "warning", body, icon, width, title)


def error(at: Place, body: Any, *, icon: str | None = None, width: int | str = "stretch", title: Any = None) -> Place:
    """Show an error message in a red box. The script goes on; `stop` ends it.

    Parameters
    ----------
    body : object
        The text, Markdown; ``str()`` of anything else.
    icon : str, optional
        An emoji or ``":material/name:"`` before the text; by default the one that the text begins with.
    width : int or "stretch"
        Pixels, or as wide as the container.
    title : object, optional
        A line above the text, inline Markdown.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitAPIException
        If the icon is none.

    Examples
    --------
    >>> st.error("The file is empty.", title="Nothing to show")    # doctest: +SKIP
    """
    return _alert(at, "error", body, icon, width, title)


def _alert(at: Place, kind: str, body: Any, icon: str | None, width: Any, title: Any) -> Place:
    heading = None if title is None else dedent(title)
    return emit(at, _alert_element, kind, dedent(body), icon, width, heading or None)  # type: ignore[no-any-return]


def _alert_element(kind: str, body: str, icon: str | None, width: Any, title: str | None) -> Element:
    icon, body = split_icon(body) if icon is None else (check_icon(icon), body)
    return Element(kind, {"body": body, "icon": icon, "title": title, "width": checked_width(width)})


def progress(at: Place, value: int | float, text: str | None = None, width: int | str = "stretch") -> Place:
    """Show a progress bar.

    Parameters
    ----------
    value : int or float
        Percent from 0 to 100 as an int, or a share from 0.0 to 1.0 as a float (cut, not rounded, to a percent).
    text : str, optional
        A line above the bar, Markdown.
    width : int or "stretch"
        Pixels, or as wide as the container.

    Returns
    -------
    DeltaGenerator
        The element's container: its ``progress()`` updates the bar, its ``empty()`` removes it.

    Raises
    ------
    StreamlitValueOutOfRangeError
        If the value lies outside its range.
    StreamlitInvalidParameterTypeError
        If the value is no number, or the text no str.

    Examples
    --------
    >>> bar = st.progress(0, "reading")    # doctest: +SKIP
    >>> for i, path in enumerate(paths):
    ...     bar.progress((i + 1) / len(paths), path.name)
    """
    if text is not None and not isinstance(text, str):
        raise StreamlitInvalidParameterTypeError(f"`text` is {text!r}. Give a str or None.")
    return emit(at, _progress, _percent(value), text and dedent(text), width)  # type: ignore[no-any-return]


def _percent(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise StreamlitInvalidParameterTypeError(
            f"`value` is {value!r}. Give percent as an int (0 to 100) or a share as a float (0.0 to 1.0)."
        )
    if isinstance(value, float):
        # Sums of shares miss 0 and 1 by a rounding error.
        if not -1e-9 <= value <= 1 + 1e-9:
            raise StreamlitValueOutOfRangeError(
                f"`value` is {value!r}. A float is a share from 0.0 to 1.0; for percent give an int from 0 to 100."
            )
        return int(100 * min(max(value, 0.0), 1.0))
    if not 0 <= value <= 100:
        raise StreamlitValueOutOfRangeError(f"`value` is {value!r}. An int is percent, from 0 to 100.")
    return value


def _progress(value: int, text: str | None, width: Any) -> Element:
    return Element("progress", {"value": value, "text": text, "width": checked_width(width)})


@contextmanager
def spinner(
    at: Place,
    text: str = "In progress...",
    *,
    show_time: bool = False,
    _cache: bool = False,
    width: int | str = "content",
) -> Iterator[None]:
    """Show a spinner while a block runs. Use it with ``with``, or as a decorator.

    Parameters
    ----------
    text : str
        The text beside the spinner; Markdown.
    show_time : bool
        Whether elapsed seconds are shown beside the text.
    _cache : bool
        The small form that cached functions show.
    width : int or {"content", "stretch"}
        Pixels, as wide as the text, or as wide as the container.

    Raises
    ------
    StreamlitInvalidWidthError
        If the width is neither.

    Examples
    --------
    >>> with st.spinner("Fitting the model", show_time=True):    # doctest: +SKIP
    ...     model.fit(X, y)
    """
    if _cache and element_at(at) is None:
        element, block = make(at, _spinner, dedent(text), bool(show_time), True, width), block_of(at)
        block.passing.append(element)
        try:
            yield
        finally:
            block.passing.remove(element)
        return
    before = element_at(at)
    place = emit(at, _spinner, dedent(text), bool(show_time), bool(_cache), width)
    shown = element_at(place)
    try:
        yield
    finally:
        # The block may have written to this very place (`with st.empty(), st.spinner():`): that stays.
        if element_at(place) is shown:
            replace(place, GONE if before is None else before)


def _spinner(text: str, show_time: bool, cached: bool, width: Any) -> Element:
    checked = checked_width(width, content=True)
    return Element("spinner", {"body": text, "show_time": show_time, "cache": cached, "width": checked})


# -- the look ----------------------------------------------------------------------------------------------------------


def _draw_alert(element: Element) -> str:
    props = element.props
    role = "alert" if element.kind in ("error", "warning") else "status"
    icon = icon_html(props["icon"])
    title = props["title"]
    heading = f'<p class="lit-alert-title">{inline_html(title)}</p>' if title else ""
    text = f"<div>{heading}{markdown_html(props['body'])}</div>"
    style = size_style(props["width"])
    return f'<div class="lit-alert lit-alert-{element.kind}" role="{role}"{style}>{icon}{text}</div>'


def _alert_picture(element: Element) -> str:
    """Draw an alert for a saved notebook: its icon stands in its first line, also where a page takes no styles."""
    props = element.props
    title = props["title"]
    text = markdown_html(props["body"])
    lines = f'<p class="lit-alert-title">{inline_html(title)}</p>{text}' if title else text
    icon = f"{icon_html(props['icon'])} " if props["icon"] else ""
    opening, found, rest = lines.partition(">")
    lines = f"{opening}>{icon}{rest}" if found and opening.startswith("<p") else f"{icon}{lines}"
    return f'<div class="lit-alert lit-alert-{element.kind}"{size_style(props["width"])}><div>{lines}</div></div>'


def _draw_progress(element: Element) -> str:
    props = element.props
    value = props["value"]
    text = f"<p>{inline_html(props['text'])}</p>" if props["text"] else ""
    name = escape(plain_text(props["text"]) if props["text"] else "Progress")
    return (
        f'<div class="lit-progress" role="progressbar" aria-label="{name}" aria-valuemin="0" aria-valuemax="100"'
        f' aria-valuenow="{value}"'
        f'{size_style(props["width"])}>{text}<div class="lit-bar"><i style="width:{value}%"></i></div></div>'
    )


def _draw_note(element: Element) -> str:
    return f'<p class="lit-note"><code>{escape(element.props["call"])}</code> {inline_html(element.props["reason"])}</p>'


def _draw_gone(element: Element) -> str:
    return "<i hidden></i>"


def _spinner_native(element: Element) -> Native:
    """Return a native widget for the spinner alone: redrawing would restart its animation and clock."""
    return Native("HTML", {"value": _spinner_html(element)}, classes=("lit-html",))


def _spinner_html(element: Element) -> str:
    props = element.props
    seconds = '<span class="lit-seconds"></span>' if props["show_time"] else ""
    small = " lit-busy-cache" if props["cache"] else ""
    return (
        f'<div class="lit-busy{small}" role="status"{size_style(props["width"])}>{icon_html("spinner")}'
        f"<span>{inline_html(props['body'])}</span>{seconds}</div>"
    )


class ProgressView(ElementView):
    """``st.progress``, as `AppTest` sees it."""

    content = "value"

    @property
    def text(self) -> str:
        """The text above the bar, empty if there is none."""
        return self._element.props["text"] or ""


SUCCESS = ElementType("success", success, html=_draw_alert, picture=_alert_picture)
INFO = ElementType("info", info, html=_draw_alert, picture=_alert_picture)
WARNING = ElementType("warning", warning, html=_draw_alert, picture=_alert_picture)
ERROR = ElementType("error", error, html=_draw_alert, picture=_alert_picture)
PROGRESS = ElementType("progress", progress, html=_draw_progress, view=ProgressView)
SPINNER = ElementType("spinner", spinner, native=_spinner_native, picture=_spinner_html, queries=(), is_seen=False)
NOTE = ElementType("note", html=_draw_note, queries=())
NOTHING = ElementType("gone", html=_draw_gone, queries=(), is_seen=False)  # the place that an ended spinner leaves
