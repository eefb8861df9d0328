"""The elements columns, container, empty and space."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place
from notebook_lit.elements.shared.text_frame import check_bool
from notebook_lit.elements.shared.validation import checked_choice, checked_height, checked_width
from notebook_lit.elements.shared.widget_tree import Native, width_layout
from notebook_lit.errors import (
    StreamlitIncompatibleParametersError,
    StreamlitInvalidColumnSpecError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit, open_block

_MOST_COLUMNS = 1000
SIZES = ("xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge")


def columns(
    at: Place,
    spec: int | Sequence[float],
    *,
    gap: int | str | None = "small",
    vertical_alignment: str = "top",
    border: bool = False,
    width: int | str = "stretch",
    wrap: bool = True,
) -> list[Place]:
    """Show containers side by side and return them.

    Parameters
    ----------
    spec : int or sequence of numbers
        How many columns of equal width, or the width of each in proportion to the others, greater than 0.
    gap : int or str or None
        The room between them: pixels, "xxsmall" … "xxlarge", or none.
    vertical_alignment : {"top", "center", "bottom"}
        Where the content of a column stands if another one is higher.
    border : bool
        Whether each column has a border.
    width : int or "stretch"
        Pixels, or as wide as the container.
    wrap : bool
        Whether columns move below each other where they do not fit side by side.

    Returns
    -------
    list of DeltaGenerator
        One container a column.

    Raises
    ------
    StreamlitInvalidColumnSpecError, StreamlitInvalidParameterTypeError
        If ``spec`` is neither a positive int nor a sequence of positive numbers.

    Examples
    --------
    >>> left, right = st.columns([2, 1])    # doctest: +SKIP
    >>> left.line_chart(df)
    >>> right.metric("rows", len(df))
    """
    weights = _weights(spec)
    look = {
        "gap": _checked_gap(gap),
        "vertical_alignment": checked_choice("vertical_alignment", vertical_alignment, ("top", "center", "bottom")),
        "border": bool(border),
    }
    check_bool("wrap", wrap)
    row = open_block(at, COLUMNS, {**look, "width": checked_width(width), "wrap": wrap})
    return [open_block(row, COLUMN, {**look, "weight": weight}) for weight in weights]


def _weights(spec: Any) -> list[float]:
    """Return the relative widths of the columns; their sum is 1."""
    if isinstance(spec, Integral):
        spec = (1,) * min(int(spec), _MOST_COLUMNS + 1)
    try:
        shares = list(spec)
    except TypeError:
        shares = [None]
    if not all(isinstance(share, Real | Decimal) for share in shares):
        raise StreamlitInvalidParameterTypeError(
            f"`st.columns` got {spec!r}. Give a number of columns such as `3`, or a list of widths such as `[2, 1]`."
        )
    shares = [float(share) for share in shares]
    if not shares or not all(0 < share < math.inf for share in shares):
        raise StreamlitInvalidColumnSpecError(
            f"`st.columns` got {spec!r}: there must be at least one column, and each width must be greater than 0."
        )
    if len(shares) > _MOST_COLUMNS:
        raise StreamlitInvalidColumnSpecError(f"`st.columns` shows at most {_MOST_COLUMNS} columns. Use `st.dataframe`.")
    total = sum(shares)
    return [share / total for share in shares]


def _checked_gap(gap: Any) -> Any:
    if gap is None or gap in SIZES or (isinstance(gap, int) and not isinstance(gap, bool) and gap >= 0):
        return gap
    raise StreamlitValueError(f"`gap` is {gap!r}. Give a number of pixels, None, or one of {', '.join(map(repr, SIZES))}.")


def container(
    at: Place,
    *,
    border: bool | None = None,
    key: str | int | None = None,
    width: int | str = "stretch",
    height: int | str = "content",
    horizontal: bool = False,
    wrap: bool = True,
    horizontal_alignment: str = "left",
    vertical_alignment: str = "top",
    gap: int | str | None = "small",
    autoscroll: bool | None = None,
) -> Place:
    """Show a container for several elements, which can be filled later, out of order.

    Parameters
    ----------
    border : bool, optional
        Whether a border is drawn; by default only if its height is a number of pixels.
    key : str or int, optional
        A unique name; also the CSS class ``st-key-…``.
    width : int or {"stretch", "content"}
        Pixels, as wide as the container around it, or as wide as its content.
    height : int or {"content", "stretch"}
        Pixels (what does not fit scrolls), as high as its content, or as high as the container around it.
    horizontal : bool
        Whether the elements are arranged side by side.
    wrap : bool
        Whether a horizontal container goes on in a second row; otherwise it scrolls.
    horizontal_alignment : {"left", "center", "right", "distribute"}
        Where narrower elements stand.
    vertical_alignment : {"top", "center", "bottom", "distribute"}
        Where the elements stand if there is room left over.
    gap : int or str or None
        The room between elements: pixels, "xxsmall" … "xxlarge", or none.
    autoscroll : bool, optional
        Whether a container of fixed height scrolls to its end when content is added.

    Returns
    -------
    DeltaGenerator
        The container.

    Raises
    ------
    StreamlitIncompatibleParametersError
        If ``wrap=False`` is given without ``horizontal=True``.
    StreamlitDuplicateElementKey
        If this run has another element with the key.

    Examples
    --------
    >>> answer = st.container(border=True)    # doctest: +SKIP
    >>> n = st.slider("n", 1, 10)
    >>> answer.write(n * n)
    """
    if wrap is False and not horizontal:
        raise StreamlitIncompatibleParametersError(
            "`wrap=False` needs `horizontal=True`: a vertical container has no row that could wrap."
        )
    if horizontal and not isinstance(wrap, int):
        raise TypeError(f"`wrap` is {wrap!r}. Give True or False.")
    if autoscroll is not None and not isinstance(autoscroll, int):
        raise TypeError(f"`autoscroll` is {autoscroll!r}. Give True, False or None.")
    height = checked_height(height)
    across = ("left", "center", "right", "distribute")
    down = ("top", "center", "bottom", "distribute")
    props = {
        "border": isinstance(height, int) if border is None else bool(border),
        "width": checked_width(width, content=True),
        "height": height,
        "horizontal": bool(horizontal),
        "wrap": bool(wrap) or not horizontal,
        "horizontal_alignment": checked_choice("horizontal_alignment", horizontal_alignment, across),
        "vertical_alignment": checked_choice("vertical_alignment", vertical_alignment, down),
        "gap": _checked_gap(gap),
        "autoscroll": bool(autoscroll) and isinstance(height, int),
    }
    return open_block(at, CONTAINER, props, key=key)  # type: ignore[no-any-return]


def empty(at: Place) -> Place:
    """Show a placeholder for one element: each write replaces its content.

    Returns
    -------
    DeltaGenerator
        The place. Its ``container()`` makes room for several elements, its ``empty()`` clears it.

    Examples
    --------
    >>> answer = st.empty()    # doctest: +SKIP
    >>> for step in range(10):
    ...     answer.write(f"step {step}")
    """
    return emit(at, _empty)  # type: ignore[no-any-return]


def _empty() -> Element:
    return Element("empty")


def space(at: Place, size: int | str = "small") -> Place:
    """Show empty space between two elements.

    Parameters
    ----------
    size : int or str
        Pixels; or "xxsmall" … "xxlarge"; or "stretch", as much as there is.

    Returns
    -------
    DeltaGenerator
        The element's container, to replace or remove it.

    Raises
    ------
    StreamlitValueError
        If ``size`` is none of these.

    Examples
    --------
    >>> st.space("large")    # doctest: +SKIP
    """
    if size not in (*SIZES, "stretch") and not (isinstance(size, int) and not isinstance(size, bool) and size > 0):
        words = ", ".join(map(repr, (*SIZES, "stretch")))
        raise StreamlitValueError(f"`size` is {size!r}. Give a positive number of pixels or one of {words}.")
    return emit(at, _space, size)  # type: ignore[no-any-return]


def _space(size: int | str) -> Element:
    return Element("space", {"size": size})


# -- the look ----------------------------------------------------------------------------------------------------------


def _gap(props: dict[str, Any]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the CSS class and the Layout traits of a gap."""
    gap = props["gap"]
    if isinstance(gap, int):
        return (), {"grid_gap": f"{gap}px"}
    return (f"lit-gap-{gap or 'none'}",), {}


