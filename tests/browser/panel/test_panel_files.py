"""Files as apps in JupyterLab: opened from the file browser, the launcher and the palette; saved, reloaded, broken, ended."""

from __future__ import annotations

import json
import re
import sys

from playwright.sync_api import Locator, expect

from notebook_lit.testing import AppTest
from tests.browser.driving.lab import Lab, document
from tests.browser.driving.workbench import Workbench

APP = """import streamlit as st
st.title("Harbour")
n = st.slider("boats", 0, 100, 10)
st.write(f"{n} boats")
"""


# A kernel whose environment does not have the package.
BARE = {"name": "bare", "display_name": "Bare", "language": "python"}
# Waits until the workspace that a reload brings back has this in it.
REMEMBERED = """const {workspaces} = app.serviceManager;
const name = location.pathname.match(/workspaces\\/([^/]+)/)[1];
for (;;) {
    const {data} = await workspaces.fetch(name);
    if (JSON.stringify(data).includes(argument)) {
        return;
    }
}"""
WITHOUT = """import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name == "notebook_lit":
            raise ModuleNotFoundError("No module named 'notebook_lit'")
sys.meta_path.insert(0, Without())
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""


def add_bare_kernel(lab: Lab) -> None:
    spec = lab.server.work.parent / "data" / "kernels" / "bare"
    spec.mkdir(parents=True, exist_ok=True)
    argv = [sys.executable, "-c", WITHOUT, "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({**BARE, "argv": argv}))


def ran(bench: Workbench, runs: str) -> None:
    """Wait until the app in front rests after so many runs, as its toolbar says."""
    title = bench.page.locator(".lit-tab-title:visible")
    expect(title).to_have_attribute("title", re.compile(f"^{runs} "))
    expect(title).to_contain_text("Idle")


def open_app(bench: Workbench, name: str = "app.py") -> Locator:
    bench.menu(bench.item(name), "Open as Lit App")
    app = bench.page.locator(".lit-file .lit-app")
    expect(app).to_be_visible()
    return app


def test_a_script_from_the_context_menu_is_live_and_follows_its_file(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    open_app(bench)
    ran(bench, "1 run")
    bench.page.locator(".lit-file .noUi-handle").focus()
    bench.page.keyboard.press("ArrowRight")
    expect(bench.page.locator(".lit-file").get_by_text("11 boats", exact=True)).to_be_visible()
    ran(bench, "2 runs")
    bench.screenshot("panel-file")
    bench.write("app.py", APP.replace('boats")', 'ships")'))
    expect(bench.page.locator(".lit-file").get_by_text("11 ships", exact=True)).to_be_visible()
    assert not bench.errors


def test_another_file_is_one_more_kernel_and_few_requests(lab: Lab) -> None:
    bench = Workbench(lab, {"first.py": APP, "second.py": APP})
    open_app(bench, "first.py")
    ran(bench, "1 run")
    mark = bench.recorder.mark()
    bench.page.evaluate("performance.clearResourceTimings()")
    bench.menu(bench.item("second.py"), "Open as Lit App")
    expect(bench.page.locator(".lit-file .lit-app .noUi-handle")).to_have_count(2)
    ran(bench, "1 run")
    requests = bench.page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
    frames = bench.recorder.frames(mark)
    print(f"another file: {len(requests)} requests, {len(frames)} frames: {requests}")
    assert len(lab.server.request("api/sessions")) == 2
    assert len(requests) <= 30
    assert len(frames) <= 100


def test_a_reload_brings_the_app_back_as_it_was_and_runs_nothing(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP + "print('a run')\n"}, new_page=True)
    open_app(bench)
    bench.page.locator(".lit-file .noUi-handle").focus()
    bench.page.keyboard.press("ArrowRight")
    ran(bench, "2 runs")
    bench.page.get_by_role("button", name="Wide").click()
    bench.run(REMEMBERED, '"wide":true')
    bench.reload()
    expect(bench.page.locator(".lit-file").get_by_text("11 boats", exact=True)).to_be_visible()
    ran(bench, "2 runs")
    expect(bench.page.locator(".lit-file.lit-tab-wide")).to_be_visible()
    assert len(lab.server.request("api/sessions")) == 1
    bench.page.locator(".lit-file .noUi-handle").focus()
    bench.page.keyboard.press("ArrowRight")
    expect(bench.page.locator(".lit-file").get_by_text("12 boats", exact=True)).to_be_visible()
    assert not bench.errors


def test_a_reload_after_the_kernel_has_ended_runs_nothing_until_it_is_asked_to(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP}, new_page=True)
    open_app(bench)
    bench.run("await app.serviceManager.sessions.shutdownAll()")  # as the list of running kernels does
    card = bench.page.get_by_role("alert").filter(has_text="The kernel has ended")
    expect(card).to_be_visible()
    bench.screenshot("panel-file-ended")
    bench.reload()
    card = bench.page.get_by_role("alert").filter(has_text="app.py is not running")
    expect(card).to_be_visible()
    assert not lab.server.request("api/sessions")
    card.get_by_role("button", name="Run the app").click()
    expect(bench.page.locator(".lit-file .lit-app").get_by_text("10 boats", exact=True)).to_be_visible()
    expect(card).to_be_hidden()


def test_closing_the_tab_keeps_the_app_and_opening_it_again_shows_it(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    open_app(bench)
    bench.page.locator(".lit-file .noUi-handle").focus()
    bench.page.keyboard.press("ArrowRight")
    ran(bench, "2 runs")
    bench.command("application:close")
    expect(bench.page.locator(".lit-file")).to_have_count(0)
    open_app(bench)
    expect(bench.page.locator(".lit-file").get_by_text("11 boats", exact=True)).to_be_visible()
    ran(bench, "2 runs")


def test_a_kernel_that_dies_leaves_the_page_and_says_how_to_go_on(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP + "if st.button('sink'):\n    import os\n    os._exit(1)\n"})
    open_app(bench)
    bench.page.locator(".lit-file").get_by_role("button", name="sink").click()
    card = bench.page.locator(".lit-message[role=alert]")
    expect(card).to_contain_text("The kernel was restarted")
    expect(bench.page.locator(".lit-file").get_by_text("10 boats", exact=True)).to_be_visible()
    card.get_by_role("button", name="Run the app").click()
    ran(bench, "1 run")
    bench.page.locator(".lit-file .noUi-handle").focus()
    bench.page.keyboard.press("ArrowRight")
    expect(bench.page.locator(".lit-file").get_by_text("11 boats", exact=True)).to_be_visible()


def test_a_script_that_cannot_be_compiled_says_so_and_runs_when_it_is_saved_in_the_editor(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": "import streamlit as st\nst.title('Harbour'\nn = 1\n"})
    bench.menu(bench.item("app.py"), "Open as Lit App")
    card = bench.page.get_by_role("alert")
    expect(card).to_contain_text("app.py cannot run.")
    expect(card).to_contain_text("'(' was never closed")
    card.get_by_role("button", name="Edit app.py").click()
    expect(bench.page.locator(".jp-FileEditor .cm-content")).to_be_visible()
    bench.screenshot("panel-file-broken")
    bench.run("const editor = app.shell.currentWidget; editor.context.model.sharedModel.setSource(argument)", APP)
    bench.command("docmanager:save")
    expect(bench.page.locator(".lit-file .lit-app").get_by_text("10 boats", exact=True)).to_be_visible()
    expect(card).to_be_hidden()


def test_a_notebook_is_an_app_of_its_marked_cells_and_its_own_kernel_is_left_alone(lab: Lab) -> None:
    cells = ["%matplotlib inline\nfleet = 3", "%%litapp\nst.write(f'{fleet} boats, {st.slider(\"n\", 0, 9, 4)} sails')"]
    bench = Workbench(lab, {"fleet.ipynb": json.dumps(document(cells)), "empty.ipynb": json.dumps(document(["1"]))})
    bench.menu(bench.item("fleet.ipynb"), "Open as Lit App")
    expect(bench.page.locator(".lit-file .lit-app").get_by_text("3 boats, 4 sails", exact=True)).to_be_visible()
    assert [session["path"] for session in lab.server.request("api/sessions")] == [f"{bench.folder.name}/fleet.ipynb (Lit App)"]
    bench.command("notebook_lit:edit-beside", path=f"{bench.folder.name}/fleet.ipynb")
    expect(bench.page.locator(".jp-NotebookPanel .jp-Cell").first).to_be_visible()
    bench.screenshot("panel-file-notebook")
    bench.menu(bench.item("empty.ipynb"), "Open as Lit App")
    expect(bench.page.get_by_role("alert")).to_contain_text("empty.ipynb has no app in it")


def test_a_kernel_without_the_package_says_what_to_install(lab: Lab) -> None:
    add_bare_kernel(lab)
    notebook = document(["%%litapp\n1"]) | {"metadata": {"kernelspec": BARE}}
    bench = Workbench(lab, {"bare.ipynb": json.dumps(notebook)}, new_page=True)
    bench.menu(bench.item("bare.ipynb"), "Open as Lit App")
    card = bench.page.get_by_role("alert")
    expect(card).to_contain_text("The kernel Bare does not have notebook_lit.")
    expect(card).to_contain_text("python -m pip install notebook_lit")
    bench.screenshot("panel-file-without-package")


def test_a_new_app_from_the_launcher_stands_beside_its_editor_and_takes_no_taken_name(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    bench.page.locator(".jp-LauncherCard").filter(has_text="Lit App").click()
    expect(bench.page.locator(".lit-file .lit-app h1")).to_contain_text("My app")
    expect(bench.page.locator(".jp-FileEditor .cm-content")).to_contain_text("import streamlit as st")
    assert not AppTest.from_file(bench.folder / "app1.py").run().exception
    assert (bench.folder / "app.py").read_text() == APP
    assert sorted(path.name for path in bench.folder.iterdir() if path.suffix) == ["app.py", "app1.py"]
    ran(bench, "1 run")
    bench.screenshot("panel-file-beside-light")
    bench.set_dark(True)
    bench.screenshot("panel-file-beside-dark")
    assert not bench.errors


def test_open_with_and_the_palette_lead_to_the_same_tab(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    bench.menu(bench.item("app.py"), "Open With", "Lit App")
    expect(bench.page.locator(".lit-file .lit-app")).to_be_visible()
    bench.command("docmanager:open", path=f"{bench.folder.name}/app.py", factory="Editor")
    bench.page.keyboard.press("Control+Shift+C")
    bench.page.locator(".lm-CommandPalette-input").fill("Open as Lit App")
    bench.page.locator(".lm-CommandPalette-item").filter(has_text="Open as Lit App").first.click()
    expect(bench.page.locator(".lit-file:visible .lit-app")).to_be_visible()
    expect(bench.page.locator(".lit-file")).to_have_count(1)
    ran(bench, "1 run")


def test_the_sidebar_knows_the_app_of_a_file_and_leads_to_it(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    open_app(bench)
    bench.command("notebook_lit:show-apps")
    row = bench.page.locator(".lit-apps-row")
    expect(row).to_contain_text("Idle")
    expect(bench.page.locator(".lit-apps-group")).to_contain_text("app.py")
    row.get_by_role("button", name="Go to the file of app").click()
    expect(bench.page.locator(".jp-FileEditor .cm-content")).to_be_visible()
    bench.screenshot("panel-file-sidebar")
    row.get_by_role("button", name="More actions for app").click()
    bench.page.get_by_role("menuitem", name="Close the App").click()
    expect(bench.page.get_by_role("alert")).to_contain_text("app.py was closed")
    expect(row).to_have_count(0)
    bench.page.wait_for_function("() => [...jupyterapp.serviceManager.sessions.running()].length === 0")  # its kernel too
    bench.page.get_by_role("alert").get_by_role("button", name="Run the app").click()
    ran(bench, "1 run")


def test_a_renamed_file_goes_on_under_its_new_name(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": APP})
    open_app(bench)
    bench.run("await app.serviceManager.contents.rename(argument[0], argument[1])",
              [f"{bench.folder.name}/app.py", f"{bench.folder.name}/harbour.py"])  # fmt: skip
    expect(bench.page.get_by_role("tab", name="harbour.py")).to_be_visible()
    expect(bench.page.locator(".lit-file .lit-app").get_by_text("10 boats", exact=True)).to_be_visible()
    ran(bench, "1 run")
    bench.write("harbour.py", APP.replace('boats")', 'ships")'))
    expect(bench.page.locator(".lit-file").get_by_text("10 ships", exact=True)).to_be_visible()
    assert [session["path"] for session in lab.server.request("api/sessions")] == [f"{bench.folder.name}/harbour.py (Lit App)"]


SLOW = (
    APP
    + """import time
