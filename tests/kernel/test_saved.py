"""What a kernel sends to be saved: one bundle with a picture, renewed at the right times; and when an app's life ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.driving.held import Gate
from tests.kernel.driving.kernel import ROOT, Kernel, Message

VIEW = "application/vnd.jupyter.widget-view+json"
APP = "application/vnd.notebook-lit.app+json"
CANARY = "hZ7qWk2pXv9sRt4mBn8cLd3f"


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    return kernel


def updates(kernel: Kernel) -> list[Message]:
    return [message for message in kernel.snapshot() if message.kind == "update_display_data"]


def lease(kernel: Kernel, model: str, says: str, tab: str = "tab-1") -> None:
    """Say what our renderer says when it shows an app, or no longer does."""
    kernel.wait_until_idle(kernel.send_custom(model, {"lit": says, "tab": tab}))


def test_one_bundle_has_the_live_view_the_picture_our_own_form_and_text(kernel: Kernel) -> None:
    (data,) = kernel.run("%%litapp sales\nst.title('Sales')\nst.slider('n', 0, 10, 4)").displays
    assert sorted(data) == sorted([VIEW, APP, "text/html", "text/plain"])
    assert data[APP] == {"version": 1, "name": "sales", "model_id": data[VIEW]["model_id"]}
    assert data[VIEW]["model_id"] in kernel.widgets
    assert "Sales</h1>" in data["text/html"]
    assert "App('sales'" in data["text/plain"]
    assert updates(kernel) == []


def test_a_first_run_that_takes_long_is_shown_at_once_and_its_picture_sent_once_at_its_end(kernel: Kernel) -> None:
    gate = Gate(kernel.folder)
    request = kernel.begin(f"%%litapp\nst.text('early')\n{gate.wait}\nst.text('last')")
    with gate.reached():
        kernel.wait_for_message(lambda m: m.kind == "display_data" and m.parent == request, why="the app, not yet whole")
    done = kernel.finish(request)
    (data,) = done.displays
    assert "last" not in data["text/html"]
    (update,) = updates(kernel)
    assert update in done.messages  # before the cell ends: who executes notebooks hears nothing later
    assert "last" in update.content["data"]["text/html"]
    assert update.content["data"][VIEW] == data[VIEW]


def test_a_change_by_the_reader_sends_no_picture_where_it_would_cost_the_focus(kernel: Kernel) -> None:
    kernel.run("%%litapp a\nn = st.slider('n', 0, 10)\nst.write(f'n is {n}')")
    (slider,) = kernel.find("IntSliderModel")
    kernel.send_update(slider.id, {"value": 7})
    kernel.wait_for(lambda: "n is 7" in str([widget.state.get("value") for widget in kernel.find("HTMLModel")]))
    assert kernel.run("lit.apps['a']._session.bundle._timers").result == "{}"
    assert updates(kernel) == []
    kernel.run("lit.apps['a'].snapshot()")
    (update,) = updates(kernel)
    assert "n is 7" in update.content["data"]["text/html"]


def test_when_the_notebook_was_saved_a_new_picture_is_sent_once_and_before_that_none(kernel: Kernel) -> None:
    (data,) = kernel.run("%%litapp a\nn = st.slider('n', 0, 10)\nst.write(f'n is {n}')").displays
    lease(kernel, data[VIEW]["model_id"], "shown")
    (slider,) = kernel.find("IntSliderModel")
    for value in (3, 5, 7):
        kernel.send_update(slider.id, {"value": value})
    kernel.wait_for(lambda: "n is 7" in str([widget.state.get("value") for widget in kernel.find("HTMLModel")]))
    assert kernel.run("lit.apps['a']._session.bundle._timers").result == "{}"
    assert updates(kernel) == []
    lease(kernel, data[VIEW]["model_id"], "saved")
    update = kernel.wait_for_message(lambda m: m.kind == "update_display_data", why="the picture")
    assert "n is 7" in update.content["data"]["text/html"]
    lease(kernel, data[VIEW]["model_id"], "saved")
    kernel.run("import threading\nfor thread in threading.enumerate():\n    if thread.name == 'litapp refresh': thread.join(5)")
    assert len(updates(kernel)) == 1  # the same picture is not sent again


def test_an_app_is_closed_when_its_output_is_gone_and_not_when_it_comes_back(kernel: Kernel) -> None:
    kernel.run("%config LitMagics.grace = 1000")
    cell = "%%litapp a\nst.text('here')"
    model = kernel.run(cell).displays[0][VIEW]["model_id"]
    lease(kernel, model, "shown")
    lease(kernel, model, "shown", "tab-2")
    lease(kernel, model, "gone")
    assert kernel.run("lit.apps['a']._session.bundle._timers").result == "{}"
    lease(kernel, model, "gone", "tab-2")
    assert "close" in (kernel.run("lit.apps['a']._session.bundle._timers").result or "")
    kernel.run(cell)  # the cell runs again within the grace time
    assert kernel.run("lit.apps['a']._session.bundle._timers").result == "{}"
    kernel.run("%config LitMagics.grace = 0.01")
    kernel.run(cell)
    lease(kernel, model, "shown")
    lease(kernel, model, "gone")
    kernel.wait_for(lambda: model not in kernel.widgets, why="the end of the app")
    kernel.run("import threading\nfor thread in threading.enumerate():\n    if thread.name == 'litapp close': thread.join(5)")
    assert kernel.run("list(lit.apps)").result == "[]"


def test_an_app_that_no_renderer_ever_showed_is_kept(kernel: Kernel) -> None:
    kernel.run("%config LitMagics.grace = 0.01")
    model = kernel.run("%%litapp a\nst.text('here')").displays[0][VIEW]["model_id"]
    lease(kernel, model, "gone")
    for odd in ({"lit": "shown"}, {"lit": "shown", "tab": 5}, {"lit": "shown", "tab": "x" * 1000}, [1], "text", None):
        kernel.wait_until_idle(kernel.send_custom(model, odd))
    assert kernel.run("lit.apps['a']._session.bundle.leases, lit.apps['a']._session.bundle._timers").result == "(set(), {})"


def test_no_password_is_in_anything_that_the_kernel_sends(kernel: Kernel) -> None:
    kernel.run(f"secret = bytes({list(CANARY.encode())}).decode()")
    (data,) = kernel.run("%%litapp a\nst.text(len(st.text_input('Token', secret, type='password')))").displays
    assert "••••••••" in data["text/html"]
    (field,) = kernel.find("PasswordModel")
    assert field.state["value"] == "••••••••"
    typed = CANARY + "typed"
    kernel.wait_until_idle(kernel.send_update(field.id, {"value": typed}))
    assert field.state["value"] == "••••••••"
    kernel.wait_for(lambda: str(len(typed)) in str([widget.state.get("value") for widget in kernel.find("HTMLModel")]))
    kernel.run("lit.apps['a'].snapshot()")
    assert CANARY not in kernel.run("lit.apps['a'].to_html()").result
    kernel.send_update(field.id, {"value": "••••••••!"})  # typed after the dots
    kernel.wait_for(lambda: str(len(typed) + 1) in str([widget.state.get("value") for widget in kernel.find("HTMLModel")]))
    assert kernel.run("lit.apps['a']['Token'][-6:]").result == "'typed!'"
    assert CANARY not in str([message.content for message in kernel.snapshot()])


def test_capture_keeps_the_app_for_later(kernel: Kernel) -> None:
    assert kernel.run("%%capture got\n%%litapp a\nst.text('caught')").displays == []
    (shown,) = [message for message in kernel.run("got.outputs[0]").messages if message.kind == "execute_result"]
    assert "caught" in shown.content["data"]["text/html"]


def test_autoreload_does_not_disturb(kernel: Kernel) -> None:
    kernel.run("%load_ext autoreload\n%autoreload 2")
    for _ in range(2):
        (data,) = kernel.run("%%litapp a\nst.text('here')").displays
        assert "here" in data["text/html"]


#: A script waits with this until its app is shown, though it is not yet whole.
UNTIL_SHOWN = """import threading, notebook_lit
while "{0}" not in notebook_lit.apps or "early" not in notebook_lit.apps["{0}"]._session.bundle._picture:
    threading.Event().wait(0.01)
