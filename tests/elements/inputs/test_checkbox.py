"""Checkbox and toggle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from notebook_lit import errors, st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.writing.run import Run

BOTH = pytest.mark.parametrize("kind", ["checkbox", "toggle"])


@BOTH
def test_it_gives_its_default_and_then_what_the_reader_set(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    show = getattr(st, kind)
    assert show("sure?") is False
    (element,) = page.page.main.children
    assert (element.kind, element.value, element.props["label"]) == (kind, False, "sure?")
    assert page.state.take(element.id or "", True)
    run = rerun(page)
    assert show("sure?") is True
    assert run.page.main.children[0].value is True


@BOTH
@pytest.mark.parametrize(("value", "given"), [("x", True), ([], False), (None, False), (2, True)])
def test_a_default_is_taken_for_its_truth(kind: str, value: Any, given: bool, page: Run) -> None:
    assert getattr(st, kind)("a", value) is given


@pytest.mark.parametrize("wire", [1, 0, "true", None, 1.0, [True]])
def test_a_front_end_can_send_true_and_false_only(wire: Any, page: Run) -> None:
    st.checkbox("a")
    with pytest.raises(ValueRefused):
        page.state.take(page.page.main.children[0].id or "", wire)


@pytest.mark.parametrize(("assigned", "given"), [(True, True), (1, True), (0, False), (np.bool_(True), True)])
def test_an_assigned_bool_is_the_value(assigned: Any, given: bool, page: Run) -> None:
    st.session_state.a = assigned
    assert st.checkbox("a", key="a") is given


@pytest.mark.parametrize("assigned", ["yes", None, 2.5, []])
def test_an_assigned_value_of_another_type_is_an_error(assigned: Any, page: Run) -> None:
    st.session_state.a = assigned
    with pytest.raises(TypeError, match="True or False"):
        st.checkbox("a", key="a")


def test_a_checkbox_and_a_toggle_with_the_same_label_are_two_widgets(page: Run) -> None:
    st.checkbox("a")
    st.toggle("a")
    assert len({element.id for element in page.page.main.children}) == 2


@pytest.mark.parametrize("more", [{"wrap": True}, {"disabled": True}, {"label_visibility": "hidden"}])
def test_what_is_only_look_makes_no_other_widget(more: dict[str, Any], page: Run) -> None:
    st.checkbox("a")
    with pytest.raises(errors.StreamlitDuplicateElementId):
        st.checkbox("a", **more)


@pytest.mark.parametrize("more", [{"value": True}, {"help": "h"}, {"width": 100}])
def test_another_parameter_makes_another_widget(more: dict[str, Any], page: Run) -> None:
    st.checkbox("a")
    st.checkbox("a", **more)
    assert len(page.page.main.children) == 2


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"width": "wide"}, errors.StreamlitInvalidWidthError),
        ({"label_visibility": "no"}, errors.StreamlitValueError),
        ({"on_change": 5}, errors.StreamlitValueError),
        ({"bind": "cookie"}, errors.StreamlitValueError),
        ({"persist_state": "session"}, errors.StreamlitMissingRequiredParameterError),
    ],
)
def test_a_wrong_argument_is_named(more: dict[str, Any], error: type[Exception], page: Run) -> None:
    with pytest.raises(error):
        st.checkbox("a", **more)


@BOTH
def test_it_is_drawn_as_a_checkbox_that_says_what_it_is(kind: str, page: Run, live: Callable[[Native], Any]) -> None:
    getattr(st, kind)("**sure** <img src=x>", True, wrap=False, disabled=True)
    element = page.page.main.children[0]
    native = native_of(element)
    assert f"lit-{kind}" in native.classes
    assert "lit-nowrap" in native.classes
    widget = live(native)
    assert (widget.value, widget.disabled, widget.indent) == (True, True, False)
    assert "<strong>sure</strong>" in widget.description
    assert "<img" not in widget.description
    assert native.read(False, element.value) is False
