"""Shows what scripts print, display and warn of in their own app, and in no other.

Rules
-----
1. ``sys.stdout``, ``sys.stderr`` and ``threading.excepthook`` are ours only while a run is under way or a thread that a
   script started lives. There is one proxy for each stream, counted, whatever the number of apps; afterwards all is as it
   was, whatever the scripts have put there. What a cell has put there meanwhile (``%%capture``) is left alone.
2. A proxy decides at each write whose it is. So a reference that an author keeps (a logging handler) never goes stale: what
   is no app's goes to the stream below.
3. Whose it is: in a run, and in coroutines and contexts copied from it, the run's. In another thread, that of the app whose
   code (its cell or file, or modules from its folder) is outermost on the stack; else that of the app which the thread
   belongs to (see `thread_ownership`); else it is the notebook's.
4. display() goes through the hooks that the kernel's display publisher offers: what is shown stands where the script is. In
   a thread of the script there is no such place: its text goes to the console. For pyplot see `pyplot_figures`.
5. What a run prints is sent by its watcher (see `Console.flush`), what threads print after the run by one thread of ours,
   which ends with them.

6. What does not pass through ``sys.stdout``: see `child_output`.

Limits: logging handlers that were made outside the app with the stream of then write to the notebook. What a cell captures
while an app runs, it captures from the app too. A cell that ends a redirection in which a run began puts the kernel's own
stream back: what that run prints until the next look of its watcher (50 ms) is the cell's.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from types import FrameType, TracebackType
from typing import Any

from notebook_lit.aliases import SHARED
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.rich_display import show_bundle
from notebook_lit.notebook.output.child_output import ChildOutput
from notebook_lit.notebook.output.console import PAUSE, Console
from notebook_lit.notebook.output.pyplot_figures import PyplotFigures
from notebook_lit.notebook.output.stdin import StdinProxy
from notebook_lit.notebook.output.stream import StreamProxy
from notebook_lit.notebook.output.thread_ownership import OURS, ThreadOwnership
from notebook_lit.runtime.script.main_module import as_main
from notebook_lit.runtime.writing.run import Run, beside_runs, current
from notebook_lit.runtime.writing.threads import started

#: How many generations of one app's code output can still be told to be its own.
_GENERATIONS = 8
#: The longest pause (seconds) of the sending thread.
_DOZE = 1.0


class OutputCapture:
    """Routes what the apps of one kernel print to the app that it belongs to.

    Parameters
    ----------
    shell : InteractiveShell
        Whose display publisher and events are used.
    """

    def __init__(self, shell: Any) -> None:
        self._events = shell.events
        self._publisher = shell.display_pub
        self._lock = threading.RLock()
        self._streams = (StreamProxy(self, "stdout"), StreamProxy(self, "stderr"), StdinProxy(self))
        self._ownership = ThreadOwnership()
        self._figures = PyplotFigures()
        self._code: dict[int, tuple[dict[str, Any], Console]] = {}  # the builtins that an app's code has, by id
        self._runs = 0
        self._running: Console | None = None  # the one that began last
        self._has_closed = False  # code of closed apps may still be known
        self._installed = False
        self._cells = 1  # of the main thread: we are loaded in one
        self._ownership.active[None] = 1
        self._hooked = threading.local()
        self._failed = self._thread_failed  # one object, to know it again
        self._failed_below = threading.excepthook
        self._home = copy_context()  # of the cell that loads us: threads of scripts may have none
        self._children = ChildOutput(self._home)
        self._sender: threading.Thread | None = None
        self._wake = threading.Event()
        self._main = threading.main_thread().ident
        self._events.register("pre_run_cell", self._cell_begins)
        self._events.register("post_run_cell", self._cell_ends)
        self._events.register("post_execute", self._before_figures)
        first = self._events.callbacks["post_execute"]
        first.insert(0, first.pop())  # before the backend of matplotlib

    # -- what apps do --------------------------------------------------------------------------------------------------

    @contextmanager
    def run(self, console: Console, run: Run, builtins: dict[str, Any]) -> Iterator[None]:
        """Route what a run prints to a console. Entered on the script thread, in the context of the run.

        Parameters
        ----------
        console : Console
            Of the app.
        run : Run
            The run.
        builtins : dict
            The builtins of the app's code, and of no other code.
        """
        run.output = self._running = console
        console.run, console.hide = run, run.state.masked
        console.filename = run.filename
        with self._lock:
            self._ownership.change(console, 1)
            if id(builtins) not in self._code:
                self._remember(console, builtins)
            if not self._runs:
                self._figures.begin()
            self._runs += 1
            self._install()
            self._figures.suppress_display(not self._cells)
            if not self._cells:
                self._children.lead_to(console)
        if not getattr(self._hooked, "yes", False):
            self._hook()
        console.begin()
        try:
            with as_main(run.argv, lambda: getattr(self.owner(), "run", None), SHARED):
                yield
        finally:
            self._children.drain(console)
            with self._lock:
                console.run = None
                self._ownership.change(console, -1)
                self._runs -= 1
                if not self._runs:
                    self._children.lead_to(None)
                    if self._figures.suppressed:
                        self._figures.suppress_display(False)
                    if not self._cells:
                        self._figures.end()
                self._release_if_idle()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Mark the cell of the main thread as only waiting for an app."""
        if threading.get_ident() != self._main:
            yield
            return
        with self._lock:
            before = self._cells
            if before:
                self._count_cell(-1)
        try:
            yield
        finally:
            with self._lock:
                if before:
                    self._count_cell(1)

    def check_streams(self) -> None:
        """Put the proxies back if a cell restored the kernel's own streams during a run (it ended a redirection)."""
        if self._installed and any(getattr(sys, stream.name) is stream.first for stream in self._streams):
            with self._lock:
                if self._runs:
                    self._put_proxies()

    def forget_closed(self) -> None:
        """Drop the code of closed apps, unless threads live: output of closed apps must go nowhere."""
        self._children.forget_closed()
        with self._lock:
            self._has_closed = self._installed
            if not self._installed:
                self._code = {key: entry for key, entry in self._code.items() if not entry[1].closed}

    def close(self) -> None:
        """Restore everything that was replaced."""
        self._events.unregister("pre_run_cell", self._cell_begins)
        self._events.unregister("post_run_cell", self._cell_ends)
        self._events.unregister("post_execute", self._before_figures)
        with self._lock:
            self._ownership = ThreadOwnership()
            self._runs = 0
            self._figures.close()
            self._children.close()
            self._uninstall()
            sender = self._sender
        self._wake.set()
        if sender is not None:
            sender.join(2.0)

    # -- whose it is ---------------------------------------------------------------------------------------------------

    def owner(self) -> Console | None:
        """Return the console that owns what this thread writes outside of runs, None for the notebook (rule 3)."""
        ident = threading.get_ident()
        if ident == self._main:
            return None
        frame: FrameType | None = sys._getframe(1)
        found = None
        while frame is not None:
            found = self._code.get(id(frame.f_builtins), found)
            frame = frame.f_back
        console = self._thread_owner(ident) if found is None else found[1]
        if console is not None and (self._sender is None or not self._wake.is_set()):
            self._start_sender()
        return console

    def _thread_owner(self, ident: int) -> Console | None:
        with self._lock:
            self._ownership.note_new_threads()
            return self._ownership.owner_of(ident)

    def owned_by_app(self) -> bool:
        """Return whether an app owns this thread's output; if so, install the display hook for the thread.

        The display publisher flushes the streams before it asks its hooks: that is how threads of scripts come to theirs.
        """
        if not self.in_app():
            return False
        self._hook()
        return True

    def in_app(self) -> bool:
        """Return whether this thread runs an app's code."""
        scope = current.get(None)
        return (scope is not None and scope.run.output is not None) or self.owner() is not None

    def _remember(self, console: Console, builtins: dict[str, Any]) -> None:
        own = [key for key, entry in self._code.items() if entry[1] is console]
        for key in own[: 1 - _GENERATIONS]:
            del self._code[key]
        self._code[id(builtins)] = (builtins, console)

    # -- process globals: with the lock ----------------------------------------------------------------------------------

    def _install(self) -> None:
        self._put_proxies()
        if self._installed:
            return
        self._installed = True
        if threading.excepthook is not self._failed:
            self._failed_below, threading.excepthook = threading.excepthook, self._failed

    def _put_proxies(self) -> None:
        """Replace the kernel's own streams by the proxies; on the first run, whatever streams there are (rule 1)."""
        for stream in self._streams:
            now = getattr(sys, stream.name)
            if now is stream.first or not (self._installed or stream.away or now is stream):
                stream.below = now
                setattr(sys, stream.name, stream)

    def _uninstall(self) -> None:
        """Restore the streams and the exception hook (rule 1)."""
        self._installed = False
        for stream in self._streams:
            now = getattr(sys, stream.name)
            if now is stream or not (self._cells or now is stream.first):
                setattr(sys, stream.name, stream.below)
            else:
                stream.away = True
        threading.excepthook = self._failed_below
        if self._has_closed:
            self.forget_closed()

    def _release_if_idle(self) -> None:
        """Restore the process globals if no run and no thread of a script is left."""
        if self._runs or not self._installed:
            return
        if self._ownership.alive():
            self._start_sender()
        else:
            self._uninstall()

    def _count_cell(self, by: int) -> None:
        """Count a cell of the main thread that begins (1) or ends (-1)."""
        self._ownership.change(None, by)
        self._cells += by
        if self._runs:
            self._figures.suppress_display(not self._cells)
            self._children.lead_to(None if self._cells else self._running)

    def _cell_begins(self, *_: object) -> None:
        with self._lock:
            if not self._cells:
                self._count_cell(1)

    def _before_figures(self, *_: object) -> None:
        """Handle the cell's figures before the inline backend shows all figures."""
        self._figures.cell_ends(running=self._runs > 0)

    def _cell_ends(self, *_: object) -> None:
        """Remove a proxy that was restored too late: after a cell nothing is being captured."""
        with self._lock:
            if self._cells:
                self._count_cell(-1)
            for stream in self._streams:
                now = getattr(sys, stream.name)
                stream.away = False
                if now is stream and not self._installed:
                    setattr(sys, stream.name, stream.below)
                elif now is stream.first:
                    stream.below = now
                    if self._installed:
                        setattr(sys, stream.name, stream)

    # -- the thread that sends what threads print --------------------------------------------------------------------------

    def _start_sender(self) -> None:
        with self._lock:
            self._wake.set()
            if self._sender is None:
                sender = threading.Thread(target=beside_runs(self._send, self._home), name=f"{OURS}output", daemon=True)
                if started(sender):  # without it, what is printed is shown when the run is over
                    self._sender = sender

    def _send(self) -> None:
        """Flush consoles, until no thread of a script is left."""
        pause = PAUSE
        while True:
            self._wake.clear()
            busy = False
            for console in self._consoles():
                console.flush()
                busy = busy or console.busy
            with self._lock:
                if not busy and not self._wake.is_set() and not self._ownership.alive():
                    self._sender = None
                    self._release_if_idle()
                    return
            if busy:
                pause = PAUSE
                time.sleep(pause)
            else:
                pause = min(2 * pause, _DOZE)
                self._wake.wait(pause)

    def _consoles(self) -> set[Console]:
        with self._lock:
            return {entry[1] for entry in self._code.values()}

    # -- display(), exceptions of threads --------------------------------------------------------------------------------

    def _hook(self) -> None:
        """Register the display hook for this thread, once."""
        if not getattr(self._hooked, "yes", False):
            register: Callable[[Any], None] | None = getattr(self._publisher, "register_hook", None)
            if register is not None:
                register(self._displayed)
            self._hooked.yes = True

    def _displayed(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """Show displayed data at the script's position; return the message if it is the notebook's (rule 4)."""
        scope = current.get(None)
        console: Console | None = self.owner() if scope is None else scope.run.output
        if console is None:
            return message
        content, kind = message["content"], message["header"]["msg_type"]
        if kind == "clear_output":
            console.clear(wait=bool(content.get("wait")))
            return None
        data = content["data"]
        if scope is None:
            console.write(f"{data.get('text/plain', '')}\n")
            return None
        name = content.get("transient", {}).get("display_id")
        if kind == "update_display_data":
            place = console.places.get(name)
            if place is None:
                return message
            show_bundle(place, data, content["metadata"])
            return None
        place = show_bundle(scope.top, data, content["metadata"])
        if name is not None:
            console.places[name] = place
        return None

    def _thread_failed(self, args: Any) -> None:
        """Show the exception of a script's thread in its console; pass on those of other threads."""
        if issubclass(args.exc_type, SystemExit):
            return
        console = self._console_of_traceback(args.exc_traceback)
        if console is None and args.thread is not None and args.thread.ident is not None:
            console = self._thread_owner(args.thread.ident)
        if console is None:
            self._failed_below(args)
            return
        error = args.exc_value if args.exc_value is not None else args.exc_type()
        props = exception_element(error, uncaught=True, filename=console.filename, hide=console.hide).props
        name = "a thread" if args.thread is None else f"thread {args.thread.name}"
        said = [f"Exception in {name}:", *props["stack_trace"], f"{props['type']}: {props['message']}", *props["notes"]]
        console.write("\n".join(said) + "\n", error=True)
        self._start_sender()

    def _console_of_traceback(self, trace: TracebackType | None) -> Console | None:
        while trace is not None:
            found = self._code.get(id(trace.tb_frame.f_builtins))
            if found is not None:
                return found[1]
            trace = trace.tb_next
        return None
