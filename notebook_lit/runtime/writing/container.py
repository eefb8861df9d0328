"""Containers: where the script writes, and the functions with which element functions write to them.

`DeltaGenerator` puts the element functions on top of `Container`. There are four ways to address a place: ``st`` itself (the
innermost ``with``), a root (the sidebar), a block, and one place in a block, whose element is replaced by each write.

What writes is a function that takes the container first (`emit`, `open_block`), not a method: the methods of a container are
the ``st`` functions and nothing else, so that completion shows these.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeVar

from notebook_lit.errors import NoSessionContext, StreamlitAPIException
from notebook_lit.runtime.model.element import Block, Element
from notebook_lit.runtime.writing.old_places import standing, take_place
from notebook_lit.runtime.writing.run import Run, Scope, claim, current, record

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")

#: Makes a container without filling it in, at the speed of C.
_blank: Callable[[type[Container]], Container] = object.__new__

#: So many elements one run may write into one container: what a loop without end has written when it is stopped is drawn, too.
MOST_CHILDREN = 50_000
#: So many containers may stand inside each other: no front end lays out more in bearable time.
DEEPEST = 100


class BlockType(Protocol):
    """What a declaration says of a kind of block (see `elements.shared.element_type`)."""

    @property
    def kind(self) -> str:
        """The ``st`` name."""

    @property
    def binds(self) -> bool:
        """Whether ``with … as name`` binds the container to the name."""


class Container:
    """A place to write to."""

    __slots__ = ("_block", "_index", "_root", "_run")
    #: The class of the containers that writes return; `notebook_lit.delta_generator` sets it.
    _class: ClassVar[type[Container]]

    def __init__(self, root: Literal["top", "main", "sidebar"] = "top") -> None:
        self._root = root
        self._run: Run | None = None
        self._block: Block | None = None
        self._index: int | None = None

    def __enter__(self) -> Self | None:
        """Send what ``st`` writes here until the ``with`` ends.

        As in Streamlit, only expanders, tabs and their like bind themselves to the ``as`` name.
        """
        target = target_of(self)
        run: Run = target._run  # type: ignore[assignment]
        run.checkpoint()
        outer = current.get()
        # A container of an earlier run moves on with each write, so it is looked up anew by each (`target_of`)
        top = target if self._run is None or not self._run.over else self
        current.set(Scope(run, top, outer, outer.recording))
        return self if target._index is None and target._block.binds else None  # type: ignore[union-attr]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        outer = current.get().outer
        if outer is not None:
            current.set(outer)


Container._class = Container


def bound(run: Run, block: Block, index: int | None = None) -> Any:
    """Return a container for a block of a run, or for one place in it."""
    made = _blank(Container._class)
    made._run = run  # `_root` is read only where there is no run
    made._block = block
    made._index = index
    return made


# -- writing -----------------------------------------------------------------------------------------------------------


def emit(at: Container, build: Callable[..., Element], *args: Any) -> Any:
    """Write a static element: the one that ``build(*args)`` makes.

    Parameters
    ----------
    at : Container
        Where to.
    build : callable
        A module-level function (the memory goes by its identity) that checks the arguments and makes the element.
    *args
        Its arguments, normalised: equal arguments must draw equally. Those that cannot be hashed are never remembered.

    Returns
    -------
    DeltaGenerator
        The place of the element: writing to it replaces the element.
    """
    # The hot path of every rerun, so `target_of`, `make` and `put` are written out: calls are half of what a row costs
    target: Any = at
    run: Any = at._run
    if run is None:
        try:
            target = current.get().top if at._root == "top" else target_of(at)
        except LookupError:
            target = target_of(at)
        run = target._run
    if run.over:
        target = target_of(target)
        run = target._run
    if run.signal is not None:
        run.checkpoint()
    try:
        cell = run.recall((build, args))
    except TypeError:  # an argument cannot be hashed
        element = build(*args)
        element.line = run.line()
        return put(target, element)
    if cell is None:
        element = build(*args)
        element.line = run.line()
        run.memo.cells[build, args] = [element, run.number]
    else:
        cell[1] = run.number
        element = cell[0]
    if target._index is not None or run.recorded:
        return put(target, element)
    block = target._block
    children = block.children
    index = len(children)
    if index >= MOST_CHILDREN:
        return put(target, element)
    children.append(element)
    place: Any = _blank(target.__class__)
    place._run = run
    place._block = block
    place._index = index
    return place


def make(at: Container, build: Callable[..., T], *args: Any) -> T:
    """Return ``build(*args)``, made once for equal arguments as long as each run asks for it again.

    Arguments that are equal must mean the same: turn them into str, or add their type, where ``1 == True`` matters.
    """
    run: Any = at._run
    if run is None or run.over:
        run = target_of(at)._run
    try:
        cell = run.recall((build, args))
    except TypeError:  # an argument cannot be hashed
        return build(*args)
    if cell is None:
        cell = run.memo.cells[build, args] = [build(*args), run.number]
    else:
        cell[1] = run.number
    return cell[0]  # type: ignore[no-any-return]


def open_block(at: Container, type: BlockType, props: dict[str, Any] | None = None, *, key: str | int | None = None) -> Any:
    """Write a block and return the container that writes into it.

    A block that is opened where this run has already opened one keeps the children that it does not overwrite.
    """
    target = target_of(at)
    run: Run = target._run  # type: ignore[assignment]
    run.checkpoint()
    id = None
    key = None if key is None else str(key) or None  # a block has no value: any name will do, and "" is none
    if key is not None:
        id = f"$$ID-{type.kind}-{key}"
        claim(run, id, key, type.kind)
    return put_block(target, Block(type.kind, props, id=id, key=key, binds=type.binds))


def put_block(target: Container, block: Block) -> Any:
    """Write a block that is made already, and return the container that writes into it."""
    run: Run = target._run  # type: ignore[assignment]
    outer: Block = target._block  # type: ignore[assignment]
    if outer.depth >= DEEPEST:
        raise StreamlitAPIException(
            f"This {block.kind} would stand inside {outer.depth} others; at most {DEEPEST} can stand inside each other. "
            "If a loop or a function opens them: write into a container that is outside of it."
        )
    block.root, block.form = outer.root, outer.form
    block.line = run.line()
    put(target, block)
    return bound(run, block)


def put(target: Container, element: Element) -> Container:
    """Write an element that is made already into a container that `target_of` returned, and return its place."""
    block: Block = target._block  # type: ignore[assignment]
    run: Run = target._run  # type: ignore[assignment]
    index = len(block.children) if target._index is None else target._index
    if index >= MOST_CHILDREN:
        raise StreamlitAPIException(
            f"The script has written {MOST_CHILDREN:,} elements into one container in one run; no front end can show more. "
            "If it is a loop without end: write into one `st.empty()`."
        )
    if isinstance(element, Block):
        take_place(element, block, index)
    if target._index is None:
        block.children.append(element)
    else:
        block.put(index, element)
    if run.recorded:
        record(block, index, element)
    if target._index is not None:
        return target
    place = _blank(type(target))
    place._run = run
    place._block = block
    place._index = index
    return place


def replace(at: Container, element: Element) -> None:
    """Put ``element`` at the one place that the container stands for (an ended spinner puts `GONE` there)."""
    if at._index is None:
        raise ValueError("only a container of one place can be replaced")
    put(at, element)


# -- where a container is ------------------------------------------------------------------------------------------------


def element_at(at: Container) -> Element | None:
    """Return what stands at the one place of the container now; None for a container of many places."""
    target = target_of(at)
    return None if target._index is None else target._block.at(target._index)  # type: ignore[union-attr]


def run_of(at: Container) -> Run:
    """Return the run that the container belongs to, or the current one."""
    return target_of(at)._run  # type: ignore[return-value]


def block_of(at: Container) -> Block:
    """Return the block that is written to."""
    return target_of(at)._block  # type: ignore[return-value]


def target_of(at: Container) -> Container:
    """Return the bound container that this one stands for, in the run that is current."""
    if at._run is not None:
        return at if not at._run.over else _again(at)
    try:
        scope = current.get()
    except LookupError:
        raise NoSessionContext(
            "No app is running here, so `st` has no page to write to. Put `%%litapp` at the top of the cell (after "
            "`%load_ext notebook_lit`), or run the file with `%litapp FILE`. In a thread that the script started, "
            "start it with `threading.Thread(target=contextvars.copy_context().run, args=(f,))`."
        ) from None
    if at._root == "top":
        top: Container = scope.top
        return top if not top._run.over else _again(top)  # type: ignore[union-attr]
    page = scope.run.page
    return bound(scope.run, page.sidebar if at._root == "sidebar" else page.main)  # type: ignore[no-any-return]


def _again(at: Container) -> Container:
    """Return the place that a container of an earlier run stands for in the run that is current (`old_places`)."""
    scope = current.get(None)
    if scope is None or scope.run is at._run:  # a thread of that run, which goes on writing where it is
        return at
    old: Block = at._block  # type: ignore[assignment]
    block = standing(old, scope.run.page)
    return bound(scope.run, block, max(old.end, block.end) if at._index is None else at._index)  # type: ignore[no-any-return]
