"""The unit tests of the JupyterLab extension, which are TypeScript: they run in Node.js, which pip has brought."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LABEXTENSION = Path(__file__).resolve().parents[1] / "labextension"


@pytest.mark.timeout(300)  # the first time, npm installs what they need
def test_the_unit_tests_of_the_extension_pass() -> None:
    command = [sys.executable, LABEXTENSION / "bundle.py", "test"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    print(done.stdout)
    assert done.returncode == 0, done.stdout
