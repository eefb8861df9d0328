"""The declaration of an element: all that is known of one kind, in one place.

A family's file declares each of its kinds once, at its end. Whoever needs to know something of a kind (the notebook's host, the
saved picture, `AppTest`, the containers) finds it here, through `notebook_lit.elements.catalog`, and knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.chart import Chart
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain


@dataclass(frozen=True, slots=True)
class ElementType:
    """What is known of one kind of element. It has either ``html`` or ``native``.

    Parameters
    ----------
    kind : str
        The name of the ``st`` function, or one of ours ("note").
    function : callable, optional
        The ``st`` function; None for what no function of that name writes.
    html : callable, optional
        How a static element looks: ``html(element)`` returns HTML with one root tag.
    native : callable, optional
        How a widget or block looks: ``native(element)`` returns a `Native`.
    picture : callable, optional
        How a saved notebook shows it: ``picture(element)`` returns HTML. By default as ``html``, and a widget by its label and
        value.
    block_picture : callable, optional
        The same for a block: ``block_picture(block, children)``, the children being drawn already. By default a box.
    chart : callable, optional
        The chart that only a front end can draw: ``chart(element)`` returns it, or None. Where an image of it can be made,
        that is its picture.
    domain : type, optional
        The values that a widget of this kind can have.
    is_block : bool
        Whether it has children.
    binds : bool
        Whether ``with … as name`` binds the container to the name (docs/semantics.md#g.1).
    view : type
        How `AppTest` sees it.
    node_type : str
        Streamlit's name for it in `AppTest`; by default the kind.
    queries : tuple of str, optional
        The properties of `AppTest` that find it; by default the one of its kind.
    is_seen : bool
        Whether `AppTest` sees it at all.
    """

    kind: str
    function: Callable[..., Any] | None = None
    html: Callable[[Element], str] | None = None
    native: Callable[[Element], Native] | None = None
    picture: Callable[[Element], str] | None = None
    block_picture: Callable[[Element, Sequence[str]], str] | None = None
    chart: Callable[[Element], Chart | None] | None = None
    domain: type[Domain] | None = None
    is_block: bool = False
    binds: bool = False
    view: type[ElementView] = ElementView
    node_type: str = ""
    queries: tuple[str, ...] | None = None
    is_seen: bool = True

    @property
    def found_by(self) -> tuple[str, ...]:
        """The properties of `AppTest` that find it."""
        return (self.kind,) if self.queries is None else self.queries
