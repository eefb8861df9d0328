"""What ``import streamlit`` and its submodules mean inside an app."""

from __future__ import annotations

from types import ModuleType

from notebook_lit import delta_generator, errors, scriptrunner, st

#: Module names to the modules that stand for them.
ALIASES: dict[str, ModuleType] = {
    "streamlit": st,
    "streamlit.errors": errors,
    "streamlit.delta_generator": delta_generator,
    "streamlit.runtime.scriptrunner": scriptrunner,
}
