"""A saved notebook is never dead: where nothing runs the picture of the app is seen, and a reload brings the live app back."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.driving.app import LEASES, LOAD, OpenApp, open_app, wait_for_value
from tests.browser.driving.lab import SELECT, TIMEOUT, Lab
from tests.browser.driving.server import LabServer

CANARY = "hZ7qWk2pXv9sRt4mBn8cLd3f"
SCRIPT = """
import os
st.title("Saved app")
with st.sidebar:
    st.radio("Region", ["North", "South"])
name = st.text_input("Name", "Ada")
n = st.slider("Rows", 1, 20, 5)
st.text_input("Token", os.environ.get("LIT_CANARY", "") or "x", type="password")
left, right = st.columns(2)
left.metric("Rows", n, 2)
right.success(f"Hello, {name}")
st.table({"a": list(range(n))})
st.html("<b onclick='litTest()'>bold</b><script>document.title = 'ran'</script>")
"""
STRIP = ".lit-saved-strip"
GONE = "no-such-kernel"
NO = re.compile("No Kernel|Cancel")
CLEAN = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"


def saved(lab: Lab, script: str = SCRIPT, *, new_page: bool = False) -> tuple[OpenApp, Path]:
    """Run an app, use it, save the notebook, and wait until the picture of the last state is in the file."""
    app = open_app(lab, script, "1 + 1", new_page=new_page)
    app.input("Name").fill("Grace")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Grace")
    app.notebook.save()
    wait_for_picture(app, "Hello, Grace")
    app.page.wait_for_function(CLEAN)
    assert "Hello, Grace" in app.notebook.path.read_text()
    return app, app.notebook.path


def wait_for_picture(app: OpenApp, text: str) -> None:
    """Wait until the picture that would be saved shows a text."""
    app.page.wait_for_function(
        """([cell, text]) => {
            const outputs = window.jupyterapp.shell.currentWidget.content.model.cells.get(cell).outputs;
            return outputs.length > 0 && String(outputs.get(0).toJSON().data['text/html']).includes(text);
        }""",
        arg=[app.cell, text],
        timeout=TIMEOUT * 1000,
    )


@contextmanager
def without_kernel(lab: Lab, owner: OpenApp, path: Path, *, trusted: bool) -> Iterator[Page]:
    """Open a notebook whose kernel this server does not have, as somebody else would."""
    document = json.loads(path.read_text())
    document["metadata"] = {"kernelspec": {"name": GONE, "display_name": GONE, "language": GONE}}
    foreign = path.with_name(f"{path.stem}-{'trusted' if trusted else 'foreign'}.ipynb")
    foreign.write_text(json.dumps(document))
    if trusted:
        env = {**os.environ, "JUPYTER_DATA_DIR": str(lab.server.work.parent / "data")}
        subprocess.run([sys.executable, "-m", "jupyter", "trust", str(foreign)], env=env, check=True, capture_output=True)
    owner.notebook.close()
    page = owner.page
    page.evaluate("path => { void window.jupyterapp.commands.execute('docmanager:open', {path}); }", foreign.name)
    dialog = page.locator(".jp-Dialog").last
    dialog.wait_for()
    # JupyterLab may ask twice, and whenever it likes.
    page.add_locator_handler(dialog, lambda: dialog.get_by_role("button", name=NO).click(), no_wait_after=True)
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
    yield page
    page.remove_locator_handler(dialog)


def shows_picture(output: Locator) -> None:
    """Wait for the picture of the app's last state, and see that nothing in it can run."""
    expect(output.get_by_role("heading", name="Saved app")).to_be_visible()
    expect(output.get_by_text("Hello, Grace", exact=True)).to_be_visible()
    expect(output.get_by_text("Grace", exact=True)).to_be_visible()
    assert output.locator("script, style, input, button").count() == 0
    assert output.locator("[onclick]").count() == 0


def output_of(page: Page) -> Locator:
    return page.locator('.jp-Cell[data-windowed-list-index="1"] .jp-Cell-outputArea')


@pytest.mark.works("picture", "JupyterLab")
@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "untrusted"])
def test_a_notebook_opened_without_a_kernel_shows_the_last_state(lab: Lab, trusted: bool) -> None:
    owner, path = saved(lab)
    with without_kernel(lab, owner, path, trusted=trusted) as page:
        shows_picture(output_of(page))
        expect(output_of(page).locator(STRIP)).to_have_count(1 if trusted else 0)
        if trusted:
            expect(output_of(page).locator(STRIP)).to_contain_text("Run the cell to bring it back")
        assert page.title() != "ran"
        assert [session["path"] for session in lab.server.request("api/sessions")] == [path.name]
        page.screenshot(path=screenshot(f"saved-{'trusted' if trusted else 'untrusted'}"))