"""


def notebook(folder: Path, *cells: str) -> Path:
    """Write a notebook file."""
    import nbformat

    document = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    document.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]  # type: ignore[no-untyped-call]
    path = folder / "saved.ipynb"
    nbformat.write(document, path)  # type: ignore[no-untyped-call]
    return path


def test_nbclient_ends_with_the_whole_picture_which_then_is_what_readers_take(tmp_path: Path, monkeypatch: Any) -> None:
    nbclient = pytest.importorskip("nbclient", reason="make test has it, the environments of other ipykernels do not")
    nbformat = pytest.importorskip("nbformat", reason="make test has it, the environments of other ipykernels do not")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    path = notebook(
        tmp_path,
        "%load_ext notebook_lit",
        "%%litapp a\nst.text('early')\n" + UNTIL_SHOWN.format("a") + "st.text('late')",
        "import notebook_lit\nnotebook_lit.apps['a']",
    )
    document = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(document, timeout=60).execute()
    saved = document.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    for cell in document.cells[1:]:
        (output,) = cell.outputs
        assert "late" in output.data["text/html"]
        assert output.data[VIEW]["model_id"] not in saved
        assert output.data[APP]["model_id"] in saved


CHART = """%%litapp a
class Chart:
    def _repr_mimebundle_(self, **_):
        spec = {"data": {"values": [{"a": 1}]}, "mark": "point", "title": "Rain", "encoding": {"x": {"field": "a"}}}
        return {"application/vnd.vegalite.v5+json": spec}
st.write(Chart())
st.text(f"n is {n}")
"""


def test_nbclient_waits_for_the_images_of_charts_also_after_later_cells(tmp_path: Path, monkeypatch: Any) -> None:
    nbclient = pytest.importorskip("nbclient", reason="make test has it, the environments of other ipykernels do not")
    nbformat = pytest.importorskip("nbformat", reason="make test has it, the environments of other ipykernels do not")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    path = notebook(tmp_path, "%load_ext notebook_lit\nn = 1", CHART, "n = 2")
    document = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(document, timeout=100).execute()
    (output,) = document.cells[1].outputs
    assert '<img alt="Vega chart: Rain" src="data:image/svg+xml;base64,' in output.data["text/html"]
    assert "n is 2" in output.data["text/html"]


def test_nbconvert_execute_ends_with_the_whole_picture(tmp_path: Path, monkeypatch: Any) -> None:
    pytest.importorskip("nbconvert", reason="make test has it, the environments of other ipykernels do not")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    path = notebook(tmp_path, "%load_ext notebook_lit", "%%litapp a\nst.title('Sales')\nst.text_input('Name', 'Ada')")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", path.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)
    page = path.with_suffix(".html").read_text()
    output = page[page.index('<div class="jp-Cell-outputWrapper">') : page.index("</main>")]
    assert "Sales</h1>" in output
    assert ">Ada<" in output
    assert "<script" not in output
