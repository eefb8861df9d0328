"""The line that the first ``%load_ext notebook_lit`` of a user prints: what to do next."""

from __future__ import annotations

from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

WELCOME = "Begin a cell with %%litapp to make it an app; %%litapp? says how."
#: In the IPython profile of a user who has been welcomed.
MARKER = "notebook_lit_welcome"


def welcome(shell: InteractiveShell) -> None:
    """Print `WELCOME`, once in the life of an IPython profile; never where no profile can be written to."""
    profile = shell.profile_dir
    if profile is None:
        return
    try:
        (Path(profile.location) / MARKER).touch(exist_ok=False)
    except OSError:  # he has been welcomed; or the folder is read-only, and the line would come each time
        return
    print(WELCOME)  # noqa: T201  # what it is for
