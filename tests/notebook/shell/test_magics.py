"""``%%litapp`` and ``%litapp``: names, options, refusals, and what unloading leaves."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import pytest
from IPython.core.error import UsageError

from notebook_lit.errors import InvalidScript
from tests.notebook.fake_notebook import Notebook


def failure(notebook: Notebook, cell: str) -> str:
    """Run a cell that is refused with a usage error; return what it says."""
    result = notebook.try_cell(cell)
    assert isinstance(result.error_in_exec, UsageError)
    return str(result.error_in_exec)


def test_the_same_name_is_the_same_app(notebook: Notebook) -> None:
    one = notebook.app("st.text('a')", "sales")
    assert notebook.app("st.text('b')", "sales") is one
    assert notebook.app("st.text('b')", "other") is not one


def test_a_cell_without_a_name_is_known_by_its_text_where_cells_have_no_id(notebook: Notebook) -> None:
    for text in ("st.text('a')", "st.text('b')", "st.text('a')"):
        notebook.cell(f"%%litapp\n{text}")
    assert len(notebook.apps) == 2
    assert all(name.startswith("cell-") for name in notebook.apps)


def test_a_cell_without_a_name_is_known_by_its_id_where_it_has_one(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    message = {"metadata": {"cellId": "0123456789abcdef"}, "content": {}}
    monkeypatch.setattr(type(notebook.shell), "get_parent", lambda shell: message, raising=False)
    for text in ("st.text('a')", "st.text('b')"):
        notebook.cell(f"%%litapp\n{text}")
    assert list(notebook.apps) == ["cell-89abcdef"]


def test_a_name_in_quotes_may_have_spaces(notebook: Notebook) -> None:
    notebook.cell("%%litapp 'my app'\nst.text('a')")
    assert list(notebook.apps) == ["my app"]


def test_bind_gives_the_app_a_name_in_the_notebook(notebook: Notebook) -> None:
    notebook.cell("%%litapp sales --bind\nst.text('a')")
    notebook.cell("%%litapp 'my app' --bind\nst.text('a')")
    assert notebook.shell.user_ns["sales"] is notebook.apps["sales"]
    assert notebook.shell.user_ns["app"] is notebook.apps["my app"]


def test_an_app_that_is_not_bound_changes_no_name_of_the_notebook(notebook: Notebook) -> None:
    notebook.cell("sales = 1\n_ = 'mine'")
    notebook.cell("%%litapp sales\nsales = 2")
    assert (notebook.shell.user_ns["sales"], notebook.shell.user_ns["_"]) == (1, "mine")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%%litapp ''\nst.text('a')", "the name is empty"),
        ("%%litapp a b\nst.text('a')", "Usage: %%litapp"),
        ("%%litapp --colour\nst.text('a')", "unrecognized arguments: --colour"),
        ("%%litapp\n%%time\nst.text('a')", "Put `%%time` above `%%litapp`"),
        ("%litapp --watch never app.py", "invalid choice: 'never'"),
        ("%litapp nowhere.py", "there is no file"),
        (f"%litapp {'a' * 300}", "cannot be a file"),
        ("%%litapp it's\nst.text('a')", "Put a backslash before a quote of a name"),
        ("%litapp .", "is a folder"),
    ],
)
def test_wrong_arguments_are_refused_with_the_right_ones(notebook: Notebook, cell: str, said: str) -> None:
    assert said in failure(notebook, cell)
    assert list(notebook.apps) == []


def test_the_name_of_a_live_app_in_place_of_a_file_says_how_to_show_it(notebook: Notebook) -> None:
    notebook.cell("%%litapp sales\nst.text('a')")
    assert "`sales` is a live app: `notebook_lit.apps['sales']` shows it here" in failure(notebook, "%litapp sales")


@pytest.mark.parametrize(
    ("line", "name"),
    [("'my app'", "my app"), ("it\\'s", "it's"), ('"it\'s \\"new\\""', 'it\'s "new"'), ("a" * 300, "a" * 300)],
)
def test_a_name_may_have_spaces_and_quotes_and_any_length(notebook: Notebook, line: str, name: str) -> None:
    notebook.cell(f"%%litapp {line}\nst.text('a')")
    assert list(notebook.apps) == [name]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{"metadata": {}}', "it lacks 'cells'"),
        ('{"cells": [{}]}', "it lacks 'cell_type'"),
        ('{"cells": []', "Expecting ',' delimiter"),
        ("[1]", "list indices must be integers"),
    ],
)
def test_a_broken_notebook_is_named_with_what_is_wrong(notebook: Notebook, tmp_path: Path, text: str, wrong: str) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(text)
    error = str(notebook.try_cell(f"%litapp {path}").error_in_exec)
    assert f"{path} is no notebook of format 4" in error
    assert wrong in error


def test_a_text_that_is_no_python_leaves_no_new_app_and_the_page_of_an_old_one(notebook: Notebook) -> None:
    assert isinstance(notebook.try_cell("%%litapp new\nx = = 1").error_in_exec, InvalidScript)
    assert list(notebook.apps) == []
    app = notebook.app("st.text('a')", "old")
    result = notebook.try_cell("%%litapp old\nx = = 1")
    assert isinstance(result.error_in_exec, InvalidScript)
    assert notebook.apps["old"] is app
    assert len(app._session.reports) == 1


def test_files_of_one_name_in_two_folders_are_two_apps(notebook: Notebook, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "app.py"
        path.write_text("import streamlit as st\nst.text('x')")
        for _ in range(2):
            notebook.cell(f"%litapp {path}")
    assert list(notebook.apps) == ["app", str(tmp_path / "two" / "app.py")]


def test_a_file_finds_its_path_and_what_follows_two_dashes_in_sys_argv(notebook: Notebook, tmp_path: Path) -> None:
    own = sys.argv
    path = tmp_path / "my app.py"
    path.write_text("import sys\nst.text(repr(sys.argv[1:]))\nst.text(sys.argv[0] == __file__)")
    for line, arguments in (
        (f"{path}", []),
        (f"'{path}' -- --rows 50 'two words'", ["--rows", "50", "two words"]),
        (f"{path} --", []),
    ):
        notebook.cell(f"%litapp {line}")
        shown = html.unescape(notebook.apps["my app"].to_html())
        assert f">{arguments!r}<" in shown
        assert ">True<" in shown
    assert sys.argv is own
    assert "a quote is not closed" in failure(notebook, f"%litapp {path} -- 'open")


def test_without_a_file_the_live_apps_are_listed(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.cell("%litapp")
    assert capsys.readouterr().out == "no app is live\n"
    notebook.app("st.text('a')", "sales")
    capsys.readouterr()
    notebook.cell("%litapp")
    assert capsys.readouterr().out.startswith("App('sales', idle")


def test_unloading_takes_the_magics_the_listeners_and_the_apps_away() -> None:
    notebook = Notebook()
    shell = notebook.shell
    before = {
        event: [c for c in callbacks if "notebook_lit" not in str(c)] for event, callbacks in shell.events.callbacks.items()
    }
    app = notebook.app("st.text('a')", "sales")
    notebook.extension.close()
    assert app.status == "closed"
    assert {event: list(callbacks) for event, callbacks in shell.events.callbacks.items()} == before
    assert shell.find_cell_magic("litapp") is None
    assert shell.find_line_magic("litapp") is None
    notebook.close()


def test_an_error_names_the_line_of_the_cell_that_its_author_sees(notebook: Notebook) -> None:
    app = notebook.app("st.text('a')\n\n1 / 0", "sales")
    error = app._session.view.page.main.children[-1]
    assert error.props["stack_trace"][-1].startswith('File "<litapp sales 1>", line 4, in <module>\n  1 / 0')
    assert [line for line, _ in app.why().runs[-1].report.statements()] == [2, 4]


def test_empty_lines_above_the_magic_count(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "\n  \n%%litapp sales\n1 / 0"
    message = {"metadata": {}, "content": {"code": code}}
    monkeypatch.setattr(type(notebook.shell), "get_parent", lambda shell: message, raising=False)
    notebook.cell(code)
    error = notebook.apps["sales"]._session.view.page.main.children[-1]
    assert '", line 4, in <module>' in error.props["stack_trace"][-1]


def test_a_script_that_is_exported_has_no_empty_lines_above_it(notebook: Notebook) -> None:
    assert "\n\n\nst.text" not in notebook.app("st.text('a')", "sales").export()


def test_an_app_without_a_name_is_called_by_its_first_heading_or_the_number_of_its_cell(notebook: Notebook) -> None:
    notebook.shell.execution_count = 7
    notebook.cell("%%litapp\nst.text('a')\nst.title('**Sales** of 2026')\n1 / 0")
    (name,) = notebook.apps
    session = notebook.apps[name]._session
    assert session.title == "Sales of 2026"
    assert "<litapp cell 7 1>" in session.view.page.main.children[-1].props["stack_trace"][-1]
    notebook.cell("%%litapp\nst.text('b')")
    assert notebook.apps[list(notebook.apps)[1]]._session.title == "Cell 7"
    assert notebook.app("st.title('Sales')", "named")._session.title == ""
