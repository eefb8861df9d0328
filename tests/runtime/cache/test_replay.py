"""What cached functions draw, in our test harness and in Streamlit's; and cached functions of an app across its runs."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.runtime.cache import decorators
from notebook_lit.testing import AppTest as OurTest
from tests.oracle import AppTest as TheirTest
from tests.runtime.conftest import Trial

HEAD = "import streamlit as st\nst.session_state.setdefault('log', [])\nlog = st.session_state['log']\n"


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    decorators._registry.clear("data")
    decorators._registry.clear("resource")
    if streamlit := sys.modules.get("streamlit"):
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()
    yield
    decorators._registry.clear("data")
    decorators._registry.clear("resource")


def drawn(harness: Any, script: str, runs: int = 3) -> list[Any]:
    """Give what each run showed: main part, sidebar, the class of an error or warning, and what the script logged."""
    logging.disable(logging.CRITICAL)
    try:
        test = harness.from_string(HEAD + script, default_timeout=20)
        shown = []
        for _ in range(runs):
            test.run()
            places = [[(node.type, node.value) for node in part if node.type in KINDS] for part in (test.main, test.sidebar)]
            errors = [getattr(error, "proto", error).type.rpartition(".")[2] for error in test.exception]
            shown.append((*places, errors, list(test.session_state["log"])))
    finally:
        logging.disable(logging.NOTSET)
    return shown


KINDS = {"text", "markdown"}

SCRIPTS = {
    "elements are drawn again": """
@st.cache_data
def f(a):
    log.append(a)
    st.text(f"a {a}")
    st.markdown("more")
f(1)
st.text("between")
f(1)
f(2)
""",
    "at the place of the call": """
@st.cache_data(show_spinner=False)
def f():
    log.append(1)
    st.text("here")
    st.sidebar.text("there")
left, right = st.columns(2)
with right:
    f()
with left:
    st.text("first")
    f()
f()
""",
    "containers, placeholders and columns": """
@st.cache_data
def f():
    log.append(1)
    with st.container():
        st.text("in")
        one, two = st.columns(2)
        two.text("two")
        one.text("one")
    place = st.empty()
    place.text("gone")
    place.text("stays")
    with st.expander("more"):
        st.text("inside")
    box = st.container()
    st.text("below")
    box.text("above")
f()
st.text("end")
""",
    "of nested functions": """
@st.cache_data
def inner(n):
    log.append(n)
    st.text(f"inner {n}")
@st.cache_resource
def outer():
    log.append("outer")
    st.text("before")
    with st.container():
        inner(1)
    inner(1)
inner(1)
outer()
outer()
""",
    "a container from outside": """
box = st.container()
@st.cache_data(show_spinner=False)
def f():
    log.append(1)
    box.text("out")
f()
st.text("after")
""",
    "in a placeholder": """
@st.cache_data
def f(n):
    log.append(n)
    st.text(f"one {n}")
with st.empty():
    f(1)
place = st.empty()
with place:
    st.text("before")
    f(2)
""",
    "exceptions are shown": """
@st.cache_data
def f():
    log.append(1)
    st.text("so far")
    raise ValueError("no")
f()
""",
    "a resource of the app": """
@st.cache_resource
def f():
    log.append(1)
    return {"n": 0}
f()["n"] += 1
st.text(f()["n"])
""",
    "values of the app's own classes": """
from dataclasses import dataclass
import enum
class Colour(enum.Enum):
    RED = 1
@dataclass
class Point:
    x: int
    colour: Colour
    class Inner: pass
@st.cache_data
def f(point):
    log.append(1)
    return [point, Colour.RED, Point, len]
found = f(Point(1, Colour.RED))
st.text(f"{found[0] == Point(1, Colour.RED)} {found[1] is Colour.RED} {found[2] is Point}")
""",
    "per session": """
@st.cache_data(scope="session")
def f():
    log.append(1)
    return 1
