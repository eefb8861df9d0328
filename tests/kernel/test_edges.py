"""Scripts at the edges, in a real kernel: prompts, exits, ``__main__``, tasks, broken texts, wrong arguments."""

from __future__ import annotations

import pytest

from tests.kernel.driving.kernel import Kernel
from tests.kernel.test_app import html, only, wait_for_html


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit")
    return kernel


def app(kernel: Kernel, body: str, line: str = "%%litapp") -> str:
    """Run a cell as an app and give the HTML that it shows."""
    kernel.run(f"{line}\n{body}")
    return html(kernel)


ASKING = [
    "input('name? ')",
    "import getpass; getpass.getpass()",
    "import pdb; pdb.set_trace(); x = 1",
    "help()",
    "breakpoint()",
    "import sys; sys.stdin.readline()",
    "import code; code.interact()",
]


@pytest.mark.parametrize("asking", ASKING)
def test_who_asks_at_a_prompt_is_told_so_at_once_and_the_next_click_works(kernel: Kernel, asking: str) -> None:
    """In the first run, which a cell waits for, as well as in a later one, where no cell runs."""
    script = f"st.text('kept')\nif not st.checkbox('off', value={{}}):\n    {asking}\n    st.text(2 * 'pass')"
    for name, first in (("now", False), ("later", True)):
        kernel.run(f"%%litapp {name}\n{script.format(first)}")
        box = kernel.find("CheckboxModel")[-1].id
        if first:
            kernel.send_update(box, {"value": False})
        wait_for_html(kernel, "An app has no prompt")
        assert "kept" in html(kernel)
        assert "passpass" not in html(kernel)
        kernel.send_update(box, {"value": True})
        kernel.wait_for(lambda: "An app has no prompt" not in html(kernel), why="the error to go")
        kernel.run(f"import notebook_lit; notebook_lit.apps['{name}'].close()")


def test_a_plain_cell_can_still_ask(kernel: Kernel) -> None:
    app(kernel, "st.text('page')")
    request = kernel.begin("answer = input('name? ')\nprint(answer)")
    assert kernel.client.get_stdin_msg(timeout=kernel.timeout)["content"]["prompt"] == "name? "
    kernel.client.input("Ada")
    assert kernel.finish(request).text == "Ada\n"
    assert kernel.run("import sys; type(sys.stdin).__module__.startswith('notebook_lit')").result == "False"
    kernel.run("%unload_ext notebook_lit")
    assert kernel.run("'raw_input' in vars(get_ipython().kernel)").result == "False"


@pytest.mark.parametrize("leaving", ["exit()", "quit()", "raise SystemExit"])
def test_exit_ends_the_run_and_not_the_kernel(kernel: Kernel, leaving: str) -> None:
    page = app(kernel, f"st.text('kept')\n{leaving}\nst.text('passed')")
    assert "kept" in page
    assert "passed" not in page
    assert "lit-alert-error lit-exception" not in page
    assert kernel.run("6 * 7").result == "42"


PICKLING = """
from __future__ import annotations
import inspect, pickle, typing
class Point:
    def __init__(self): self.x = 3
    other: Later
class Later: pass
def double(x): return 2 * x
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(1) as pool:
    st.text(f"{pool.submit(lambda: len(pickle.dumps(Point())) > 9).result()} in a thread")
st.text(f"x is {pickle.loads(pickle.dumps(Point())).x}")
st.text(f"double is {pickle.loads(pickle.dumps(double))(4)}")
st.text(f"hint is {typing.get_type_hints(Point)['other'].__name__}")
st.text(f"source is {inspect.getsource(Point).splitlines()[0]}")
""".lstrip("\n")


def test_a_class_of_the_cell_is_found_by_those_who_look_in_main(kernel: Kernel) -> None:
    kernel.run("class Point: pass\nbefore = type(__import__('__main__'))")
    page = app(kernel, PICKLING)
    for words in ("x is 3", "double is 8", "hint is Later", "source is class Point:", "True in a thread"):
        assert words in page
    assert kernel.run("type(__import__('__main__')) is before").result == "True"
    assert kernel.run("import pickle; type(pickle.loads(pickle.dumps(Point()))) is Point").result == "True"


