"""The widgets of an app by label or key, its state, and the names of its last run: what `App` offers to programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.script.compile import SHOW
from notebook_lit.runtime.script.stop_checks import STOP

#: What is in the namespace of every run.
_ALWAYS = frozenset({"__name__", "__file__", "__builtins__", "__annotations__", "__doc__", "st", SHOW, STOP})


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


class WidgetAccess:
    """Reads and sets the widgets of an app as its reader would.

    Parameters
    ----------
    engine : callable
        Returns its engine.
    elements : callable
        Returns the elements that are on the screen.
    """

    def __init__(self, engine: Callable[[], Engine], elements: Callable[[], list[Element]]) -> None:
        self._engine = engine
        self._elements = elements

    def names(self) -> list[str]:
        """List what the widgets are called: the key, or the label where there is none."""
        return [widget.key if widget.key is not None else str(widget.props.get("label", "")) for widget in self.widgets()]

    def widgets(self) -> list[Element]:
        """List the widgets that are on the screen, in reading order."""
        state = self._engine().state
        return [element for element in self._elements() if element.id is not None and state.record(element.id)]

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
        """Return the value of a widget, as its ``st`` function returns it."""
        record = self._engine().state.record(self.find(name).id or "")
        return None if record is None else record.domain.returned(record.value)

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
