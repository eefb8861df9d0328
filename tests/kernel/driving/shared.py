"""One kernel process for many tests: cleaned after each, and replaced where it does not come clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kernel.driving.kernel import Kernel

#: Notes what a new kernel has.
NOTE = """
def _note():
    import logging, sys
    shell = get_ipython()
    shell.tests_began_with = (set(shell.user_ns) | {"_note"}, set(sys.modules), list(logging.root.handlers))
_note()
"""

#: Takes the kernel back to that, but for modules that no test has written; its value is what could not be taken back.
CLEAN = """
def _clean(folder):
    import logging, os, sys, threading
    shell = get_ipython()
    names, modules, handlers = shell.tests_began_with
    if "notebook_lit" in shell.extension_manager.loaded:
        shell.run_line_magic("unload_ext", "notebook_lit")
    shell.config.pop("LitMagics", None)  # what %config has set
    shell.configurables[:] = [one for one in shell.configurables if type(one).__name__ != "LitMagics"]
    if "autoreload" in shell.extension_manager.loaded:
        shell.run_line_magic("autoreload", "0")
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    for name in set(shell.user_ns) - names:
        del shell.user_ns[name]
    for name in set(sys.modules) - modules:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(folder):
            del sys.modules[name]
    logging.root.handlers[:] = handlers
    left = [thread for thread in threading.enumerate() if thread.name.startswith("litapp")]
    for thread in left:
        thread.join(2)
    return [thread.name for thread in left if thread.is_alive()]
_clean({folder!r})
"""


class SharedKernel:
    """Starts a kernel when the first test wants one, and lends it to one test after the other.

    Parameters
    ----------
    home
        A folder for the configuration of the kernels.
    first
        A cell that a new kernel runs before any test.
    """

    def __init__(self, home: Path, first: str = "") -> None:
        self._home = home
        self._first = first
        self._kernel: Kernel | None = None
        self._started = 0

    @contextmanager
    def lent(self, folder: Path) -> Iterator[Kernel]:
        """Lend the kernel to a test, whose folder becomes the working folder."""
        if self._kernel is None:
            self._started += 1
            home = self._home / str(self._started)
            home.mkdir()
            self._kernel = Kernel(home).__enter__()
            self._kernel.run(self._first)
            self._kernel.run(NOTE)
        kernel = self._kernel
        kernel.folder = folder
        kernel.run(f"import os; os.chdir({str(folder)!r})")
        self._forget(kernel)
        clean = False
        try:
            yield kernel
            clean = self._clean(kernel, folder)
        finally:
            if not clean:
                self.end()

    def end(self) -> None:
        """End the kernel, if there is one."""
        kernel, self._kernel = self._kernel, None
        if kernel is not None:
            kernel.__exit__()

    @staticmethod
    def _clean(kernel: Kernel, folder: Path) -> bool:
        try:
            done = kernel.execute(CLEAN.replace("{folder!r}", repr(str(folder))), timeout=10)
        except TimeoutError:  # the test has failed, and left the kernel busy
            return False
        return done.result == "[]" and not kernel.find()

    @staticmethod
    def _forget(kernel: Kernel) -> None:
        """Forget what the kernel has said: to a test it is a new one."""
        with kernel._arrived:
            kernel.messages.clear()
            kernel.widgets.clear()
