"""JupyterLab without an open notebook: its file browser, its launcher, and apps that come from files."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.driving.lab import IN_LAB, TIMEOUT, Lab
from tests.browser.driving.open_page import OpenPage

FREE = """() => {
    const app = window.jupyterapp;
    return !!app && [...app.serviceManager.sessions.running()].every(one => one.kernel?.execution_state !== 'starting');
}"""
_numbers = itertools.count(1)


class Workbench(OpenPage):
    """One page of JupyterLab with a folder of its own in the file browser.

    Parameters
    ----------
    lab
        The JupyterLab of the test.
    files
        What is in the folder.
    new_page
        Whether it is going to be reloaded, and needs a page and a workspace of its own for this.
    """

    def __init__(self, lab: Lab, files: dict[str, str], *, new_page: bool = False) -> None:
        shared = None if new_page else lab.take_page()
        super().__init__(*(shared or (lab.new_page(),)))
        lab.notebooks.append(self)
        number = next(_numbers)
        self.lab = lab
        self.folder = lab.server.work / f"bench-{number}"
        self.folder.mkdir()
        for name, text in files.items():
            self.write(name, text)
        self._address = f"{lab.server.url}/lab/workspaces/bench-{number}"
        if shared is None:
            self.page.goto(f"{self._address}/tree/{self.folder.name}?token={lab.server.token}")
            self._wait()
        else:
            self.command("filebrowser:open-path", path=self.folder.name)
            self.command("filebrowser:activate")
        expect(self.page.locator(".jp-Launcher")).to_be_visible()

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder, as an editor outside of the browser does."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, body: str, argument: Any = None) -> Any:
        """Run the body of an async function in the page, with ``app`` and ``argument`` in reach."""
        return self.page.evaluate(IN_LAB, [body, argument, TIMEOUT])

    def command(self, name: str, **arguments: Any) -> None:
        """Execute a command."""
        self.run("await app.commands.execute(argument[0], argument[1])", [name, arguments])

    def reload(self) -> None:
        """Reload the page, in the same workspace."""
        self.check_reloadable()
        self.run("await new Promise(done => setTimeout(done, 0)); await app.serviceManager.sessions.refreshRunning()")
        self.page.goto(f"{self._address}/tree/{self.folder.name}")
        self._wait()

    def item(self, name: str) -> Locator:
        """Give a file in the file browser."""
        return self.page.locator(".jp-DirListing-item").filter(has=self.page.get_by_text(name, exact=True))

    def menu(self, of: Locator, *labels: str) -> None:
        """Choose something from a context menu, and from the menus in it."""
        of.click(button="right")
        for label in labels:
            entry = self.page.locator(".lm-Menu-item").filter(has=self.page.get_by_text(label, exact=True))
            expect(entry).to_be_visible()
            entry.click()

    def app(self, name: str) -> Locator:
        """Give the app in the tab of a file."""
        tab = self.page.get_by_role("tab", name=name, exact=True)
        expect(tab.first).to_be_visible()
        return self.page.locator(".lit-file:visible .lit-app")

    def set_dark(self, dark: bool) -> None:
        """Switch JupyterLab between its light and its dark theme."""
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.command("apputils:change-theme", theme=theme)
        light = "false" if dark else "true"
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")
        self._wait_no_splash()

    def _wait(self) -> None:
        self._wait_no_splash()
        self.page.wait_for_function("() => !!window.jupyterapp")
        self.run("await app.restored")

    def _wait_no_splash(self) -> None:
        self.page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=TIMEOUT * 1000)
