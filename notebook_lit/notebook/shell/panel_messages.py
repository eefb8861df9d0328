"""What the JupyterLab panel is told of an app, as plain data for JSON."""

from __future__ import annotations

import time
from typing import Any, TypedDict

from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.app.run_history import Entry
from notebook_lit.runtime.engine.run_report import Report
from notebook_lit.runtime.script.compile import Script
from notebook_lit.runtime.script.source import CellSource

#: How many runs the panel may ask for, and how much of a line, a trigger or a value it is shown.
MOST, LONG = 50, 120


class Listed(TypedDict, total=False):
    """One app in the panel's list.

    ``title`` is what `set_page_config` says. ``model`` and ``file`` do not change while an app lives; the rest is what the last
    run left, and ``elapsed`` (seconds) what the run under way has taken so far.
    """

    name: str
    title: str
    model: str
    file: str
    state: str
    elapsed: float
    runs: int
    ms: float
    outcome: str
    trigger: str


def listed(app: App) -> Listed:
    """Describe an app: "running", "stopping", "error" or "idle", and its last run."""
    entry = Listed(name=app.name, model=app.stage.frame.root.model_id or "", state="idle", runs=0)
    source = app.source
    if source is not None and not isinstance(source, CellSource):
        entry["file"] = source.filename
    title = app.stage.title
    if title:
        entry["title"] = shortened(title)
    last = next(iter(app.why(1).runs), None)
    if last is not None:
        report = last.report
        entry["runs"], entry["ms"] = report.number, _milliseconds(report.seconds)
        entry["outcome"], entry["trigger"] = report.outcome, shortened(last.trigger)
        if report.outcome in ("error", "rejected"):
            entry["state"] = "error"
    if app.status == "running":
        entry["state"] = "running" if app.engine.stop_asked is None else "stopping"
        entry["elapsed"] = round(time.monotonic() - app.engine.started, 2)
    return entry


def lasting(entry: Listed) -> dict[str, Any]:
    """Give what of an entry is news when it changes: not the time that passes by itself."""
    return {key: value for key, value in entry.items() if key != "elapsed"}


def timeline(app: App, count: int) -> list[dict[str, Any]]:
    """Describe the last runs of an app, the newest last: what `App.why` knows of each."""
    now, script = time.perf_counter(), app.engine.script
    return [_run(entry, script, now) for entry in app.why(min(count, MOST)).runs]


def _run(entry: Entry, script: Script | None, now: float) -> dict[str, Any]:
    report = entry.report
    return {
        "number": report.number,
        "trigger": shortened(entry.trigger),
        "outcome": report.outcome,
        "ms": _milliseconds(report.seconds),
        "ago": round(now - report.stamps[0], 3) if report.stamps else None,
        "changes": [[change.id, shortened(change.old), shortened(change.new)] for change in entry.changes],
        "statements": [
            [line, _milliseconds(seconds), _text(report, script, line)] for line, seconds in entry.slowest()
        ],
        "elements": entry.elements,
        "changed": entry.changed,
        "gone": entry.gone,
        "messages": entry.messages,
        "bytes": entry.bytes,
    }  # fmt: skip


def _text(report: Report, script: Script | None, line: int) -> str:
    """Give a line of the script, unless the script is another one by now."""
    if script is None or report.lines is not script.lines:
        return ""
    lines = script.text.splitlines()
    return shortened(lines[line - 1].strip()) if 0 < line <= len(lines) else ""


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)


def shortened(text: str) -> str:
    """Cut a long text, and make sure that it can be sent."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
