"""The rules of the house that no other tool holds: one version, small files, honest names, an order that really breaks."""

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
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import notebook_lit

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_FILES = 16
#: How a docstring does not begin: it says "Return the ..." and "Return whether ...".
NOT_PLAIN = ("Give ", "Tell whether ")
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
    paths = [*modules(root), *(root / "labextension" / "src").rglob("*.ts")]
    lengths = {str(path.relative_to(root)): len(path.read_text().splitlines()) for path in paths}
    assert len(lengths) > 150, "the sources were not found"
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_function_is_longer_than_a_reader_can_hold(root: Path) -> None:
    lengths = {}
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1 - len(docstring_lines(node))
                lengths[f"{path.relative_to(root)}:{node.lineno} {node.name}"] = lines
    assert len(lengths) > 1000, "the functions were not found"
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    """Return the lines that the docstring of a function takes."""
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return range(0)
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


def test_no_folder_holds_more_than_a_reader_can_survey(root: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    counts = Counter(Path(name).parent.as_posix() for name in listed)
    assert len(counts) > 40, "the files were not found"
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_each_wing_says_what_it_holds_and_who_may_know_whom(root: Path) -> None:
    wings = [path for path in modules(root) if path.name == "__init__.py" and len(path.relative_to(root).parts) == 4]
    assert len(wings) == 23
    for path in wings:
        text = ast.get_docstring(ast.parse(path.read_text())) or ""
        assert re.search(r"\n\nImports .+\nImported by .+", text), f"{path} does not say it"


def test_no_file_has_a_name_that_says_nothing(root: Path) -> None:
    assert [path for path in modules(root) if path.stem in HOLLOW_NAMES or path.parent.name in HOLLOW_NAMES] == []


def test_docstrings_say_return(root: Path) -> None:
    found = unplain_docstrings(root)
    assert found == []


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


def test_the_order_of_wings_and_files_holds(root: Path) -> None:
    done = lint_imports(root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("low", "forbidden"),
    [
        ("errors.py", "import notebook_lit.runtime.model.element"),
        ("runtime/model/element.py", "import notebook_lit.runtime.model.state"),
        ("runtime/model/state.py", "import notebook_lit.runtime.engine.engine"),
        ("runtime/writing/run.py", "import notebook_lit.runtime.script.compile"),
        ("runtime/engine/engine.py", "import notebook_lit.elements.catalog"),
        ("runtime/engine/event_queue.py", "import notebook_lit.runtime.engine.interfaces"),
        ("runtime/cache/hashing_tables.py", "import notebook_lit.runtime.cache.hashing"),
        ("elements/markup/sanitizer.py", "import notebook_lit.elements.shared.place"),
        ("elements/inputs/checkbox.py", "import notebook_lit.elements.inputs.multiselect"),
        ("elements/catalog.py", "import notebook_lit.delta_generator"),
        ("delta_generator.py", "import notebook_lit.st"),
        ("st.py", "import notebook_lit.notebook.app.app"),
        ("st.py", "import ipywidgets"),
        ("notebook/app/app.py", "import notebook_lit.notebook.shell.magics"),
        ("notebook/app/session.py", "import notebook_lit.notebook.app.app"),
        ("notebook/app/app.py", "import notebook_lit.testing.app_test"),
        ("runtime/engine/engine.py", "from IPython import get_ipython"),
    ],
)
def test_the_order_breaks_when_a_file_looks_up(root: Path, tmp_path: Path, low: str, forbidden: str) -> None:
    house = copy_of_the_house(root, tmp_path)
    file = house / "notebook_lit" / low
    assert file.exists()
    file.write_text(f"{file.read_text()}\n{forbidden}\n")
    done = lint_imports(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_an_import_for_type_checkers_counts_as_well(root: Path, tmp_path: Path) -> None:
    house = copy_of_the_house(root, tmp_path)
    file = house / "notebook_lit" / "runtime" / "model" / "element.py"
    file.write_text(f"{file.read_text()}\nif TYPE_CHECKING:\n    import notebook_lit.runtime.model.state\n")
    assert lint_imports(house).returncode == 1


def test_a_new_file_needs_its_place_in_the_order(root: Path, tmp_path: Path) -> None:
    house = copy_of_the_house(root, tmp_path)
    (house / "notebook_lit" / "elements" / "inputs" / "dial.py").write_text('"""Not in the contract."""\n')
    assert lint_imports(house).returncode != 0


def test_every_wing_and_file_has_its_place(root: Path) -> None:
    """The contracts are exhaustive; this finds a folder without one, and a file at the top that no contract names."""
    config = configparser.ConfigParser()
    config.read(root / "setup.cfg")
    contracts = [part for name, part in config.items() if name.startswith("importlinter:contract:")]
    held = {part["containers"] for part in contracts if "containers" in part}
    named = set(re.findall(r"notebook_lit\.\w+", config["importlinter:contract:wings"]["layers"]))
    for folder in sorted({path.parent for path in modules(root)}):
        package = ".".join(folder.relative_to(root).parts)
        inner = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]
        if package == "notebook_lit":
            assert {f"{package}.{stem}" for stem in inner} <= named
        elif len(inner) > 1:
            assert package in held, f"{package} has no order"


def test_the_harness_loads_no_notebook_library(fresh_python: Callable[[str], str]) -> None:
    loaded = fresh_python("import sys, notebook_lit.testing\nprint(*{name.partition('.')[0] for name in sys.modules})")
    assert "notebook_lit" in loaded.split()
    assert {"IPython", "ipykernel", "ipywidgets", "watchdog", "comm"} & set(loaded.split()) == set()


def test_the_lock_file_names_no_registry(root: Path) -> None:
    lock = json.loads((root / "labextension" / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
