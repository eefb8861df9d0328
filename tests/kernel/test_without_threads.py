"""A kernel that can start no thread, as Pyodide cannot: the gallery runs, and its widgets work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.driving.kernel import ROOT, Kernel
from tests.kernel.driving.shared import SharedKernel

FORBID = """
import numpy, pandas, matplotlib.pyplot  # what they start at their import is not ours
import threading
from zmq.utils.garbage import gc

gc.start()  # the transport's own thread, which it starts with the first big message

def refuse(*args, **kwargs):
    raise RuntimeError("can't start new thread")

threading._start_new_thread = refuse
if hasattr(threading, "_start_joinable_thread"):
    threading._start_joinable_thread = refuse
"""


@pytest.fixture(scope="module")
def threadless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedKernel]:
    """Provide the kernel of this file."""
    shared = SharedKernel(tmp_path_factory.mktemp("threadless"), first=FORBID)
    yield shared
    shared.end()


@pytest.fixture
def kernel(tmp_path: Path, threadless: SharedKernel) -> Iterator[Kernel]:
    with threadless.lent(tmp_path) as lent:
        yield lent


def gallery() -> list[str]:
    """Give the code cells of the gallery."""
    cells = json.loads(Path(ROOT, "notebooks", "gallery.ipynb").read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_the_gallery_runs_where_no_thread_can_be_started(kernel: Kernel) -> None:
    for cell in gallery():
        kernel.run(cell)
    assert kernel.run("import notebook_lit as lit; sorted(lit.apps)").result == str(
        ["choices", "dashboard", "data", "inputs", "layout", "media", "status", "text"]
    )
    outcomes = kernel.run("{app._session.reports[-1].outcome for app in lit.apps.values()}").result
    assert outcomes == "{'done'}"


def test_events_run_the_script_in_their_own_message_and_none_is_lost(kernel: Kernel) -> None:
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    kernel.run('%%litapp one\nn = st.slider("n", 0, 100, 10)\nprint("printed", n)\nst.text(f"n is {n}")')
    [slider] = kernel.find("IntSliderModel")
    for value in (11, 12, 13):
        request = kernel.send_update(slider.id, {"value": value})
    kernel.wait_until_idle(request)
    assert kernel.run("lit.apps['one']['n'], len(lit.apps['one']._session.reports)").result == "(13, 4)"
    assert any("n is 13" in str(widget.state.get("value")) for widget in kernel.find("HTMLModel"))
    assert any("printed 13" in str(widget.state.get("value")) for widget in kernel.find("HTMLModel"))
    kernel.run("lit.apps['one'].close()")


def test_a_script_that_asks_for_a_rerun_gets_it(kernel: Kernel) -> None:
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    kernel.run('%%litapp two\nif "x" not in st.session_state:\n    st.session_state.x = 1\n    st.rerun()\nst.text("there")')
    assert kernel.run("[report.outcome for report in lit.apps['two']._session.reports]").result == "['rerun', 'done']"


AWAITING = """%%litapp three
import asyncio
async def twice(n):
    await asyncio.sleep(0.01)
    return 2 * n
n = st.slider("n", 0, 100, 10)
task = asyncio.create_task(twice(n))
st.text(f"twice: {await task}")
"""


def test_the_doctor_misses_no_thread_that_cannot_be(kernel: Kernel) -> None:
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    kernel.run("%%litapp four\nst.text('there')")
    assert kernel.run("row = lit.doctor()['threads of apps']; row.now, row.should").result == "('0', '0')"


def test_a_top_level_await_is_waited_for_inside_the_kernel_s_own_loop(kernel: Kernel) -> None:
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    kernel.run(AWAITING)
    [slider] = kernel.find("IntSliderModel")
    kernel.wait_until_idle(kernel.send_update(slider.id, {"value": 21}))
    assert kernel.run("[report.outcome for report in lit.apps['three']._session.reports]").result == "['done', 'done']"
    assert any("twice: 42" in str(widget.state.get("value")) for widget in kernel.find("HTMLModel"))
    assert kernel.run("import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 1\nawait f()").result == "1"


def test_a_background_refresh_is_done_at_once_where_no_thread_can_do_it(kernel: Kernel) -> None:
    kernel.run("from notebook_lit import st\nfrom notebook_lit.runtime.cache import cached_function, store\ncalls = []")
    kernel.run("now = [100.0]\nbefore = store.clock\nstore.clock = cached_function.clock = lambda: now[0]")
    kernel.run("@st.cache_data(ttl=10, refresh_mode='background')\ndef f():\n    calls.append(1)\n    return len(calls)")
    assert kernel.run("f(), f()").result == "(1, 1)"
    # The third call is late: it gives the old value once more, and the next one has the new one.
    assert kernel.run("now[0] += 15\nf(), f(), len(calls)").result == "(1, 2, 2)"
    kernel.run("store.clock = cached_function.clock = before")
