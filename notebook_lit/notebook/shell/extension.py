"""What ``%load_ext notebook_lit`` makes in a kernel, and what ``%unload_ext`` ends."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from notebook_lit.notebook.app.registry import Registry
from notebook_lit.notebook.output.output_capture import OutputCapture
from notebook_lit.notebook.output.stdin import KernelPrompts
from notebook_lit.notebook.shell.completion import OptionCompletion
from notebook_lit.notebook.shell.diagnostics import Baseline, Diagnostics, examine
from notebook_lit.notebook.shell.kernel_busy import KernelBusy
from notebook_lit.notebook.shell.magics import LitMagics
from notebook_lit.notebook.shell.panel_comm import PanelComm
from notebook_lit.notebook.shell.streamlit_imports import StreamlitImports
from notebook_lit.notebook.shell.welcome import welcome
from notebook_lit.notebook.variables.rerun_on_change import RerunOnChange


class Extension:
    """Everything of ours that lives in one kernel.

    Parameters
    ----------
    shell : InteractiveShell
        The kernel's shell.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._baseline = Baseline.take()
        output = OutputCapture(shell)
        self.registry = registry = Registry(output)
        self._magics = LitMagics(shell, registry)
        shell.register_magics(self._magics)
        variables, busy = RerunOnChange(shell, registry.sessions), KernelBusy(shell, registry.sessions)
        variables.start()
        busy.start()
        panel = PanelComm(registry)
        imports = StreamlitImports(shell, Path.cwd(), lambda: self._magics.import_streamlit)
        imports.start()
        completion = OptionCompletion(shell)
        completion.start()
        self._ends: list[Callable[[], None]] = [variables.stop, busy.stop, panel.close, imports.stop, completion.stop]
        self._kernel = kernel = getattr(shell, "kernel", None)
        if kernel is not None:
            self._ends.append(KernelPrompts(kernel, output).release)
        self._ends += [registry.close, output.close]
        if kernel is not None and hasattr(kernel, "saved_sigint_handler"):
            # ipykernel puts this handler in force between cells; while a cell runs, Python's own raises KeyboardInterrupt in it
            kernel.saved_sigint_handler = lambda number, frame: registry.stop()
        if kernel is not None:
            welcome(shell)

    def close(self) -> None:
        """Close all apps and take the magics away."""
        ends, self._ends = self._ends, []
        for end in ends:
            end()
        for kind in ("cell", "line"):
            self._shell.magics_manager.magics[kind].pop("litapp", None)
        configurables: list[Any] = self._shell.configurables
        if self._magics in configurables:
            configurables.remove(self._magics)
        if self._kernel is not None and hasattr(self._kernel, "saved_sigint_handler"):
            self._kernel.saved_sigint_handler = signal.SIG_IGN  # what ipykernel itself has between cells

    def examine(self) -> Diagnostics:
        """Look at this kernel: see `notebook_lit.doctor`."""
        return examine(self.registry, self._baseline)
