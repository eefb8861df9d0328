"""Apps in a real kernel: what a front end sends reaches the script, nothing leaks, and whatever happens the kernel lives on."""

from __future__ import annotations

import pytest

from tests.kernel.driving.held import Gate
from tests.kernel.driving.kernel import Kernel, Widget

COUNTS = """
import gc, threading
from ipywidgets import Widget
from comm import get_comm_manager
gc.collect()
(len(getattr(Widget, "_instances", None) or __import__("ipywidgets").widgets.widget._instances), len(get_comm_manager().comms),
 threading.active_count())
"""


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit")
    return kernel


def html(kernel: Kernel) -> str:
    """Give all static HTML that the apps show."""
    return "\n".join(str(widget.state.get("value")) for widget in kernel.find("HTMLModel"))


def only(kernel: Kernel, name: str) -> Widget:
    (widget,) = kernel.find(name)
    return widget


def wait_for_html(kernel: Kernel, text: str) -> None:
    kernel.wait_for(lambda: text in html(kernel), why=f"{text!r} in the page")


GREETING = "%%litapp\nname = st.text_input('Enter your name')\nst.write(f'Hello, {name}!')"


def test_the_smallest_app_greets(kernel: Kernel) -> None:
    done = kernel.run(GREETING)
    assert "application/vnd.jupyter.widget-view+json" in done.displays[0]
    assert "Hello, !" in html(kernel)
    kernel.send_update(only(kernel, "TextModel").id, {"value": "Ada"})
    wait_for_html(kernel, "Hello, Ada!")


def test_a_cell_app_sees_the_notebooks_variables_and_keeps_its_own(kernel: Kernel) -> None:
    kernel.run("df = [1, 2, 3]; n = 5")
    kernel.run("%%litapp\nn = 7\nfresh = len(df)\nst.write(f'{fresh} rows, {n}')")
    assert "3 rows, 7" in html(kernel)
    assert kernel.run("n, 'fresh' in globals()").result == "(5, False)"


def test_a_slider_step_is_four_messages(kernel: Kernel) -> None:
    rows = "for i in range(50):\n    st.text(f'row {i}')\n"
    kernel.run(f"%%litapp\nn = st.slider('n', 0, 100)\n{rows}st.write(f'n is {{n}}')")
    slider = only(kernel, "IntSliderModel")
    for value in (3, 4):
        with kernel.recording() as recording:
            kernel.wait_until_idle(kernel.send_update(slider.id, {"value": value}))
            wait_for_html(kernel, f"n is {value}")
        assert len(recording.messages) <= 4, [message.kind for message in recording.messages]
        assert recording.size <= 4000


def test_executing_the_cell_again_leaks_nothing_and_keeps_values(kernel: Kernel) -> None:
    cell = "%%litapp again\nn = st.slider('n', 0, 100)\nc = st.columns(2)\nc[0].text_input('t')\nst.write(f'n is {n}')\n"
    kernel.run(cell)
    kernel.send_update(only(kernel, "IntSliderModel").id, {"value": 42})
    wait_for_html(kernel, "n is 42")
    kernel.run(cell)
    before = kernel.run(COUNTS).result
    for number in range(48):
        kernel.run(cell + f"st.caption('edit {number % 3}')")
    kernel.run(cell)
    assert kernel.run(COUNTS).result == before
    assert "n is 42" in html(kernel)


def test_many_reruns_leak_nothing(kernel: Kernel) -> None:
    kernel.run(
        "%%litapp many\nn = st.slider('n', 0, 3000)\nif n % 2:\n    st.text_input('odd')\n"
        "st.write(f'n is {n}')\nst.checkbox('end')"
    )
    slider = only(kernel, "IntSliderModel").id

    def move(first: int, last: int) -> None:
        for value in range(first, last):
            kernel.wait_until_idle(kernel.send_update(slider, {"value": value}))
        wait_for_html(kernel, f"n is {last - 1}")

    move(1, 101)
    before = kernel.run(COUNTS).result
    move(101, 401)
    assert kernel.run(COUNTS).result == before


@pytest.mark.parametrize(
    "statement",
    [
        "import sys; sys.exit(1)",
        "class Own(BaseException): pass\n    raise Own('mine')",
        "f = lambda: f()\n    f()",
        "raise KeyboardInterrupt",
    ],
)
def test_whatever_the_script_raises_the_next_click_works(kernel: Kernel, statement: str) -> None:
    kernel.run(f"%%litapp\nif st.checkbox('bad'):\n    {statement}\nst.write(f\"n {{st.slider('n', 0, 9)}}\")")
    box = only(kernel, "CheckboxModel").id
    kernel.send_update(box, {"value": True})
    kernel.run("1")
    kernel.send_update(box, {"value": False})
    kernel.wait_for(lambda: "n 0" in html(kernel) and "lit-alert-error lit-exception" not in html(kernel))
    assert kernel.run("6 * 7").result == "42"


def test_an_error_in_a_callback_is_shown_and_the_next_click_works(kernel: Kernel) -> None:
    kernel.run(
        "%%litapp\nst.checkbox('a', on_change=lambda: 1 / 0)\nst.slider('n', 0, 9, key='n')\n"
        "st.write(f'n {st.session_state.n}')"
    )
    kernel.send_update(only(kernel, "CheckboxModel").id, {"value": True})
    wait_for_html(kernel, "ZeroDivisionError")
    kernel.send_update(only(kernel, "IntSliderModel").id, {"value": 4})
    wait_for_html(kernel, "n 4")


LOOP = "%%litapp loop\nif st.checkbox('loop', value={}):\n    while True:\n        pass\nst.write('free')"


