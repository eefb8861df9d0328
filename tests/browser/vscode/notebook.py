"""A person in front of a VS Code notebook: VS Code's own widget bundle in a page of ours, with a real kernel behind it.

VS Code shows all outputs of a notebook in one web page. The page here has its own code, the bundle is VS Code's, the kernel
is one of a real Jupyter server. The page's files are given to the browser as if they came from that server.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

from tests.browser.driving.lab import TIMEOUT
from tests.browser.driving.open_page import OpenPage
from tests.browser.driving.server import LabServer
from tests.browser.vscode import bundle

Theme = Literal["vscode-light", "vscode-dark", "vscode-high-contrast", "vscode-high-contrast-light"]
EXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "nbextensions"
FOLDER = "/vscode-test/"
IDLE = "window.notebook.kernel.status === 'idle'"
# Gives what the promise gives, or fails after a while.
WITHIN = """([call, seconds, ...given]) => Promise.race([
    window.notebook[call](...given),
    new Promise((_, late) => setTimeout(() => late(new Error(`${call} not done after ${seconds} s`)), seconds * 1000)),
])"""


class VSCodeNotebook(OpenPage):
    """One open notebook, as VS Code shows it, with a kernel that is ready."""

    def run_all(self, timeout: float = TIMEOUT) -> None:
        """Run all cells, one after another, and wait for the last."""
        self._call("runAll", timeout=timeout)
        self.wait_idle()

    def run_cell(self, index: int, timeout: float = TIMEOUT) -> None:
        """Run one cell and wait for its end."""
        self._call("run", index, timeout=timeout)

    def begin_cell(self, index: int) -> None:
        """Run one cell and return at once."""
        self.page.evaluate("index => { void window.notebook.run(index); }", index)

    def set_source(self, index: int, source: str) -> None:
        """Type a new text into a cell."""
        self.page.evaluate("([index, source]) => window.notebook.setSource(index, source)", [index, source])

    def cell_output(self, index: int) -> Locator:
        """Give the place under a cell where its outputs are."""
        return self.page.locator(f'.cell_container[data-number="{index}"] .output_container')

    def wait_idle(self, timeout: float = TIMEOUT) -> None:
        """Wait until the kernel is idle."""
        self.page.wait_for_function(IDLE, timeout=timeout * 1000)

    def set_theme(self, theme: Theme) -> None:
        """Switch the theme."""
        self.page.evaluate("theme => window.notebook.setTheme(theme)", theme)

    def set_dark(self, dark: bool) -> None:
        """Switch between VS Code's light and dark theme."""
        self.set_theme("vscode-dark" if dark else "vscode-light")

    def _call(self, name: str, *arguments: Any, timeout: float = TIMEOUT) -> Any:
        return self.page.evaluate(WITHIN, [name, timeout, *arguments])


class VSCode:
    """Opens notebooks of one test, in a browser context of its own."""

    def __init__(self, server: LabServer, browser: Browser, name: str, scale: float = 1.0) -> None:
        self.server = server
        self.notebooks: list[VSCodeNotebook] = []
        self._browser = browser
        self._name = name
        self._scale = scale
        self._numbers = itertools.count(1)
        self._context: BrowserContext | None = None

    def open(
        self, notebook: Path | Sequence[str], *, dark: bool = False, width: int = 1280, height: int = 900
    ) -> VSCodeNotebook:
        """Open the code cells of a notebook file, or a new notebook with these cells, and wait for its kernel."""
        bundle.provide()
        page = self._new_page(width, height)
        opened = VSCodeNotebook(page)
        self.notebooks.append(opened)
        page.goto(f"{self.server.url}{FOLDER}page/index.html")
        page.wait_for_function("window.notebook")
        sources = _sources(notebook) if isinstance(notebook, Path) else list(notebook)
        path = f"{self._name}-{next(self._numbers)}.ipynb"
        opened._call("open", {"url": self.server.url, "token": self.server.token, "path": path, "sources": sources})
        opened.wait_idle()
        opened.set_dark(dark)
        return opened

    def close(self) -> None:
        """Close the pages and end the kernels."""
        if self._context is not None:
            self._context.close()
        self.server.stop_kernels()

    def _new_page(self, width: int, height: int) -> Page:
        if self._context is None:
            self._context = self._browser.new_context(device_scale_factor=self._scale)
            self._context.set_default_timeout(TIMEOUT * 1000)
            self._context.route(f"{self.server.url}{FOLDER}**", _serve)
        page = self._context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page


def _sources(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _serve(route: Route) -> None:
    """Give a file of the page, or of the folders in which packages keep the front-end side of their widgets."""
    path = route.request.url.split(FOLDER, 1)[1].split("?")[0].removeprefix("page/")
    if path == "nbextensions/folders.json":
        route.fulfill(json=[folder.name for folder in EXTENSIONS.glob("*") if folder.is_dir()])
        return
    head, _, rest = path.partition("/")
    root = {"nbextensions": EXTENSIONS, "node_modules": bundle.MODULES, "build": bundle.SCRIPT.parent}.get(head)
    file = root / rest if root is not None else bundle.HERE / "page" / path
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(status=404, body="there is no such file")
