"""Tables: dataframe and table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from numbers import Integral
from typing import Any

from notebook_lit.elements.data.selection import Selection, SelectionDomain, checked_modes, selection_state
from notebook_lit.elements.data.table_html import columns_of, table_html
from notebook_lit.elements.data.table_reader import RawTable, TablePage, read_table
from notebook_lit.elements.markup.markdown import escape, inline_html
from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place, given, size_style
from notebook_lit.elements.shared.validation import checked_choice, checked_height, checked_width, show_note
from notebook_lit.errors import StreamlitIncompatibleParametersError, StreamlitValueError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, emit, run_of
from notebook_lit.runtime.writing.registration import register
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

_PAGE = 100  # rows of a dataframe that are drawn
_TABLE = 5_000  # rows of a table
_COLUMNS = 100


def dataframe(
    at: Place,
    data: Any = None,
    width: int | str = "stretch",
    height: int | str = "auto",
    *,
    use_container_width: bool | None = None,
    hide_index: bool | None = None,
    column_order: Iterable[str] | None = None,
    column_config: Mapping[Any, Any] | None = None,
    key: str | int | None = None,
    on_select: Callable[..., Any] | str = "ignore",
    selection_mode: str | Iterable[str] = "multi-row",
    selection_default: Any = None,
    row_height: int | None = None,
    placeholder: str | None = None,
    lazy: bool | None = None,
    alt: str | None = None,
) -> Place | Selection:
    """Show a table that scrolls, its first 100 rows.

    Parameters
    ----------
    data : object
        A frame (pandas, polars, pyarrow, …), Series, Styler, array, dict of columns, list of rows, generator, or
        cursor of a database.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the table.
    height : int or {"auto", "content", "stretch"}
        Pixels, up to ten rows, as high as the table, or as high as the container.
    use_container_width : bool, optional
        The older form of ``width="stretch"`` (True) or ``"content"`` (False).
    hide_index : bool, optional
        Whether the index is left out; by default where the rows have no index of their own.
    column_order : iterable of str, optional
        Which columns to show, in this order.
    column_config : dict, optional
        By column name or position (``"_index"`` for the index): None hides the column, a str is its label, a dict its
        label, width, help and format.
    key : str or int, optional
        A unique name in the app.
    on_select : callable or {"ignore", "rerun"}
        With anything but "ignore" the selection is returned. Rows cannot be selected by hand here, and a note says so.
    selection_mode : str or iterable of str
        The selection mode: "single-row", "multi-row", "single-column", …
    selection_default : dict, optional
        The default selection: ``{"selection": {"rows": [0]}}``.
    row_height : int, optional
        Pixels.
    placeholder : str, optional
        What stands where a value is missing; by default a gray None.
    lazy : bool, optional
        Rows that are not shown are never converted, whatever this says.
    alt : str, optional
        A description of the table for screen readers.

    Returns
    -------
    DeltaGenerator or Selection
        The element's container; with ``on_select`` the selection: ``event.selection.rows``.

    Raises
    ------
    StreamlitDataframeConversionError
        If the data is no table.
    TypeError, ValueError
        If ``row_height`` is no number of pixels.
    StreamlitValueError, StreamlitIncompatibleParametersError
        If the arguments of the selection are not known, or exclude each other.

    Examples
    --------
    >>> st.dataframe(df, hide_index=True, column_config={"price": "Price in €", "id": None})    # doctest: +SKIP
    """
    if use_container_width is not None:
        width = "stretch" if use_container_width else "content"
    page = read_table(data, _PAGE, _COLUMNS)
    counts = page.numbered or (not page.index and page.plain)
    props = {
        "columns": columns_of(
            page,
            index=not (counts if hide_index is None else hide_index),
            order=column_order,
            config=column_config,
        ),
        "size": _size_note(page, _PAGE),
        "width": checked_width(width, content=True),
        "height": checked_height(height, choices=("auto", "content", "stretch")),
        "row_height": _checked_row_height(row_height),
        "placeholder": placeholder,
        "alt": alt,
    }
    selected = _selection(at, page, key, on_select, selection_mode, selection_default)
    place: Place = emit(at, given, Element("dataframe", props, source=run_of(at).keep(page.source)))
    return place if selected is None else selected


def _checked_row_height(value: Any) -> int | None:
    """Check a ``row_height`` argument."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"`row_height` is {value!r}. Give a whole number of pixels.")
    if value < 0:
        raise ValueError(f"`row_height` is {value!r}. Give a number of pixels that is not negative.")
    return int(value)


def _selection(
    at: Container, page: TablePage, key: str | int | None, on_select: Any, mode: Any, default: Any
) -> Selection | None:
    """Return the selection, which only the script can change; None if ``on_select`` is "ignore"."""
    if on_select == "ignore":
        if default is not None:
            raise StreamlitIncompatibleParametersError(
                '`selection_default` needs `on_select`: give `on_select="rerun"` or a function.'
            )
        return None
    if on_select != "rerun" and not callable(on_select):
        raise StreamlitValueError(f'`on_select` is {on_select!r}. Give a function, "rerun" or "ignore".')
    modes = checked_modes(mode)
    names = tuple(column.name for column in page.columns)
    domain = SelectionDomain(selection_state(), modes, page.rows or 0, names)
    domain.default = domain.keep(selection_state() if default is None else default)
    show_note(at, "st.dataframe(on_select=…)", "rows cannot be selected by hand yet: the script sees what it selected itself")
    identity = (tuple(sorted(modes)), page.rows, names)
    spec = WidgetSpec("dataframe", {}, domain, identity=identity, keyed=(tuple(sorted(modes)),))
    chosen: Selection = domain.keep(register(at, spec, key=key, on_change=on_select).value)
    return chosen