def test_a_kernel_interrupt_stops_an_endless_loop_in_the_first_run(kernel: Kernel) -> None:
    request = kernel.begin(LOOP.format(True))
    kernel.wait_for(lambda: kernel.find("CheckboxModel"))
    kernel.interrupt()
    assert kernel.finish(request).error is None
    kernel.send_update(only(kernel, "CheckboxModel").id, {"value": False})
    wait_for_html(kernel, "free")


def test_a_kernel_interrupt_stops_an_endless_loop_in_a_later_run(kernel: Kernel) -> None:
    kernel.run(LOOP.format(False))
    box = only(kernel, "CheckboxModel").id
    kernel.send_update(box, {"value": True})
    wait_for_html(kernel, "Running")
    kernel.interrupt()
    wait_for_html(kernel, "Stopped")
    kernel.send_update(box, {"value": False})
    kernel.wait_for(lambda: "free" in html(kernel) and "Stopped" not in html(kernel))
    assert kernel.run("6 * 7").result == "42"


def test_the_stop_button_stops_a_slow_run_at_its_next_call(kernel: Kernel) -> None:
    kernel.run("import threading; gate = threading.Event()")
    kernel.run(
        "%%litapp\nif st.checkbox('wait'):\n    for i in range(10**6):\n        st.text(f'step {i}')\n        gate.wait(0.05)\n"
        "st.write('free')"
    )
    kernel.send_update(only(kernel, "CheckboxModel").id, {"value": True})
    wait_for_html(kernel, "Running")
    stop = next(button for button in kernel.find("ButtonModel") if button.state["description"] == "Stop")
    kernel.send_custom(stop.id, {"event": "click"})
    wait_for_html(kernel, "Stopped")


def test_a_slow_run_shows_what_it_has_and_keeps_the_rest(kernel: Kernel) -> None:
    gate = Gate(kernel.folder)
    kernel.run(f"%%litapp\nn = st.slider('n', 0, 9)\nst.text(f'first {{n}}')\nif n:\n    {gate.wait}\nst.text(f'second {{n}}')")
    kernel.send_update(only(kernel, "IntSliderModel").id, {"value": 1})
    with gate.reached():
        wait_for_html(kernel, "first 1")
        assert "second 0" in html(kernel)
    wait_for_html(kernel, "second 1")


def test_a_file_runs_as_main_and_its_modules_find_streamlit(kernel: Kernel) -> None:
    kernel.run(
        "from pathlib import Path\nPath('sub').mkdir()\n"
        "Path('sub/helper_of_app.py').write_text('import streamlit as st\\ndef show(): st.write(\"from helper\")')\n"
        "Path('sub/app.py').write_text('import streamlit as st\\nimport helper_of_app\\n"
        "if __name__ == \"__main__\":\\n    helper_of_app.show()')"
    )
    kernel.run("%litapp sub/app.py")
    assert "from helper" in html(kernel)
    assert kernel.run("import sys; [path for path in sys.path if path.endswith('sub')]").result == "[]"
    assert "app" in kernel.run("%litapp").text


def test_a_cell_that_cannot_be_compiled_shows_the_authors_line_and_leaves_the_old_page_alive(kernel: Kernel) -> None:
    kernel.run("%%litapp page\nst.write(f\"n {st.slider('n', 0, 9)}\")")
    done = kernel.execute("%%litapp page\nst.write('x')\nx = = 3")
    assert done.error is not None
    assert "line 3" in done.error  # of the cell: that of %%litapp counts
    assert "magic.py" not in done.error
    assert "application/vnd.jupyter.widget-view+json" in done.displays[0]
    kernel.send_update(only(kernel, "IntSliderModel").id, {"value": 4})
    wait_for_html(kernel, "n 4")


def test_a_file_that_is_not_there_is_named(kernel: Kernel) -> None:
    assert "nowhere.py" in kernel.execute("%litapp nowhere.py").text


def test_an_edited_cell_takes_over_from_a_run_that_never_ends(kernel: Kernel) -> None:
    kernel.run("import threading; gate = threading.Event()")
    request = kernel.begin("%%litapp page\nfor i in range(10**6):\n    st.text(f'step {i}')\n    gate.wait(0.05)")
    wait_for_html(kernel, "step 0")
    kernel.interrupt()
    kernel.finish(request)
    kernel.run("%%litapp page\nst.text('new')")
    assert "new" in html(kernel)


def test_helpers_of_other_cells_and_of_modules_beside_the_notebook_draw_into_the_app(kernel: Kernel) -> None:
    kernel.run("import streamlit as st\ndef show(x): st.metric('of a cell', x)")
    (kernel.folder / "helper_beside.py").write_text("import streamlit as st\ndef show(x): st.metric('of a module', x)")
    kernel.run("import helper_beside")
    kernel.run("%%litapp\nshow(4711)\nhelper_beside.show(4712)")
    wait_for_html(kernel, "4711")
    wait_for_html(kernel, "4712")


@pytest.mark.parametrize(("code", "match"), [("%%litapp\nst.sl", "slider"), ("%%litapp --st", "--static")])
def test_tab_completes_in_the_cell_of_an_app(kernel: Kernel, code: str, match: str) -> None:
    assert match in str(kernel.run(f"get_ipython().kernel.do_complete({code!r}, {len(code)})['matches']").result)


def test_outside_an_app_nothing_is_patched(kernel: Kernel) -> None:
    kernel.run(GREETING)
    assert kernel.run("import sys; 'streamlit' in sys.modules").result == "False"


def test_unloading_leaves_nothing_behind(kernel: Kernel) -> None:
    kernel.run("%unload_ext notebook_lit")
    before = kernel.run(COUNTS).result
    kernel.run("%load_ext notebook_lit")
    kernel.run(GREETING)
    kernel.run("%unload_ext notebook_lit")
    assert kernel.run(COUNTS).result == before
