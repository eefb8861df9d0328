"""Drawing what takes long beside the thread that waits for it, so that this one can turn to something else.

The parser of HTML is one native call: what it draws of 5 MB takes up to two seconds, in which nothing else can be heard on its
own thread. It does without Python's lock meanwhile. A drawing that nobody waits for any more goes on to its end, and is there
when the same element is to be drawn again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from notebook_lit.runtime.writing.run import beside_runs
from notebook_lit.runtime.writing.threads import started

#: Texts of more characters are drawn on a thread of their own: fewer take no more than about a tenth of a second.
LONG = 200_000
#: Seconds between two questions whether to go on.
_LOOK = 0.02


class LongDrawing:
    """What draws one element, on a thread of its own; where there are no threads, at once.

    Parameters
    ----------
    draw : callable
        Returns the HTML.
    """

    def __init__(self, draw: Callable[[], str | None]) -> None:
        self._draw = draw
        self._html: str | None = None
        self._fault: BaseException | None = None
        self._done = threading.Event()
        if not started(threading.Thread(target=beside_runs(self._work), name="litapp drawing", daemon=True)):
            self._work()

    def _work(self) -> None:
        try:
            self._html = self._draw()
        except BaseException as fault:  # noqa: BLE001  # it is raised again, where the result is asked for
            self._fault = fault
        finally:
            self._done.set()

    def wait(self, goes_on: Callable[[], bool]) -> bool:
        """Wait until it is drawn, as long as ``goes_on``; return whether it is."""
        while not self._done.wait(_LOOK):
            if not goes_on():
                return False
        return True

    @property
    def html(self) -> str | None:
        """What was drawn; what drawing it raised is raised here."""
        if self._fault is not None:
            raise self._fault
        return self._html
