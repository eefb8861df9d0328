"""The folders that are watched: with an observer that only takes notes."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

from watchdog.events import FileClosedNoWriteEvent, FileModifiedEvent, FileMovedEvent

from notebook_lit.notebook.files.watched_folders import WatchedFolders


class NotedObserver:
    """Notes what is scheduled."""

    def __init__(self, error: OSError | None = None) -> None:
        self.error = error
        self.scheduled: list[str] = []
        self.handlers: dict[str, Any] = {}

    def is_alive(self) -> bool:
        return True

    def schedule(self, handler: Any, path: str) -> str:
        if self.error is not None:
            raise self.error
        self.scheduled.append(path)
        self.handlers[path] = handler
        return path

    def unschedule(self, watch: str) -> None:
        self.scheduled.remove(watch)


def folders(observer: NotedObserver) -> tuple[WatchedFolders, list[tuple[Path, str]], list[OSError]]:
    heard: list[tuple[Path, str]] = []
    failed: list[OSError] = []
    return WatchedFolders(observer, lambda path, kind: heard.append((path, kind)), failed.append), heard, failed  # type: ignore[arg-type]


def test_folders_are_watched_as_long_as_they_are_wanted(tmp_path: Path) -> None:
    observer = NotedObserver()
    made, _, _ = folders(observer)
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    made.watch([one, two, tmp_path / "not there"])
    assert observer.scheduled == [str(one), str(two)]
    made.watch([two])
    assert observer.scheduled == [str(two)]


def test_a_folder_that_is_another_one_by_now_is_watched_anew(tmp_path: Path) -> None:
    observer = NotedObserver()
    made, _, _ = folders(observer)
    one, two, link = tmp_path / "one", tmp_path / "two", tmp_path / "link"
    one.mkdir()
    two.mkdir()
    link.symlink_to(one)
    made.watch([link])
    made.watch([link])
    assert observer.scheduled == [str(one)]
    link.unlink()
    link.symlink_to(two)
    made.watch([link])
    assert observer.scheduled == [str(two)]
    assert not made.failed


def test_events_are_told_by_the_path_that_was_asked_for_and_reading_is_no_event(tmp_path: Path) -> None:
    observer = NotedObserver()
    made, heard, _ = folders(observer)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    made.watch([link])
    handler = observer.handlers[str(tmp_path)]
    handler.dispatch(FileModifiedEvent(str(tmp_path / "a.py")))
    handler.dispatch(FileClosedNoWriteEvent(str(tmp_path / "a.py")))
    handler.dispatch(FileMovedEvent(str(tmp_path / "b.py"), str(tmp_path / "c.py")))
    assert heard == [(link / "a.py", "modified"), (link / "b.py", "moved"), (link / "c.py", "moved")]


def test_a_system_without_watches_is_told_of_and_a_folder_that_vanishes_is_not(tmp_path: Path) -> None:
    for number, failed in ((errno.ENOSPC, True), (errno.EMFILE, True), (errno.ENOENT, False)):
        made, _, errors = folders(NotedObserver(OSError(number, "no")))
        made.watch([tmp_path])
        assert made.failed is failed
        assert len(errors) == failed
