"""Routes widget events so that they reach an app while a cell runs, where kernel and front end support that.

JupyterLab and Notebook 7 ask for widget messages to be handled on a subshell, a thread beside the one that runs cells.
ipykernel 7.0 to 7.3 do as asked. From 7.4 on, a message goes to the subshell that last sent something on the same comm:

1. that is the main shell for a widget that a cell made or changed, so its events wait for the end of the cell that runs;
2. it may be a subshell that is gone, since its page was reloaded, and then the event is lost.

So the comm of a widget is patched here to use the subshell that the front end requested, or the main shell if that is gone. The
patched method is private to ipykernel: where it does not exist, nothing is patched, and events wait for the end of the cell.
"""

from __future__ import annotations

from typing import Any

from ipywidgets import Widget


def route_widget_events(widget: Widget) -> None:
    """Handle the events of a widget on the subshell that the front end requests."""
    route_comm(widget.comm)


def route_comm(comm: Any) -> None:
    """Handle the messages of a comm on the subshell that the front end requests."""
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda data, requested: requested if _has_subshell(comm, requested) else None


def _has_subshell(comm: Any, subshell: str | None) -> bool:
    """Return whether the kernel has that subshell; called on the shell channel thread."""
    if subshell is None:
        return True
    manager: Any = getattr(getattr(comm.kernel, "shell_channel_thread", None), "manager", None)
    if manager is None:
        return False
    try:
        manager.get_shell_channel_to_subshell_socket(subshell)
    except KeyError:  # ipykernel's UnknownSubshellError is one
        return False
    return True