def screenshot(name: str) -> Path:
    path = Path(__file__).resolve().parents[3] / "build" / "screenshots" / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_notebook_converted_to_html_shows_the_last_state(lab: Lab, browser: Browser, tmp_path: Path) -> None:
    _, path = saved(lab)
    made = tmp_path / "saved.html"
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", str(path), "--output", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    page = browser.new_page()
    page.route("http*://**", lambda route: route.abort())  # the page must not need anything from elsewhere
    page.goto(made.as_uri(), wait_until="commit")
    output = page.locator(".jp-OutputArea-output").filter(has_text="Saved app")
    shows_picture(output)
    assert page.title() != "ran"
    page.screenshot(path=screenshot("saved-nbconvert"), full_page=True)
    page.close()


CHART = """
import altair, ipywidgets
rain = altair.Chart({"values": [{"month": m, "mm": v} for m, v in zip("JFMAMJ", (70, 50, 60, 40, 55, 65))]}, title="Rain")
st.title(":material/rainy: Saved app")
st.write(rain.mark_bar().encode(x="month:N", y="mm:Q").properties(width=320, height=180))
st.write(ipywidgets.VBox([ipywidgets.IntSlider(7, description="Days"), ipywidgets.Password("x", description="Token")]))
st.text_input("Place", "Ghent", icon=":material/home:")
"""


def test_a_chart_and_widgets_of_the_author_are_in_a_notebook_that_nobody_trusts(lab: Lab) -> None:
    app = open_app(lab, CHART)
    wait_for_picture(app, "data:image/svg+xml;base64,")  # follows by itself: the cell did not wait for it
    app.notebook.save()
    app.page.wait_for_function(CLEAN)
    with without_kernel(lab, app, app.notebook.path, trusted=False) as page:
        output = output_of(page)
        image = output.get_by_role("img", name="Vega chart: Rain")
        expect(image).to_be_visible()
        box = image.bounding_box()
        assert box is not None
        assert 320 < box["width"] < 420
        expect(output.get_by_text("Days")).to_be_visible()
        expect(output.get_by_text("••••••••")).to_be_visible()
        icon, title = output.get_by_role("img", name="rainy"), output.get_by_role("heading", name="Saved app")
        inside, line = icon.bounding_box(), title.bounding_box()
        assert inside is not None
        assert line is not None
        assert line["height"] < 2 * inside["height"] + 20  # one line
        page.screenshot(path=screenshot("saved-chart"))


def test_a_fresh_kernel_shows_the_picture_until_the_cell_has_run(lab: Lab) -> None:
    first, path = saved(lab)
    first.notebook.close()
    lab.server.stop_kernels()
    notebook = lab.open_existing(path)
    app = OpenApp(notebook)
    output = notebook.cell_output(1)
    expect(output.locator(STRIP)).to_be_visible()
    shows_picture(output.locator(".lit-saved-picture"))
    notebook.screenshot("saved-fresh-kernel")
    notebook.run_all()
    expect(app.root).to_be_visible()
    expect(output.locator(STRIP)).to_be_hidden()
    app.input("Name").fill("Katherine")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Katherine")


def test_a_reloaded_page_has_the_live_app_again_without_a_rerun(lab: Lab) -> None:
    app, _ = saved(lab, SCRIPT + "\nprint('ran')", new_page=True)
    notebook = app.notebook
    notebook.set_source(2, "import notebook_lit; len(notebook_lit.apps['first']._session.reports)")
    notebook.run_cell(2)
    runs = notebook.saved_outputs(2)[0]["data"]["text/plain"]
    notebook.save()
    notebook.reload()
    expect(app.root).to_be_visible()
    expect(notebook.cell_output(1).locator(STRIP)).to_be_hidden()
    expect(app.input("Name")).to_have_value("Grace")
    notebook.run_cell(2)
    assert notebook.saved_outputs(2)[0]["data"]["text/plain"] == runs
    app.input("Name").fill("Katherine")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Katherine")
    assert not notebook.errors


SLOW = """
import os, time
started = st.checkbox("start")
slot = st.empty()
step = 0
while started and not os.path.exists({file!r}):
    slot.text(f"step {{step}}")
    step += 1
    time.sleep(0.05)
st.text("done" if started else "waiting")
"""


def test_a_page_that_is_reloaded_during_a_run_shows_how_far_it_is_and_the_run_goes_on(lab: Lab, tmp_path: Path) -> None:
    enough = tmp_path / "enough"
    app = open_app(lab, SLOW.format(file=str(enough)), new_page=True)
    notebook = app.notebook
    notebook.save()
    app.input("start").check()
    expect(app.root.get_by_text(re.compile(r"^step \d\d$"))).to_be_visible()
    notebook.reload()
    step = app.root.get_by_text(re.compile(r"^step \d+$"))
    expect(step).to_be_visible()
    first = int(step.inner_text().split()[1])
    assert first >= 10
    expect(app.input("start")).to_be_checked()
    app.page.wait_for_function(
        "([element, first]) => Number(element.textContent.match(/step (\\d+)/)[1]) > first",
        arg=[app.root.element_handle(), first],
    )
    enough.touch()
    app.shows("done")
    assert not notebook.errors


