"""What a choice becomes in the next run, whose options are made anew: classes of the script among them."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from notebook_lit.elements.inputs.domains.option_domains import MultiselectDomain, OptionDomain, SelectSliderDomain
from notebook_lit.elements.shared.options import OptionsDomain, options_of
from notebook_lit.runtime.model.state import State
from notebook_lit.testing import AppTest

LABELS = ["one", "two", "three"]


class Thing:
    """An option that equals nothing but itself, as the objects of most classes do."""


def domain(kind: str, objects: list[Any], labels: list[str] = LABELS, *, otherwise: str | None = None) -> OptionsDomain:
    """Make the domain of one run, whose ``format_func`` knows the objects of that run only."""
    names = dict(zip(objects, labels, strict=True))
    options = options_of(objects, names.__getitem__)
    made: OptionsDomain = {
        "one": lambda: OptionDomain(options, 0),
        "several": lambda: MultiselectDomain(options, (), None, new=False),
        "step": lambda: SelectSliderDomain(options, (0,)),
        "range": lambda: SelectSliderDomain(options, (0, 1)),
    }[kind]()
    made.format = names.__getitem__ if otherwise is None else lambda thing: names.get(thing, otherwise)
    return made


def things() -> list[Thing]:
    return [Thing(), Thing(), Thing()]


def chosen(kind: str, objects: list[Any], *places: int) -> Any:
    """Return the value that a kind has when the options at these places are chosen."""
    picked = [objects[place] for place in places]
    return {"several": picked, "range": tuple(picked)}[kind] if kind in ("several", "range") else picked[-1]


def wire(kind: str, *places: int) -> Any:
    labels = [LABELS[place] for place in places]
    return {"one": labels[-1], "step": labels[-1:]}.get(kind, labels)


@pytest.mark.parametrize("kind", ["one", "several", "step", "range"])
@pytest.mark.parametrize("otherwise", [None, "one", 7], ids=["chokes", "says another label", "says nonsense"])
def test_the_choice_stays_when_the_classes_of_the_options_are_made_anew(kind: str, otherwise: Any) -> None:
    state = State()
    state.register("id", None, kind, domain(kind, things(), otherwise=otherwise))
    state.take("id", wire(kind, 1, 2))
    for _ in range(2):
        state.begin()
        now = things()
        record = state.register("id", None, kind, domain(kind, now, otherwise=otherwise))
        assert record.value == chosen(kind, now, 1, 2)


@pytest.mark.parametrize("kind", ["one", "several", "step", "range"])
def test_the_choice_is_found_by_its_label_when_the_options_change_places(kind: str) -> None:
    state = State()
    state.register("id", None, kind, domain(kind, things()))
    state.take("id", wire(kind, 0, 2))
    now = things()
    record = state.register("id", None, kind, domain(kind, now, ["two", "one", "three"]))
    assert record.value == chosen(kind, now, 1, 2)


def test_an_untouched_choice_is_of_this_run_and_stays_where_it_is() -> None:
    state = State()
    state.register("id", None, "one", domain("one", things()))
    now = things()
    assert state.register("id", None, "one", domain("one", now)).value is now[0]


def test_a_choice_whose_label_is_gone_is_the_default() -> None:
    state = State()
    state.register("id", None, "one", domain("one", things()))
    state.take("id", "three")
    now = things()
    assert state.register("id", None, "one", domain("one", now, ["one", "two", "four"])).value is now[0]


def test_a_new_wording_of_the_same_options_does_not_change_the_choice() -> None:
    state, same = State(), things()
    state.register("id", None, "one", domain("one", same))
    state.take("id", "two")
    assert state.register("id", None, "one", domain("one", same, ["two", "zwei", "drei"])).value is same[1]


@pytest.mark.parametrize("kind", ["one", "several"])
def test_a_choice_that_the_script_assigns_to_itself_is_followed_too(kind: str) -> None:
    state = State()
    state.register("id", "k", kind, domain(kind, things()))
    state.take("id", wire(kind, 1))
    state.begin()
    state["k"] = state["k"]
    now = things()
    assert state.register("id", "k", kind, domain(kind, now)).value == chosen(kind, now, 1)


def test_a_member_of_an_enumeration_that_was_defined_again_is_the_member_of_that_name() -> None:
    def colours() -> type[Enum]:
        class Colour(Enum):
            RED = 1
            BLUE = 2

        return Colour

    before, now = colours(), colours()
    state = State()
    state["k"] = before["BLUE"]
    record = state.register("id", "k", "one", domain("one", list(now), LABELS[:2], otherwise="one"))
    assert record.value is now["BLUE"]


SCRIPT = """
import enum
from dataclasses import dataclass

class Colour(enum.Enum):
    RED = "r"
    BLUE = "b"

@dataclass(frozen=True)
class Job:
    name: str

st.checkbox("Another")
for kind, options in (("c", list(Colour)), ("j", [Job("first"), Job("second")])):
    names = {option: option.name.lower() for option in options}
    picked = [
        st.selectbox(kind, options, format_func=names.__getitem__),
        st.radio(kind, options, format_func=names.__getitem__),
        st.select_slider(kind, options, format_func=names.__getitem__),
        *st.multiselect(kind, options, format_func=names.__getitem__),
    ]
    st.text(" ".join(names[one] for one in picked))
"""


def test_ticking_another_box_changes_no_choice() -> None:
    at = AppTest.from_string(SCRIPT).run()
    for kind in (at.selectbox, at.radio, at.select_slider):
        kind[0].set_value("blue")
        kind[1].set_value("second")
    at.multiselect[0].select("blue")
    at.multiselect[1].select("second")
    at.run()
    for _ in range(2):
        assert [text.value for text in at.text] == ["blue blue blue blue", "second second second second"]
        at.checkbox[0].check().run()


def test_options_that_cannot_even_be_compared_are_named() -> None:
    at = AppTest.from_string("""
        class Odd:
            def __eq__(self, other):
                raise RuntimeError("no comparing")
            __hash__ = object.__hash__
        st.selectbox("Odd", [Odd(), Odd()])
    """).run()
    assert "**Odd**" in at.exception[0].message
    assert "comparable" in at.exception[0].message
