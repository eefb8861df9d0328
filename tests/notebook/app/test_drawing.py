"""A page that takes long to draw: the reader can stop it, and `why` says what took so long."""

from __future__ import annotations

import threading
from time import monotonic

import pytest

from notebook_lit.runtime.engine.engine import DRAWING, SHOWING
from notebook_lit.runtime.render.long_drawing import LongDrawing
from tests.notebook.fake_notebook import Notebook
from tests.runtime.until import until


def test_stop_is_heard_while_a_page_is_drawn(notebook: Notebook) -> None:
    text = "st.text('first')\nfor number in range(400):\n    st.markdown(f'{number} ' + '*a* ' * 25_000)"
    notebook.shell.run_cell(f"%%litapp heavy --no-wait --static\n{text}")
    app = notebook.apps["heavy"]
    engine = app._session.engine
    until(lambda: engine.phase == DRAWING)
    begin = monotonic()
    app.stop()
    assert app.wait(20)
    assert monotonic() - begin < 10  # to draw it all takes more than a minute
    report = app._session.reports[-1]
    assert report.outcome == "stopped"
    assert 0 < report.drawing <= report.seconds
    shown = app._session.view.page.main.shown()
    assert shown[0].props["body"] == "first"
    assert 0 < len(shown) < 400
    assert all(element.drawn is not None for element in shown)
    assert "ms of it drawing" in repr(app.why())


def test_stop_is_heard_while_the_widgets_of_a_page_are_made(notebook: Notebook) -> None:
    notebook.shell.user_ns["count"] = 1
    app = notebook.app("st.text('first')\nfor number in range(count):\n    st.button(f'b{number}')")
    session = app._session
    notebook.shell.user_ns["count"] = 20_000
    seen = [len(session.view.elements())]
    for _ in range(2):
        session.run("more")
        until(lambda: session.engine.phase == SHOWING)
        app.stop()
        assert app.wait(20)
        assert session.reports[-1].outcome == "stopped"
        shown = session.view.elements()
        assert shown[0].props["body"] == "first"
        assert session.view.page.main.shown() == shown
        made, held = session.view.census()
        assert made == held
        seen.append(len(shown))
    assert 2 == seen[0] <= seen[1] <= seen[2] < 20_001  # to make them all takes many seconds


@pytest.mark.parametrize("change", ["updated", "removed"])
def test_stop_is_heard_while_widgets_are_updated_or_removed_and_the_next_run_is_whole(change: str, notebook: Notebook) -> None:
    notebook.shell.user_ns.update(count=4_000, tip="a")
    app = notebook.app("for number in range(count):\n    st.button(f'b{number}', help=tip, key=f'b{number}')")
    session = app._session
    notebook.shell.user_ns.update({"tip": "b"} if change == "updated" else {"count": 10})
    session.run("more")
    until(lambda: session.engine.phase == SHOWING)
    app.stop()
    assert app.wait(20)
    assert session.reports[-1].outcome == "stopped"  # to update or remove them all takes a second
    shown = session.view.elements()
    assert len(shown) > 10
    assert shown[-1].props["help"] == "a"
    app.run(timeout=20)
    assert session.reports[-1].outcome == "done"
    assert {element.props["help"] for element in session.view.elements()} == {notebook.shell.user_ns["tip"]}
    assert len(session.view.elements()) == notebook.shell.user_ns["count"]
    made, held = session.view.census()
    assert made == held


def test_stop_is_heard_while_one_long_element_is_drawn_and_its_drawing_is_not_lost(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, work = threading.Event(), LongDrawing._work

    def held(drawing: LongDrawing) -> None:
        gate.wait(60)
        work(drawing)

    monkeypatch.setattr(LongDrawing, "_work", held)
    notebook.shell.run_cell("%%litapp heavy --no-wait --static\nst.text('first')\nst.html('<div>x</div>' * 40_000)")
    app = notebook.apps["heavy"]
    session = app._session
    until(lambda: session.engine.phase == DRAWING)
    app.stop()
    assert app.wait(20)
    assert session.reports[-1].outcome == "stopped"  # while nothing of it is drawn
    assert [element.kind for element in session.view.elements()] == ["text"]
    gate.set()
    app.run(timeout=60)
    assert session.reports[-1].outcome == "done"
    assert [element.kind for element in session.view.elements()] == ["text", "html"]
