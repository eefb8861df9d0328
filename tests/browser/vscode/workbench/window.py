"""A person in front of VS Code's own window: opens a notebook by its name, runs all of it, works in its outputs."""

from __future__ import annotations

from playwright.sync_api import Browser, FrameLocator, Locator, expect

from tests.browser.driving.lab import TIMEOUT
from tests.browser.driving.open_page import OpenPage
from tests.browser.vscode.workbench.code_server import CodeServer

STARTING = 60.0  # seconds: the extension host has all of VS Code's own extensions to look at
TOGGLE = "Toggle between Light/Dark Themes"
TURNS = 200  # of the wheel


class Workbench(OpenPage):
    """The window, with the server's folder open in it."""

    def __init__(self, server: CodeServer, browser: Browser, *, width: int = 1400, height: int = 1000) -> None:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(TIMEOUT * 1000)
        super().__init__(context.new_page())
        self.page.goto(server.url)
        expect(self._ran(0)).to_be_visible(timeout=STARTING * 1000)

    @property
    def outputs(self) -> FrameLocator:
        """Give the page in which VS Code shows all outputs of the notebook."""
        return self.page.frame_locator("iframe.webview.ready").frame_locator("#active-frame")

    def open(self, name: str) -> None:
        """Open a notebook of the folder in VS Code's notebook editor."""
        self.page.locator(".explorer-viewlet").get_by_text(name, exact=True).dblclick()
        expect(self.page.locator(".notebook-editor .cell-list-container")).to_be_visible()
        kernel = self.page.locator(".kernel-action-view-item")
        expect(kernel).to_contain_text("Python 3 (Jupyter server)", timeout=STARTING * 1000)

    def run_all(self, cells: int, timeout: float = STARTING) -> None:
        """Press Run All and wait until this number of code cells has run."""
        self.page.locator(".notebook-toolbar-container").get_by_role("button", name="Run All").click()
        expect(self._ran(cells)).to_be_visible(timeout=timeout * 1000)

    def scroll_to(self, what: Locator) -> None:
        """Turn the wheel over the notebook until all of something in its outputs is in sight."""
        place = self.page.locator(".notebook-editor .cell-list-container").bounding_box()
        assert place is not None
        self.page.mouse.move(place["x"] + 20, place["y"] + place["height"] / 2)
        for _ in range(TURNS):
            box = what.bounding_box() if what.count() else None
            if box is not None and box["y"] + box["height"] <= place["y"] + place["height"]:
                return
            self.page.mouse.wheel(0, 120)
            self.page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        raise AssertionError("it is nowhere in the notebook")

    def toggle_dark(self) -> None:
        """Change between VS Code's own dark and light theme, in the command palette."""
        self.page.keyboard.press("F1")
        palette = self.page.locator(".quick-input-widget")
        palette.locator("input.input").fill(f">{TOGGLE}")
        expect(palette.locator(".monaco-list-row.focused")).to_contain_text(TOGGLE)
        self.page.keyboard.press("Enter")
        expect(palette).to_be_hidden()

    def _ran(self, cells: int) -> Locator:
        return self.page.locator(".statusbar").get_by_text(f"Cells run: {cells}", exact=True)

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()
