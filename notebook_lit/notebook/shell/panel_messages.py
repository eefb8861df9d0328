"""The messages about an app for the JupyterLab panel, as plain data for JSON."""

from __future__ import annotations

import time
from typing import Any, TypedDict

from notebook_lit.notebook.app.run_history import RunRecord
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.script.compile import Script
from notebook_lit.runtime.script.source import CellSource

#: How many runs the panel may ask for, and how much of a line, a trigger or a value it is shown.
MOST_RUNS, LONGEST_TEXT = 50, 120


class AppSummary(TypedDict, total=False):
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


def app_summary(app: AppSession) -> AppSummary:
    """Return the summary of an app: its state ("running", "stopping", "error" or "idle") and its last run."""
    record = AppSummary(name=app.name, model=app.view.chrome.root.model_id or "", state="idle", runs=0)
    source = app.source
    if source is not None and not isinstance(source, CellSource):
        record["file"] = source.filename
    title = app.title
    if title:
        record["title"] = shortened(title)
    last = next(iter(app.history.why(1).runs), None)
    if last is not None:
        report = last.report
        record["runs"], record["ms"] = report.number, _milliseconds(report.seconds)
        record["outcome"], record["trigger"] = report.outcome, shortened(last.trigger)
        if report.outcome in ("error", "rejected"):
            record["state"] = "error"
    if app.status == "running":
        record["state"] = "running" if app.engine.stop_asked is None else "stopping"
        record["elapsed"] = round(time.monotonic() - app.engine.started, 2)
    return record


def without_elapsed(record: AppSummary) -> dict[str, Any]:
    """Return a summary without the elapsed time, which alone is no news."""
    return {key: value for key, value in record.items() if key != "elapsed"}


def run_timeline(app: AppSession, count: int) -> list[dict[str, Any]]:
    """Return the last runs of an app, the newest last, as `App.why` has them."""
    now, script = time.perf_counter(), app.engine.script
    return [_run_message(record, script, now) for record in app.history.why(min(count, MOST_RUNS)).runs]


def _run_message(record: RunRecord, script: Script | None, now: float) -> dict[str, Any]:
    report = record.report
    return {
        "number": report.number,
        "trigger": shortened(record.trigger),
        "outcome": report.outcome,
        "ms": _milliseconds(report.seconds),
        "ago": round(now - report.stamps[0], 3) if report.stamps else None,
        "changes": [[change.id, shortened(change.old), shortened(change.new)] for change in record.changes],
        "statements": [
            [line, _milliseconds(seconds), _line_text(report, script, line)] for line, seconds in record.slowest()
        ],
        "elements": record.elements,
        "changed": record.changed,
        "gone": record.gone,
        "messages": record.messages,
        "bytes": record.bytes,
    }  # fmt: skip


def _line_text(report: RunReport, script: Script | None, line: int) -> str:
    """Return a line of the script; "" if the script has changed since the run."""
    if script is None or report.lines is not script.lines:
        return ""
    lines = script.text.splitlines()
    return shortened(lines[line - 1].strip()) if 0 < line <= len(lines) else ""


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)


def shortened(text: str) -> str:
    """Return a text cut to `LONGEST_TEXT` characters, in a form that can be sent."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
