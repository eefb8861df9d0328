"""The first five minutes in VS Code's own window: its notebook editor, its page for outputs, its own widget bundle.

``make vscode`` installs code-server and runs this. What stands in for Microsoft's Jupyter extension, which no package registry
has, is our own: ``extension/``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import FAILED
from tests.browser.driving.server import LabServer
from tests.browser.vscode.workbench import install
from tests.browser.vscode.workbench.code_server import CodeServer
from tests.browser.vscode.workbench.window import Workbench

NAME = "five_minutes.ipynb"


@pytest.fixture
def code_server(lab_server: LabServer, root: Path, tmp_path: Path) -> Iterator[CodeServer]:
    """Give a code-server with the notebook in its folder."""
    if not install.COMPLETE.is_file():
        pytest.skip("code-server is not installed: make vscode does it")
    shutil.copy(root / "notebooks" / NAME, lab_server.work)
    with CodeServer(tmp_path, lab_server) as server:
        yield server
    for kernel in lab_server.request("api/kernels"):
        lab_server.request(f"api/kernels/{kernel['id']}", "DELETE")


@pytest.fixture
def workbench(code_server: CodeServer, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Workbench]:
    """Give its window."""
    opened = Workbench(code_server, browser)
    yield opened
    if request.node.stash.get(FAILED, False):
        opened.screenshot(f"failed-{request.node.name}")
    opened.close()


def _assert_readable(app: Locator) -> None:
    app.evaluate("async () => { await Promise.all(document.getAnimations().map(running => running.finished)); }")
    lowest = app.evaluate("root => litTest.contrast(root)")
    print(f"lowest contrasts: {lowest}")
    assert lowest[0][0] >= 4.5, lowest


@pytest.mark.works("five minutes", "VS Code")
@pytest.mark.timeout(240)
def test_the_first_five_minutes_in_the_real_notebook_editor(workbench: Workbench, root: Path) -> None:
    cells = json.loads((root / "notebooks" / NAME).read_text(encoding="utf-8"))["cells"]
    workbench.open(NAME)
    workbench.run_all(sum(cell["cell_type"] == "code" for cell in cells))
    hello = workbench.outputs.locator(".lit-app").first
    workbench.scroll_to(hello)
    hello.get_by_label("Enter your name").fill("Ada")
    workbench.page.keyboard.press("Enter")
    expect(hello.get_by_text("Hello, Ada!")).to_be_visible()
    workbench.screenshot("workbench-hello")
    app = workbench.outputs.locator(".lit-app").filter(has=workbench.outputs.locator(".noUi-handle"))
    workbench.scroll_to(app)
    metric = app.locator(".lit-metric-value").first
    before = metric.inner_text()
    workbench.drag(app.locator(".noUi-handle").first, x=80)
    expect(metric).not_to_have_text(before)
    assert workbench.outputs.locator(".lit-exception").count() == 0
    _assert_readable(app)
    workbench.screenshot("workbench-light")
    workbench.toggle_dark()
    expect(workbench.outputs.locator("body.vscode-dark")).to_be_attached()
    _assert_readable(app)
    workbench.screenshot("workbench-dark")
