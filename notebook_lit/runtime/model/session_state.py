"""``st.session_state``: the mapping through which scripts, and programs between runs, see the `State` of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from notebook_lit.errors import NoSessionContext
from notebook_lit.runtime.model.masking import SECRET
from notebook_lit.runtime.model.state import State, checked_key


class SessionState(MutableMapping[str, Any]):
    """``st.session_state``: the entries and keyed widget values of the session that is running.

    Item and attribute access are the same; keys are turned into str. Every access is a yield point.

    Parameters
    ----------
    find : callable
        Gives the state of the current run, checking for a wish to give way.

    Examples
    --------
    >>> st.session_state.count = st.session_state.get("count", 0) + 1    # doctest: +SKIP
    """

    __slots__ = ("_find",)
    _find: Callable[[], State]

    def __init__(self, find: Callable[[], State]) -> None:
        object.__setattr__(self, "_find", find)

    def __getitem__(self, key: str | int) -> Any:
        return self._find()[checked_key(key)]

    def __setitem__(self, key: str | int, value: Any) -> None:
        self._find()[checked_key(key)] = value

    def __delitem__(self, key: str | int) -> None:
        del self._find()[checked_key(key)]

    def __contains__(self, key: object) -> bool:
        return str(key) in self._find()

    def __iter__(self) -> Iterator[str]:
        return iter(self._find().keys())

    def __len__(self) -> int:
        return len(self._find().keys())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)  # copy, pickle and inspect ask for such names; no entry is meant
        try:
            return self[name]
        except KeyError:
            raise AttributeError(
                f'st.session_state has no attribute "{name}". Did you forget to initialize it? Set it before you read '
                f"it: `st.session_state.{name} = value`."
            ) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError as error:
            raise AttributeError(str(error.args[0])) from None

    def __repr__(self) -> str:
        try:
            state = self._find()
            secrets = state.secrets()
            entries = self.to_dict()
        except NoSessionContext:  # a notebook shows it where no app runs
            return "st.session_state: empty, because no app is running here"
        return state.masked(repr({key: SECRET if key in secrets else value for key, value in entries.items()}))

    def to_dict(self) -> dict[str, Any]:
        """Return a plain dict of all entries."""
        return dict(self.items())


class StateBetweenRuns(SessionState):
    """The session state as programs see it between runs (``app.state``, ``at.session_state``).

    What is set here acts as a value of the run before, not as an assignment in the script.
    """

    __slots__ = ()

    def __setitem__(self, key: str | int, value: Any) -> None:
        self._find().preset(str(key), value)
