"""What a session remembers: whose value wins, what is forgotten, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from notebook_lit import errors
from notebook_lit.runtime.model.session_state import SessionState
from notebook_lit.runtime.model.state import Domain, State, checked_key, copied


class Upto(Domain):
    """Whole numbers up to a bound; an older value beyond it becomes the bound."""

    def __init__(self, most: int, default: int = 0) -> None:
        super().__init__(default)
        self.most = most

    def parse(self, wire: Any) -> int:
        if not isinstance(wire, int) or wire > self.most:
            raise errors.ValueRefused("out of range")
        return wire

    def keep(self, value: Any) -> Any:
        return min(value, self.most)

    def assign(self, value: Any) -> Any:
        if value > self.most:
            raise errors.StreamlitValueError("beyond the bound")
        return value


class Click(Domain):
    """A button."""

    def __init__(self) -> None:
        super().__init__(False, trigger=True)

    def parse(self, wire: Any) -> bool:
        return bool(wire)


def draw(state: State, *, key: str | None = "n", id: str = "id", domain: Domain | None = None, **options: Any) -> Any:
    """Draw the widget in a run of its own; return its value."""
    state.begin()
    value = state.register(id, key, "slider", domain or Upto(9, 5), **options).value
    state.end(clean=True)
    return value


# -- whose value wins ----------------------------------------------------------------------------


def test_a_widget_that_nobody_has_touched_has_its_default() -> None:
    assert draw(State()) == 5


def test_the_readers_value_wins_over_that_of_the_last_run() -> None:
    state = State()
    draw(state)
    assert state.take("id", 7)
    assert draw(state) == 7


def test_an_assignment_of_this_run_wins_over_the_readers_value() -> None:
    state = State()
    draw(state)
    state.take("id", 7)
    state.begin()
    state["n"] = 3
    assert state.register("id", "n", "slider", Upto(9)).value == 3


def test_an_entry_that_was_there_before_the_widget_is_its_first_value() -> None:
    state = State()
    state.preset("n", 4)
    assert draw(state) == 4
    assert state["n"] == 4


# -- one value, one home ---------------------------------------------------------------------


def test_a_value_is_checked_against_the_domain_of_this_run() -> None:
    state = State()
    draw(state)
    state.take("id", 9)
    assert draw(state, domain=Upto(6)) == 6
    assert draw(state, domain=Upto(9)) == 6  # what was cut off does not come back


def test_a_wrong_assignment_is_an_error_and_gone_in_the_next_run() -> None:
    state = State()
    draw(state)
    state.begin()
    state["n"] = 50
    with pytest.raises(errors.StreamlitValueError):
        state.register("id", "n", "slider", Upto(9))
    state.end(clean=False)
    assert draw(state) == 5


def test_an_older_entry_beyond_the_bound_is_kept_as_well_as_it_can() -> None:
    state = State()
    state.preset("n", 50)
    assert draw(state) == 9


def test_after_the_widget_was_drawn_its_key_cannot_be_set_in_the_same_run() -> None:
    state = State()
    state.begin()
    state.register("id", "n", "slider", Upto(9))
    with pytest.raises(errors.StreamlitWidgetAlreadyInstantiatedError):
        state["n"] = 3
    state.begin()
    state["n"] = 3


def test_what_only_the_reader_may_set_refuses_an_assignment() -> None:
    state = State()
    state.begin()
    state["go"] = True
    with pytest.raises(errors.StreamlitValueAssignmentNotAllowedError):
        state.register("id", "go", "button", Click(), assignable=False)


def test_the_default_is_not_changed_through_the_value() -> None:
    domain = Domain(default=[1])
    state = State()
    draw(state, domain=domain).append(2)
    assert domain.default == [1]


# -- what is forgotten ----------------------------------------------------------------------------


def test_what_a_run_did_not_draw_is_forgotten_when_it_ends_normally_and_only_then() -> None:
    state = State()
    draw(state)
    state.take("id", 7)
    state.begin()
    state.end(clean=False)
    assert state["n"] == 7
    state.begin()
    state.end(clean=True)
    assert "n" not in state
    assert draw(state) == 5


def test_what_persists_is_not_forgotten() -> None:
    state = State()
    draw(state, persist="session")
    state.take("id", 7)
    state.begin()
    state.end(clean=True)
    assert draw(state) == 7


def test_plain_entries_are_never_forgotten() -> None:
    state = State()
    state["count"] = 1
    draw(state)
    assert state["count"] == 1
    assert sorted(state.keys()) == ["count", "n"]


def test_a_key_that_goes_to_another_widget_leads_to_that_one() -> None:
    state = State()
    draw(state, id="one")
    assert draw(state, id="two", domain=Upto(9, 8)) == 8
    assert state["n"] == 8
    assert state.record("one") is None


def test_deleting_a_key_resets_its_widget() -> None:
    state = State()
    draw(state)
    state.take("id", 7)
    del state["n"]
    assert draw(state) == 5
    with pytest.raises(KeyError, match="cannot be deleted"):
        del state["nowhere"]


# -- what the reader sends -------------------------------------------------------------------------------------------------


def test_the_same_value_is_no_change_and_another_type_is() -> None:
    state = State()
    draw(state)
    assert not state.take("id", 5)
    assert state.take("id", True)


@pytest.mark.parametrize(("id", "wire"), [("id", 50), ("gone", 1)])
def test_a_value_outside_the_domain_or_of_no_widget_is_refused(id: str, wire: Any) -> None:
    state = State()
    draw(state)
    with pytest.raises(errors.ValueRefused):
        state.take(id, wire)
    assert state["n"] == 5


def test_a_disabled_widget_takes_nothing() -> None:
    state = State()
    draw(state)
    record = state.record("id")
    assert record is not None
    record.disabled = True
    with pytest.raises(errors.ValueRefused, match="disabled"):
        state.take("id", 7)


def test_a_trigger_is_true_until_it_is_released() -> None:
    state = State()
    draw(state, key="go", domain=Click())
    assert state.take("id", True)
    assert state.take("id", True)  # a second click is one, too
    assert draw(state, key="go", domain=Click()) is True
    state.release_triggers(["id", "gone"])
    assert draw(state, key="go", domain=Click()) is False


# -- st.session_state ------------------------------------------------------------------------------------------------------


@pytest.fixture
def session() -> SessionState:
    state = State()
    return SessionState(lambda: state)


def test_items_and_attributes_are_the_same_and_keys_are_texts(session: SessionState) -> None:
    session.count = 1
    session["count"] += 1
    session[5] = "five"
    assert (session.count, session["5"], 5 in session, len(session)) == (2, "five", True, 2)
    del session.count
    assert list(session) == ["5"]
    assert session.to_dict() == {"5": "five"}


def test_what_is_missing_says_how_to_make_it(session: SessionState) -> None:
    with pytest.raises(KeyError, match="setdefault"):
        session["a"]
    with pytest.raises(AttributeError, match=r"st\.session_state\.a = value"):
        _ = session.a
    with pytest.raises(AttributeError):
        del session.a


def test_names_that_python_asks_for_are_no_entries(session: SessionState) -> None:
    session["__deepcopy__"] = 1
    with pytest.raises(AttributeError):
        _ = session.__deepcopy__
    assert not hasattr(session, "__array__")


def test_an_id_is_no_key() -> None:
    with pytest.raises(errors.StreamlitAPIException, match="reserved"):
        checked_key("$$ID-1")


def test_values_that_can_change_are_copied() -> None:
    value = [[1]]
    assert copied(value) == value
    assert copied(value)[0] is not value[0]
    atoms = (1, "a", None)
    assert copied(atoms) is atoms
