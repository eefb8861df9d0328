"""Gets VS Code's own window, as code-server from npm, and makes the extension that gives it a kernel and widgets.

``python -m tests.browser.vscode.workbench.install`` takes half a minute and 600 MB, all of it kept out of git.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from labextension.bundle import node, npm
from tests.browser.vscode import bundle

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / "code-server"
#: Written last: it says that all of the installation is there.
COMPLETE = HERE / "node_modules" / ".complete"
EXTENSIONS = HERE / "build" / "extensions"


def provide() -> Path:
    """Install code-server unless it is there, and give its folder."""
    lock = HERE / "package-lock.json"
    if not COMPLETE.is_file() or COMPLETE.stat().st_mtime < lock.stat().st_mtime:
        # Its own install script compiles native modules for logs, Kerberos and watching its parent, which need headers of
        # the system. A test has no use for them, and all others come ready made.
        npm("ci", "--ignore-scripts", "--no-progress", folder=HERE)
        npm("install", "--ignore-scripts", "--omit=dev", "--no-progress", folder=PROGRAM / "lib" / "vscode")
        COMPLETE.touch()
    return PROGRAM


def make_extension() -> Path:
    """Put the extension together, and give the folder of extensions with it alone in it."""
    bundle.provide()
    shutil.rmtree(EXTENSIONS, ignore_errors=True)
    ours = EXTENSIONS / "notebook-lit.notebook-lit-test-0.0.1"
    shutil.copytree(HERE / "extension", ours, ignore=shutil.ignore_patterns("renderer.js"))
    options = ("--bundle", "--format=esm", "--log-level=warning", "--external:../node_modules/@vscode/*")
    script = "node_modules/esbuild/bin/esbuild"
    node(script, "workbench/extension/renderer.js", f"--outfile={ours / 'dist' / 'renderer.js'}", *options, folder=bundle.HERE)
    shutil.copyfile(bundle.MODULES / "requirejs" / "require.js", ours / "require.js")
    package = Path("@vscode", "jupyter-ipywidgets8")
    shutil.copytree(bundle.MODULES / package, ours / "node_modules" / package)
    return EXTENSIONS


if __name__ == "__main__":
    provide()
