"""Apps say that a cell keeps the kernel busy: after a while, not for long, and not while they run themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from IPython.core.interactiveshell import InteractiveShell

from notebook_lit.notebook.shell import kernel_busy
from notebook_lit.notebook.shell.kernel_busy import KernelBusy
from tests.runtime.until import until


class Shell:
    """A shell that tells when cells begin and end."""

    def __init__(self) -> None:
        self.events = self
        self.callbacks: dict[str, list[Callable[..., None]]] = {"pre_run_cell": [], "post_run_cell": []}

    def register(self, event: str, callback: Callable[..., None]) -> None:
        self.callbacks[event].append(callback)

    def unregister(self, event: str, callback: Callable[..., None]) -> None:
        self.callbacks[event].remove(callback)

    def tell(self, event: str) -> None:
        for callback in self.callbacks[event]:
            callback(None)


class FakeApp:
    """The part of an app that is told; ``said`` has all that it was told."""

    def __init__(self, status: str = "idle") -> None:
        self.status = status
        self.view = self
        self.said: list[bool] = []

    def kernel_busy(self, busy: bool) -> None:
        self.said.append(busy)


class Kernel:
    """A shell with apps."""

    def __init__(self, *apps: FakeApp) -> None:
        self.shell = Shell()
        self.busy = KernelBusy(cast(InteractiveShell, self.shell), lambda: cast(Any, apps))
        self.busy.start()

    def begin(self) -> None:
        self.shell.tell("pre_run_cell")

    def end(self) -> None:
        self.shell.tell("post_run_cell")


def watchers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "litapp busy"]


@pytest.fixture(autouse=True)
def no_watcher_is_left() -> Iterator[None]:
    yield
    until(lambda: not watchers(), "the end of all watchers")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every cell count as a long one."""
    monkeypatch.setattr(kernel_busy, "PATIENCE", 0.001)


@pytest.mark.usefixtures("at_once")
def test_idle_apps_say_so_until_the_cell_ends() -> None:
    idle, running = FakeApp(), FakeApp("running")
    kernel = Kernel(idle, running)
    kernel.begin()
    until(lambda: True in idle.said, "the notice")
    kernel.end()
    assert idle.said[-1] is False
    assert True not in running.said
    kernel.busy.stop()


@pytest.mark.usefixtures("at_once")
def test_an_app_that_ends_its_run_meanwhile_says_so_from_then_on() -> None:
    app = FakeApp("running")
    kernel = Kernel(app)
    kernel.begin()
    app.status = "idle"
    until(lambda: True in app.said, "the notice")
    kernel.busy.stop()
    assert app.said[-1] is False


def test_a_cell_that_is_over_in_time_is_not_mentioned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_busy, "PATIENCE", 1000.0)
    app = FakeApp()
    kernel = Kernel(app)
    kernel.begin()
    (watcher,) = watchers()
    kernel.end()
    watcher.join(20)  # it does not wait for its patience to end
    assert not watcher.is_alive()
    assert app.said == [False]
    kernel.busy.stop()


def test_without_apps_no_thread_is_started() -> None:
    kernel = Kernel()
    kernel.begin()
    assert watchers() == []
    kernel.end()
    kernel.busy.stop()


def test_where_no_thread_can_be_started_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    app = FakeApp()
    kernel = Kernel(app)
    kernel.begin()
    kernel.end()
    assert True not in app.said
    kernel.busy.stop()


def test_after_the_end_no_cell_is_listened_to() -> None:
    kernel = Kernel(FakeApp())
    kernel.busy.stop()
    assert kernel.shell.callbacks == {"pre_run_cell": [], "post_run_cell": []}
