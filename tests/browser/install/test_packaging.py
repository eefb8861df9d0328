"""What ``pip install`` of a clone brings, on a machine without Node.js: the extension, enabled and active."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.driving.lab import Lab
from tests.browser.driving.server import LabServer

MADE = shutil.ignore_patterns("node_modules", "dist", "lib", "build", "__pycache__", "*.egg-info", ".*cache")
FILES = ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile")


class Fresh:
    """A copy of the sources, as a clone has them, and an empty virtual environment with nothing else on its path."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.sources = folder / "clone"
        self.sources.mkdir()
        for name in FILES:
            shutil.copyfile(root / name, self.sources / name)
        for name in ("labextension", "notebook_lit"):
            shutil.copytree(root / name, self.sources / name, ignore=MADE)
        venv.create(folder / "venv", with_pip=True)
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.bin / "python"
        self.env = {**os.environ, "PATH": str(self.bin), "NO_COLOR": "1", "PYTHONPATH": ""}

    def run(self, *arguments: str | Path) -> str:
        """Run Python with arguments; give what it says."""
        command = [self.python, *arguments]
        done = subprocess.run(
            command, cwd=self.sources, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def pip(self, *arguments: str | Path) -> None:
        """Install something."""
        self.run("-m", "pip", "install", "--quiet", *arguments)

    def listed(self) -> str:
        """Give the line of our extension in JupyterLab's list."""
        lines = self.run("-m", "jupyter", "labextension", "list").splitlines()
        return next((line for line in lines if "notebook_lit v" in line), "not listed")


@pytest.fixture
def fresh(root: Path, tmp_path: Path) -> Fresh:
    return Fresh(root, tmp_path)


@pytest.fixture
def server_of(tmp_path: Path) -> Iterator[Callable[[Fresh], LabServer]]:
    """Give a way to start the JupyterLab of a fresh environment."""
    started: list[LabServer] = []

    def start(fresh: Fresh) -> LabServer:
        folder = tmp_path / "server"
        folder.mkdir()
        started.append(LabServer(folder, fresh.python, fresh.env))
        return started[-1].__enter__()

    yield start
    for server in started:
        server.__exit__()


@pytest.mark.timeout(900)
def test_an_install_from_a_clone_brings_the_extension_and_needs_no_node(
    fresh: Fresh,
    server_of: Callable[[Fresh], LabServer],
    browser: Browser,
    tmp_path: Path,
) -> None:
    assert shutil.which("node", path=fresh.env["PATH"]) is None
    fresh.pip(".", "jupyterlab>=4.4,<5", "build")
    listed = fresh.listed()
    assert "enabled" in listed
    assert "OK" in listed

    lab = Lab(server_of(fresh), browser, "packaging")
    notebook = lab.open(["%load_ext notebook_lit", "%%litapp first\nst.write('from a wheel')"])
    assert notebook.in_lab("return app.isPluginActivated('notebook_lit:panel')")
    notebook.run_all()
    notebook.cell_output(1).get_by_text("from a wheel", exact=True).wait_for()
    lab.close()

    made = tmp_path / "made"
    fresh.run("-m", "build", "--sdist", "--outdir", made)
    (sdist,) = made.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.split("/", 1)[-1] for name in archive.getnames()]
    assert "labextension/dist/package.json" in names
    assert not [name for name in names if "node_modules" in name]
    fresh.run("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", made, sdist)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert [name for name in packed.namelist() if name.endswith("labextensions/notebook_lit/package.json")]

    fresh.run("-m", "pip", "uninstall", "--yes", "--quiet", "notebook_lit")
    assert fresh.listed() == "not listed"
    fresh.pip("--editable", ".")
    listed = fresh.listed()
    assert "enabled" in listed
    assert "OK" in listed
