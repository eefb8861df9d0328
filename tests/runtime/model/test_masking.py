"""Passwords are found in texts that are not theirs, however they are written there."""

from __future__ import annotations

import pytest

from notebook_lit.runtime.model.masking import masked


@pytest.mark.parametrize("secret", ["swordfish", "it's \"so\" \\ so", "schlüssel", "line\nbreak", "\ud83d lone", "a.*b|c", "x"])
def test_a_secret_is_hidden_as_itself_and_as_python_writes_it(secret: str) -> None:
    for written in (secret, repr(secret), ascii(secret), repr([{secret: 1}]), f"KeyError: {secret!r}!"):
        assert secret not in masked(written, [secret])
        assert "•••" in masked(written, [secret])
        assert repr(secret)[1:-1] not in masked(written, [secret])


def test_a_short_secret_leaves_the_words_that_hold_its_letters() -> None:
    assert masked("int('a') has an a", ["a"]) == "int('•••') has an •••"


def test_a_blank_secret_hides_nothing() -> None:
    assert masked("a b  c", ["", " ", "  "]) == "a b  c"


def test_of_two_secrets_the_longer_one_is_hidden_whole() -> None:
    assert masked("hunter2hunter", ["hunter", "hunter2hunter"]) == "•••"
