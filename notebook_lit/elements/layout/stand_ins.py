"""What a call of an ``st`` function that notebook_lit lacks does: a note in its place names the way out, and the page goes on.

Rules
-----
1. The call returns what lets the script go on: a container to write to where there would be one, else what the function returns
   before the reader has done anything. Where another element does nearly the same, that one is shown below the note.
2. What would be a wrong value (secrets, a connection, the user) has no stand-in: the name is missing, and an error says so.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial, wraps
from types import MappingProxyType
from typing import Any

from notebook_lit.elements.data.dataframe import dataframe
from notebook_lit.elements.inputs.button import button
from notebook_lit.elements.layout.containers import container, empty
from notebook_lit.elements.layout.expander_tabs import expander
from notebook_lit.elements.shared.place import Place
from notebook_lit.elements.shared.validation import show_note
from notebook_lit.runtime.writing.container import Container, run_of
from notebook_lit.runtime.writing.run import current

_BUTTON = frozenset(inspect.signature(button).parameters) - {"at"}
#: What `st.column_config` says of a column, whatever its type.
_OF_ALL_COLUMNS = frozenset({"alignment", "default", "disabled", "help", "hidden", "pinned", "required", "width"})
_CHART = "draw it with matplotlib and `st.pyplot`"
_FILE = "open the file by its path, which `st.text_input` can ask for"
_MEDIA = "show it in a cell of its own, with `IPython.display`"


def _nothing(at: Place, *args: Any, **kwargs: Any) -> None:
    """Stand in for what has no value yet."""


def _place(at: Place, *args: Any, **kwargs: Any) -> Place:
    """Stand in for what is drawn and nothing more: with a place to draw something else in."""
    return empty(at)


def _false(at: Place, *args: Any, **kwargs: Any) -> bool:
    return False


def _files(at: Place, *args: Any, accept_multiple_files: bool | str = False, **kwargs: Any) -> list[Any] | None:
    return [] if accept_multiple_files else None


def _choice(at: Place, *args: Any, selection_mode: str = "single", **kwargs: Any) -> Any:
    """Return the default, which nobody has changed."""
    default = kwargs.get("default")
    if selection_mode == "multi":
        return [] if default is None else list(default) if isinstance(default, list | tuple | set) else [default]
    return default


def _group(at: Place, *args: Any, border: bool | None = None, **kwargs: Any) -> Place:
    return container(at, border=border)


def _form(at: Place, *args: Any, border: bool = True, **kwargs: Any) -> Place:
    return container(at, border=border)


def _submit(at: Place, label: str = "Submit", *args: Any, **kwargs: Any) -> bool:
    return button(at, label, *args, **{name: value for name, value in kwargs.items() if name in _BUTTON})


def _folded(at: Place, label: str = "", *args: Any, expanded: bool = False, **kwargs: Any) -> Place:
    return expander(at, label, expanded)


class _ColumnConfig:
    """``st.column_config``: makes the dicts that ``st.dataframe`` reads."""

    def __init__(self, at: Place) -> None:
        self._at = at

    def __getattr__(self, name: str) -> Callable[..., dict[str, Any]]:
        if not name.endswith("Column"):
            raise AttributeError(f"There is no st.column_config.{name}.")

        def column(label: str | None = None, **settings: Any) -> dict[str, Any]:
            page = run_of(self._at).page
            if not any(element.props.get("call") == "st.column_config" for element in page.walk()):
                _note(self._at, "column_config", "labels, widths, types and formats count, other settings may not")
            made = {"label": label, **{key: settings.pop(key) for key in _OF_ALL_COLUMNS & settings.keys()}}
            type = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.removesuffix("Column")).lower()
            return {**made, "type_config": {"type": type, **settings}} if type else made

        return column


class _Status:
    """An expander whose label and state cannot be changed any more."""

    def __init__(self, shown: Place) -> None:
        self._shown: Any = shown

    def __enter__(self) -> _Status:
        self._shown.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._shown.__exit__(*error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shown, name)

    def update(self, *, label: str | None = None, expanded: bool | None = None, state: str | None = None) -> None:
        """Show a new label, if there is one."""
        if label is not None:
            self._shown.markdown(label)


def _status(at: Place, label: str = "", *, expanded: bool = False, **kwargs: Any) -> _Status:
    return _Status(_folded(at, label, expanded=expanded))


def _editor(at: Place, data: Any = None, *args: Any, **kwargs: Any) -> Any:
    dataframe(at, data)
    return data


def _moment(at: Place, label: str = "", value: Any = "now", *args: Any, **kwargs: Any) -> Any:
    return datetime.now().replace(second=0, microsecond=0) if value == "now" else value


def _code_shown(at: Place, *args: Any, **kwargs: Any) -> AbstractContextManager[None]:
    return nullcontext()


#: Name -> the way out, and what stands in.
_STAND_INS: Mapping[str, tuple[str, Callable[..., Any]]] = MappingProxyType(
    {
        **dict.fromkeys(
            "area_chart bar_chart echarts_chart graphviz_chart line_chart map mermaid_chart pydeck_chart scatter_chart "
            "vega_lite_chart".split(),
            (_CHART, _place),
        ),
        **dict.fromkeys(["altair_chart", "plotly_chart"], ("show it with `st.write`, live", _place)),
        **dict.fromkeys(["audio", "iframe", "pdf", "video"], (_MEDIA, _place)),
        **dict.fromkeys(["file_uploader", "audio_input", "camera_input"], (_FILE, _files)),
        **dict.fromkeys(["pills", "segmented_control"], ("use `st.radio`, or `st.multiselect` for several", _choice)),
        **dict.fromkeys(["balloons", "snow"], ("it is decoration, so leave it out", _nothing)),
        **dict.fromkeys(["menu_button", "download_button"], ("use `st.button`; Python can write the file", _false)),
        **dict.fromkeys(["link_button", "page_link"], ("write a link with `st.markdown`", _nothing)),
        "chat_input": ("use `st.text_input`", _nothing),
        "chat_message": ("its content is shown without a speaker; use `st.container`", _group),
        "data_editor": ("the table is shown and cannot be changed; change the data in the notebook", _editor),
        "datetime_input": ("use `st.date_input` and `st.time_input`", _moment),
        "echo": ("its code runs and is not shown; use `st.code`", _code_shown),
        "feedback": ("use `st.radio`", _nothing),
        "form": ("its inputs take effect one by one, before the form is submitted", _form),
        "form_submit_button": ("a plain `st.button` stands here", _submit),
        "grid": ("use `st.columns`", _group),
        "logo": ("use `st.image`", _nothing),
        "pagination": ("use `st.number_input`", lambda at, *args, default=1, **kwargs: default),
        "popover": ("an expander stands here", _folded),
        "set_option": ("the notebook has no such options", _nothing),
        "skeleton": ("use `st.spinner`", _group),
        "status": ("an expander stands here; `st.spinner` and `st.progress` show that something is going on", _status),
        "toast": ("use `st.info`", lambda at, body="", *args, **kwargs: at.markdown(body)),
        "typing": ("use `st.spinner`", _group),
    }
)
#: Decorators: what they decorate runs as part of the script.
_DECORATORS: Mapping[str, str] = MappingProxyType(
    {"fragment": "the whole script runs instead of the fragment alone", "dialog": "its content stands here, in the page"}
)
#: Names that a container has no method of.
_OF_ST_ALONE = frozenset({"echo", "logo", "set_option"})


def stand_in(name: str, at: Any, *, of_container: bool = False) -> Any:
    """Return what stands in for an ``st`` name that notebook_lit lacks; None if nothing can.

    Parameters
    ----------
    name : str
        The ``st`` name.
    at : Container
        Where it writes.
    of_container : bool
        Whether it is called as a method of a container.
    """
    if name in _DECORATORS and not of_container:
        return partial(_decorator, name, at)
    if name == "column_config" and not of_container:
        return _ColumnConfig(at)
    if name not in _STAND_INS or (of_container and name in _OF_ST_ALONE):
        return None
    way, function = _STAND_INS[name]

    def call(*args: Any, **kwargs: Any) -> Any:
        _note(at, name, way)
        return function(at, *args, **kwargs)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = f"Show a note: notebook_lit lacks this part of Streamlit; {way}."
    return call


def _note(at: Container, name: str, way: str) -> None:
    show_note(at, f"st.{name}", f"is not in notebook_lit yet: {way}")


def _decorator(name: str, at: Container, function: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Decorate a function, or return what does: ``@st.fragment`` and ``@st.fragment(run_every=2)``."""
    if not callable(function):
        return partial(_decorator, name, at)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if current.get(None) is not None:
            _note(at, name, _DECORATORS[name])
        return function(*args, **kwargs)

    return call
