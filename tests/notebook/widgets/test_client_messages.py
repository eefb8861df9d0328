"""A front end sets what its reader can change, takes nothing else, and is answered with the truth."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from comm import get_comm_manager
from ipywidgets import (
    HTML,
    Button,
    Checkbox,
    DatePicker,
    Dropdown,
    FloatText,
    IntRangeSlider,
    IntSlider,
    TagsInput,
    Text,
    Widget,
)
from ipywidgets.widgets.widget import _instances

from notebook_lit.notebook.widgets.client_messages import guard, reclaim

Made = list[Widget]


@pytest.fixture
def made() -> Iterator[Made]:
    """Provide a list of widgets that are closed at the end."""
    widgets: Made = []
    yield widgets
    for widget in widgets:
        widget.close()


def said(widget: Widget, data: Any) -> list[dict[str, Any]]:
    """Let a front end say something, and give what it is answered."""
    answers: list[dict[str, Any]] = []
    widget._send = lambda message, buffers=None: answers.append(message)
    widget.comm.handle_msg({"content": {"data": data}, "buffers": []})
    return answers


def update(**state: Any) -> dict[str, Any]:
    return {"method": "update", "state": state}


NUMBERS = (5, 1.25, -1, 99, True, float("nan"), 10**400)
ODD = ("7", None, [], [1], ["zz"], [[1]], {}, {"year": "x"})


@pytest.mark.parametrize(
    ("widget", "trait", "good", "bad"),
    [
        (lambda: IntSlider(5, max=10), "value", [0, 7, 10], [*ODD, *NUMBERS[1:]]),
        (lambda: IntRangeSlider(value=(2, 5), max=10), "value", [[0, 10], [3, 3]], [*ODD, *NUMBERS, [0, 99], [1, True]]),
        (lambda: FloatText(1.5), "value", [2.5, 3], [*ODD, True, float("nan"), 10**400]),
        (lambda: Checkbox(), "value", [True, False], [*ODD, 0, 1, 1.25]),
        (lambda: Text("a"), "value", ["", "b", "x" * 2000], [*ODD[1:], *NUMBERS]),
        (lambda: Dropdown(options=("a", "b"), index=0), "index", [1, None, 0], [*NUMBERS, "1", "a", [], {}]),
        (lambda: DatePicker(value=date(2024, 1, 1)), "value", [{"year": 2024, "month": 1, "date": 5}], [*NUMBERS, "1", [], {}]),
        (lambda: TagsInput(value=["a"], allowed_tags=["a", "b"]), "value", [["b", "a"], []], [*NUMBERS, *ODD[:2], *ODD[3:]]),
    ],
)
def test_what_a_reader_can_set_is_taken_as_it_is_or_not_at_all(
    widget: Any, trait: str, good: list[Any], bad: list[Any], made: Made
) -> None:
    made.append(live := widget())
    guard(live, (trait,))
    truth = live.get_state([trait])
    for value in bad:
        assert said(live, update(**{trait: value})) == [{"method": "echo_update", "state": truth, "buffer_paths": []}], value
        assert live.get_state([trait]) == truth, value
    for value in good:
        said(live, update(**{trait: value}))
        taken = live.get_state([trait])[trait]
        assert (list(taken) if isinstance(value, list) else taken) == value


def test_a_front_end_sets_nothing_but_what_its_reader_can_change(made: Made) -> None:
    made += [slider := IntSlider(5, max=10), html := HTML("true")]
    guard(slider, ("value",))
    guard(html)
    (answer,) = said(slider, update(max=1000, options=[1], children=[], _dom_classes=["x"], value=7, comm="x", nonsense=1))[1:]
    assert (slider.max, slider.value, slider._dom_classes) == (10, 7, ())
    assert answer["state"] == {"max": 10, "_dom_classes": ()}
    (answer,) = said(html, update(value="<script>"))
    assert html.value == "true"
    assert answer["state"] == {"value": "true"}


def test_what_cannot_be_sent_back_is_made_so_before_anybody_sees_it(made: Made) -> None:
    made.append(text := Text())
    guard(text, ("value",))
    (echo,) = said(text, update(value="a\ud83d"))
    assert text.value == echo["state"]["value"] == "a�"


NONSENSE: tuple[Any, ...] = (
    None, 5, "x", [], {}, {"method": None}, {"method": "update"}, {"method": "update", "state": None}, {"method": "custom"},
    {"method": "update", "state": [1]}, {"method": "custom", "content": [1]}, {"method": ["update"]}, {"method": "echo_update"},
)  # fmt: skip


@pytest.mark.parametrize("data", NONSENSE)
def test_nonsense_ends_in_one_line_of_the_log(data: Any, made: Made, caplog: pytest.LogCaptureFixture) -> None:
    made.append(button := Button())
    clicks: list[Any] = []
    button.on_click(clicks.append)
    guard(button)
    with caplog.at_level(logging.DEBUG, "notebook_lit"):
        assert said(button, data) == []
    assert [record.levelname for record in caplog.records if record.name == "notebook_lit"] == ["DEBUG"]
    said(button, {"method": "custom", "content": {"event": "click"}})
    assert clicks == [button]


def test_a_page_that_is_loaded_anew_gets_the_whole_state(made: Made) -> None:
    made.append(text := Text("a"))
    guard(text, ("value",))
    (answer,) = said(text, {"method": "request_state"})
    assert answer["state"]["value"] == "a"


def test_a_comm_that_a_front_end_has_closed_is_opened_again(made: Made) -> None:
    made.append(text := Text())
    manager, comm = get_comm_manager(), text.comm
    manager.comm_close(None, "", {"content": {"comm_id": comm.comm_id}})
    assert comm.comm_id not in manager.comms
    reclaim(text)
    assert manager.comms[comm.comm_id] is comm


def test_an_id_that_a_front_end_has_taken_is_taken_back_and_its_end_does_no_harm(made: Made) -> None:
    made.append(text := Text())
    manager, comm = get_comm_manager(), text.comm
    usurper = HTML(model_id=comm.comm_id)
    assert _instances[comm.comm_id] is usurper
    reclaim(text)
    usurper.close()
    del usurper
    assert manager.comms[comm.comm_id] is comm
    assert _instances[comm.comm_id] is text
