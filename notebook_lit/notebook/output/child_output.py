"""What child processes and C libraries write, past ``sys.stdout``: the file descriptors 1 and 2 of the process.

Rules
-----
1. While a run is under way and no cell is, the descriptors lead to a pipe of the app. What a child inherits then stays its
   own: also what it writes after the run lands in the app that started it.
2. Descriptors are of the whole process: while several apps run at once they are those of the one that began last, and while a
   cell runs they are the notebook's.
3. All that a child has written before it ended is in the pipe. So the end of a run reads what is there, and only what comes
   later needs the reading thread: one for all apps, which begins with the first run.
4. A pipe is read until its last writer is gone, also for an app that is closed: a child must neither hang nor be killed.
"""

from __future__ import annotations

import codecs
import os
import selectors
import sys
import threading
from contextvars import Context

from notebook_lit.notebook.output.console import PAUSE, Console
from notebook_lit.notebook.output.thread_ownership import OURS
from notebook_lit.runtime.writing.run import beside_runs
from notebook_lit.runtime.writing.threads import started

_CHUNK = 65536
#: Where pipes can be waited for and children inherit descriptors.
SUPPORTED = os.name == "posix" and sys.platform != "emscripten"


class _Pipe:
    """The pipe of one app."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.reads, self.writes = os.pipe()
        os.set_blocking(self.reads, False)
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def read(self) -> bool:
        """Hand the console what is there; return False if no writer is left."""
        while True:
            try:
                data = os.read(self.reads, _CHUNK)
            except BlockingIOError:
                return True
            text = self.decoder.decode(data, final=not data)
            if text:
                self.console.write(text)
            if not data:
                return False


class ChildOutput:
    """Leads the descriptors 1 and 2 to the app that runs.

    Parameters
    ----------
    home : Context
        In which the reading thread speaks to the front end.
    """

    def __init__(self, home: Context) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._pipes: dict[Console, _Pipe] = {}
        self._kept: tuple[int, int] | None = None  # where the descriptors led before
        self._selector: selectors.BaseSelector | None = None
        self._works = SUPPORTED

    def lead_to(self, console: Console | None) -> None:
        """Let what children write go to a console; None for the notebook."""
        with self._lock:
            if console is None:
                self._lead_back()
            elif self._works:
                pipe = self._pipes.get(console) or self._open(console)
                if pipe is not None:
                    if self._kept is None:
                        self._kept = os.dup(1), os.dup(2)
                    os.dup2(pipe.writes, 1)
                    os.dup2(pipe.writes, 2)

    def drain(self, console: Console) -> None:
        """Hand a console all that its children have written so far (rule 3)."""
        with self._lock:
            if console in self._pipes:
                self._pipes[console].read()

    def forget_closed(self) -> None:
        """Let go of the pipes of closed apps (rule 4)."""
        with self._lock:
            for console in [console for console in self._pipes if console.closed]:
                os.close(self._pipes.pop(console).writes)

    def close(self) -> None:
        """Lead the descriptors back, and let go of all pipes."""
        with self._lock:
            self._lead_back()
            for pipe in self._pipes.values():
                os.close(pipe.writes)
            self._pipes.clear()
            self._works = False

    # -- with the lock ---------------------------------------------------------------------------------------------------

    def _lead_back(self) -> None:
        if self._kept is not None:
            for number, kept in enumerate(self._kept, start=1):
                os.dup2(kept, number)
                os.close(kept)
            self._kept = None

    def _open(self, console: Console) -> _Pipe | None:
        """Open the pipe of an app; without a thread that reads it a child might hang, so then there is none."""
        if self._selector is None:
            selector = selectors.DefaultSelector()
            reader = threading.Thread(
                target=beside_runs(lambda: self._read(selector), self._home), name=f"{OURS}child output", daemon=True
            )
            self._selector = selector
            pipe = self._registered(console, selector)
            self._works = started(reader)
            return pipe if self._works else None
        return self._registered(console, self._selector)

    def _registered(self, console: Console, selector: selectors.BaseSelector) -> _Pipe:
        pipe = self._pipes[console] = _Pipe(console)
        selector.register(pipe.reads, selectors.EVENT_READ, pipe)
        return pipe

    # -- on the reading thread -------------------------------------------------------------------------------------------

    def _read(self, selector: selectors.BaseSelector) -> None:
        """Read and show what comes, as long as there is a pipe."""
        busy: set[Console] = set()
        while True:
            ready = selector.select(PAUSE if busy else None)
            busy.update(key.data.console for key, _ in ready)
            with self._lock:
                for key, _ in ready:
                    pipe: _Pipe = key.data
                    if not pipe.read():
                        selector.unregister(pipe.reads)
                        os.close(pipe.reads)
                if not selector.get_map():
                    selector.close()
                    self._selector = None
                    return
            for console in busy:
                console.flush()
            busy = {console for console in busy if console.busy}
