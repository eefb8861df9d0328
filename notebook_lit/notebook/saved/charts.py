"""Images of charts that only a front end can draw, for the saved picture of an app.

Rules
-----
1. An image is made when a picture is saved or asked for, never by a run: a step of a slider costs nothing.
2. The libraries (vl-convert for Vega, kaleido for Plotly) work in a process of their own. The first holds the lock of the
   interpreter for seconds, the second starts a browser; so neither stops the kernel, and both end when the time is over.
3. An image is remembered by the content of its chart, and so is that there is none.
4. Nothing is started for a library that is not installed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from notebook_lit.elements.shared.chart import Chart

_log = logging.getLogger("notebook_lit")

#: Seconds that the images of one picture may take; what is not there by then is a named box.
TIME_LIMIT = 30.0
#: So many charts are remembered, and a specification may have so many characters.
MOST_CHARTS, LARGEST_SPEC = 64, 5_000_000
#: The modules that an exporter needs.
_NEEDS = {"vega-lite": ("vl_convert",), "vega": ("vl_convert",), "plotly": ("plotly", "kaleido")}
_PROGRAM = Path(__file__).with_name("chart_exporter.py")
#: How a written chart begins that takes longest: it is exported last, so that the time is over for as few as possible.
_SLOW = '["plotly"'
#: An image: its mime type and its content in base64.
Image = tuple[str, str]


def installed(exporter: str) -> bool:
    """Return whether the libraries of an exporter are installed."""
    needs = _NEEDS.get(exporter, ())
    return bool(needs) and all(find_spec(name) is not None for name in needs)


class ChartImages:
    """The images of one app's charts.

    Parameters
    ----------
    available : callable
        Whether an exporter can be used.
    run : callable
        Makes the images of a list of ``[exporter, specification]``, written as JSON, within a number of seconds.
    """

    def __init__(
        self,
        available: Callable[[str], bool] = installed,
        run: Callable[[str, float], list[Image | None]] | None = None,
    ) -> None:
        self._available = available
        self._run = run_exporter if run is None else run
        self._images: dict[str, str] = {}  # data URLs by content, "" for none; the one that was made last is last
        self._lock = threading.Lock()  # one export at a time: the second finds what the first has made

    def image(self, chart: Chart) -> str | None:
        """Return the image of a chart as a data URL if it was made."""
        return (self._images.get(_digest(chart)) or None) if self._images else None

    def lacks(self, charts: Iterable[Chart]) -> bool:
        """Return whether there is a chart of which an image can be made, and was not."""
        return bool(self._missing(charts))

    def make(self, charts: Iterable[Chart]) -> None:
        """Make the images that are missing; wait for them as long as `TIME_LIMIT`."""
        charts = list(charts)
        with self._lock:
            missing = self._missing(charts)
            if not missing:
                return
            made = self._run(f"[{','.join(missing.values())}]", TIME_LIMIT)
            made += [None] * (len(missing) - len(made))
            for digest, image in zip(missing, made, strict=False):
                self._images[digest] = "" if image is None else f"data:{image[0]};base64,{image[1]}"
            for digest in list(self._images)[: -max(MOST_CHARTS, len(charts))]:
                del self._images[digest]

    def _missing(self, charts: Iterable[Chart]) -> dict[str, str]:
        """Return what is to be made: digest -> exporter and specification as JSON."""
        missing = {}
        for chart in charts:
            if not self._available(chart.exporter):
                continue
            written = _written(chart)
            digest = _digest(chart)
            if digest not in self._images and 0 < len(written) <= LARGEST_SPEC:
                missing[digest] = written
        return dict(sorted(missing.items(), key=lambda one: one[1].startswith(_SLOW)))


def _written(chart: Chart) -> str:
    """Return a chart as the exporter takes it; "" if it is no JSON."""
    try:
        return json.dumps([chart.exporter, chart.export_spec()])
    except (TypeError, ValueError):
        return ""


def _digest(chart: Chart) -> str:
    return hashlib.sha256(_written(chart).encode()).hexdigest()


def run_exporter(charts: str, seconds: float) -> list[Image | None]:
    """Run the program that makes images, and end it with all that it has started when the time is over."""
    command = [sys.executable, str(_PROGRAM)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        process = subprocess.Popen(command, text=True, encoding="utf-8", start_new_session=True, **pipes)
    except OSError:  # where there are no processes (Pyodide)
        return []
    try:
        said, _ = process.communicate(charts, timeout=seconds)
    except subprocess.TimeoutExpired:
        _log.debug("no image of a chart within %s s", seconds)
        _end(process)
        said, _ = process.communicate()
    finally:
        _end(process)
    lines = said.splitlines(keepends=True)
    return [None if (image := json.loads(line)) is None else (image[0], image[1]) for line in lines if line.endswith("\n")]


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and, where there are process groups, the browser that it may have started."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:  # all of it has ended
            return
    else:
        process.kill()
