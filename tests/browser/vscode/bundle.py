"""Gets what the page of a VS Code notebook is made of: VS Code's widget bundle and JupyterLab's services, from npm.

``python -m tests.browser.vscode.bundle`` installs the packages that the lock file names, if they are not there, and makes
one script of the page's modules. Both are kept out of git.
"""

from __future__ import annotations

from pathlib import Path

from labextension.bundle import node, npm

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
SCRIPT = HERE / "build" / "host.js"


def provide() -> Path:
    """Install and build what is missing or older than its sources; give the script of the page."""
    installed, lock = MODULES / ".package-lock.json", HERE / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--ignore-scripts", "--no-progress", folder=HERE)
        installed.touch()
    sources = [lock, *(HERE / "page").glob("*.js")]
    if not SCRIPT.is_file() or SCRIPT.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        # VS Code's bundle stays as it is: the page imports it as VS Code does.
        options = ("--bundle", "--format=esm", "--log-level=warning", "--external:../node_modules/@vscode/*")
        node("node_modules/esbuild/bin/esbuild", "page/host.js", f"--outfile={SCRIPT}", *options, folder=HERE)
    return SCRIPT


if __name__ == "__main__":
    provide()
