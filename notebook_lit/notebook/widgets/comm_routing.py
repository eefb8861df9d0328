"""Events that reach an app while a cell runs, where kernel and front end can do that.

JupyterLab and Notebook 7 ask for widget messages to be handled on a subshell, a thread beside the one that runs cells.
ipykernel 7.0 to 7.3 do as asked. From 7.4 on, a message goes to the subshell that last sent something on the same comm:

1. that is the main shell for a widget that a cell made or changed, so its events wait for the end of the cell that runs;
2. it may be a subshell that is gone, since its page was reloaded, and then the event is lost.

So the comm of a widget is told here to take the front end's own wish, or the main shell if that subshell is gone. That is a
private place of ipykernel: where it is not there, nothing is done, and events come when the kernel brings them.
"""

from __future__ import annotations

from typing import Any

from ipywidgets import Widget


def deliver_at_once(widget: Widget) -> None:
    """Let the events of a widget go to where the front end wants them handled."""
    heed_wishes(widget.comm)


def heed_wishes(comm: Any) -> None:
    """Let the messages of a comm go to where the front end wants them handled."""
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda data, wished: wished if _alive(comm, wished) else None


def _alive(comm: Any, subshell: str | None) -> bool:
    """Tell whether the kernel has that subshell; called on the thread that hands messages out."""
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
