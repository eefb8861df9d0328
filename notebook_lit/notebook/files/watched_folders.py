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


class Folders:
    """The folders that are watched at present. All but the events is on one thread.

    Parameters
    ----------
    observer : BaseObserver
        What watches.
    hear : callable
        Is told the path and the kind of each event, on a thread of the observer.
    fail : callable
        Is told that folders cannot be watched.
    """

    def __init__(
        self, observer: BaseObserver, hear: Callable[[Path, str], None], fail: Callable[[OSError], None]
    ) -> None:
        self._observer = observer
        self._hear = hear
        self._on_failure = fail
        self._watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self.failed = False
        self.tells_of_closing = type(observer).__name__ == "InotifyObserver"

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
        """Watch these folders, and no others; anew those that have been removed and made again."""
        wanted = {folder: identity for folder in folders if (identity := _identity(folder)) is not None}
        for folder, (identity, watch) in list(self._watches.items()):
            if wanted.get(folder) != identity:
                del self._watches[folder]
                with suppress(KeyError, OSError):  # watchdog has given it up itself
                    self._observer.unschedule(watch)
        for folder, identity in wanted.items():
            if folder not in self._watches and self._observer.is_alive():
                try:
                    watch = self._observer.schedule(_Listener(folder, self._hear), os.path.realpath(folder))
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
    """Hears what happens in one folder."""

    def __init__(self, folder: Path, hear: Callable[[Path, str], None]) -> None:
        self._folder = folder
        self._hear = hear

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass on what has happened to a file."""
        if event.event_type not in _READING:
            for place in (event.src_path, event.dest_path):
                if place:
                    self._hear(self._folder / os.path.basename(os.fsdecode(place)), event.event_type)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
