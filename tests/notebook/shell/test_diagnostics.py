"""What the doctor counts, and how it shows what is wrong."""

from __future__ import annotations

import pytest

from notebook_lit.notebook.shell import diagnostics
from notebook_lit.notebook.shell.diagnostics import FILES_PER_APP, FILES_SPARE, Baseline, Diagnostics, Row, examine, front_end
from tests.notebook.fake_notebook import Notebook


def test_a_table_is_right_if_no_row_is_wrong() -> None:
    right = [Row("a", "1", "1", True), Row("b", "2", "")]
    assert Diagnostics(right).ok
    assert not Diagnostics([*right, Row("c", "3", "4", False)]).ok


def test_the_table_is_aligned_text_and_harmless_html() -> None:
    found = Diagnostics([Row("short", "1", "1", True), Row("a longer name", "<b>", "2", False)])
    head, first, second = repr(found).splitlines()
    assert head.index("now") == first.index("1") == second.index("<b>")
    assert first.endswith("ok")
    assert second.endswith("WRONG")
    assert "&lt;b&gt;" in found._repr_html_()
    assert "<b>" not in found._repr_html_()


def test_without_the_extension_it_says_so() -> None:
    found = examine(None, None)
    assert found["extension"] == ("extension", "not loaded", "loaded", False)
    assert found["apps"].now == "0"


def test_each_app_may_cost_some_open_files(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook.app("st.text('x')", "one")
    most = 10 + FILES_SPARE + FILES_PER_APP
    for now, ok in ((most, True), (most + 1, False)):
        monkeypatch.setattr(diagnostics, "_open_files", lambda now=now: now)
        assert examine(notebook.registry, Baseline(1, 0, 10))["open files and sockets"].ok is ok


def test_where_open_files_cannot_be_counted_no_row_is_wrong(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnostics, "_open_files", lambda: None)
    found = examine(notebook.registry, Baseline.take())
    assert not [row for row in found.rows if row.what == "open files and sockets"]


def test_a_closed_app_is_not_counted(notebook: Notebook) -> None:
    app = notebook.app("st.text('x')", "one")
    assert examine(notebook.registry, None)["apps"].now == "1"
    app._session._on_close = lambda session: None  # somebody else has not yet taken it out of the registry
    app.close()
    assert "one" in notebook.apps
    assert examine(notebook.registry, None)["apps"].now == "0"


class Shell:
    """A shell whose cell was asked for by this message."""

    def __init__(self, **message: object) -> None:
        self.message = message

    def get_parent(self) -> dict[str, object]:
        return self.message


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ({}, "none: this is no kernel"),
        ({"metadata": {"cellId": "vscode-notebook-cell:1"}}, "VS Code"),
        ({"metadata": {"deletedCells": []}}, "JupyterLab or Notebook 7"),
        ({"content": {"allow_stdin": False}}, "nobody: the notebook is run by a program"),
        ({"content": {"allow_stdin": True}}, "not known"),
    ],
)
def test_the_front_end_is_known_by_what_it_sends(
    monkeypatch: pytest.MonkeyPatch, message: dict[str, object], name: str
) -> None:
    for variable in ("VOILA_REQUEST_URL", "VSCODE_PID"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(diagnostics, "get_ipython", lambda: Shell(**message))
    assert front_end() == name
    monkeypatch.setenv("VOILA_REQUEST_URL", "https://x")
    assert front_end() == "Voilà"
