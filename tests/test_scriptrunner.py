"""Threads that a script takes into its run, by Streamlit's names for that."""

from __future__ import annotations

import threading

import pytest

from notebook_lit.scriptrunner import add_script_run_ctx, get_script_run_ctx
from notebook_lit.testing import AppTest

SCRIPT = """
import streamlit as st, threading
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
st.session_state.x = "of the session"
{make}
thread.start()
thread.join()
"""
WORK = "def work(): st.text(st.session_state.x)"


@pytest.mark.parametrize(
    "make",
    [
        f"{WORK}\nthread = add_script_run_ctx(threading.Thread(target=work))",
        f"{WORK}\nthread = threading.Thread(target=work)\nadd_script_run_ctx(thread, get_script_run_ctx())",
        (
            "ctx = get_script_run_ctx()\ndef work():\n    add_script_run_ctx(ctx=ctx)\n    st.text(st.session_state.x)\n"
            "thread = threading.Thread(target=work)"
        ),
    ],
    ids=["made", "given", "from within"],
)
def test_a_thread_that_is_taken_into_the_run_writes_to_its_page(make: str) -> None:
    at = AppTest.from_string(SCRIPT.format(make=make)).run()
    assert not at.exception
    assert [text.value for text in at.text] == ["of the session"]


def test_the_session_is_the_same_in_each_run_and_none_outside() -> None:
    script = "from streamlit.runtime.scriptrunner import get_script_run_ctx\nst.text(get_script_run_ctx().session_id)"
    at = AppTest.from_string(script).run()
    first = at.text[0].value
    assert at.run().text[0].value == first
    assert get_script_run_ctx() is None


def test_a_thread_that_runs_already_is_refused_with_the_repair() -> None:
    at = AppTest.from_string("""
        import threading
        from streamlit.runtime.scriptrunner import add_script_run_ctx
        go = threading.Event()
        thread = threading.Thread(target=go.wait)
        thread.start()
        try:
            add_script_run_ctx(thread)
        finally:
            go.set()
            thread.join()
    """).run()
    assert "before `thread.start()`" in at.exception[0].message


def test_outside_runs_nothing_is_done_to_a_thread() -> None:
    thread = threading.Thread(target=print)
    assert add_script_run_ctx(thread) is thread
    assert "run" not in vars(thread)
