"""The elements markdown, badge, caption, text and divider."""

from __future__ import annotations

import re

from notebook_lit.elements.markup.markdown import check_icon, dedent, escape, markdown_html, plain_text
from notebook_lit.elements.shared.app_test_view import MarkdownView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.help_icon import help_icon
from notebook_lit.elements.shared.place import Place
from notebook_lit.elements.shared.text_frame import (
    check_bool,
    checked_text_props,
    only_paragraph,
    optional_str,
    root_attributes,
)
from notebook_lit.elements.shared.validation import checked_width
from notebook_lit.errors import StreamlitIncompatibleParametersError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit

_BRACKET = re.compile(r"[\[\]]")


def markdown(
    at: Place,
    body: object,
    unsafe_allow_html: bool = False,
    *,
    help: str | None = None,
    width: int | str = "auto",
    text_alignment: str | None = "left",
    anchors: bool = True,
    wrap: bool = True,
) -> Place:
    """Show Markdown.

    GitHub's Markdown, with ``$maths$``, emoji codes (``:tada:``), ``:material/name:`` icons, ``:red[text]``,
    ``:red-background[text]``, ``:red-badge[text]`` and ``:small[text]``.

    Parameters
    ----------
    body : object
        The Markdown; ``str()`` of it is taken, and the indentation that its lines share is left out.
    unsafe_allow_html : bool
        Whether HTML is rendered; it is sanitized: scripts and anything that could act on the page are removed.
    help : str, optional
        A tooltip beside it.
    width : int or {"auto", "stretch", "content"}
        Pixels, as wide as the container, or as wide as the text. "auto": as the container lays things out.
    text_alignment : {"left", "center", "right", "justify"}, optional
        Where the text stands in its width.
    anchors : bool
        Whether links can reach the headings in it.
    wrap : bool
        Whether long lines break; if not, there is one line that ends in an ellipsis.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitIncompatibleParametersError
        If HTML is allowed and ``wrap`` is False.
    StreamlitValueError
        If ``text_alignment`` or ``wrap`` is not one of its values.
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.markdown("**Hello** :wave:")    # doctest: +SKIP
    """
    if wrap is not True:
        check_bool("wrap", wrap)
    if help is not None:
        help = str(help)
    return emit(at, build_markdown, str(body), unsafe_allow_html, help, width, text_alignment, anchors, wrap)  # type: ignore[no-any-return]


def build_markdown(
    body: str,
    allow_html: bool = False,
    help: str | None = None,
    width: int | str = "auto",
    text_alignment: str | None = "left",
    anchors: bool = True,
    wrap: bool = True,
) -> Element:
    """Return the element of ``st.markdown``."""
    if allow_html and not wrap:
        raise StreamlitIncompatibleParametersError(
            "`unsafe_allow_html=True` and `wrap=False` exclude each other: one line of HTML cannot end in an ellipsis. "
            "Leave one of them out."
        )
    shared = checked_text_props(help, width, text_alignment, wrap, choices=("auto",))
    return Element("markdown", {"body": dedent(body), "allow_html": bool(allow_html), "anchors": bool(anchors), **shared})


def badge(
    at: Place,
    label: str,
    *,
    icon: str | None = None,
    color: str = "blue",
    width: int | str = "content",
    help: str | None = None,
) -> Place:
    """Show a small coloured label.

    Parameters
    ----------
    label : str
        Its text; inline Markdown.
    icon : str, optional
        One emoji or ``":material/name:"``, drawn before it.
    color : {"red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary"}
        Its colour.
    width : int or {"content", "stretch"}
        Pixels, as wide as the text, or as wide as the container.
    help : str, optional
        A tooltip beside it.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.badge("new", icon=":material/star:", color="green")    # doctest: +SKIP
    """
    return emit(at, _build_badge, str(label), icon, str(color), width, optional_str(help))  # type: ignore[no-any-return]


def _build_badge(label: str, icon: str | None, color: str, width: int | str, help: str | None) -> Element:
    icon = check_icon(icon)
    text = _BRACKET.sub(r"\\\g<0>", label)
    body = f":{color}-badge[{icon + ' ' if icon else ''}{text}]"
    return Element("markdown", {"body": body, "allow_html": False, "anchors": False, **checked_text_props(help, width)})


