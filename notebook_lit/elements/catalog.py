"""The declarations of all families: one line a family, read-only tables of their kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType, ModuleType

from notebook_lit.elements.data import dataframe, metric
from notebook_lit.elements.inputs import (
    button,
    checkbox,
    color_picker,
    date_input,
    multiselect,
    number_input,
    radio,
    select_slider,
    selectbox,
    slider,
    text_input,
    time_input,
)
from notebook_lit.elements.layout import containers, expander_tabs
from notebook_lit.elements.media import image
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.widget_tree import Native, encodable, make_encodable
from notebook_lit.elements.status import status
from notebook_lit.elements.text import code_latex_html, exception, heading, help, json_tree, text
from notebook_lit.elements.write import rich_display
from notebook_lit.runtime.model.element import Block, Element, Page
from notebook_lit.runtime.render.long_drawing import LONG, LongDrawing

FAMILIES: tuple[ModuleType, ...] = (
    button,
    checkbox,
    code_latex_html,
    color_picker,
    containers,
    dataframe,
    date_input,
    exception,
    expander_tabs,
    heading,
    help,
    image,
    json_tree,
    metric,
    multiselect,
    number_input,
    radio,
    rich_display,
    select_slider,
    selectbox,
    slider,
    status,
    text,
    text_input,
    time_input,
)

#: Every declaration, by kind.
ELEMENT_TYPES: Mapping[str, ElementType] = MappingProxyType(
    {declared.kind: declared for family in FAMILIES for declared in vars(family).values() if isinstance(declared, ElementType)}
)


def html_of(element: Element) -> str | None:
    """Return the HTML of a static element, which can be sent; None if it has a native of its own."""
    draw = ELEMENT_TYPES[element.kind].html
    html = None if draw is None else draw(element)
    return html if html is None or html.isascii() else encodable(html)


def native_of(element: Element) -> Native:
    """Return the description of the native of a widget or block, with texts that can be sent.

    Raises
    ------
    TypeError
        If it is a static element.
    """
    draw = ELEMENT_TYPES[element.kind].native
    if draw is None:
        raise TypeError(f"{element!r} has no native")
    return make_encodable(draw(element))


def draw_static(page: Page, goes_on: Callable[[], bool]) -> list[Element]:
    """Draw the static elements of a page that were not drawn before, as long as ``goes_on``; return those that are left."""
    left: list[Element] = []
    for block in (blocks := list(page.roots)):
        children = block.children if block.tail is None else block.shown()
        for element in children:
            if element.drawn is not None:
                continue
            if isinstance(element, Block):
                blocks.append(element)
            elif ELEMENT_TYPES[element.kind].html is None:
                continue
            elif left or not goes_on() or not _drawn(element, goes_on):
                left.append(element)
    return left


def _drawn(element: Element, goes_on: Callable[[], bool]) -> bool:
    """Draw a static element; one that may take long only as long as ``goes_on``. Return whether it is drawn."""
    pending: LongDrawing | None = element.pending  # another thread may be about to take it away
    if pending is None:
        if max((len(value) for value in element.props.values() if isinstance(value, str)), default=0) <= LONG:
            element.drawn = html_of(element)
            return True
        pending = element.pending = LongDrawing(partial(html_of, element))
    if not pending.wait(goes_on):
        return False
    element.pending = None
    element.drawn = pending.html
    return True
