"""Watches the files of all apps of a kernel, with one set of threads.

Rules
-----
1. Folders are watched, not files: a save may be a write, a rename, or a deletion followed by a new file.
2. The digest of the content decides whether a file has changed. Events, times and sizes only say when to look.
3. Files are read `QUIET` seconds after the last event, or `HELD` while a writer has the file open; where events do not stop,
   after `CAP`. What is read counts only if the file then stays the same for `STEADY`.
4. A content that cannot be complete (it cannot be parsed, is empty, or there is no file) counts only `BROKEN` after the last
   event.
5. Once in `POLL` all files are compared with what was last read: that finds changes without an event (network folders,
   folders that were removed and made again, links that point elsewhere).
6. Each client is notified of a new content once, with all files that changed together, and with the bytes that were read.
7. The threads begin with the first client and end with the last.
"""

from __future__ import annotations

import ast
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from notebook_lit.notebook.files.watched_folders import WatchedFolders
from notebook_lit.runtime.script.source import decode, digest
from notebook_lit.runtime.writing.run import beside_runs
from notebook_lit.runtime.writing.threads import started

QUIET, HELD, CAP = 0.060, 0.250, 0.500
STEADY = 0.010
BROKEN = 0.300
POLL = 1.0
#: The same where folders cannot be watched.
POLL_ONLY = 0.25
_log = logging.getLogger("notebook_lit")

Contents = Mapping[Path, bytes | None]
Client = Callable[[Contents], None]
#: A file may have changed if its stamp has: device, inode, size, and the times of its content and of anything about it.
Stamp = tuple[int, int, int, int, int]


@dataclass(slots=True)
class _ReadFile:
    """What was last read of a file."""

    stamp: Stamp | None = None
    digest: str = ""
    data: bytes | None = None


@dataclass(slots=True)
class _Pending:
    """Files that may have changed, and the times of the first and the last event."""

    paths: set[Path] = field(default_factory=set)
    open: set[Path] = field(default_factory=set)  # a writer has them open
    first: float = 0.0
    last: float = 0.0


