"""What the script of an app finds in its namespace: a copy of the notebook's variables, or nothing but ``st``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notebook_lit import st

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

#: Names of IPython's own in the user namespace: no app should see or keep them.
SHELL_NAMES = frozenset({"In", "Out", "exit", "quit", "_", "__", "___", "_dh", "_oh", "_ih", "_i", "_ii", "_iii"})


class NotebookNames:
    """A copy of the notebook's variables for one app, made anew for each run.

    Parameters
    ----------
    shell : InteractiveShell
        The shell whose variables they are.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self.seen: dict[str, Any] | None = None  # the copy that the last run got

    @property
    def variables(self) -> dict[str, Any]:
        """The notebook's own namespace."""
        namespace: dict[str, Any] = self._shell.user_ns
        return namespace

    def __call__(self) -> dict[str, Any]:
        """Return a new copy: names that the script binds stay in the app."""
        names: dict[str, Any] = self._shell.user_ns.copy()  # in one go: cells may bind names meanwhile
        for name in SHELL_NAMES & names.keys():
            del names[name]
        self.seen = dict(names)
        names["st"] = st
        return names

    def release(self, kept: frozenset[str], namespace: dict[str, Any]) -> None:
        """Drop values that the notebook no longer has from the copy and the last run's namespace, but for names in ``kept``."""
        seen = self.seen
        if seen is None:
            return
        variables = self.variables
        for name in [name for name, value in seen.items() if name not in kept and variables.get(name) is not value]:
            value = seen.pop(name)
            if namespace.get(name) is value:
                del namespace[name]


def file_namespace() -> dict[str, Any]:
    """Return what a file finds in its namespace: nothing but ``st``."""
    return {"st": st}
