"""The Streamlit-shaped door: ``from notebook_lit import st``, or ``import streamlit as st`` inside an app.

One line a name. The functions are the methods of the delta generator that writes to the innermost ``with`` container.
"""

import typing as _typing

from notebook_lit import components as components
from notebook_lit import errors as errors
from notebook_lit.absent import absent as _absent
from notebook_lit.delta_generator import DeltaGenerator as _DeltaGenerator
from notebook_lit.elements.layout.page_config import set_page_config as set_page_config
from notebook_lit.elements.layout.stand_ins import stand_in as _stand_in
from notebook_lit.runtime.cache.decorators import cache_data as cache_data
from notebook_lit.runtime.cache.decorators import cache_resource as cache_resource
from notebook_lit.runtime.engine.flow_control import rerun as rerun
from notebook_lit.runtime.engine.flow_control import stop as stop
from notebook_lit.runtime.writing.run import session_state as _session_state

#: The version of Streamlit whose ways these functions have.
__version__ = "1.67.0"

_main = _DeltaGenerator("top")

sidebar = _DeltaGenerator("sidebar")
session_state = _session_state()

button = _main.button
checkbox = _main.checkbox
color_picker = _main.color_picker
date_input = _main.date_input
multiselect = _main.multiselect
number_input = _main.number_input
radio = _main.radio
select_slider = _main.select_slider
selectbox = _main.selectbox
slider = _main.slider
text_area = _main.text_area
text_input = _main.text_input
time_input = _main.time_input
toggle = _main.toggle

badge = _main.badge
caption = _main.caption
code = _main.code
divider = _main.divider
header = _main.header
help = _main.help
html = _main.html
latex = _main.latex
markdown = _main.markdown
subheader = _main.subheader
text = _main.text
title = _main.title
write = _main.write
write_stream = _main.write_stream

columns = _main.columns
container = _main.container
empty = _main.empty
error = _main.error
exception = _main.exception
expander = _main.expander
info = _main.info
json = _main.json
metric = _main.metric
progress = _main.progress
space = _main.space
spinner = _main.spinner
success = _main.success
tabs = _main.tabs
warning = _main.warning

dataframe = _main.dataframe
table = _main.table

image = _main.image
pyplot = _main.pyplot


def __dir__() -> list[str]:
    """List the ``st`` names, for completion: not the module of errors, which is there as ``st.errors``."""
    return sorted(name for name in globals() if name != "errors")


if not _typing.TYPE_CHECKING:  # a checker shall find names that are not there

    def __getattr__(name: str) -> _typing.Any:
        found = _stand_in(name, _main)
        if found is None:
            raise AttributeError(_absent(name, globals()))
        return found
