"""What the JupyterLab panel is told of an app."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.shell.panel_messages import (
    LONGEST_TEXT,
    MOST_RUNS,
    app_summary,
    run_timeline,
    shortened,
    without_elapsed,
)
from tests.notebook.fake_notebook import Notebook


@pytest.fixture
def app(notebook: Notebook) -> App:
    return notebook.app("n = st.slider('n', 0, 9, key='n')\nif n == 5:\n    1 / 0\nst.text(n)", "sales")


def test_an_app_is_listed_with_its_last_run(app: App) -> None:
    entry = app_summary(app._session)
    assert (entry["name"], entry["state"], entry["runs"], entry["outcome"], entry["trigger"]) == (
        "sales",
        "idle",
        1,
        "done",
        "start",
    )
    assert entry["model"] == app._session.view.chrome.root.model_id
    assert not {"file", "title", "elapsed"} & entry.keys()
    app["n"] = 5
    assert (app_summary(app._session)["state"], app_summary(app._session)["trigger"]) == ("error", "n")


def test_a_file_and_a_title_are_listed_where_there_are_some(notebook: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text("import streamlit as st\nst.set_page_config('Prices', page_icon='🥐')")
    notebook.cell(f"%litapp {path}")
    entry = app_summary(notebook.apps["page"]._session)
    assert (entry["file"], entry["title"]) == (str(path), "🥐 Prices")


def test_time_that_passes_by_itself_is_no_news(notebook: Notebook) -> None:
    gate = notebook.shell.user_ns["gate"] = threading.Event()
    begun = notebook.shell.user_ns["begun"] = threading.Event()
    notebook.shell.run_cell("%%litapp slow --no-wait --static\nbegun.set()\ngate.wait(20)")
    app = notebook.apps["slow"]
    assert begun.wait(20)
    entry = app_summary(app._session)
    assert entry["state"] == "running"
    assert "elapsed" not in without_elapsed(entry)
    app.stop()
    assert app_summary(app._session)["state"] == "stopping"
    gate.set()
    assert app.wait(20)


def test_the_timeline_is_plain_data_with_the_text_of_slow_statements(app: App) -> None:
    app["n"] = 3
    (first, second) = run_timeline(app._session, 10)
    assert json.loads(json.dumps(second)) == second
    assert (first["number"], second["number"], second["changes"]) == (1, 2, [["n", "0", "3"]])
    texts = {line: text for line, _, text in second["statements"]}
    assert texts[2] == "n = st.slider('n', 0, 9, key='n')"


def test_the_lines_of_a_script_that_was_edited_since_are_not_shown(notebook: Notebook, app: App) -> None:
    notebook.app("st.text('another')", "sales")
    old, new = run_timeline(app._session, 10)
    assert {text for _, _, text in old["statements"]} == {""}
    assert [text for _, _, text in new["statements"]] == ["st.text('another')"]


def test_no_more_runs_are_told_than_allowed(app: App) -> None:
    for number in range(MOST_RUNS + 3):
        app["n"] = number % 4 + 1
        app.run()
    assert len(run_timeline(app._session, 10**6)) == MOST_RUNS


def test_long_and_odd_texts_are_made_fit_to_be_sent() -> None:
    assert len(shortened("x" * 1000)) == LONGEST_TEXT
    assert shortened("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    shortened("a\ud800").encode()
