"""What scripts print, display and warn of lands in their app, and in no other.

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

Limits: output that does not pass through ``sys.stdout`` is not seen here. Child processes, C libraries, and logging handlers
that were made outside the app with the stream of then write to the notebook. What a cell captures while an app runs, it
captures from the app too. A cell that ends a redirection in which a run began puts the kernel's own stream back: what that run
prints until the next look of its watcher (50 ms) is the cell's.
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

from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.rich_display import show_bundle
from notebook_lit.notebook.output.console import PAUSE, Console
from notebook_lit.notebook.output.main_module import MainModule
from notebook_lit.notebook.output.pyplot_figures import Figures
from notebook_lit.notebook.output.stdin import Keyboard
from notebook_lit.notebook.output.stream import Stream
from notebook_lit.notebook.output.thread_ownership import OURS, Parents
from notebook_lit.runtime.engine.threads import started
from notebook_lit.runtime.writing.run import Run, beside_runs, current

#: How many generations of one app's code output can still be told to be its own.
_GENERATIONS = 8
#: The longest pause (seconds) of the thread that waits for threads to print or end.
_DOZE = 1.0


class Output:
    """Sends what the apps of one kernel print to the app that it belongs to.

    Parameters
    ----------
    shell : InteractiveShell
        Whose display publisher and events are used.
    """

    def __init__(self, shell: Any) -> None:
        self._events = shell.events
        self._publisher = shell.display_pub
        self._lock = threading.RLock()
        self._streams = (Stream(self, "stdout"), Stream(self, "stderr"), Keyboard(self))
        self._main_module = MainModule()
        self._parents = Parents()
        self._figures = Figures()
        self._code: dict[int, tuple[dict[str, Any], Console]] = {}  # the builtins that an app's code has, by id
        self._runs = 0
        self._installed = False
        self._cells = 1  # of the main thread: we are loaded in one
        self._parents.active[None] = 1
        self._hooked = threading.local()
        self._failed = self._thread_failed  # one object, to know it again
        self._failed_below = threading.excepthook
        self._home = copy_context()  # of the cell that loads us: threads of scripts may have none
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
        """Let what a run prints land in a console. Entered on the script thread, in the context of the run.

        Parameters
        ----------
        console : Console
            Of the app.
        run : Run
            The run.
        builtins : dict
            The builtins of the app's code, and of no other code.
        """
        run.output = console
        console.run = run
        console.filename = run.filename
        with self._lock:
            self._parents.change(console, 1)
            if id(builtins) not in self._code:
                self._remember(console, builtins)
            if not self._runs:
                self._figures.begin()
                self._main_module.begin()
            self._runs += 1
            self._install()
            self._figures.hush(not self._cells)
        self._hook()
        console.begin()
        try:
            yield
        finally:
            with self._lock:
                console.run = None
                self._parents.change(console, -1)
                self._runs -= 1
                if not self._runs:
                    self._main_module.end()
                    self._figures.hush(False)
                    if not self._cells:
                        self._figures.end()
                self._settle()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Say that the cell of the main thread only waits for an app."""
        if threading.get_ident() != self._main:
            yield
            return
        with self._lock:
            before = self._cells
            if before:
                self._cell(-1)
        try:
            yield
        finally:
            with self._lock:
                if before:
                    self._cell(1)

    def look(self) -> None:
        """Look whether a cell has put the kernel's own streams back during a run: it has ended a redirection."""
        if self._installed and any(getattr(sys, stream.name) is stream.first for stream in self._streams):
            with self._lock:
                if self._runs:
                    self._cover()

    def forget_closed(self) -> None:
        """Drop what is known of closed apps, unless threads live: what those of closed apps print goes nowhere."""
        with self._lock:
            if not self._installed:
                self._code = {key: entry for key, entry in self._code.items() if not entry[1].closed}

    def close(self) -> None:
        """Leave no trace."""
        self._events.unregister("pre_run_cell", self._cell_begins)
        self._events.unregister("post_run_cell", self._cell_ends)
        self._events.unregister("post_execute", self._before_figures)
        with self._lock:
            self._parents = Parents()
            self._runs = 0
            self._main_module.end()
            self._figures.close()
            self._uninstall()
            sender = self._sender
        self._wake.set()
        if sender is not None:
            sender.join(2.0)

    # -- whose it is ---------------------------------------------------------------------------------------------------

    def owner(self) -> Console | None:
        """Give the console that what this thread writes belongs to; asked outside of runs (rule 3)."""
        ident = threading.get_ident()
        if ident == self._main:
            return None
        frame: FrameType | None = sys._getframe(1)
        found = None
        while frame is not None:
            found = self._code.get(id(frame.f_builtins), found)
            frame = frame.f_back
        console = self._parent(ident) if found is None else found[1]
        if console is not None and (self._sender is None or not self._wake.is_set()):
            self._start_sender()
        return console

    def _parent(self, ident: int) -> Console | None:
        with self._lock:
            self._parents.look()
            return self._parents.parent(ident)

    def joins(self) -> bool:
        """Whether this thread's output is an app's. If so, the thread has the display hook from now on.

        The display publisher flushes the streams before it asks its hooks: that is how threads of scripts come to theirs.
        """
        if not self.is_apps():
            return False
        self._hook()
        return True

    def is_apps(self) -> bool:
        """Whether this thread runs an app's code."""
        scope = current.get(None)
        return (scope is not None and scope.run.output is not None) or self.owner() is not None

    def _remember(self, console: Console, builtins: dict[str, Any]) -> None:
        own = [key for key, entry in self._code.items() if entry[1] is console]
        for key in own[: 1 - _GENERATIONS]:
            del self._code[key]
        self._code[id(builtins)] = (builtins, console)

    # -- process globals: with the lock ----------------------------------------------------------------------------------

    def _install(self) -> None:
        self._cover()
        if self._installed:
            return
        self._installed = True
        if threading.excepthook is not self._failed:
            self._failed_below, threading.excepthook = threading.excepthook, self._failed

    def _cover(self) -> None:
        """Put the proxies over the kernel's own streams, or at the beginning over whatever there is (rule 1)."""
        for stream in self._streams:
            now = getattr(sys, stream.name)
            if now is stream.first or not (self._installed or stream.away or now is stream):
                stream.below = now
                setattr(sys, stream.name, stream)

    def _uninstall(self) -> None:
        """Put back what was there (rule 1)."""
        self._installed = False
        for stream in self._streams:
            now = getattr(sys, stream.name)
            if now is stream or not (self._cells or now is stream.first):
                setattr(sys, stream.name, stream.below)
            else:
                stream.away = True
        threading.excepthook = self._failed_below
        self.forget_closed()

    def _settle(self) -> None:
        """A run or a thread has ended: give the globals back if it was the last."""
        if self._runs or not self._installed:
            return
        if self._parents.alive():
            self._start_sender()
        else:
            self._uninstall()

    def _cell(self, by: int) -> None:
        """Note that a cell of the main thread begins to do something, or ends."""
        self._parents.change(None, by)
        self._cells += by
        if self._runs:
            self._figures.hush(not self._cells)

    def _cell_begins(self, *_: object) -> None:
        with self._lock:
            if not self._cells:
                self._cell(1)

    def _before_figures(self, *_: object) -> None:
        """A cell is over, or a message of a widget: pyplot's figures are about to be shown."""
        self._figures.cell_ends(running=self._runs > 0)

    def _cell_ends(self, *_: object) -> None:
        """A cell is over: nothing is being captured now, so a proxy that was put back too late can be taken away."""
        with self._lock:
            if self._cells:
                self._cell(-1)
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
        """Flush consoles and look after threads, until there are none."""
        pause = PAUSE
        while True:
            self._wake.clear()
            busy = False
            for console in self._consoles():
                console.flush()
                busy = busy or console.busy
            with self._lock:
                if not busy and not self._wake.is_set() and not self._parents.alive():
                    self._sender = None
                    self._settle()
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
        """Show what was displayed where the script is; give the message back if it is the notebook's (rule 4)."""
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
        """A thread ended with an exception: if it is a script's, its console shows that with the author's lines."""
        if issubclass(args.exc_type, SystemExit):
            return
        console = self._of_traceback(args.exc_traceback)
        if console is None and args.thread is not None and args.thread.ident is not None:
            console = self._parent(args.thread.ident)
        if console is None:
            self._failed_below(args)
            return
        error = args.exc_value if args.exc_value is not None else args.exc_type()
        props = exception_element(error, uncaught=True, filename=console.filename).props
        name = "a thread" if args.thread is None else f"thread {args.thread.name}"
        said = [f"Exception in {name}:", *props["stack_trace"], f"{props['type']}: {props['message']}", *props["notes"]]
        console.write("\n".join(said) + "\n", error=True)
        self._start_sender()

    def _of_traceback(self, trace: TracebackType | None) -> Console | None:
        while trace is not None:
            found = self._code.get(id(trace.tb_frame.f_builtins))
            if found is not None:
                return found[1]
            trace = trace.tb_next
        return None
