"""Where the descriptors 1 and 2 of the process lead while apps run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextvars import copy_context

import pytest

from notebook_lit.notebook.output.child_output import SUPPORTED, ChildOutput
from notebook_lit.notebook.output.console import Console
from tests.runtime.until import until

pytestmark = pytest.mark.skipif(not SUPPORTED, reason="no pipes that can be waited for")


class Native:
    """The widget that shows a console."""

    value = ""


@pytest.fixture
def output() -> Iterator[ChildOutput]:
    """Provide the redirection; nothing of it is left after the test."""
    made = ChildOutput(copy_context())
    yield made
    made.close()


def console() -> Console:
    return Console(Native)


def test_what_a_child_wrote_before_it_ended_is_there_when_it_is_asked_for(output: ChildOutput) -> None:
    mine = console()
    output.lead_to(mine)
    for number in range(20):
        subprocess.run(["echo", f"{number}"], check=True)
    output.drain(mine)
    assert mine.text.split() == [str(number) for number in range(20)]


def test_each_app_hears_its_own_child_also_after_its_run(output: ChildOutput) -> None:
    first, second = console(), console()
    children = []
    for one, name in ((first, "first"), (second, "second")):
        output.lead_to(one)
        children.append(subprocess.Popen(["sh", "-c", f"read line; echo {name} $line"], stdin=subprocess.PIPE))
    output.lead_to(None)
    for child in children:
        child.communicate(b"late\n", timeout=20)
    until(lambda: first.text == "first late\n" and second.text == "second late\n")


def test_the_notebook_has_its_descriptors_back(output: ChildOutput, capfd: pytest.CaptureFixture[str]) -> None:
    mine = console()
    output.lead_to(mine)
    output.lead_to(mine)
    os.write(1, b"app ")
    os.write(2, b"app")
    output.lead_to(None)
    os.write(1, b"notebook")
    output.drain(mine)
    assert mine.text == "app app"
    assert capfd.readouterr() == ("notebook", "")


def test_more_than_a_pipe_holds_does_not_hang(output: ChildOutput) -> None:
    mine = console()
    output.lead_to(mine)
    subprocess.run(["sh", "-c", "yes 0123456789 | head -n 50000"], check=True, timeout=30)
    output.lead_to(None)
    output.drain(mine)
    assert mine.text.endswith("0123456789\n" * 9000)


def test_a_character_that_comes_in_two_parts_is_one(output: ChildOutput) -> None:
    mine = console()
    output.lead_to(mine)
    for part in ("é".encode()[:1], "é".encode()[1:]):
        os.write(1, part)
        output.drain(mine)
    assert mine.text == "é"


def test_a_closed_app_lets_its_pipe_go_and_its_child_is_not_killed(output: ChildOutput) -> None:
    mine = console()
    output.lead_to(mine)
    child = subprocess.Popen(["sh", "-c", "read line; echo still writing && exit 7"], stdin=subprocess.PIPE)
    output.lead_to(None)
    mine.close()
    output.forget_closed()
    child.communicate(b"go\n", timeout=20)
    assert child.returncode == 7
    assert mine.text == ""
