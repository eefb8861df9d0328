"""How elements look: the tables of all families, one line a family."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from notebook_lit.elements.data import dataframe as data
from notebook_lit.elements.data import metric
from notebook_lit.elements.inputs import button, slider, text_input
from notebook_lit.elements.inputs import checkbox as check
from notebook_lit.elements.inputs import color_picker as color
from notebook_lit.elements.inputs import date_input as date
from notebook_lit.elements.inputs import multiselect as several
from notebook_lit.elements.inputs import number_input as number
from notebook_lit.elements.inputs import radio as choice
from notebook_lit.elements.inputs import select_slider as steps
from notebook_lit.elements.inputs import selectbox as dropdown
from notebook_lit.elements.layout import containers as layout
from notebook_lit.elements.layout import expander_tabs as fold
from notebook_lit.elements.media import image as media
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.elements.status import status
from notebook_lit.elements.text import code_latex_html as snippet
from notebook_lit.elements.text import exception, heading, help, text
from notebook_lit.elements.text import json_tree as tree
from notebook_lit.elements.write import rich_display as display
from notebook_lit.runtime.model.element import Element

_FAMILIES: tuple[ModuleType, ...] = (
    button,
    check,
    choice,
    color,
    data,
    date,
    display,
    dropdown,
    exception,
    fold,
    heading,
    help,
    layout,
    media,
    metric,
    number,
    several,
    slider,
    snippet,
    status,
    steps,
    text,
    text_input,
    tree,
)


def _merged(table: str) -> dict[str, Any]:
    return {kind: look for family in _FAMILIES for kind, look in getattr(family, table, {}).items()}


#: Static elements: kind -> Element -> HTML with one root tag (or nothing).
LOOKS: dict[str, Callable[[Element], str]] = _merged("LOOKS")

#: Widgets and blocks: kind -> Element -> Native.
NATIVES: dict[str, Callable[[Element], Native]] = _merged("NATIVES")
