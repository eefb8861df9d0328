"""Drawing a page: the last phase of a run. It is timed, a signal cuts it short, and nothing is committed half drawn.

Rules
-----
1. A page is drawn before it is committed, outside the lock of the screen: an element at a time, so that a stop is heard
   between two of them. A long text is drawn on a thread of its own, which nobody waits for after a stop (`long_drawing`).
2. A stop during the drawing ends it. After a stop before it, what was written is drawn for `AFTER_STOP`, which is enough for
   nearly all scripts. What is not drawn by then is left out of the page.
3. A page that is replaced anyway (a newer event) is not drawn on.
4. The commit is cut short by a stop as well: what is new or changed and not on the screen by then is left out, and what is to
   go stays. To make the widgets of a page takes a millisecond each, to change or remove them a tenth of that.
"""

from __future__ import annotations

from collections.abc import Callable

from notebook_lit.errors import RerunScript
from notebook_lit.runtime.engine.interfaces import Publisher
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.model.element import Block, Element, Page, Rest
from notebook_lit.runtime.writing.run import Run

#: For how many seconds a page is drawn whose script was stopped.
AFTER_STOP = 0.1
#: Seconds that the watcher draws before it looks again whether the run shall stop.
SLICE = 0.1


def draw_page(
    publisher: Publisher, run: Run, report: RunReport, stop_asked: Callable[[], float | None], clock: Callable[[], float]
) -> None:
    """Draw what a run has written; note in its report how long it took, and whether it was stopped or replaced meanwhile."""
    began = clock()

    def goes_on() -> bool:
        if run.signal is None:
            return True
        asked = stop_asked()
        if asked is None:
            return run.signal is not RerunScript
        return asked <= began and clock() - began < AFTER_STOP

    left = publisher.draw(run.page, goes_on)
    report.drawing = clock() - began
    if left:
        leave_out(run.page, left)
        report.outcome = "superseded" if stop_asked() is None else "stopped"


def show_page(
    publisher: Publisher,
    run: Run,
    report: RunReport,
    rest: Rest,
    stop_asked: Callable[[], float | None],
    clock: Callable[[], float],
) -> None:
    """Commit what a run has written and drawn, unless it is stopped meanwhile (rule 4)."""
    began = clock()

    def goes_on() -> bool:
        asked = stop_asked()
        return asked is None or (asked <= began and clock() - began < AFTER_STOP)

    left = publisher.commit(run.page, rest, goes_on)
    if left:
        leave_out(run.page, [element for element in left if element.drawn is None])  # equal static ones may be on the screen
        report.outcome = "stopped"


def show_slice(publisher: Publisher, run: Run, rest: Rest, clock: Callable[[], float]) -> None:
    """Draw some of what a run has written so far, which still runs; if nothing is left, commit as much as fits in a slice."""
    began = clock()
    if not publisher.draw(run.page, lambda: run.signal is None and clock() - began < SLICE):
        drawn = clock()
        publisher.commit(run.page, rest, lambda: run.signal is None and clock() - drawn < SLICE)


def leave_out(page: Page, elements: list[Element]) -> None:
    """Remove elements from a page, wherever they are in it."""
    gone = set(map(id, elements))
    blocks: list[Block] = list(page.roots)
    while blocks:
        block = blocks.pop()
        block.children = [child for child in block.shown() if id(child) not in gone]
        block.tail = None
        blocks += [child for child in block.children if isinstance(child, Block)]
