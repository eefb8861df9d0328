"""What scripts print, display and warn of lands in their app and in no other, in a real kernel."""

from __future__ import annotations

import html as htmllib
import os
import random
import re
import time
from pathlib import Path

import pytest

from tests.kernel.driving.kernel import Kernel, Widget

GLOBALS = "import sys, threading; (type(sys.stdout).__name__, type(sys.stderr).__name__, threading.excepthook.__name__)"
UNTOUCHED = "('OutStream', 'OutStream', '_excepthook')"


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit")
    kernel.run("import sys, threading")
    return kernel


def consoles(kernel: Kernel) -> list[Widget]:
    return [widget for widget in kernel.find("HTMLModel") if "lit-console" in widget.state["_dom_classes"]]


def printed(kernel: Kernel) -> list[str]:
    """Give what the consoles show, as text."""
    return [htmllib.unescape(re.sub(r"<[^>]*>", "", widget.state["value"])) for widget in consoles(kernel)]


def page(kernel: Kernel) -> str:
    """Give the HTML of the pages, without the consoles and the style sheet."""
    frame = {"lit-console", "lit-sheet"}
    return "\n".join(str(w.state["value"]) for w in kernel.find("HTMLModel") if frame.isdisjoint(w.state["_dom_classes"]))


def streams(kernel: Kernel) -> str:
    """Give all that went to cells of the notebook."""
    return "".join(message.content["text"] for message in kernel.snapshot() if message.kind == "stream")


def slider(kernel: Kernel) -> str:
    (widget,) = kernel.find("IntSliderModel")
    return widget.id


def test_print_warnings_logging_and_the_traceback_module_land_in_the_console(kernel: Kernel) -> None:
    kernel.run(
        "%%litapp\nimport logging, sys, traceback, warnings\n"
        "print('out', 1)\nprint('err', file=sys.stderr)\nwarnings.warn('careful')\nlogging.warning('logged')\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\nprint('last')"
    )
    (text,) = printed(kernel)
    assert text.startswith("out 1\nerr\n")
    assert "UserWarning: careful\n  warnings.warn('careful')\n" in text
    assert "WARNING:root:logged\n" in text
    assert "1 / 0\n" in text
    assert "ZeroDivisionError: division by zero\n" in text
    assert text.endswith("last")
    assert '<span class="lit-log-error">err\n' in consoles(kernel)[0].state["value"]
    assert streams(kernel) == ""
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]


def test_the_console_shows_the_last_run(kernel: Kernel) -> None:
    kernel.run("%%litapp\nn = st.slider('n', 0, 9, 1)\nif n:\n    print('n', n)\nst.write(f'n is {n}')")
    assert printed(kernel) == ["n 1"]
    for value, text in ((2, "n 2"), (0, ""), (3, "n 3")):
        kernel.send_update(slider(kernel), {"value": value})
        kernel.wait_for(lambda text=text: printed(kernel) == [text], why=text)  # type: ignore[misc]


def test_a_rerun_that_prints_nothing_sends_no_message_more(kernel: Kernel) -> None:
    kernel.run("%%litapp\nn = st.slider('n', 0, 9)\nst.write(f'n is {n}')")
    for value in (1, 2, 3):
        with kernel.recording() as recording:
            kernel.wait_until_idle(kernel.send_update(slider(kernel), {"value": value}))
            kernel.wait_for(lambda value=value: f"n is {value}" in page(kernel))  # type: ignore[misc]
        assert len(recording.messages) <= 4
    assert not consoles(kernel)


def test_what_is_displayed_stands_where_the_script_is(kernel: Kernel) -> None:
    done = kernel.run(
        "%%litapp\nfrom IPython.display import HTML, Markdown, display\n"
        "st.text('first')\ndisplay(HTML('<b>bold</b><script>alert(1)</script>'))\nst.text('second')\n"
        "with st.sidebar:\n    display(Markdown('*aside*'))\nst.text('third')\n"
        "handle = display(HTML('<i>old</i>'), display_id=True)\nst.text('fourth')\nhandle.update(HTML('<i>new</i>'))"
    )
    shown = page(kernel)
    places = [shown.index(word) for word in ("first", "<b>bold</b>", "second", "third", "<i>new</i>", "fourth")]
    assert places == sorted(places)
    assert "<em>aside</em>" in shown
    assert "old</i>" not in shown
    assert "alert(1)" not in shown
    assert len(done.displays) == 1  # the app itself
    assert not consoles(kernel)


