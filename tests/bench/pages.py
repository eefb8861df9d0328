"""What a reader waits for in front of a page: the first paint of an app and the paint after one step of a slider.

In JupyterLab and under VS Code's widget bundle, in the same browser with the same server and kernel; front end and kernel share
the machine.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.driving import provision
from tests.browser.driving.lab import Lab, Notebook
from tests.browser.driving.server import LabServer
from tests.browser.vscode.notebook import VSCode, VSCodeNotebook

LOAD = "%load_ext notebook_lit"
#: Starts the clock and, under it, waits for a text to be painted.
WATCH = "text => { window.litStart = Date.now(); window.litPainted = litTest.painted(text); }"
TAKEN = "async () => await window.litPainted - window.litStart"
#: One step of the slider that has the focus, until the text that it changes is painted.
STEP = """async text => {
    const start = Date.now(), painted = litTest.painted(text);
    await litTest.press('ArrowRight', 1, 0);
    return await painted - start;
}"""


@dataclass(frozen=True)
class Page:
    """One row: a script with a slider ``n`` and, last, the text ``value: n``."""

    title: str
    body: str = ""

    def cell(self, word: str = "value") -> str:
        """Give the cell that runs it; its text begins with the word."""
        return f'%%litapp {word}\nn = st.slider("n", 0, 100, 10)\n{self.body}st.write(f"{word}: {{n}}")\n'


PAGES = [
    Page("slider and text"),
    Page("and 100 texts", 'for row in range(100): st.write(f"row {row}")\n'),
    Page("and 1,000 texts", 'for row in range(1000): st.write(f"row {row}")\n'),
    Page("and 100 sliders", 'for row in range(100): st.slider(f"slider {row}", 0, 10)\n'),
    Page("and a table of 100 rows", "import pandas as pd\nst.dataframe(pd.DataFrame({c: range(100) for c in 'abcdef'}))\n"),
]


def lines(steps: int) -> list[str]:
    """Measure, and give a line for each page; says what is missing if there is no browser."""
    browser_path = provision.find()
    if browser_path is None:
        return ["not measured: no Chromium or Chrome on this machine"]
    with tempfile.TemporaryDirectory() as folder, LabServer(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        found = {kind.__name__: [_measured(kind, server, browser, page, steps) for page in PAGES] for kind in (Lab, VSCode)}
        browser.close()
    titles = ("", "JupyterLab: first paint", "rerun", "VS Code's bundle: first paint", "rerun")
    rows = [[page.title, *found["Lab"][i], *found["VSCode"][i]] for i, page in enumerate(PAGES)]
    widths = (24, *(len(title) + 2 for title in titles[1:]))
    return ["".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True)) for row in (titles, *rows)]


def _measured(kind: type[Lab] | type[VSCode], server: LabServer, browser: Browser, page: Page, steps: int) -> tuple[int, int]:
    """Give the milliseconds from the start of the cell to the first paint, and from a step to its paint."""
    opened = kind(server, browser, "bench")
    notebook: Notebook | VSCodeNotebook = opened.open([LOAD, page.cell("before"), page.cell()])
    notebook.run_cell(0)
    notebook.run_cell(1)  # imports and the like are paid for here
    firsts = [_first(notebook, page) for _ in range(3)]
    handle = notebook.cell_output(2).locator(".noUi-handle").first
    handle.focus()
    handle.press("ArrowRight")
    notebook.cell_output(2).get_by_text("value: 11", exact=True).wait_for()
    reruns = [notebook.page.evaluate(STEP, f"value: {value}") for value in range(12, 12 + steps)]
    opened.close()
    return round(statistics.median(firsts)), round(statistics.median(reruns))


def _first(notebook: Notebook | VSCodeNotebook, page: Page) -> float:
    notebook.set_source(2, "0")
    notebook.run_cell(2)
    notebook.wait_idle()
    notebook.set_source(2, page.cell())
    notebook.page.evaluate(WATCH, "value: 10")
    notebook.begin_cell(2)
    return float(notebook.page.evaluate(TAKEN))
