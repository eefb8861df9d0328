"""Real Pyodide in Node.js: CPython for WebAssembly, which can start no thread, with this environment's pure packages in it.

``python -m tests.pyodide.python`` installs it: 14 MB from npm. Packages with compiled parts come from Pyodide's own servers
only, so those that we need have stand-ins here, and the gallery, which needs pandas and matplotlib, cannot run in it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import IPython

from labextension.bundle import node_program, npm

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INSTALLED = HERE / "node_modules" / ".package-lock.json"
#: What lets Python wait for JavaScript; browsers have it on by default.
JSPI = "--experimental-wasm-jspi"


def provide() -> None:
    """Install Pyodide unless it is there."""
    lock = HERE / "package-lock.json"
    if not INSTALLED.is_file() or INSTALLED.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--ignore-scripts", "--no-progress", folder=HERE)
        INSTALLED.touch()


def run(script: Path, *, waits: bool) -> list[str]:
    """Run a script in it, with or without JSPI; give the lines that it printed."""
    provide()
    folders = (HERE / "standins", ROOT, Path(IPython.__file__).parents[1])
    command = [str(node_program()), *([JSPI] if waits else []), "run.mjs", str(script), *map(str, folders)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout, done.stderr)
    return done.stdout.splitlines()


if __name__ == "__main__":
    provide()
