"""The console of an app: what its script prints, under the page.

Rules
-----
1. It shows what the last run printed. The first print of a run replaces what is there; a run that ends without one clears it.
   A run that ``st.rerun`` ended goes on in the next one, and a run that was cut short clears nothing.
2. It keeps `LINES` lines and `SIZE` characters, the newest ones, and says so when it has dropped some. While a run lasts it
   shows the last `LIVE_LINES` of them, at the end of the run all.
3. Writing takes no lock and sends nothing: it is what a loop with a million prints does. `Console.flush` sends, at most every
   `PAUSE` seconds and at most `RATE` bytes a second, one message each time.
4. What is printed is text: nothing of it can become markup (see `ansi`). A carriage return starts the line anew.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from enum import Enum
from itertools import groupby
from typing import Any

from notebook_lit.notebook.output.ansi import terminal_html, terminal_text
from notebook_lit.runtime.engine.run_report import Outcome
from notebook_lit.runtime.writing.run import Run

LINES, SIZE = 10_000, 1_000_000
LIVE_LINES, LIVE_SIZE = 400, 24_000
#: Seconds between two messages; bytes a second; seconds of silence after which all that is kept is shown.
PAUSE, RATE, SILENCE = 0.05, 300_000, 0.5
#: So many writes may wait for a flush, and so many characters are gathered in one segment.
WAITING, _SEGMENT = 4096, 8192

_OVERWRITTEN = re.compile(r"[^\n]*\r")


class _Mark(Enum):
    """Control entries among the text that waits for the next flush."""

    NEW_RUN = 1
    CLEAR = 2


class _Segment:
    """Text of one stream."""

    __slots__ = ("error", "lines", "text")

    def __init__(self, error: bool, text: str) -> None:
        self.error = error
        self.text = text
        self.lines = text.count("\n")


class Console:
    """Keeps and shows what one app prints.

    Parameters
    ----------
    make : callable
        Makes the native HTML widget, in its place; called at the first print.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(self, make: Callable[[], Any], clock: Callable[[], float] = time.monotonic) -> None:
        self.crowd = 1  # how many consoles print at present: they share the messages that a kernel may send
        self.places: dict[str, Any] = {}  # of display(…, display_id=…) in this run: where each one stands
        self.filename = "<script>"  # of the script, for tracebacks
        self.run: Run | None = None  # that is under way
        self.hide: Callable[[str], str] = str  # takes passwords out of what an exception says
        self._make = make
        self._clock = clock
        self._native: Any = None
        self._lock = threading.Lock()
        self.waiting: deque[str | tuple[str] | _Mark] = deque()  # what `_process` has not yet seen
        self._segments: deque[_Segment] = deque()
        self._lines = self._size = 0
        self._trimmed = False  # text was dropped
        self._replace_next = False  # the next text replaces what is there
        self._continues = False  # the next run goes on with the last one's text
        self._changed = False  # there is something new to show
        self._cut = False  # less is shown than is kept
        self._sent = self._next = 0.0  # when the last message was sent, when the next one may be
        self.closed = False

    # -- on any thread -----------------------------------------------------------------------------------------------

    def write(self, text: str, error: bool = False) -> None:
        """Append text of stdout or stderr. Cheap (rule 3)."""
        self.waiting.append((text,) if error else text)
        if len(self.waiting) > WAITING:
            self.process()

    def process(self) -> None:
        """Process the waiting writes, so that the queue stays short."""
        with self._lock:
            self._process()

    def clear(self, wait: bool = False) -> None:
        """Drop the text now, or with ``wait`` when new text comes."""
        self.waiting.append(_Mark.NEW_RUN if wait else _Mark.CLEAR)

    @property
    def busy(self) -> bool:
        """Whether something is still to be sent."""
        return bool(self.waiting) or self._changed or self._cut

    @property
    def text(self) -> str:
        """The kept text of stdout and stderr, without colours."""
        with self._lock:
            self._process()
            return terminal_text("".join(segment.text for segment in self._segments))

    # -- runs ----------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A run begins (rule 1)."""
        self.places = {}
        if not self._continues and (self._segments or self.waiting or self._changed or self._cut):
            self.waiting.append(_Mark.NEW_RUN)
        self._continues = False

    def end(self, outcome: Outcome) -> None:
        """A run is over: show all that it printed, or clear the console."""
        self._continues = outcome == "rerun"
        if not (self.waiting or self._changed or self._cut or self._replace_next):
            return
        with self._lock:
            self._process()
            if self._replace_next and outcome in ("done", "error", "stopped"):
                self._drop()
        self.flush(whole=True)

    def flush(self, whole: bool = False) -> None:
        """Show what is new, if it is time (rule 3); with ``whole`` at once, and all that is kept."""
        if not self.busy:
            return
        with self._lock:
            self._process()
            now = self._clock()
            if self.closed or (not whole and now < self._next):
                return
            if not self._changed:
                if not self._cut or not (whole or now - self._sent > SILENCE):
                    return
                whole = True
            html, complete = self._bounded_html(whole)
            self._changed, self._cut = False, not (whole or complete)
            self._sent = now
            self._next = now + max(PAUSE * max(1.0, self.crowd / 8), len(html) / RATE)
            if self._native is None:
                if not html:
                    return
                self._native = self._make()
            self._native.value = html

    def close(self) -> None:
        """Ignore further text, and close the native widget."""
        with self._lock:
            self.closed = True
            self.waiting.clear()
            self._segments.clear()
            self._changed = self._cut = False
            if self._native is not None:
                self._native.close()

    # -- what is kept: with the lock -------------------------------------------------------------------------------------

    def _process(self) -> None:
        """Process the waiting writes."""
        waiting = self.waiting
        parts = [waiting.popleft() for _ in range(len(waiting))]
        try:
            self._append(False, "".join(parts))  # type: ignore[arg-type]  # mostly there is nothing but stdout
        except TypeError:
            for kind, group in groupby(parts, type):
                same: list[Any] = list(group)
                if kind is tuple:
                    self._append(True, "".join(text for (text,) in same))
                elif kind is _Mark:
                    for mark in same:
                        if mark is _Mark.CLEAR:
                            self._drop()
                        self._replace_next = mark is _Mark.NEW_RUN
                else:
                    self._append(False, "".join(same))

    def _append(self, error: bool, text: str) -> None:
        """Add text of one stream."""
        if not text or self.closed:
            return
        if self._replace_next:
            self._replace_next = False
            self._drop()
        self._changed = True
        if len(text) > SIZE:
            text, self._trimmed = text[-SIZE:], True
        last = self._segments[-1] if self._segments and self._segments[-1].error == error else None
        if "\r" in text or (last is not None and last.text.endswith("\r")):
            text = self._overwritten(last, text)
        if last is not None and len(last.text) + len(text) < _SEGMENT:
            last.text += text
            last.lines += text.count("\n")
            self._lines += text.count("\n")
        else:
            self._segments.append(_Segment(error, text))
            self._lines += self._segments[-1].lines
        self._size += len(text)
        self._trim()

    def _overwritten(self, last: _Segment | None, text: str) -> str:
        """Return a text without what carriage returns overwrite; they may also shorten the last segment."""
        text = text.replace("\r\n", "\n")
        before = "" if last is None else last.text
        kept = before
        if before.endswith("\r"):
            kept = before[:-1] if text.startswith("\n") else before[: before.rfind("\n") + 1]
        open_end = text.endswith("\r")
        body = text[:-1] if open_end else text
        first = _OVERWRITTEN.match(body)
        if first is not None:
            kept = kept[: kept.rfind("\n") + 1]
        if last is not None and kept is not before:
            self._size += len(kept) - len(before)
            last.text = kept
        return _OVERWRITTEN.sub("", body) + ("\r" if open_end else "")

    def _trim(self) -> None:
        """Drop the oldest segments beyond the limits: `_html_of_last` cuts exactly."""
        segments = self._segments
        while len(segments) > 1 and (
            self._lines - segments[0].lines >= LINES
            or self._size - len(segments[0].text) >= SIZE
            or len(segments) > 2 * LINES
        ):
            gone = segments.popleft()
            self._lines -= gone.lines
            self._size -= len(gone.text)
            self._trimmed = True

    def _drop(self) -> None:
        """Drop all text."""
        self._changed = self._changed or bool(self._segments)
        self._replace_next = self._trimmed = self._cut = False
        self._segments.clear()
        self._lines = self._size = 0

    # -- what is shown: with the lock ------------------------------------------------------------------------------------

    def _bounded_html(self, whole: bool) -> tuple[str, bool]:
        """Return the HTML of the last lines within the message limit (escaped text grows), and whether it is all."""
        lines, size = (LINES, SIZE) if whole else (LIVE_LINES, LIVE_SIZE)
        limit = 2 * size
        while True:
            html, complete = self._html_of_last(lines, size)
            if len(html) <= limit // 4 or len(html.encode()) <= limit:
                return html, complete
            size //= 2

    def _html_of_last(self, lines: int, size: int) -> tuple[str, bool]:
        """Return the HTML of the last lines, and whether that is all that is kept."""
        kept: deque[tuple[bool, str]] = deque()
        room, rows, complete = size, lines, True
        for segment in reversed(self._segments):
            text = segment.text if len(segment.text) <= room else segment.text[-room:]
            count = text.count("\n")
            if count > rows:
                text = "\n".join(text.rsplit("\n", rows + 1)[1:])
                count = rows
            kept.appendleft((segment.error, text))
            room -= len(text)
            rows -= count
            if len(text) < len(segment.text) or room <= 0 or rows <= 0:
                complete = segment is self._segments[0] and len(text) == len(segment.text)
                break
        if not kept:
            return "", True
        note = ""
        if self._trimmed or (lines == LINES and not complete):
            note = f"… trimmed: at most the last {LINES:,} lines and {SIZE // 1_000_000} MB of text are kept"
        elif not complete:
            note = "… the lines before these are shown when the run is over"
        kept[-1] = (kept[-1][0], kept[-1][1].removesuffix("\n"))
        return _log_html(kept, note), complete


def _log_html(texts: Iterable[tuple[bool, str]], note: str) -> str:
    drawn = [f'<i class="lit-log-note">{note}</i>\n'] if note else []
    for error, text in texts:
        html = terminal_html(text)
        drawn.append(f'<span class="lit-log-error">{html}</span>' if error else html)
    return f'<div class="lit-log" role="log" aria-label="Printed output" tabindex="0"><pre>{"".join(drawn)}</pre></div>'
