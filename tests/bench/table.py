"""The one table, the budgets beside it, and what ran."""

from __future__ import annotations

import math
import platform
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tests.bench.cases import Case
from tests.bench.contestants import Contestant
from tests.bench.measure import Plan, Result

HEAD = ("case", "contestant", "events", "ms", "messages", "bytes", "x by hand", "x ours")
WIDTHS = (44, 21, 6, 10, 9, 12, 10, 9)
SIZES = ("slider-100", "slider-1000", "slider-10000")
EXPONENT = 1.1


def line(cells: Sequence[str]) -> str:
    """Give one row: text to the left, figures to the right."""
    texts = [f"{cell:<{width}}" for cell, width in zip(cells[:2], WIDTHS, strict=False)]
    figures = [f"{cell:>{width}}" for cell, width in zip(cells[2:], WIDTHS[2:], strict=False)]
    return "  ".join(texts + figures).rstrip()


def rows(results: Sequence[Result]) -> list[str]:
    """Give the rows of one case."""
    done = {result.contestant.name: result for result in results if result.samples and not result.reason}
    lines = []
    for number, result in enumerate(results):
        title = result.case.title if number == 0 else ""
        if result.contestant.name not in done:
            lines.append(line((title, result.contestant.title, *result.reason.splitlines()[:1])))
            continue
        lines.append(
            line(
                (
                    title,
                    result.contestant.title,
                    str(len(result.samples)),
                    f"{result.seconds * 1000:,.2f}",
                    f"{result.messages:,.0f}",
                    f"{result.size:,.0f}",
                    _ratio(result, done.get("handwritten")),
                    _ratio(result, done.get("ours")),
                )
            )
        )
        if result.late:
            lines.append(line(("", "", f"unsound: {result.late} messages came after their answer was taken as over")))
    return lines


def budgets(case: Case, results: Sequence[Result]) -> list[str]:
    """Give a PASS or MISS line for each budget of a case that can be judged."""
    done = {result.contestant.name: result for result in results if result.samples and not result.reason}
    ours = done.get("ours")
    if ours is None:
        return []
    lines = []
    limit = case.budget
    if limit.handwritten and "handwritten" in done:
        ratio = ours.seconds / done["handwritten"].seconds
        lines.append(_verdict(case, f"{ratio:.2f} x by hand", f"<= {limit.handwritten}", ratio <= limit.handwritten))
    for name, least in (("streamlit", limit.streamlit), ("streamlit-nogc", limit.streamlit_nogc)):
        if least and name in done:
            ratio = done[name].seconds / ours.seconds
            title = done[name].contestant.title
            lines.append(_verdict(case, f"{ratio:.1f} x faster than {title}", f">= {least:g}", ratio >= least))
    if limit.messages:
        lines.append(_verdict(case, f"{ours.messages:g} messages", f"<= {limit.messages}", ours.messages <= limit.messages))
    if limit.size:
        lines.append(_verdict(case, f"{ours.size:,.0f} bytes", f"<= {limit.size:,}", ours.size <= limit.size))
    return lines


def exponents(results: Iterable[Result]) -> list[str]:
    """Give for each contestant how its time grows with the number of elements: the slope in a log-log plot."""
    points: dict[str, list[tuple[float, float]]] = {}
    titles: dict[str, str] = {}
    for result in results:
        if result.case.name in SIZES and result.samples and not result.reason:
            points.setdefault(result.contestant.name, []).append((math.log(result.case.rows), math.log(result.seconds)))
            titles[result.contestant.name] = result.contestant.title
    lines = []
    for name, known in points.items():
        if len(known) < len(SIZES):
            continue
        steps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(known)]
        whole = (known[-1][1] - known[0][1]) / (known[-1][0] - known[0][0])
        text = f"{whole:.2f} (100 to 1,000: {steps[0]:.2f}, 1,000 to 10,000: {steps[1]:.2f})"
        verdict = f"  budget <= {EXPONENT}: {'PASS' if whole <= EXPONENT else 'MISS'}" if name == "ours" else ""
        lines.append(f"{titles[name]:<21}  {text}{verdict}")
    return lines


def ran(contestants: Iterable[Contestant], plan: Plan) -> list[str]:
    """Say what was measured with what."""
    lines = [f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"]
    lines += [f"{c.title}: {c.missing() or c.versions()}" for c in contestants]
    lines.append(
        f"ms: median from before the sending of an event to the arrival of its last message, at the client; up to "
        f"{plan.events} events after {plan.warm_ups} warm-ups, in {plan.blocks} blocks in turn"
    )
    lines.append("messages, bytes: medians of what goes to the browser: iopub messages (JSON and buffers), websocket frames")
    return lines


def failures(results: Iterable[Result]) -> list[str]:
    """Give in full what the table has only the first line of."""
    return [
        f"{result.case.name}, {result.contestant.title}: {result.reason}" for result in results if "\n" in result.reason.strip()
    ]


def _ratio(result: Result, base: Result | None) -> str:
    return f"{result.seconds / base.seconds:,.2f}" if base else ""


def _verdict(case: Case, found: str, wanted: str, holds: bool) -> str:
    return f"{'PASS' if holds else 'MISS'}  {case.title:<44}  {found} (budget {wanted})"
