"""Apps under VS Code's own widget bundle: the gallery in every theme, its limits, what it costs there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import FAILED
from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.axe import serious
from tests.browser.driving.server import LabServer
from tests.browser.vscode.bundle import provide
from tests.browser.vscode.notebook import Theme, VSCode

ROWS = """
for row in range(1000):
    st.write(f"row {row}")
"""
GONE = """from IPython.display import display
view = {"model_id": "gone", "version_major": 2, "version_minor": 0}
display({"application/vnd.jupyter.widget-view+json": view, "text/html": "<b>picture</b>", "text/plain": "text"}, raw=True)
"""


@pytest.fixture
def vscode(browser: Browser, lab_server: LabServer, request: pytest.FixtureRequest) -> Iterator[VSCode]:
    """Give a VS Code to open notebooks in."""
    provide()
    name = re.sub(r"\W+", "-", request.node.name).strip("-")[:60]
    opened = VSCode(lab_server, browser, name)
    yield opened
    if request.node.stash.get(FAILED, False):
        for number, notebook in enumerate(opened.notebooks, 1):
            notebook.screenshot(f"failed-{name}-{number}")
    opened.close()


def open_app(vscode: VSCode, script: str, *more: str) -> OpenApp:
    """Open a new notebook with an app in its second cell, and run all of it."""
    notebook = vscode.open([LOAD, "%%litapp first\n" + script, *more])
    notebook.run_all()
    app = OpenApp(notebook)
    expect(app.root).to_be_visible()
    return app


@pytest.mark.works("readable", "VS Code")
def test_the_gallery_is_readable_in_every_theme_and_axe_finds_nothing_serious(vscode: VSCode, root: Path) -> None:
    notebook = vscode.open(root / "notebooks" / "gallery.ipynb", width=1000, height=1400)
    notebook.run_all(90)
    apps = notebook.page.locator(".lit-app")
    expect(apps).to_have_count(8)
    assert notebook.page.locator(".lit-exception").count() == 1  # the one that is shown on purpose
    lowest = []
    for theme in get_args(Theme):
        notebook.set_theme(theme)
        for number in range(8):
            app = apps.nth(number)
            name = f"gallery-{number}-{theme}"
            notebook.screenshot(name, app)
            if theme == "vscode-light":
                assert app.evaluate("root => litTest.cut(root)") == []
                assert app.evaluate("root => litTest.outside(root)") == []
            lowest += [(ratio, text, name) for ratio, text in app.evaluate("root => litTest.contrast(root)")]
    lowest.sort()
    print(f"lowest contrasts: {lowest[:5]}")
    assert lowest[0][0] >= 4.5, lowest[:5]
    notebook.set_theme("vscode-light")
    assert serious(notebook.page) == []
    assert not notebook.errors


def test_maths_is_drawn_as_maths(vscode: VSCode) -> None:
    app = open_app(vscode, 'st.write("so $x^2$ it is")\nst.slider("about $y_1$", 0, 9)')
    expect(app.root.locator(".lit-chunk math msup")).to_be_visible()
    assert "$" not in app.root.inner_text()


def test_a_thousand_rows_are_painted_and_are_few_widgets(vscode: VSCode) -> None:
    app = open_app(vscode, ROWS)
    app.page.evaluate("litTest.painted('row 999')")
    widgets = app.root.locator(".jupyter-widgets").count()
    print(f"1,000 rows: {widgets} widgets")
    assert widgets <= 40


def test_what_is_displayed_and_printed_by_an_app_is_seen(vscode: VSCode) -> None:
    app = open_app(vscode, 'n = st.slider("n", 0, 9)\nprint(f"printed {n}")\nimport matplotlib.pyplot as plt\n'
                   "from IPython.display import HTML\ndisplay(HTML(f'<p>shown {n}</p>'))")  # fmt: skip
    app.shows("shown 0")
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("shown 1")
    expect(app.root.locator(".lit-console")).to_contain_text("printed 1")


@pytest.mark.works("picture", "VS Code")
def test_without_the_kernel_s_model_the_saved_picture_is_shown(vscode: VSCode) -> None:
    notebook = vscode.open([GONE])
    notebook.run_all()
    expect(notebook.cell_output(0).locator("b")).to_have_text("picture")


COUNTER = '''
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = """export default { render({ model, el }) {
        const button = document.createElement("button");
        const show = () => { button.textContent = `count is ${model.get("value")}`; };
        button.onclick = () => { model.set("value", model.get("value") + 1); model.save_changes(); };
        model.on("change:value", show);
        show();
        el.append(button);
    } }"""
    value = traitlets.Int(0).tag(sync=True)
if "counter" not in st.session_state:
    st.session_state.counter = Counter()
st.write(st.session_state.counter)
if st.button("look"):
    st.text(f"it is {st.session_state.counter.value}")
'''


def test_an_anywidget_in_an_app_comes_by_the_local_folder_of_its_package(vscode: VSCode) -> None:
    app = open_app(vscode, COUNTER)
    button = app.root.get_by_role("button", name="count is 0")
    button.click()
    app.root.get_by_role("button", name="count is 1").click()
    expect(app.root.get_by_role("button", name="count is 2")).to_be_visible()
    app.root.get_by_role("button", name="look").click()
    app.shows("it is 2")
    asked = app.page.evaluate("performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('anywidget'))")
    assert any("/nbextensions/anywidget/" in address for address in asked)
