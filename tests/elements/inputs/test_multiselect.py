"""Multiselect."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from notebook_lit import errors, st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.run import Run
from tests.oracle import AppTest

CALLS = [
    f'st.multiselect("n", {arguments})'
    for arguments in (
        '["a", "b"], "a"', '["a", "b"], ["b", "a"]', '["a", "b"], ["a", "a"]', '["a", "b"], ["c"]', '["a", "b"], "ab"',
        '["a", "b"], {"a"}', '["a", "b"], ("a",)', '["a", "b"], (c for c in "ab")', '["a", "b"], {"b": 1}', '["a"], []',
        '[1, 2], 2', '[1, 2], [2.0]', '[1, 2], ["2"]', '[1, 2], np.array([2])', '[1, 2], [None]', '[None, 2], None',
        '[None, 2], [None]', 'range(3), range(2)', '[[1], [2]], [[2]]', '[(1, 2), (3, 4)], [(1, 2)]',
        '[(1, 2), (3, 4)], (1, 2)', '[], ["a"]', '["a", "b"], ["a", "b"], max_selections=1', '["a"], max_selections=0',
        '["a"], max_selections=-1', '["a"], max_selections=1.5', '["a"], max_selections=True',
        '["a"], max_selections="x"', '["a"], ["z"], accept_new_options=True', '["a"], select_all=-1',
        '["a"], select_all="x"', '["a"], select_all=1.5', '["a"], select_all=None', '["a"], filter_mode="q"',
        '["a"], filter_mode=None, accept_new_options=True', '["a"], width="content"', '["a"], format_func=lambda a: 1',
    )
]  # fmt: skip

READ = """
try:
    seen.append(repr({call}))
except Exception as error:
    seen.append(type(error).__name__)