def table(
    at: Place,
    data: Any = None,
    *,
    border: bool | str = True,
    width: int | str = "stretch",
    height: int | str = "content",
    hide_index: bool | None = None,
    hide_header: bool | None = None,
    alt: str | None = None,
) -> Place:
    """Show a whole table. Its texts are inline Markdown.

    Parameters
    ----------
    data : object
        What `dataframe` takes. More than 5,000 rows are cut.
    border : bool or "horizontal"
        Lines around all cells, none, or only between the rows.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container, or as wide as the table.
    height : int or {"content", "stretch"}
        Pixels (what does not fit scrolls), as high as the table, or as high as the container.
    hide_index : bool, optional
        Whether the index is left out; by default where it only counts the rows.
    hide_header : bool, optional
        Whether the names of the columns are left out; by default where nobody gave them names.
    alt : str, optional
        A description of the table for screen readers.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitDataframeConversionError
        If the data is no table.
    StreamlitValueError
        If ``border`` is none of its words.

    Examples
    --------
    >>> st.table({"model": ["ridge", "**forest**"], "score": [0.81, 0.86]})    # doctest: +SKIP
    """
    if border not in (True, False, "horizontal"):
        raise StreamlitValueError(f'`border` is {border!r}. Give True, False or "horizontal".')
    page = read_table(data, _TABLE, _COLUMNS)
    props = {
        "columns": columns_of(
            page,
            index=not (page.plain if hide_index is None else hide_index),
            order=None,
            config=None,
            bools=("False", "True"),
        ),
        "header": not (page.bare if hide_header is None else hide_header),
        "border": checked_choice("border", border, (True, False, "horizontal")),
        "size": _size_note(page, _TABLE),
        "width": checked_width(width, content=True),
        "height": checked_height(height),
        "alt": alt,
    }
    return emit(at, given, Element("table", props, source=run_of(at).keep(page.source)))  # type: ignore[no-any-return]


def _size_note(page: TablePage, rows: int) -> str:
    """Return the note of which part of a table is drawn; empty if all of it is."""
    if page.rows is None:
        return f"the first {rows:,} rows × {page.width:,} columns"
    if page.rows <= rows and page.width <= _COLUMNS:
        return ""
    shown = f"{rows:,} of {page.rows:,}" if page.rows > rows else f"{page.rows:,}"
    wide = f"{_COLUMNS:,} of {page.width:,}" if page.width > _COLUMNS else f"{page.width:,}"
    return f"{shown} rows × {wide} columns"


# -- the look ----------------------------------------------------------------------------------------------------------


def _draw_dataframe(element: Element) -> str:
    props = element.props
    placeholder = "None" if props["placeholder"] is None else props["placeholder"]
    html = table_html(props["columns"], header=True, placeholder=placeholder, alt=props["alt"])
    height = props["height"]
    rules = [f"--lit-row:{props['row_height']}px"] if props["row_height"] else []
    if isinstance(height, int):
        rules.append(f"height:{height}px")
    style = f' style="{";".join(rules)}"' if rules else ""
    kind = "lit-scroll" if isinstance(height, int) else f"lit-scroll lit-scroll-{height}"
    size = f'<p class="lit-size">{props["size"]}</p>' if props["size"] else ""
    return f'<div class="lit-data"{size_style(props["width"])}><div class="{kind}" tabindex="0"{style}>{html}</div>{size}</div>'


def _draw_table(element: Element) -> str:
    props = element.props
    border = {True: "all", False: "none"}.get(props["border"], "rows")
    html = table_html(props["columns"], header=props["header"], placeholder="None", text=inline_html, alt=props["alt"])
    size = f'<p class="lit-size">{escape(props["size"])}</p>' if props["size"] else ""
    style = size_style(props["width"], props["height"])
    return f'<div class="lit-table lit-lines-{border}"{style}>{html}{size}</div>'


class TableView(ElementView):
    """``st.dataframe`` or ``st.table``, as `AppTest` sees it."""

    @property
    def editing_mode(self) -> str:
        """What the reader can change: "read_only", or the ``num_rows`` of an editor."""
        return str(self._element.props.get("num_rows", "read_only"))

    @property
    def value(self) -> Any:
        """The data, as a pandas DataFrame where it can be one."""
        source = self._element.source
        if not isinstance(source, RawTable):
            return source.to_pandas() if hasattr(source, "to_pandas") else source
        import pandas as pd  # noqa: PLC0415 - optional

        frame = pd.DataFrame(dict(enumerate(source.columns)), index=source.labels)
        frame.columns = pd.Index(source.names)
        return frame


DATAFRAME = ElementType("dataframe", dataframe, html=_draw_dataframe, view=TableView)
TABLE = ElementType("table", table, html=_draw_table, view=TableView)
