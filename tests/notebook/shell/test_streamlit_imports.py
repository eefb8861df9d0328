"""``st`` outside the cell of an app: in other cells, and in modules beside the notebook."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from notebook_lit import errors, st
from tests.notebook.fake_notebook import Notebook


def drawn(notebook: Notebook, name: str = "app") -> str:
    return notebook.apps[name].to_html()


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a notebook; what is imported from it is forgotten."""
    before = set(sys.modules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def folder_notebook(beside: Path) -> Iterator[Notebook]:
    made = Notebook()
    yield made
    made.close()


@pytest.mark.parametrize(
    "imports",
    [
        "import streamlit as st\ndef show(x): st.metric('m', x)",
        "import sys, streamlit\ndef show(x): streamlit.metric('m', x)",
        "from streamlit import metric as m\ndef show(x): m('m', x)",
        "from streamlit import *\ndef show(x): metric('m', x)",
        "def show(x):\n    import streamlit as st\n    st.metric('m', x)",
        "import streamlit.errors\ndef show(x): streamlit.metric('m', x)",
        "def show(x): st.metric('m', x)",
    ],
)
def test_a_helper_of_another_cell_draws_into_the_app_that_calls_it(notebook: Notebook, imports: str) -> None:
    notebook.cell(imports)
    notebook.app("show(4711)")
    assert "4711" in drawn(notebook)


def test_imports_of_cells_bind_what_those_of_apps_bind(notebook: Notebook) -> None:
    notebook.cell("import streamlit.errors as e, streamlit\nfrom streamlit.errors import StreamlitAPIException as x")
    names = notebook.shell.user_ns
    assert (names["e"], names["streamlit"], names["x"]) == (errors, st, errors.StreamlitAPIException)


def test_what_notebook_lit_lacks_is_an_import_error_that_says_so(notebook: Notebook) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"notebook_lit has no 'streamlit\.nowhere'"):
        notebook.cell("import streamlit.nowhere")


def test_a_module_beside_the_notebook_draws_into_the_app_that_calls_it(folder_notebook: Notebook, beside: Path) -> None:
    (beside / "helper_one.py").write_text("import streamlit as st\ndef show(x): st.metric('m', x)")
    (beside / "helpers_two").mkdir()
    (beside / "helpers_two" / "__init__.py").write_text("")
    (beside / "helpers_two" / "deep.py").write_text("from streamlit import write")
    folder_notebook.cell("import helper_one\nfrom helpers_two.deep import write as w")
    folder_notebook.app("helper_one.show(4711)\nw('deep')")
    assert "4711" in drawn(folder_notebook)
    assert "deep" in drawn(folder_notebook)


def test_a_module_that_only_the_app_imports_draws_too(folder_notebook: Notebook, beside: Path) -> None:
    (beside / "helper_three.py").write_text("import streamlit as st\ndef show(x): st.metric('m', x)")
    folder_notebook.app("import helper_three\nhelper_three.show(4711)")
    assert "4711" in drawn(folder_notebook)


def test_modules_that_do_not_name_streamlit_are_loaded_as_ever(folder_notebook: Notebook, beside: Path) -> None:
    (beside / "plain_module.py").write_text("x = 1")
    folder_notebook.cell("import plain_module")
    assert type(sys.modules["plain_module"].__spec__.loader).__name__ == "SourceFileLoader"


def test_libraries_get_the_real_streamlit(folder_notebook: Notebook, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "streamlit", ModuleType("streamlit"))
    library = beside / "lib" / "site-packages"
    library.mkdir(parents=True)
    (library / "library_of_others.py").write_text("import streamlit")
    monkeypatch.syspath_prepend(str(library))
    folder_notebook.cell("import library_of_others")
    assert sys.modules["library_of_others"].streamlit is sys.modules["streamlit"]


def test_a_trait_turns_it_off(folder_notebook: Notebook, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "streamlit", ModuleType("streamlit"))
    (beside / "helper_four.py").write_text("import streamlit as st")
    folder_notebook.cell("%config LitMagics.import_streamlit = False")
    folder_notebook.cell("import streamlit as real, helper_four")
    assert folder_notebook.shell.user_ns["real"] is sys.modules["streamlit"]
    assert sys.modules["helper_four"].st is sys.modules["streamlit"]


def test_what_was_bound_to_the_real_streamlit_is_said_in_one_line(
    beside: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = ModuleType("streamlit")
    monkeypatch.setitem(sys.modules, "streamlit", real)
    (beside / "helper_five.py").write_text("import streamlit as st")
    importlib.import_module("helper_five")
    notebook = Notebook(before={"st": real, "x": 1})
    said = capsys.readouterr().out
    try:
        assert said.count("\n") == 1
        assert "st, module helper_five" in said
        assert "run its import again" in said
        assert notebook.shell.user_ns["st"] is real
        notebook.cell("import streamlit as st")
        assert notebook.shell.user_ns["st"] is st
    finally:
        notebook.close()


def test_st_is_there_and_goes_with_the_extension(notebook: Notebook) -> None:
    assert notebook.shell.user_ns["st"] is st
    assert "st" in notebook.shell.user_ns_hidden
    before = len(sys.meta_path)
    notebook.extension.close()
    assert "st" not in notebook.shell.user_ns
    assert len(sys.meta_path) == before - 1
    assert not notebook.shell.ast_transformers


def test_a_name_that_is_taken_stays() -> None:
    notebook = Notebook(before={"st": "mine"})
    assert notebook.shell.user_ns["st"] == "mine"
    notebook.extension.close()
    assert notebook.shell.user_ns["st"] == "mine"
    notebook.close()
