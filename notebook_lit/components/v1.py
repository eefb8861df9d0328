"""``streamlit.components.v1``: importable, so that a script which may not need it runs; what it has says what to do instead.

Streamlit's components are pages in frames that its server sends. A notebook has no such server.
"""

from __future__ import annotations

from typing import Any, NoReturn

from notebook_lit.errors import StreamlitAPIException


def html(html: str, width: int | None = None, height: int | None = None, scrolling: bool = False, **more: Any) -> NoReturn:
    """Raise an error that says how HTML is shown here.

    Parameters
    ----------
    html : str
        The page.
    width, height : int, optional
        Pixels of its frame.
    scrolling : bool
        Whether the frame scrolls.
    **more
        What later versions of Streamlit add.

    Raises
    ------
    StreamlitAPIException
        Always.

    Examples
    --------
    >>> st.components.v1.html("<b>bold</b>")    # doctest: +SKIP
    """
    raise _absent("html", "`st.html` shows HTML without scripts; `IPython.display.HTML` in `st.write` what the notebook trusts")


def iframe(src: str, width: int | None = None, height: int | None = None, scrolling: bool = False, **more: Any) -> NoReturn:
    """Raise an error that says how another page is shown here.

    Parameters
    ----------
    src : str
        Its address.
    width, height : int, optional
        Pixels of its frame.
    scrolling : bool
        Whether the frame scrolls.
    **more
        What later versions of Streamlit add.

    Raises
    ------
    StreamlitAPIException
        Always.

    Examples
    --------
    >>> st.components.v1.iframe("https://example.org")    # doctest: +SKIP
    """
    raise _absent("iframe", "`IPython.display.IFrame` in `st.write` shows another page")


def declare_component(name: str, path: str | None = None, url: str | None = None) -> NoReturn:
    """Raise an error that says how widgets of one's own are made here.

    Parameters
    ----------
    name : str
        The name of the component.
    path, url : str, optional
        Where its files are.

    Raises
    ------
    StreamlitAPIException
        Always.

    Examples
    --------
    >>> st.components.v1.declare_component("mine", path="frontend")    # doctest: +SKIP
    """
    raise _absent("declare_component", "write an anywidget, and show it with `st.write`")


def _absent(name: str, way: str) -> StreamlitAPIException:
    return StreamlitAPIException(
        f"`st.components.v1.{name}` is not there yet: a notebook has no server for its frames. Instead, {way}."
    )
