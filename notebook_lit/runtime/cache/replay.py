"""What a cached function draws: written down while it is computed, drawn again at each hit.

Rules
-----
1. A hit draws at the place of *its* call what the computation drew at the place of its own; what went to the sidebar goes to
   the sidebar. Elements never change, so they are shared; blocks belong to one run and are made anew.
2. What counts is how each place looked in the end: a placeholder that was written three times is drawn once.
3. Widgets are not drawn again, since nobody would take their values; the warning that is put before each is. (Streamlit draws a
   widget again, which then has no effect.)
4. Writing into a container from outside cannot be repeated, since a hit has no way to find that container: it says so.
5. Who writes is known from the context, so tasks and threads that run beside the function are not mistaken for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from notebook_lit.errors import CachedWidgetWarning
from notebook_lit.runtime.model.element import GONE, Block, Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.container import block_of, bound, put
from notebook_lit.runtime.writing.old_places import take_place
from notebook_lit.runtime.writing.run import Run, Scope, claim, current

HERE = "here"


class Kept(NamedTuple):
    """An element as it is kept: itself, or the head of a block with what is in it."""

    element: Element
    children: tuple[Kept, ...] | None = None
    binds: bool = False


class Drawn(NamedTuple):
    """What one computation drew.

    Parameters
    ----------
    nodes : tuple
        Pairs of a place (`HERE`, or the kind of a root block) and a `Kept`.
    outside : str
        The kind of an element that went into a container from outside, "" if none did.
    """

    nodes: tuple[tuple[str, Kept], ...] = ()
    outside: str = ""

    @property
    def size(self) -> int:
        """Roughly the bytes that it takes."""
        return sum(_size(node) for _, node in self.nodes)


class Recording:
    """Writes down what one computation draws.

    Parameters
    ----------
    scope : Scope
        Where the function was called.
    name : str
        The function, for messages.
    flight : object
        The computation, for the search for circles.
    """

    __slots__ = ("_here", "_known", "_name", "_outside", "_places", "_roots", "_start", "flight", "outer")

    def __init__(self, scope: Scope, name: str, flight: object = None) -> None:
        self._here = scope.top
        self._name = name
        self._roots = scope.run.page.roots
        self._start = {id(block): len(block.children) for block in (block_of(self._here), *self._roots)}
        self._places: dict[tuple[int, int], tuple[Block, int]] = {}
        self._known: dict[int, Block] = {}
        self._outside = ""
        self.outer: Recording | None = scope.recording
        self.flight = flight

    def note(self, block: Block, index: int, element: Element) -> None:
        """Take note of an element that was put somewhere."""
        if self.outer is not None:
            self.outer.note(block, index, element)
        if isinstance(element, Block):
            self._known[id(element)] = element
        if id(block) in self._known:
            return
        at_place = block is block_of(self._here) and index == self._here._index
        if at_place or index >= self._start.get(id(block), index + 1):
            self._places[id(block), index] = (block, index)
        elif element is not GONE:
            self._outside = element.kind

    def warn_of_widget(self, kind: str) -> None:
        """Put a warning before a widget."""
        current.get().top.exception(
            CachedWidgetWarning(
                f"`{self._name}()` is cached and draws `st.{kind}`. A hit doesn't run the function, so the widget would be "
                f"missing then and its value lost. Draw it outside and pass its value as an argument."
            )
        )

    def finish(self) -> Drawn:
        """Return what was drawn, as it looks now."""
        nodes = []
        for block, index in self._places.values():
            element = block.at(index)
            node = None if element is None else _frozen(element)
            if node is not None:
                nodes.append((HERE if block is block_of(self._here) else block.kind, node))
        return Drawn(tuple(nodes), self._outside)


def _frozen(element: Element) -> Kept | None:
    """Keep an element; None for what is not drawn again."""
    if element.kind == "gone":
        return None
    if not isinstance(element, Block):
        return None if element.id is not None else Kept(element)
    if isinstance(element.source, Domain):
        return None
    children = [_frozen(child) for child in element.shown()]
    head = Element(element.kind, element.props, id=element.id, key=element.key, value=element.value, source=element.source)
    head.line = element.line
    return Kept(head, tuple(child for child in children if child is not None), element.binds)


def _size(node: Kept) -> int:
    own = 500 + sum(len(value) for value in node.element.props.values() if isinstance(value, str | bytes))
    return own + sum(_size(child) for child in node.children or ())


def replay(drawn: Drawn, scope: Scope) -> None:
    """Draw again what a computation drew.

    Raises
    ------
    StreamlitDuplicateElementKey
        If a keyed container is drawn a second time in this run.
    """
    run = scope.run
    run.checkpoint()
    for where, node in drawn.nodes:
        container = scope.top
        if where != HERE:
            root = next((block for block in run.page.roots if block.kind == where), None)
            container = scope.top if root is None else bound(run, root)
        put(container, _thawed(node, run, block_of(container)))


def _thawed(node: Kept, run: Run, outer: Block) -> Element:
    head = node.element
    if node.children is None:
        return head
    if head.id is not None:
        claim(run, head.id, head.key, head.kind)
    block = Block(
        head.kind, head.props, root=outer.root, id=head.id, key=head.key, value=head.value, source=head.source, binds=node.binds
    )
    block.line, block.form = head.line, outer.form
    for child in node.children:
        inner = _thawed(child, run, block)
        if isinstance(inner, Block):
            take_place(inner, block, len(block.children))
        block.children.append(inner)
    return block


@contextmanager
def recorded(recording: Recording | None, scope: Scope | None) -> Iterator[None]:
    """Let a recording hear of what the block writes."""
    if recording is None or scope is None:
        yield
        return
    scope.run.recorded = True
    token = current.set(scope._replace(recording=recording))
    try:
        yield
    finally:
        current.reset(token)


@contextmanager
def busy(scope: Scope | None, text: str | None, show_time: bool) -> Iterator[None]:
    """Show that a function is computed. Only the outermost cached function says so."""
    if scope is None or text is None or scope.recording is not None:
        yield
        return
    with scope.top.spinner(text, show_time=show_time, _cache=True):
        yield