def test_plt_show_stands_where_the_script_is(kernel: Kernel) -> None:
    done = kernel.run(
        "%%litapp\nimport matplotlib.pyplot as plt\nst.text('before')\nplt.plot([1, 2])\nplt.show()\nst.text('after')",
        timeout=90,
    )
    shown = page(kernel)
    assert shown.index("before") < shown.index("<img") < shown.index("after")
    assert len(done.displays) == 1
    assert len(kernel.run("1").displays) == 0


def test_figures_that_a_script_leaves_open_appear_in_no_cell_and_do_not_pile_up(kernel: Kernel) -> None:
    script = "n = st.slider('n', 0, 99)\nfig, ax = plt.subplots()\nax.plot([n, 2])\nst.pyplot(fig)\nst.write(f'n is {n}')"
    done = kernel.run(f"%%litapp\nimport matplotlib.pyplot as plt\n{script}", timeout=90)
    assert len(done.displays) == 1
    kernel.run("import matplotlib.pyplot as plt")
    since = len(kernel.snapshot())
    for value in range(1, 6):
        kernel.send_update(slider(kernel), {"value": value})
        kernel.wait_for(lambda value=value: f"n is {value}" in page(kernel))  # type: ignore[misc]
    assert kernel.run("plt.get_fignums(), plt.isinteractive()").result == "([], True)"
    assert not [message for message in kernel.snapshot(since) if message.kind == "display_data"]
    assert len(kernel.run("plt.plot([1, 2]);").displays) == 1  # the notebook's own figures appear as ever


def test_what_child_processes_print_lands_in_the_console_of_their_app_in_each_run(kernel: Kernel) -> None:
    kernel.run(
        "%%litapp\nimport os, subprocess, sys\nn = st.slider('n', 0, 9)\nprint('script', n)\nos.system(f'echo system {n}')\n"
        "subprocess.run(['echo', f'run {n}'])\nsubprocess.run(f'echo error {n} >&2', shell=True)\n"
        "subprocess.run(['echo', f'given {n}'], stdout=sys.stdout)\n"
        "if os.fork() == 0:\n    print('forked', n)\n    os._exit(0)\nos.wait()\nst.text(f'n is {n}')"
    )
    for value in (0, 1, 2):
        if value:
            kernel.send_update(slider(kernel), {"value": value})
            kernel.wait_for(lambda value=value: f"n is {value}" in page(kernel))  # type: ignore[misc]
        expected = {f"{word} {value}" for word in ("script", "system", "run", "error", "given", "forked")}
        kernel.wait_for(lambda expected=expected: printed(kernel) and set(printed(kernel)[0].splitlines()) == expected)  # type: ignore[misc]
    assert streams(kernel) == ""
    # ipykernel leaves the descriptors alone where pytest starts it, so this goes to the terminal
    assert kernel.run("import os; os.system('echo of the notebook')").result == "0"
    assert "notebook" not in printed(kernel)[0]


def test_a_child_that_outlives_the_run_goes_on_printing_into_its_app(kernel: Kernel, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    kernel.run(f"%%litapp\nimport subprocess\nsubprocess.Popen('cat {gate}', shell=True)\nst.text('there')")
    assert not consoles(kernel)
    gate.write_text("late\n")
    kernel.wait_for(lambda: printed(kernel) == ["late"])
    assert streams(kernel) == ""


def test_threads_print_into_their_app_also_after_the_run(kernel: Kernel) -> None:
    kernel.run("gate = threading.Event()\ndef of_notebook():\n    gate.wait(20)\n    print('of the notebook, in a thread')")
    kernel.run(
        "%%litapp\nimport threading\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "said = threading.Event()\ndef own():\n    print('own')\n    said.set()\n"
        "    gate.wait(20)\n    print('late')\n    {}['missing']\n"
        "threading.Thread(target=own, name='worker').start()\nsaid.wait(20)\n"
        "threading.Thread(target=of_notebook).start()\n"
        "t = threading.Thread(target=print, args=('plain',)); t.start(); t.join()\n"
        "with ThreadPoolExecutor(1) as pool:\n    pool.submit(lambda: print('pool')).result()\n"
        "st.write('done')"
    )
    (text,) = printed(kernel)  # the line ends of two threads may come after both their words
    assert all(word in text for word in ("own", "plain", "pool"))
    kernel.run("gate.set()")
    kernel.wait_for(lambda: "KeyError: 'missing'" in printed(kernel)[0] and "of the notebook" in printed(kernel)[0])
    (text,) = printed(kernel)
    assert "late\n" in text
    assert "Exception in thread worker:" in text
    assert "line 10, in own" in text
    assert streams(kernel) == ""
    kernel.run("for t in threading.enumerate():\n    if t.name == 'litapp output': t.join(5)")
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]


