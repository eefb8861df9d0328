"""Whose what is written is, and what becomes of the process globals."""

from __future__ import annotations

import asyncio
import contextvars
import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from typing import Any

import pytest

from notebook_lit.notebook.output.console import Console
from notebook_lit.notebook.output.output_capture import OutputCapture
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Run, Scope, current


class Events:
    """The part of a shell's events that is used."""

    def __init__(self) -> None:
        names = ("pre_run_cell", "post_execute", "post_run_cell")
        self.callbacks: dict[str, list[Callable[..., None]]] = {name: [] for name in names}

    def register(self, name: str, callback: Callable[..., None]) -> None:
        self.callbacks[name].append(callback)

    def unregister(self, name: str, callback: Callable[..., None]) -> None:
        self.callbacks[name].remove(callback)

    def fire(self, name: str) -> None:
        for callback in self.callbacks[name]:
            callback(None)


class Publisher:
    """Publishes as a kernel does: flushes the streams, then asks the hooks of the calling thread."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self._local = threading.local()

    def register_hook(self, hook: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        self._local.hooks = [*getattr(self._local, "hooks", []), hook]

    def publish(self, data: dict[str, Any], kind: str = "display_data", **transient: Any) -> None:
        sys.stdout.flush()
        content = {"data": data, "metadata": {}, "transient": transient}
        self.send({"header": {"msg_type": kind}, "content": content})

    def clear_output(self, wait: bool = False) -> None:
        self.send({"header": {"msg_type": "clear_output"}, "content": {"wait": wait}})

    def send(self, message: dict[str, Any]) -> None:
        passed: dict[str, Any] | None = message
        for hook in getattr(self._local, "hooks", []):
            passed = hook(message)
        if passed is not None:
            self.sent.append(passed)


class Shell:
    """A shell that has just run the cell which loads the extension."""

    def __init__(self) -> None:
        self.events = Events()
        self.display_pub = Publisher()


class Native:
    value = ""


class FakeApp:
    """Runs functions as the script of an app."""

    def __init__(self, output: OutputCapture) -> None:
        self.output = output
        self.console = Console(Native)
        self.builtins: dict[str, Any] = dict(vars(__import__("builtins")))
        self.run: Run | None = None

    def script(self, work: Callable[[], object]) -> None:
        """Run in this thread, in a context of its own."""
        contextvars.copy_context().run(self._script, work)

    def _script(self, work: Callable[[], object]) -> None:
        self.run = run = Run(State(), filename="<app>")
        current.set(Scope(run, bound(run, run.page.main)))
        with self.output.run(self.console, run, self.builtins):
            work()
        self.console.end("done")

    def start(self, work: Callable[[], object]) -> threading.Thread:
        """Run on a script thread."""
        thread = threading.Thread(target=self.script, args=(work,), name="litapp fake script")
        thread.start()
        return thread

    def function(self, body: str, **names: Any) -> Callable[[], None]:
        """Make a function of the app's code."""
        names["__builtins__"] = self.builtins
        exec(compile(f"def f():\n    {body}", "<app>", "exec"), names)  # noqa: S102  # what the engine does
        made: Callable[[], None] = names["f"]
        return made


