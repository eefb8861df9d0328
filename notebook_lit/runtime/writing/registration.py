"""Registering widgets: the one way in which an element function claims a value and writes what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from notebook_lit.runtime.model.element import Block, Element
from notebook_lit.runtime.model.state import ATOMS, Record
from notebook_lit.runtime.writing.container import MOST_CHILDREN, Container, put, put_block, target_of
from notebook_lit.runtime.writing.run import Run, claim, warn_of_widget
from notebook_lit.runtime.writing.widget_spec import WidgetSpec, check_persist, checked_callback, checked_widget_key

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Registration(TypedDict, total=False):
    """The arguments of `register`."""

    key: str | int | None
    on_change: Any
    args: Sequence[Any] | None
    kwargs: dict[str, Any] | None
    disabled: bool
    persist_state: str | None


def register(
    at: Container,
    spec: WidgetSpec,
    *,
    key: str | int | None = None,
    on_change: Any = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    disabled: bool = False,
    persist_state: str | None = None,
) -> Record:
    """Claim the value of a widget, without writing anything.

    Parameters
    ----------
    at : Container
        Where the widget stands: part of the identity of one without key.
    spec : WidgetSpec
        What it is.
    key : str or int, optional
        The author's name for it.
    on_change : {"rerun", "ignore"} or callable or None
        What a change does.
    args, kwargs : optional
        Arguments of the callback.
    disabled : bool
        Whether the reader cannot operate it.
    persist_state : {"session", "page"}, optional
        Keep the value while the widget is not drawn; needs a key.

    Returns
    -------
    Record
        The home of the value.

    Raises
    ------
    StreamlitDuplicateElementId, StreamlitDuplicateElementKey
        If another widget of this run has the same identity or key.
    StreamlitValueAssignmentNotAllowedError
        If the script assigned a value that only the reader may set.
    """
    target = at if at._run is not None and not at._run.over else target_of(at)
    return _claimed(target, spec, key, on_change, args, kwargs, disabled, persist_state)


def widget(
    at: Container,
    spec: WidgetSpec,
    *,
    key: str | int | None = None,
    on_change: Any = "rerun",
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    disabled: bool = False,
    persist_state: str | None = None,
) -> Any:
    """Write a widget and return its value, which the author may change (`Domain.returned`).

    Parameters and errors are those of `register`.
    """
    # A page may have hundreds of widgets, and each rerun comes by all of them: what costs a call each is written out here
    target = at if at._run is not None and not at._run.over else target_of(at)
    record = _claimed(target, spec, key, on_change, args, kwargs, disabled, persist_state)
    value = record.value
    domain = spec.domain
    wire = domain.wire(value)
    element = record.element
    if (
        element is None
        or element.source is not domain  # a domain belongs to one spec: the parameters are the same, too
        or element.props["disabled"] is not record.disabled
        or element.props["ignore"] is not record.ignored
        or not (element.value is wire or (type(element.value) is type(wire) and element.value == wire))
    ):
        props = {**spec.props, "disabled": record.disabled, "ignore": record.ignored}
        element = Element(spec.kind, props, id=record.id, key=record.key, value=wire, source=domain)
        record.element = element
    run: Run = target._run  # type: ignore[assignment]
    children = target._block.children  # type: ignore[union-attr]
    if target._index is None and not run.recorded and len(children) < MOST_CHILDREN:
        children.append(element)
    else:
        put(target, element)
    return value if type(value) in ATOMS else domain.returned(value)


def _claimed(
    target: Container,
    spec: WidgetSpec,
    key: str | int | None,
    on_change: Any,
    args: Sequence[Any] | None,
    kwargs: dict[str, Any] | None,
    disabled: bool,
    persist_state: str | None,
) -> Record:
    """Do what `register` says, for a container that `target_of` returned. By position: calls by name cost twice as much."""
    run: Run = target._run  # type: ignore[assignment]
    block: Block = target._block  # type: ignore[assignment]
    if run.signal is not None:
        run.checkpoint()
    if run.recorded:
        warn_of_widget(spec.kind)
    if key is not None:
        key = checked_widget_key(key)
    if persist_state is not None:
        check_persist(persist_state, key)
    callback = None if on_change == "rerun" else checked_callback(on_change)
    id = spec.ids.get((key, block.root, block.form)) or spec.id_for(key, block.root, block.form)
    if key is None and id not in run.seen:
        run.seen.add(id)
    else:
        claim(run, id, key, spec.kind)
    record = run.state.register(id, key, spec.kind, spec.domain, spec.assignable, persist_state)
    record.callback = callback
    record.args = () if args is None else args
    record.kwargs = {} if kwargs is None else kwargs
    record.disabled = bool(disabled)  # whatever an author has for it: a text, a number of numpy
    record.ignored = on_change == "ignore"
    if id in run.triggers:
        run.triggers[id] = True
    return record


def open_widget(at: Container, spec: WidgetSpec, *, binds: bool = False, **registration: Unpack[Registration]) -> Any:
    """Write a block that has a value (tabs that report which one is open) and return the container that writes into it.

    The value is the ``value`` of the block. Parameters and errors are those of `register`.
    """
    target = target_of(at)
    record = register(target, spec, **registration)
    props = {**spec.props, "disabled": False, "ignore": record.ignored}
    wire = spec.domain.wire(record.value)
    block = Block(spec.kind, props, id=record.id, key=record.key, value=wire, source=spec.domain, binds=binds)
    return put_block(target, block)
