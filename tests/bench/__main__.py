"""``python -m tests.bench``: measure, print the table, judge the budgets."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence

from tests.bench import cache, inprocess, pages, table
from tests.bench.cases import CASES
from tests.bench.contestants import CONTESTANTS
from tests.bench.measure import Plan, Result, measure

QUICK = Plan(events=9, warm_ups=2, least=3, seconds=0.8, set_up=10, blocks=3)
IN_PROCESS = "in-process"
CACHE = "cache"
IN_PAGES = "pages"
QUICK_CASES = ("floor", "hello", "slider-1000", IN_PROCESS, CACHE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; 0 when it ran, whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    cases = [case.name for case in CASES]
    names = [contestant.name for contestant in CONTESTANTS]
    parser.add_argument("--quick", action="store_true", help=f"half a minute: {', '.join(QUICK_CASES)}; few events")
    parser.add_argument(
        "--case",
        action="append",
        choices=[*cases, IN_PROCESS, CACHE, IN_PAGES],
        help="only this case; may be given several times",
    )
    parser.add_argument("--only", help=f"of {', '.join(names)}, with commas; ipywidgets = handwritten")
    options = parser.parse_args(arguments)
    only = options.only.replace("ipywidgets", "handwritten").split(",") if options.only else names
    if unknown := set(only) - set(names):
        parser.error(f"--only knows {', '.join(names)}, not {', '.join(sorted(unknown))}")
    contestants = [contestant for contestant in CONTESTANTS if contestant.name in only]
    wanted = options.case or (QUICK_CASES if options.quick else [*cases, IN_PROCESS, CACHE, IN_PAGES])
    plan = QUICK if options.quick else Plan()
    start = time.perf_counter()
    gc.disable()  # the client's own collections would show as other people's time; measure() collects between
    print("\n".join(table.ran(contestants, plan)), end="\n\n")
    print(table.line(table.HEAD))
    print(table.line(["-" * width for width in table.WIDTHS]), flush=True)
    judged: list[str] = []
    results: list[Result] = []
    for case in CASES:
        if case.name in wanted:
            found = measure(case, contestants, plan)
            print("\n".join(table.rows(found)), flush=True)
            judged += table.budgets(case, found)
            results += found
    gc.enable()
    report("What failed", table.failures(results))
    report("Growth from 100 to 10,000 rows: time ~ rows ** exponent", table.exponents(results))
    report("Budgets", judged)
    if IN_PROCESS in wanted and "ours" in only:
        report("In process: one rerun through engine and reconciler, no kernel, medians", inprocess.lines())
    if CACHE in wanted and "ours" in only:
        report("Hits of cached functions, ours and Streamlit's in one process, medians", cache.lines())
    if IN_PAGES in wanted and "ours" in only:
        report("In a browser: ms until the reader sees it, medians", pages.lines(plan.events))
    print(f"\n{time.perf_counter() - start:.0f} s")
    return 0


def report(title: str, lines: Sequence[str]) -> None:
    """Print a section, if it has something to say."""
    if lines:
        print(f"\n{title}", *lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
