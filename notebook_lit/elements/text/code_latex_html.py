"""The elements code, latex and html."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from notebook_lit.elements.markup.markdown import code_html, dedent, latex_html, sanitize
from notebook_lit.elements.shared.app_test_view import ElementView, MarkdownView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.help_icon import help_icon
from notebook_lit.elements.shared.place import Place
from notebook_lit.elements.shared.text_frame import checked_text_props, optional_str, root_attributes
from notebook_lit.elements.shared.validation import checked_height, checked_width, show_note
from notebook_lit.errors import StreamlitMissingRequiredParameterError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit

_STYLE_SHEET = re.compile(r"<style\b", re.IGNORECASE)
_LONGEST_PATH = 255  # characters; longer strings are not looked up as file names


def code(
    at: Place,
    body: object,
    language: str | None = "python",
    *,
    line_numbers: bool = False,
    wrap_lines: bool = False,
    height: int | str | None = "content",
    width: int | str = "stretch",
) -> Place:
    """Show code with syntax highlighting.

    Parameters
    ----------
    body : object
        The code; ``str()`` of it is taken. One line end before and one after it are left out.
    language : str, optional
        A language that Pygments knows ("python", "sql", "json", …); None for plain monospace text.
    line_numbers : bool
        Whether the lines are numbered.
    wrap_lines : bool
        Whether long lines break instead of scrolling.
    height : int or {"content", "stretch"}
        Pixels (longer code scrolls), as high as the code, or as high as the container. None is "content".
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the code.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    TypeError
        If ``language`` is no str.
    StreamlitInvalidHeightError, StreamlitInvalidWidthError
        If a size is not one of its values.

    Examples
    --------
    >>> st.code("SELECT * FROM sales", language="sql")    # doctest: +SKIP
    """
    return emit(at, _build_code, str(body), language, bool(line_numbers), bool(wrap_lines), height, width)  # type: ignore[no-any-return]


def _build_code(
    body: str, language: Any, line_numbers: bool, wrap_lines: bool, height: int | str | None, width: int | str
) -> Element:
    if language and not isinstance(language, str):
        raise TypeError(f"`language` is {language!r}, a {type(language).__name__}. Give the name of a language, or None.")
    props = {
        "body": body.removeprefix("\n").removesuffix("\n"),
        "language": language or "plaintext",
        "line_numbers": line_numbers,
        "wrap_lines": wrap_lines,
        "height": "content" if height is None else checked_height(height),
        "width": checked_width(width, content=True),
    }
    return Element("code", props)


def _draw_code(element: Element) -> str:
    props = element.props
    language = None if props["language"] == "plaintext" else props["language"]
    html = code_html(props["body"], language, line_numbers=props["line_numbers"], wrap=props["wrap_lines"])
    attributes = root_attributes(props)
    return f"<div{attributes}>{html}</div>" if attributes else html


def latex(at: Place, body: object, *, help: str | None = None, width: int | str = "stretch") -> Place:
    r"""Show a formula on a line of its own.

    Parameters
    ----------
    body : str or sympy expression
        TeX without dollars, or an expression that sympy writes as TeX.
    help : str, optional
        A tooltip beside it.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the formula.

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
    >>> st.latex(r"e^{i\pi} + 1 = 0")    # doctest: +SKIP
    """
    return emit(at, _build_latex, _tex(body), optional_str(help), width)  # type: ignore[no-any-return]


def _tex(body: object) -> str:
    if isinstance(body, str):
        return str(body)
    if any(cls.__module__.partition(".")[0] == "sympy" for cls in type(body).__mro__):
        import sympy  # noqa: PLC0415 (optional, and here it is loaded already)

        return str(sympy.latex(body))
    return str(body)


def _build_latex(body: str, help: str | None, width: int | str) -> Element:
    return Element("latex", {"body": f"$$\n{dedent(body)}\n$$", **checked_text_props(help, width)})


def _draw_latex(element: Element) -> str:
    props = element.props
    return f"<div{root_attributes(props, 'lit-latex')}>{latex_html(props['body'][3:-3])}{help_icon(props)}</div>"


def html(at: Place, body: object, *, width: int | str = "stretch", unsafe_allow_javascript: bool = False) -> Place:
    """Show HTML.

    It becomes a part of the notebook's own page. So scripts, style sheets, frames and whatever else could act on
    the page around are left out; ``style`` attributes, classes, tables, links and pictures stay.

    Parameters
    ----------
    body : str, pathlib.Path or object
        HTML; a path to a file of it; or an object with ``_repr_html_()``, else ``str()`` of it is taken.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the content.
    unsafe_allow_javascript : bool
        Scripts never run in the page of a notebook: True shows a note that says so.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        If there is nothing to show.
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> st.html("<p style='color: teal'>Hello</p>")    # doctest: +SKIP
    """
    source = _html_of(at, body)
    if unsafe_allow_javascript:
        show_note(at, "st.html(unsafe_allow_javascript=True)", "scripts do not run in the page of a notebook")
    if _STYLE_SHEET.search(source):
        show_note(at, "st.html", "style sheets are left out, they would restyle the whole notebook; use style attributes")
    return emit(at, _build_html, source, width)  # type: ignore[no-any-return]


def _html_of(at: Place, body: object) -> str:
    """Return the HTML of a ``body`` argument."""
    if isinstance(body, Path):
        source = body.read_text(encoding="utf-8")
        return f"<style>{source}</style>" if body.suffix.lower() == ".css" else source
    if isinstance(body, str):
        if len(body) <= _LONGEST_PATH and "<" not in body and _is_file(body):
            show_note(at, "st.html", "a str is shown as HTML; to show the file of that name, give a pathlib.Path")
        return str(body)
    draw = getattr(type(body), "_repr_html_", None)
    return str(draw(body) if callable(draw) else body)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # names that no file system takes
        return False


def _build_html(source: str, width: int | str) -> Element:
    body = dedent(source)
    if not body:
        raise StreamlitMissingRequiredParameterError("`body` is empty. Give some HTML.")
    return Element("html", {"body": body, "width": checked_width(width, content=True)})


def _draw_html(element: Element) -> str:
    return f"<div{root_attributes(element.props, 'lit-html')}>{sanitize(element.props['body'])}</div>"


class CodeView(ElementView):
    """``st.code``, as `AppTest` sees it."""

    @property
    def show_line_numbers(self) -> bool:
        """Whether its lines are numbered."""
        return bool(self._element.props["line_numbers"])


CODE = ElementType("code", code, html=_draw_code, view=CodeView)
LATEX = ElementType("latex", latex, html=_draw_latex, view=MarkdownView)
HTML = ElementType("html", html, html=_draw_html)
