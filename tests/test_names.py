"""What users see when they type a dot: Streamlit's names and ours, each explained as numpydoc asks."""

from __future__ import annotations

import inspect
import re
import warnings
from typing import Any

import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from notebook_lit import st
from notebook_lit.absent import STREAMLIT
from notebook_lit.delta_generator import DeltaGenerator
from notebook_lit.elements.catalog import ELEMENT_TYPES
from notebook_lit.notebook.app.app import App
from tests.readme_names import README, written

#: Names of containers that are no ``st`` functions.
OF_CONTAINERS = {"open"}
SECTIONS = re.compile(r"^(Parameters|Returns|Raises|Examples)\n-+$", re.MULTILINE)


def public(thing: object) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]


def explained(thing: object, name: str) -> str:
    """Return the docstring of a name of a module, class or object."""
    found = inspect.getattr_static(thing if inspect.isclass(thing) or inspect.ismodule(thing) else type(thing), name)
    return inspect.getdoc(found) or ""


def test_st_shows_the_names_of_streamlit_and_nothing_else() -> None:
    assert set(public(st)) <= STREAMLIT
    assert {"write", "slider", "session_state", "sidebar", "cache_data"} <= set(public(st))


def test_a_container_shows_st_functions_and_nothing_else() -> None:
    for container in (DeltaGenerator, st.sidebar):
        assert set(public(container)) <= STREAMLIT | OF_CONTAINERS
        assert {"write", "slider", "open"} <= set(public(container))


def test_every_declared_function_is_under_its_kind_in_both_places() -> None:
    declared = {kind: element.function for kind, element in ELEMENT_TYPES.items() if element.function is not None}
    assert len(declared) > 40, "the declarations were not found"
    for kind, function in declared.items():
        assert inspect.getattr_static(DeltaGenerator, kind) is function
        assert getattr(st, kind).__func__ is function


def test_the_readme_lists_what_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    assert written(text) == text, "write it with python -m tests.readme_names"


@pytest.mark.parametrize("thing", [st, DeltaGenerator, App], ids=["st", "DeltaGenerator", "App"])
def test_each_name_is_explained(thing: object) -> None:
    assert [name for name in public(thing) if not SECTIONS.search(explained(thing, name))] == []


def test_an_app_shows_what_its_user_can_do_and_nothing_of_how_it_works() -> None:
    assert set(public(App)) == {
        "clear_cache", "close", "export", "name", "ns", "repro", "run", "snapshot", "state", "status", "stop", "to_html",
        "wait", "why",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "thing"), [("st.", st), ("st.sidebar.", st.sidebar)], ids=["st", "a container"]
)
def test_tab_completes_these_names_and_no_others(typed: str, thing: Any) -> None:
    names = {"st": st}
    completer = IPCompleter(shell=InteractiveShell(), namespace=names, global_namespace=names)
    with warnings.catch_warnings(), provisionalcompleter():
        warnings.simplefilter("ignore")  # of jedi
        offered = {completion.text for completion in completer.completions(typed, len(typed))}
    assert offered == set(public(thing))
