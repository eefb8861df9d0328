"""The settings of the panel, its keys, and its names for those who cannot see it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab
from tests.browser.driving.workbench import Workbench
from tests.browser.panel.test_panel_files import APP, open_app

PLUGIN = "notebook_lit:plugin"
SLIDER = 'n = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")'
TROUBLE = """import time
if st.checkbox("fail"):
    1 / 0
if st.checkbox("slow"):
    for _ in range(600):
        time.sleep(0.1)
        _ = "x" in st.session_state
"""


def tab_of_sidebar(page: Page) -> Locator:
    return page.locator(".jp-SideBar .lm-TabBar-tab[data-lit-count]")


def test_the_settings_editor_has_our_settings_with_words(lab: Lab) -> None:
    bench = Workbench(lab, {})
    bench.command("settingeditor:open", query="Lit Apps")
    for title in ("When the file of an app is saved", "Place of new views", "Count on the icon of the sidebar"):
        expect(bench.page.get_by_text(title).first).to_be_visible()
    bench.screenshot("panel-settings")


def test_a_file_asks_before_it_runs_again_if_that_is_set(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP}, new_page=True)
    lab.server.set_settings(PLUGIN, {"runOnSave": "ask"})
    bench.reload()
    open_app(bench)
    bench.write("app.py", APP.replace('boats")', 'ships")'))
    expect(bench.page.locator(".lit-file").get_by_text("Source changed")).to_be_visible()
    expect(bench.page.locator(".lit-file").get_by_text("10 boats", exact=True)).to_be_visible()


def test_new_views_are_put_where_it_is_set(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP, "other.txt": "words"}, new_page=True)
    for place, panels in (("tab-after", 1), ("split-bottom", 2)):
        lab.server.set_settings(PLUGIN, {"place": place})
        bench.reload()
        bench.command("application:close-all")  # which asks each document, and does not wait for it
        expect(bench.page.locator(".jp-Document")).to_have_count(0)
        bench.command("docmanager:open", path=f"{bench.folder.name}/other.txt")
        open_app(bench)
        expect(bench.page.locator("#jp-main-dock-panel > .lm-TabBar")).to_have_count(panels)


def test_the_icon_counts_what_runs_and_what_failed_unless_that_is_off(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp trouble\n{TROUBLE}", f"%%litapp calm\n{SLIDER}"], new_page=True)
    notebook.run_all()
    icon = tab_of_sidebar(notebook.page)
    expect(icon).to_have_attribute("data-lit-count", "")
    app = OpenApp(notebook, 1)
    app.root.get_by_role("checkbox", name="fail").check()
    expect(icon).to_have_attribute("data-lit-count", "1")
    expect(icon).to_have_attribute("title", "Lit Apps: 1 with an error")
    notebook.screenshot("panel-badge")
    app.root.get_by_role("checkbox", name="fail").uncheck()
    expect(icon).to_have_attribute("data-lit-count", "")
    app.root.get_by_role("checkbox", name="slow").check()
    expect(icon).to_have_attribute("title", "Lit Apps: 1 running")
    lab.server.set_settings(PLUGIN, {"badge": False})
    notebook.save()
    notebook.reload()
    expect(tab_of_sidebar(notebook.page)).to_have_attribute("title", "Lit Apps")


def test_every_command_is_in_the_palette_with_its_key(lab: Lab) -> None:
    notebook = lab.open([LOAD, SLIDER])
    page = notebook.page
    page.keyboard.press("Control+Shift+C")
    page.locator(".lm-CommandPalette-input").fill("lit app")
    ours = "Run Cell as Lit App", "App View", "Open as Lit App", "Edit with Lit App Beside", "New Lit App", "Show Lit Apps"
    for label in ours:
        expect(page.locator(".lm-CommandPalette-item").filter(has_text=label).first).to_be_visible()
    expect(page.locator(".lm-CommandPalette-item").filter(has_text="Run Cell as Lit App")).to_contain_text("Ctrl+Alt+Enter")
    notebook.screenshot("panel-palette")


def test_the_keys_run_a_cell_as_an_app_hide_the_code_and_open_a_tab(lab: Lab) -> None:
    notebook = lab.open([LOAD, f"%%litapp sales\n{SLIDER}"])
    page = notebook.page
    notebook.run_cell(0)
    notebook.in_lab("panel.content.activeCellIndex = 1; panel.content.activate()")
    page.keyboard.press("Control+Alt+Enter")
    OpenApp(notebook, 1).shows("10 rows")
    page.keyboard.press("Control+Alt+V")
    expect(page.locator(".jp-Notebook .cm-content:visible")).to_have_count(0)
    page.keyboard.press("Control+Alt+V")
    expect(page.locator(".jp-Notebook .cm-content:visible").first).to_be_visible()
    page.keyboard.press("Control+Alt+T")
    expect(page.locator(".lit-tab .lit-app").get_by_text("10 rows", exact=True)).to_be_visible()
    notebook.screenshot("panel-keys")


def test_all_that_can_be_pressed_has_a_name(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    open_app(bench)
    bench.command("notebook_lit:show-apps")
    expect(bench.page.locator(".lit-apps-row")).to_be_visible()
    nameless = """() => [...document.querySelectorAll('.lit-file, .lit-apps, .jp-MainAreaWidget:has(.lit-file) .jp-Toolbar')]
        .flatMap(part => [...part.querySelectorAll('button, input, jp-button, [role=button], [role=slider]')])
        .filter(one => !one.closest('.lit-app'))
        .filter(one => !one.closest('jp-button') || one.matches('jp-button'))
        .filter(one => !(one.getAttribute('aria-label') || one.textContent.trim() || one.title || one.labels?.length
            || one.getAttribute('aria-labelledby')))
        .map(one => one.outerHTML.slice(0, 200))"""
    assert bench.page.evaluate(nameless) == []
