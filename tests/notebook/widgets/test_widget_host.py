"""The host shows pages with ipywidgets, moves no view without need, and hears only what front ends change."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from types import FrameType
from typing import Any

import pytest
from ipywidgets import HTML, Dropdown, VBox, Widget
from ipywidgets.widgets import widget as widget_module

from notebook_lit import st
from notebook_lit.notebook.widgets.child_order import HOLES
from notebook_lit.notebook.widgets.handle import Handle
from notebook_lit.notebook.widgets.widget_host import WidgetHost
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.render.reconciler import Reconciler
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Run, Scope, current


class Stage:
    """A host with its reconciler, and a page that is written by hand."""

    def __init__(self) -> None:
        self.events: list[WidgetEvent] = []
        self.host = WidgetHost(self.events.append)
        self.roots = [self.host.root("main"), self.host.root("sidebar")]
        self.reconciler: Reconciler[Handle] = Reconciler(self.host, self.roots)
        self.state = State()

    def show(self, write: Any) -> None:
        """Let ``write`` write a page, and show it."""
        run = Run(self.state)
        self.state.begin()
        token = current.set(Scope(run, bound(run, run.page.main)))
        try:
            write()
        finally:
            current.reset(token)
        with self.host.committing():
            self.reconciler.commit(run.page)

    @property
    def box(self) -> VBox:
        return self.roots[0].widget

    def seen(self) -> list[Any]:
        """Give the values of the children that are seen, in the order in which they are seen."""
        slots = [slot for slot in self.roots[0].slots if not slot.hole]
        return [slot.widget.value for slot in sorted(slots, key=lambda slot: slot.rank)]


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.host.close(made.roots)


def test_an_insertion_moves_no_child(stage: Stage) -> None:
    stage.show(lambda: (st.text_input("a", "1"), st.text_input("b", "2")))
    before = stage.box.children
    stage.show(lambda: (st.text_input("a", "1"), st.warning("new"), st.text_input("b", "2")))
    assert stage.box.children[:2] == before
    assert [value[:4] for value in stage.seen()] == ["1", "<div", "2"]


def test_what_goes_away_leaves_a_hidden_hole_that_is_used_again(stage: Stage) -> None:
    def page(more: bool) -> None:
        st.text_input("a", "1")
        if more:
            st.text_input("c", "3")
            st.text("note")
        st.text_input("b", "2")

    stage.show(lambda: page(True))
    first = stage.box.children
    stage.show(lambda: page(False))
    assert stage.box.children == first
    assert stage.seen() == ["1", "2"]
    assert [child for child in first if "lit-hole" in child._dom_classes] == [first[1], first[2]]
    assert first[2].value == ""
    stage.show(lambda: page(True))
    assert stage.box.children == first
    assert not any("lit-hole" in child._dom_classes for child in first)


def test_what_goes_away_at_the_end_is_closed(stage: Stage) -> None:
    stage.show(lambda: (st.text_input("a"), st.text_input("b")))
    last = stage.box.children[1]
    stage.show(lambda: st.text_input("a"))
    assert len(stage.box.children) == 1
    assert last.comm is None


def test_what_comes_back_into_its_hole_is_seen_again(stage: Stage) -> None:
    under_way: list[Any] = []

    def page(busy: bool, line: bool) -> None:
        if busy:
            under_way.append(st.spinner("Wait"))
            under_way[-1].__enter__()
        st.text_input("a", "1")
        if line:
            st.text("a line")
        st.text_input("b", "2")

    stage.show(lambda: page(busy=True, line=True))
    before = stage.seen()
    assert "Wait" in before[0]
    stage.show(lambda: page(busy=False, line=False))
    stage.show(lambda: page(busy=True, line=True))
    assert stage.seen() == before


def test_holes_are_swept_when_there_are_too_many(stage: Stage) -> None:
    count = 3 * HOLES
    stage.show(lambda: ([st.text_input(f"t{number}") for number in range(count)], st.checkbox("end")))
    stage.show(lambda: st.checkbox("end"))
    assert len(stage.box.children) == 1


def test_what_a_front_end_changes_is_an_event(stage: Stage) -> None:
    stage.show(lambda: st.checkbox("a"))
    stage.box.children[0].value = True
    assert [event.value for event in stage.events] == [True]


def test_what_the_host_sets_itself_is_no_event(stage: Stage) -> None:
    stage.show(lambda: st.checkbox("a", key="a"))
    stage.state.preset("a", True)
    stage.show(lambda: st.checkbox("a", key="a"))
    assert stage.box.children[0].value is True
    assert stage.events == []


def test_a_change_that_cannot_be_taken_does_not_reach_the_toolkit(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    def fail(event: WidgetEvent) -> None:
        raise SystemExit

    stage.host._submit = fail
    stage.show(lambda: st.checkbox("a"))
    stage.box.children[0].value = True
    assert "could not be taken" in caplog.text


def test_an_unchanged_page_touches_no_widget(stage: Stage) -> None:
    def page() -> None:
        st.title("t")
        st.slider("s", 0, 10)
        with st.expander("e"):
            st.multiselect("m", ["a", "b"], ["a"])

    stage.show(page)
    touched: list[Any] = []
    for widget in _below(stage.box):
        widget.observe(touched.append)
    stage.show(page)
    assert touched == []


def test_what_the_reader_opened_stays_open(stage: Stage) -> None:
    def page(body: str) -> None:
        with st.expander("e"):
            st.text(body)

    stage.show(lambda: page("one"))
    fold = stage.box.children[0]
    fold.selected_index = 0
    stage.show(lambda: page("two"))
    assert fold.selected_index == 0


def test_text_that_looks_like_html_stays_text(stage: Stage) -> None:
    stage.show(lambda: st.write("<img src=x onerror=alert(1)>"))
    (chunk,) = stage.box.children
    assert isinstance(chunk, HTML)
    assert "<img" not in chunk.value


def test_closing_leaves_no_widget(stage: Stage) -> None:
    other = Stage()
    before = len(_live())
    other.show(lambda: (st.title("t"), st.columns(3)[0].slider("s"), st.tabs(["a", "b"])[0].text("x")))
    other.host.close(other.roots)
    assert len(_live()) <= before


def _live() -> list[Widget]:
    return list(widget_module._instances.values())


def _below(widget: Widget) -> list[Widget]:
    return [widget, *(inner for child in getattr(widget, "children", ()) for inner in _below(child))]


def test_a_date_field_becomes_a_range_when_the_state_holds_one(stage: Stage) -> None:
    stage.show(lambda: st.date_input("a", key="k"))
    assert [type(part).__name__ for part in stage.box.children[0].children] == ["Text", "DatePicker"]
    span = (date(2005, 1, 6), date(2006, 1, 6))
    stage.show(lambda: (st.session_state.__setitem__("k", span), st.date_input("a", key="k")))
    [field] = stage.box.children
    shown = [tuple(part.value for part in end.children) for end in field.children[1].children]
    assert shown == [("2005/01/06", span[0]), ("2006/01/06", span[1])]


def test_a_box_of_many_is_made_in_linear_time(stage: Stage) -> None:
    lines = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace if frame.f_code.co_filename.endswith(("widget_host.py", "handle.py", "child_order.py")) else None

    def write(name: str, count: int) -> None:
        for number in range(count):
            st.button(f"{name} {number} of {count}")
        st.text("end")

    def work(count: int) -> int:
        """Count the lines of the host that show new buttons, twice: the second time no hole can be used again."""
        nonlocal lines
        lines = 0
        for name in "ab":
            sys.settrace(trace)
            try:
                stage.show(partial(write, name, count))
            finally:
                sys.settrace(None)
        return lines

    one, many = work(100), work(800)
    assert many < 12 * one, (one, many)


# -- positions in lists ------------------------------------------------------------------------------------------------


def shown(stage: Stage) -> Any:
    """Give the native widget of the only element, as a front end sees it."""
    (slot,) = [slot for slot in stage.roots[0].slots if not slot.hole]
    return slot.widget


CHOICES = {
    "selectbox": lambda options: st.selectbox("o", options, key="o"),
    "radio": lambda options: st.radio("o", options, key="o"),
    "select_slider": lambda options: st.select_slider("o", options, key="o"),
    "range": lambda options: st.select_slider("o", options, key="o", value=options[:2]),
}


@pytest.mark.parametrize("kind", CHOICES)
def test_a_choice_from_a_list_that_was_replaced_meanwhile_is_what_the_reader_pressed(stage: Stage, kind: str) -> None:
    stage.show(lambda: (CHOICES[kind](["a", "b", "c"]), st.checkbox("below")))
    before = stage.box.children[0]
    stage.show(lambda: (CHOICES[kind](["new", "other", "a", "c"]), st.checkbox("below")))
    before.index = (0, 2) if kind == "range" else 2  # it was on its way already
    pressed: dict[str, Any] = {"select_slider": ["c"], "range": ["a", "c"]}
    assert [event.value for event in stage.events] == [pressed.get(kind, "c")]


def test_another_list_moves_none_of_the_neighbours(stage: Stage) -> None:
    def page(options: list[str]) -> None:
        st.text_input("above")
        st.selectbox("o", options, key="o")
        st.text_input("below")

    stage.show(lambda: page(["a", "b"]))
    before = stage.box.children
    stage.show(lambda: page(["a", "c"]))
    assert stage.box.children[:3] == before
    assert "lit-hole" in before[1]._dom_classes
    slots = sorted((slot for slot in stage.roots[0].slots if not slot.hole), key=lambda slot: slot.rank)
    assert [slot.widget.description for slot in slots] == ["above", "o", "below"]
    assert slots[1].widget._options_labels == ("a", "c")


def test_what_lists_of_long_ago_say_is_not_taken_for_this_one(stage: Stage) -> None:
    earlier = []
    for number in range(6):
        stage.show(lambda number=number: (CHOICES["radio"]([f"a{number}", f"b{number}"]), st.checkbox("below")))
        earlier.append(next(slot for slot in stage.roots[0].slots if not slot.hole and slot.native.trait == "index").widget)
    for widget in earlier:
        widget.index = 1
    assert [event.value for event in stage.events] == ["b1", "b2", "b3", "b4", "b5"]


def test_lists_that_follow_one_another_leave_no_more_than_a_few_behind(stage: Stage) -> None:
    for number in range(10 * HOLES):
        stage.show(lambda number=number: (st.selectbox("o", [number, -1], key="o"), st.text_input("below")))
    assert len(stage.box.children) <= HOLES + 3


def test_the_lists_of_a_whole_page_are_replaced_at_once(stage: Stage) -> None:
    def page(last: str) -> None:
        for number in range(50):
            st.selectbox("o", ["a", last], key=f"o{number}")

    stage.show(lambda: page("b"))
    placed = []
    stage.box.observe(placed.append, "children")
    stage.show(lambda: page("c"))
    assert len(placed) == 1
    assert {slot.widget._options_labels for slot in stage.roots[0].slots if not slot.hole} == {("a", "c")}


def test_a_replaced_list_is_closed_with_its_input(stage: Stage) -> None:
    before = set(widget_module._instances)
    stage.show(lambda: st.selectbox("o", ["a"], key="o", icon="🏠"))
    stage.show(lambda: st.selectbox("o", ["b"], key="o", icon="🏠"))
    stage.show(lambda: st.text("nothing else"))
    stage.host.close(stage.roots)
    made = [widget for id, widget in widget_module._instances.items() if id not in before]
    assert not [widget for widget in made if isinstance(widget, Dropdown)]


def pick(stage: Stage, menu: Any, index: int) -> None:
    """Press an entry of a multiselect's dropdown, and hand what is heard to the session."""
    menu.index = index
    stage.state.take(stage.events[-1].id, stage.events[-1].value)


