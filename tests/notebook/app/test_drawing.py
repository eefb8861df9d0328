"""A page that takes long to draw: the reader can stop it, and `why` says what took so long."""

from __future__ import annotations

from time import monotonic

from notebook_lit.runtime.engine.engine import DRAWING
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