def _columns_native(element: Element) -> Native:
    props = element.props
    classes, layout = _gap(props)
    if not props["wrap"]:
        classes = ("lit-nowrap", *classes)
    return Native(
        "HBox",
        classes=("lit-columns", f"lit-align-{props['vertical_alignment']}", *classes),
        layout={**layout, **width_layout(props["width"])},
    )


def _column_native(element: Element) -> Native:
    props = element.props
    classes, layout = _gap(props)
    if props["border"]:
        classes = ("lit-border", *classes)
    # A column that stands alone in a row after a wrap fills the row only if its share is at least 1: hence the factor.
    share = round(props["weight"] * 100, 3)
    return Native(
        "VBox",
        classes=("lit-column", f"lit-align-{props['vertical_alignment']}", *classes),
        layout={**layout, "flex": f"{share:g} 1 0%"},
    )


def _container_native(element: Element) -> Native:
    props = element.props
    classes, layout = _gap(props)
    classes = (
        f"lit-justify-{props['horizontal_alignment']}",
        f"lit-align-{props['vertical_alignment']}",
        *(("lit-border",) if props["border"] else ()),
        *(("lit-nowrap",) if not props["wrap"] else ()),
        *classes,
    )
    box = "HBox" if props["horizontal"] else "VBox"
    kind = "lit-row" if props["horizontal"] else "lit-container"
    size = width_layout(props["width"])
    height = props["height"]
    if height == "stretch":
        return Native(box, classes=(kind, "lit-stretch", *classes), layout={**layout, **size})
    if height == "content":
        return Native(box, classes=(kind, *classes), layout={**layout, **size})
    size |= {"height": f"{height}px", "overflow": "auto"}
    if not props["autoscroll"]:
        return Native(box, classes=(kind, "lit-scroll", *classes), layout={**layout, **size})
    # A box that is filled from its end stays scrolled to its end, without any script: its one part holds the elements.
    inner = Native(box, classes=(kind, *(name for name in classes if name != "lit-border")), layout=layout)
    frame = ("lit-border",) if props["border"] else ()
    return Native(
        "VBox",
        classes=("lit-scroll", "lit-autoscroll", *frame),
        layout={**size, "flex_flow": "column-reverse nowrap"},
        children=(inner,),
    )


def _draw_empty(element: Element) -> str:
    return "<i hidden></i>"


def _draw_space(element: Element) -> str:
    size = element.props["size"]
    if isinstance(size, int):
        return f'<div class="lit-space" style="height:{size}px;width:{size}px"></div>'
    return f'<div class="lit-space lit-space-{size}"></div>'


class SpaceView(ElementView):
    """``st.space``, as `AppTest` sees it."""

    content = "size"


COLUMNS = ElementType("columns", columns, native=_columns_native, is_block=True, node_type="flex_container", queries=())
COLUMN = ElementType("column", native=_column_native, is_block=True, queries=("columns",))
CONTAINER = ElementType("container", container, native=_container_native, is_block=True, node_type="flex_container")
EMPTY = ElementType("empty", empty, html=_draw_empty, queries=())
SPACE = ElementType("space", space, html=_draw_space, view=SpaceView)
