"""The README tells what works where as the tests show it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_the_readme_has_the_table_of_what_works_where(root: Path) -> None:
    command = [sys.executable, "-m", "tests.browser.driving.works", "--check"]
    # In a process of its own: pytest collects there.
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, f"python -m tests.browser.driving.works writes it\n{done.stdout}{done.stderr}"
