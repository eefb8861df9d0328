"""A person in front of JupyterLab: opens notebooks, runs cells, looks at their output, takes the mouse.

Nothing here sleeps. What is waited for is asked of the application itself (``window.jupyterapp``, which the server
exposes for this), and every command has a time limit: a dialog that nobody answers would keep it waiting for ever.
"""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser.driving.open_page import OpenPage, PageWatch
from tests.browser.driving.server import LabServer
from tests.browser.driving.shared_page import TIMEOUT, SharedPage, clear

KERNELSPEC = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}

# The kernel is there, its connection is up and it waits for work.
READY = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    const kernel = panel?.context?.isReady && panel.sessionContext?.session?.kernel;
    const free = kernel && kernel.status === 'idle' && kernel.connectionStatus === 'connected';
    return !!free && panel.content.widgets.length > 0;
}"""
# Runs a function body with app, panel and argument in reach; gives what it returns, or fails after a while.
IN_LAB = """async ([body, argument, seconds]) => {
    const app = window.jupyterapp, panel = app.shell.currentWidget;
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
    const work = new AsyncFunction('app', 'panel', 'argument', body)(app, panel, argument);
    const error = new Error(`not done after ${seconds} s: ${body}`);
    const late = new Promise((_, reject) => setTimeout(() => reject(error), seconds * 1000));
    return await Promise.race([work, late]);
}"""
OPEN = "await panel.context.ready; panel.content.activeCellIndex = 0"
OPEN_FILE = "return (await app.commands.execute('docmanager:open', {path: argument})).id"
#: Restarts the kernel and asks it something until it answers: now and then JupyterLab's own question after a restart is lost.
RESTART = """const {kernel} = panel.sessionContext.session;
await kernel.restart();
const later = () => new Promise(done => setTimeout(done, 3000, null));
while (!await Promise.race([kernel.requestKernelInfo(), later()]));"""
RUN_ALL = "await app.commands.execute('notebook:run-all-cells')"
SELECT = "panel.content.deselectAll(); panel.content.activeCellIndex = argument;"
RUN_CELL = SELECT + "await app.commands.execute('notebook:run-cell')"
BEGIN_CELL = SELECT + "void app.commands.execute('notebook:run-cell')"
SET_SOURCE = "panel.content.model.cells.get(argument[0]).sharedModel.setSource(argument[1])"
OUTPUTS = "return panel.content.model.cells.get(argument).sharedModel.outputs.map(o => o.toJSON ? o.toJSON() : o)"


class Notebook(OpenPage):
    """One open notebook in one browser page, with a kernel that is ready."""

    def __init__(self, page: Page, path: Path, watch: PageWatch | None = None) -> None:
        super().__init__(page, watch)
        self.path = path

    # -- cells ------------------------------------------------------------------------------------------------

    def run_all(self, timeout: float = TIMEOUT) -> None:
        """Run all cells, one after another, and wait for the last."""
        self.in_lab(RUN_ALL, timeout=timeout)
        self.wait_idle(timeout)

    def run_cell(self, index: int, timeout: float = TIMEOUT) -> None:
        """Run one cell and wait for its end."""
        self.in_lab(RUN_CELL, index, timeout)

    def begin_cell(self, index: int) -> None:
        """Run one cell and return at once."""
        self.in_lab(BEGIN_CELL, index)

    def set_source(self, index: int, source: str) -> None:
        """Type a new text into a cell."""
        self.in_lab(SET_SOURCE, [index, source])

    def cell(self, index: int) -> Locator:
        """Give a cell; the first is 0."""
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')

    def cell_output(self, index: int) -> Locator:
        """Give the place under a cell where its outputs are; its text has the prompts (``[2]:``) in it."""
        return self.cell(index).locator(".jp-Cell-outputArea")

    def saved_outputs(self, index: int) -> Any:
        """Give a cell's outputs as they would be written into the file."""
        return self.in_lab(OUTPUTS, index)

    # -- kernel and file --------------------------------------------------------------------------------------

    def wait_idle(self, timeout: float = TIMEOUT) -> None:
        """Wait until the kernel is connected and idle."""
        self.page.wait_for_function(READY, timeout=timeout * 1000)

    def interrupt(self) -> None:
        """Press the stop button of the notebook."""
        self.in_lab("await app.commands.execute('notebook:interrupt-kernel')")

    def restart(self) -> None:
        """Restart the kernel and wait until it is ready."""
        self.in_lab(RESTART)
        self.wait_idle()

    def save(self) -> None:
        """Write the notebook to its file."""
        self.in_lab("await panel.context.save()")

    def reload(self) -> None:
        """Reload the browser page and wait until the notebook is there again."""
        self.check_reloadable()
        self.page.reload()
        self._wait_open()

    def close(self) -> None:
        """Close the notebook, not its kernel; the page has no document then."""
        self.in_lab("panel.dispose()")

    # -- looks ------------------------------------------------------------------------------------------------

    def set_dark(self, dark: bool) -> None:
        """Switch JupyterLab between its light and its dark theme."""
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.in_lab("await app.commands.execute('apputils:change-theme', {theme: argument})", theme)
        light = "false" if dark else "true"
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached", timeout=TIMEOUT * 1000)
        self._wait_no_splash()

    # -- the application --------------------------------------------------------------------------------------

    def in_lab(self, body: str, argument: Any = None, timeout: float = TIMEOUT) -> Any:
        """Run the body of an async function in the page, with ``app``, ``panel`` and ``argument`` in reach."""
        return self.page.evaluate(IN_LAB, [body, argument, timeout])

    def _wait_no_splash(self) -> None:
        self.page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=TIMEOUT * 1000)

    def _wait_open(self) -> None:
        self._wait_no_splash()
        self.wait_idle()
        self.in_lab(OPEN)


