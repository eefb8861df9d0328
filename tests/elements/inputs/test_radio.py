"""Radio, and what all inputs for one option share."""

from __future__ import annotations

import enum
import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.run import Run

ONE = pytest.mark.parametrize("kind", ["radio", "selectbox"])


def last(page: Run) -> Element:
    return page.page.main.children[-1]


def choose(page: Run, wire: Any) -> bool:
    return page.state.take(last(page).id or "", wire)


@ONE
def test_the_reader_chooses_by_label_and_the_author_gets_the_option(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    show = getattr(st, kind)
    assert show("n", [1, 2, 3], 1, format_func=hex) == 2
    assert last(page).value == "0x2"
    assert last(page).props["options"] == ["0x1", "0x2", "0x3"]
    assert choose(page, "0x3")
    run = rerun(page)
    assert show("n", [1, 2, 3], 1, format_func=hex) == 3
    assert last(run).value == "0x3"


@ONE
@pytest.mark.parametrize("wire", ["9", 1, True, ["1"], 1.5])
def test_a_front_end_can_only_send_the_label_of_an_option(kind: str, wire: Any, page: Run) -> None:
    getattr(st, kind)("n", [1, 2])
    with pytest.raises(ValueRefused):
        choose(page, wire)


@ONE
def test_nothing_chosen_means_as_at_first(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    show = getattr(st, kind)
    assert show("n", [1, 2], index=None) is None
    assert last(page).value is None
    choose(page, "2")
    page = rerun(page)
    assert show("n", [1, 2], index=None) == 2
    choose(page, None)
    page = rerun(page)
    assert show("n", [1, 2], index=None) is None


@ONE
def test_the_last_of_equal_labels_is_meant_once_the_reader_chose(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    def show() -> Any:
        return getattr(st, kind)("n", [1, 2], format_func=lambda _: "same")

    assert show() == 1
    choose(page, "same")
    rerun(page)
    assert show() == 2


@ONE
@pytest.mark.parametrize(
    ("before", "index", "after", "value"),
    [
        (["a", "b", "c"], 1, ["x", "b", "a"], "b"),
        (["a", "b", "c"], 1, ["x", "y"], "y"),
        (["a", "b"], 1, [], None),
        ([1, 2], 1, ["1", "2"], "2"),
    ],
)
def test_a_value_follows_its_label_when_the_options_change(
    kind: str, before: Any, index: int, after: Any, value: Any, page: Run, rerun: Callable[[Run], Run]
) -> None:
    show = getattr(st, kind)
    show("n", before, index, key="k")
    rerun(page)
    assert show("n", after, index, key="k") == value
    assert st.session_state.k == value


@ONE
def test_a_value_survives_another_wording(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    show = getattr(st, kind)
    show("n", [1, 2], key="k")
    choose(page, "2")
    run = rerun(page)
    assert show("n", [1, 2], key="k", format_func=lambda n: f"#{n}") == 2
    assert last(run).value == "#2"


@ONE
@pytest.mark.parametrize(
    ("assigned", "value"),
    [(2, 2), ("2", 2), (9, 3), (None, None), (2.0, 3), (True, 3), ([2], 3), ((1, 3), 3), ({2}, 3), ("x", 3)],
)
def test_an_assigned_value_counts_by_its_label(kind: str, assigned: Any, value: Any, page: Run) -> None:
    st.session_state.k = assigned
    assert getattr(st, kind)("n", [1, 2, 3], 2, key="k") == value
    assert st.session_state.k == value


@ONE
def test_a_wording_that_chokes_on_an_assigned_value_means_the_default(kind: str, page: Run) -> None:
    st.session_state.k = 7
    assert getattr(st, kind)("n", [1, 2], key="k", format_func=lambda n: {1: "one", 2: "two"}[n]) == 1


@ONE
def test_the_author_gets_the_very_object_among_the_options(
    kind: str, page: Run, rerun: Callable[[Run], Run]
) -> None:
    options = [object(), object()]
    names = {options[0]: "a", options[1]: "b"}
    assert getattr(st, kind)("n", options, key="k", format_func=names.__getitem__) is options[0]
    choose(page, "b")
    rerun(page)
    assert getattr(st, kind)("n", options, key="k", format_func=names.__getitem__) is options[1]
    assert st.session_state.k is options[1]


@ONE
def test_members_of_an_enum_stay_members_also_of_the_class_that_a_rerun_defines_anew(
    kind: str, page: Run, rerun: Callable[[Run], Run]
) -> None:
    def script() -> tuple[Any, Any]:
        class Colour(enum.Enum):
            RED = 1
            BLUE = 2

        return getattr(st, kind)("n", Colour, key="k"), Colour

    value, colours = script()
    assert value is colours.RED
    choose(page, "Colour.BLUE")
    rerun(page)
    value, colours = script()
    assert value is colours.BLUE


@ONE
def test_an_object_of_this_run_is_given_even_if_nothing_was_touched(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    class Row:
        """Equal by its number, as the rows of many databases are."""

        def __init__(self, balance: int) -> None:
            self.balance = balance

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Row)

        def __hash__(self) -> int:
            return 1

        def __str__(self) -> str:
            return "row"

    show = getattr(st, kind)
    assert show("n", [Row(10)]).balance == 10
    rerun(page)
    assert show("n", [Row(99)]).balance == 99


@ONE
def test_an_option_that_is_none_shows_as_chosen(kind: str, page: Run) -> None:
    assert getattr(st, kind)("n", [None, 1]) is None
    assert last(page).value == "None"


@ONE
def test_a_key_holds_the_widget_while_its_options_change(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    show = getattr(st, kind)
    show("n", ["a"], key="k")
    id = last(page).id
    run = rerun(page)
    show("m", ["b"], key="k", help="h")
    assert last(run).id == id


@ONE
def test_options_that_read_alike_make_the_same_widget(kind: str, page: Run) -> None:
    getattr(st, kind)("n", [1])
    with pytest.raises(errors.StreamlitDuplicateElementId):
        getattr(st, kind)("n", ["1"])


@ONE
def test_what_an_older_run_handed_in_is_not_kept_alive(kind: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    class Row:
        def __init__(self, number: int) -> None:
            self.number = number

    def script(number: int) -> list[weakref.ref[Any]]:
        def word(n: Any) -> str:
            return f"#{getattr(n, 'number', n)}"

        row = Row(number)
        getattr(st, kind)("rows", [row], format_func=word)
        getattr(st, kind)("numbers", [number, 7], format_func=word)
        return [weakref.ref(word), weakref.ref(row)]

    runs = []
    for number in range(5):
        runs.append(script(number))
        page = rerun(page)
    gc.collect()
    between = runs[1:-1]  # the fixture has the first run, and the state the values of the last
    assert [[thing() for thing in run] for run in between] == [[None, None]] * 3


@pytest.mark.parametrize(
    ("captions", "error"),
    [([1], errors.StreamlitInvalidParameterTypeError), (5, TypeError), ([], None), (["x", "y"], None), ([None], None)],
)
def test_captions_are_strings_of_any_number(captions: Any, error: type[Exception] | None, page: Run) -> None:
    if error is None:
        assert st.radio("n", ["a"], captions=captions) == "a"
    else:
        with pytest.raises(error):
            st.radio("n", ["a"], captions=captions)


def test_captions_and_direction_make_other_radios(page: Run) -> None:
    st.radio("n", [1])
    st.radio("n", [1], captions=["x"])
    st.radio("n", [1], horizontal=True)
    assert len({element.id for element in page.page.main.children}) == 3


def test_a_radio_is_drawn_with_plain_labels_and_captions(page: Run, live: Callable[[Native], Any]) -> None:
    st.radio("n", ["**a**", "b", "b"], 1, captions=["*first*"], horizontal=True)
    native = native_of(last(page))
    widget = live(native)
    assert widget._options_labels == ("a\nfirst", "b", "b\u200b")
    assert (widget.index, widget.orientation) == (2, "horizontal")  # the last of equal labels
    assert "lit-captions" in native.classes
    assert [native.read(index, None) for index in (0, 1, None)] == ["**a**", "b", None]


def test_a_radio_with_nothing_chosen_has_no_dot(page: Run, live: Callable[[Native], Any]) -> None:
    st.radio("n", ["a"], None)
    assert live(native_of(last(page))).index is None


def test_a_radio_without_options_is_drawn_empty(page: Run, live: Callable[[Native], Any]) -> None:
    st.radio("n", [])
    assert live(native_of(last(page))).index is None
