"""Keeps figures that scripts leave open from appearing under cells of the notebook.

pyplot has one list of open figures for all threads, and matplotlib's inline backend shows all of them when a cell ends, or when
a comm message has been handled. So

1. while a run is under way and no cell does anything, figures are made as after ``plt.ioff()``: the backend does not mark them
   to be shown. ``plt.show()`` shows them as ever;
2. when the last run is over, what is open and was not before is closed. A closed figure can still be drawn and shown;
3. a figure that a script makes while a cell of the notebook runs is marked as the app's, by matplotlib's hook for new figures.
   When that cell ends, its own figures are shown and closed here, before the backend would do it with all of them: the app's
   are neither shown under the cell, nor drawn there while the script is drawing them, nor closed before their time.

All only with the inline backend. The hook is in place from the first run on that finds matplotlib loaded.
"""

from __future__ import annotations

import sys
from typing import Any

from IPython.display import display

from notebook_lit.runtime.writing.run import current

#: Where matplotlib finds `mark_figure`.
HOOK = f"{__name__}:mark_figure"


def mark_figure(figure: Any) -> None:
    """Mark a new figure as an app's; called by matplotlib on the thread that makes it."""
    if current.get(None) is not None and _pyplot() is not None:
        figure.of_lit_app = True
        # pyplot draws all figures anew, unseen, when a cell ends: a picture that the script is just taking of it would be cut.
        figure.canvas.draw_idle = _skip_draw
        backend = sys.modules.get("matplotlib_inline.backend_inline")
        if backend is not None and figure in backend.show._to_draw:  # a cell runs meanwhile: it has nothing to show for it
            backend.show._to_draw = [other for other in backend.show._to_draw if other is not figure]
            backend.show._draw_called = bool(backend.show._to_draw)


def _skip_draw() -> None:
    """Replace ``draw_idle``: the figure is drawn when it is shown."""


class PyplotFigures:
    """Separates the pyplot figures of apps from those of the notebook."""

    def __init__(self) -> None:
        self._before: frozenset[int] = frozenset()
        self.suppressed = False

    def begin(self) -> None:
        """Note the open figures, when the first run begins."""
        if "matplotlib" not in sys.modules:
            self._before = frozenset()
            return
        pyplot = _pyplot()
        self._hook(pyplot is not None)
        self._before = frozenset() if pyplot is None else frozenset(pyplot.get_fignums())

    def suppress_display(self, on: bool) -> None:
        """Turn matplotlib's interactive mode off, or on again (rule 1)."""
        if on == self.suppressed:
            return
        if on:
            pyplot = _pyplot() if "matplotlib" in sys.modules else None
            if pyplot is None or not pyplot.isinteractive():
                return
        self.suppressed = on
        sys.modules["matplotlib"].interactive(not on)

    def end(self) -> None:
        """Close the figures that scripts left open, when the last run is over (rule 2)."""
        pyplot = _pyplot() if "matplotlib" in sys.modules else None
        if pyplot is not None:
            for number in pyplot.get_fignums():
                if number not in self._before:
                    pyplot.close(number)

    def cell_ends(self, *, running: bool) -> None:
        """Show and close the figures of a cell alone, before the backend does it with all (rule 3).

        What a run has left open that is over already is closed.
        """
        pyplot = _pyplot()
        managers = [] if pyplot is None else list(_Gcf().get_all_fig_managers())
        ours = [manager for manager in managers if _of_app(manager)]
        if not ours:
            return
        backend = sys.modules["matplotlib_inline.backend_inline"]
        closing = backend.InlineBackend.instance().close_figures
        shown = backend.show._to_draw if not closing else [manager.canvas.figure for manager in managers]
        if backend.show._draw_called:
            for manager in managers:
                if not _of_app(manager) and manager.canvas.figure in shown:
                    display(manager.canvas.figure, metadata=backend._fetch_figure_metadata(manager.canvas.figure))
                    if closing:
                        _Gcf().destroy(manager)
            # Only now: that took its time, in which the script may have made a figure.
            backend.show._to_draw, backend.show._draw_called = [], False
        if not running:
            for manager in ours:
                _Gcf().destroy(manager)

    def close(self) -> None:
        """Restore what was changed in matplotlib."""
        self.suppress_display(False)
        self._hook(False)

    def _hook(self, on: bool) -> None:
        settings = getattr(sys.modules.get("matplotlib"), "rcParams", None)
        if settings is not None and on != (HOOK in settings["figure.hooks"]):
            others = [hook for hook in settings["figure.hooks"] if hook != HOOK]
            settings["figure.hooks"] = [*others, HOOK] if on else others


def _Gcf() -> Any:  # noqa: N802  # its name there
    return sys.modules["matplotlib._pylab_helpers"].Gcf


def _of_app(manager: Any) -> bool:
    return getattr(manager.canvas.figure, "of_lit_app", False)


def _pyplot() -> Any:
    """Return pyplot, if it is loaded and draws with the inline backend."""
    if "matplotlib_inline.backend_inline" not in sys.modules:
        return None
    pyplot = sys.modules.get("matplotlib.pyplot")
    if getattr(pyplot, "get_fignums", None) is None:  # another thread is just importing it
        return None
    return pyplot if "inline" in sys.modules["matplotlib"].get_backend() else None
