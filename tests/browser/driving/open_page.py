"""One page of a browser: what went wrong in it, what its kernel sends, pictures of it, and the mouse in it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page

from tests.browser.driving.frames import FrameRecorder

SCREENSHOTS = Path(__file__).resolve().parents[3] / "build" / "screenshots"


class PageWatch:
    """Records what goes wrong in a page, and what its kernels send, from its making on.

    Parameters
    ----------
    page
        A new page.
    """

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []  # uncaught errors of the page
        self.complaints: list[str] = []  # errors that were written to its console, and uncaught ones
        self.dialogs: list[str] = []  # alert() and the like: what an injected script would do first
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("pageerror", lambda error: self.complaints.append(f"{error}\n{error.stack}"))
        page.on("console", self._complain)
        page.on("dialog", self._dismiss)
        page.add_init_script(path=Path(__file__).with_name("page.js"))
        self.recorder = FrameRecorder(page)

    def forget(self) -> None:
        """Begin anew, for the next test in the same page."""
        for record in (self.errors, self.complaints, self.dialogs):
            record.clear()
        self.recorder.forget()

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


class OpenPage:
    """A page that is watched from its making on.

    Parameters
    ----------
    page
        A page, new unless it has a watch.
    watch
        What records it already.
    """

    def __init__(self, page: Page, watch: PageWatch | None = None) -> None:
        self.is_shared = watch is not None
        watch = PageWatch(page) if watch is None else watch
        self.page = page
        self.errors = watch.errors
        self.complaints = watch.complaints
        self.dialogs = watch.dialogs
        self.recorder = watch.recorder

    def screenshot(self, name: str, of: Locator | None = None) -> Path:
        """Save a picture of the page, or of a part of it, as ``build/screenshots/NAME.png``."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        (of or self.page).screenshot(path=path)
        return path

    def check_reloadable(self) -> None:
        """Refuse to reload a page that other tests use: JupyterLab would bring back in it what it had open before."""
        assert not self.is_shared, "a page that is reloaded is opened with new_page=True"

    def drag(self, handle: Locator, x: float, y: float = 0, steps: int = 8) -> None:
        """Take hold of something with the mouse and move it by x and y pixels."""
        handle.hover()  # when it is in sight, has come to rest, and nothing lies over it
        box = handle.bounding_box()
        assert box is not None, "there is nothing to take hold of"
        start = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(start[0] + x, start[1] + y, steps=steps)
        mouse.up()
