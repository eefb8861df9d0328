"""Containers of an earlier run write where they stand in the page of this run, as in Streamlit."""

from __future__ import annotations

import threading

import pytest

from notebook_lit.testing import AppTest

CALLBACK = """
def changed():
    {write}
box = st.container()
box.text("body")
column = st.columns(2)[1]
place = st.empty()
st.checkbox("Go", on_change=changed)
st.text("after")
"""


def texts(block: AppTest) -> list[str]:
    return [text.value for text in block.text]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        ("box.text('cb')", ["body", "cb", "after"]),
        ("box.text('cb')\n    box.text('cb2')", ["body", "cb", "cb2", "after"]),
        ("with box:\n        st.text('cb')\n        st.text('cb2')", ["body", "cb", "cb2", "after"]),
        ("with box.container(): st.text('cb')", ["body", "cb", "after"]),
        ("with box, st.expander('x'): st.text('cb')", ["body", "cb", "after"]),
        ("column.text('cb')", ["body", "cb", "after"]),
        ("place.text('cb')", ["body", "after"]),
    ],
)
def test_what_a_callback_writes_into_a_container_stays_unless_the_body_overwrites_it(write: str, expected: list[str]) -> None:
    at = AppTest.from_string(CALLBACK.format(write=write)).run()
    for tick in (True, False):
        at.checkbox[0].set_value(tick).run()
        assert not at.exception
        assert texts(at) == expected


def test_widgets_in_a_container_that_is_kept_are_no_duplicates() -> None:
    at = AppTest.from_string("""
        @st.cache_resource
        def make():
            return st.container()
        box = make()
        box.text("one")
        with box:
            st.text_input("Name")
        box.button("Press", key="press")
        st.text("after")
    """).run()
    for name in ("Ada", "Grace"):
        at.text_input[0].set_value(name).run()
        assert not at.exception
        assert at.text_input[0].value == name
        assert texts(at) == ["one", "after"]
        assert len(at.button) == 1


def test_a_place_in_the_session_state_is_written_to_where_it_stood() -> None:
    at = AppTest.from_string("""
        st.text("head")
        if "place" not in st.session_state:
            st.session_state.place = st.empty()
        st.session_state.place.text("here")
        if "side" not in st.session_state:
            st.session_state.side = st.sidebar.container()
        st.session_state.side.text("side")
    """).run()
    at.run()
    assert texts(at.main) == ["head", "here"]
    assert texts(at.sidebar) == ["side"]


def test_where_something_else_stands_now_it_is_said() -> None:
    at = AppTest.from_string("""
        if "box" not in st.session_state:
            st.session_state.box = st.container()
        else:
            st.text("another thing")
            st.session_state.box.text("where to?")
    """).run()
    at.run()
    assert "Make the container anew" in at.exception[0].message
    assert "st.text" in at.exception[0].message


def test_a_thread_of_an_earlier_run_disturbs_no_later_one() -> None:
    at = AppTest.from_string("""
        import contextvars, threading
        if "go" not in st.session_state:
            st.session_state.go = threading.Event()
            st.session_state.wait = box = st.container()
            def later():
                st.session_state.go.wait(5)
                box.text("late")
            context = contextvars.copy_context()
            st.session_state.thread = threading.Thread(target=context.run, args=(later,))
            st.session_state.thread.start()
        st.text("page")
    """).run()
    at.run()
    thread: threading.Thread = at.session_state["thread"]
    at.session_state["go"].set()
    thread.join(5)
    assert not thread.is_alive()
    assert texts(at) == ["page"]
