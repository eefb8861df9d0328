"""What a text field takes from its reader, and how a password stays hidden while it can be edited."""

from __future__ import annotations

import pytest

from notebook_lit.elements.inputs.domains.text_domain import HIDDEN, LONGEST_TEXT, TextDomain, entered, hidden
from notebook_lit.errors import ValueRefused


def test_a_text_that_is_too_long_is_refused_with_the_reason_and_stays_in_the_field() -> None:
    domain = TextDomain("")
    assert len(domain.parse("x" * LONGEST_TEXT) or "") == LONGEST_TEXT
    with pytest.raises(ValueRefused, match="1,000,001 characters") as refusal:
        domain.parse("x" * (LONGEST_TEXT + 1))
    assert refusal.value.keep


def test_what_is_no_text_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValueRefused, match="a bytes is no text"):
        TextDomain("").parse(b"x" * 10_000)


@pytest.mark.parametrize(
    ("text", "before", "meant"),
    [
        ("", None, None),
        ("", "", ""),
        ("new", None, "new"),
        (HIDDEN, "old", "old"),
        (HIDDEN + "!", "old", "old!"),
        ("!" + HIDDEN, "old", "!old"),
        ("new", "old", "new"),
        ("", "old", ""),
    ],
)
def test_a_hidden_password_can_be_added_to_replaced_and_cleared(text: str, before: str | None, meant: str | None) -> None:
    assert entered(text, before) == meant
    assert TextDomain("", secret=True).parse(meant or "") == (meant or "")


@pytest.mark.parametrize("text", [HIDDEN[1:], HIDDEN[:4] + "x" + HIDDEN[4:], HIDDEN[3:] + "xyz", f"{HIDDEN}•", "•"])
def test_a_hidden_password_that_was_edited_in_part_is_refused(text: str) -> None:
    meant = entered(text, "old")
    with pytest.raises(ValueRefused, match="clear the field") as refusal:
        TextDomain("", secret=True).parse(meant)
    assert refusal.value.keep


def test_the_dots_say_nothing_of_the_password() -> None:
    assert {hidden("a"), hidden("a" * 50)} == {HIDDEN}
    assert hidden("") == hidden(None) == ""
