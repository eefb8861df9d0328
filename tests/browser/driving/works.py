"""What works where, as the tests show it: ``python -m tests.browser.driving.works`` writes the table into the README.

A test says with ``@pytest.mark.works(ROW, FRONT_END)`` what it shows; without a front end, it is the test's parameter.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BEGIN, END = "<!-- works -->\n", "<!-- end of works -->"
FRONT_ENDS = ("JupyterLab", "Notebook 7", "VS Code", "Voilà")
ROWS = {
    "five minutes": "`five_minutes.ipynb`: runs, its slider works",
    "clicks": "One script of clicks: type a name, move a slider, tick, select, press, open a tab and an expander",
    "every input": "Every input operated one by one, its value in the app",
    "readable": "The gallery in light and dark: nothing cut off, contrast of 4.5 and more, nothing serious for axe-core",
    "busy": "A slider moved while another cell runs: the last value is applied exactly once",
    "reloads": "Three page reloads and a lost subshell: no later value is lost",
    "tabs": "Two tabs on one notebook end equal",
    "picture": "Without a kernel, the saved picture of the app",
}


class Shown:
    """Notes, while pytest collects, which front ends each row was shown for."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {row: set() for row in ROWS}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Look at all tests that would run."""
        for item in session.items:
            for mark in item.iter_markers("works"):
                row, *named = mark.args
                parameters = item.callspec.params.values() if isinstance(item, pytest.Function) and not named else ()
                told = named or [value for value in parameters if value in FRONT_ENDS]
                assert told, f"{item.nodeid} names no front end"
                self.found[row].update(told)


def table() -> str:
    """Give the table, in Markdown."""
    shown = Shown()
    outcome = pytest.main(["--collect-only", "-qq", str(ROOT / "tests" / "browser")], plugins=[shown])
    if outcome != pytest.ExitCode.OK or not all(shown.found.values()):
        raise RuntimeError(f"the tests could not be collected, or nothing shows a row: {outcome}, {shown.found}")
    rows = [f"| | {' | '.join(FRONT_ENDS)} |", "|---|" + ":-:|" * len(FRONT_ENDS)]
    for row, text in ROWS.items():
        cells = ["✓" if front_end in shown.found[row] else "·" for front_end in FRONT_ENDS]
        rows.append(f"| {text} | {' | '.join(cells)} |")
    return "\n".join(rows)


def main() -> int:
    """Write the table into the README; with ``--check`` only tell whether it is there."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    new = f"{head}{BEGIN}\n{table()}\n\n{END}{rest.split(END)[1]}"
    if "--check" in sys.argv:
        return int(new != text)
    readme.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