def test_a_thread_of_the_notebook_prints_into_its_cell_while_an_app_runs(kernel: Kernel) -> None:
    kernel.run("gate, go = threading.Event(), threading.Event()")
    kernel.run("%%litapp\nn = st.slider('n', 0, 9)\nif n:\n    go.set(); gate.wait(20)\nprint('app')")
    kernel.send_update(slider(kernel), {"value": 1})
    kernel.run("go.wait(20)")
    kernel.run("t = threading.Thread(target=lambda: print('mine'))")
    done = kernel.run("t.start(); t.join(); print('too'); sys.stdout.flush()")
    assert done.text == "mine\ntoo\n"
    kernel.run("gate.set()")
    kernel.wait_for(lambda: printed(kernel) == ["app"])


def test_references_that_a_script_keeps_do_no_harm(kernel: Kernel) -> None:
    kernel.run(
        "%%litapp\nimport logging, sys\nst.session_state.out = sys.stdout\nsys.stdout = sys.stderr\n"
        "logging.basicConfig(force=True)\nlogging.warning('in the app')"
    )
    assert printed(kernel) == ["WARNING:root:in the app"]
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]
    assert kernel.run("import logging; logging.warning('in a cell'); sys.stderr.flush()").text == "WARNING:root:in a cell\n"
    assert kernel.run("print('here')").text == "here\n"


def test_cells_that_capture_their_output_and_apps_leave_each_other_alone(kernel: Kernel) -> None:
    kernel.run("gate, go = threading.Event(), threading.Event()")
    kernel.run("%%litapp\nn = st.slider('n', 0, 9)\nif n:\n    go.set(); gate.wait(20)\nprint('app', n)")
    kernel.send_update(slider(kernel), {"value": 1})
    wait = "import notebook_lit\nfor app in notebook_lit.apps.values(): app.wait(20)"
    kernel.run(f"%%capture caught\ngo.wait(20); print('caught'); gate.set()\n{wait}")
    assert kernel.run("caught.stdout.splitlines()[0]").result == "'caught'"
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]
    kernel.send_update(slider(kernel), {"value": 2})
    kernel.wait_for(lambda: printed(kernel) == ["app 2"])
    kernel.run("%%capture first\n%%litapp other\nprint('in the other app')")
    assert "in the other app" in printed(kernel)
    assert kernel.run("print('here')").text == "here\n"
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]


def test_a_run_that_outlives_the_redirection_it_began_in_prints_into_its_app(kernel: Kernel) -> None:
    kernel.run("import contextlib, io\nimport notebook_lit as lit\ngate, go, late = (threading.Event() for _ in range(3))")
    kernel.run("%%litapp a --static\nif late.is_set():\n    go.set(); gate.wait(20); print('a too')\nprint('of a')")
    kernel.run("%%litapp b --static\nprint('of b', late.is_set())")
    done = kernel.run(
        "late.set()\nwith contextlib.redirect_stdout(io.StringIO()) as caught:\n"
        "    lit.apps['a'].run(wait=False); go.wait(20); print('in')\n"
        "print('between')\nlit.apps['b'].run()\ngate.set()\nlit.apps['a'].wait(20)\nprint('after')"
    )
    assert done.text == "between\nafter\n"
    assert printed(kernel) == ["a too\nof a", "of b True"]
    assert kernel.run("caught.getvalue()").result == "'in\\n'"
    assert kernel.run("print('here')").text == "here\n"
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]
    kernel.run("late.clear(); gate.clear(); go.clear()")
    done = kernel.run(
        "late.set()\nwith contextlib.redirect_stdout(io.StringIO()) as caught:\n"
        "    lit.apps['a'].run(wait=False); go.wait(20)\n"
        "while type(sys.stdout).__name__ == 'OutStream':\n    go.wait(0.001)\n"
        "gate.set()\nlit.apps['a'].wait(20)\nprint('after')"
    )
    assert done.text == "after\n"
    assert printed(kernel)[0] == "a too\nof a"
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]


