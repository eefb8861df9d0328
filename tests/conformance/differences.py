"""The reviewed list of what differs from Streamlit on purpose.

Each difference turns Streamlit's result into ours, so that all else is still compared. `table` renders the list for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.conformance.tree import Tree, walk


@dataclass(frozen=True)
class Difference:
    """One thing that notebook_lit does otherwise.

    Parameters
    ----------
    what, streamlit, ours, reason : str
        What it is about, what each does, why.
    settle : callable, optional
        For a difference that may show anywhere: changes Streamlit's page, given both, into what ours is; says how often.
    lines : mapping, optional
        For one that shows in one script: by its name, Streamlit's lines of the outline and what ours are ("": not there).
    shown_by : str, optional
        For all others: the script that shows it, or the test of `tests/test_testing.py`.
    seen : list of str
        The lines that were settled, as far as tests have run.
    """

    what: str
    streamlit: str
    ours: str
    reason: str
    settle: Callable[[Tree, Tree], int] | None = None
    lines: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shown_by: str = ""
    seen: list[str] = field(default_factory=list)


def _messages(theirs: Tree, ours: Tree) -> int:
    """Take our wording for errors that are not the author's."""
    times = 0
    for one, other in zip(_of_type("exception", theirs), _of_type("exception", ours), strict=False):
        (name, text), (our_name, our_text) = one["value"], other["value"]
        if name == our_name and name.startswith("Streamlit") and text != our_text:
            one["value"] = (name, our_text)
            times += 1
    return times


def _clicks(theirs: Tree, ours: Tree) -> int:
    """Take our False for a button that was clicked before a run that was cut short."""
    drawn = {node.get("key") for node in walk([*theirs["main"], *theirs["sidebar"]]) if node["type"] != "button"}
    times = 0
    for key, value in theirs["session_state"].items():
        if value == ("bool", True) and ours["session_state"].get(key) == ("bool", False) and key not in drawn:
            theirs["session_state"][key] = ("bool", False)
            times += 1
    return times


def _of_type(kind: str, page: Tree) -> list[Tree]:
    return [node for node in walk([*page["main"], *page["sidebar"]]) if node["type"] == kind]


DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        what="Messages of `st` errors",
        streamlit="its wording, with links to its documentation",
        ours="the same classes, our own wording: the value that is wrong and the repair",
        reason="none of Streamlit's texts come into this project",
        settle=_messages,
        shown_by="duplicate_uncaught",
    ),
    Difference(
        what="`st.write` of an object with `_repr_html_`",
        streamlit="`str(object)` as code, HTML only with `unsafe_allow_html=True`",
        ours="its rich form, sanitized",
        reason="in a notebook an object looks as the notebook shows it",
        lines={
            "write_multiline": {
                "markdown value=('str', '`plain`') is_caption=False": "html value=('str', '<b>bold</b>')",
            }
        },
    ),
    Difference(
        what="`st.slider` that mixes a date and a number",
        streamlit="TypeError out of its own comparison of the two",
        ours="StreamlitInvalidParameterTypeError, as for all other mixed types",
        reason="theirs is an accident; ours says the repair",
        lines={
            "sliders_wrong": {
                f"text value=('str', '{call}: TypeError')": (
                    f"text value=('str', '{call}: StreamlitInvalidParameterTypeError')"
                )
                for call in ("(datetime.date(2024, 1, 1), 5)", "(0, 10, datetime.date(2024, 1, 1))")
            }
        },
    ),
    Difference(
        what="A number assigned to a checkbox (`st.session_state.key = 1`)",
        streamlit="the checkbox gives the number, 1",
        ours="the checkbox gives a bool, True",
        reason="a checkbox gives what its type says",
        lines={
            "state_wrong_values": {
                "checkbox key='k7' value=('int', 1) label='x' help=None disabled=False": (
                    "checkbox key='k7' value=('bool', True) label='x' help=None disabled=False"
                ),
                "markdown value=('str', '1') is_caption=False": "markdown value=('str', 'True') is_caption=False",
                "state k7 = ('int', 1)": "state k7 = ('bool', True)",
            }
        },
    ),
    Difference(
        what="Options with equal labels",
        streamlit="an untouched widget turns to the last option with its label at the next run",
        ours="an untouched widget keeps its option; choosing the label means the last one, as there",
        reason="nobody has touched it: front ends send only what has changed",
        lines={
            "equal_labels": {
                "selectbox value=('str', '1') label='Box' help=None disabled=False options=['1', '1'] index=0": (
                    "selectbox value=('int', 1) label='Box' help=None disabled=False options=['1', '1'] index=0"
                ),
                "selectbox key='other' value=('str', 'X') label='Other' help=None disabled=False options=['X', 'X'] index=0": (
                    "selectbox key='other' value=('str', 'x') label='Other' help=None disabled=False options=['X', 'X'] index=0"
                ),
                "state other = ('str', 'X')": "state other = ('str', 'x')",
            }
        },
    ),
    Difference(
        what="Options as values",
        streamlit="copies: `picked in notebook_list` may be False and `names[picked]` a KeyError; options of a class that "
        "the script defines change by themselves",
        ours="the very object among this run's options",
        reason="in a notebook, objects are picked from what other cells hold",
        lines={
            "options_themselves": {
                "text value=('str', 'the very objects: False, False')": "text value=('str', 'the very objects: True, True')"
            }
        },
    ),
    Difference(
        what="An assigned value that its widget refuses, one run later",
        streamlit="the widget shows it (a slider of 0 to 9 stands at 40), and the run after that the default",
        ours="the widget has its default",
        reason="a widget never stands outside its bounds",
        lines={
            "refused_value": {
                "slider key='n' value=('int', 40) label='N' help=None disabled=False": (
                    "slider key='n' value=('int', 0) label='N' help=None disabled=False"
                ),
                "state n = ('int', 40)": "state n = ('int', 0)",
            }
        },
    ),
    Difference(
        what="Value of a clicked button after a run that did not reach its end",
        streamlit="still True for a test that looks, False at the start of the next run",
        ours="False as soon as the run is over",
        reason="a click is over when the run that saw it is",
        settle=_clicks,
        shown_by="click_then_stop",
    ),
    Difference(
        what="A widget that the run draws disabled which its own operation has started",
        streamlit="the value or click is dropped in that run: such a checkbox cannot be ticked",
        ours="the value or click counts",
        reason="the reader could operate it, and did",
        lines={
            "disabled_by_run": {
                f"{kind} key='{key}' value=('bool', False) label='{label}' help=None disabled=True": (
                    f"{kind} key='{key}' value=('bool', True) label='{label}' help=None disabled=True"
                )
                for kind, key, label in (("checkbox", "agree", "Agree"), ("button", "go", "Go"))
            }
            | {
                f"markdown value=('str', '{kind} `False`') is_caption=False": (
                    f"markdown value=('str', '{kind} `True`') is_caption=False"
                )
                for kind in ("checkbox", "button")
            }
            | {"state agree = ('bool', False)": "state agree = ('bool', True)"},
        },
    ),
    Difference(
        what="Slider values between two steps, set by a test",
        streamlit="taken as they are: its front end is trusted to respect the step",
        ours="moved to the nearest step",
        reason="values are checked by the kernel, not by whoever sends them",
        lines={
            "off_step": {
                "slider value=('int', -3) label='Steps' help=None disabled=False": (
                    "slider value=('int', -4) label='Steps' help=None disabled=False"
                ),
                "markdown value=('str', '-3') is_caption=False": "markdown value=('str', '-4') is_caption=False",
            }
        },
    ),
    Difference(
        what="`st.set_page_config`",
        streamlit="title and icon of the browser tab; a menu; a page is centered unless it says otherwise",
        ours="title and emoji name the app in lists and tabs; a note for the menu; by default as wide as the cell",
        reason="the page around is the notebook, and several apps share its tab; an exported script has it all again",
        shown_by="test_a_page_configuration_leaves_the_elements_alone",
    ),
    Difference(
        what="More than 50,000 elements in one container in one run",
        streamlit="drawn, as long as the browser can",
        ours="StreamlitAPIException",
        reason="it is a loop without end, and what it has written could not be drawn in good time",
        shown_by="test_a_loop_that_writes_without_end_is_an_error",
    ),
    Difference(
        what="AppTest: values that no reader could reach (above the maximum, no option)",
        streamlit="ValueError for options; other values are taken or turned into the default",
        ours="ValueError in all cases, and nothing runs",
        reason="a test that sets them is wrong and should hear of it",
        shown_by="test_a_value_that_no_reader_can_reach_is_an_error_and_nothing_runs",
    ),
    Difference(
        what="AppTest: a script that cannot be compiled",
        streamlit="an empty page",
        ours="`run()` raises the SyntaxError",
        reason="as above",
        shown_by="test_a_script_that_cannot_be_compiled_says_so_at_once",
    ),
    Difference(
        what="AppTest: `query_params`, `secrets`, `user`, `context`, `switch_page`",
        streamlit="work",
        ours="AppTestError",
        reason="the app side of them is not there",
        shown_by="test_what_notebook_lit_does_not_offer_is_no_silent_stub",
    ),
    Difference(
        what="`import streamlit as st` in the script",
        streamlit="needed",
        ours="works, and is not needed",
        reason="`st` is there in a cell too",
        shown_by="test_st_is_there_without_an_import",
    ),
)


def settle(theirs: Tree, ours: Tree) -> None:
    """Take the differences that may show anywhere out of a comparison of two pages."""
    for difference in DIFFERENCES:
        times = difference.settle(theirs, ours) if difference.settle is not None else 0
        difference.seen.extend([difference.what] * times)


def settled(script: str, lines: list[str], ours: list[str]) -> list[str]:
    """Take the differences that show in one script out of Streamlit's outline, given ours."""
    for difference in DIFFERENCES:
        for their_line, our_line in difference.lines.get(script, {}).items():
            for number, line in enumerate(lines):
                if line.strip() == their_line and line not in ours:
                    lines[number] = line.replace(their_line, our_line)
                    difference.seen.append(their_line)
    return [line for line in lines if line]


def table() -> str:
    """Render the list as Markdown."""
    rows = [f"| {d.what} | {d.streamlit} | {d.ours} | {d.reason} |" for d in DIFFERENCES]
    return "\n".join(["| | Streamlit 1.67 | notebook_lit | why |", "|---|---|---|---|", *rows])
