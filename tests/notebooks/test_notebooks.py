"""Every notebook in notebooks/ runs from top to bottom, in a kernel of its own, without an error in a cell or in an app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))

_MARK = ' lit-exception" role="alert"'


def _cells(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_there_are_notebooks() -> None:
    assert {path.name for path in NOTEBOOKS} >= {"five_minutes.ipynb", "gallery.ipynb"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(root))
    notebook = _cells(path)
    client = NotebookClient(notebook, timeout=90, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    views = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            assert output.output_type != "error", f"{path.name}: {output.ename}: {output.evalue}"
            if output.output_type == "stream" and output.name == "stderr":
                pytest.fail(f"{path.name}, cell {cell.id}, wrote to stderr: {output.text[:500]}")
            views += "application/vnd.jupyter.widget-view+json" in output.get("data", {})
    apps = sum(cell.source.startswith("%%litapp") for cell in notebook.cells)
    assert views >= apps > 0
    assert _exceptions(notebook) == []


def _exceptions(notebook: Any) -> list[str]:
    """Give the heads of the tracebacks that apps show; one that is caught and shown on purpose says so in its cell."""
    wanted = sum("st.exception(" in cell.source for cell in notebook.cells)
    widgets = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    drawn = [text for state in widgets.values() if _MARK in (text := str(state["state"].get("value", "")))]
    shown = [part[:400] for text in drawn for part in text.split(_MARK)[1:]]
    return shown[wanted:]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_is_stored_without_outputs(path: Path) -> None:
    for cell in _cells(path).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_the_gallery_shows_every_element(root: Path) -> None:
    """What the first chain has is in the gallery: nobody adds an element that nobody has looked at."""
    source = "\n".join(cell.source for cell in _cells(root / "notebooks" / "gallery.ipynb").cells)
    names = """
        title header subheader markdown caption text code latex divider json metric table dataframe button checkbox
        toggle radio selectbox multiselect slider select_slider number_input text_input text_area date_input time_input
        color_picker columns container expander tabs empty sidebar success info warning error exception progress
        spinner image pyplot session_state write stop badge
    """
    assert [name for name in names.split() if f".{name}" not in source] == []
