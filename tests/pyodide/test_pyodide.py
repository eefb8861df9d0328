"""Apps in real Pyodide, as under JupyterLite: no threads, one event loop, WebAssembly's own Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pyodide.python import run

BEGIN = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()

async def cell(text):
    return await shell.run_cell_async(text, transformed_cell=shell.transform_cell(text))

await cell("%load_ext notebook_lit")
import notebook_lit as lit
"""
APP = """
await cell('''%%litapp one
n = st.slider("n", 0, 10, 3)
if st.button("Add"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.dataframe([n, 2])
st.write(f"n is **{n}**, $x^2$")
print("printed", n)
''')
import threading
app = lit.apps["one"]
app["n"] = 7
app["Add"] = True
print("outcomes", [report.outcome for report in app._session.reports], app["n"], app.state["count"], threading.active_count())
from ipywidgets import IntSlider
from ipywidgets.widgets import widget as widgets
[slider] = [widget for widget in widgets._instances.values() if isinstance(widget, IntSlider)]
slider.set_state({"value": 9})  # what a message of the front end does
print("moved", app["n"], app._session.reports[-1].outcome)
"""
AWAIT = """
await cell('''%%litapp two
import asyncio
await asyncio.sleep(0.01)
st.text("waited")
''')
print("outcome", lit.apps["two"]._session.reports[-1].outcome)
print("JSPI" if "JSPI" in lit.apps["two"].to_html() else "nothing said")
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Give a place for a script."""
    return tmp_path / "script.py"


def test_apps_run_their_inputs_work_and_a_top_level_await_is_waited_for(script: Path) -> None:
    script.write_text(BEGIN + APP + AWAIT, encoding="utf-8")
    lines = run(script, waits=True)
    assert "outcomes ['done', 'done', 'done'] 7 1 1" in lines
    assert "moved 9 done" in lines
    assert "outcome done" in lines
    assert "nothing said" in lines


def test_a_browser_that_cannot_wait_is_told_of(script: Path) -> None:
    script.write_text(BEGIN + AWAIT, encoding="utf-8")
    lines = run(script, waits=False)
    assert "outcome error" in lines
    assert "JSPI" in lines
