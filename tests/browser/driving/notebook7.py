"""Notebook 7 in the place of JupyterLab, on the same server."""

from __future__ import annotations

from pathlib import Path

from tests.browser.driving.lab import Lab


class Notebook7(Lab):
    """Opens notebooks in Notebook 7."""

    def _address(self, path: Path) -> str:
        return f"notebooks/{path.name}"
