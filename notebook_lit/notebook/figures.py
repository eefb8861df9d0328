"""Figures that scripts leave open do not appear under cells of the notebook.

pyplot has one list of open figures for all threads, and matplotlib's inline backend shows all of them when a cell ends, or when
a comm message has been handled. So

1. while a run is under way and no cell does anything, figures are made as after ``plt.ioff()``: the backend does not mark them
   to be shown. ``plt.show()`` shows them as ever;
2. when the last run is over, what is open and was not before is closed. A closed figure can still be drawn and shown.

Both only with the inline backend. What is not seen: a figure that a script makes while a cell of the notebook runs.
"""

from __future__ import annotations

import sys
from typing import Any


class Figures:
    """Looks after pyplot's figures while apps run."""

    def __init__(self) -> None:
        self._before: frozenset[int] = frozenset()
        self._hushed = False

    def begin(self) -> None:
        """The first run begins: note what is open."""
        pyplot = _pyplot()
        self._before = frozenset() if pyplot is None else frozenset(pyplot.get_fignums())

    def hush(self, on: bool) -> None:
        """Let the backend not mark new figures, or end that."""
        if on == self._hushed:
            return
        if on:
            pyplot = _pyplot()
            if pyplot is None or not pyplot.isinteractive():
                return
        self._hushed = on
        sys.modules["matplotlib"].interactive(not on)

    def end(self) -> None:
        """The last run is over: close what it has left open."""
        pyplot = _pyplot()
        if pyplot is not None:
            for number in pyplot.get_fignums():
                if number not in self._before:
                    pyplot.close(number)


def _pyplot() -> Any:
    """Give pyplot, if it is loaded and draws with the inline backend."""
    if "matplotlib_inline.backend_inline" not in sys.modules:
        return None
    pyplot = sys.modules.get("matplotlib.pyplot")
    if getattr(pyplot, "get_fignums", None) is None:  # another thread is just importing it
        return None
    return pyplot if "inline" in sys.modules["matplotlib"].get_backend() else None
