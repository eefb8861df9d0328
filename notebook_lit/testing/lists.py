"""What queries of a tested page return: lists of nodes, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from notebook_lit.elements.shared.app_test_view import ElementView, NodeView

if TYPE_CHECKING:
    from typing_extensions import Self

N_co = TypeVar("N_co", bound=NodeView, covariant=True)
E_co = TypeVar("E_co", bound=ElementView, covariant=True)


class NodeList(Generic[N_co]):
    """Nodes of one type, in the order of the page: by index, by slice, or ``(key="…")``."""

    def __init__(self, found: Sequence[N_co]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @property
    def len(self) -> int:
        """How many there are."""
        return len(self)

    @overload
    def __getitem__(self, place: int) -> N_co: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> N_co | Self:
        if isinstance(place, slice):
            return type(self)(self._found[place])
        return self._found[place]

    def __iter__(self) -> Iterator[N_co]:
        return iter(self._found)

    def __call__(self, key: str) -> N_co:
        """Return the first one with that key; raise KeyError if there is none."""
        for node in self._found:
            if node.key == key:
                return node
        raise KeyError(key)

    def __eq__(self, other: object) -> bool:
        return list(self._found) == (list(other._found) if isinstance(other, NodeList) else other)

    __hash__ = None  # type: ignore[assignment]  # equality is by content

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._found)!r})"


class ElementList(NodeList[E_co]):
    """Elements of one type, in the order of the page."""

    @property
    def values(self) -> list[Any]:
        """Their values."""
        return [node.value for node in self._found]


class WidgetList(ElementList[E_co]):
    """Widgets of one type, in the order of the page."""


class BlockList(NodeList[N_co]):
    """Blocks of one type, in the order of the page."""
