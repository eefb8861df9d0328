"""The switchboard: DeltaGenerator, one line an element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from notebook_lit.absent import REMOVED, STREAMLIT, absent
from notebook_lit.elements.data import dataframe as _dataframe
from notebook_lit.elements.data import metric as _metric
from notebook_lit.elements.inputs import button as _button
from notebook_lit.elements.inputs import checkbox as _checkbox
from notebook_lit.elements.inputs import color_picker as _color_picker
from notebook_lit.elements.inputs import date_input as _date_input
from notebook_lit.elements.inputs import multiselect as _multiselect
from notebook_lit.elements.inputs import number_input as _number_input
from notebook_lit.elements.inputs import radio as _radio
from notebook_lit.elements.inputs import select_slider as _select_slider
from notebook_lit.elements.inputs import selectbox as _selectbox
from notebook_lit.elements.inputs import slider as _slider
from notebook_lit.elements.inputs import text_input as _text_input
from notebook_lit.elements.inputs import time_input as _time_input
from notebook_lit.elements.layout import containers as _containers
from notebook_lit.elements.layout import expander_tabs as _expander_tabs
from notebook_lit.elements.layout.stand_ins import stand_in
from notebook_lit.elements.media import image as _image
from notebook_lit.elements.status import status as _status
from notebook_lit.elements.text import code_latex_html as _code_latex_html
from notebook_lit.elements.text import exception as _exception
from notebook_lit.elements.text import heading as _heading
from notebook_lit.elements.text import help as _help
from notebook_lit.elements.text import json_tree as _json_tree
from notebook_lit.elements.text import text as _text
from notebook_lit.elements.write import write as _write
from notebook_lit.errors import StreamlitAPIException
from notebook_lit.runtime.writing.container import Container


class DeltaGenerator(Container):
    """A place of the page to write to: ``st.sidebar``, a column, a container, the place of an element.

    Its methods are the ``st`` functions; ``with`` sends what ``st`` writes to it.

    Parameters
    ----------
    root : {"top", "main", "sidebar"}
        Which part of the page: by default the innermost ``with`` container.

    Examples
    --------
    >>> left, right = st.columns(2)    # doctest: +SKIP
    >>> left.metric("rows", 12)
    >>> with right:
    ...     st.write("beside it")
    """

    __slots__ = ()

    button = _button.button
    checkbox = _checkbox.checkbox
    color_picker = _color_picker.color_picker
    date_input = _date_input.date_input
    multiselect = _multiselect.multiselect
    number_input = _number_input.number_input
    radio = _radio.radio
    select_slider = _select_slider.select_slider
    selectbox = _selectbox.selectbox
    slider = _slider.slider
    text_area = _text_input.text_area
    text_input = _text_input.text_input
    time_input = _time_input.time_input
    toggle = _checkbox.toggle

    badge = _text.badge
    caption = _text.caption
    code = _code_latex_html.code
    divider = _text.divider
    header = _heading.header
    help = _help.help
    html = _code_latex_html.html
    latex = _code_latex_html.latex
    markdown = _text.markdown
    subheader = _heading.subheader
    text = _text.text
    title = _heading.title
    write_stream = _write.write_stream
    write = _write.write

    columns = _containers.columns
    container = _containers.container
    empty = _containers.empty
    error = _status.error
    exception = _exception.exception
    expander = _expander_tabs.expander
    info = _status.info
    json = _json_tree.json
    metric = _metric.metric
    progress = _status.progress
    space = _containers.space
    spinner = _status.spinner
    success = _status.success
    tabs = _expander_tabs.tabs
    warning = _status.warning

    @property
    def open(self) -> bool | None:
        """Whether an expander or a tab is open.

        Returns
        -------
        bool or None
            None unless the script is told, which takes ``on_change="rerun"`` or a function.

        Raises
        ------
        StreamlitAPIException
            If the container is of another kind.
        """
        return _expander_tabs.is_open(self)

    dataframe = _dataframe.dataframe
    table = _dataframe.table

    image = _image.image
    pyplot = _image.pyplot

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)  # Python itself asks for such names
        found: Callable[..., Any] | None = stand_in(name, self, of_container=True)
        if found is not None:
            return found

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
