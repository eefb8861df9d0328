"""Who executes notebooks ends with finished output, and apps of two notebooks on one kernel leave each other alone."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.driving.kernel import ROOT, Execution, Kernel, skip_welcome
from tests.kernel.test_saved import UNTIL_SHOWN

VIEW = "application/vnd.jupyter.widget-view+json"
#: A notebook of which all must be there at the end: a slow app, what it prints, an app that waits for a click, a cell after.
CELLS = [
    "%load_ext notebook_lit\nimport notebook_lit as lit",
    "df = [1, 2]",
    "%%litapp slow\nst.text('early')\nprint('printed')\n" + UNTIL_SHOWN.format("slow") + "st.text(f'late {len(df)}')",
    "%%litapp thread\nimport threading\nt = threading.Thread(target=print, args=('of a thread',)); t.start(); t.join()",
    "df = [1, 2, 3]",
    "%%capture caught\n%%litapp inner\nprint('inside')\nst.text('in a capture')",
    "caught.show()",
    "lit.apps['slow']",
    "print('the end')",
]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder in which kernels find this checkout, and no settings of the machine."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    skip_welcome(tmp_path / "ipythondir")
    return tmp_path


def document() -> Any:
    """Make the notebook."""
    nbformat = pytest.importorskip("nbformat", reason="make test has it, the environments of other ipykernels do not")
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def finished(made: Any) -> None:
    """Check that what was saved is whole, and in the cells where it belongs."""
    outputs = [cell.outputs for cell in made.cells]
    shown = [[output.data.get("text/html", "") for output in cell if "data" in output] for cell in outputs]
    assert [len(cell) for cell in shown] == [0, 0, 1, 1, 0, 0, 1, 1, 0]
    assert all(word in shown[2][0] for word in ("early", "late 3", "printed"))  # the picture follows the later cell
    assert "of a thread" in shown[3][0]
    assert "in a capture" in shown[6][0]
    assert "inside" in shown[6][0]
    assert "late 3" in shown[7][0]
    streams = [[output.text for output in cell if output.output_type == "stream"] for cell in outputs]
    assert streams == [[]] * 8 + [["the end\n"]]
    assert not [output for cell in outputs for output in cell if output.output_type == "error"]
    assert "<script" not in str(shown)


def test_nbclient_ends_with_finished_output(alone: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="make test has it, the environments of other ipykernels do not")
    made = document()
    nbclient.NotebookClient(made, timeout=60, resources={"metadata": {"path": str(alone)}}).execute()
    finished(made)


def test_papermill_ends_with_finished_output(alone: Path) -> None:
    papermill = pytest.importorskip("papermill", reason="make test has it, the environments of other ipykernels do not")
    nbformat = pytest.importorskip("nbformat", reason="make test has it, the environments of other ipykernels do not")
    nbformat.write(document(), alone / "in.ipynb")
    papermill.execute_notebook(
        str(alone / "in.ipynb"), str(alone / "out.ipynb"), cwd=str(alone), progress_bar=False, execution_timeout=60
    )
    finished(nbformat.read(alone / "out.ipynb", as_version=4))


APP = """%%litapp {0} --no-wait
import threading, time
n = st.slider('{0}', 0, 99)
print(f'{0} prints {{n}}')
t = threading.Thread(target=lambda: print(f'{0} in a thread {{n}}')); t.start(); t.join()
st.write(f'{0} is {{n}}')
"""


def console(kernel: Kernel, name: str) -> str:
    """Give what the console of an app shows."""
    consoles = [w.state["value"] for w in kernel.find("HTMLModel") if "lit-console" in w.state["_dom_classes"]]
    texts = [re.sub(r"<[^>]*>", "", value) for value in consoles]
    return next((html.unescape(text) for text in texts if f"{name} prints" in text), "")


def test_two_notebooks_on_one_kernel_each_have_their_own_apps_and_output(kernel: Kernel) -> None:
    with kernel.second() as other:
        kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
        cells = [kernel.run(APP.format("one")), other.run(APP.format("two"))]
        said: list[Execution] = []
        for value in range(1, 31):
            for front, name in ((kernel, "one"), (other, "two")):
                (slider,) = [w for w in front.find("IntSliderModel") if name in w.state["description"]]
                front.send_update(slider.id, {"value": value})
                said.append(front.run(f"print('cell {name} {value}')"))
                assert said[-1].text == f"cell {name} {value}\n"
        for front in (kernel, other):  # both hear of all widgets
            for name in ("one", "two"):
                front.wait_for(
                    lambda front=front, name=name: console(front, name) == f"{name} prints 30\n{name} in a thread 30"  # type: ignore[misc]
                )
        views = [[data[VIEW]["model_id"] for data in cell.displays] for cell in cells]
        assert [len(ids) for ids in views] == [1, 1]
        assert views[0] != views[1]
        assert not {m.parent for m in kernel.snapshot() if m.kind == "stream"} - {done.id for done in said}
        assert kernel.run("sorted(lit.apps)").result == other.run("sorted(lit.apps)").result == "['one', 'two']"
        other.run("lit.apps['one'].close()")
        (slider,) = other.find("IntSliderModel")
        kernel.send_update(slider.id, {"value": 77})
        kernel.wait_for(lambda: "two prints 77" in console(kernel, "two"))
    assert kernel.run("lit.apps['two'].ns.n").result == "77"  # a notebook that is closed takes nothing along
