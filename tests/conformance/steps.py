"""What a reader does in each script of ``scripts/``: one table for both AppTests. A run follows each step."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Step = Callable[[Any], Any]

_DAY = datetime.date(2024, 5, 6)


def nothing(at: Any) -> None:
    """Run again."""


def pick(label: str, *values: Any) -> list[Step]:
    """Choose one option after the other in the selectbox or radio with that label."""

    def step(value: Any) -> Step:
        def choose(at: Any) -> None:
            [widget] = [widget for widget in (*at.selectbox, *at.radio) if widget.label == label]
            widget.set_value(value)

        return choose

    return [step(value) for value in values]


def state(**values: Any) -> Step:
    """Set session state between two runs."""

    def assign(at: Any) -> None:
        for name, value in values.items():
            at.session_state[name] = value

    return assign


def both(*steps: Step) -> Step:
    """Do several things before one run."""

    def all_of_them(at: Any) -> None:
        for step in steps:
            step(at)

    return all_of_them


STEPS: Mapping[str, list[Step]] = MappingProxyType(
    {
        "app_todo": [
            lambda at: at.text_input[0].input("bread"),
            lambda at: at.checkbox(key="d0").check(),
            lambda at: at.text_input(key="new").input("  "),
            lambda at: at.button(key="x0").click(),
            lambda at: at.checkbox[0].check(),
            nothing,
        ],
        "app_login": [
            both(
                lambda at: at.text_input[0].input("ada"),
                lambda at: at.text_input[1].input("no"),
                lambda at: at.button[0].click(),
            ),
            nothing,
            both(lambda at: at.text_input[1].input("secret"), lambda at: at.button[0].click()),
            nothing,
            lambda at: at.sidebar.button[0].click(),
            nothing,
        ],
        "app_linked": [
            lambda at: at.number_input(key="c").set_value(100.0),
            lambda at: at.number_input(key="f").set_value(50.0),
            lambda at: at.number_input(key="c").increment(),
            lambda at: at.button[0].click(),
            nothing,
        ],
        "app_quiz": [
            lambda at: at.radio[0].set_value("4"),
            lambda at: at.button[0].click(),
            lambda at: at.radio[0].set_value("Rome"),
            lambda at: at.button[0].click(),
            lambda at: at.radio[0].set_value("c"),
            lambda at: at.button[0].click(),
            nothing,
            lambda at: at.button[0].click(),
            nothing,
        ],
        "app_booking": [
            lambda at: at.date_input[0].set_value((datetime.date(2024, 7, 1),)),
            lambda at: at.date_input[0].set_value((datetime.date(2024, 7, 1), datetime.date(2024, 7, 8))),
            lambda at: at.checkbox(key="ex_breakfast").check(),
            lambda at: at.number_input[0].increment(),
            lambda at: at.time_input[0].increment(),
            lambda at: at.number_input[0].set_value(6),
            lambda at: at.number_input[0].increment(),
        ],
        "app_paging": [
            lambda at: at.button[1].click(),
            lambda at: at.button[1].click(),
            lambda at: at.number_input[0].set_value(5),
            lambda at: at.selectbox[0].select(10),
            lambda at: at.button[0].click(),
            lambda at: at.text_input[0].input("ITEM 2"),
            lambda at: at.text_input[0].input("zz"),
        ],
        "hello": [lambda at: at.text_input[0].input("Ada"), nothing, lambda at: at.text_input[0].set_value("")],
        "page_config": [lambda at: at.checkbox[0].check(), lambda at: at.sidebar.slider[0].set_value(12), nothing],
        "main_guard": [lambda at: at.button[0].click(), nothing],
        "figures": [lambda at: at.slider[0].set_value(7)],
        "buttons": [
            lambda at: at.button[0].click(),
            lambda at: at.button(key="b").click(),
            both(lambda at: at.button[2].click(), lambda at: at.button[3].click()),
            lambda at: at.button[4].click(),
            nothing,
        ],
        "checks": [
            lambda at: at.checkbox[0].check(),
            lambda at: at.checkbox(key="on").uncheck(),
            lambda at: at.toggle(key="7").set_value(True),
            lambda at: at.toggle[1].set_value(False),
            nothing,
        ],
        "radios": [
            lambda at: at.radio[0].set_value("c"),
            lambda at: at.radio(key="n").set_value(1),
            lambda at: at.radio(key="n").set_value(None),
            lambda at: at.radio[2].set_value("y"),
            lambda at: at.radio[2].set_value(None),
            lambda at: at.radio[3].set_value(2),
            lambda at: at.radio[5].set_value("two"),
            lambda at: at.radio[0].set_value("unknown"),
        ],
        "selectboxes": [
            lambda at: at.selectbox[0].select("b"),
            lambda at: at.selectbox(key="s").select_index(0),
            lambda at: at.selectbox[2].set_value("q"),
            lambda at: at.selectbox[2].set_value(None),
            lambda at: at.selectbox[3].set_value(3),
            lambda at: at.selectbox[3].select_index(1),
            lambda at: at.selectbox[5].set_value("v"),
            lambda at: at.selectbox[0].set_value("unknown"),
        ],
        "multiselects": [
            lambda at: at.multiselect[0].select("b"),
            lambda at: at.multiselect[0].select("a"),
            lambda at: at.multiselect[0].unselect("b"),
            lambda at: at.multiselect(key="m").set_value(["b"]),
            lambda at: at.multiselect[3].set_value([3, 1]),
            lambda at: at.multiselect[4].set_value([1, 2]),
            lambda at: at.multiselect[2].set_value([]),
        ],
        "sliders_numbers": [
            lambda at: at.slider[0].set_value(33),
            lambda at: at.slider(key="r").set_range(1, 9),
            lambda at: at.slider[2].set_value(0.5),
            lambda at: at.slider[3].set_value(20),
            lambda at: at.slider[4].set_value((4, 4)),
            lambda at: at.slider[6].set_value(-4),
            lambda at: at.slider[9].set_range(0.0, 5.0),
        ],
        "sliders_times": [
            lambda at: at.slider[0].set_value(datetime.date(2024, 3, 9)),
            lambda at: at.slider(key="d").set_range(_DAY, datetime.date(2024, 7, 1)),
            lambda at: at.slider[2].set_value(datetime.datetime(2024, 3, 2, 12, 30)),
            lambda at: at.slider[3].set_value(datetime.time(9, 30)),
            lambda at: at.slider[4].set_range(datetime.time(1), datetime.time(2)),
        ],
        "select_sliders": [
            lambda at: at.select_slider[0].set_value("l"),
            lambda at: at.select_slider(key="v").set_value(3),
            lambda at: at.select_slider[2].set_range("a", "c"),
            lambda at: at.select_slider[4].set_value(100),
        ],
        "number_inputs": [
            lambda at: at.number_input[0].set_value(3.25),
            lambda at: at.number_input(key="i").increment(),
            lambda at: at.number_input(key="i").decrement(),
            lambda at: at.number_input(key="i").set_value(10),
            lambda at: at.number_input(key="i").increment(),
            lambda at: at.number_input[2].increment(),
            lambda at: at.number_input[5].set_value(2.5),
            lambda at: at.number_input[5].set_value(None),
            lambda at: at.number_input[6].set_value(4),
            lambda at: at.number_input[5].increment(),
        ],
        "text_inputs": [
            lambda at: at.text_input[0].input("typed"),
            lambda at: at.text_input(key="t").set_value(""),
            lambda at: at.text_input[2].set_value("now"),
            lambda at: at.text_input[2].set_value(None),
            lambda at: at.text_input[4].input("abc"),
            lambda at: at.text_input[4].input("abcd"),
            lambda at: at.text_area[0].input("x\ny\n"),
            lambda at: at.text_area[1].set_value("area"),
            lambda at: at.text_area[2].input("12345"),
        ],
        "date_inputs": [
            lambda at: at.date_input[0].set_value(_DAY),
            lambda at: at.date_input(key="d").set_value(datetime.datetime(2024, 5, 6, 7, 8)),
            lambda at: at.date_input[3].set_value(_DAY),
            lambda at: at.date_input[3].set_value(None),
            lambda at: at.date_input[4].set_value((datetime.date(2024, 3, 1), _DAY)),
            lambda at: at.date_input[4].set_value([_DAY]),
            lambda at: at.date_input[5].set_value([]),
        ],
        "dates_from_state": [
            lambda at: at.date_input(key="far").set_value(datetime.date(2014, 1, 1)),
            lambda at: at.date_input(key="far").set_value(datetime.date(2023, 1, 1)),
            lambda at: at.button[0].click(),
            nothing,
            lambda at: at.date_input(key="span").set_value((datetime.date(2007, 1, 1), datetime.date(2008, 1, 1))),
            lambda at: at.date_input(key="none").set_value(_DAY),
            lambda at: at.date_input(key="late").set_value(datetime.date(1996, 1, 1)),
            lambda at: at.date_input(key="free").set_value(None),
            nothing,
        ],
        "time_inputs": [
            lambda at: at.time_input[0].set_value(datetime.time(9, 0)),
            lambda at: at.time_input(key="t").increment(),
            lambda at: at.time_input(key="t").decrement(),
            lambda at: at.time_input[3].set_value(datetime.time(12, 0)),
            lambda at: at.time_input[3].set_value(None),
            lambda at: at.time_input[4].decrement(),
            lambda at: at.time_input[5].set_value(datetime.datetime(2024, 1, 1, 4, 0)),
        ],
        "colours": [
            lambda at: at.color_picker[0].pick("ff8800"),
            lambda at: at.color_picker(key="c").set_value("#00FF00"),
        ],
        "counter": [
            lambda at: at.button[0].click(),
            lambda at: at.button[1].click(),
            nothing,
            lambda at: at.button[0].click(),
        ],
        "old_handles": [
            lambda at: at.checkbox[0].check(),
            lambda at: at.text_input[0].input("Ada"),
            lambda at: at.checkbox[0].uncheck(),
        ],
        "callbacks_order": [
            lambda at: at.slider(key="b").set_value(3),
            both(
                lambda at: at.checkbox(key="c").check(),
                lambda at: at.text_input(key="a").input("x"),
                lambda at: at.slider(key="b").set_value(4),
            ),
            lambda at: at.slider(key="b").set_value(4),
        ],
        "callback_writes": [lambda at: at.checkbox[0].check(), nothing, lambda at: at.checkbox[0].uncheck()],
        "callback_fails": [
            both(lambda at: at.checkbox[0].check(), lambda at: at.checkbox[1].check()),
            nothing,
            lambda at: at.checkbox(key="two").uncheck(),
        ],
        "callback_stops": [lambda at: at.checkbox[0].check(), nothing],
        "callback_reruns": [
            lambda at: at.button[0].click(),
            both(lambda at: at.button[0].click(), lambda at: at.checkbox[0].check()),
            nothing,
        ],
        "callback_of_last_run": [nothing, lambda at: at.checkbox[0].check(), nothing],
        "state_before_widget": [
            lambda at: at.text_input(key="name").input("typed"),
            lambda at: at.button[0].click(),
            lambda at: at.slider(key="n").set_value(2),
            both(lambda at: at.button[0].click(), lambda at: at.slider(key="n").set_value(9)),
            state(name="between", n=4, pick="a", on=False),
            nothing,
        ],
        "state_after_widget": [lambda at: at.text_input[0].input("x")],
        "state_wrong_values": [lambda at: at.sidebar.number_input[0].increment()] * 20,
        "state_mapping": [state(a=7, extra="from the test"), lambda at: at.button[0].click(), nothing],
        "state_delete_widget": [
            lambda at: at.text_input(key="t").input("typed"),
            lambda at: at.button[0].click(),
            lambda at: at.text_input(key="t").input("again"),
            nothing,
        ],
        "state_keeps_reference": [
            lambda at: at.button[0].click(),
            lambda at: at.button[0].click(),
            lambda at: at.multiselect[0].select("b"),
        ],
        "cleanup": [
            lambda at: [at.text_input(key=key).input(key.upper()) for key in ("plain", "kept", "paged", "again")],
            lambda at: at.slider[0].set_value(5),
            lambda at: at.checkbox[0].uncheck(),
            nothing,
            lambda at: at.checkbox[0].check(),
            nothing,
        ],
        "cleanup_not_after_stop": [
            lambda at: at.text_input(key="later").input("kept?"),
            *pick("Mode", "stop", "all", "raise", "all", "rerun", "all", "hide", "all"),
        ],
        "identity_unkeyed": [
            both(lambda at: at.slider[0].set_value(8), lambda at: at.selectbox[1].set_value("b")),
            lambda at: at.text_input[0].input("typed"),
            *pick("Change", "disabled", "visibility", "nothing", "label", "nothing"),
            lambda at: at.slider[0].set_value(8),
            *pick("Change", "default", "nothing", "help", "max", "nothing"),
            lambda at: at.selectbox[1].set_value("c"),
            *pick("Change", "options", "nothing", "order"),
        ],
        "identity_keyed": [
            lambda at: at.slider[0].set_value(8),
            both(lambda at: at.number_input[0].set_value(9), lambda at: at.text_input[0].input("typed text")),
            lambda at: at.checkbox[0].check(),
            *pick("Change", "label", "default", "help", "disabled", "nothing", "max", "nothing"),
            lambda at: at.slider[0].set_value(8),
            *pick("Change", "step", "max_chars", "kind", "nothing"),
        ],
        "identity_options": [
            lambda at: at.selectbox(key="box").set_value("b"),
            both(lambda at: at.radio(key="radio").set_value("c"), lambda at: at.multiselect[0].set_value(["a", "b"])),
            lambda at: at.select_slider[0].set_value("b"),
            *pick("Offer", "fewer", "all", "other", "numbers"),
            lambda at: at.selectbox(key="box").set_value(2),
            *pick("Offer", "none", "all"),
        ],
        "identity_format": [
            both(lambda at: at.selectbox[0].set_value("b"), lambda at: at.selectbox[1].set_value("b")),
            lambda at: at.multiselect[0].set_value(["b"]),
            lambda at: at.checkbox[0].check(),
            lambda at: at.radio[0].set_value("b"),
            lambda at: at.checkbox[0].uncheck(),
        ],
        "duplicates": [lambda at: at.button[0].click(), nothing],
        "columns": [lambda at: at.button[0].click()],
        "containers_out_of_order": [nothing],
        "empties": [lambda at: at.checkbox[0].check()],
        "empty_switches": [
            *pick("Kind", "container"),
            lambda at: at.text_input(key="two").input("typed"),
            *pick("Kind", "input", "nothing", "container", "text"),
        ],
        "tabs_expanders": [lambda at: at.button[0].click()],
        "sidebar": [lambda at: at.sidebar.number_input[0].set_value(3), lambda at: at.number_input[0].increment()],
        "growing": [
            lambda at: at.slider[0].set_value(8),
            lambda at: at.checkbox[1].check(),
            lambda at: at.slider[0].set_value(4),
            lambda at: at.slider[0].set_value(0),
            lambda at: at.slider[0].set_value(7),
        ],
        "disabled_by_run": [both(lambda at: at.checkbox[0].check(), lambda at: at.button[0].click())],
        "click_then_stop": [lambda at: at.button[0].click(), nothing],
        "refused_value": [nothing, nothing],
        "off_step": [lambda at: at.slider[0].set_value(-3)],
        "equal_labels": [lambda at: at.button[0].click(), lambda at: at.selectbox[1].select_index(0)],
        "loose_arguments": [
            lambda at: at.number_input(key="ints").increment(),
            lambda at: at.number_input(key="floats").decrement(),
            lambda at: at.number_input(key="bools").increment(),
            lambda at: at.text_input[0].input("a@b.c"),
        ],
        "exception_in_place": [lambda at: at.checkbox[0].check(), nothing, lambda at: at.checkbox[0].uncheck()],
        "exception_kinds": pick("Kind", "value", "own", "chained", "warning", "streamlit", "recursion", "assert", "none"),
        "stops": [lambda at: at.text_input[0].input("Ada"), lambda at: at.text_input[0].input("finally")],
        "stop_swallowed": pick("How", "bare", "never", "exception"),
        "reruns": [lambda at: at.number_input[0].set_value(5), lambda at: at.button[0].click(), nothing],
        "rerun_swallowed": [lambda at: at.button[0].click(), lambda at: at.button[1].click(), nothing],
        "triggers": [
            lambda at: at.button[0].click(),
            nothing,
            both(lambda at: at.button[0].click(), lambda at: at.button(key="b").click()),
            both(lambda at: at.slider[0].set_value(4), lambda at: at.button(key="b").click()),
            lambda at: at.slider[0].set_value(5),
        ],
        "disabled": [
            lambda at: at.slider[0].set_value(4),
            lambda at: at.toggle[0].set_value(True),
            lambda at: at.text_input[0].input("locked"),
            lambda at: at.button[0].click(),
            lambda at: at.slider[0].set_value(4),
            state(t="assigned by the test"),
            lambda at: at.toggle[0].set_value(False),
        ],
        "copies": [
            lambda at: at.multiselect[0].set_value([["y"]]),
            lambda at: at.slider[0].set_range(3, 4),
            lambda at: at.text_input(key="t").input("x"),
        ],
        "widgets_in_places": [
            both(lambda at: at.text_input(key="moving").input("typed"), lambda at: at.text_input[1].input("typed")),
            *pick("Place", "column", "expander", "sidebar", "main"),
        ],
        "quiet_changes": [lambda at: at.text_input[0].input("hush"), lambda at: at.checkbox[0].check()],
        "unknown_names": [nothing],
    }
)
