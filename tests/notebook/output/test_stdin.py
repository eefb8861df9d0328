"""Who asks at a prompt from an app is told so; who asks from a cell gets an answer."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from notebook_lit.errors import StreamlitAPIException
from notebook_lit.notebook.output.stdin import APP_BUILTINS, Keyboard, Questions


class Askers:
    """Says whether an app asks."""

    app = False

    def is_apps(self) -> bool:
        return self.app


@pytest.fixture
def askers() -> Askers:
    return Askers()


@pytest.fixture
def keyboard(askers: Askers, monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\ntwo\nthree"))
    return Keyboard(askers)


def test_the_notebook_reads_on(keyboard: Keyboard) -> None:
    assert (keyboard.readline(), keyboard.read(2), keyboard.read()) == ("one\n", "tw", "o\nthree")
    keyboard.close()
    assert keyboard.below.closed is False


READS: list[Callable[[Keyboard], object]] = [Keyboard.read, Keyboard.readline, Keyboard.readlines, next]


@pytest.mark.parametrize("read", READS)
def test_an_app_is_refused_whichever_way_it_reads(
    keyboard: Keyboard, askers: Askers, read: Callable[[Keyboard], object]
) -> None:
    askers.app = True
    with pytest.raises(StreamlitAPIException, match=r"st\.text_input"):
        read(keyboard)
    askers.app = False
    assert keyboard.readline() == "one\n"  # nothing was eaten


def test_an_app_finds_no_file_to_read_past_us(keyboard: Keyboard, askers: Askers) -> None:
    askers.app = True
    with pytest.raises(io.UnsupportedOperation):
        keyboard.fileno()


class Kernel:
    """A kernel that asks its front end."""

    def raw_input(self, prompt: str = "") -> str:
        """Ask."""
        return f"answer to {prompt}"


def test_the_kernels_own_questions_are_guarded_until_released(askers: Askers) -> None:
    kernel = Kernel()
    questions = Questions(kernel, askers)
    assert kernel.raw_input("name?") == "answer to name?"
    askers.app = True
    with pytest.raises(StreamlitAPIException):
        kernel.raw_input("name?")
    questions.release()
    assert kernel.raw_input("name?") == "answer to name?"
    assert vars(kernel) == {}


def test_in_an_app_the_builtins_refuse_or_end_the_run() -> None:
    with pytest.raises(StreamlitAPIException, match="no prompt"):
        APP_BUILTINS["input"]("name? ")
    with pytest.raises(StreamlitAPIException, match=r"app\.ns"):
        APP_BUILTINS["breakpoint"]()
    for name in ("exit", "quit"):
        with pytest.raises(SystemExit):
            APP_BUILTINS[name](3)
