"""`notebook_lit.doctor`: versions, front end, and what the apps of this kernel hold, each with the number it should have."""

from __future__ import annotations

import os
import platform
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import ipywidgets
from comm import get_comm_manager
from IPython.core.getipython import get_ipython
from ipywidgets import Widget

from notebook_lit.errors import Error
from notebook_lit.notebook.app.registry import Registry
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.runtime.cache import decorators
from notebook_lit.runtime.engine.thread_worker import ThreadWorker

#: The packages whose versions are shown.
PACKAGES = ("notebook_lit", "ipykernel", "ipython", "ipywidgets", "comm", "traitlets", "jupyterlab", "pandas", "matplotlib")
#: File descriptors that an app may cost: each thread that publishes owns sockets of the kernel.
FILES_PER_APP = 8
#: Those that a kernel opens by and by, whatever runs in it.
FILES_SPARE = 24
_THREAD = re.compile(r"litapp .* (script|watcher)")


class Row(NamedTuple):
    """One row of the table; ``ok`` says whether a count is as expected, None where nothing is."""

    what: str
    now: str
    expected: str
    ok: bool | None = None


@dataclass(frozen=True)
class Baseline:
    """What the kernel held when the extension was loaded."""

    threads: int
    widgets: int
    files: int | None

    @classmethod
    def take(cls) -> Baseline:
        """Return the counts of now."""
        return cls(threading.active_count(), len(_widgets()), _open_files())


class Diagnostics:
    """The table of counts. Its repr is text, in a notebook HTML.

    Parameters
    ----------
    rows : list of Row
        Its rows.
    """

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    @property
    def ok(self) -> bool:
        """Whether every count is what it should be."""
        return all(row.ok is not False for row in self.rows)

    def __getitem__(self, what: str) -> Row:
        return next(row for row in self.rows if row.what == what)

    def __repr__(self) -> str:
        table = [("", "now", "should be"), *((row.what, row.now, row.expected) for row in self.rows)]
        widths = [max(len(line[place]) for line in table) for place in range(3)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in table]
        marks = ["", *(_verdict(row) for row in self.rows)]
        return "\n".join(f"{line}  {mark}".rstrip() for line, mark in zip(lines, marks, strict=True))

    def _repr_html_(self) -> str:
        head = "<tr><th></th><th>now</th><th>should be</th><th></th></tr>"
        rows = (
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in (row.what, row.now, row.expected, _verdict(row))) + "</tr>"
            for row in self.rows
        )
        return f"<table>{head}{''.join(rows)}</table>"


def examine(registry: Registry | None, baseline: Baseline | None) -> Diagnostics:
    """Return the diagnostics of this kernel."""
    rows = [*_version_rows(), Row("front end", front_end(), "")]
    live = [] if registry is None else registry.sessions()
    rows.append(Row("extension", "not loaded" if registry is None else "loaded", "loaded", registry is not None))
    rows.append(Row("apps", str(len(live)), ""))
    rows += [Row(f"app {app.name}", repr(app), "") for app in live]
    rows += _thread_rows(live, baseline)
    rows += _widget_rows(live, baseline)
    if registry is not None:
        rows += _watch_rows(registry, live)
    rows += _file_rows(live, baseline)
    rows += [
        Row(f"cache of {line.name}", f"{line.entries} results, {line.size} bytes, {line.hits} hits, {line.misses} misses", "")
        for line in decorators.usage()
    ]
    return Diagnostics(rows)


def front_end() -> str:
    """Return the name of the front end that sent this cell, as far as that is known."""
    shell = get_ipython()
    parent: dict[str, Any] = shell.get_parent() if shell is not None and hasattr(shell, "get_parent") else {}
    content, marks = parent.get("content") or {}, parent.get("metadata") or {}
    if "google.colab" in sys.modules:
        return "Colab"
    if "VOILA_REQUEST_URL" in os.environ:
        return "Voilà"
    if not parent:
        return "none: this is no kernel"
    if str(marks.get("cellId", "")).startswith("vscode-") or "VSCODE_PID" in os.environ:
        return "VS Code"
    if "deletedCells" in marks or "recordTiming" in marks:
        return "JupyterLab or Notebook 7"
    if not content.get("allow_stdin", True):
        return "nobody: the notebook is run by a program"
    return "not known"


