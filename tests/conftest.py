"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last: while Playwright's browser is open, an event loop runs in the main thread.

    Tests that start a loop of their own would fail after them. Of the files with browser tests those that take long come
    first, as their time limits and numbers of tests tell: two processes that share the files then end at about the same time.
    """
    sizes = Counter(item.path for item in items)
    limits: dict[Path, float] = {}
    for item in items:
        if (own := item.get_closest_marker("timeout")) is not None:
            limits[item.path] = max(limits.get(item.path, 0), own.args[0])

    def turn(item: pytest.Item) -> tuple[bool, float, int, Path]:
        if item.get_closest_marker("browser") is None:
            return False, 0, 0, ROOT
        return True, -limits.get(item.path, 0), -sizes[item.path], item.path

    items.sort(key=turn)


@pytest.fixture(autouse=True, scope="module")
def nothing_left_to_collect() -> Iterator[None]:
    """Collect what the tests of a file have left, with what libraries forgot to close: event loops and their sockets.

    Otherwise a later test fails, in whose time the collector happens to come by. Leaks of ours have tests of their own.
    """
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def root() -> Path:
    """Give the folder of the repository."""
    return ROOT


@pytest.fixture
def fresh_python() -> Callable[[str], str]:
    """Give a function that runs code in a new Python process and gives what it printed."""

    def run(code: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
