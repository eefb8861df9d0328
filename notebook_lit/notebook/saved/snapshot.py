"""The picture of a page: what a saved notebook shows of an app where nothing runs.

Rules
-----
1. Static elements are drawn as always. Widgets and blocks are drawn as their families declare (`ElementType.picture`); a widget
   that declares none is drawn as a label and a value. A chart is an image where one was made (`charts`).
2. A password is never in it, not even its length.
3. It reads well without any style (GitHub), and `inline_styles` lets nothing through that could run.
4. It is made between two runs, where nothing can stop it, and is saved with the notebook. So it ends with a note after
   `MOST_MARKS` tags and character references: each takes about 10 µs, and that many are several hundred rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from notebook_lit.elements.catalog import ELEMENT_TYPES, html_of, native_of
from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.markup.sanitizer import cut_note, second_layer
from notebook_lit.elements.shared.chart import Chart
from notebook_lit.elements.shared.picture import size, widget_picture
from notebook_lit.notebook.saved.inline_styles import still
from notebook_lit.runtime.model.element import Block, Element, Page

#: So many characters of what the script printed are shown, the last ones.
CONSOLE = 4000
#: The most tags and character references of a picture (rule 4).
MOST_MARKS = 20_000
#: So many characters of text count as much as a tag.
_TEXT_OF_A_MARK = 100

_MARK = re.compile("[<&]")
_DATA = re.compile(r"data:image/[^\"'>\s]*")
_ENDS_HERE = "The saved picture ends here: the page is too long for one."


def snapshot(page: Page, console: str = "", image_of: Callable[[Chart], str | None] = lambda chart: None) -> str:
    """Draw a page as HTML that stands alone.

    Parameters
    ----------
    page : Page
        What a run wrote.
    console : str
        What it printed.
    image_of : callable, optional
        Returns the image of a chart as a data URL, None if there is none.

    Returns
    -------
    str
        Well-formed HTML with styles written into the tags; no script, no style sheet, no class, no password.

    Examples
    --------
    >>> from notebook_lit.runtime.model.element import Element, Page
    >>> page = Page()
    >>> page.main.children.append(Element("divider", {"width": "stretch"}))
    >>> "<hr" in snapshot(page)
    True
    """
    draw = _Drawing(image_of)
    parts = [f'<div class="lit-block lit-main">{draw.children(page.main)}</div>']
    if page.sidebar.shown():
        sidebar = f'<div class="lit-block lit-sidebar">{draw.children(page.sidebar)}</div>'
        parts = [f'<div class="lit-body">{sidebar}{parts[0]}</div>']
    if draw.left < 0:
        parts.append(cut_note(_ENDS_HERE))
    if console:
        cut = len(console) > CONSOLE
        parts.append(f'<pre class="lit-console">{"…" if cut else ""}{escape(console[-CONSOLE:])}</pre>')
    return still(f'<div class="lit-snapshot">{"".join(parts)}</div>')


def charts_on(page: Page) -> list[Chart]:
    """Return the charts of a page that only a front end can draw."""
    found = (chart(element) for element in page.walk() if (chart := ELEMENT_TYPES[element.kind].chart) is not None)
    return [chart for chart in found if chart is not None]


def document(title: str, picture: str) -> str:
    """Make a picture a page of its own."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{picture}</body></html>\n"


class _Drawing:
    """Draws the elements of a page."""

    def __init__(self, image_of: Callable[[Chart], str | None]) -> None:
        self._image_of = image_of
        self.left = MOST_MARKS

    def children(self, block: Block) -> str:
        """Return the pictures of all that is in a block."""
        return "".join(map(self.element, block.shown()))

    def element(self, element: Element) -> str:
        """Return the picture of one element, with all below it, as far as there is room (rule 4)."""
        if self.left < 0:
            return ""
        html = self._draw(element)
        return html if isinstance(element, Block) else self._fitted(html)

    def _fitted(self, html: str) -> str:
        """Return as much of the HTML of an element as there is room for."""
        text = len(html) if "data:" not in html else len(_DATA.sub("", html))
        room, self.left = max(0, self.left), self.left - html.count("<") - html.count("&") - text // _TEXT_OF_A_MARK
        if self.left >= 0:
            return html
        mark = next(islice(_MARK.finditer(html), room, None), None)
        end = min(len(html) if mark is None else mark.start(), room * _TEXT_OF_A_MARK)
        if len(html) != text:
            return ""  # a part of an image is none
        return second_layer(html[:end], allow_html=True)  # it closes what is open

    def _draw(self, element: Element) -> str:
        """Return the whole picture of an element; of a block, with all below it."""
        self.left -= 2  # its own tags, if it has any
        declared = ELEMENT_TYPES[element.kind]
        chart = None if declared.chart is None else declared.chart(element)
        image = None if chart is None else self._image_of(chart)
        if chart is not None and image is not None:
            return chart.image_html(image)
        if declared.picture is not None:
            return declared.picture(element)
        if declared.html is not None:
            return element.drawn or html_of(element) or ""
        if not isinstance(element, Block):
            return widget_picture(element)
        if declared.block_picture is not None:
            return declared.block_picture(element, list(map(self.element, element.shown())))
        native = native_of(element)
        return f'<div class="{" ".join(native.classes)}"{size(native.layout)}>{self.children(element)}</div>'
