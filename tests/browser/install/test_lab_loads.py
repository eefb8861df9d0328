"""The ground under all browser tests: a real JupyterLab and kernel, a widget moved by mouse, our extension loaded."""

from __future__ import annotations

import os
import subprocess
import sys

from playwright.sync_api import expect

from tests.browser.driving.lab import Lab

SLIDER = """
import ipywidgets as w
slider, label = w.IntSlider(description="n"), w.HTML("0 rows")
slider.observe(lambda change: setattr(label, "value", f"{change.new} rows"), "value")
w.VBox([slider, label])
"""


def test_a_plain_slider_is_moved_by_mouse_and_python_hears_it(lab: Lab) -> None:
    notebook = lab.open([SLIDER, "slider.value"])
    notebook.run_cell(0)
    output = notebook.cell_output(0)
    expect(output.get_by_text("0 rows")).to_be_visible()
    before = notebook.recorder.mark()
    notebook.drag(output.locator(".noUi-handle"), x=80)
    value = output.locator(".widget-readout").inner_text()
    assert int(value) > 0
    expect(output.get_by_text(f"{value} rows")).to_be_visible()  # the front end sends the last value when it may
    notebook.run_cell(1)
    expect(notebook.cell_output(1).locator("pre")).to_have_text(value)
    updates = [f for f in notebook.recorder.frames(before) if f.kind == "comm_msg" and "rows" in str(f.content)]
    assert updates
    assert all(100 < f.size < 2000 for f in updates)
    assert [f.time for f in updates] == sorted(f.time for f in updates)
    assert not notebook.errors
    notebook.screenshot("plain-slider-light")
    notebook.set_dark(True)
    notebook.screenshot("plain-slider-dark")


def test_the_extension_is_listed_as_enabled() -> None:
    command = [sys.executable, "-m", "jupyter", "labextension", "list"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, "NO_COLOR": "1"})
    line = next((line for line in (done.stdout + done.stderr).splitlines() if "notebook_lit v" in line), "")
    assert "enabled" in line, "run pip install -e . first\n" + done.stdout + done.stderr
    assert "OK" in line


def test_the_extension_is_active_in_the_page_and_its_command_answers(lab: Lab) -> None:
    notebook = lab.open(["1"])
    assert notebook.in_lab("return app.isPluginActivated('notebook_lit:plugin')")
    notebook.in_lab("void app.commands.execute('notebook_lit:about')")
    dialog = notebook.page.get_by_role("dialog")
    expect(dialog).to_contain_text("%load_ext notebook_lit")
    dialog.get_by_role("button", name="Ok").click()
    expect(dialog).to_be_hidden()


def test_a_cell_that_runs_can_be_stopped_and_the_kernel_lives_on(lab: Lab) -> None:
    notebook = lab.open(["print('on', flush=True)\nimport time\ntime.sleep(60)", "6 * 7"])
    notebook.begin_cell(0)
    expect(notebook.cell_output(0)).to_contain_text("on")
    notebook.interrupt()
    expect(notebook.cell_output(0)).to_contain_text("KeyboardInterrupt")
    notebook.run_cell(1)
    expect(notebook.cell_output(1).locator("pre")).to_have_text("42")
