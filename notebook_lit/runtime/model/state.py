"""Session state: what one reader's app remembers between runs. One value, one home.

Rules
-----
1. The value of a widget lives in its `Record`, and nowhere else, from the moment it is registered until it is cleaned up.
   A plain ``st.session_state`` entry lives in ``State._entries``. An assignment to the key of a widget that is not yet drawn
   is such an entry; registering the widget moves it into the record.
2. Order of precedence when a widget is registered: an assignment made in this run, the reader's newest value, the value
   of the last run, the default.
3. A value is checked at each registration against the domain of *this* run, since options and bounds may have changed.
4. What a run did not draw is dropped after a run that ended normally, and only then.
5. Triggers are true for one run. `State.release_triggers` ends that; `State.take` never overwrites a trigger that is still
   waiting to be seen.
6. Every access is guarded by one lock, for threads that the script starts.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from notebook_lit.errors import (
    StreamlitAPIException,
    StreamlitValueAssignmentNotAllowedError,
    StreamlitWidgetAlreadyInstantiatedError,
    ValueRefused,
)
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.masking import masked

#: Types whose values cannot be changed in place, so that no copy is needed.
ATOMS = frozenset({int, float, str, bool, type(None), bytes, complex, date, datetime, time, timedelta})


class Domain:
    """What values a widget can have. Each family of inputs has its own subclass.

    *Values* are what the author sees; *wire* values are what hosts exchange for them (plain data: bool, int, float, str,
    date, time, lists of those; options travel as their labels).

    Parameters
    ----------
    default : object
        The value of a widget that nobody has touched.
    trigger : bool
        The value is true for one run only (buttons).
    secret : bool
        No value is ever shown outside its field (passwords).
    """

    __slots__ = ("default", "secret", "trigger")

    def __init__(self, default: Any = None, *, trigger: bool = False, secret: bool = False) -> None:
        self.default = default
        self.trigger = trigger
        self.secret = secret

    def parse(self, wire: Any) -> Any:
        """Turn what a front end sent into a value. Raise `ValueRefused` if it lies outside the domain."""
        raise NotImplementedError

    def wire(self, value: Any) -> Any:
        """Turn a value into what hosts show."""
        return value

    def accept(self, value: Any) -> Any:
        """Return the wire value of a value that a program sets in a reader's place (``app["rows"] = 5``, `AppTest`).

        Where the widget has options, an option or its label will do.

        Raises
        ------
        ValueRefused
            If it is no option.
        """
        return self.wire(value)

    def keep(self, value: Any) -> Any:
        """Return the value that an untouched older ``value`` has in this domain: itself, or what replaces it."""
        return value

    def follow(self, before: Domain, value: Any) -> Any:
        """Return what `keep` does, for a value that the widget had in the domain ``before``, that of an earlier run."""
        return self.keep(value)

    def returned(self, value: Any) -> Any:
        """Return what the script gets for a value: a copy that it may change without changing the state."""
        return copied(value)

    def assign(self, value: Any) -> Any:
        """Return the value that an assignment through session_state has; raise where the assigned value is wrong."""
        return self.keep(value)


class Record:
    """The home of one widget's value, with what its last run said about it."""

    __slots__ = (
        "args", "callback", "disabled", "domain", "element", "id", "ignored", "key", "kind", "kwargs", "persist", "value",
    )  # fmt: skip

    def __init__(self, id: str, key: str | None, kind: str, domain: Domain, value: Any) -> None:
        self.id = id
        self.key = key
        self.kind = kind
        self.domain = domain
        self.value = value
        self.callback: Callable[..., Any] | None = None
        self.args: Sequence[Any] = ()
        self.kwargs: dict[str, Any] = {}
        self.disabled = False
        self.ignored = False  # a change of the value waits for the next run, and starts none
        self.persist: str | None = None
        self.element: Element | None = None  # what showed it last: used again while nothing changes

    def fire(self) -> None:
        """Call the author's callback."""
        if self.callback is not None:
            self.callback(*self.args, **self.kwargs)


