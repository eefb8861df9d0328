"""Who asks at a prompt from an app is told so; who asks from a cell gets an answer."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from notebook_lit.errors import StreamlitAPIException
from notebook_lit.notebook.output.stdin import APP_BUILTINS, KernelPrompts, StdinProxy


class FakeAppCheck:
    """Says whether an app asks."""

    app = False

    def in_app(self) -> bool:
        return self.app


@pytest.fixture
def app_check() -> FakeAppCheck:
    return FakeAppCheck()


@pytest.fixture
def stdin(app_check: FakeAppCheck, monkeypatch: pytest.MonkeyPatch) -> StdinProxy:
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\ntwo\nthree"))
    return StdinProxy(app_check)


def test_the_notebook_reads_on(stdin: StdinProxy) -> None:
    assert (stdin.readline(), stdin.read(2), stdin.read()) == ("one\n", "tw", "o\nthree")
    stdin.close()
    assert stdin.below.closed is False


READS: list[Callable[[StdinProxy], object]] = [StdinProxy.read, StdinProxy.readline, StdinProxy.readlines, next]


@pytest.mark.parametrize("read", READS)
def test_an_app_is_refused_whichever_way_it_reads(
    stdin: StdinProxy, app_check: FakeAppCheck, read: Callable[[StdinProxy], object]
) -> None:
    app_check.app = True
    with pytest.raises(StreamlitAPIException, match=r"st\.text_input"):
        read(stdin)
    app_check.app = False
    assert stdin.readline() == "one\n"  # nothing was eaten


def test_an_app_finds_no_file_to_read_past_us(stdin: StdinProxy, app_check: FakeAppCheck) -> None:
    app_check.app = True
    with pytest.raises(io.UnsupportedOperation):
        stdin.fileno()


class Kernel:
    """A kernel that asks its front end."""

    def raw_input(self, prompt: str = "") -> str:
        """Ask."""
        return f"answer to {prompt}"


def test_the_kernels_own_questions_are_guarded_until_released(app_check: FakeAppCheck) -> None:
    kernel = Kernel()
    prompts = KernelPrompts(kernel, app_check)
    assert kernel.raw_input("name?") == "answer to name?"
    app_check.app = True
    with pytest.raises(StreamlitAPIException):
        kernel.raw_input("name?")
    prompts.release()
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
