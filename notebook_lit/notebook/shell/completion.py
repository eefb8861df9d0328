"""Tab after ``%%litapp --``: the options of the magics."""

from __future__ import annotations

from typing import Any

from IPython.core.error import TryNext
from IPython.core.interactiveshell import InteractiveShell

from notebook_lit.notebook.shell.magics import LitMagics

_HOOK = "complete_command"


class OptionCompletion:
    """Completes the options of ``%%litapp`` and ``%litapp``.

    Parameters
    ----------
    shell : InteractiveShell
        The shell in which they are typed.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._magics = {"%%litapp": LitMagics.litapp, "%litapp": LitMagics.litapp_file}

    def start(self) -> None:
        """Begin to complete."""
        for command in self._magics:
            self._shell.set_hook(_HOOK, self._options, str_key=command)

    def stop(self) -> None:
        """End it."""
        known = self._shell.strdispatchers[_HOOK].strs
        for command in self._magics:
            known.pop(command, None)

    def _options(self, shell: Any, event: Any) -> list[str]:
        """Return the options that begin like what was typed."""
        if not event.symbol.startswith("-"):
            raise TryNext
        parser: Any = self._magics[event.command].parser
        options = {option for action in parser._actions for option in action.option_strings}
        return sorted(option for option in options if option.startswith(event.symbol))
