"""Blocks of a tested page, with the queries that find what lies below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notebook_lit.absent import STREAMLIT
from notebook_lit.elements.catalog import ELEMENT_TYPES
from notebook_lit.elements.shared.app_test_view import ElementView, NodeView, WidgetView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.errors import AppTestError
from notebook_lit.runtime.model import element as page
from notebook_lit.runtime.model.state import Domain
from notebook_lit.testing.lists import BlockList, ElementList, NodeList, WidgetList


class Query:
    """A property: the list of all nodes of some kinds below the block, found anew each time it is read.

    Parameters
    ----------
    name : str
        The name of the property.
    found : list of ElementType
        What it finds.
    """

    def __init__(self, name: str, found: list[ElementType]) -> None:
        self.kinds = tuple(declared.kind for declared in found)
        self._list: type[NodeList[Any]] = ElementList
        if all(declared.is_block for declared in found):
            self._list = BlockList
        elif all(declared.domain is not None for declared in found):
            self._list = WidgetList
        self.__doc__ = f"All of ``st.{name}`` below this block, in reading order."

    def __get__(self, at: Block | None, owner: type[Block]) -> Any:
        return self if at is None else self._list([node for node in at.below() if node._element.kind in self.kinds])


def _queries() -> dict[str, Query]:
    found: dict[str, list[ElementType]] = {}
    for declared in ELEMENT_TYPES.values():
        for name in declared.found_by:
            found.setdefault(name, []).append(declared)
    return {name: Query(name, types) for name, types in found.items()}


QUERIES = _queries()
#: Kinds that take a place on our page and none in a test.
UNSEEN = frozenset(kind for kind, declared in ELEMENT_TYPES.items() if not declared.is_seen)


class Block(NodeView):
    """A block of the page, as a test sees it.

    Each property that has the name of an ``st`` function returns all of that kind below the block, in reading order.

    Examples
    --------
    >>> at.sidebar.slider(key="rows").set_value(20).run()    # doctest: +SKIP
    """

    _element: page.Block

    @property
    def children(self) -> dict[int, NodeView]:
        """What lies directly in it, by position."""
        seen = (child for child in self._element.shown() if child.kind not in UNSEEN)
        return {position: view(child, self.root) for position, child in enumerate(seen)}

    def below(self) -> Iterator[NodeView]:
        """Go through all nodes below this one, in reading order."""
        for child in self.children.values():
            yield child
            if isinstance(child, Block):
                yield from child.below()

    def __iter__(self) -> Iterator[NodeView]:
        yield self
        yield from self.below()

    def __len__(self) -> int:
        return len(self.children)

    def __bool__(self) -> bool:
        return True  # a block without children is still there

    def __getitem__(self, position: int) -> NodeView:
        return self.children[position]

    def get(self, element_type: str) -> list[NodeView]:
        """Find nodes by the name of their property here, or by their ``type``.

        Parameters
        ----------
        element_type : str
            For example ``"button"``, ``"tabs"``, ``"popover"``, ``"vega_lite_chart"``.

        Returns
        -------
        list of ElementView or Block
            In reading order; empty if there are none.
        """
        kinds = QUERIES[element_type].kinds if element_type in QUERIES else ()
        return [node for node in self.below() if node._element.kind in kinds or (not kinds and node.type == element_type)]

    def get_by_key(self, key: str) -> NodeView:
        """Find the one node with that key.

        Raises
        ------
        KeyError
            If there is none.
        AppTestError
            If there are several.
        """
        found = [node for node in self.below() if node.key == key]
        if not found:
            raise KeyError(key)
        if len(found) > 1:
            raise AppTestError(f'{len(found)} elements have the key "{key}". Look below one container.')
        return found[0]

    def __getattr__(self, name: str) -> Any:
        if name in STREAMLIT:  # an element that notebook_lit lacks: no script can have drawn one
            return ElementList([])
        return super().__getattr__(name)

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__}({self.type!r}" + (f", key={self.key!r})" if self.key else ")")]
        lines += ["    " + line for child in self.children.values() for line in repr(child).splitlines()]
        return "\n".join(lines)


for _name, _query in QUERIES.items():
    setattr(Block, _name, _query)


def view(element: page.Element, root: Any) -> NodeView:
    """Return the view of an element."""
    if isinstance(element, page.Block):
        return Block(element, root)
    seen_as = ELEMENT_TYPES[element.kind].view
    if seen_as is ElementView and isinstance(element.source, Domain):
        seen_as = WidgetView
    return seen_as(element, root)