for _ in range(10_000):
    time.sleep(0.05)
    _ = "x" in st.session_state
st.write("at the end")
"""
)


def test_a_long_first_run_is_seen_while_it_goes_on_through_a_reload_too(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": SLOW}, new_page=True)
    open_app(bench)
    title = bench.page.locator(".lit-tab-title:visible")
    expect(title).to_contain_text("Running")
    expect(bench.page.locator(".lit-file").get_by_text("10 boats", exact=True)).to_be_visible()
    bench.screenshot("panel-file-running")
    bench.reload()
    expect(bench.page.locator(".lit-file").get_by_text("10 boats", exact=True)).to_be_visible()
    expect(title).to_contain_text("Running")
    bench.page.get_by_role("button", name="Stop app.py").click()
    ran(bench, "1 run")
    expect(bench.page.locator(".lit-file").get_by_text("at the end")).to_have_count(0)


def test_a_broken_file_that_another_editor_repairs_is_shown_then(lab: Lab) -> None:
    bench = Workbench(lab, {"app.py": "st.title(\n", "gone.py": APP})
    bench.menu(bench.item("app.py"), "Open as Lit App")
    expect(bench.page.get_by_role("alert")).to_contain_text("app.py cannot run.")
    bench.write("app.py", APP)
    expect(bench.page.locator(".lit-file .lit-app").get_by_text("10 boats", exact=True)).to_be_visible()
    bench.write("app.py", "st.title(\n")  # from now on it is the kernel that says so
    expect(bench.page.locator(".lit-file .lit-app")).to_contain_text("What was saved cannot run")
    expect(bench.page.locator(".lit-file").get_by_text("10 boats", exact=True)).to_be_visible()
