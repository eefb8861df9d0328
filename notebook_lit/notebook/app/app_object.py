"""The app as an object in the notebook: its widgets by label or key, its state, the names of its last run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from notebook_lit.errors import ValueRefused
from notebook_lit.notebook.export.export import export, repro
from notebook_lit.notebook.variables.rerun_on_change import NotebookNames
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain, StateBetweenRuns, copied
from notebook_lit.runtime.script.compile import SHOW

#: What is in the namespace of every run.
_ALWAYS = frozenset({"__name__", "__file__", "__builtins__", "__annotations__", "__doc__", "st", SHOW})


class Namespace:
    """The names that the last run of an app has bound, as attributes: ``app.ns.df``.

    Names of the notebook that the script only read are there too, but are not listed.

    Parameters
    ----------
    names : dict
        The namespace of the run.
    given : mapping
        What the run found in it when it began.
    """

    def __init__(self, names: dict[str, Any], given: Mapping[str, Any]) -> None:
        self.__names = names
        self.__given = given

    def __getattr__(self, name: str) -> Any:
        names = self.__dict__.get("_Namespace__names", {})
        if name in names and name not in _ALWAYS:
            return names[name]
        if name.startswith("__"):
            raise AttributeError(name)  # copy, pickle and inspect ask for such names
        raise AttributeError(f"the last run bound no name {name!r}; it bound: {', '.join(self) or 'nothing'}")

    def __iter__(self) -> Iterator[str]:
        given = self.__given
        for name, value in list(self.__names.items()):
            if name not in _ALWAYS and not (name in given and given[name] is value):
                yield name

    def __contains__(self, name: object) -> bool:
        return name in self.__names and name not in _ALWAYS

    def __dir__(self) -> list[str]:
        return sorted(self)

    def __repr__(self) -> str:
        return f"names of the last run: {', '.join(self) or 'none'}"


class Facade:
    """Reads and sets the widgets of an app as its reader would.

    Parameters
    ----------
    name : str
        The app's name.
    engine : callable
        Gives its engine.
    names : callable
        What gives its script the notebook's variables.
    """

    def __init__(self, name: str, engine: Callable[[], Engine], names: object) -> None:
        self._name = name
        self._engine = engine
        self._names = names
        self.state = StateBetweenRuns(lambda: engine().state)

    def namespace(self) -> Namespace:
        """Give the names of the last run."""
        given = self._names.seen if isinstance(self._names, NotebookNames) else None
        return Namespace(self._engine().namespace, given or {})

    def close(self) -> None:
        """Let go of what the script has bound and read: the notebook may hold the closed app as its last result."""
        self._engine().namespace = {}
        if isinstance(self._names, NotebookNames):
            self._names.seen = None

    def export(self, path: str | PathLike[str] | None) -> str:
        """Give the app as a Streamlit script; write it to a file."""
        text = export(self._name, self._engine().source.read(), self._variables)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def repro(self) -> str:
        """Give the script that rebuilds its state."""
        engine = self._engine()
        return repro(self._name, engine.source.read(), self._variables, engine.state, engine.page.walk())

    @property
    def _variables(self) -> Mapping[str, Any]:
        return self._names.variables if isinstance(self._names, NotebookNames) else {}  # a file finds none

    def names(self) -> list[str]:
        """List what the widgets are called: the key, or the label where there is none."""
        return [widget.key if widget.key is not None else str(widget.props.get("label", "")) for widget in self.widgets()]

    def widgets(self) -> list[Element]:
        """List the widgets that the page shows, in reading order."""
        state = self._engine().state
        return [element for element in self._engine().page.walk() if element.id is not None and state.record(element.id)]

    def find(self, name: str) -> Element:
        """Find a widget by its key, else by its label.

        Raises
        ------
        KeyError
            If there is none, or several have that label.
        """
        widgets = self.widgets()
        found = [widget for widget in widgets if widget.key == name]
        found = found or [widget for widget in widgets if widget.props.get("label") == name]
        if not found:
            known = ", ".join(map(repr, self.names())) or "none"
            raise KeyError(f"no widget has the key or label {name!r}; there are: {known}")
        if len(found) > 1:
            raise KeyError(f"{len(found)} widgets have the label {name!r}: give them keys")
        return found[0]

    def get(self, name: str) -> Any:
        """Give the value of a widget, a copy."""
        record = self._engine().state.record(self.find(name).id or "")
        return None if record is None else copied(record.value)

    def event(self, name: str, value: Any) -> WidgetEvent:
        """Make the event that sets a widget.

        Raises
        ------
        KeyError
            If there is no such widget.
        ValueError
            If it cannot have that value, or is disabled.
        """
        element = self.find(name)
        record = self._engine().state.record(element.id or "")
        domain: Domain = element.source
        if element.props.get("disabled"):
            raise ValueError(f"{_described(element)} is disabled: its reader cannot operate it, and a program neither")
        try:
            wire = domain.accept(value)
            domain.parse(wire)
        except ValueRefused as refusal:
            raise ValueError(f"{_described(element)} cannot be set to {value!r}: {refusal}") from None
        assert record is not None  # `find` gives only widgets that have one
        return WidgetEvent(record.id, wire)


def _described(element: Element) -> str:
    return f"st.{element.kind}({element.props.get('label', '')!r})"
