"""The front ends that apps are tried in: whoever opens notebooks, and what is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page

from tests.browser.frames import FrameRecorder


class OpenNotebook(Protocol):
    """A notebook in front of a reader."""

    page: Page
    errors: list[str]
    recorder: FrameRecorder

    def run_all(self, timeout: float = ...) -> None:
        """Run all cells and wait for the last."""

    def run_cell(self, index: int, timeout: float = ...) -> None:
        """Run one cell and wait for its end."""

    def begin_cell(self, index: int) -> None:
        """Run one cell and return at once."""

    def cell_output(self, index: int) -> Locator:
        """Give the place where a cell's outputs are."""

    def wait_idle(self, timeout: float = ...) -> None:
        """Wait until the kernel is idle."""

    def set_dark(self, dark: bool) -> None:
        """Switch the theme."""

    def screenshot(self, name: str, of: Locator | None = None) -> Path:
        """Save a picture."""

    def drag(self, handle: Locator, x: float, y: float = 0, steps: int = 8) -> None:
        """Move something by mouse."""


class FrontEnd(Protocol):
    """Opens notebooks."""

    def open(self, notebook: Path | Sequence[str], *, dark: bool = ..., width: int = ..., height: int = ...) -> OpenNotebook:
        """Open a notebook file, or a new notebook with these cells."""

    def close(self) -> None:
        """Close all that was opened."""
