"""Live widgets of an author's own in the saved picture: still controls that say what is on the screen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import ipywidgets as w
import pytest

from notebook_lit.elements.write.widget_picture import MOST, live_picture
from notebook_lit.notebook.saved.inline_styles import still

SECRET = "hZ7qWk2pXv9s"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    w.Widget.close_all()


def words(widget: Any) -> str:
    """Give the text of a widget's picture, as a page without any style reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", still(live_picture(widget))).split())


WIDGETS = {
    "a slider": (w.IntSlider, {"value": 3, "description": "n"}, "n 3"),
    "a range": (w.FloatRangeSlider, {"value": (0.25, 0.5), "max": 1.0, "description": "r"}, "r 0.25 – 0.50"),
    "a logarithmic slider": (w.FloatLogSlider, {"value": 100.0, "description": "l"}, "l 100"),
    "a slider over options": (w.SelectionSlider, {"options": ["a", "b"], "value": "b", "description": "s"}, "s b"),
    "a range over options": (w.SelectionRangeSlider, {"options": ["a", "b"], "description": "s"}, "s a – a"),
    "a number": (w.FloatText, {"value": 2.5, "description": "f"}, "f 2.5"),
    "a bounded number": (w.BoundedIntText, {"value": 7, "description": "f"}, "f 7"),
    "a text": (w.Text, {"value": "a <b>", "description": "t <i>"}, "t &lt;i&gt; a &lt;b&gt;"),
    "an empty text": (w.Text, {"placeholder": "type here"}, "type here"),
    "an area": (w.Textarea, {"value": "one\ntwo", "description": "t"}, "t one two"),
    "a dropdown": (w.Dropdown, {"options": [("One", 1), ("Two", 2)], "value": 2, "description": "d"}, "d Two ▾"),
    "a dropdown without a choice": (w.Dropdown, {"options": ["a"], "value": None}, "– ▾"),
    "radio buttons": (w.RadioButtons, {"options": ["a", "b"], "description": "r"}, "r ◉ a ○ b"),
    "a list": (w.SelectMultiple, {"options": ["a", "b", "c"], "value": ["a", "c"]}, "◉ a ○ b ◉ c"),
    "a tick": (w.Checkbox, {"value": True, "description": "c"}, "☑ c"),
    "a button": (w.Button, {"description": "Go"}, "Go"),
    "a toggle": (w.ToggleButton, {"description": "On"}, "On"),
    "a colour": (w.ColorPicker, {"value": "#12ab34", "description": "c"}, "c &nbsp; #12ab34"),
    "a date": (w.DatePicker, {"value": datetime.date(2026, 2, 3), "description": "d"}, "d 2026-02-03"),
    "no date": (w.DatePicker, {"description": "d"}, "d –"),
    "tags": (w.TagsInput, {"value": ["a", "b"]}, "a b"),
    "HTML": (w.HTML, {"value": "<b>bold</b><script>x()</script>"}, "bold"),
    "a label": (w.Label, {"value": "<b>"}, "&lt;b&gt;"),
    "progress": (w.IntProgress, {"value": 50, "description": "p"}, "p"),
    "an output": (w.Output, {"outputs": ({"output_type": "stream", "name": "stdout", "text": "said <b>"},)}, "said &lt;b&gt;"),
}


@pytest.mark.parametrize(("cls", "traits", "said"), WIDGETS.values(), ids=list(WIDGETS))
def test_a_widget_is_its_label_and_its_value(cls: Any, traits: dict[str, Any], said: str) -> None:
    assert words(cls(**traits)) == said


def test_a_slider_has_a_track_that_is_filled_so_far() -> None:
    assert "width:30%" in live_picture(w.IntSlider(value=30))
    assert "margin-left:25%;width:50%" in live_picture(w.IntRangeSlider())
    assert "width:50%" in live_picture(w.FloatProgress(value=5.0, max=10.0))
    assert "width:1%" in live_picture(w.IntSlider(value=0, min=0, max=0))


def test_a_password_is_dots() -> None:
    assert words(w.Password(value=SECRET, description="p")) == "p ••••••••"
    assert SECRET not in live_picture(w.VBox([w.Password(value=SECRET)]))


def test_boxes_are_drawn_with_all_that_is_in_them() -> None:
    inner = w.HBox([w.IntSlider(value=1, description="a"), w.Label("b")])
    tabs = w.Tab([w.Label("in one"), w.Label("in two")], titles=["First", "Second"])
    folds = w.Accordion([w.Label("seen"), w.Label("folded")], titles=["Open", "Shut"], selected_index=0)
    stack = w.Stack([w.Label("hidden"), w.Label("on top")], selected_index=1)
    assert words(w.VBox([inner, tabs, folds, stack])) == "a 1 b First in one Second in two Open seen Shut folded on top"
    assert "<details open>" in live_picture(folds)


def test_a_box_that_holds_itself_or_very_much_ends() -> None:
    box = w.VBox([w.Label("x")])
    box.children = (box, w.Label("y"))
    assert "x" not in words(box)
    many = w.VBox([w.Label("x")] * (MOST + 50))
    assert words(many).count("x") == MOST - 1


def test_a_subclass_is_drawn_as_what_it_is_made_of() -> None:
    class Mine(w.IntSlider):  # type: ignore[misc]
        pass

    assert words(Mine(value=5, description="m")) == "m 5"


def test_what_is_not_known_is_a_box_with_its_name_and_its_size() -> None:
    import anywidget
    made = type("Counter", (anywidget.AnyWidget,), {"_esm": "export default {}"})
    counter = made(layout=w.Layout(height="240px", width="50%"))
    assert words(counter) == "Counter"
    assert "height:240px" in live_picture(counter)
    assert "width:50%" not in live_picture(counter)


def test_an_image_is_shown() -> None:
    assert 'src="data:image/png;base64,AAE="' in still(live_picture(w.Image(value=b"\0\1")))


def test_what_an_author_can_write_into_a_control_cannot_run() -> None:
    bad = "<img src=x onerror=x()><script>x()</script>"
    for widget in (w.HTML(bad, description=bad), w.Text(bad, description=bad), w.Dropdown(options=[bad], description=bad)):
        html = still(live_picture(widget))
        assert "<script" not in html
        assert "<img src=x onerror" not in html
        assert not re.search(r"<[^>]*onerror", html)


def test_numbers_are_written_in_the_format_of_the_readout_if_it_is_one() -> None:
    assert words(w.FloatSlider(value=1.5, readout_format=".3f")) == "1.500"
    assert words(w.FloatSlider(value=1.5, readout_format="$.2f")) in ("1.5", "$1.50")
