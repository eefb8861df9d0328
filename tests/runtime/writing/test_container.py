"""Where the script writes: the innermost ``with``, a place that is written again, and who may write where."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.runtime.model.element import Block
from notebook_lit.runtime.writing.container import DEEPEST
from tests.runtime.conftest import Trial

Start = Callable[[str], Trial]


def tree(block: Block) -> list[Any]:
    """Read a block: texts, and lists for blocks."""
    return [
        tree(element) if isinstance(element, Block) else element.props.get("body", element.kind) for element in block.shown()
    ]


def page(app: Trial) -> tuple[list[Any], list[Any]]:
    assert app.reports[-1].outcome == "done", tree(app.engine.page.main)
    return tree(app.engine.page.main), tree(app.engine.page.sidebar)


def test_st_writes_into_the_innermost_with_and_back_outside_after_it(trial: Start) -> None:
    app = trial(
        "with st.container():\n    st.text('a')\n    with st.container():\n        st.text('b')\n    st.text('c')\nst.text('d')"
    )
    assert page(app) == ([["a", ["b"], "c"], "d"], [])


def test_the_with_of_an_exception_is_left_too(trial: Start) -> None:
    app = trial("try:\n    with st.container():\n        1 / 0\nexcept ZeroDivisionError:\n    st.text('outside')")
    assert page(app) == ([[], "outside"], [])


def test_a_container_can_be_written_to_from_anywhere(trial: Start) -> None:
    app = trial(
        "box = st.container()\nst.text('below')\nbox.text('above')\nst.sidebar.text('aside')\n"
        "with st.sidebar:\n    box.text('too')"
    )
    assert page(app) == ([["above", "too"], "below"], ["aside"])


def test_a_placeholder_shows_what_was_written_last(trial: Start) -> None:
    app = trial("place = st.empty()\nst.text('after')\nplace.text('one')\nplace.text('two')")
    assert page(app)[0][-1] == "after"
    assert "two" in str(page(app)[0])
    assert "one" not in str(page(app)[0])


def test_the_place_of_an_element_is_overwritten_by_what_is_written_to_it(trial: Start) -> None:
    app = trial("place = st.text('one')\nst.text('after')\nplace.text('two')")
    assert page(app) == (["two", "after"], [])


def test_a_task_has_its_own_with(trial: Start) -> None:
    app = trial(
        "import asyncio\n"
        "async def fill(name, box, mine, other):\n"
        "    with box:\n        mine.set()\n        await other.wait()\n        st.text(name)\n"
        "one, two, a, b = asyncio.Event(), asyncio.Event(), st.container(), st.container()\n"
        "await asyncio.gather(fill('a', a, one, two), fill('b', b, two, one))"
    )
    assert page(app) == ([["a"], ["b"]], [])


def test_a_container_of_a_run_that_is_over_takes_nothing_any_more(trial: Start) -> None:
    app = trial("log.append(st.container())\nst.checkbox('again')")
    app.send(("again", True))
    before = page(app)
    with suppress(errors.Error):
        app.log[0].text("late")
    assert page(app) == before


def test_where_no_app_runs_a_root_says_so() -> None:
    with pytest.raises(errors.NoSessionContext):
        st.sidebar.text("x")


def test_containers_inside_each_other_without_end_are_an_error(trial: Start) -> None:
    app = trial("def nest():\n    with st.container():\n        nest()\nnest()")
    assert app.reports[-1].outcome == "error"
    last = app.engine.page.main.children[-1]
    assert f"at most {DEEPEST} can stand inside each other" in str(last.props)
    assert max(block.depth for block in app.engine.page.walk() if isinstance(block, Block)) == DEEPEST