st.text(f())
""",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_run_shows_what_streamlit_shows(name: str) -> None:
    expected = drawn(TheirTest, SCRIPTS[name])
    assert drawn(OurTest, SCRIPTS[name]) == expected
    assert any(main or side for main, side, *_ in expected), "the script drew nothing"


def test_the_example_of_the_documentation_computes_again_only_when_its_body_is_edited(trial: Callable[[str], Trial]) -> None:
    text = "@st.cache_data\ndef fetch():\n    log.append('computed')\n    return 42\nst.write(fetch())\n"
    app = trial(text)
    app.engine.request()
    app.engine.run_due()
    assert app.log == ["computed"]
    app.edit("# a remark\n" + text)
    assert app.log == ["computed"]
    app.edit(text.replace("42", "43"))
    assert app.log == ["computed"] * 2
    assert app.bodies[-1] == "`43`"


def test_an_edited_class_makes_older_results_useless(trial: Callable[[str], Trial]) -> None:
    text = (
        "class Point:\n    def __init__(self):\n        self.x = 1\n    def show(self):\n        return 'old'\n"
        "@st.cache_data\ndef f():\n    log.append('computed')\n    return Point()\n"
        "st.text(f().show() + str(type(f()) is Point))\n"
    )
    app = trial(text)
    app.edit(text)
    assert app.log == ["computed"]
    app.edit(text.replace("self.x = 1", "self.x = 2"))
    assert app.log == ["computed"] * 2
    assert app.bodies[-1] == "oldTrue"


def test_a_hit_draws_the_very_elements_of_the_computation(trial: Callable[[str], Trial]) -> None:
    app = trial("@st.cache_data(show_spinner=False)\ndef f():\n    st.text('a')\n    st.container().text('b')\nf()\n")
    before = list(app.engine.page.walk())
    app.engine.request()
    app.engine.run_due()
    after = list(app.engine.page.walk())
    assert [element.props.get("body") for element in after] == ["a", None, "b"]
    assert after[0] is before[0]
    assert after[1] is not before[1], "blocks belong to one run"
    assert after[2] is before[2]


def test_only_the_outermost_function_says_that_it_is_computed(trial: Callable[[str], Trial]) -> None:
    text = """
@st.cache_data
def inner():
    log.append([e.props['body'] for e in trial.engine.run.page.walk() if e.kind == 'spinner'])
@st.cache_data(show_spinner="Wait a moment", show_time=True)
def outer(n):
    inner()
inner.clear()
outer(1)
inner.clear()
inner()
"""
    app = trial(text)
    assert app.log == [["Wait a moment"], ["Running `inner()`."]]
    assert not list(app.engine.page.walk()), "it takes no place: what follows stands where it stands at a hit"


def test_what_is_drawn_beside_by_a_task_is_not_taken_for_the_functions(trial: Callable[[str], Trial]) -> None:
    text = """
import asyncio
@st.cache_data(show_spinner=False)
async def f(n):
    st.text(f"{n} begins")
    await asyncio.sleep(0)
    st.text(f"{n} ends")
await asyncio.gather(f(1), f(2))
"""
    app = trial(text)
    assert sorted(app.bodies) == ["1 begins", "1 ends", "2 begins", "2 ends"]
    app.engine.request()
    app.engine.run_due()
    assert app.bodies == ["1 begins", "1 ends", "2 begins", "2 ends"]


def test_drawing_in_a_function_that_is_refreshed_in_the_background_is_warned_of(trial: Callable[[str], Trial]) -> None:
    app = trial("@st.cache_data(ttl=60, refresh_mode='background', show_spinner=False)\ndef f():\n    st.text('a')\nf()\nf()\n")
    kinds = [(element.kind, element.props.get("type")) for element in app.engine.page.walk()]
    assert kinds == [("text", None), ("exception", "CachedStFunctionInBackgroundModeWarning")]


def test_a_widget_works_while_the_function_is_computed_and_leaves_a_warning(trial: Callable[[str], Trial]) -> None:
    text = "@st.cache_data(show_spinner=False)\ndef f():\n    st.text('a')\n    return st.slider('n', 0, 9, 4)\n"
    text += "log.append(f())\n"
    app = trial(text)
    kinds = [(element.kind, element.props.get("type")) for element in app.engine.page.walk()]
    assert kinds == [("text", None), ("exception", "CachedWidgetWarning"), ("slider", None)]
    app.edit(text)
    assert [(element.kind, element.props.get("type")) for element in app.engine.page.walk()] == kinds[:2]
    assert app.log == [4, 4]


def test_a_keyed_container_is_claimed_again(trial: Callable[[str], Trial]) -> None:
    text = "@st.cache_data(show_spinner=False)\ndef f():\n    with st.container(key='box'):\n        st.text('a')\nf()\n"
    app = trial(text)
    app.edit(text)
    assert [element.key for element in app.engine.page.walk()] == ["box", None]
    app.edit(text + "f()\n")
    errors = [element.props["type"] for element in app.engine.page.walk() if element.kind == "exception"]
    assert errors == ["notebook_lit.errors.StreamlitDuplicateElementKey"]


def test_results_that_were_computed_outside_an_app_are_good_inside_and_draw_nothing(trial: Callable[[str], Trial]) -> None:
    log: list[int] = []

    @st.cache_data
    def f() -> int:
        log.append(1)
        return 5

    f()

    class WithFunction(Trial):
        def __init__(self, text: str) -> None:
            self.function = f
            super().__init__(text)

    app = WithFunction("st.text(trial.function())")
    assert app.bodies == ["5"]
    assert log == [1]


def test_calling_a_cached_function_is_a_yield_point(trial: Callable[[str], Trial]) -> None:
    app = trial(
        "n = st.slider('n', 0, 9)\n@st.cache_data\ndef f():\n    return 1\nf()\nlog.append(n)\n"
        "if n == 1:\n    trial.poke('n', 5)\nf()\nlog.append('end')\n"
    )
    app.send(("n", 1))
    assert app.log == [0, "end", 1, 5, "end"]
