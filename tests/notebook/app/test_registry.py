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
    notebook.registry.retire(first._session)
    assert notebook.apps["sales"] is second
    notebook.registry.retire(second._session)
    assert second.status == "closed"


def test_a_new_grace_time_counts_from_the_next_showing_on(notebook: Notebook) -> None:
    app = notebook.app("st.text('a')", "sales")
    assert app._session.bundle._grace == 60
    notebook.cell("%config LitMagics.grace = 7")
    notebook.app("st.text('a')", "sales")
    assert app._session.bundle._grace == 7


def test_what_is_heard_of_an_app_is_told_until_it_is_closed(notebook: Notebook) -> None:
    heard: list[str] = []
    notebook.registry.subscribe(lambda session: heard.append(session.name))
    app = notebook.app("st.text('a')", "sales")
    assert set(heard) == {"sales"}
    heard.clear()
    app.close()
    assert heard


def test_closing_ends_all_apps_and_may_be_done_twice(notebook: Notebook) -> None:
    apps = [notebook.app("st.text('a')", name) for name in ("sales", "other")]
    for _ in range(2):
        notebook.registry.close()
    assert [app.status for app in apps] == ["closed", "closed"]
    assert list(notebook.apps) == []