class Lab:
    """Opens notebooks of one test: the first in a page that the tests share, if there is one, the others in new pages.

    Parameters
    ----------
    server
        Whose JupyterLab it is.
    browser
        Where new pages are opened, in a context of the test's own.
    name
        What the files of the notebooks are called.
    scale
        Pixels of a picture for each pixel of a new page.
    shared
        The page that the tests share.
    """

    def __init__(
        self, server: LabServer, browser: Browser, name: str, scale: float = 1.0, shared: SharedPage | None = None
    ) -> None:
        self.server = server
        self.notebooks: list[OpenPage] = []
        self._browser = browser
        self._name = name
        self._scale = scale
        self._shared = shared
        self._numbers = itertools.count(1)
        self._context: BrowserContext | None = None

    def open(
        self,
        notebook: Path | Sequence[str],
        *,
        dark: bool = False,
        width: int = 1280,
        height: int = 900,
        new_page: bool = False,
    ) -> Notebook:
        """Open a notebook and wait for its kernel.

        Parameters
        ----------
        notebook
            A notebook file, of which a copy is opened, or the sources of the cells of a new one.
        dark
            Whether JupyterLab's dark theme is on.
        width, height
            Of the page, in pixels.
        new_page
            Whether it needs a page that was opened at its address: one that is going to be reloaded.
        """
        file = f"{self._name}-{next(self._numbers)}.ipynb"
        path = self.server.work / file
        if isinstance(notebook, Path):
            shutil.copyfile(notebook, path)
        else:
            path.write_text(json.dumps(document(notebook)))
        return self.open_existing(path, dark=dark, width=width, height=height, new_page=new_page)

    def open_existing(
        self, path: Path, *, dark: bool = False, width: int = 1280, height: int = 900, new_page: bool = False
    ) -> Notebook:
        """Open a file that is in the server's folder already: a second tab, or what was saved before."""
        shared = None if new_page else self.take_page(width, height)
        opened = Notebook(*((shared[0], path, shared[1]) if shared else (self.new_page(width=width, height=height), path)))
        self.notebooks.append(opened)
        if shared:
            clear(opened.page, keep=opened.in_lab(OPEN_FILE, path.name))
            opened._wait_open()
        else:
            opened.page.goto(f"{self.server.url}/{self._address(path)}?token={self.server.token}")
            opened._wait_open()
            opened.in_lab("if (app.shell.leftCollapsed === false) app.shell.collapseLeft()")
        if dark:
            opened.set_dark(True)
        return opened

    def take_page(self, width: int = 1280, height: int = 900) -> tuple[Page, PageWatch] | None:
        """Return the page that the tests share, and what records it; None while it has a document, or if there is none."""
        if self._shared is None or self._shared.in_use():
            return None
        return self._shared.take(width, height)

    def new_page(self, *, width: int = 1280, height: int = 900) -> Page:
        """Open an empty page in the browser context of the test."""
        page = self._begin(width, height).new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    def _begin(self, width: int, height: int) -> BrowserContext:
        if self._context is None:
            self._context = self._browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=self._scale
            )
            self._context.set_default_timeout(TIMEOUT * 1000)
        return self._context

    def _address(self, path: Path) -> str:
        # A workspace of its own: what one page had open is not restored in another.
        return f"lab/workspaces/{path.stem}-{len(self.notebooks)}/tree/{path.name}"

    def close(self, *, good: bool = True) -> None:
        """Close the pages, end the kernels and forget what was set, such as the theme.

        The page that the tests share is only cleared, if all went ``good``.
        """
        if self._context is not None:
            self._context.close()
        if self._shared is not None:
            self._shared.give_back(good=good)
        self.server.stop_kernels()
        self.server.forget_settings()


def document(sources: Sequence[str]) -> dict[str, Any]:
    """Give the content of a notebook file with these code cells."""
    empty: dict[str, Any] = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    cells = [{**empty, "id": f"cell-{number}", "source": source} for number, source in enumerate(sources)]
    return {"cells": cells, "metadata": {"kernelspec": KERNELSPEC}, "nbformat": 4, "nbformat_minor": 5}
