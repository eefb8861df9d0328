"""Tab and Shift-Tab in the cell of an app."""

from __future__ import annotations

import pytest
from IPython.core.completer import provisionalcompleter

from tests.notebook.fake_notebook import Notebook


def completed(notebook: Notebook, text: str) -> list[str]:
    """Return what Tab at the end of a text offers, as ipykernel asks for it."""
    with provisionalcompleter():
        return [one.text for one in notebook.shell.Completer.completions(text, len(text))]


@pytest.mark.parametrize("text", ["st.sl", "%%litapp\nst.sl", "%%litapp name --static\nx = 1\nif x:\n    y = st.sl"])
def test_tab_completes_st_also_in_a_cell_that_never_imports_it(notebook: Notebook, text: str) -> None:
    assert any(one.endswith("slider") for one in completed(notebook, text))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("%%litapp --", ["--bind", "--no-wait", "--static"]),
        ("%%litapp page --st", ["--static"]),
        ("%litapp app.py --w", ["--watch"]),
    ],
)
def test_tab_completes_the_options_of_the_magics(notebook: Notebook, text: str, offered: list[str]) -> None:
    assert [one for one in completed(notebook, text) if one.startswith("--")] == offered


def test_the_docs_of_st_are_shown(notebook: Notebook) -> None:
    assert "slider" in notebook.shell.object_inspect_mime("st.slider")["text/plain"]


def test_after_unloading_no_options_are_offered(notebook: Notebook) -> None:
    notebook.extension.close()
    assert "--static" not in completed(notebook, "%%litapp --")
