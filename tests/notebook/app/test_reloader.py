"""What an app does when its files are saved, with an app that only takes notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from notebook_lit.notebook.app.reloader import Reloader
from notebook_lit.notebook.files.file_watcher import Client, Contents
from notebook_lit.runtime.engine.engine import CHANGED
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.script.notebook_source import NotebookSource
from notebook_lit.runtime.script.source import FileSource, digest

PATH, HELPER = Path("/nowhere/app.py"), Path("/nowhere/helper.py")


class NotedApp:
    """Notes what is asked of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.changed: list[dict[Path, bytes | None]] = []
        self.strip: tuple[str, bool] = ("", False)
        self.used: dict[Path, str] = {HELPER: digest(b"h = 0")}

    def renew(self, source: Any, changed: Contents) -> None:
        self.texts.append(source.read())
        self.changed.append(dict(changed))

    def notice(self, html: str, *, ask: bool = False) -> None:
        self.strip = html, ask

    def files(self) -> dict[Path, str]:
        return self.used


class NotedWatcher:
    """Notes what is to be watched; does at once what shall be done soon."""

    def __init__(self) -> None:
        self.files: list[dict[Path, str]] = []
        self.clients: list[Client] = []

    def watch(self, client: Client, files: Any) -> None:
        self.clients = [client]
        self.files.append(dict(files))

    def unwatch(self, client: Client) -> None:
        self.clients.remove(client)

    def call_soon(self, work: Any) -> None:
        work()


def reloader(mode: Any = "run", data: bytes = b"x = 0") -> tuple[Reloader, NotedApp, NotedWatcher]:
    app, watcher = NotedApp(), NotedWatcher()
    return Reloader(app, watcher, FileSource(PATH, data), mode), app, watcher  # type: ignore[arg-type]


def ran(outcome: Any = "done", reason: str = CHANGED) -> RunReport:
    return RunReport(1, (reason,), outcome)


def test_the_file_and_the_modules_are_watched_with_what_is_in_force() -> None:
    made, _, watcher = reloader()
    assert watcher.files == [{PATH: digest(b"x = 0"), HELPER: digest(b"h = 0")}]
    made.finished(ran())
    assert len(watcher.files) == 1
    made.close()
    assert watcher.clients == []
    made.finished(ran())
    assert watcher.clients == []


def test_a_saved_file_runs_and_a_saved_module_comes_with_it() -> None:
    made, app, _ = reloader()
    made.changed({PATH: b"x = 1"})
    made.changed({HELPER: b"h = 1"})
    assert app.texts == ["x = 1", "x = 1"]
    assert app.changed == [{}, {HELPER: b"h = 1"}]


@pytest.mark.parametrize("bad", [{PATH: b"if"}, {PATH: b""}, {PATH: None}, {HELPER: b"if"}, {PATH: b"x = '\xff'"}])
def test_what_cannot_be_compiled_never_runs_and_the_next_save_heals(bad: dict[Path, bytes | None]) -> None:
    made, app, watcher = reloader()
    made.changed(bad)
    assert app.texts == []
    assert "cannot run" in app.strip[0]
    made.finished(ran(reason="a widget"))
    assert "cannot run" in app.strip[0]
    assert all(watcher.files[-1][path] == digest(data) for path, data in bad.items())
    made.changed(dict.fromkeys(bad, b"good = 1"))
    assert len(app.texts) == 1
    made.finished(ran(reason="a widget"))  # it had begun before
    assert "cannot run" in app.strip[0]
    made.finished(ran("superseded"))
    assert "cannot run" in app.strip[0]
    made.finished(ran(reason="a widget"))
    assert app.strip == ("", False)


def test_a_module_that_was_saved_while_the_script_was_broken_comes_with_the_healed_script() -> None:
    made, app, _ = reloader()
    made.changed({PATH: b"if"})
    made.changed({HELPER: b"h = 1"})
    assert app.texts == []
    made.changed({PATH: b"x = 2"})
    assert app.changed == [{HELPER: b"h = 1"}]


def test_what_the_engine_rejects_is_said_until_something_else_is_in_force() -> None:
    made, app, _ = reloader()
    made.changed({PATH: b"import nothing_like_it"})
    made.rejected(ImportError("nothing_like_it"))
    made.finished(ran("rejected"))
    assert "nothing_like_it" in app.strip[0]
    made.changed({PATH: b"x = 0"})
    made.finished(ran())
    assert app.strip == ("", False)


def test_an_app_that_asks_waits_for_the_answer() -> None:
    made, app, _ = reloader("ask")
    made.changed({PATH: b"x = 1"})
    made.changed({PATH: b"x = 2", HELPER: b"h = 2"})
    assert app.texts == []
    assert app.strip[1]
    made.rerun()
    assert app.texts == ["x = 2"]
    assert app.changed == [{HELPER: b"h = 2"}]
    assert app.strip == ("", False)


def notebook(code: str, output: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": code, "outputs": [output]}]}).encode()


def test_a_notebook_that_is_saved_with_new_outputs_only_does_not_run() -> None:
    app, watcher = NotedApp(), NotedWatcher()
    source = NotebookSource(Path("/nowhere/book.ipynb"), notebook("%%litapp\nx = 1", "old"))
    made = Reloader(app, watcher, source)  # type: ignore[arg-type]
    made.changed({source.path: notebook("%%litapp\nx = 1", "new")})
    assert app.texts == []
    made.changed({source.path: notebook("%%litapp\nx = 2", "new")})
    assert app.texts == ["x = 2\n"]