def test_apps_that_redirect_stdout_at_once_leave_no_dead_buffer(kernel: Kernel) -> None:
    kernel.run("barriers = [threading.Barrier(2, timeout=20) for _ in range(3)]")
    for name in "ab":
        kernel.run(
            f"%%litapp {name}\nimport contextlib, io\nn = st.slider('{name}', 0, 9)\nif n:\n"
            "    barriers[0].wait()\n"
            + ("    barriers[1].wait()\n" if name == "b" else "")
            + "    with contextlib.redirect_stdout(io.StringIO()):\n"
            + ("        barriers[1].wait()\n" if name == "a" else "        barriers[2].wait()\n")
            + ("    barriers[2].wait()\n" if name == "a" else "")
            + f"    st.write('{name} is over')"
        )
    for widget in kernel.find("IntSliderModel"):
        kernel.send_update(widget.id, {"value": 1})
    kernel.wait_for(lambda: "a is over" in page(kernel) and "b is over" in page(kernel))
    kernel.run("import notebook_lit\nfor app in notebook_lit.apps.values(): app.wait(20)")
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]
    assert kernel.run("print('here')").text == "here\n"


def test_a_million_lines_cost_a_bounded_amount(kernel: Kernel) -> None:
    with kernel.recording() as recording:
        done = kernel.run(
            "%%litapp\nfor i in range(10**6):\n    print(i)",
            timeout=60,
        )
    assert done.error is None
    assert recording.size < 2_000_000
    assert len(recording.messages) < 300
    note, *lines = printed(kernel)[0].split("\n")
    assert "trimmed" in note
    assert lines == [str(number) for number in range(990_000, 1_000_000)]


APP = """%%litapp app{0}
import threading
from IPython.display import display
n = st.slider('of {0}', 0, 10**6)
print(f'line of {0} in run {{n}}\\n', end='')
def work():
    for i in range(3):
        print(f'line of {0} in thread {{n}}\\n', end='')
t = threading.Thread(target=work); t.start()
for i in range(3):
    print(f'line of {0} in run {{n}}\\n', end='')
display({{'shown by {0}': n}})
t.join()
st.write('value of {0} is', n)
"""


#: For how many seconds the test of 20 apps goes on; by default for as long as 600 events take.
SECONDS = float(os.environ.get("NOTEBOOK_LIT_SOAK", "0"))


@pytest.mark.timeout(120 + SECONDS)
def test_twenty_apps_that_run_at_once_never_mix(kernel: Kernel) -> None:
    for number in range(20):
        kernel.run(APP.format(f"A{number}A"))
    sliders = {re.sub(r"<[^>]*>", "", w.state["description"]): w.id for w in kernel.find("IntSliderModel")}
    rng = random.Random(7)
    last: dict[str, int] = {}
    end, value = time.monotonic() + SECONDS, 0
    while value < 600 or time.monotonic() < end:
        value += 1
        name = f"A{rng.randrange(20)}A"
        kernel.send_update(sliders[f"of {name}"], {"value": value})
        last[name] = value
        if rng.random() < 0.05:
            assert kernel.run(f"print('cell {value}')").text == f"cell {value}\n"
    for name, value in last.items():
        kernel.wait_for(lambda text=f"value of {name} is <code>{value}</code>": text in page(kernel))  # type: ignore[misc]
    kernel.run("import notebook_lit\nfor app in notebook_lit.apps.values(): app.wait(20)")
    wrong = []
    for message in kernel.snapshot():
        if message.kind == "stream":
            wrong += re.findall(r"line of .*|shown by .*", message.content["text"])
        elif message.kind == "display_data" and not message.content["data"]["text/plain"].startswith("App("):
            wrong.append(str(message.content["data"]))
        elif message.method == "update" and "lit-log" in str(message.data["state"].get("value")):
            names = set(re.findall(r"A\d+A", message.data["state"]["value"]))
            wrong += [str(names)] if len(names) > 1 or "cell" in message.data["state"]["value"] else []
    print(f"{value} events, {len(kernel.snapshot())} messages, {len(wrong)} in a wrong place")
    assert wrong == []
    texts = {re.findall(r"A\d+A", text)[0]: text for text in printed(kernel)}
    for name, value in last.items():
        lines = texts[name].split("\n")
        assert lines.count(f"line of {name} in run {value}") == 4
        assert lines.count(f"line of {name} in thread {value}") == 3
    assert kernel.run(GLOBALS).result.replace("\n", "") == UNTOUCHED  # type: ignore[union-attr]