def test_a_task_that_is_started_at_the_top_level_runs(kernel: Kernel) -> None:
    page = app(
        kernel,
        "import asyncio\nasync def work():\n    await asyncio.sleep(0)\n    return 7\n"
        "task = asyncio.create_task(work())\nst.text(f'task gave {await task}')\n"
        "st.text(f'run gave {asyncio.run(work())}')\nleft = asyncio.create_task(asyncio.sleep(100))\nst.text('end')",
    )
    for words in ("task gave 7", "run gave 7", "end"):
        assert words in page


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("if True:\n    x = 1\n  y = 2", "line 4", "y = 2"),
        ("x = 1\nif x:\n    return 5", "line 4", "return 5\n    ^^^^^^^^"),
        ("x = 1\n\nbreak", "line 4", "break\n    ^^^^^"),
        ("if True:\n\tx = 1\n        y = 2", "line 4", "y = 2"),
        ("%pwd\nx = = 2", "line 3", "x = = 2"),
        ("x = " + "-" * 30000 + "1", "SyntaxError", "too deeply"),
    ],
)
def test_a_text_that_is_no_python_is_refused_with_the_authors_line(kernel: Kernel, body: str, line: str, said: str) -> None:
    done = kernel.execute(f"%%litapp broken\n{body}")
    assert (done.error or "").startswith("InvalidScript")
    shown = "\n".join(done.reply["traceback"])
    assert "<litapp broken 1>" in shown
    assert line in shown
    assert said in shown
    assert "notebook_lit/" not in shown
    assert "site-packages" not in shown


def test_a_syntax_warning_is_said_once(kernel: Kernel) -> None:
    assert kernel.run("%%litapp\nif 1 is 1:\n    st.text('page')").text.count("SyntaxWarning") == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%%litapp my app\nst.text('page')", "Usage: %%litapp"),
        ("%%litapp --foo\nst.text('page')", "unrecognized arguments: --foo. Usage: %%litapp"),
        ("%%litapp ''\nst.text('page')", "the name is empty"),
        ("%%litapp\n%%time\nst.text('page')", "Put `%%time` above `%%litapp`"),
        ("%litapp --foo", "Usage: %litapp"),
        ("%litapp nosuch.py", "there is no file"),
        ("%litapp .", "is a folder"),
    ],
)
def test_wrong_arguments_are_answered_with_the_right_ones(kernel: Kernel, cell: str, said: str) -> None:
    done = kernel.execute(cell)
    assert (done.error or "").startswith("UsageError")
    assert said in done.text


def test_time_above_an_app_measures_its_first_run(kernel: Kernel) -> None:
    assert "Wall time" in kernel.run("%%time\n%%litapp\nst.text('page')").text
    assert "page" in html(kernel)


def test_quotes_hold_a_name_or_a_file_together(kernel: Kernel) -> None:
    kernel.run("%%litapp \"my app\"\nst.text('page')")
    (kernel.folder / "my script.py").write_text("import streamlit as st\nst.text('of the file')")
    kernel.run('%litapp "my script.py"')
    assert "of the file" in html(kernel)
    assert kernel.run("import notebook_lit; list(notebook_lit.apps)").result == "['my app', 'my script']"


def test_what_is_not_there_yet_is_named(kernel: Kernel) -> None:
    page = app(kernel, "try:\n    st.not_a_thing\nexcept AttributeError as error:\n    st.text(error)\nst.experimental_memo")
    assert "There is no st.not_a_thing" in page
    assert "it is st.cache_data now" in page


def test_a_checkbox_is_there_after_a_thread_a_repr_and_a_callback_have_failed(kernel: Kernel) -> None:
    app(
        kernel,
        "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start(); t.join()\n"
        "class Broken:\n    def __repr__(self): raise ValueError('my repr')\n"
        "if st.checkbox('fine'):\n    st.text('all is well')\nelse:\n    st.write(Broken())",
    )
    wait_for_html(kernel, "my repr")
    kernel.send_update(only(kernel, "CheckboxModel").id, {"value": True})
    wait_for_html(kernel, "all is well")
