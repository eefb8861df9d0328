"""A page of JupyterLab that many tests use, one after another: to load it is what costs the most in a test."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser.driving.open_page import PageWatch
from tests.browser.driving.server import LabServer

TIMEOUT = 30.0  # seconds
USES = 25  # a page that has been used so often is closed: what JupyterLab keeps of closed documents makes it slower
#: Folds the sides away and closes all documents but one.
CLEAR = """keep => {
    const {shell} = window.jupyterapp;
    shell.collapseLeft();
    shell.collapseRight();
    [...shell.widgets('main'), ...shell.widgets('down')].filter(one => one.id !== keep).forEach(one => one.dispose());
}"""
LIGHT = "async () => { await window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'}); }"
#: What a test may have left that closing the documents does not take away.
LEFT = ".jp-Dialog, .lm-Menu, .jp-ModalCommandPalette:not(.lm-mod-hidden), .Toastify__toast, .jp-Document, .lit-file, .lit-tab"


class SharedPage:
    """Lends one page of JupyterLab to one test at a time.

    A page that cannot be made as good as new is closed, and the next test gets another: one whose test failed, one in which a
    dialog, a menu or a message is still open.

    Parameters
    ----------
    server
        Whose JupyterLab it is.
    browser
        Where the page is opened.
    """

    def __init__(self, server: LabServer, browser: Browser) -> None:
        self._server = server
        self._browser = browser
        self._page: Page | None = None
        self._watch: PageWatch | None = None
        self._lent = False
        self._uses = 0
        self._loads = 0

    def in_use(self) -> bool:
        """Tell whether somebody has it, and a document in it."""
        return self._lent and self._page is not None and self._page.locator(".jp-Document").count() > 0

    def take(self, width: int, height: int) -> tuple[Page, PageWatch]:
        """Return the page, with no document in it, and what records it."""
        if self._page is None or self._watch is None:
            self._page, self._watch = self._load()
        self._uses += not self._lent
        self._lent = True
        self._page.set_viewport_size({"width": width, "height": height})
        self._watch.forget()
        return self._page, self._watch

    def give_back(self, *, good: bool) -> None:
        """Make the page ready for the next test; close it where that cannot be done, or if ``good`` is false."""
        lent, self._lent = self._lent, False
        if self._page is None or not lent:
            return
        if self._page.is_closed() or not good or self._uses >= USES or not self._clean(self._page):
            self.close()

    def close(self) -> None:
        """Close the page, if there is one."""
        if self._page is not None:
            self._page.context.close()
        self._page = self._watch = None

    def _load(self) -> tuple[Page, PageWatch]:
        self._loads += 1
        self._uses = 0
        context = self._browser.new_context()
        context.set_default_timeout(TIMEOUT * 1000)
        page = context.new_page()
        watch = PageWatch(page)
        page.goto(f"{self._server.url}/lab/workspaces/shared-{self._loads}?token={self._server.token}")
        page.wait_for_selector("#jupyterlab-splash", state="detached")
        page.wait_for_function("() => !!window.jupyterapp")
        page.evaluate("window.jupyterapp.restored.then(() => {})")
        clear(page)
        return page, watch

    def _clean(self, page: Page) -> bool:
        """Make the page as it was at first, and tell whether that is so."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.mouse.move(0, 0)
        page.evaluate("litTest.forget()")
        clear(page)
        if page.locator('body[data-jp-theme-light="false"]').count():
            page.evaluate(LIGHT)
            page.wait_for_selector('body[data-jp-theme-light="true"]', state="attached")
            page.wait_for_selector("#jupyterlab-splash", state="detached")
        return page.locator(LEFT).count() == 0


def clear(page: Page, keep: str = "") -> None:
    """Fold the sides of JupyterLab away and close all documents but the one with this id."""
    page.evaluate(CLEAR, keep)
