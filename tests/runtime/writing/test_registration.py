"""Registering widgets: one way for all, and nothing new where nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.runtime.writing.run import Run


def test_equal_calls_with_other_keys_make_no_element_on_an_unchanged_run(page: Run, rerun: Callable[[Run], Run]) -> None:
    def draw(run: Run) -> list[object]:
        for number in range(20):
            st.checkbox("done", key=f"k{number}")
        return list(run.page.main.children)

    first = draw(page)
    again = draw(rerun(page))
    assert len(again) == 20
    assert all(mine is before for mine, before in zip(again, first, strict=True))


def test_a_widget_that_changed_is_a_new_element_and_its_like_are_not(page: Run, rerun: Callable[[Run], Run]) -> None:
    st.checkbox("one", key="a")
    st.checkbox("one", key="b")
    one, two = page.page.main.children
    assert page.state.take(one.id or "", True) == (False, True)
    run = rerun(page)
    assert st.checkbox("one", key="a") is True
    st.checkbox("one", key="b")
    assert run.page.main.children[0] is not one
    assert run.page.main.children[1] is two


def test_a_widget_whose_parameters_changed_is_a_new_element(page: Run, rerun: Callable[[Run], Run]) -> None:
    st.checkbox("one", key="a")
    before = page.page.main.children[0]
    run = rerun(page)
    st.checkbox("another", key="a")
    assert run.page.main.children[0].props["label"] == "another"
    assert run.page.main.children[0] is not before


@pytest.mark.parametrize(
    "call", ["st.checkbox('x')", "st.expander('x', on_change='rerun')", "st.dataframe([1], on_select='rerun')"]
)
def test_inputs_blocks_and_tables_are_refused_twice_in_the_same_way(page: Run, call: str) -> None:
    eval(call, {"st": st})  # noqa: S307  # the calls above
    with pytest.raises(errors.StreamlitDuplicateElementId):
        eval(call, {"st": st})  # noqa: S307  # as above


@pytest.mark.parametrize("disabled", ["yes", 1, [0]])
def test_whatever_is_true_disables(disabled: Any, page: Run) -> None:
    st.checkbox("a", disabled=disabled)
    (element,) = page.page.main.children
    assert element.props["disabled"] is True