def test_a_kernel_restart_leaves_the_last_state_with_nothing_to_operate(lab: Lab) -> None:
    app, _ = saved(lab)
    notebook = app.notebook
    notebook.restart()
    output = notebook.cell_output(1)
    expect(output.locator(STRIP)).to_contain_text("Run the cell to bring it back")
    app.shows("Hello, Grace")
    field = app.input("Name")
    field.click(force=True)
    assert not field.evaluate("e => e === document.activeElement")
    notebook.screenshot("saved-restarted")
    notebook.run_all()
    expect(output.locator(STRIP)).to_be_hidden()
    app.shows("Hello, Ada")
    app.input("Name").fill("Katherine")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Katherine")


def test_the_picture_is_renewed_on_saving_without_the_field_losing_the_focus(lab: Lab) -> None:
    app = open_app(lab, SCRIPT)
    field = app.input("Name")
    field.evaluate("e => { e.mark = 'this one' }")
    field.click()
    app.page.keyboard.press("End")
    app.page.keyboard.type(" L")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Ada L")
    app.page.keyboard.type("ove")
    app.notebook.save()
    wait_for_picture(app, "Hello, Ada L")
    app.page.keyboard.type("lace")
    assert field.evaluate("e => [e.mark, e === document.activeElement, e.value]") == ["this one", True, "Ada Lovelace"]


def test_an_app_is_closed_some_time_after_its_cell_was_deleted_and_not_because_it_ran_again(lab: Lab) -> None:
    app = open_app(lab, "st.write('here')", "%config LitMagics.grace = 1", "import notebook_lit")
    notebook = app.notebook
    wait_for_value(notebook, LEASES, "[1]")
    notebook.run_cell(1)
    wait_for_value(notebook, LEASES, "[1]")
    notebook.in_lab(SELECT + "await app.commands.execute('notebook:delete-cell')", 1)
    wait_for_value(notebook, "list(notebook_lit.apps)", "[]")


@pytest.fixture
def plain_server(lab_server: LabServer) -> Iterator[None]:
    """Let the server's pages load without our extension."""
    file = lab_server.work.parent / "config" / "labconfig" / "page_config.json"
    before = file.read_text()
    settings = json.loads(before)
    settings["disabledExtensions"]["notebook_lit"] = True
    file.write_text(json.dumps(settings))
    yield
    file.write_text(before)


@pytest.mark.usefixtures("plain_server")
def test_jupyterlab_without_our_extension_shows_the_live_view_and_keeps_the_app(lab: Lab) -> None:
    app = open_app(lab, SCRIPT, "import notebook_lit", new_page=True)
    expect(app.notebook.cell_output(1).locator(".lit-saved")).to_have_count(0)
    app.input("Name").fill("Grace")
    app.page.keyboard.press("Enter")
    app.shows("Hello, Grace")
    wait_for_value(app.notebook, LEASES, "[0]")


def test_no_password_is_in_the_file_whatever_is_saved_with_it(lab: Lab) -> None:
    app = open_app(lab, f"{SCRIPT}\nst.write(len(st.text_input('Secret', type='password')))", LOAD)
    app.input("Secret").fill(CANARY)
    app.page.keyboard.press("Enter")
    app.shows(str(len(CANARY)))
    app.notebook.save()
    wait_for_picture(app, f">{len(CANARY)}<")
    app.page.wait_for_function(CLEAN)
    text = app.notebook.path.read_text()
    assert "Saved app" in text
    assert CANARY not in text


SAVE_WIDGETS = "await window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"


def test_no_password_is_in_the_file_when_the_widgets_are_saved_too(lab: Lab) -> None:
    app = open_app(lab, "p = st.text_input('Secret', type='password')\nst.text(f'{p[-3:]}|{len(p)}')", LOAD)
    app.page.evaluate(f"async () => {{ {SAVE_WIDGETS} }}")
    try:
        secret = app.root.locator("input[type=password]")
        secret.fill(CANARY)
        app.page.keyboard.press("Enter")
        app.shows(f"{CANARY[-3:]}|{len(CANARY)}")
        expect(secret).to_have_value("••••••••")
        secret.press("End")
        secret.press_sequentially("xyz")
        app.page.keyboard.press("Enter")
        app.shows(f"xyz|{len(CANARY) + 3}")
        secret.press("End")
        secret.press("Backspace")
        app.page.keyboard.press("Enter")
        app.shows("A hidden text cannot be edited in part: clear the field and type all of it.")
        app.notebook.screenshot("password-refused", app.root)
        app.notebook.save()
        app.page.wait_for_function(CLEAN)
        text = app.notebook.path.read_text()
        assert "PasswordModel" in text
        assert CANARY not in text
        secret.fill("")
        app.page.keyboard.press("Enter")
        app.shows("|0")
    finally:
        app.page.evaluate(f"async () => {{ {SAVE_WIDGETS} }}")