class FileWatcher:
    """Notifies clients of new contents of their files.

    Parameters
    ----------
    clock : callable
        Seconds, monotonic.
    observer : callable
        Makes the watchdog observer.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, observer: Callable[[], BaseObserver] = Observer
    ) -> None:
        self._clock = clock
        self._new_observer = observer
        self._lock = threading.Lock()
        self._clients: dict[Client, dict[Path, str]] = {}  # the digest of what each of them has of its files
        self._names: frozenset[Path] = frozenset()  # all files
        self.version = 0  # counts the changes of the two
        self._thread: threading.Thread | None = None
        self._inbox: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._warned = False

    # -- on any thread -----------------------------------------------------------------------------------------------

    def watch(self, client: Client, files: Mapping[Path, str]) -> None:
        """Notify a client of new contents of these files from now on.

        Parameters
        ----------
        client : callable
            Is called on the watching thread with the new content of each file, None for one that is gone.
        files : mapping
            Absolute paths, with the digest of the content that the client has.
        """
        with self._lock:
            self._clients[client] = dict(files)
            self._names = frozenset(path for known in self._clients.values() for path in known)
            self.version += 1
            if self._thread is None:
                self._inbox = SimpleQueue()
                loop = _WatchLoop(self, self._inbox, self._clock, self._new_observer())
                thread = threading.Thread(target=beside_runs(loop.run), name="litapp files", daemon=True)
                if started(thread):  # without threads, a saved file is seen when the cell is run again
                    self._thread = thread
        self._inbox.put(None)

    def unwatch(self, client: Client) -> None:
        """Stop notifying a client."""
        with self._lock:
            self._clients.pop(client, None)
            self._names = frozenset(path for known in self._clients.values() for path in known)
            self.version += 1
            thread = self._thread
            last = not self._clients
            if last:
                self._thread = None
            self._inbox.put(None)
        if last and thread is not None and thread is not threading.current_thread():
            thread.join(5.0)

    def call_soon(self, work: Callable[[], None]) -> None:
        """Call a function on the watching thread."""
        self._inbox.put(work)

    @property
    def files(self) -> frozenset[Path]:
        """The files that are watched."""
        return self._names

    # -- on the watching thread ---------------------------------------------------------------------------------------

    def is_current_thread(self) -> bool:
        """Return whether the calling thread is the current watching thread."""
        with self._lock:
            return self._thread is threading.current_thread()

    def notify(self, contents: Mapping[Path, _ReadFile]) -> None:
        """Notify each client of the contents that are new to it."""
        with self._lock:
            news = []
            for client, known in self._clients.items():
                new = {path: seen for path, seen in contents.items() if known.get(path, seen.digest) != seen.digest}
                if new:
                    known.update((path, seen.digest) for path, seen in new.items())
                    news.append((client, {path: seen.data for path, seen in new.items()}))
        for client, new_contents in news:
            run_logged(lambda client=client, contents=new_contents: client(contents))  # type: ignore[misc]

    def has_news(self, path: Path, digest: str) -> bool:
        """Return whether a client has a different content of a file."""
        with self._lock:
            return any(known.get(path, digest) != digest for known in self._clients.values())

    def warn(self, error: OSError) -> None:
        """Log once that folders cannot be watched."""
        if not self._warned:
            self._warned = True
            _log.warning("folders cannot be watched (%s): files of apps are looked at every %s s instead", error, POLL_ONLY)


class _WatchLoop:
    """The loop of the watching thread."""

    def __init__(
        self,
        watcher: FileWatcher,
        inbox: SimpleQueue[Callable[[], None] | None],
        clock: Callable[[], float],
        observer: BaseObserver,
    ) -> None:
        self._watcher = watcher
        self._inbox = inbox
        self._clock = clock
        self._folders = WatchedFolders(observer, self._on_event, watcher.warn)
        self._seen: dict[Path, _ReadFile] = {}
        self._waiting = _Pending()
        self._polled = clock()
        self._version = 0

    def _on_event(self, path: Path, kind: str) -> None:
        """Queue an event; called on a thread of watchdog."""
        if path in self._watcher.files:
            self._inbox.put(lambda: self._note_event(path, kind))

    def run(self) -> None:
        """Watch until there is no client, or another thread has replaced this one."""
        try:
            self._folders.start()
            while self._watcher.is_current_thread():
                run_logged(self._step)
        finally:
            self._folders.stop()

    def _step(self) -> None:
        self._run_queued(self._pause())
        if not self._watcher.is_current_thread():
            return
        if self._version != self._watcher.version:
            self._version = self._watcher.version
            self._compare_clients()
        now = self._clock()
        if now - self._polled >= self._period:
            self._polled = now
            self._poll()
        if self._waiting.paths and now >= self._due_time():
            self._deliver()

    @property
    def _period(self) -> float:
        return POLL_ONLY if self._folders.failed else POLL

    def _pause(self) -> float:
        wakes = [self._polled + self._period]
        if self._waiting.paths:
            wakes.append(self._due_time())
        return max(0.0, min(wakes) - self._clock())

    def _run_queued(self, pause: float) -> None:
        """Wait for queued calls, and run all that there are."""
        try:
            work = self._inbox.get(timeout=pause) if pause > 0 else self._inbox.get_nowait()
            while True:
                if work is not None:
                    run_logged(work)
                work = self._inbox.get_nowait()
        except Empty:
            pass

    def _note_event(self, path: Path, kind: str) -> None:
        waiting, now = self._waiting, self._clock()
        if kind == "closed":
            waiting.open.discard(path)
        elif kind == "modified" and self._folders.reports_closing:
            waiting.open.add(path)
        elif kind in ("moved", "deleted"):
            waiting.open.discard(path)
        if not waiting.paths:
            waiting.first = now
        waiting.paths.add(path)
        waiting.last = now

    def _due_time(self) -> float:
        """Return the time at which pending files are to be read."""
        waiting = self._waiting
        quiet = waiting.last + (HELD if waiting.open & waiting.paths else QUIET)
        return min(quiet, max(waiting.first + CAP, waiting.last)) if not waiting.open & waiting.paths else quiet

    def _compare_clients(self) -> None:
        """Note files that are new, and those of which a client has a content other than the last one read."""
        names = self._watcher.files
        for path in self._seen.keys() - names:
            del self._seen[path]
            self._waiting.paths.discard(path)
        for path in names:
            seen = self._seen.setdefault(path, _ReadFile())
            if self._watcher.has_news(path, seen.digest):
                self._note_event(path, "compared")
        self._folders.watch({path.parent for path in names})

    def _poll(self) -> None:
        """Find changes that no event reported (rule 5)."""
        self._folders.watch({path.parent for path in self._seen})
        for path, seen in self._seen.items():
            stamp = _stamp(path)
            if stamp != seen.stamp or _is_recent(stamp):
                found = _read_file(path)
                if found.digest != seen.digest:
                    self._note_event(path, "polled")
                else:
                    seen.stamp = found.stamp

    def _deliver(self) -> None:
        """Read the pending files, and notify clients if the contents are complete and stable."""
        waiting = self._waiting
        found = {path: _read_file(path) for path in waiting.paths}
        new = {path: seen for path, seen in found.items() if self._watcher.has_news(path, seen.digest)}
        if not all(_is_complete(path, seen.data) for path, seen in new.items()):
            wait = waiting.last + BROKEN - self._clock()
            if wait > 0:
                self._run_queued(wait)  # an event, if one comes, says more
                return
        if new and not self._is_steady(new):
            return
        self._waiting = _Pending(open=waiting.open)
        self._seen.update(found)
        self._watcher.notify(new)

    def _is_steady(self, new: Mapping[Path, _ReadFile]) -> bool:
        """Return whether files stay unchanged for `STEADY`, without a new event unless events never stop."""
        waiting, last = self._waiting, self._waiting.last
        self._run_queued(STEADY)
        if waiting.last != last and (waiting.open & waiting.paths or self._clock() < waiting.first + CAP):
            return False
        return all(_read_file(path).digest == seen.digest for path, seen in new.items())


def run_logged(work: Callable[[], None]) -> None:
    """Call a function and log its exception: the thread that watches for all apps must go on."""
    try:
        work()
    except Exception:  # noqa: BLE001  # a fault of one app must not end the watch over the others
        _log.exception("a change of a file could not be passed on")


def _read_file(path: Path) -> _ReadFile:
    stamp = _stamp(path)
    try:
        data: bytes | None = path.read_bytes()
    except OSError:
        data = None
    return _ReadFile(stamp, digest(data), data)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_recent(stamp: Stamp | None) -> bool:
    """Return whether a second write may have left the same stamp: clocks of file systems are coarse."""
    return stamp is not None and time.time() - stamp[4] / 1e9 < 2 * POLL


def _is_complete(path: Path, data: bytes | None) -> bool:
    """Return whether a content can be complete (rule 4)."""
    if data is None or not data.strip():
        return path.name == "__init__.py" and data is not None
    try:
        if path.suffix == ".ipynb":
            json.loads(data)
        elif path.suffix == ".py":
            ast.parse(decode(data, str(path)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
