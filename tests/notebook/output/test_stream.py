"""The stand-in for ``sys.stdout``: whose text goes where."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from notebook_lit.notebook.output.stream import StreamProxy
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.run import Run, Scope, current


class Console:
    """The part of a console that a stream writes to."""

    def __init__(self) -> None:
        self.waiting: list[object] = []
        self.taken = 0

    def process(self) -> None:
        self.taken += len(self.waiting)
        self.waiting.clear()


class Owners:
    """Says whose the output of a thread is."""

    def __init__(self) -> None:
        self.console: Console | None = None
        self.of_app = False

    def owner(self) -> Console | None:
        return self.console

    def owned_by_app(self) -> bool:
        return self.of_app


class Below(io.StringIO):
    """A kernel's stream."""

    flushes = 0
    session = "of the kernel"
    encoding = "utf-16"

    def flush(self) -> None:
        self.flushes += 1


@pytest.fixture
def below() -> Below:
    return Below()


@pytest.fixture
def console() -> Iterator[Console]:
    """Provide the console of the run that is current."""
    run = Run(State())
    run.output = made = Console()
    token = current.set(Scope(run, None))
    yield made
    current.reset(token)


def stream(below: Below, owners: Owners | None = None, name: str = "stdout") -> StreamProxy:
    """Make what stands in for a stream of the kernel."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, name, below)
        return StreamProxy(owners or Owners(), name)  # type: ignore[arg-type]


def test_the_notebooks_text_goes_below_and_the_runs_into_its_console(below: Below) -> None:
    out = stream(below)
    assert out.write("of a cell") == 9
    assert below.getvalue() == "of a cell"


def test_a_run_writes_into_its_console_and_errors_are_marked(below: Below, console: Console) -> None:
    stream(below).write("out")
    stream(below, name="stderr").write("err")
    assert console.waiting == ["out", ("err",)]
    assert below.getvalue() == ""


def test_outside_of_runs_the_owner_of_the_thread_decides(below: Below) -> None:
    owners = Owners()
    owners.console = Console()
    stream(below, owners).write("of a thread")
    assert owners.console.waiting == ["of a thread"]


def test_a_loop_that_prints_is_taken_now_and_then(below: Below, console: Console) -> None:
    out = stream(below)
    for _ in range(100_000):
        out.write("x")
    assert console.taken + len(console.waiting) == 100_000
    assert len(console.waiting) < 100_000


def test_what_is_no_text_is_an_error_as_of_any_stream(below: Below, console: Console) -> None:
    with pytest.raises(TypeError, match="must be str, not bytes"):
        stream(below).write(b"x")  # type: ignore[arg-type]


def test_in_a_forked_process_all_goes_where_its_descriptors_lead(
    below: Below, console: Console, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    out = stream(below)
    monkeypatch.setattr("notebook_lit.notebook.output.stream.getpid", lambda: -1)
    out.write("of the child")
    assert capfd.readouterr().out == "of the child"
    assert below.getvalue() == ""
    assert console.waiting == []


def test_children_of_an_app_are_given_the_descriptor_that_leads_to_it(below: Below) -> None:
    owners = Owners()
    owners.of_app = True
    assert stream(below, owners).fileno() == 1


def test_only_what_is_the_notebooks_is_flushed(below: Below) -> None:
    owners = Owners()
    out = stream(below, owners)
    out.flush()
    owners.of_app = True
    out.flush()
    assert below.flushes == 1


def test_it_looks_like_the_stream_below_and_cannot_be_closed(below: Below) -> None:
    out = stream(below)
    assert (out.encoding, out.session, out.writable(), out.isatty()) == ("utf-16", "of the kernel", True, False)
    out.close()
    out.write("still open")
    assert below.getvalue() == "still open"