"""


@pytest.fixture(scope="module")
def streamlit() -> dict[str, Any]:
    body = "".join(READ.format(call=call.replace('"n"', f'"{n}"')) for n, call in enumerate(CALLS))
    app = AppTest.from_string(f"import numpy as np, streamlit as st\nseen = []\n{body}\nst.session_state.seen = seen")
    app.run(timeout=60)
    return dict(zip(CALLS, app.session_state.seen, strict=True))


@pytest.mark.parametrize("call", CALLS)
def test_a_call_gives_what_streamlit_gives(call: str, streamlit: dict[str, Any], page: Run) -> None:
    scope: dict[str, Any] = {"st": st, "np": np, "seen": []}
    exec(READ.format(call=call), scope)  # noqa: S102 - the calls above
    assert scope["seen"] == [streamlit[call]]


def last(page: Run) -> Element:
    return page.page.main.children[-1]


def choose(page: Run, wire: Any) -> bool:
    return page.state.take(last(page).id or "", wire)


def draw(page: Run, *arguments: Any, **more: Any) -> tuple[Native, Native, Native]:
    """Give the box, the menu and the tags."""
    st.multiselect("n", *arguments, **more)
    box = native_of(last(page))
    menu, tags = box.children[:2]
    return box, menu, tags


def test_the_order_of_choosing_is_the_order_of_the_list(page: Run, rerun: Callable[[Run], Run]) -> None:
    assert st.multiselect("n", [1, 2, 3]) == []
    assert last(page).value == []
    choose(page, ["3", "1"])
    run = rerun(page)
    assert st.multiselect("n", [1, 2, 3]) == [3, 1]
    assert last(run).value == ["3", "1"]


@pytest.mark.parametrize("wire", ["1", None, 1, ["9"], [1], [True], [["1"]], {"1": 1}])
def test_a_front_end_can_only_send_a_list_of_labels(wire: Any, page: Run) -> None:
    st.multiselect("n", [1, 2])
    with pytest.raises(ValueRefused):
        choose(page, wire)


def test_no_more_than_the_limit_can_be_chosen(page: Run) -> None:
    st.multiselect("n", [1, 2, 3], max_selections=2)
    choose(page, ["1", "2"])
    with pytest.raises(ValueRefused, match="2"):
        choose(page, ["1", "2", "3"])


def test_what_comes_twice_counts_once(page: Run, rerun: Callable[[Run], Run]) -> None:
    st.multiselect("n", [1, 2], max_selections=2)
    choose(page, ["1", "1", "2"])
    rerun(page)
    assert st.multiselect("n", [1, 2], max_selections=2) == [1, 2]


@pytest.mark.parametrize(
    ("wire", "value"),
    [(["x"], ["x"]), (["apple"], ["Apple"]), (["x", "X"], ["x"]), (["7", "new"], [7, "new"])],
)
def test_new_options_are_strings_and_old_ones_are_found_whatever_their_case(
    wire: Any, value: Any, page: Run, rerun: Callable[[Run], Run]
) -> None:
    st.multiselect("n", ["Apple", 7], accept_new_options=True)
    choose(page, wire)
    rerun(page)
    assert st.multiselect("n", ["Apple", 7], accept_new_options=True) == value


@pytest.mark.parametrize("wire", [[" "], [5], ["a", "b", "c"]])
def test_new_options_are_text_and_within_the_limit(wire: Any, page: Run) -> None:
    st.multiselect("n", ["Apple"], accept_new_options=True, max_selections=2)
    with pytest.raises(ValueRefused):
        choose(page, wire)


@pytest.mark.parametrize(
    ("assigned", "value"),
    [([2], [2]), ([2, 9], [2]), (["2"], [2]), ([], []), ((1, 3), [1, 3]), ({2}, [2]), ("x", []), ([2, 2], [2, 2])],
)
def test_assigned_options_count_by_their_labels(assigned: Any, value: Any, page: Run) -> None:
    st.session_state.k = assigned
    assert st.multiselect("n", [1, 2, 3], key="k") == value
    assert st.session_state.k == value


@pytest.mark.parametrize("assigned", [None, 2])
def test_an_assigned_value_that_is_no_list_is_an_error(assigned: Any, page: Run) -> None:
    st.session_state.k = assigned
    with pytest.raises(TypeError, match="list"):
        st.multiselect("n", [1, 2], key="k")


def test_an_assigned_list_has_to_respect_the_limit(page: Run) -> None:
    st.session_state.k = [1, 2, 3]
    with pytest.raises(errors.StreamlitSelectionCountExceedsMaxError):
        st.multiselect("n", [1, 2, 3], key="k", max_selections=2)


def test_assigned_new_options_stay_what_they_are(page: Run) -> None:
    st.session_state.k = [2, 2.5]
    assert st.multiselect("n", [1, 2], key="k", accept_new_options=True) == [2, 2.5]
    assert last(page).value == ["2", "2.5"]


def test_a_list_that_the_author_changes_in_place_is_shown(page: Run, rerun: Callable[[Run], Run]) -> None:
    st.multiselect("n", [1, 2], [1], key="k")
    st.session_state.k.append(2)
    run = rerun(page)
    assert st.multiselect("n", [1, 2], [1], key="k") == [1, 2]
    assert last(run).value == ["1", "2"]


def test_values_follow_their_labels_when_the_options_change(page: Run, rerun: Callable[[Run], Run]) -> None:
    values = []
    for options in (["a", "b", "c"], ["x", "b", "a"], ["x", "y"], ["a", "b"]):
        values.append(st.multiselect("n", options, [options[1]], key="k"))
        if len(values) == 1:
            choose(page, ["a", "c"])
        page = rerun(page)
    assert values == [["b"], ["a"], [], []]


def test_members_of_an_enum_stay_members(page: Run, rerun: Callable[[Run], Run]) -> None:
    def script() -> tuple[Any, Any]:
        class Colour(enum.Enum):
            RED = 1
            BLUE = 2

        return st.multiselect("n", Colour, [Colour.BLUE], key="k"), Colour

    script()
    rerun(page)
    (value,), colours = script()
    assert value is colours.BLUE


def test_the_author_gets_a_list_of_their_own_with_the_very_options(page: Run) -> None:
    options = [{"n": 1}, {"n": 2}]
    value = st.multiselect("n", options, [options[1]], key="k")
    assert value[0] is options[1]
    value.clear()
    assert st.session_state.k == [{"n": 2}]


@pytest.mark.parametrize("more", [{"default": [1]}, {"max_selections": 1}, {"select_all": False}, {"placeholder": "p"}])
def test_another_parameter_makes_another_widget(more: dict[str, Any], page: Run) -> None:
    st.multiselect("n", [1, 2])
    st.multiselect("n", [1, 2], **more)
    assert len({element.id for element in page.page.main.children}) == 2


def test_the_wrapping_makes_no_other_widget(page: Run) -> None:
    st.multiselect("n", [1, 2])
    with pytest.raises(errors.StreamlitDuplicateElementId):
        st.multiselect("n", [1, 2], wrap=False)


@pytest.mark.parametrize("more", [{"max_selections": 1}, {"accept_new_options": True}])
def test_limit_and_new_options_make_another_widget_of_the_same_key(
    more: dict[str, Any], page: Run, rerun: Callable[[Run], Run]
) -> None:
    st.multiselect("n", [1, 2], key="k")
    id = last(page).id
    run = rerun(page)
    st.multiselect("n", [1, 2], key="k", **more)
    assert last(run).id != id


# -- the look --------------------------------------------------------------------------------------------------------


def test_the_box_has_tags_for_the_chosen_options_and_a_list_of_all(page: Run, live: Callable[[Native], Any]) -> None:
    box, menu, tags = draw(page, ["a", "b", "c"], ["b"], select_all=False)
    widget = live(box)
    assert widget.children[0]._options_labels == ("Choose options", "a", "b", "c", "Remove all")
    assert widget.children[1].value == ["b"]
    assert widget.children[1].allow_duplicates is False
    assert menu.read(3, ["b"]) == ["b", "c"]
    assert menu.read(2, ["b"]) == ["b"]
    assert menu.read(0, ["b"]) == ["b"]
    assert merge(tags, ["b"], [], ["b"]) == []


def test_the_list_is_the_same_whatever_is_chosen(page: Run, rerun: Callable[[Run], Run]) -> None:
    """So that a position in it always means the same, and that a choice among 10,000 does not send them again."""
    lists = []
    for wire in ([], ["b"], ["b", "a"], ["b", "a", "c"]):
        st.multiselect("n", ["a", "b", "c"], max_selections=3)
        choose(page, wire)
        page = rerun(page)
        _, menu, _ = draw(page, ["a", "b", "c"], max_selections=3)
        lists.append((menu.traits, menu.classes))
        page = rerun(page)
    assert all(one == lists[0] for one in lists)


@pytest.mark.parametrize(("select_all", "offered"), [(True, True), (1000, True), (3, True), (2, False), (False, False)])
def test_all_that_is_left_can_be_chosen_at_once(select_all: Any, offered: bool, page: Run) -> None:
    _, menu, _ = draw(page, ["a", "b", "c"], select_all=select_all)
    assert ("Select all" in menu.traits["options"]) is offered
    assert menu.read(1, []) == ["a"]
    if offered:
        assert menu.read(4, []) == ["a", "b", "c"]


def test_a_select_all_for_a_few_waits_until_no_more_are_left(page: Run) -> None:
    _, menu, _ = draw(page, ["a", "b", "c"], select_all=2)
    assert menu.traits["options"][4] == "Select all, once no more than 2 are left"
    assert "lit-all-2" in menu.classes
    assert menu.read(4, []) == []
    assert menu.read(4, ["b"]) == ["b", "a", "c"]


def test_choosing_all_stops_at_the_limit(page: Run) -> None:
    _, menu, _ = draw(page, ["a", "b", "c"], ["c"], max_selections=2)
    assert menu.read(4, ["c"]) == ["c", "a"]
    assert menu.read(4, ["c", "b"]) == ["c", "b"]


def test_a_single_option_needs_no_entries_for_all(page: Run) -> None:
    _, menu, _ = draw(page, ["a"])
    assert menu.traits["options"] == ("Choose options", "a")


def test_the_field_knows_how_many_can_be_chosen(page: Run) -> None:
    _, menu, _ = draw(page, ["a", "b"], ["a"], max_selections=1)
    assert "lit-limit-1" in menu.classes


def test_all_can_be_removed_at_once(page: Run) -> None:
    _, menu, _ = draw(page, ["a", "b", "c"], ["a", "b"])
    assert menu.traits["options"][-1] == "Remove all"
    assert menu.read(5, ["a", "b"]) == []


def merge(tags: Native, before: list[str], now: list[str], wire: list[str]) -> list[str]:
    assert tags.merge is not None
    merged: list[str] = tags.merge(before, now, wire)
    return merged


def test_a_choice_in_the_list_and_one_among_the_tags_add_up(page: Run) -> None:
    """Both may happen before the script has run again: the tags then do not know yet what the list added."""
    _, menu, tags = draw(page, ["a", "b", "c"], ["a", "b"])
    after_list = menu.read(3, ["a", "b"])
    assert after_list == ["a", "b", "c"]
    assert merge(tags, ["a", "b"], ["b"], after_list) == ["b", "c"]


@pytest.mark.parametrize(
    ("before", "now", "wire", "expected"),
    [
        ([], ["a"], [], ["a"]),
        (["a"], ["a", "c"], ["a"], ["a", "c"]),
        (["a", "c"], ["c"], ["a", "c"], ["c"]),
        ([], ["c"], ["a"], ["a", "c"]),
        (["c"], [], ["a", "c"], ["a"]),
    ],
)
def test_what_happens_among_the_tags_counts_before_the_script_has_run(
    before: list[str], now: list[str], wire: list[str], expected: list[str], page: Run
) -> None:
    _, _, tags = draw(page, ["a", "b", "c"])
    assert merge(tags, before, now, wire) == expected


def test_tags_can_be_put_in_another_order(page: Run) -> None:
    _, _, tags = draw(page, ["a", "b"], ["a", "b"])
    assert merge(tags, ["a", "b"], ["b", "a"], ["a", "b"]) == ["b", "a"]


def test_new_options_are_typed_into_a_field_that_is_cleared(page: Run, live: Callable[[Native], Any]) -> None:
    box, _, _ = draw(page, ["a"], accept_new_options=True)
    entry = box.children[2]
    assert live(box).children[2].placeholder == "Choose or add options"
    assert (entry.trait, entry.traits["value"]) == ("value", "")
    assert entry.read(" new ", ["a"]) == ["a", "new"]
    assert entry.read(" ", ["a"]) == ["a"]


def test_the_field_for_new_options_is_closed_at_the_limit(page: Run) -> None:
    box, _, _ = draw(page, ["a"], ["a"], accept_new_options=True, max_selections=1)
    assert box.children[2].traits["disabled"]


def test_a_blank_label_is_a_tag_too(page: Run, live: Callable[[Native], Any]) -> None:
    box, _, tags = draw(page, ["", "b"], [""])
    shown = live(box).children[1].value
    assert merge(tags, shown, shown, [""]) == [""]
    assert merge(tags, shown, [], [""]) == []


def test_a_label_that_no_message_can_carry_comes_back_as_itself(page: Run) -> None:
    _, _, tags = draw(page, ["x\ud800", "b"])
    assert merge(tags, [], ["x\ufffd"], []) == ["x\ud800"]


@pytest.mark.parametrize("more", [{"disabled": True, "options": ["a"]}, {"options": []}])
def test_what_cannot_be_used_takes_no_tags(more: dict[str, Any], page: Run, live: Callable[[Native], Any]) -> None:
    box, menu, tags = draw(page, **more)
    assert "lit-disabled" in box.classes
    assert menu.traits["disabled"]
    assert tags.traits["allowed_tags"] == ["\u200b"]
    live(box)


@pytest.mark.parametrize("mode", ["fuzzy", "contains", "prefix", None])
def test_the_field_says_how_typing_filters_it(mode: Any, page: Run) -> None:
    box, _menu, _tags = draw(page, ["a"], filter_mode=mode)
    assert f"lit-filter-{mode or 'none'}" in box.classes
    assert [element.kind for element in page.page.main.children] == ["multiselect"]  # and no note


@pytest.mark.parametrize(
    ("options", "more", "expected"),
    [
        ("a", {}, set()),
        ("a", {"accept_new_options": True}, {"lit-remove-all"}),
        ("ab", {}, {"lit-select-all", "lit-remove-all"}),
        ("ab", {"select_all": False}, {"lit-remove-all"}),
    ],
)
def test_the_menu_says_which_entries_stand_at_its_end(
    options: str, more: dict[str, Any], expected: set[str], page: Run
) -> None:
    _box, menu, _tags = draw(page, list(options), **more)
    assert {"lit-select-all", "lit-remove-all"} & set(menu.classes) == expected
    assert len(menu.traits["options"]) == 1 + len(options) + len(expected)
