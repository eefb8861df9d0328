"""Selectbox, as far as it is no radio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.run import Run


def last(page: Run) -> Element:
    return page.page.main.children[-1]


def draw(page: Run, *arguments: Any, **more: Any) -> Native:
    st.selectbox("n", *arguments, **more)
    return native_of(last(page))


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"filter_mode": "x"}, errors.StreamlitValueError),
        ({"filter_mode": None, "accept_new_options": True}, errors.StreamlitIncompatibleParametersError),
        ({"width": "content"}, errors.StreamlitInvalidWidthError),
        ({"width": 0}, errors.StreamlitInvalidWidthError),
        ({"placeholder": 5}, TypeError),
        ({"icon": "x"}, errors.StreamlitAPIException),
        ({"label_visibility": "x"}, errors.StreamlitValueError),
        ({"on_change": "x"}, errors.StreamlitValueError),
    ],
)
def test_a_wrong_argument_is_named(more: dict[str, Any], error: type[Exception], page: Run) -> None:
    with pytest.raises(error):
        st.selectbox("n", ["a"], **more)


@pytest.mark.parametrize(
    "more",
    [{"index": None}, {"required": True}, {"placeholder": "p"}, {"icon": "🎲"}, {"filter_mode": None}, {"width": 300}],
)
def test_another_parameter_makes_another_widget(more: dict[str, Any], page: Run) -> None:
    st.selectbox("n", [1])
    st.selectbox("n", [1], **more)
    assert len({element.id for element in page.page.main.children}) == 2


def test_only_new_options_make_another_widget_of_the_same_key(page: Run, rerun: Callable[[Run], Run]) -> None:
    ids = []
    for more in ({}, {"required": True, "icon": "🎲", "placeholder": "p"}, {"accept_new_options": True}):
        st.selectbox("n", [1], key="k", **more)
        ids.append(last(page).id)
        page = rerun(page)
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("options", "new", "words"),
    [
        (["a"], False, "Choose an option"),
        (["a"], True, "Choose or add an option"),
        ([], True, "Add an option"),
        ([], False, "No options to select"),
    ],
)
def test_the_placeholder_says_what_can_be_done(options: list[str], new: bool, words: str, page: Run) -> None:
    st.selectbox("n", options, None, accept_new_options=new)
    assert last(page).props["placeholder"] == words


def test_a_required_choice_cannot_be_taken_back(page: Run) -> None:
    assert st.selectbox("n", [1, 2], None, required=True) is None
    id = last(page).id or ""
    page.state.take(id, "2")
    with pytest.raises(ValueRefused):
        page.state.take(id, None)


@pytest.mark.parametrize(
    ("typed", "value"), [("new", "new"), ("apple", "Apple"), ("Apple", "Apple"), ("7", 7), (None, "Apple")]
)
def test_a_new_option_is_a_string_and_an_old_one_is_found_whatever_its_case(
    typed: Any, value: Any, page: Run, rerun: Callable[[Run], Run]
) -> None:
    st.selectbox("n", ["Apple", 7], accept_new_options=True)
    page.state.take(last(page).id or "", typed)
    run = rerun(page)
    assert st.selectbox("n", ["Apple", 7], accept_new_options=True) == value
    assert last(run).value == str(value)


@pytest.mark.parametrize("typed", ["", "  ", 5, ["a"]])
def test_a_new_option_is_text_and_not_blank(typed: Any, page: Run) -> None:
    st.selectbox("n", ["a"], accept_new_options=True)
    with pytest.raises(ValueRefused):
        page.state.take(last(page).id or "", typed)


def test_an_assigned_new_option_is_kept_as_it_is(page: Run) -> None:
    st.session_state.k = 9
    assert st.selectbox("n", [1], key="k", accept_new_options=True) == 9
    assert last(page).value == "9"


def test_the_list_has_no_placeholder_while_something_must_be_chosen(page: Run, live: Callable[[Native], Any]) -> None:
    native = draw(page, ["a", "b", "a"], 1)
    widget = live(native)
    assert (widget._options_labels, widget.index) == (("a", "b", "a"), 1)
    assert [native.read(index, "b") for index in (0, 1, 2)] == ["a", "b", "a"]


def test_choosing_the_placeholder_means_nothing_chosen(page: Run, live: Callable[[Native], Any]) -> None:
    native = draw(page, ["a", "b"], None, placeholder="which?")
    widget = live(native)
    assert (widget._options_labels, widget.index) == (("which?", "a", "b"), 0)
    assert [native.read(index, None) for index in (0, 1, 2, None)] == [None, "a", "b", None]
    assert "lit-empty" in native.classes


@pytest.mark.parametrize("required", [False, True])
def test_the_list_is_the_same_before_and_after_the_first_choice(required: bool, page: Run, rerun: Callable[[Run], Run]) -> None:
    st.selectbox("n", ["a"], None, placeholder="?", required=required)
    page.state.take(last(page).id or "", "a")
    page = rerun(page)
    native = draw(page, ["a"], None, placeholder="?", required=required)
    assert native.traits["options"] == ("?", "a")
    assert native.read(0, "a") == ("a" if required else None)


def test_a_list_without_options_cannot_be_opened(page: Run, live: Callable[[Native], Any]) -> None:
    widget = live(draw(page, []))
    assert widget.disabled
    assert widget.label == "No options to select"


def test_new_options_are_typed_into_a_field(page: Run, live: Callable[[Native], Any]) -> None:
    native = draw(page, ["a", "a", "b"], None, accept_new_options=True)
    widget = live(native)
    assert (widget.options, widget.value, widget.ensure_option) == (("a", "b"), "", False)
    assert widget.placeholder == "Choose or add an option"
    assert [native.read(text, None) for text in ("", "a", "z")] == [None, "a", "z"]


def test_an_icon_lies_in_the_field(page: Run, live: Callable[[Native], Any]) -> None:
    native = draw(page, ["a"], icon=":material/home:", width=200)
    field = native.children[0]
    assert "lit-framed" in native.classes
    assert native.layout == {"width": "200px"}
    assert field.trait == "index"
    assert "home" in live(native).children[1].value


@pytest.mark.parametrize(
    ("mode", "new"),
    [(mode, new) for mode in ("fuzzy", "contains", "prefix", None) for new in (False, True) if mode is not None or not new],
)
def test_the_field_says_how_typing_filters_it(mode: Any, new: bool, page: Run) -> None:
    field = draw(page, ["a"], filter_mode=mode, accept_new_options=new)
    assert f"lit-filter-{mode or 'none'}" in field.classes
    assert [element.kind for element in page.page.main.children] == ["selectbox"]  # and no note


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize(
    ("more", "clearable"), [({"index": None}, True), ({}, False), ({"index": None, "required": True}, False)]
)
def test_only_what_may_be_empty_can_be_cleared(more: dict[str, Any], clearable: bool, new: bool, page: Run) -> None:
    assert ("lit-clearable" in draw(page, ["a"], accept_new_options=new, **more).classes) is clearable


@pytest.mark.parametrize(("index", "ahead"), [(0, False), (None, True)])
def test_the_dropdown_says_whether_its_first_entry_is_the_placeholder(index: int | None, ahead: bool, page: Run) -> None:
    field = draw(page, ["a"], index=index)
    assert ("lit-ahead" in field.classes) is ahead is (len(field.traits["options"]) == 2)