def copied(value: Any) -> Any:
    """Return a copy of a widget's value that an author may change without changing the state."""
    if type(value) in ATOMS or (type(value) is tuple and all(type(item) in ATOMS for item in value)):
        return value
    return copy.deepcopy(value)


class State:
    """The memory of one session: widget values and ``st.session_state`` entries."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._entries: dict[str, Any] = {}
        self._records: dict[str, Record] = {}
        self._ids: dict[str, str] = {}  # key -> id of the widget that has it
        self._assigned: set[str] = set()  # keys assigned in the run that is under way
        self._refused: set[str] = set()  # keys whose assigned value the widget refused in the last run
        self._drawn_keys: set[str] = set()  # keys of the widgets that this run has drawn
        self._drawn: set[str] = set()
        self._past_secrets: set[str] = set()  # the last values of password fields that are gone: entries may hold copies
        self.cached: set[Any] = set()  # which cached functions its runs have called: the identities of their stores

    # -- what st.session_state does ------------------------------------------------------------------------------

    def __getitem__(self, key: str) -> Any:
        with self._lock:
            if key in self._entries:
                return self._entries[key]
            if key in self._ids:
                return self._records[self._ids[key]].value
        raise KeyError(
            f'st.session_state has no key "{key}". Did you forget to initialize it? Set it before you read it: '
            f'`st.session_state.setdefault("{key}", value)`.'
        )

    def __setitem__(self, key: str, value: Any) -> None:
        with self._lock:
            if key in self._drawn_keys:
                raise StreamlitWidgetAlreadyInstantiatedError(
                    f'`st.session_state["{key}"]` cannot be set after the widget with key "{key}" was drawn in the same '
                    f"run. Set it before the widget, or in a callback."
                )
            self._entries[key] = value
            self._assigned.add(key)

    def __delitem__(self, key: str) -> None:
        with self._lock:
            if key not in self:
                raise KeyError(f'st.session_state has no key "{key}", so it cannot be deleted.')
            self._entries.pop(key, None)
            self._assigned.discard(key)
            id = self._ids.pop(key, None)
            if id is not None:
                self._records.pop(id, None)

    def __contains__(self, key: object) -> bool:
        with self._lock:
            return key in self._entries or key in self._ids

    def keys(self) -> list[str]:
        """List the visible keys: entries and keyed widgets."""
        with self._lock:
            return list(self._entries) + [key for key in self._ids if key not in self._entries]

    def preset(self, key: str, value: Any) -> None:
        """Set a value between runs: it acts as the older value of a widget with that key, not as an assignment."""
        with self._lock:
            record = self._records.get(self._ids.get(key, ""))
            if record is not None:
                record.value = record.domain.keep(value)
            else:
                self._entries[key] = value

    # -- what a run does -------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start a run: nothing drawn, nothing assigned."""
        with self._lock:
            for key in self._refused:
                self._entries.pop(key, None)
            self._refused.clear()
            self._assigned.clear()
            self._drawn.clear()
            self._drawn_keys.clear()

    def register(
        self,
        id: str,
        key: str | None,
        kind: str,
        domain: Domain,
        assignable: bool = True,
        persist: str | None = None,
    ) -> Record:
        """Claim the value of a widget that the script has just drawn.

        Parameters
        ----------
        id, key, kind : str
            Identity, the author's name, the ``st`` name.
        domain : Domain
            What values it can have in this run.
        assignable : bool
            Whether ``st.session_state[key] = value`` may set it.
        persist : {"session", "page"}, optional
            Keep the value when the widget is not drawn.

        Returns
        -------
        Record
            The home of its value.

        Raises
        ------
        StreamlitValueAssignmentNotAllowedError
            If the script assigned a value that only the reader may set.
        """
        with self._lock:
            self._drawn.add(id)
            record = self._records.get(id)
            if key is not None and key in self._entries:
                record = self._adopt(id, key, kind, domain, record, assignable)
            elif record is None:
                record = Record(id, key, kind, domain, domain.returned(domain.default))
                self._records[id] = record
            else:
                if domain is not record.domain:
                    record.value = domain.follow(record.domain, record.value)
                    record.domain = domain
            if key is not None:
                self._drawn_keys.add(key)
                self._ids[key] = id  # the record of another id that had this key goes when the run ends
            record.persist = persist
            return record

    def _adopt(
        self, id: str, key: str, kind: str, domain: Domain, record: Record | None, assignable: bool
    ) -> Record:
        """Move an entry into the record of the widget that has its key."""
        value = self._entries[key]
        self._refused.add(key)  # if what follows raises, the entry goes when the next run begins
        if not assignable:
            raise StreamlitValueAssignmentNotAllowedError(
                f'The value of `st.{kind}` with key "{key}" cannot be set through `st.session_state`: only the reader '
                f"can operate it."
            )
        if record is not None and value is record.value:  # `st.session_state.k = st.session_state.k`
            value = domain.follow(record.domain, value)
        else:
            value = domain.assign(value) if key in self._assigned else domain.keep(value)
        self._refused.discard(key)
        del self._entries[key]
        if record is None:
            record = self._records[id] = Record(id, key, kind, domain, value)
        record.domain = domain
        record.value = value
        return record

    def end(self, *, clean: bool) -> None:
        """End a run. With ``clean``, forget the widgets that it did not draw (rule 4)."""
        with self._lock:
            if not clean:
                return
            if self._drawn.issuperset(self._records):
                return
            for id in [id for id, record in self._records.items() if id not in self._drawn and not record.persist]:
                record = self._records.pop(id)
                if record.domain.secret and isinstance(record.value, str):
                    self._past_secrets.add(record.value)
                if record.key is not None and self._ids.get(record.key) == id:
                    del self._ids[record.key]

    # -- what events do --------------------------------------------------------------------------------------------

    def record(self, id: str) -> Record | None:
        """Return the record of a widget, or None if the page has no such widget."""
        return self._records.get(id)

    def is_secret(self, id: str) -> bool:
        """Return whether the value of a widget must not be shown outside its field."""
        record = self._records.get(id)
        return record is not None and record.domain.secret

    def secrets(self) -> set[str]:
        """Return the keys whose values must not be shown."""
        with self._lock:
            return {key for key, id in self._ids.items() if self.is_secret(id)}

    def masked(self, text: str) -> str:
        """Return a text without the passwords that the reader has entered."""
        with self._lock:
            values = [record.value for record in self._records.values() if record.domain.secret]
            return masked(text, self._past_secrets.union(value for value in values if isinstance(value, str)))

    def take(self, id: str, wire: Any) -> tuple[Any, Any] | None:
        """Take one value that the reader set; return the old and the new value if it is a change, else None.

        Raises
        ------
        ValueRefused
            If the page has no such widget, it is disabled, or the value lies outside its domain.
        """
        with self._lock:
            record = self._records.get(id)
            if record is None:
                raise ValueRefused("the page has no such widget any more")
            if record.disabled:
                raise ValueRefused("the widget is disabled")
            before, value = record.value, record.domain.parse(wire)
            record.value = value
            if record.domain.trigger:
                changed = value is not None and value is not False
            else:
                changed = _differs(before, value)
            return (before, value) if changed else None

    def release_triggers(self, ids: Sequence[str]) -> None:
        """Set triggers back to their defaults, after the run that saw them."""
        with self._lock:
            for id in ids:
                record = self._records.get(id)
                if record is not None:
                    record.value = record.domain.returned(record.domain.default)

    def widgets(self) -> list[Record]:
        """List the records of all widgets."""
        with self._lock:
            return list(self._records.values())


def _differs(before: Any, value: Any) -> bool:
    """Return whether a value is another one than before; those that cannot be compared are, unless they are one object."""
    try:
        return before is not value and (type(before) is not type(value) or bool(before != value))
    except Exception:  # noqa: BLE001 - the author's ``!=`` may raise anything
        return True


def checked_key(key: object) -> str:
    """Turn an author's key into a str.

    Raises
    ------
    StreamlitAPIException
        If it is of the form that is reserved for ids.
    """
    text = str(key)
    if text.startswith("$$ID"):
        raise StreamlitAPIException(f'The key "{text}" begins with "$$ID", which is reserved. Choose another key.')
    return text
