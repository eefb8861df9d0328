"""The first `%load_ext` of a user says what to do next, and no later one."""

from __future__ import annotations

from pathlib import Path

from notebook_lit.notebook.shell.welcome import WELCOME
from tests.kernel.driving.kernel import Kernel

LOAD = "%load_ext notebook_lit"


def test_a_new_user_is_welcomed_once(tmp_path: Path) -> None:
    with Kernel(tmp_path, new_user=True) as kernel:
        assert kernel.run(LOAD).text == f"{WELCOME}\n"
        assert kernel.run("%reload_ext notebook_lit").text == ""
    with Kernel(tmp_path, new_user=True) as kernel:
        assert kernel.run(LOAD).text == ""
