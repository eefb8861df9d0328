"""The elements title, header and subheader."""

from __future__ import annotations

import re
from typing import Any

from notebook_lit.elements.markup.icons import check_icon, icon_html
from notebook_lit.elements.markup.markdown import dedent, inline_html, markdown_html, plain_text
from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.help_icon import help_icon
from notebook_lit.elements.shared.place import Place
from notebook_lit.elements.shared.text_frame import check_bool, checked_text_props, optional_str, root_attributes
from notebook_lit.elements.shared.validation import checked_choice
from notebook_lit.errors import StreamlitInvalidParameterTypeError, StreamlitValueError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit, run_of

_TAGS = {"title": "h1", "header": "h2", "subheader": "h3"}
#: The colours that headings with ``divider=True`` take in turn.
_TURNS = ("blue", "green", "orange", "red", "violet", "yellow")
_DIVIDERS = (*_TURNS, "gray", "grey", "rainbow")
_NOT_IN_NAME = re.compile(r"[^\w\s-]")


def title(
    at: Place,
    body: object,
    anchor: str | bool | None = None,
    *,
    help: str | None = None,
    icon: str | None = None,
    width: int | str = "stretch",
    text_alignment: str | None = "left",
    wrap: bool = True,
) -> Place:
    """Show the title of the app.

    Parameters
    ----------
    body : object
        Inline Markdown. Lines after the first are shown as text below.
    anchor : str or False, optional
        The name under which links reach it (``[up](#lit-name)``), by default made of the body; False for no link sign.
    help : str, optional
        A tooltip beside it.
    icon : str, optional
        One emoji, ``":material/name:"`` or ``"spinner"``, drawn before it.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the text.
    text_alignment : {"left", "center", "right", "justify"}, optional
        Where the text stands in its width.
    wrap : bool
        Whether a long title breaks into lines; if not, only its first line shows and ends in an ellipsis.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitValueError
        If ``anchor``, ``text_alignment`` or ``wrap`` is not one of its values.
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.title("Sales of :blue[2026]")    # doctest: +SKIP
    """
    return _heading(at, "title", body, anchor, False, help, icon, width, text_alignment, wrap)


def header(
    at: Place,
    body: object,
    anchor: str | bool | None = None,
    *,
    help: str | None = None,
    icon: str | None = None,
    divider: bool | str | None = False,
    width: int | str = "stretch",
    text_alignment: str | None = "left",
    wrap: bool = True,
) -> Place:
    """Show the heading of a section.

    Parameters
    ----------
    body, anchor, help, icon, width, text_alignment, wrap
        As for ``st.title``.
    divider : bool, None or {"blue", "green", "orange", "red", "violet", "yellow", "gray", "grey", "rainbow"}
        A line below it. True: the headings of a run take turns through the colours, beginning with blue.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitValueError
        If ``divider``, ``anchor``, ``text_alignment`` or ``wrap`` is not one of its values.
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.header("By region", divider="blue")    # doctest: +SKIP
    """
    return _heading(at, "header", body, anchor, divider, help, icon, width, text_alignment, wrap)


def subheader(
    at: Place,
    body: object,
    anchor: str | bool | None = None,
    *,
    help: str | None = None,
    icon: str | None = None,
    divider: bool | str | None = False,
    width: int | str = "stretch",
    text_alignment: str | None = "left",
    wrap: bool = True,
) -> Place:
    """Show the heading of a subsection.

    Parameters
    ----------
    body, anchor, help, icon, width, text_alignment, wrap
        As for ``st.title``.
    divider : bool, str or None
        As for ``st.header``.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitValueError
        If ``divider``, ``anchor``, ``text_alignment`` or ``wrap`` is not one of its values.
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.subheader("Europe", anchor="europe")    # doctest: +SKIP
    """
    return _heading(at, "subheader", body, anchor, divider, help, icon, width, text_alignment, wrap)


def _heading(
    at: Place,
    kind: str,
    body: object,
    anchor: Any,
    divider: Any,
    help: object,
    icon: str | None,
    width: int | str,
    text_alignment: str | None,
    wrap: Any,
) -> Place:
    colour = None
    if divider is True:
        run = run_of(at)
        colour = _TURNS[run.dividers % len(_TURNS)]
        run.dividers += 1
        divider = "auto"
    elif divider:
        divider = checked_choice("divider", divider, _DIVIDERS)
    if anchor is not None and anchor is not False:
        anchor = _checked_anchor(anchor)
    check_bool("wrap", wrap)
    return emit(  # type: ignore[no-any-return]
        at, _build, kind, str(body), anchor, divider or "", colour, optional_str(help), icon, width, text_alignment, wrap
    )


def _checked_anchor(anchor: Any) -> str:
    if isinstance(anchor, str):
        return anchor
    if anchor is True:
        raise StreamlitValueError("`anchor` is True. Give a name, False for no link, or None for a name taken from the text.")
    raise StreamlitInvalidParameterTypeError(f"`anchor` is {anchor!r}, a {type(anchor).__name__}. Give a str, False or None.")


def _build(
    kind: str,
    body: str,
    anchor: str | bool | None,
    divider: str,
    colour: str | None,
    help: str | None,
    icon: str | None,
    width: int | str,
    text_alignment: str | None,
    wrap: bool,
) -> Element:
    props = {
        "body": dedent(body),
        "anchor": anchor,
        "divider": divider,
        "divider_color": colour or ("gray" if divider == "grey" else divider),
        "icon": check_icon(icon),
        **checked_text_props(help, width, text_alignment, wrap),
    }
    return Element(kind, props)


def _draw(element: Element) -> str:
    props = element.props
    first, _, rest = props["body"].partition("\n")
    tag = _TAGS[element.kind]
    name, line = _name(props["anchor"], first), props["divider_color"]
    icon = icon_html(props["icon"])
    inner = f"{icon} {inline_html(first)}" if icon else inline_html(first)
    link = f'<a class="lit-anchor" href="#{name}" aria-label="link to this heading">#</a>' if name else ""
    id = f' id="{name}"' if name else ""
    attributes = root_attributes(props, *(("lit-rule", f"lit-rule-{line}") if line else ()), title=plain_text(first))
    html = f"<{tag}{id}{attributes}>{inner}{help_icon(props)}{link}</{tag}>"
    if rest and props["wrap"]:
        return f'<div class="lit-markdown">{html}{markdown_html(rest)}</div>'
    return html


def _name(anchor: str | bool | None, text: str) -> str:
    """Return the HTML id of a heading, with the prefix ``lit-`` against clashes with the page; empty for none."""
    if anchor is False:
        return ""
    words = _NOT_IN_NAME.sub("", str(anchor) if anchor else plain_text(text).lower()).split()
    return f"lit-{'-'.join(words)}" if words else ""


class HeadingView(ElementView):
    """``st.title``, ``st.header`` or ``st.subheader``, as `AppTest` sees it."""

    @property
    def tag(self) -> str:
        """The HTML tag: h1, h2 or h3."""
        return {"title": "h1", "header": "h2"}.get(self._element.kind, "h3")

    @property
    def anchor(self) -> str:
        """The author's anchor, empty if it is made from the text or left out."""
        return self._element.props["anchor"] or ""

    @property
    def hide_anchor(self) -> bool:
        """Whether the author left the anchor out."""
        return self._element.props["anchor"] is False


TITLE = ElementType("title", title, html=_draw, view=HeadingView)
HEADER = ElementType("header", header, html=_draw, view=HeadingView)
SUBHEADER = ElementType("subheader", subheader, html=_draw, view=HeadingView)
