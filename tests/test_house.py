"""The rules of the house that no other tool holds: one version, small files, honest names, floors that really break."""

from __future__ import annotations

import ast
import configparser
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import notebook_lit

MOST_LINES = 400
# Files that may be longer, each with its reason.
LONGER: dict[str, str] = {
    "notebook_lit/runtime/engine/engine.py": "the one state machine; its rules and the code that keeps them stay together",
}
#: How a docstring does not begin: it says "Return the ..." and "Return whether ...".
NOT_PLAIN = ("Give ", "Tell whether ")
#: Files and folders whose docstrings are not yet in plain words.
NOT_YET_PLAIN = (
    "notebook_lit/elements/markup/",
    "notebook_lit/elements/shared/widget_tree.py",
    "notebook_lit/elements/text/exception.py",
    "notebook_lit/notebook/saved/inline_styles.py",
    "notebook_lit/notebook/shell/magics.py",
    "notebook_lit/notebook/shell/panel_comm.py",
    "notebook_lit/notebook/widgets/widget_host.py",
    "notebook_lit/runtime/cache/replay.py",
    "notebook_lit/runtime/engine/",
    "notebook_lit/runtime/render/",
    "notebook_lit/runtime/writing/",
    "notebook_lit/testing/",
)
HOLLOW_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def modules(root: Path) -> list[Path]:
    return sorted((root / "notebook_lit").rglob("*.py"))


def unplain_docstrings(root: Path) -> list[str]:
    """Return where a docstring begins with a verb that is not the field's: path, line and first words."""
    found = []
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node) or ""
                if text.startswith(NOT_PLAIN):
                    line = getattr(node, "lineno", 1)
                    found.append(f"{path.relative_to(root).as_posix()}:{line}: {text.splitlines()[0]}")
    return found


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package that is in a folder."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--config", str(folder / "setup.cfg"), "--no-cache"]
    env = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)


def copy_of_the_house(root: Path, folder: Path) -> Path:
    shutil.copytree(root / "notebook_lit", folder / "notebook_lit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(root / "setup.cfg", folder / "setup.cfg")
    return folder


def test_the_version_is_written_once(root: Path) -> None:
    assert json.loads((root / "labextension" / "package.json").read_text())["version"] == notebook_lit.__version__
    assert json.loads((root / "labextension" / "package-lock.json").read_text())["version"] == notebook_lit.__version__
    written = re.compile(rf"\b{re.escape(notebook_lit.__version__)}\b")
    files = [*modules(root), root / "setup.cfg", root / "pyproject.toml"]
    assert [path for path in files if written.search(path.read_text())] == [root / "notebook_lit" / "__init__.py"]


def test_no_file_is_longer_than_a_reader_can_hold(root: Path) -> None:
    lengths = {str(path.relative_to(root)): len(path.read_text().splitlines()) for path in modules(root)}
    assert lengths, "the package was not found"
    assert {name: length for name, length in lengths.items() if length > MOST_LINES and name not in LONGER} == {}
    assert [name for name in LONGER if lengths.get(name, 0) <= MOST_LINES] == [], "no longer an exception"


def test_no_file_has_a_name_that_says_nothing(root: Path) -> None:
    assert [path for path in modules(root) if path.stem in HOLLOW_NAMES or path.parent.name in HOLLOW_NAMES] == []


def test_docstrings_say_return(root: Path) -> None:
    found = unplain_docstrings(root)
    assert [place for place in found if not place.startswith(NOT_YET_PLAIN)] == []
    done = [name for name in NOT_YET_PLAIN if not any(place.startswith(name) for place in found)]
    assert done == [], "plain by now: take it off the list"


@pytest.mark.parametrize("words", ["Give the size.", "Tell whether it is open."])
def test_a_docstring_that_does_not_is_found(tmp_path: Path, words: str) -> None:
    package = tmp_path / "notebook_lit"
    package.mkdir()
    (package / "size.py").write_text(f'class Box:\n    def size(self) -> int:\n        """{words}"""\n')
    (package / "plain.py").write_text('"""Given sizes."""\n\ndef size() -> int:\n    """Return the size."""\n')
    assert unplain_docstrings(tmp_path) == [f"notebook_lit/size.py:2: {words}"]


def test_everything_in_the_package_is_shipped(root: Path) -> None:
    config = configparser.ConfigParser()
    config.read(root / "setup.cfg")
    patterns = [pattern.strip() for pattern in config["options.package_data"]["*"].split(",")]
    for path in sorted((root / "notebook_lit").rglob("*")):
        if path.is_dir() or path.suffix == ".py" or {"__pycache__", ".mypy_cache", ".ruff_cache"} & set(path.parts):
            continue
        package = next(parent for parent in path.parents if (parent / "__init__.py").exists())
        name = path.relative_to(package).as_posix()
        assert any(fnmatch.fnmatch(name, pattern) for pattern in patterns), f"{path} is in no wheel"


def test_the_floors_hold(root: Path) -> None:
    done = lint_imports(root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("low", "forbidden"),
    [
        ("errors.py", "import notebook_lit.runtime.model.element"),
        ("runtime/element.py", "import notebook_lit.runtime.model.state"),
        ("runtime/state.py", "import notebook_lit.runtime.engine.engine"),
        ("runtime/engine.py", "import notebook_lit.elements"),
        ("elements/__init__.py", "import notebook_lit.delta_generator"),
        ("delta_generator.py", "import notebook_lit.st"),
        ("st.py", "import notebook_lit.notebook"),
        ("st.py", "import ipywidgets"),
        ("runtime/engine.py", "from IPython import get_ipython"),
    ],
)
def test_the_floors_break_when_a_file_looks_up(root: Path, tmp_path: Path, low: str, forbidden: str) -> None:
    house = copy_of_the_house(root, tmp_path)
    file = house / "notebook_lit" / low
    file.write_text(f"{file.read_text()}\n{forbidden}\n")
    done = lint_imports(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_every_module_has_its_floor(root: Path, tmp_path: Path) -> None:
    config = configparser.ConfigParser()
    config.read(root / "setup.cfg")
    floors = re.findall(r"notebook_lit[\w.]*", config["importlinter:contract:floors"]["layers"])
    names = [".".join(path.relative_to(root).with_suffix("").parts) for path in modules(root)]
    inner = [name for name in names if not name.endswith("__init__")]
    assert [name for name in inner if not any(f"{name}.".startswith(f"{floor}.") for floor in floors)] == []


def test_the_harness_loads_no_notebook_library(fresh_python: Callable[[str], str]) -> None:
    loaded = fresh_python("import sys, notebook_lit.testing\nprint(*{name.partition('.')[0] for name in sys.modules})")
    assert "notebook_lit" in loaded.split()
    assert {"IPython", "ipykernel", "ipywidgets", "watchdog", "comm"} & set(loaded.split()) == set()


def test_the_lock_file_names_no_registry(root: Path) -> None:
    lock = json.loads((root / "labextension" / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
