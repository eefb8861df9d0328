"""The folders in which watchdog listens for events."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, ObservedWatch

#: Events that come from reading, ours included.
_READING = frozenset({"opened", "closed_no_write"})


class WatchedFolders:
    """The folders that watchdog watches. Methods are called on one thread, ``on_event`` on the observer's.

    Parameters
    ----------
    observer : BaseObserver
        The watchdog observer.
    on_event : callable
        Called with the path and the kind of each event, on a thread of the observer.
    on_failure : callable
        Called with the error when folders cannot be watched.
    """

    def __init__(
        self, observer: BaseObserver, on_event: Callable[[Path, str], None], on_failure: Callable[[OSError], None]
    ) -> None:
        self._observer = observer
        self._on_event = on_event
        self._on_failure = on_failure
        self._watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self.failed = False
        self.reports_closing = type(observer).__name__ == "InotifyObserver"

    def start(self) -> None:
        """Start watchdog's threads."""
        try:
            self._observer.start()
        except OSError as error:
            self._fail(error)

    def stop(self) -> None:
        """End watchdog's threads."""
        if self._observer.is_alive():
            self._observer.unschedule_all()
            self._observer.stop()
            self._observer.join(5.0)

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch exactly these folders; schedule those anew that were removed and made again."""
        wanted = {folder: identity for folder in folders if (identity := _identity(folder)) is not None}
        for folder, (identity, watch) in list(self._watches.items()):
            if wanted.get(folder) != identity:
                del self._watches[folder]
                with suppress(KeyError, OSError):  # watchdog has given it up itself
                    self._observer.unschedule(watch)
        for folder, identity in wanted.items():
            if folder not in self._watches and self._observer.is_alive():
                try:
                    watch = self._observer.schedule(_Listener(folder, self._on_event), os.path.realpath(folder))
                except FileNotFoundError:  # it was removed just now
                    continue
                except OSError as error:  # ENOSPC, EMFILE: there are no more watches
                    self._fail(error)
                    continue
                self._watches[folder] = identity, watch

    def _fail(self, error: OSError) -> None:
        self.failed = True
        self._on_failure(error)


class _Listener(FileSystemEventHandler):
    """Passes on the events of one folder."""

    def __init__(self, folder: Path, on_event: Callable[[Path, str], None]) -> None:
        self._folder = folder
        self._on_event = on_event

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass on an event, except for reading."""
        if event.event_type not in _READING:
            for place in (event.src_path, event.dest_path):
                if place:
                    self._on_event(self._folder / os.path.basename(os.fsdecode(place)), event.event_type)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
