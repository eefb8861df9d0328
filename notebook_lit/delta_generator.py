"""The switchboard: DeltaGenerator, one line an element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from notebook_lit.absent import REMOVED, STREAMLIT, absent
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
from notebook_lit.elements.status import status
from notebook_lit.elements.text import code_latex_html as snippet
from notebook_lit.elements.text import exception, heading, help, text
from notebook_lit.elements.text import json_tree as tree
from notebook_lit.elements.write import write
from notebook_lit.errors import StreamlitAPIException
from notebook_lit.runtime.writing.container import Container


class DeltaGenerator(Container):
    """A place of the page to write to: ``st.sidebar``, a column, a container, the place of an element.

    Its methods are the ``st`` functions; ``with`` sends what ``st`` writes to it.
    """

    __slots__ = ()

    button = button.button
    checkbox = check.checkbox
    color_picker = color.color_picker
    date_input = date.date_input
    multiselect = several.multiselect
    number_input = number.number_input
    radio = choice.radio
    select_slider = steps.select_slider
    selectbox = dropdown.selectbox
    slider = slider.slider
    text_area = text_input.text_area
    text_input = text_input.text_input
    time_input = date.time_input
    toggle = check.toggle

    badge = text.badge
    caption = text.caption
    code = snippet.code
    divider = text.divider
    header = heading.header
    help = help.help
    html = snippet.html
    latex = snippet.latex
    markdown = text.markdown
    subheader = heading.subheader
    text = text.text
    title = heading.title
    write_stream = write.write_stream
    write = write.write  # after write_stream: from here on the name is the method

    columns = layout.columns
    container = layout.container
    empty = layout.empty
    error = status.error
    exception = exception.exception
    expander = fold.expander
    info = status.info
    json = tree.json
    metric = metric.metric
    progress = status.progress
    space = layout.space
    spinner = status.spinner
    success = status.success
    tabs = fold.tabs
    warning = status.warning

    @property
    def open(self) -> bool | None:
        """Whether an expander or a tab is open; None unless it tells the script (``on_change``)."""
        return fold.is_open(self)

    dataframe = data.dataframe
    table = data.table

    image = media.image
    pyplot = media.pyplot

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        if name.startswith("_"):
            raise AttributeError(name)  # Python itself asks for such names

        def unknown(*args: Any, **kwargs: Any) -> NoReturn:
            if name in STREAMLIT | REMOVED.keys():
                raise StreamlitAPIException(
                    f"`{name}()` is not a command for a container, or is not there yet in notebook_lit. If `dir(st)` has it, "
                    f"call it as `st.{name}()`."
                )
            raise StreamlitAPIException(absent(name, dir(DeltaGenerator)))

        return unknown

    def __repr__(self) -> str:
        return "DeltaGenerator()"

    def __eq__(self, other: Any) -> bool:
        return self is other

    __hash__ = object.__hash__


Container._class = DeltaGenerator
