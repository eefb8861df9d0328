"""The watch over files: who is told of what, when, and how often."""

from __future__ import annotations

import errno
import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watchdog.observers import Observer

from notebook_lit.notebook.files import file_watcher
from notebook_lit.notebook.files.file_watcher import Contents, FileWatcher
from notebook_lit.runtime.script.source import digest


class Client:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: queue.SimpleQueue[dict[Path, bytes | None]] = queue.SimpleQueue()

    def __call__(self, contents: Contents) -> None:
        self.told.put(dict(contents))

    def next(self) -> dict[Path, bytes | None]:
        """Wait until something is told."""
        return self.told.get(timeout=5)


class NoMoreWatches:
    """An observer of a system that has none left."""

    def start(self) -> None:
        """Start nothing."""

    def is_alive(self) -> bool:
        return True

    def schedule(self, *args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    def unschedule_all(self) -> None:
        """Have nothing."""

    def stop(self) -> None:
        """Stop nothing."""

    def join(self, timeout: float) -> None:
        """Wait for nothing."""


@pytest.fixture
def watcher() -> Iterator[FileWatcher]:
    made = FileWatcher()
    yield made
    for client in list(made._clients):
        made.unwatch(client)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "app.py"
    path.write_text("x = 0\n")
    return path


def watch(watcher: FileWatcher, *files: Path) -> Client:
    """Make a client that has what is in the files now."""
    client = Client()
    watcher.watch(client, {path: digest(path.read_bytes() if path.exists() else None) for path in files})
    return client


def replace(path: Path, data: bytes) -> None:
    new = path.with_name("new")
    new.write_bytes(data)
    os.replace(new, path)


@pytest.mark.parametrize("save", [Path.write_bytes, replace])
def test_a_save_is_told_with_the_bytes_that_were_looked_at(
    watcher: FileWatcher, file: Path, save: Callable[[Path, bytes], object]
) -> None:
    client = watch(watcher, file)
    for number in range(1, 4):
        save(file, f"x = {number}\n".encode())
        assert client.next() == {file: f"x = {number}\n".encode()}
    assert client.told.empty()


def test_each_client_is_told_once_and_the_same_content_not_again(watcher: FileWatcher, file: Path) -> None:
    clients = [watch(watcher, file), watch(watcher, file)]
    for data in (b"x = 1\n", b"x = 2\n"):
        file.write_bytes(data)
        for client in clients:
            assert client.next() == {file: data}
        file.write_bytes(data)
        os.utime(file)
    assert all(client.told.empty() for client in clients)


def test_a_change_before_the_watch_began_is_told(watcher: FileWatcher, file: Path) -> None:
    client = Client()
    watcher.watch(client, {file: digest(b"what was read a moment ago")})
    assert client.next() == {file: b"x = 0\n"}


def test_files_that_are_saved_together_are_told_together(watcher: FileWatcher, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.py", "b.py", "c.py")]
    client = watch(watcher, *files)
    for path in files:
        path.write_bytes(b"v = 1\n")
    assert client.next() == dict.fromkeys(files, b"v = 1\n")


def put(file: Path, data: bytes | None) -> None:
    """Write a file; remove it for None."""
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)


PARTS = [b"if x", b"", None]


def test_what_cannot_be_all_of_it_is_told_in_the_end(watcher: FileWatcher, file: Path) -> None:
    client = watch(watcher, file)
    for data in PARTS:
        put(file, data)
        assert client.next() == {file: data}


@pytest.mark.parametrize("data", PARTS)
def test_what_cannot_be_all_of_it_is_not_told_before_its_time(
    watcher: FileWatcher, file: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None
) -> None:
    looked_at: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    is_complete = file_watcher._is_complete
    monkeypatch.setattr(file_watcher, "_is_complete", lambda path, data: (looked_at.put(data), is_complete(path, data))[1])
    monkeypatch.setattr(file_watcher, "BROKEN", 1000.0)  # the time does not come
    client = watch(watcher, file)
    put(file, data)
    assert looked_at.get(timeout=20) == data
    file.write_bytes(b"x = 1\n")
    assert client.next() == {file: b"x = 1\n"}
    assert client.told.empty()


def test_a_file_that_is_written_bit_by_bit_is_told_once_and_whole(watcher: FileWatcher, file: Path) -> None:
    client = watch(watcher, file)
    text = b"".join(b"line_%d = 1\n" % number for number in range(200))
    with file.open("wb", buffering=0) as opened:
        for start in range(0, len(text), 7):
            opened.write(text[start : start + 7])
    assert client.next() == {file: text}
    assert client.told.empty()


def test_a_file_that_a_writer_keeps_open_is_not_told_in_between(
    watcher: FileWatcher, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = watch(watcher, file)
    file.write_bytes(b"zero = 0\n")
    client.next()  # from here on the folder is watched
    monkeypatch.setattr(file_watcher, "QUIET", 0.0)
    monkeypatch.setattr(file_watcher, "STEADY", 0.0)
    monkeypatch.setattr(file_watcher, "HELD", 1000.0)
    lines = [b"line_%d = 1\n" % number for number in range(50)]
    with file.open("wb", buffering=0) as opened:
        for line in lines:
            opened.write(line)
            turn = threading.Event()
            watcher.call_soon(turn.set)
            assert turn.wait(20)  # the watching thread has had its turn
    assert client.next() == {file: b"".join(lines)}
    assert client.told.empty()


def test_a_folder_that_was_removed_and_made_again_is_watched_again(watcher: FileWatcher, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "app.py"
    file.write_bytes(b"x = 0\n")
    client = watch(watcher, file)
    shutil.rmtree(folder)
    assert client.next() == {file: None}
    folder.mkdir()
    file.write_bytes(b"x = 1\n")
    assert client.next() == {file: b"x = 1\n"}
    file.write_bytes(b"x = 2\n")
    assert client.next() == {file: b"x = 2\n"}


def test_where_no_folder_can_be_watched_files_are_compared_and_it_is_said_once(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watcher = FileWatcher(observer=NoMoreWatches)  # type: ignore[arg-type]
    other = tmp_path / "sub" / "b.py"
    other.parent.mkdir()
    client = watch(watcher, file, other)
    file.write_bytes(b"x = 1\n")
    assert client.next() == {file: b"x = 1\n"}
    other.write_bytes(b"y = 1\n")
    assert client.next() == {other: b"y = 1\n"}
    watcher.unwatch(client)
    assert len(caplog.records) == 1
    assert "cannot be watched" in caplog.text


def test_a_client_that_fails_does_not_end_the_watch(watcher: FileWatcher, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    def failing(contents: Contents) -> None:
        raise RuntimeError("mine")

    watcher.watch(failing, {file: digest(b"x = 0\n")})
    client = watch(watcher, file)
    for number in (1, 2):
        file.write_bytes(b"x = %d\n" % number)
        assert client.next() == {file: b"x = %d\n" % number}
    assert "mine" in caplog.text


def test_the_threads_begin_with_the_first_client_and_end_with_the_last(file: Path) -> None:
    before = set(threading.enumerate())
    watcher = FileWatcher()
    assert set(threading.enumerate()) == before
    clients = [watch(watcher, file) for _ in range(3)]
    file.write_bytes(b"x = 1\n")
    clients[0].next()
    running = set(threading.enumerate()) - before
    assert len([thread for thread in running if thread.name == "litapp files"]) == 1
    for client in clients:
        watcher.unwatch(client)
    assert set(threading.enumerate()) == before
    again = watch(watcher, file)
    file.write_bytes(b"x = 2\n")
    assert again.next() == {file: b"x = 2\n"}
    watcher.unwatch(again)
    assert set(threading.enumerate()) == before


def test_no_handle_is_left_open(file: Path) -> None:
    def cycle() -> int:
        watcher = FileWatcher(observer=Observer)
        client = watch(watcher, file)
        file.write_bytes(file.read_bytes() + b"x = 1\n")
        client.next()
        watcher.unwatch(client)
        return len(os.listdir("/proc/self/fd"))

    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("this system does not list open files")
    first = cycle()
    assert [cycle() for _ in range(5)] == [first] * 5
