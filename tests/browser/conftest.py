"""Browser fixtures: one JupyterLab server and browser for the run, a context and fresh kernels for each test."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.driving import provision
from tests.browser.driving.lab import Lab
from tests.browser.driving.server import LabServer
from tests.browser.driving.shared_page import SharedPage

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The page of the VS Code tests is handed to the browser by the tests, and may speak to the server all the same.
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets",
]
FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=20_000)  # milliseconds until a condition has failed: what is slow is not broken


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that ``-m 'not browser'`` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a running Chromium; without one the tests are skipped, but where CI=true they fail."""
    path = provision.find()
    if path is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say("no Chromium or Chrome on this machine: make test tries to install one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """Give a running JupyterLab server."""
    with LabServer(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note that a test failed, for the fixture that can still take a picture."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def shared_page(browser: Browser, lab_server: LabServer) -> Iterator[SharedPage]:
    """Lend a page of JupyterLab to one test after another."""
    page = SharedPage(lab_server, browser)
    yield page
    page.close()


@pytest.fixture
def lab(browser: Browser, lab_server: LabServer, shared_page: SharedPage, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Give a JupyterLab to open notebooks in; when the test fails, every open page is kept as a picture,
    and what it says is printed."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")[:80]
    opened = Lab(lab_server, browser, name, shared=shared_page)
    yield opened
    failed = request.node.stash.get(FAILED, False)
    if failed:
        for number, notebook in enumerate(opened.notebooks, 1):
            if not notebook.page.is_closed():
                notebook.screenshot(f"failed-{name}-{number}")
                said = notebook.page.locator(".lit-message:visible, .lit-notice:visible, .jp-Dialog").all_inner_texts()
                print(f"page {number} says {said}; its console: {notebook.complaints}; its errors: {notebook.errors}")
    opened.close(good=not failed)
