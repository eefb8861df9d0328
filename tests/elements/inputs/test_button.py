"""Buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.elements.catalog import native_of
from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.writing.run import Run


def draw(page: Run, **arguments: Any) -> Native:
    st.button("Go", **arguments)
    return native_of(page.page.main.children[-1])


def test_a_click_is_true_for_one_run(page: Run, rerun: Callable[[Run], Run]) -> None:
    assert st.button("Go") is False
    id = page.page.main.children[0].id or ""
    assert page.state.take(id, True)
    page.state.end(clean=True)
    second = Run(page.state, page.memo, 2)
    assert page.state.record(id).value is True  # type: ignore[union-attr]
    second.seen.add(id)
    rerun(second)
    assert st.button("Go") is False


@pytest.mark.parametrize("wire", [False, None, 1, "click"])
def test_a_front_end_can_only_click(wire: Any, page: Run) -> None:
    st.button("Go")
    with pytest.raises(ValueRefused):
        page.state.take(page.page.main.children[0].id or "", wire)


def test_a_disabled_button_takes_no_click(page: Run) -> None:
    st.button("Go", disabled=True)
    with pytest.raises(ValueRefused):
        page.state.take(page.page.main.children[0].id or "", True)


def test_a_script_cannot_click(page: Run) -> None:
    st.session_state.go = True
    with pytest.raises(errors.StreamlitValueAssignmentNotAllowedError):
        st.button("Go", key="go")


def test_a_button_cannot_stand_in_a_form(page: Run) -> None:
    page.page.main.form = "f"
    with pytest.raises(errors.StreamlitInvalidLayoutContextError, match="form_submit_button"):
        st.button("Go")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"type": "loud"}, errors.StreamlitValueError),
        ({"icon_position": "top"}, errors.StreamlitValueError),
        ({"icon": "x"}, errors.StreamlitAPIException),
        ({"width": "wide"}, errors.StreamlitInvalidWidthError),
        ({"on_click": "rerun"}, errors.StreamlitAPIException),
        ({"on_click": "ignore"}, errors.StreamlitAPIException),
        ({"on_click": 5}, errors.StreamlitValueError),
        ({"key": ""}, errors.StreamlitValueError),
        ({"shortcut": 5}, errors.StreamlitInvalidParameterTypeError),
        *(
            ({"shortcut": shortcut}, errors.StreamlitAPIException)
            for shortcut in ("R", "ctrl+c", "Ctrl+.", "", "Ctrl+", "Ctrl", "Foo+K", "K+L")
        ),
    ],
)
def test_a_wrong_argument_is_named(more: dict[str, Any], error: type[Exception], page: Run) -> None:
    with pytest.raises(error):
        st.button("Go", **more)


@pytest.mark.parametrize("shortcut", ["Ctrl+K", "ctrl+shift+f13", "F11", "Cmd+Ctrl+K", "enter", " a ", "ä", "4"])
def test_a_shortcut_shows_a_note_since_the_notebook_has_the_keyboard(shortcut: str, page: Run) -> None:
    st.button("Go", shortcut=shortcut)
    note, button = page.page.main.children
    assert (note.kind, button.kind) == ("note", "button")
    assert shortcut in note.props["call"]


@pytest.mark.parametrize(
    "more", [{"shortcut": "K"}, {"icon_position": "right"}, {"type": "primary"}, {"help": "h"}, {"icon": "🎲"}]
)
def test_another_parameter_makes_another_button(more: dict[str, Any], page: Run) -> None:
    st.button("Go")
    st.button("Go", **more)
    assert len({element.id for element in page.page.main.children}) >= 2


def test_the_old_word_for_the_width_means_the_new_one(page: Run) -> None:
    st.button("Go", use_container_width=True)
    assert page.page.main.children[0].props["width"] == "stretch"
    with pytest.raises(errors.StreamlitDuplicateElementId):
        st.button("Go", width="stretch")


@pytest.mark.parametrize(("type", "style"), [("primary", "primary"), ("secondary", ""), ("tertiary", "")])
def test_each_type_has_its_look(type: str, style: str, page: Run, live: Callable[[Native], Any]) -> None:
    native = draw(page, type=type)
    assert f"lit-button-{type}" in native.classes
    assert live(native).button_style == style
    assert (native.trait, native.read(True, False)) == ("click", True)


def test_an_emoji_stands_in_the_text_on_its_side(page: Run) -> None:
    assert draw(page, icon="🎲").traits["description"] == "🎲 Go"
    assert draw(page, icon="🎲", icon_position="right").traits["description"] == "Go 🎲"


@pytest.mark.parametrize("icon", [":material/home:", "spinner"])
def test_a_drawn_icon_lies_beside_the_text(icon: str, page: Run, live: Callable[[Native], Any]) -> None:
    native = draw(page, icon=icon, icon_position="right", width="stretch")
    assert "lit-icon-right" in native.classes
    assert native.layout == {"width": "100%"}
    face, sign = live(native).children
    assert face.description == "Go"
    assert "<span" in sign.value


def test_the_text_is_plain(page: Run) -> None:
    st.button(":tada: **Save** <b>", help="*now*")
    native = native_of(page.page.main.children[0])
    assert native.traits["description"] == "🎉 Save <b>"  # set as text, never as HTML
    assert native.traits["tooltip"] == "now"
