"""An app as a script of its own: for Streamlit (`export`), and for a test that rebuilds its state (`repro`).

What the script needs from the notebook is treated by kind: modules and what comes from modules are imported; plain values
and functions and classes of the notebook are written out; anything else (a DataFrame, a model) is named in the header, and the
script reports at once what is missing. Magics are left out, as comments; the result of one (``files = !ls``) is missing.
Streamlit has no ``await`` at the top level: calls that wait replace it.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from types import FunctionType, ModuleType
from typing import Any

from notebook_lit.elements.catalog import ELEMENT_TYPES
from notebook_lit.elements.shared.options import OptionsDomain
from notebook_lit.notebook.export.strip_awaits import IMPORT, WAIT, without_awaits
from notebook_lit.notebook.export.strip_magics import StrippedScript, without_magics
from notebook_lit.runtime.model.element import Element, same_value
from notebook_lit.runtime.model.state import Domain, Record, State
from notebook_lit.runtime.script.name_analysis import names_in

#: Longer values are asked for, not written out.
LONGEST_VALUE = 400

_RESULT = "the result of "
_PLAIN = (bool, int, float, complex, str, bytes, type(None), date, time, timedelta)


class NotebookInputs:
    """What a script needs from the notebook.

    Parameters
    ----------
    script : StrippedScript
        The script.
    variables : mapping
        The notebook's variables.
    """

    def __init__(self, script: StrippedScript, variables: Mapping[str, Any]) -> None:
        self.imports: list[str] = []
        self.definitions: list[str] = []
        self.missing: dict[str, str] = {}  # name -> the type of what the notebook has under it
        self.magics: list[str] = []
        self._variables = variables
        self._done = {"st"}
        self._scan(script)

    def _scan(self, text: StrippedScript) -> None:
        """Add the names that a text reads."""
        self.magics += text.magics
        reads = names_in(text.text).reads
        for name in sorted(reads & text.results.keys()):
            self._done.add(name)
            self.missing[name] = f"{_RESULT}{text.results[name]}"
        for name in sorted(reads):
            self._add(name)

    def _add(self, name: str) -> None:
        if name in self._done:
            return
        self._done.add(name)
        if name not in self._variables:
            return  # a builtin; or the app runs without it, and so will the script
        value = self._variables[name]
        line = _import_line(name, value) or None
        if line is not None:
            self.imports.append(line)
        elif (source := self._source(name, value)) is not None:
            stripped = without_magics(source)
            self._scan(stripped)
            self.definitions.append(stripped.text.rstrip())
        elif _is_literal(value):
            self.definitions.append(f"{name} = {value!r}")
        else:
            self.missing[name] = type(value).__name__

    def _source(self, name: str, value: Any) -> str | None:
        """Return the text of a function or class of the notebook, with its decorators."""
        inner = inspect.unwrap(value) if callable(value) else value
        if not isinstance(inner, FunctionType | type) or inner.__name__ != name:
            return None
        try:
            source = textwrap.dedent(inspect.getsource(inner)).rstrip()
        except (OSError, TypeError):  # TypeError: a class of the notebook for which no text is known
            return None
        return source if name in names_in(source).binds else None


def export(name: str, text: str, variables: Mapping[str, Any]) -> str:
    """Return the script of an app in a form that ``streamlit run`` can run.

    Parameters
    ----------
    name, text : str
        The app's name and its script.
    variables : mapping
        The notebook's variables, from which the script may read.
    """
    stripped = without_magics(text)
    inputs = NotebookInputs(stripped, variables)
    missing = ", ".join(f"{lack} ({kind})" for lack, kind in inputs.missing.items())
    head = [f"# The app {name!r}, exported from a notebook by notebook_lit. To run it: streamlit run FILE"]
    if missing:
        head.append(f"# needs from the notebook: {missing}")
    if inputs.magics:
        head.append(f"# left out, since only notebooks know it: {', '.join(inputs.magics)}")
    waiting = without_awaits(stripped.text)
    awaits = waiting is not None and waiting != stripped.text
    if waiting is None:
        head.append("# waits at its top level in a way that Streamlit cannot run: put these lines into a function")
    future, body = _split_at_future(waiting or stripped.text)
    imports = ["import streamlit as st", *inputs.imports]
    parts = ["\n".join(head + future), "\n".join([IMPORT, *imports] if awaits else imports)]
    parts += [WAIT, *inputs.definitions] if awaits else inputs.definitions
    if inputs.missing:
        first, kind = next(iter(inputs.missing.items()))
        example = "[]" if kind.startswith(_RESULT) else f'pandas.read_parquet("{first}.parquet")'
        parts.append(
            "# Put the lines that make what the notebook had here, for example:\n"
            f"#     {first} = {example}\n"
            f"for _name, _kind in {inputs.missing!r}.items():\n"
            "    if _name not in globals():\n"
            "        raise NameError(f\"This app needs `{_name}` ({_kind}) from the notebook that it comes from. "
            'Make it above this line.")'
        )
    return "\n\n".join([*parts, body.strip("\n")]) + "\n"


def repro(name: str, text: str, variables: Mapping[str, Any], state: State, elements: Iterable[Element]) -> str:
    """Return a test script that brings a new session of the app into the state of this one.

    Parameters
    ----------
    name, text, variables
        As for `export`.
    state : State
        The session's memory.
    elements : iterable of Element
        The page.
    """
    shown = list(elements)
    script = export(name, text, variables).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines = [f"# Rebuilds the state of the app {name!r}.", "import datetime  # noqa: F401", ""]
    lines += ["from notebook_lit.testing import AppTest", "", f'SCRIPT = """\\\n{script}"""', ""]
    lines.append("at = AppTest.from_string(SCRIPT)")
    records = {record.id: record for record in state.widgets()}
    keys = {record.key for record in records.values()}
    for key in state.keys():  # noqa: SIM118  # a State is no mapping
        if key not in keys:
            value = state[key]
            line = f"# st.session_state[{key!r}] held a {type(value).__name__}"
            if _is_literal(value):
                original = f"at.session_state[{key!r}] = {value!r}"
                line = original if state.masked(original) == original else f"{line} with a password in it: put it in by hand"
            lines.append(line)
    lines.append("at.run()")
    for element in shown:
        record = records.get(element.id or "")
        if record is not None and not record.domain.trigger:
            lines += _widget_setup(element, record, shown)
    return "\n".join(lines) + "\n"


def _widget_setup(element: Element, record: Record, shown: list[Element]) -> list[str]:
    """Return the line that sets a widget, if its value is not the default."""
    domain: Domain = record.domain
    if same_value(domain.wire(record.value), domain.wire(domain.default)):
        return []
    query = _query_for(element, shown)
    if domain.secret:
        return [f"# {query}.set_value(…).run()  # a password: put it in by hand"]
    value = domain.wire(record.value) if isinstance(domain, OptionsDomain) else record.value
    if not _is_literal(value) or query is None:
        what = f"st.{element.kind}({element.props.get('label', '')!r})"
        return [f"# {what} held a {type(value).__name__}: it has to be set by hand"]
    return [f"{query}.set_value({value!r}).run()"]


def _query_for(element: Element, shown: list[Element]) -> str | None:
    """Say how `AppTest` finds a widget."""
    names = ELEMENT_TYPES[element.kind].found_by
    if not names:
        return None
    name = element.kind if element.kind in names else names[0]
    if element.key is not None:
        return f"at.{name}(key={element.key!r})"
    alike = [other for other in shown if name in ELEMENT_TYPES[other.kind].found_by]
    return f"at.{name}[{next(index for index, other in enumerate(alike) if other is element)}]"


def _import_line(name: str, value: Any) -> str | None:
    """Return the line that imports a value under a name, if it comes from a module."""
    if isinstance(value, ModuleType):
        full = value.__name__
        return f"import {full}" if full == name else f"import {full} as {name}"
    module, path = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(path, str) or module == "__main__" or "." in path:
        return None
    if getattr(sys.modules.get(module), path, None) is not value:
        return None
    return f"from {module} import {path}" if path == name else f"from {module} import {path} as {name}"


def _is_literal(value: Any) -> bool:
    """Return whether the repr of a value evaluates to an equal value, and is short."""
    return _is_plain(value) and len(repr(value)) <= LONGEST_VALUE


def _is_plain(value: Any, depth: int = 4) -> bool:
    if type(value) in _PLAIN:
        return not (isinstance(value, float) and value - value != 0)  # inf and nan have no literal
    if type(value) in (list, tuple, set) and depth and len(value) <= LONGEST_VALUE:
        return all(_is_plain(item, depth - 1) for item in value)
    if type(value) is dict and depth and len(value) <= LONGEST_VALUE:
        return all(_is_plain(part, depth - 1) for pair in value.items() for part in pair)
    return False


def _split_at_future(text: str) -> tuple[list[str], str]:
    """Split a text after its ``from __future__`` imports, which must stay first."""
    ends = [
        node.end_lineno or node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    if not ends:
        return [], text
    lines = text.splitlines()
    return lines[: max(ends)], "\n".join(lines[max(ends) :])
