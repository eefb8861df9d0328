"""What ``import streamlit`` and its submodules mean in an app, in the notebook's cells, and in modules of their folder."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from notebook_lit import components, delta_generator, errors, scriptrunner, st
from notebook_lit.runtime.script.import_hooks import import_alias

#: Module names to the modules that stand for them.
ALIASES: dict[str, ModuleType] = {
    "streamlit": st,
    "streamlit.errors": errors,
    "streamlit.delta_generator": delta_generator,
    "streamlit.components": components,
    "streamlit.components.v1": components.v1,
    "streamlit.runtime.scriptrunner": scriptrunner,
}
#: The modules that all apps share.
SHARED = tuple(ALIASES.values())


def imported(name: str, *wanted: str) -> ModuleType:
    """Import ``streamlit`` or a submodule, as ``__import__`` does: with ``wanted`` names the module itself, else the top one.

    Cells of the notebook call it in place of their import statements.

    Raises
    ------
    ImportError
        If notebook_lit has no such module, or no such name in it.
    """
    return import_alias(ALIASES, name, wanted)


def all_names(name: str) -> dict[str, Any]:
    """Return what ``from streamlit import *`` binds."""
    return {key: value for key, value in vars(imported(name, "*")).items() if not key.startswith("_")}
