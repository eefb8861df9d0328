"""Which function, which call: the two halves of the key of a cached result.

Rules
-----
1. A function is its module, name, code, defaults and free variables, not its place in a file nor the object: each run of an
   app makes a new one, and re-executing a cell does too. What it finds in global variables is not part of it.
2. Free variables count with the values that they have at the first call, and anew when they are bound to something else.
   Variables that the function itself binds are results of it and do not count.
3. A call is the names and values of its arguments as they were given: ``f(1)`` is ``f(a=1)``; but a default that is written
   out is another call, and so is another order of keywords. Parameters whose name begins with ``_`` are left out.
4. Calls with a few plain values are the commonest: their key is a tuple, without any digest.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Hashable
from types import CellType, FunctionType
from typing import Any

from notebook_lit.errors import UnhashableParamError, UserHashError
from notebook_lit.runtime.cache.hashing import Hasher, HashFuncs, HashFunctionError, UnhashableError, free_variables, type_name

_SHORT = 256  # characters of a text that is kept in a key as it is
_EMPTY = object()


class FunctionKey:
    """The key of a function; computed again only when its free variables change."""

    __slots__ = ("_cells", "_digest", "_function", "_lock", "_seen", "pins")

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._cells: list[CellType] | None = None
        self._seen: list[Any] = []
        self._lock = threading.Lock()  # who comes second must not see what the first call did to a list in a closure
        self._digest = b""
        self.pins: list[Any] = []  # what counts by identity

    def digest(self) -> bytes:
        """Return the digest of the function as it is now: the same object as long as it has not changed."""
        cells = self._cells
        if cells is None or (cells and self._changed(cells)):
            with self._lock:
                cells = self._cells
                if cells is None:
                    cells = free_variables(self._function) if isinstance(self._function, FunctionType) else []
                    self._take(cells)
                elif self._changed(cells):
                    self._take(cells)
        return self._digest

    def _changed(self, cells: list[CellType]) -> bool:
        return any(_content(cell) is not seen for cell, seen in zip(cells, self._seen, strict=True))

    def _take(self, cells: list[CellType]) -> None:
        self._seen = [_content(cell) for cell in cells]
        hasher = Hasher(persistent=True, code=True)
        function = self._function
        if isinstance(function, FunctionType):
            hasher.add_function(function, cells=False)
            for cell in cells:
                hasher.add_cell(cell)
        else:
            hasher.add([getattr(function, "__module__", ""), getattr(function, "__qualname__", "")])
            hasher.add_or_identity(function)
        self.pins = hasher.pinned
        self._digest = hasher.digest()
        self._cells = cells


def _content(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return _EMPTY


class CallKey:
    """Makes the keys of the calls of one function.

    Parameters
    ----------
    function : callable
        The function.
    hash_funcs : mapping
        Full name of a type to the author's function for it.
    persistent : bool
        Whether another process must find the same key.
    """

    __slots__ = ("_function", "_hash_funcs", "_names", "_persistent", "_plain", "_variadic")

    def __init__(self, function: Callable[..., Any], hash_funcs: HashFuncs, *, persistent: bool) -> None:
        self._function = function
        self._hash_funcs = hash_funcs
        self._persistent = persistent
        self._plain = not hash_funcs and not persistent
        self._names, self._variadic = _positional(function)

    def of(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable:
        """Return the key of a call.

        Raises
        ------
        UnhashableParamError
            If an argument has no value to compare by.
        UserHashError
            If a function of ``hash_funcs`` fails.
        """
        names = self._names
        if len(args) > len(names):
            names = self._names = names + (self._variadic,) * (len(args) - len(names))
        pairs = [pair for pair in zip(names, args) if pair[0] is not None]  # noqa: B905  # there may be more names
        if kwargs:
            pairs += [(name, value) for name, value in kwargs.items() if not name.startswith("_")]
        if self._plain:
            key: list[Any] = []
            for name, value in pairs:
                kind = type(value)
                if kind is int or kind is bool or value is None or (kind is str and len(value) <= _SHORT):
                    key += (name, kind, value)
                else:
                    return self._digest(pairs)
            return tuple(key)
        return self._digest(pairs)

    def _digest(self, pairs: list[tuple[str | None, Any]]) -> bytes:
        hasher = Hasher(self._hash_funcs, persistent=self._persistent)
        for name, value in pairs:
            hasher.mark(name)
            try:
                hasher.add(value)
            except UnhashableError as error:
                raise self._unhashable(name, value, error) from error
            except HashFunctionError as error:
                raise UserHashError(
                    f"The function in `hash_funcs` for `{type_name(type(error.value))}` failed on the argument `{name}` of "
                    f"`{name_of(self._function)}()`: `{type(error.error).__name__}: {error.error}`."
                ) from error.error
        return hasher.digest()

    def _unhashable(self, name: str | None, value: Any, error: UnhashableError) -> UnhashableParamError:
        inside = "" if error.value is value else f" (which holds a `{type_name(type(error.value))}`)"
        return UnhashableParamError(
            f"The argument `{name}` of `{name_of(self._function)}()` is a `{type_name(type(value))}`{inside}, which has no "
            f"value that calls could be told apart by. If it doesn't matter for the result, name the parameter `_{name}`; else "
            f"give the decorator `hash_funcs={{{type(value).__name__}: function}}` with a function that turns it into a value."
        )


def _positional(function: Callable[..., Any]) -> tuple[tuple[str | None, ...], str]:
    """Return the names of the positional parameters (None for those left out), and the name for further arguments."""
    names: list[str | None] = []
    several = "*"
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # some builtins say nothing of their parameters
        return (), several
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            several = "*" + parameter.name
        elif parameter.kind is parameter.POSITIONAL_ONLY:
            # a keyword argument may have the same name
            names.append(None if parameter.name.startswith("_") else f"{parameter.name}/")
        elif parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            names.append(None if parameter.name.startswith("_") else parameter.name)
    return tuple(names), several


def name_of(function: Callable[..., Any]) -> str:
    """Return the name of a function for messages."""
    return str(getattr(function, "__qualname__", type(function).__qualname__))
