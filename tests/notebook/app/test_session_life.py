"""An app in its kernel: who waits for it, what it says of itself, and how it ends."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from ipywidgets import TagsInput, Widget
from ipywidgets.widgets.widget import _instances

from notebook_lit.notebook.app.app import App
from tests.notebook.fake_notebook import Notebook


@pytest.fixture
def gate(notebook: Notebook) -> Iterator[threading.Event]:
    """Provide a gate of the notebook, at which scripts may wait; what still waits at the end goes on."""
    made = notebook.shell.user_ns["gate"] = threading.Event()
    yield made
    made.set()


def begun(notebook: Notebook, name: str = "slow") -> App:
    """Start an app that waits at the gate."""
    started = notebook.shell.user_ns["started"] = threading.Event()
    notebook.shell.run_cell(
        f"%%litapp {name} --no-wait --static\nst.text('early')\nstarted.set()\ngate.wait(20)\nst.text('late')"
    )
    assert started.wait(20)
    return notebook.apps[name]


def test_who_waits_is_told_whether_the_run_is_over(notebook: Notebook, gate: threading.Event) -> None:
    app = begun(notebook)
    assert (app.wait(0), app.status) == (False, "running")
    gate.set()
    assert app.wait(20)
    assert app.status == "idle"
    assert app._session.reports[-1].outcome == "done"


def test_a_script_does_not_wait_for_itself(notebook: Notebook) -> None:
    said: list[bool] = []
    notebook.shell.user_ns.update(apps=notebook.apps, said=said)
    notebook.app("said.append(apps['own'].wait())", "own --static")
    assert said == [False]


def test_a_wish_to_run_during_a_run_is_one_more_run(notebook: Notebook, gate: threading.Event) -> None:
    app = begun(notebook)
    for _ in range(3):
        app.run(wait=False)
    gate.set()
    assert app.wait(20)
    assert [report.outcome for report in app._session.reports] == ["superseded", "done"]


def test_a_run_that_is_stopped_keeps_its_page_and_the_next_one_is_whole(notebook: Notebook, gate: threading.Event) -> None:
    app = begun(notebook)
    app.stop()
    gate.set()
    assert app.wait(20)
    assert app._session.reports[-1].outcome == "stopped"
    assert "early" in app.to_html()
    app.run()
    assert "late" in app.to_html()


def test_a_text_that_cannot_be_compiled_leaves_the_app_as_it_is(notebook: Notebook) -> None:
    app = notebook.app("st.slider('n', 0, 9, key='n')", "sales")
    app["n"] = 5
    notebook.try_cell("%%litapp sales\nx = = 1")
    assert app.status == "idle"
    app["n"] = 6
    assert app["n"] == 6


def test_an_edit_keeps_the_values_of_widgets_that_stay(notebook: Notebook) -> None:
    app = notebook.app("st.slider('n', 0, 9, key='n')\nst.checkbox('gone', key='c')", "sales")
    app["n"] = 5
    app["c"] = True
    notebook.app("st.title('T')\nst.slider('n', 0, 9, key='n')", "sales")
    assert list(app) == ["n"]
    assert app["n"] == 5


def test_a_closed_app_does_nothing_any_more_and_leaves_no_thread(notebook: Notebook) -> None:
    app = notebook.app("st.text('x')", "sales")
    app.close()
    app.close()
    app.run()
    app.stop()
    assert app.status == "closed"
    assert len(app._session.reports) == 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("litapp sales")]


def test_an_app_that_is_closed_during_a_run_ends_that_run(notebook: Notebook, gate: threading.Event) -> None:
    app = begun(notebook)
    closing = threading.Thread(target=app.close)
    closing.start()
    gate.set()
    closing.join(20)
    assert not closing.is_alive()
    assert app.status == "closed"
    assert "late" not in app.to_html()


LONE = r"\ud83d"
TEXTS = (
    f"st.text_input('a', '{LONE}')",
    f"st.text_input('a', placeholder='{LONE}')",
    f"st.number_input('a', placeholder='{LONE}', value=None)",
    f"st.slider('a', 0.0, 1.0, format='{LONE}%f')",
    f"st.selectbox('a', ['{LONE}', 'b'])",
    f"st.multiselect('a', ['{LONE}', 'b'], ['{LONE}'])",
    f"st.radio('a', ['{LONE}', 'b'], captions=['{LONE}', 'c'])",
    f"st.tabs(['{LONE}', 'b'])",
    f"st.html('<p>{LONE}')",
    f"st.button('{LONE}')",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_lone_surrogate_is_replaced_on_its_way_to_the_front_end(text: str, notebook: Notebook) -> None:
    app = notebook.app(text)
    states = json.dumps([widget.get_state() for widget in _instances.values()], default=str, ensure_ascii=False)
    states.encode()
    assert "\N{REPLACEMENT CHARACTER}" in states
    assert app.why(1).runs[0].report.outcome == "done"


def tags_below(widget: Widget) -> list[TagsInput]:
    """Find the tags of multiselects on the screen."""
    if isinstance(widget, TagsInput):
        return [widget]
    return [tags for child in getattr(widget, "children", ()) for tags in tags_below(child)]


def test_a_chosen_option_that_cannot_be_sent_can_be_let_go(notebook: Notebook) -> None:
    app = notebook.app(f"picked = st.multiselect('a', ['{LONE}', 'b'], ['{LONE}', 'b'])")
    (tags,) = tags_below(app._session.view.chrome.root)
    tags.value = tags.value[:1]
    assert app.wait(20)
    assert app.ns.picked == ["\ud83d"]


def test_a_run_whose_page_cannot_be_drawn_has_failed_and_the_app_says_so(notebook: Notebook) -> None:
    notebook.cell("from notebook_lit.runtime.model.element import Element")
    notebook.cell("from notebook_lit.runtime.writing.run import current")
    app = notebook.app("current.get().run.page.main.children.append(Element('text_input', id='1'))")
    assert app.why(1).runs[0].report.outcome == "error"
    assert "could not be drawn" in app.to_html()
    app = notebook.app("st.text('better')")
    assert app.why(1).runs[0].report.outcome == "done"
    assert "better" in app.to_html()


def test_what_a_script_sets_in_st_lasts_for_its_run_and_no_longer(notebook: Notebook) -> None:
    patched = notebook.app("st.text(callable(st.write))\nst.write = None\nst.mine = 1\nst.text(st.mine)", "patched")
    other = notebook.app("st.write('of another app')", "other")
    assert "of another app" in other.to_html()
    patched.run()
    assert "True" in patched.to_html()
    assert not hasattr(notebook.shell.user_ns["st"], "mine")


def test_a_keyboard_interrupt_in_a_callback_leaves_the_page(notebook: Notebook) -> None:
    app = notebook.app("def stop():\n    raise KeyboardInterrupt\nst.text('the page')\nst.button('go', on_click=stop)")
    app["go"] = True
    assert app.wait(20)
    assert app._session.reports[-1].outcome == "stopped"
    assert "the page" in app.to_html()
