"""The panel where it is a guest: Notebook 7 has its files and notebooks, Voilà nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import document
from tests.browser.driving.notebook7 import Notebook7
from tests.browser.driving.open_page import OpenPage
from tests.browser.driving.server import LabServer
from tests.browser.driving.voila import Voila
from tests.browser.panel.test_panel_files import APP

SLIDER = 'n = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")'
OURS = re.compile(r"notebook_lit|litapp|Lit App", re.IGNORECASE)


@pytest.fixture
def notebook7(browser: Browser, lab_server: LabServer) -> Iterator[Notebook7]:
    opened = Notebook7(lab_server, browser, "notebook7-panel")
    yield opened
    opened.close()


def complaints(page: Page) -> list[str]:
    """Collect what the console says of us, from now on."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and OURS.search(message.text):
            said.append(message.text)

    page.on("console", hear)
    return said


def test_a_script_in_the_list_of_notebook_7_opens_as_an_app_in_a_page_of_its_own(notebook7: Notebook7) -> None:
    server = notebook7.server
    folder = server.work / "seven"
    folder.mkdir()
    (folder / "app.py").write_text(APP)
    listed = OpenPage(notebook7.new_page())
    notebook7.notebooks.append(listed)
    said = complaints(listed.page)
    listed.page.goto(f"{server.url}/tree/seven?token={server.token}")
    listed.page.wait_for_function("async () => { await window.jupyterapp?.restored; return !!window.jupyterapp; }")
    listed.page.locator(".jp-DirListing-item").filter(has_text="app.py").click(button="right")
    item = listed.page.locator(".lm-Menu-item").filter(has=listed.page.get_by_text("Open as Lit App", exact=True))
    expect(item).to_be_visible()
    listed.screenshot("panel-notebook7-menu")
    with listed.page.expect_popup() as opened:
        item.click()
    page = opened.value
    said += complaints(page)
    expect(page.locator(".lit-file .lit-app").get_by_text("10 boats", exact=True)).to_be_visible()
    page.locator(".lit-file .noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lit-file .lit-app").get_by_text("11 boats", exact=True)).to_be_visible()
    page.screenshot(path=str(listed.screenshot("panel-notebook7-list").with_name("panel-notebook7-file.png")))
    page.reload()
    expect(page.locator(".lit-file .lit-app").get_by_text("11 boats", exact=True)).to_be_visible()
    (folder / "app.py").write_text(APP.replace('boats")', 'ships")'))
    expect(page.locator(".lit-file .lit-app").get_by_text("11 ships", exact=True)).to_be_visible()
    assert not said
    assert all("reading 'schema'" in error for error in listed.errors)  # Notebook 7's own, while it opens


def test_a_notebook_in_the_list_of_notebook_7_opens_as_an_app_too(notebook7: Notebook7) -> None:
    server = notebook7.server
    folder = server.work / "eight"
    folder.mkdir()
    (folder / "fleet.ipynb").write_text(json.dumps(document(["fleet = 3", "%%litapp\nst.write(f'{fleet} boats')"])))
    listed = OpenPage(notebook7.new_page())
    notebook7.notebooks.append(listed)
    listed.page.goto(f"{server.url}/tree/eight?token={server.token}")
    listed.page.wait_for_function("async () => { await window.jupyterapp?.restored; return !!window.jupyterapp; }")
    listed.page.locator(".jp-DirListing-item").filter(has_text="fleet.ipynb").click(button="right")
    item = listed.page.locator(".lm-Menu-item").filter(has=listed.page.get_by_text("Open as Lit App", exact=True))
    with listed.page.expect_popup() as opened:
        item.click()
    said = complaints(opened.value)
    expect(opened.value.locator(".lit-file .lit-app").get_by_text("3 boats", exact=True)).to_be_visible()
    assert not said


def test_a_notebook_in_notebook_7_has_the_buttons_and_the_app_view(notebook7: Notebook7) -> None:
    notebook = notebook7.open([LOAD, SLIDER])
    said, own = complaints(notebook.page), list(notebook.errors)  # Notebook 7 has two of its own while it opens
    notebook.in_lab("panel.content.activeCellIndex = 1")
    notebook.page.get_by_role("button", name="Put %%litapp above this cell").click()
    app = OpenApp(notebook, 1)
    app.shows("10 rows")
    notebook.page.get_by_role("button", name="Show only apps and texts").click()
    expect(notebook.page.locator(".jp-Notebook .cm-content:visible")).to_have_count(0)
    app.shows("10 rows")
    notebook.screenshot("panel-notebook7-app-view")
    assert not said
    assert notebook.errors == own


def test_voila_draws_the_app_and_hears_nothing_of_the_panel(browser: Browser, lab_server: LabServer) -> None:
    voila = Voila(lab_server, browser, "voila-panel")
    try:
        page = voila.open([LOAD, f"%%litapp\n{SLIDER}"])
        said = complaints(page.page)
        page.run_all()
        expect(page.page.locator(".lit-app").get_by_text("10 rows", exact=True).last).to_be_visible()
        assert not said
        assert page.page.locator(".lit-apps, .lit-file").count() == 0
    finally:
        voila.close()