def test_two_quick_picks_are_those_that_were_pressed_even_if_a_run_ends_between_them(stage: Stage) -> None:
    stage.show(lambda: st.multiselect("m", ["a", "b", "c", "d"]))
    menu, tags, *_ = shown(stage).children
    pick(stage, menu, 1)
    stage.show(lambda: st.multiselect("m", ["a", "b", "c", "d"]))  # the front end hears of this after the second pick
    pick(stage, menu, 3)
    stage.show(lambda: st.multiselect("m", ["a", "b", "c", "d"]))
    assert tags.value == ["a", "c"]
    assert menu.index == 0


def test_a_choice_among_many_is_not_answered_with_all_of_them(stage: Stage) -> None:
    options = [f"option {number}" for number in range(10_000)]
    stage.show(lambda: st.multiselect("m", options))
    menu = shown(stage).children[0]
    before = stage.host.toolkit.traffic.bytes
    pick(stage, menu, 7000)
    stage.show(lambda: st.multiselect("m", options))
    assert stage.host.toolkit.traffic.bytes - before < 1000


def test_what_is_refused_counts_for_nothing_in_what_comes_next(stage: Stage) -> None:
    stage.show(lambda: st.multiselect("m", ["a", "b", "c"], ["a"], max_selections=1))
    handle = stage.roots[0].slots[0]
    handle.parts[0].widget.index = 2
    with stage.host.committing():
        stage.host.complain(handle, "no more than one")
    handle.parts[1].widget.value = []
    assert [event.value for event in stage.events] == [["a", "b"], []]