def _verdict(row: Row) -> str:
    return {True: "ok", False: "WRONG", None: ""}[row.ok]


def _count_row(what: str, now: int, expected: int) -> Row:
    return Row(what, str(now), str(expected), now == expected)


def _version_rows() -> Iterator[Row]:
    needed: dict[str, str] = {}
    try:
        for line in metadata.requires("notebook_lit") or ():
            match = re.match(r"([\w-]+)\s*([<>=!~][^;]*)?", line)
            if match:
                needed.setdefault(match[1].lower(), (match[2] or "").strip())
    except metadata.PackageNotFoundError:  # used from its folder
        pass
    yield Row("Python", platform.python_version(), ">=3.10", sys.version_info >= (3, 10))
    for name in PACKAGES:
        try:
            yield Row(name, metadata.version(name), needed.get(name, ""))
        except metadata.PackageNotFoundError:
            yield Row(name, "not installed", needed.get(name, ""))


def _thread_rows(live: list[AppSession], baseline: Baseline | None) -> Iterator[Row]:
    own = [thread for thread in threading.enumerate() if _THREAD.fullmatch(thread.name)]
    yield _count_row("threads of apps", len(own), sum(map(_expected_threads, live)))
    before = "" if baseline is None else f"{baseline.threads} at load"
    yield Row("threads, all", str(threading.active_count()), before)


def _expected_threads(app: AppSession) -> int:
    """Return the number of threads that an app should have; 0 where Python can start none."""
    try:
        worker = app.engine.worker
    except Error:  # it has no script yet
        return 0
    return worker.threads if isinstance(worker, ThreadWorker) else 0


def _widget_rows(live: list[AppSession], baseline: Baseline | None) -> Iterator[Row]:
    made, reachable = 0, 0
    ours: set[str] = set()
    for app in live:
        alive, standing = app.view.census()
        made, reachable = made + alive, reachable + standing
        ours |= {widget.model_id for widget in _widgets_below([app.view.chrome.root, *app.view.host.toolkit.shared()])}
    widgets = _widgets()
    comms = [comm for comm in get_comm_manager().comms.values() if comm.target_name == "jupyter.widget"]
    yield _count_row("widgets of pages", made, reachable)
    known = {widget.model_id for widget in widgets}
    yield _count_row("widgets of apps, frames and styles included", len(ours & known), len(ours))
    before = "" if baseline is None else f"{baseline.widgets} at load, and what the notebook made since"
    yield Row("widgets of others", str(len(widgets) - len(ours)), before)
    yield _count_row("comms of widgets", len(comms), len(widgets))


def _widgets_below(roots: Iterable[Widget]) -> Iterator[Widget]:
    """Yield widgets and all that they refer to: children, layout, style."""
    todo, seen = list(roots), set()
    while todo:
        widget = todo.pop()
        if not isinstance(widget, Widget) or widget.comm is None or id(widget) in seen:
            continue
        seen.add(id(widget))
        yield widget
        todo += [getattr(widget, name, None) for name in ("layout", "style")]
        todo += getattr(widget, "children", ())


def _watch_rows(registry: Registry, live: list[AppSession]) -> Iterator[Row]:
    expected = {path for app in live for path in app.watched}
    yield _count_row("watched files", len(registry.watcher.files), len(expected))
    serving = sum(thread.name == "litapp files" for thread in threading.enumerate())
    yield _count_row("threads that watch files", serving, 1 if expected else 0)


def _file_rows(live: list[AppSession], baseline: Baseline | None) -> Iterator[Row]:
    now = _open_files()
    if now is not None and baseline is not None and baseline.files is not None:
        most = baseline.files + FILES_SPARE + FILES_PER_APP * len(live)
        yield Row("open files and sockets", str(now), f"at most {most} ({baseline.files} at load)", now <= most)


def _open_files() -> int | None:
    for folder in ("/proc/self/fd", "/dev/fd"):
        if Path(folder).is_dir():
            return len(os.listdir(folder))
    return None


def _widgets() -> list[Any]:
    registry: Any = getattr(ipywidgets.widgets.widget, "_instances", {})
    return list(registry.values())
