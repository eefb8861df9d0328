"""Containers: where the script writes, and the small writing interface that all ``st`` functions use.

`DeltaGenerator` puts the element functions on top. There are four ways to address a place: ``st`` itself (the innermost
``with``), a root (the sidebar), a block, and one place in a block, whose element is replaced by each write.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from notebook_lit.errors import NoSessionContext, StreamlitAPIException
from notebook_lit.runtime.model.element import Block, Element, same_value
from notebook_lit.runtime.model.state import copied
from notebook_lit.runtime.writing.run import Run, Scope, claim, current, record, warn_of_widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec, check_persist, checked_callback, checked_widget_key

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")

#: Makes a container without filling it in, at the speed of C.
_blank: Callable[[type[Container]], Container] = object.__new__

#: Blocks that `with … as name` binds to the name (docs/semantics.md#g.1).
BINDS_ITSELF = frozenset({"expander", "tab", "status", "popover", "dialog"})
#: So many elements one run may write into one container: what a loop without end has written when it is stopped is drawn, too.
MOST_CHILDREN = 50_000


class Container:
    """A place to write to, with the operations that element functions are made of: emit, widget, open_block."""

    __slots__ = ("_block", "_index", "_root", "_run")
    #: The class of the containers that writes give back; the switchboard sets it to DeltaGenerator.
    handle: ClassVar[type[Container]]

    def __init__(self, root: Literal["top", "main", "sidebar"] = "top") -> None:
        self._root = root
        self._run: Run | None = None
        self._block: Block | None = None
        self._index: int | None = None

    @classmethod
    def bound(cls, run: Run, block: Block, index: int | None = None) -> Self:
        """Make a container for a block of a run, or for one place in it."""
        self = cls.__new__(cls)
        self._run = run  # `_root` is read only where there is no run
        self._block = block
        self._index = index
        return self

    # -- the writing interface ---------------------------------------------------------------------------------------

    def emit(self, build: Callable[..., Element], *args: Any) -> Any:
        """Write a static element: the one that ``build(*args)`` makes.

        Parameters
        ----------
        build : callable
            A module-level function (the memory goes by its identity) that checks the arguments and makes the element.
        *args
            Its arguments, normalised: equal arguments must draw equally. Those that cannot be hashed are never remembered.

        Returns
        -------
        DeltaGenerator
            The place of the element: writing to it replaces the element.
        """
        # The hot path of every rerun, so `_target`, `Run.make` and `_put` are written out: calls are half of what a row costs
        target: Any = self
        if self._run is None:
            try:
                target = current.get().top if self._root == "top" else self._target()
            except LookupError:
                target = self._target()
        run = target._run
        if run.signal is not None:
            run.checkpoint()
        try:
            cell = run.recall((build, args))
        except TypeError:  # an argument cannot be hashed
            element = build(*args)
            element.line = run.line()
            return target._put(element)
        if cell is None:
            element = build(*args)
            element.line = run.line()
            run.memo.cells[build, args] = [element, run.number]
        else:
            cell[1] = run.number
            element = cell[0]
        children = target._block.children
        if target._index is not None or run.recorded or len(children) >= MOST_CHILDREN:
            return target._put(element)
        handle: Any = _blank(type(target))
        handle._run = run
        handle._block = target._block
        handle._index = len(children)
        children.append(element)
        return handle

    def make(self, build: Callable[..., T], *args: Any) -> T:
        """Give ``build(*args)`` from the memory of the run (see `Run.make`)."""
        return self.run.make(build, args)

    def widget(
        self,
        spec: WidgetSpec,
        *,
        key: str | int | None = None,
        on_change: Any = "rerun",
        args: Sequence[Any] | None = None,
        kwargs: dict[str, Any] | None = None,
        disabled: bool = False,
        persist_state: str | None = None,
    ) -> Any:
        """Write a widget and give its value, a copy that the author may change.

        Parameters
        ----------
        spec : WidgetSpec
            What it is.
        key : str or int, optional
            The author's name for it.
        on_change : {"rerun", "ignore"} or callable or None
            What a change does.
        args, kwargs : optional
            Arguments of the callback.
        disabled : bool
            Whether the reader can operate it.
        persist_state : {"session", "page"}, optional
            Keep the value while the widget is not drawn; needs a key.

        Raises
        ------
        StreamlitDuplicateElementId, StreamlitDuplicateElementKey
            If another widget of this run has the same identity or key.
        StreamlitValueAssignmentNotAllowedError
            If the script assigned a value that only the reader may set.
        """
        target = self._target()
        run: Run = target._run  # type: ignore[assignment]
        block: Block = target._block  # type: ignore[assignment]
        run.checkpoint()
        if run.recorded:
            warn_of_widget(spec.kind)
        if key is not None:
            key = checked_widget_key(key)
        check_persist(persist_state, key)
        callback = checked_callback(on_change)
        id = spec.id_for(key, block.root, block.form)
        claim(run, id, key, spec.kind)
        record = run.state.register(id, key, spec.kind, spec.domain, assignable=spec.assignable, persist=persist_state)
        record.callback = callback
        record.args = () if args is None else args
        record.kwargs = {} if kwargs is None else kwargs
        record.disabled = disabled
        if id in run.triggers:
            run.triggers[id] = True
        wire = spec.domain.wire(record.value)
        element = spec.element
        if (
            element is None
            or element.id != id
            or element.props["disabled"] is not disabled
            or element.props["ignore"] is not (on_change == "ignore")
            or not (element.value is wire or same_value(element.value, wire))
        ):
            props = {**spec.props, "disabled": disabled, "ignore": on_change == "ignore"}
            element = spec.element = Element(spec.kind, props, id=id, key=key, value=wire, source=spec.domain)
            element.line = run.line()
        target._put(element)
        return copied(record.value)

    def open_block(
        self, kind: str, props: dict[str, Any] | None = None, *, key: str | int | None = None, value: Any = None
    ) -> Any:
        """Write a block and give the container that writes into it.

        A block that is opened where this run has already opened one keeps the children that it does not overwrite.
        """
        target = self._target()
        run: Run = target._run  # type: ignore[assignment]
        outer: Block = target._block  # type: ignore[assignment]
        run.checkpoint()
        id = None
        key = None if key is None else str(key) or None  # a block has no value: any name will do, and "" is none
        if key is not None:
            id = f"$$ID-{kind}-{key}"
            claim(run, id, key, kind)
        return self._open(target, Block(kind, props, root=outer.root, id=id, key=key, value=value))

    def open_widget(
        self,
        spec: WidgetSpec,
        *,
        key: str | int | None = None,
        on_change: Any = "rerun",
        args: Sequence[Any] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Write a block that has a value (tabs that report which one is open) and give the container that writes into it.

        The value is the ``value`` of the block. Parameters and errors are those of `widget`.
        """
        target = self._target()
        run: Run = target._run  # type: ignore[assignment]
        outer: Block = target._block  # type: ignore[assignment]
        run.checkpoint()
        if run.recorded:
            warn_of_widget(spec.kind)
        if key is not None:
            key = checked_widget_key(key)
        callback = checked_callback(on_change)
        id = spec.id_for(key, outer.root, outer.form)
        claim(run, id, key, spec.kind)
        record = run.state.register(id, key, spec.kind, spec.domain, assignable=spec.assignable)
        record.callback = callback
        record.args = () if args is None else args
        record.kwargs = {} if kwargs is None else kwargs
        props = {**spec.props, "disabled": False, "ignore": on_change == "ignore"}
        value = spec.domain.wire(record.value)
        block = Block(spec.kind, props, root=outer.root, id=id, key=key, value=value)
        block.source = spec.domain
        return self._open(target, block)

    def _open(self, target: Container, block: Block) -> Any:
        run: Run = target._run  # type: ignore[assignment]
        outer: Block = target._block  # type: ignore[assignment]
        block.form = outer.form
        block.line = run.line()
        if target._index is not None:
            before = outer.children[target._index]
            if isinstance(before, Block):
                block.tail = before.shown()
        target._put(block)
        return self.handle.bound(run, block)

    def replace(self, element: Element) -> None:
        """Put ``element`` at this one place (an ended spinner puts `GONE` there)."""
        if self._index is None:
            raise ValueError("only a container of one place can be replaced")
        self._put(element)

    @property
    def element(self) -> Element | None:
        """What stands at this one place now; None for a container of many places."""
        target = self._target()
        return None if target._index is None else target.block.children[target._index]

    # -- where it is ---------------------------------------------------------------------------------------------------

    @property
    def run(self) -> Run:
        """The run that this container belongs to, or the current one."""
        return self._target()._run  # type: ignore[return-value]

    @property
    def block(self) -> Block:
        """The block that is written to."""
        return self._target()._block  # type: ignore[return-value]

    def _target(self) -> Container:
        """Find the bound container that this one stands for."""
        if self._run is not None:
            return self
        try:
            scope = current.get()
        except LookupError:
            raise NoSessionContext(
                "No app is running here, so `st` has no page to write to. Put `%%litapp` at the top of the cell (after "
                "`%load_ext notebook_lit`), or run the file with `%litapp FILE`. In a thread that the script started, "
                "start it with `threading.Thread(target=contextvars.copy_context().run, args=(f,))`."
            ) from None
        if self._root == "top":
            return scope.top  # type: ignore[no-any-return]
        return self.handle.bound(scope.run, scope.run.page.sidebar if self._root == "sidebar" else scope.run.page.main)

    def _put(self, element: Element) -> Container:
        block: Block = self._block  # type: ignore[assignment]
        index = self._index
        if index is not None:
            block.children[index] = element
            if self._run.recorded:  # type: ignore[union-attr]
                record(block, index, element)
            return self
        children = block.children
        if len(children) >= MOST_CHILDREN:
            raise StreamlitAPIException(
                f"The script has written {MOST_CHILDREN:,} elements into one container in one run; no front end can show more. "
                "If it is a loop without end: write into one `st.empty()`."
            )
        children.append(element)
        if self._run.recorded:  # type: ignore[union-attr]
            record(block, len(children) - 1, element)
        handle = _blank(type(self))
        handle._run = self._run
        handle._block = block
        handle._index = len(children) - 1
        return handle

    # -- with ------------------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self | None:
        """Send what ``st`` writes here until the ``with`` ends.

        As in Streamlit, only expanders, tabs and their like bind themselves to the ``as`` name.
        """
        target = self._target()
        run: Run = target._run  # type: ignore[assignment]
        run.checkpoint()
        outer = current.get()
        current.set(Scope(run, target, outer, outer.recording))
        block: Block = target._block  # type: ignore[assignment]
        return self if target._index is None and block.kind in BINDS_ITSELF else None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        outer = current.get().outer
        if outer is not None:
            current.set(outer)


Container.handle = Container
