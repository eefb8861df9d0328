"""The apps of a kernel, by name."""

from __future__ import annotations

import pytest

from tests.notebook.fake_notebook import Notebook


def test_an_unknown_name_is_told_with_those_that_there_are(notebook: Notebook) -> None:
    notebook.app("st.text('a')", "sales")
    with pytest.raises(KeyError, match="no app has the name 'nowhere'; there are: 'sales'"):
        notebook.apps["nowhere"]
    assert notebook.apps.get("nowhere") is None


def test_a_closed_app_leaves_and_its_name_is_free(notebook: Notebook) -> None:
    first = notebook.app("st.text('a')", "sales")
    first.close()
    assert list(notebook.apps) == []
    assert notebook.app("st.text('a')", "sales") is not first


def test_an_app_whose_name_belongs_to_another_one_by_now_takes_that_one_not_along(notebook: Notebook) -> None:
    first = notebook.app("st.text('a')", "sales")
    first.close()
    second = notebook.app("st.text('a')", "sales")
    notebook.apps.retire(first)
    assert notebook.apps["sales"] is second
    notebook.apps.retire(second)
    assert second.status == "closed"


def test_a_new_grace_time_counts_from_the_next_showing_on(notebook: Notebook) -> None:
    app = notebook.app("st.text('a')", "sales")
    notebook.cell("%config LitMagics.grace = 7")
    assert notebook.app("st.text('a')", "sales").showing.grace == 7
    assert app.showing.grace == 7


def test_what_is_heard_of_an_app_is_told_until_it_is_closed(notebook: Notebook) -> None:
    heard: list[str] = []
    notebook.apps.heard = lambda app: heard.append(app.name)
    app = notebook.app("st.text('a')", "sales")
    assert set(heard) == {"sales"}
    heard.clear()
    app.close()
    assert heard


def test_closing_ends_what_ends_with_the_registry_once(notebook: Notebook) -> None:
    ended: list[int] = []
    notebook.apps.closing.append(lambda: ended.append(1))
    app = notebook.app("st.text('a')", "sales")
    for _ in range(2):
        notebook.apps.close()
    assert ended == [1]
    assert app.status == "closed"