def _draw_markdown(element: Element) -> str:
    props = element.props
    body = props["body"]
    html = markdown_html(body, allow_html=props["allow_html"], anchors=props["anchors"])
    inner = only_paragraph(html)
    root = "div" if inner is None else "p"
    names = ("lit-markdown",) if inner is None else ()
    title = "" if props["wrap"] else plain_text(body)
    icon = help_icon(props) if props["help"] else ""
    return f"<{root}{root_attributes(props, *names, title=title)}>{html if inner is None else inner}{icon}</{root}>"


def caption(
    at: Place,
    body: object,
    unsafe_allow_html: bool = False,
    *,
    help: str | None = None,
    width: int | str = "stretch",
    text_alignment: str | None = "left",
    wrap: bool = True,
) -> Place:
    """Show small, muted text, as for footnotes.

    Parameters
    ----------
    body, unsafe_allow_html, help, text_alignment, wrap
        As for ``st.markdown``.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the text.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitIncompatibleParametersError, StreamlitValueError, StreamlitInvalidWidthError
        As for ``st.markdown``.

    Examples
    --------
    >>> st.caption("Source: the notebook's own `df`")    # doctest: +SKIP
    """
    if wrap is not True:
        check_bool("wrap", wrap)
    if help is not None:
        help = str(help)
    return emit(at, _build_caption, str(body), unsafe_allow_html, help, width, text_alignment, wrap)  # type: ignore[no-any-return]


def _build_caption(
    body: str, allow_html: bool, help: str | None, width: int | str, text_alignment: str | None, wrap: bool
) -> Element:
    checked_width(width, content=True)  # "auto" is markdown's only
    return Element("caption", build_markdown(body, allow_html, help, width, text_alignment, False, wrap).props)


def _draw_caption(element: Element) -> str:
    props = element.props
    html = markdown_html(props["body"], allow_html=props["allow_html"])
    inner = only_paragraph(html)
    root = "div" if inner is None else "p"
    title = "" if props["wrap"] else plain_text(props["body"])
    attributes = root_attributes(props, "lit-caption", title=title)
    return f"<{root}{attributes}>{html if inner is None else inner}{help_icon(props)}</{root}>"


def text(
    at: Place,
    body: object,
    *,
    help: str | None = None,
    width: int | str = "content",
    text_alignment: str | None = "left",
    wrap: bool = True,
) -> Place:
    """Show plain text, without Markdown or HTML; line breaks are kept.

    Parameters
    ----------
    body : object
        The text; ``str()`` of it is taken, and the indentation that its lines share is left out.
    help : str, optional
        A tooltip beside it.
    width : int or {"content", "stretch"}
        Pixels, as wide as the text, or as wide as the container.
    text_alignment : {"left", "center", "right", "justify"}, optional
        Where the text stands in its width.
    wrap : bool
        Whether long lines break; if not, there is one line that ends in an ellipsis.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitValueError, StreamlitInvalidWidthError
        If an argument is not one of its values.

    Examples
    --------
    >>> st.text("2 * 3 * 4")    # doctest: +SKIP
    """
    if wrap is not True:
        check_bool("wrap", wrap)
    if help is not None:
        help = str(help)
    return emit(at, _build_text, str(body), help, width, text_alignment, wrap)  # type: ignore[no-any-return]


def _build_text(body: str, help: str | None, width: int | str, text_alignment: str | None, wrap: bool) -> Element:
    return Element("text", {"body": dedent(body), **checked_text_props(help, width, text_alignment, wrap)})


def _draw_text(element: Element) -> str:
    props = element.props
    body = props["body"]
    if props["width"] == "content" and props["text_alignment"] == "left":
        props = {**props, "width": "stretch"}  # looks the same in fewer bytes
    attributes = root_attributes(props, "lit-text", title=body)
    return f"<div{attributes}>{escape(body)}{help_icon(props)}</div>"


def divider(at: Place, *, width: int | str = "stretch") -> Place:
    """Show a horizontal line.

    Parameters
    ----------
    width : int or {"stretch"}
        Pixels, or as wide as the container.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.divider()    # doctest: +SKIP
    """
    return emit(at, _build_divider, width)  # type: ignore[no-any-return]


def _build_divider(width: int | str) -> Element:
    return Element("divider", {"body": "---", "width": checked_width(width)})


def _draw_divider(element: Element) -> str:
    return f"<hr{root_attributes(element.props, 'lit-divider')}>"


MARKDOWN = ElementType("markdown", markdown, html=_draw_markdown, view=MarkdownView)
CAPTION = ElementType("caption", caption, html=_draw_caption, view=MarkdownView)
TEXT = ElementType("text", text, html=_draw_text)
DIVIDER = ElementType("divider", divider, html=_draw_divider, view=MarkdownView)
