"""The extension in Notebook 7, which shows one document, and in Voilà, which shows none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import FAILED
from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.notebook7 import Notebook7
from tests.browser.driving.open_page import OpenPage
from tests.browser.driving.server import LabServer
from tests.browser.driving.voila import Voila
from tests.browser.panel.test_panel import SLIDER, row, sidebar

CELLS = [LOAD, f"%%litapp sales\n{SLIDER}"]
#: What Notebook 7 says of itself, or not, by how fast it is.
OWN = ("reading 'schema'", "Command 'filebrowser:open-path' not registered", "Failed to load resource")


@pytest.fixture
def notebook7(browser: Browser, lab_server: LabServer, request: pytest.FixtureRequest) -> Iterator[Notebook7]:
    name = re.sub(r"\W+", "-", request.node.name).strip("-")[:60]
    opened = Notebook7(lab_server, browser, name)
    yield opened
    if request.node.stash.get(FAILED, False):
        for number, notebook in enumerate(opened.notebooks, 1):
            notebook.screenshot(f"failed-{name}-{number}")
    opened.close()


def complaints(page: OpenPage) -> set[str]:
    """Give what was complained of in a page, without what changes from page to page."""
    texts = (re.sub(r"https?://\S+|:\d+", "", text).splitlines()[0] for text in page.complaints)
    return {text for text in texts if not any(own in text for own in OWN)}


def without_extension(page: OpenPage) -> None:
    """Let the page have an empty file in the place of ours."""
    page.page.route("**/extensions/notebook_lit/static/**", lambda route: route.fulfill(body=""))
    page.page.route("**/labextensions/notebook_lit/static/**", lambda route: route.fulfill(body=""))


def test_notebook_7_loads_it_without_complaints_and_has_the_sidebar(notebook7: Notebook7) -> None:
    notebook = notebook7.open(CELLS)
    assert notebook.in_lab("return app.isPluginActivated('notebook_lit:panel')")
    notebook.run_all()
    apps = sidebar(notebook)
    expect(row(apps, "sales")).to_contain_text("1 run ")
    row(apps, "sales").get_by_role("button", name="Open sales in a tab").click()
    tab = notebook.page.get_by_role("region", name="App sales")
    expect(tab.get_by_text("10 rows", exact=True)).to_be_visible()
    tab.locator(".noUi-handle").focus()
    OpenApp(notebook).shows("10 rows")
    row(apps, "sales").get_by_role("button", name="Run sales again").click()
    row(apps, "sales").get_by_role("button", name="Why sales ran").click()
    why = notebook.page.get_by_role("region", name="Why sales ran")
    expect(why.get_by_text("rerun in the panel")).to_be_visible()
    notebook.screenshot("panel-notebook7")
    row(apps, "sales").get_by_role("button", name="Open sales in a tab").click()
    expect(tab.get_by_text("10 rows", exact=True)).to_be_visible()
    print(f"complaints of Notebook 7: {notebook.complaints}")
    assert complaints(notebook) == set()
    assert not [text for text in notebook.complaints if "notebook_lit" in text]


def test_voila_complains_of_nothing_more_with_it_than_without(browser: Browser, lab_server: LabServer) -> None:
    voila = Voila(lab_server, browser, "voila-extension")
    heard = []
    for prepare in (lambda page: None, without_extension):
        page = voila.open(CELLS)
        prepare(page)
        page.run_all(60)
        expect(page.page.locator(".lit-app").get_by_text("10 rows", exact=True)).to_be_visible()
        heard.append(page)
    print(f"complaints of Voilà: {complaints(heard[0])}")
    assert complaints(heard[0]) <= complaints(heard[1])
    assert not [text for text in heard[0].complaints if "notebook_lit" in text]
    assert heard[0].errors == []
    voila.close()
