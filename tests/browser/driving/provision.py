"""Finds a Chromium for the browser tests, and gets one when ``make test`` asks: ``python -m tests.browser.driving.provision``.

In this order: an installed Chromium or Chrome; Playwright's own; and, as root on Debian, the distribution's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ADVICE = "no Chromium or Chrome found, and none could be installed; install one, then run make test again"


def find() -> str | None:
    """Give the path of a browser that is there now."""
    installed = filter(None, map(shutil.which, NAMES))
    return next(filter(_runs, installed), None) or _own_of_playwright()


def provision() -> str | None:
    """Give the path of a browser, installing one if there is none."""
    return find() or _download() or _from_debian()


def _runs(path: str) -> bool:
    """Tell whether it is a browser, and not a stand-in that says how to install one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _own_of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _download() -> str | None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"])
    return _own_of_playwright()


def _from_debian() -> str | None:
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return None
    if _try(["apt-get", "update", "-qq"]):
        _try(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"])
    return find()


def _try(command: list[str]) -> bool:
    """Run a command that may well fail, here or for want of a network; what it says is shown."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=env, timeout=300, stdin=subprocess.DEVNULL).returncode == 0
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return False


def main() -> int:
    """Say what was found; fail without a browser only where CI asks for everything."""
    found = provision()
    print(f"browser for the tests: {found}" if found else ADVICE)
    return 0 if found or os.environ.get("CI") != "true" else 1


if __name__ == "__main__":
    sys.exit(main())