class Below:
    """What the notebook's streams get."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    @property
    def text(self) -> str:
        """Give it, stdout and then stderr, and forget it."""
        return "".join(self._capsys.readouterr())


@pytest.fixture
def below(capsys: pytest.CaptureFixture[str]) -> Below:
    return Below(capsys)


@pytest.fixture
def shell(below: Below) -> Shell:
    return Shell()


@pytest.fixture
def output(shell: Shell) -> Iterator[OutputCapture]:
    made = OutputCapture(shell)
    shell.events.fire("post_run_cell")
    yield made
    made.close()


def globals_now() -> tuple[object, object, object]:
    return sys.stdout, sys.stderr, threading.excepthook


def test_the_globals_are_as_before_after_each_run(output: OutputCapture) -> None:
    before = globals_now()
    app = FakeApp(output)
    during: list[object] = []
    app.script(lambda: (print("x"), during.extend(globals_now())))
    assert globals_now() == before
    assert not set(map(id, during)) & set(map(id, before))
    assert app.console.text == "x\n"


def test_a_run_that_fails_gives_the_globals_back(output: OutputCapture) -> None:
    before = globals_now()
    with pytest.raises(ZeroDivisionError):
        FakeApp(output).script(lambda: 1 / 0)
    assert globals_now() == before


def test_apps_at_once_and_the_notebook_between_them_never_mix(output: OutputCapture, below: Below) -> None:
    before = globals_now()
    apps = [FakeApp(output) for _ in range(8)]
    barrier = threading.Barrier(9, timeout=20)

    def work(number: int) -> None:
        for line in range(200):
            if line % 20 == 0:
                barrier.wait()
            print("app", number, line)
        barrier.wait()

    threads = [app.start(lambda number=number: work(number)) for number, app in enumerate(apps)]
    for turn in range(11):
        barrier.wait()
        print("cell", turn)
    for thread in threads:
        thread.join()
    assert below.text.split("\n") == [*(f"cell {turn}" for turn in range(11)), ""]
    for number, app in enumerate(apps):
        assert app.console.text.split("\n") == [*(f"app {number} {line}" for line in range(200)), ""]
    assert globals_now() == before


def test_two_apps_that_end_in_the_order_of_their_begin_leave_nothing_stale(output: OutputCapture) -> None:
    before = globals_now()
    one, two = FakeApp(output), FakeApp(output)
    begun, ended = threading.Event(), threading.Event()
    first = one.start(lambda: begun.wait(20))
    second = two.start(lambda: (begun.set(), ended.wait(20), print("late")))
    first.join()
    assert globals_now() != before
    ended.set()
    second.join()
    assert globals_now() == before
    assert two.console.text == "late\n"


def test_what_a_script_leaves_in_the_globals_is_taken_away(output: OutputCapture) -> None:
    before = globals_now()
    app = FakeApp(output)

    def work() -> None:
        redirect_stdout(io.StringIO()).__enter__()
        sys.stderr = io.StringIO()
        threading.excepthook = print

    app.script(work)
    assert globals_now() == before


def test_what_a_cell_puts_there_during_a_run_stays(output: OutputCapture, shell: Shell, below: Below) -> None:
    before = globals_now()
    app = FakeApp(output)
    go, gate = threading.Event(), threading.Event()
    thread = app.start(lambda: (go.set(), gate.wait(20)))
    go.wait(20)
    shell.events.fire("pre_run_cell")
    with redirect_stdout(io.StringIO()) as caught:
        gate.set()
        thread.join()
        print("caught")
    assert caught.getvalue() == "caught\n"
    shell.events.fire("post_run_cell")
    assert globals_now() == before
    app.script(lambda: print("again"))
    assert app.console.text == "again\n"
    assert globals_now() == before


def test_a_stream_that_an_author_keeps_writes_where_it_should(output: OutputCapture, below: Below) -> None:
    one, two = FakeApp(output), FakeApp(output)
    handlers: list[logging.Handler] = []
    one.script(lambda: handlers.append(logging.StreamHandler()))
    record = logging.LogRecord("n", logging.INFO, "p", 1, "logged", None, None)
    two.script(lambda: handlers[0].handle(record))
    handlers[0].handle(record)
    assert two.console.text == "logged\n"
    assert below.text == "logged\n"
    assert one.console.text == ""


def test_coroutines_and_copied_contexts_belong_to_the_run(output: OutputCapture) -> None:
    app = FakeApp(output)

    async def speak() -> None:
        await asyncio.sleep(0)
        print("coroutine")
        await asyncio.to_thread(print, "to_thread")

    def work() -> None:
        asyncio.run(speak())
        thread = threading.Thread(target=contextvars.copy_context().run, args=(print, "copied"))
        thread.start()
        thread.join()

    app.start(work).join()  # a browser test before may have left a loop running in the main thread
    assert app.console.text == "coroutine\nto_thread\ncopied\n"


def test_a_thread_of_the_apps_code_is_the_apps_whoever_else_runs(output: OutputCapture, below: Below) -> None:
    one, two = FakeApp(output), FakeApp(output)
    with ThreadPoolExecutor(1) as shared:  # both use one thread

        def both() -> None:
            two.script(lambda: shared.submit(two.function("print('two')")).result(20))
            shared.submit(one.function("print('one')")).result(20)

        one.script(both)
    assert (one.console.text, two.console.text, below.text) == ("one\n", "two\n", "")


def test_a_thread_that_only_one_app_can_have_started_is_its_with_its_children(output: OutputCapture, below: Below) -> None:
    app = FakeApp(output)
    gate = threading.Event()
    threads: list[threading.Thread] = []

    def foreign() -> None:
        gate.wait(20)
        print("parent")
        child = threading.Thread(target=print, args=("child",))
        child.start()
        child.join()

    def work() -> None:
        threads.append(threading.Thread(target=foreign))
        threads[0].start()

    app.start(work).join()
    gate.set()
    threads[0].join()
    assert app.console.text == "parent\nchild\n"
    assert below.text == ""


def test_a_thread_that_may_be_the_notebooks_is_the_notebooks(output: OutputCapture, shell: Shell, below: Below) -> None:
    app = FakeApp(output)
    go, gate = threading.Event(), threading.Event()
    running = app.start(lambda: (go.set(), gate.wait(20)))
    go.wait(20)
    shell.events.fire("pre_run_cell")
    thread = threading.Thread(target=print, args=("mine",))
    thread.start()
    thread.join()
    shell.events.fire("post_run_cell")
    gate.set()
    running.join()
    assert below.text == "mine\n"
    assert app.console.text == ""


def test_an_exception_in_a_thread_shows_the_authors_lines(output: OutputCapture, below: Below) -> None:
    app = FakeApp(output)
    thread = threading.Thread(target=app.function("1 / 0"), name="worker")
    app.script(lambda: (thread.start(), thread.join()))
    assert "Exception in thread worker:" in app.console.text
    assert 'File "<app>", line 2, in f' in app.console.text
    assert app.console.text.endswith("ZeroDivisionError: division by zero\n")
    assert below.text == ""


def test_what_is_displayed_goes_to_the_page_and_updates_its_place(output: OutputCapture, shell: Shell) -> None:
    app = FakeApp(output)
    publish = shell.display_pub.publish

    def work() -> None:
        publish({"text/markdown": "old"}, display_id="a")
        publish({"text/markdown": "second"})
        publish({"text/markdown": "new"}, "update_display_data", display_id="a")
        publish({"text/markdown": "foreign"}, "update_display_data", display_id="b")

    app.script(work)
    assert app.run is not None
    shown = [child for child in app.run.page.main.children if isinstance(child, Element)]
    assert [element.kind for element in shown] == ["markdown", "markdown"]
    assert ["new" in str(shown[0].props), "second" in str(shown[1].props)] == [True, True]
    assert [message["content"]["data"] for message in shell.display_pub.sent] == [{"text/markdown": "foreign"}]
    publish({"text/plain": "of a cell"})
    assert len(shell.display_pub.sent) == 2


def test_clear_output_clears_the_console(output: OutputCapture, shell: Shell) -> None:
    app = FakeApp(output)
    app.script(lambda: (print("a"), shell.display_pub.clear_output(), print("b")))
    assert app.console.text == "b\n"
    assert not shell.display_pub.sent


def test_a_thread_shows_the_text_of_what_it_displays_in_the_console(output: OutputCapture, shell: Shell) -> None:
    app = FakeApp(output)
    work = app.function("publish({'text/plain': 'as text', 'text/html': '<b>'})", publish=shell.display_pub.publish)
    thread = threading.Thread(target=work)
    app.script(lambda: (thread.start(), thread.join()))
    assert app.console.text == "as text\n"
    assert not shell.display_pub.sent


def test_the_proxies_are_streams_that_libraries_can_use(output: OutputCapture, below: Below) -> None:
    app = FakeApp(output)
    seen: list[Any] = []

    def work() -> None:
        stream = sys.stdout
        seen.extend([stream.writable(), stream.isatty(), stream.encoding, stream.closed])
        stream.close()
        stream.writelines(["a\n", "b\n"])
        with pytest.raises(TypeError, match="must be str"):
            stream.write(b"bytes")  # type: ignore[arg-type]

    app.script(work)
    assert seen == [True, False, "UTF-8", False]
    assert app.console.text == "a\nb\n"


def test_closing_leaves_no_trace(shell: Shell, below: Below) -> None:
    before = globals_now()
    output = OutputCapture(shell)
    app = FakeApp(output)
    go, gate = threading.Event(), threading.Event()
    thread = app.start(lambda: (go.set(), gate.wait(20)))
    go.wait(20)
    output.close()
    assert globals_now() == before
    assert shell.events.callbacks == {name: [] for name in ("pre_run_cell", "post_execute", "post_run_cell")}
    gate.set()
    thread.join()
    assert globals_now() == before
