"""Cells and scripts that wait for exactly as long as a test wants."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kernel.driving.kernel import Execution, Kernel


class Gate:
    """A pipe at which code in a kernel waits until the test lets it go on.

    Parameters
    ----------
    folder
        Where the pipe is made.

    Attributes
    ----------
    wait
        A line of Python that waits. It may be executed once.
    """

    def __init__(self, folder: Path) -> None:
        self._pipe = folder / "gate"
        os.mkfifo(self._pipe)
        self.wait = f"with open({str(self._pipe)!r}) as _gate: _gate.read()"

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Wait until the code has come to the gate; it goes on at the end of the block."""
        with self._pipe.open("w"):  # opens when the other end is opened
            yield


class Held:
    """A cell that is held; what it did is known when the block is over."""

    def __init__(self, request: str) -> None:
        self.request = request
        self._done: Execution | None = None

    @property
    def done(self) -> Execution:
        """What the cell did."""
        assert self._done is not None, "the cell is still held"
        return self._done

    @done.setter
    def done(self, done: Execution) -> None:
        self._done = done


@contextmanager
def held(kernel: Kernel, code: str = "{wait}") -> Iterator[Held]:
    """Keep the kernel busy with a cell while the block runs.

    Parameters
    ----------
    kernel
        The kernel.
    code
        The cell; ``{wait}`` stands for the line at which it waits.
    """
    gate = Gate(kernel.folder)
    cell = Held(kernel.begin(code.replace("{wait}", gate.wait)))
    with gate.reached():
        yield cell
    gate._pipe.unlink()
    cell.done = kernel.finish(cell.request)
