"""What makes a widget another one, and the checks that all widgets share."""

from __future__ import annotations

import pytest

from notebook_lit import errors
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.widget_spec import WidgetSpec, check_persist, checked_callback, checked_widget_key


def spec(kind: str = "slider", identity: tuple[object, ...] = (), keyed: tuple[object, ...] = ()) -> WidgetSpec:
    return WidgetSpec(kind, {}, Domain(), identity=identity, keyed=keyed)


def test_an_unkeyed_widget_is_another_one_with_other_parameters_or_at_another_place() -> None:
    one = spec(identity=("n", 0, 9))
    ids = [
        one.id_for(None, "main", None),
        one.id_for(None, "sidebar", None),
        one.id_for(None, "main", "form"),
        spec(identity=("n", 0, 10)).id_for(None, "main", None),
        spec("number_input", identity=("n", 0, 9)).id_for(None, "main", None),
    ]
    assert len(set(ids)) == len(ids)
    assert spec(identity=("n", 0, 9)).id_for(None, "main", None) == ids[0]


def test_a_keyed_widget_is_the_same_wherever_it_stands_and_whatever_its_other_parameters_are() -> None:
    one, other = spec(identity=("n", 0, 9), keyed=("int",)), spec(identity=("m", 5, 6), keyed=("int",))
    assert one.id_for("k", "main", None) == other.id_for("k", "sidebar", "form")
    assert spec(keyed=("float",)).id_for("k", "main", None) != one.id_for("k", "main", None)
    assert one.id_for("k", "main", None) != one.id_for("l", "main", None)


def test_a_key_is_turned_into_text_and_may_be_neither_empty_nor_reserved() -> None:
    assert checked_widget_key(5) == "5"
    with pytest.raises(errors.StreamlitValueError, match="empty"):
        checked_widget_key("")
    with pytest.raises(errors.StreamlitAPIException, match="reserved"):
        checked_widget_key("$$ID-1")


def test_a_callback_is_a_function_or_a_word() -> None:
    assert checked_callback(print) is print
    assert [checked_callback(word) for word in (None, "rerun", "ignore")] == [None] * 3
    with pytest.raises(errors.StreamlitValueError, match="'soon'"):
        checked_callback("soon")


def test_what_persists_needs_a_key() -> None:
    check_persist(None, None)
    check_persist("session", "k")
    with pytest.raises(errors.StreamlitMissingRequiredParameterError):
        check_persist("page", None)
    with pytest.raises(errors.StreamlitValueError, match="'disk'"):
        check_persist("disk", "k")
