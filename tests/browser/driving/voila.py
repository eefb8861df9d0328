"""Voilà: a notebook that runs when its page is opened, and shows nothing but outputs."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.driving.lab import TIMEOUT, document
from tests.browser.driving.open_page import OpenPage
from tests.browser.driving.server import LabServer


class VoilaPage(OpenPage):
    """One page of Voilà."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page)
        self._address = address

    def run_all(self, timeout: float = TIMEOUT) -> None:
        """Open the page: Voilà runs the notebook for it."""
        self.page.goto(self._address)
        expect(self.page.locator(".lit-app").last).to_be_visible(timeout=timeout * 1000)

    def cell_output(self, index: int) -> Locator:
        """Give the page: which cell an output is of cannot be seen."""
        return self.page.locator("body")


class Voila:
    """Opens notebooks of one test, in a browser context of its own."""

    def __init__(self, server: LabServer, browser: Browser, name: str) -> None:
        self.server = server
        self.notebooks: list[VoilaPage] = []
        self._context: BrowserContext = browser.new_context()
        self._context.set_default_timeout(TIMEOUT * 1000)
        self._name = name
        self._numbers = itertools.count(1)

    def open(self, notebook: Path | Sequence[str], *, width: int = 1280, height: int = 900) -> VoilaPage:
        """Make ready a notebook file, or a new notebook with these cells."""
        path = self.server.work / f"{self._name}-{next(self._numbers)}.ipynb"
        if isinstance(notebook, Path):
            shutil.copyfile(notebook, path)
        else:
            path.write_text(json.dumps(document(notebook)))
        page = self._context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        opened = VoilaPage(page, f"{self.server.url}/voila/render/{path.name}?token={self.server.token}")
        self.notebooks.append(opened)
        return opened

    def close(self) -> None:
        """Close the pages and end the kernels."""
        self._context.close()
        self.server.stop_kernels()
