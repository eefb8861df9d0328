"""What one call of an input function says about its widget, and the checks that all widgets share."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from notebook_lit.errors import StreamlitMissingRequiredParameterError, StreamlitValueError
from notebook_lit.runtime.model.state import Domain, checked_key


class WidgetSpec:
    """All that one call of an input function says about its widget, apart from callback and key.

    Parameters
    ----------
    kind : str
        The ``st`` name.
    props : dict
        What the host draws: ``label``, ``help``, ``label_visibility``, ``width``, … and what the family needs.
    domain : Domain
        The values it can have.
    identity : tuple
        The parameters that make an unkeyed widget another one when they change.
    keyed : tuple
        The parameters that do so even for a keyed widget (docs/semantics.md#b.1).
    assignable : bool
        Whether ``st.session_state[key] = value`` may set it.
    """

    __slots__ = ("assignable", "domain", "identity", "ids", "keyed", "kind", "props")

    def __init__(
        self,
        kind: str,
        props: dict[str, Any],
        domain: Domain,
        *,
        identity: tuple[Any, ...] = (),
        keyed: tuple[Any, ...] = (),
        assignable: bool = True,
    ) -> None:
        self.kind = kind
        self.props = props
        self.domain = domain
        self.identity = identity
        self.keyed = keyed
        self.assignable = assignable
        self.ids: dict[tuple[Any, ...], str] = {}  # what `id_for` has returned, by its arguments

    def id_for(self, key: str | None, root: str, form: str | None) -> str:
        """Return the identity of the widget between runs."""
        place = (key, root, form)
        id = self.ids.get(place)
        if id is None:
            parts = (self.kind, self.keyed, key) if key is not None else (self.kind, self.identity, root, form)
            digest = blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
            id = self.ids[place] = f"$$ID-{digest}-{key}"
        return id


def checked_widget_key(key: str | int) -> str:
    """Return a ``key`` argument as a str; raise `StreamlitValueError` if it is empty."""
    text = checked_key(key)
    if not text:
        raise StreamlitValueError('`key=""` is empty. Give the widget a name, or leave `key` out.')
    return text


def checked_callback(on_change: Any) -> Callable[..., Any] | None:
    """Return the callback of an ``on_change`` argument: a callable, or None for "rerun", "ignore" and None."""
    if on_change is None or on_change == "rerun" or on_change == "ignore":
        return None
    if callable(on_change):
        return on_change  # type: ignore[no-any-return]
    raise StreamlitValueError(f'`on_change` is {on_change!r}. Give a function, "rerun" or "ignore".')


def check_persist(persist_state: str | None, key: str | None) -> None:
    """Check a ``persist_state`` argument."""
    if persist_state is None:
        return
    if persist_state not in ("session", "page"):
        raise StreamlitValueError(f'`persist_state` is {persist_state!r}. Give "session", "page" or None.')
    if key is None:
        raise StreamlitMissingRequiredParameterError("`persist_state` needs a `key`, so that the value has a name.")
