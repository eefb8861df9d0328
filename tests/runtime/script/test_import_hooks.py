"""What ``import`` means inside an app, and that outside it means what it always did."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.script.import_hooks import AppImports
from notebook_lit.runtime.script.source import digest
from notebook_lit.runtime.writing.run import Run, Scope, current


@pytest.fixture
def alias() -> ModuleType:
    module = ModuleType("notebook_lit.st")
    module.text = lambda body: body  # type: ignore[attr-defined]
    return module


@pytest.fixture
def imports(tmp_path: Path, alias: ModuleType) -> Iterator[AppImports]:
    errors = ModuleType("errors")
    alias.errors = errors  # type: ignore[attr-defined]
    yield AppImports({"streamlit": alias, "streamlit.errors": errors}, tmp_path)
    for name in [name for name in sys.modules if name.startswith("ih_")]:
        del sys.modules[name]


def execute(imports: AppImports, text: str) -> dict[str, Any]:
    """Execute a text as a run of the app does."""
    names: dict[str, Any] = {"__name__": "__main__", "__builtins__": imports.builtins}
    run = Run(State())
    token = current.set(Scope(run, None))
    try:
        with imports.active():
            exec(text, names)  # noqa: S102
    finally:
        current.reset(token)
    return names


def test_streamlit_is_the_alias_in_every_form_of_import(imports: AppImports, alias: ModuleType) -> None:
    names = execute(
        imports, "import streamlit\nimport streamlit as st\nimport streamlit.errors\nfrom streamlit import text, errors"
    )
    assert names["streamlit"] is names["st"] is alias
    assert names["text"] is vars(alias)["text"]
    assert names["errors"].__name__ == "errors"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import streamlit.nowhere", "It offers streamlit, streamlit.errors"),
        ("from streamlit import nowhere", "cannot import name 'nowhere' from 'streamlit'"),
        ("from streamlit.errors import Nowhere", "no such name"),
    ],
)
def test_what_streamlit_does_not_offer_is_said(imports: AppImports, text: str, said: str) -> None:
    with pytest.raises(ImportError, match=said):
        execute(imports, text)


def test_nothing_outside_the_app_changes(imports: AppImports, tmp_path: Path) -> None:
    (tmp_path / "ih_own.py").write_text("x = 1")
    before = list(sys.path), list(sys.meta_path), builtins.__import__, sys.modules.get("streamlit")
    execute(imports, "import streamlit, ih_own")
    assert (list(sys.path), list(sys.meta_path), builtins.__import__, sys.modules.get("streamlit")) == before


def test_a_run_removes_its_own_path_entry_and_not_an_equal_one(imports: AppImports, tmp_path: Path) -> None:
    sys.path.append(str(tmp_path))
    try:
        with imports.active():
            assert sys.path.count(str(tmp_path)) == 2
        assert sys.path[-1] == str(tmp_path)
    finally:
        sys.path.remove(str(tmp_path))


def test_modules_of_the_folder_know_the_alias_and_the_apps_builtins(tmp_path: Path, alias: ModuleType) -> None:
    (tmp_path / "ih_helper.py").write_text("import streamlit as st\ndef ask(): return input('?')")
    imports = AppImports({"streamlit": alias}, tmp_path, {"input": lambda prompt: "refused"})
    names = execute(imports, "import ih_helper")
    helper = sys.modules.pop("ih_helper")
    assert names["ih_helper"].st is alias
    assert helper.ask() == "refused"


def test_the_local_modules_that_are_used_are_the_files_of_the_app(imports: AppImports, tmp_path: Path) -> None:
    texts = {"ih_top": "import ih_base", "ih_base": "x = 1", "ih_unused": "x = 2"}
    for name, text in texts.items():
        (tmp_path / f"{name}.py").write_text(text)
    execute(imports, "import json, ih_top")
    assert imports.files() == {tmp_path / f"{name}.py": digest(texts[name].encode()) for name in ("ih_top", "ih_base")}


def test_a_module_that_is_missing_is_waited_for_in_both_its_forms(imports: AppImports, tmp_path: Path) -> None:
    with pytest.raises(ModuleNotFoundError):
        execute(imports, "import ih_late")
    assert imports.files() == {tmp_path / "ih_late.py": "", tmp_path / "ih_late" / "__init__.py": ""}
    (tmp_path / "ih_late.py").write_text("x = 1")
    assert imports.changed() == {tmp_path / "ih_late.py": b"x = 1"}
    imports.forget()
    assert imports.files() == {}


def test_what_others_installed_below_the_folder_is_not_the_apps(imports: AppImports, tmp_path: Path) -> None:
    for folder in ("site-packages", ".hidden"):
        (tmp_path / folder).mkdir()
        name = f"ih_in_{folder.strip('.').replace('-', '_')}"
        (tmp_path / folder / f"{name}.py").write_text("x = 1")
        execute(imports, f"import sys\nsys.path.append({str(tmp_path / folder)!r})\nimport {name}\nsys.path.pop()")
    assert imports.files() == {}
