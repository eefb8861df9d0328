"""What front ends say to the widgets of an app, checked before ipywidgets sees it.

Rules
-----
1. A front end sets the traits that its reader can change, and no others; a value is taken as it is or not at all: nothing is
   cast, cut or moved into bounds.
2. What is refused is answered with the truth, as an echo: a front end that has sent something newer meanwhile leaves it out.
3. Nothing gets out of here: neither an exception nor more than one line in the log, which holds no value.
4. The id of a widget stays its own: `reclaim` undoes that a front end has closed its comm, or opened another one under its id.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from comm import get_comm_manager
from ipywidgets import ToggleButton, Widget
from ipywidgets.widgets.widget import _instances
from traitlets import Bool

from notebook_lit.elements.shared.widget_tree import encodable
from notebook_lit.notebook.widgets.comm_routing import route_widget_events

_log = logging.getLogger("notebook_lit")


def guard(widget: Widget, writable: Collection[str] = ()) -> None:
    """Let front ends set only the ``writable`` traits of a widget (rule 1)."""
    widget.comm.on_msg(partial(_receive, widget, frozenset(writable)))


def reclaim(widget: Widget) -> None:
    """Register the comm of a widget again, if a front end has closed it or taken its id for another one (rule 4)."""
    comm, manager = widget.comm, get_comm_manager()
    if comm is None or manager.comms.get(comm.comm_id) is comm:
        return
    other = manager.comms.get(comm.comm_id)
    if other is not None:
        other._closed = True  # its end must not close ours
    usurper = _instances.get(comm.comm_id)
    if usurper is not None and usurper is not widget:
        usurper.comm = None
    _instances[comm.comm_id] = widget
    comm._closed = False
    manager.register_comm(comm)


def reopen(widget: Widget) -> None:
    """Open a widget anew under its id, after all that it holds, wherever a front end or ``Widget.close_all`` has closed one.

    For what is around a page: there a reader can press buttons, and change nothing but a toggle.
    """
    for part in (getattr(widget, "layout", None), getattr(widget, "style", None), *getattr(widget, "children", ())):
        if isinstance(part, Widget):
            reopen(part)
    comm = widget.comm
    if comm is not None:
        if get_comm_manager().comms.get(comm.comm_id) is comm:
            return
        reclaim(widget)
        get_comm_manager().unregister_comm(comm)
        comm._closed = True
        widget.comm = None
    widget.open()
    guard(widget, ("value",) if isinstance(widget, ToggleButton) else ())
    route_widget_events(widget)


def _receive(widget: Widget, writable: frozenset[str], message: Mapping[str, Any]) -> None:
    """Take one message."""
    try:
        data = message["content"]["data"]
        method = data["method"]
        if method == "update":
            _update(widget, writable, data["state"])
        elif method == "request_state":
            widget.send_state()
        elif method == "custom" and isinstance(data["content"], dict):
            widget._handle_custom_msg(data["content"], message.get("buffers", []))
        else:
            raise ValueError("no such method")
    except BaseException as fault:  # noqa: BLE001  # rule 3
        _log.debug("a message of a front end to a %s was refused: %s", type(widget).__name__, type(fault).__name__)


def _update(widget: Widget, writable: frozenset[str], state: Mapping[str, Any]) -> None:
    """Set what may be set, and answer what may not with the truth."""
    taken: dict[str, Any] = {}
    refused: list[str] = []
    for name, sent in state.items():
        value = encodable(sent)
        if name in writable and _fits(widget, name, value):
            taken[name] = value
        elif widget.has_trait(name) and name in widget.keys:
            refused.append(name)
    if taken:
        widget.set_state(taken)
    if refused:
        _log.debug("a front end may not set %s of a %s like that", refused, type(widget).__name__)
        widget._send({"method": "echo_update", "state": widget.get_state(refused), "buffer_paths": []})


def _fits(widget: Widget, name: str, sent: Any) -> bool:
    """Return whether a trait takes a value exactly as it was sent (rule 1)."""
    try:
        trait = widget.traits()[name]
        if _holds_bool(sent) and not isinstance(trait, Bool):
            return False  # Python takes a bool for an int
        value = widget.trait_metadata(name, "from_json", Widget._trait_from_json)(sent, widget)
        taken = trait._validate(widget, value)
        return _equal(widget.trait_metadata(name, "to_json", Widget._trait_to_json)(taken, widget), sent)
    except Exception:  # noqa: BLE001  # the toolkit's parsers raise whatever a malformed value leads them to
        return False


def _holds_bool(sent: Any) -> bool:
    return isinstance(sent, bool) or (isinstance(sent, list) and any(map(_holds_bool, sent)))


def _equal(taken: Any, sent: Any) -> bool:
    """Return whether two JSON values are the same, types included; a whole number may stand for a float."""
    if isinstance(taken, tuple | list):
        return isinstance(sent, tuple | list) and len(taken) == len(sent) and all(map(_equal, taken, sent))
    if isinstance(taken, dict):
        return isinstance(sent, dict) and taken.keys() == sent.keys() and all(_equal(taken[key], sent[key]) for key in taken)
    if type(taken) is float:
        return type(sent) in (int, float) and bool(taken == sent)
    return type(taken) is type(sent) and bool(taken == sent)
