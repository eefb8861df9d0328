"""Element, Block and Page: what a run of the script writes. Data only.

Rules
-----
1. An `Element` never changes after it was made. Equal calls may therefore share one object over all runs and all places
   of a page, and "nothing changed" is a comparison of pointers.
2. A `Block` is filled while the script runs and belongs to one run. What was drawn is read with `Block.shown`.
3. ``props`` holds plain data that can be compared (str, numbers, tuples, lists, dicts). What an author handed in (a
   DataFrame, a figure) is kept beside it in ``source`` and is never compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from notebook_lit.runtime.model.masking import SECRET

#: What becomes of the part of the old page that a run has not written again: removed, left as it is, or left and dimmed.
Rest = Literal["gone", "kept", "dimmed"]


class Element:
    """One node of a page.

    Parameters
    ----------
    kind : str
        The name of the ``st`` function.
    props : dict
        What the element shows, as plain data.
    id : str, optional
        Identity between runs: every widget has one, a keyed block too; static elements have none.
    key : str, optional
        The author's name for it.
    value : object, optional
        The value of a widget in the form in which hosts exchange it (see `Domain.wire`).
    source : object, optional
        The author's object behind the element; not compared.
    """

    __slots__ = ("drawn", "id", "key", "kind", "line", "pending", "props", "source", "value")

    def __init__(
        self,
        kind: str,
        props: dict[str, Any] | None = None,
        *,
        id: str | None = None,
        key: str | None = None,
        value: Any = None,
        source: Any = None,
    ) -> None:
        self.kind = kind
        self.props: dict[str, Any] = {} if props is None else props
        self.id = id
        self.key = key
        self.value = value
        self.source = source
        self.line = 0  # the line of the script that wrote it; a hint, not compared
        self.drawn: str | None = None  # the host's memory of how it looks (its HTML); elements never change, so it stays true
        self.pending: Any = None  # what draws it, while that takes long

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or not isinstance(other, Element):
            return NotImplemented
        mine, theirs = self.value, other.value
        return (
            self.kind == other.kind
            and self.id == other.id
            and self.key == other.key
            and (mine is theirs or (type(mine) is type(theirs) and bool(mine == theirs)))  # `same_value`, written out
            and self.props == other.props
        )

    __hash__ = None  # type: ignore[assignment]  # equality is by content and the content may hold lists

    def __repr__(self) -> str:
        value = SECRET if self.id is not None and getattr(self.source, "secret", False) else repr(self.value)
        return f"{type(self).__name__}({self.kind!r}, {self.props!r}" + (f", value={value})" if self.id else ")")


#: What stands at the place of an element that is gone (a spinner that ended), so that later places keep their number.
GONE = Element("gone")
#: What stands where a run has not come to yet, while something stands behind it.
UNWRITTEN = Element("gone")


def same_value(one: Any, other: Any) -> bool:
    """Return whether two widget values are the same, also where ``1 == 1.0 == True`` hides a change of type."""
    return type(one) is type(other) and bool(one == other)


class Block(Element):
    """An element with children, open for writing until its run ends."""

    __slots__ = ("binds", "children", "depth", "form", "outer", "passing", "place", "root", "tail")

    def __init__(
        self,
        kind: str,
        props: dict[str, Any] | None = None,
        *,
        root: str = "main",
        id: str | None = None,
        key: str | None = None,
        value: Any = None,
        source: Any = None,
        binds: bool = False,
    ) -> None:
        super().__init__(kind, props, id=id, key=key, value=value, source=source)
        self.binds = binds  # whether `with … as name` binds the container to the name
        self.children: list[Element] = []
        self.root = root  # the root container it lies in: part of the identity of widgets without key
        self.form: str | None = None  # the key of the form it lies in
        # A block that is opened again at the same place of one run keeps the old children that it does not overwrite. What
        # stands further back than the run has come is here, too.
        self.tail: list[Element] | None = None
        self.depth = 0  # in how many blocks it stands
        self.outer: Block | None = None  # the block in which it stands, None for a root
        self.place = 0  # where in it
        #: What is shown behind the children for a while and takes no place: those of later elements are the same in each run.
        self.passing: list[Element] = []

    @property
    def end(self) -> int:
        """The first place behind all that stands in the block."""
        return len(self.children) if self.tail is None else max(len(self.children), len(self.tail))

    def at(self, place: int) -> Element | None:
        """Return what stands at a place, None if nothing does."""
        if place < len(self.children):
            return self.children[place]
        return self.tail[place] if self.tail is not None and place < len(self.tail) else None

    def put(self, place: int, element: Element) -> None:
        """Put an element at a place; one that the run has not come to yet, what it writes there will take."""
        if place < len(self.children):
            self.children[place] = element
        else:
            self.tail = [] if self.tail is None else self.tail
            self.tail.extend([UNWRITTEN] * (place + 1 - len(self.tail)))
            self.tail[place] = element

    def shown(self) -> list[Element]:
        """Return the children as they are now, a copy that later writing does not change."""
        children = self.children[:]
        if self.tail is not None:
            children += self.tail[len(children) :]
        if self.passing:
            children += self.passing
        return children

    def walk(self) -> Iterator[Element]:
        """Go through all elements below this block, in reading order."""
        for child in self.shown():
            yield child
            if isinstance(child, Block):
                yield from child.walk()


class Page:
    """The root of what one run wrote: the main part and the sidebar, and what `set_page_config` said of the page."""

    __slots__ = ("config", "main", "roots", "sidebar")

    def __init__(self) -> None:
        self.config: dict[str, Any] = {}  # by the names of its parameters
        self.main = Block("main", root="main")
        self.sidebar = Block("sidebar", root="sidebar")
        self.roots = (self.main, self.sidebar)  # in the order in which they are read

    def walk(self) -> Iterator[Element]:
        """Go through all elements of the page."""
        for root in self.roots:
            yield from root.walk()
