"""The pictures of one app in four front ends, for the README: ``python -m tests.browser.driving.side_by_side``.

It installs code-server, for the picture of VS Code's own window.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.driving import provision
from tests.browser.driving.lab import Lab
from tests.browser.driving.notebook7 import Notebook7
from tests.browser.driving.open_page import OpenPage
from tests.browser.driving.screenshots import ALL_CELLS, IMAGES, NOTEBOOKS
from tests.browser.driving.server import LabServer
from tests.browser.driving.voila import Voila
from tests.browser.vscode.workbench.code_server import CodeServer
from tests.browser.vscode.workbench.window import Workbench

NOTEBOOK = NOTEBOOKS / "five_minutes.ipynb"
WIDTH, HEIGHT = 1120, 880
#: Waits until an app has not changed for a while: the runs of all steps are over.
QUIET = """app => new Promise(done => {
    let late = setTimeout(done, 700);
    const changed = () => { clearTimeout(late); late = setTimeout(done, 700); };
    new MutationObserver(changed).observe(app, {subtree: true, childList: true, attributes: true, characterData: true});
})"""
MIDDLE = "app => app.scrollIntoView({block: 'center'})"


def take(name: str, notebook: OpenPage, within: Page | FrameLocator) -> None:
    """Move the slider of the app and take the picture of the window."""
    app = slider_app(within)
    metric = app.locator(".lit-metric-value").first
    before = metric.inner_text()
    notebook.drag(app.locator(".noUi-handle").first, x=60)
    expect(metric).not_to_have_text(before)
    app.evaluate(QUIET)
    notebook.page.mouse.move(4, HEIGHT / 2)
    path = IMAGES / f"in-{name}.png"
    notebook.page.screenshot(path=path)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def slider_app(within: Page | FrameLocator) -> Locator:
    """Give the app with the slider."""
    return within.locator(".lit-app").filter(has=within.locator(".noUi-handle"))


def in_notebooks(server: LabServer, browser: Browser) -> None:
    """Take those of JupyterLab, Notebook 7 and Voilà."""
    for kind, name in ((Lab, "jupyterlab"), (Notebook7, "notebook-7")):
        opened = kind(server, browser, "five_minutes")
        notebook = opened.open(NOTEBOOK, width=WIDTH, height=HEIGHT)
        notebook.in_lab(ALL_CELLS)
        notebook.run_all(90)
        slider_app(notebook.page).evaluate(MIDDLE)
        take(name, notebook, notebook.page)
        opened.close()
    voila = Voila(server, browser, "five_minutes")
    page = voila.open(NOTEBOOK, width=WIDTH, height=HEIGHT)
    page.run_all(90)
    slider_app(page.page).evaluate(MIDDLE)
    take("voila", page, page.page)
    voila.close()


def in_vscode(server: LabServer, browser: Browser, folder: Path) -> None:
    """Take that of VS Code's own window."""
    shutil.copy(NOTEBOOK, server.work)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    with CodeServer(folder, server) as code_server:
        window = Workbench(code_server, browser, width=WIDTH, height=HEIGHT)
        window.open(NOTEBOOK.name)
        window.page.keyboard.press("Control+b")  # away with the list of files
        window.run_all(sum(cell["cell_type"] == "code" for cell in cells))
        window.scroll_to(slider_app(window.outputs))
        take("vs-code", window, window.outputs)
        window.close()


def main() -> None:
    """Take them all."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provision.find(), args=FLAGS)
        with LabServer(Path(folder) / "notebooks") as server:
            in_notebooks(server, browser)
        with LabServer(Path(folder) / "kernels") as server:
            in_vscode(server, browser, Path(folder) / "vscode")
        browser.close()


if __name__ == "__main__":
    main()
