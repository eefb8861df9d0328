"""Who takes part, how each is started, and which versions ran."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Protocol

from tests.bench.cases import Case
from tests.bench.exchange import Message, Wire
from tests.bench.kernel_client import Kernel

ROOT = Path(__file__).parents[2]


class App(Wire, Protocol):
    """A started contestant with the script of one case."""

    def show(self, seconds: float) -> list[Message]:
        """Put the page on screen; give what that sent."""

    def close(self) -> None:
        """End its process."""


@dataclass(frozen=True)
class Contestant:
    """One column of the comparison.

    Parameters
    ----------
    name
        As in ``--only``.
    title
        As in the table.
    idiom
        The folder of its scripts.
    modules
        What must be importable.
    distributions
        Whose versions are told; also what pip is to install.
    start
        Starts its process for a case with an empty folder; gives back at once.
    """

    name: str
    title: str
    idiom: str
    modules: tuple[str, ...]
    distributions: tuple[str, ...]
    start: Callable[[Case, str, Path], App]

    def missing(self, case: Case | None = None) -> str | None:
        """Say what is not installed and how to get it, or None when all is there."""
        wanted = (*self.modules, *(case.modules if case else ()))
        if all(importlib.util.find_spec(module) for module in wanted):
            return None
        return "not installed: pip install " + " ".join((*self.distributions, *(case.modules if case else ())))

    def versions(self) -> str:
        """Give name and version of its distributions."""
        return ", ".join(f"{name} {_version(name)}" for name in self.distributions)


class KernelApp(Kernel):
    """A page made by cells in a kernel."""

    def __init__(self, case: Case, cells: list[str], folder: Path) -> None:
        super().__init__(folder, ROOT)
        self._case = case
        self._cells = cells

    def show(self, seconds: float) -> list[Message]:
        """Run the cells and find the control that events will move."""
        self.wait_until_ready(seconds)
        for cell in self._cells:
            messages = self.run(cell, seconds)
        self.aim(messages, self._case.control, self._case.nth)
        return messages


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "as in this folder"  # importable, because it is the checkout, but not installed


def _start_ours(case: Case, script: str, folder: Path) -> App:
    return KernelApp(case, ["%load_ext notebook_lit", f"%%litapp bench\n{script}"], folder)


def _start_cell(case: Case, script: str, folder: Path) -> App:
    return KernelApp(case, [script], folder)


def _start_streamlit(*, collect_garbage: bool) -> Callable[[Case, str, Path], App]:
    def start(case: Case, script: str, folder: Path) -> App:
        # Optional and heavy: imported only when it takes part.
        from tests.bench.streamlit_server import StreamlitApp

        return StreamlitApp(case, folder, script, collect_garbage=collect_garbage)

    return start


CONTESTANTS = (
    Contestant("ours", "notebook_lit", "app", ("notebook_lit",), ("notebook_lit",), _start_ours),
    Contestant("handwritten", "ipywidgets, by hand", "handwritten", ("ipywidgets",), ("ipywidgets", "ipykernel"), _start_cell),
    Contestant("interact", "ipywidgets interact", "interact", ("ipywidgets",), ("ipywidgets", "ipykernel"), _start_cell),
    Contestant(
        "streamlit",
        "Streamlit",
        "app",
        ("streamlit", "websocket"),
        ("streamlit", "websocket-client"),
        _start_streamlit(collect_garbage=True),
    ),
    Contestant(
        "streamlit-nogc",
        "Streamlit, gc off",
        "app",
        ("streamlit", "websocket"),
        ("streamlit", "websocket-client"),
        _start_streamlit(collect_garbage=False),
    ),
    Contestant("solara", "Solara", "solara", ("solara", "ipyvuetify"), ("solara", "reacton", "ipyvuetify"), _start_cell),
)
