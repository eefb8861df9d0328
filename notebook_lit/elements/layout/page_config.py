"""``st.set_page_config``: title and icon of an app, how wide its page is, and whether its sidebar is open at first."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlparse

from notebook_lit.elements.markup.icons import check_icon
from notebook_lit.elements.media.image_encoding import encode_image
from notebook_lit.elements.shared.validation import checked_choice, show_note
from notebook_lit.errors import StreamlitInvalidURLError, StreamlitValueError
from notebook_lit.runtime.writing.container import Container
from notebook_lit.runtime.writing.run import current

_LAYOUTS = ("centered", "wide")
_SIDEBAR_STATES = ("auto", "expanded", "collapsed", "locked")
_LINKS = ("get help", "report a bug")
_MENU = (*_LINKS, "about")


def set_page_config(
    page_title: str | None = None,
    page_icon: Any = None,
    layout: str | None = None,
    initial_sidebar_state: str | int | None = None,
    menu_items: Mapping[str, str | None] | None = None,
) -> None:
    """Configure the page. Calls may be repeated anywhere in the script; arguments left out keep their values.

    The page around an app is the notebook, and is not the app's to change. So title and icon name the app where apps are
    listed and in tabs that show it alone; the notebook's tab keeps its own. Without a ``layout`` an app is as wide as the cell.

    Parameters
    ----------
    page_title : str, optional
        The title of the app.
    page_icon : object, optional
        Its icon: an emoji, ``":material/name:"``, "random", or what `image` shows. Only an emoji is shown, before the title.
    layout : {"centered", "wide"}, optional
        Whether the page is a column of at most 736 pixels or as wide as the cell.
    initial_sidebar_state : {"auto", "expanded", "collapsed", "locked"} or int, optional
        Whether the sidebar is open at first, and whether the reader can fold it; or its width in pixels, 200 to 600.
    menu_items : mapping, optional
        "Get help" and "Report a bug": a URL or None. "About": Markdown or None. A note says that there is no menu.

    Raises
    ------
    TypeError
        If the title is no str, or the state of the sidebar is True.
    StreamlitAPIException
        If the icon names no Material symbol.
    AttributeError
        If the icon is nothing that could be shown, or the menu items are no mapping.
    StreamlitValueError
        If ``layout``, ``initial_sidebar_state`` or an entry of ``menu_items`` is not one of those above.
    StreamlitInvalidURLError
        If a URL of the menu begins with none of https://, http:// and mailto:.

    Examples
    --------
    >>> st.set_page_config(page_title="Sales", page_icon="📈", layout="wide")    # doctest: +SKIP
    """
    if page_title is not None and not isinstance(page_title, str):
        raise TypeError(f"`page_title` is {page_title!r}. Give a str.")
    if page_icon is not None:
        _check_icon(page_icon)
    if layout is not None:
        checked_choice("layout", layout, _LAYOUTS)
    if initial_sidebar_state is not None:
        _check_sidebar(initial_sidebar_state)
    if menu_items is not None:
        _check_menu(menu_items)
    scope = current.get(None)
    if scope is None:
        return  # a module that is imported outside of apps describes its page, too
    said = {
        "page_title": page_title,
        "page_icon": page_icon,
        "layout": layout,
        "initial_sidebar_state": initial_sidebar_state,
    }
    scope.run.page.config.update({name: value for name, value in said.items() if value is not None})
    if menu_items:
        show_note(Container(), "st.set_page_config(menu_items=…)", "an app in a notebook has no menu")


def _check_icon(icon: Any) -> None:
    """Check a ``page_icon``. A str that is no Material symbol is not checked further."""
    if isinstance(icon, str):
        if icon.startswith(":material"):
            check_icon(icon)
    elif not isinstance(icon, os.PathLike):
        encode_image(icon, "stretch", clamp=False, channels="RGB", output_format="auto")


def _check_sidebar(state: Any) -> None:
    if state is True:
        raise TypeError("`initial_sidebar_state` is True. Give a word or a width in pixels.")
    if state not in _SIDEBAR_STATES and not (isinstance(state, int) and state > 0):
        words = ", ".join(map(repr, _SIDEBAR_STATES))
        raise StreamlitValueError(
            f"`initial_sidebar_state` is {state!r}. Give one of {words}, or a positive whole number of pixels."
        )


def _check_menu(items: Any) -> None:
    """Check the entries of a menu, whose names are not case-sensitive."""
    for name, value in items.items():
        known = str(name).lower().strip()
        if known not in _MENU:
            raise StreamlitValueError(f"`menu_items` has {name!r}. Its keys are 'Get help', 'Report a bug' and 'About'.")
        if known in _LINKS and value is not None and not _is_link(value):
            raise StreamlitInvalidURLError(
                f"`menu_items[{name!r}]` is {value!r}. Give a URL that begins with https://, http:// or mailto:, or None."
            )
        if known == "about" and value is not None and not isinstance(value, str):
            raise TypeError(f"`menu_items[{name!r}]` is {value!r}. Give Markdown or None.")


def _is_link(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parts = urlparse(value)
    except ValueError:  # such as http://[
        return False
    if parts.scheme == "mailto":
        return bool(parts.path)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
