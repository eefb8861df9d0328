"""The files of all apps of a kernel: watched together, by one set of threads.

Rules
-----
1. Folders are watched, not files: a save may be a write, a rename, or a deletion followed by a new file.
2. The digest of the content decides whether a file has changed. Events, times and sizes only say when to look.
3. It is looked `QUIET` seconds after the last event, or `HELD` while a writer has the file open; where events do not stop,
   after `CAP`. What is read counts only if the file then stays the same for `STEADY`.
4. A content that cannot be complete (it cannot be parsed, is empty, or there is no file) counts only `BROKEN` after the last
   event.
5. Once in `POLL` all files are compared with what was last read: that finds what no event told (network folders, folders that
   were removed and made again, links that point elsewhere).
6. A client is told of each new content once, all that changed together at once, and with the bytes that were looked at.
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

from notebook_lit.notebook.files.watched_folders import Folders
from notebook_lit.runtime.engine.threads import started
from notebook_lit.runtime.script.source import decode, digest
from notebook_lit.runtime.writing.run import beside_runs

QUIET, HELD, CAP = 0.060, 0.250, 0.500
STEADY = 0.010
BROKEN = 0.300
POLL = 1.0
#: The same where folders cannot be watched.
POLL_ONLY = 0.25
_log = logging.getLogger("notebook_lit")

Contents = Mapping[Path, bytes | None]
Client = Callable[[Contents], None]
#: What tells whether a file may have changed: device, inode, size, and the times of its content and of anything about it.
Stamp = tuple[int, int, int, int, int]


@dataclass(slots=True)
class _Seen:
    """What was last read of a file."""

    stamp: Stamp | None = None
    digest: str = ""
    data: bytes | None = None


@dataclass(slots=True)
class _Waiting:
    """Files that may have changed, and when it was heard of."""

    paths: set[Path] = field(default_factory=set)
    open: set[Path] = field(default_factory=set)  # a writer has them open
    first: float = 0.0
    last: float = 0.0


class Watcher:
    """Tells apps of new contents of their files.

    Parameters
    ----------
    clock : callable
        Seconds, monotonic.
    observer : callable
        Makes what watches folders.
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
        """Tell a client of new contents of these files from now on.

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
                patrol = _Patrol(self, self._inbox, self._clock, self._new_observer())
                thread = threading.Thread(target=beside_runs(patrol.serve), name="litapp files", daemon=True)
                if started(thread):  # without threads, a saved file is seen when the cell is run again
                    self._thread = thread
        self._inbox.put(None)

    def unwatch(self, client: Client) -> None:
        """Tell a client nothing any more."""
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

    def soon(self, work: Callable[[], None]) -> None:
        """Do something on the watching thread."""
        self._inbox.put(work)

    @property
    def files(self) -> frozenset[Path]:
        """The files that are watched."""
        return self._names

    # -- on the watching thread ---------------------------------------------------------------------------------------

    def serves(self) -> bool:
        """Whether the calling thread is still the one that watches."""
        with self._lock:
            return self._thread is threading.current_thread()

    def tell(self, contents: Mapping[Path, _Seen]) -> None:
        """Tell each client what is new to it."""
        with self._lock:
            news = []
            for client, known in self._clients.items():
                new = {path: seen for path, seen in contents.items() if known.get(path, seen.digest) != seen.digest}
                if new:
                    known.update((path, seen.digest) for path, seen in new.items())
                    news.append((client, {path: seen.data for path, seen in new.items()}))
        for client, new_contents in news:
            attempt(lambda client=client, contents=new_contents: client(contents))  # type: ignore[misc]

    def news_for_someone(self, path: Path, digest: str) -> bool:
        """Whether a client has another content of that file."""
        with self._lock:
            return any(known.get(path, digest) != digest for known in self._clients.values())

    def warn(self, error: OSError) -> None:
        """Say once that folders cannot be watched."""
        if not self._warned:
            self._warned = True
            _log.warning("folders cannot be watched (%s): files of apps are looked at every %s s instead", error, POLL_ONLY)


class _Patrol:
    """What the watching thread does."""

    def __init__(
        self,
        watcher: Watcher,
        inbox: SimpleQueue[Callable[[], None] | None],
        clock: Callable[[], float],
        observer: BaseObserver,
    ) -> None:
        self._watcher = watcher
        self._inbox = inbox
        self._clock = clock
        self._folders = Folders(observer, self._hear, watcher.warn)
        self._seen: dict[Path, _Seen] = {}
        self._waiting = _Waiting()
        self._polled = clock()
        self._version = 0

    def _hear(self, path: Path, kind: str) -> None:
        """Take an event, on a thread of watchdog."""
        if path in self._watcher.files:
            self._inbox.put(lambda: self._note(path, kind))

    def serve(self) -> None:
        """Watch until there is no client, or another thread has taken over."""
        try:
            self._folders.start()
            while self._watcher.serves():
                attempt(self._step)
        finally:
            self._folders.stop()

    def _step(self) -> None:
        self._take(self._pause())
        if not self._watcher.serves():
            return
        if self._version != self._watcher.version:
            self._version = self._watcher.version
            self._compare_clients()
        now = self._clock()
        if now - self._polled >= self._period:
            self._polled = now
            self._poll()
        if self._waiting.paths and now >= self._due():
            self._settle()

    @property
    def _period(self) -> float:
        return POLL_ONLY if self._folders.failed else POLL

    def _pause(self) -> float:
        wakes = [self._polled + self._period]
        if self._waiting.paths:
            wakes.append(self._due())
        return max(0.0, min(wakes) - self._clock())

    def _take(self, pause: float) -> None:
        """Wait for work, and do all that has come."""
        try:
            work = self._inbox.get(timeout=pause) if pause > 0 else self._inbox.get_nowait()
            while True:
                if work is not None:
                    attempt(work)
                work = self._inbox.get_nowait()
        except Empty:
            pass

    def _note(self, path: Path, kind: str) -> None:
        waiting, now = self._waiting, self._clock()
        if kind == "closed":
            waiting.open.discard(path)
        elif kind == "modified" and self._folders.tells_of_closing:
            waiting.open.add(path)
        elif kind in ("moved", "deleted"):
            waiting.open.discard(path)
        if not waiting.paths:
            waiting.first = now
        waiting.paths.add(path)
        waiting.last = now

    def _due(self) -> float:
        """When to look at what is waiting."""
        waiting = self._waiting
        quiet = waiting.last + (HELD if waiting.open & waiting.paths else QUIET)
        return min(quiet, max(waiting.first + CAP, waiting.last)) if not waiting.open & waiting.paths else quiet

    def _compare_clients(self) -> None:
        """Look at files that are new here, and at those of which a client has something else than what was seen."""
        names = self._watcher.files
        for path in self._seen.keys() - names:
            del self._seen[path]
            self._waiting.paths.discard(path)
        for path in names:
            seen = self._seen.setdefault(path, _Seen())
            if self._watcher.news_for_someone(path, seen.digest):
                self._note(path, "compared")
        self._folders.watch({path.parent for path in names})

    def _poll(self) -> None:
        """Find what no event told."""
        self._folders.watch({path.parent for path in self._seen})
        for path, seen in self._seen.items():
            stamp = _stamp(path)
            if stamp != seen.stamp or _recent(stamp):
                found = _read(path)
                if found.digest != seen.digest:
                    self._note(path, "polled")
                else:
                    seen.stamp = found.stamp

    def _settle(self) -> None:
        """Read what is waiting, and tell of it if it is complete and stays as it is."""
        waiting = self._waiting
        found = {path: _read(path) for path in waiting.paths}
        new = {path: seen for path, seen in found.items() if self._watcher.news_for_someone(path, seen.digest)}
        if not all(_complete(path, seen.data) for path, seen in new.items()):
            wait = waiting.last + BROKEN - self._clock()
            if wait > 0:
                self._take(wait)  # an event, if one comes, says more
                return
        if new and not self._steady(new):
            return
        self._waiting = _Waiting(open=waiting.open)
        self._seen.update(found)
        self._watcher.tell(new)

    def _steady(self, new: Mapping[Path, _Seen]) -> bool:
        """Whether files stay for a moment as they were read, with no event, or with nothing but events that never stop."""
        waiting, last = self._waiting, self._waiting.last
        self._take(STEADY)
        if waiting.last != last and (waiting.open & waiting.paths or self._clock() < waiting.first + CAP):
            return False
        return all(_read(path).digest == seen.digest for path, seen in new.items())


def attempt(work: Callable[[], None]) -> None:
    """Do something; the thread that watches for all apps lives on whatever happens."""
    try:
        work()
    except Exception:  # noqa: BLE001  # a fault of one app must not end the watch over the others
        _log.exception("a change of a file could not be passed on")


def _read(path: Path) -> _Seen:
    stamp = _stamp(path)
    try:
        data: bytes | None = path.read_bytes()
    except OSError:
        data = None
    return _Seen(stamp, digest(data), data)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _recent(stamp: Stamp | None) -> bool:
    """Whether a file is so new that a second write may have left the same stamp: clocks of file systems are coarse."""
    return stamp is not None and time.time() - stamp[4] / 1e9 < 2 * POLL


def _complete(path: Path, data: bytes | None) -> bool:
    """Whether a content can be all that was to be written."""
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
