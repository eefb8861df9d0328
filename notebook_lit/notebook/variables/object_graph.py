"""The object graph of a value: the functions that using it may call, and the objects that it refers to.

Searched without running the author's code: properties are not read, containers are not copied. Both searches
are bounded, so that they cost next to nothing whatever the size of the data.
"""

from __future__ import annotations

import inspect
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any

#: How many objects are looked at from one value, how many in one container, and how far away.
MOST_OBJECTS, MOST_ITEMS, MOST_LEVELS = 300, 100, 3

_IMMUTABLE = (
    bool, int, float, complex, str, bytes, type(None), range, date, timedelta, PurePath, ModuleType, FunctionType, type,
)  # fmt: skip
#: Packages whose objects hold the whole notebook, or that are no data of the author's.
_OPAQUE_PACKAGES = frozenset("IPython asyncio comm ipykernel ipywidgets logging notebook_lit threading traitlets".split())


def mutable_objects(value: Any, variables: Mapping[str, Any]) -> dict[int, Any]:
    """Return the objects that can be changed in place through a value, itself included, by their id."""
    found: dict[int, Any] = {}
    todo: deque[tuple[Any, int]] = deque([(value, 0)])
    while todo and len(found) < MOST_OBJECTS:
        value, depth = todo.popleft()
        if id(value) in found or value is variables or isinstance(value, _IMMUTABLE):
            continue
        if not isinstance(value, BuiltinFunctionType | MethodType):
            found[id(value)] = value
        if depth < MOST_LEVELS:
            todo += ((part, depth + 1) for part in islice(_references(value), MOST_ITEMS))
    return found


def _references(value: Any) -> Iterable[Any]:
    """Return the objects that a value refers to, as far as that is known without running code."""
    if isinstance(value, list | tuple | set | frozenset | deque):
        return list(islice(value, MOST_ITEMS)) if type(value).__iter__ in _BUILTIN_ITERS else ()
    if isinstance(value, dict):
        return list(islice(dict.values(value), MOST_ITEMS))
    if isinstance(value, MethodType | BuiltinFunctionType):
        return () if isinstance(value.__self__, ModuleType) else (value.__self__,)
    if isinstance(value, partial):
        return (value.func, *value.args, *value.keywords.values())
    package = type(value).__module__.partition(".")[0]
    if package == "numpy":
        return (getattr(value, "base", None),)  # a view changes the array that it looks at
    if package in _OPAQUE_PACKAGES:
        return ()
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return ()
    return list(islice(own.values(), MOST_ITEMS)) if isinstance(own, dict) else ()


_BUILTIN_ITERS = frozenset(kind.__iter__ for kind in (list, tuple, set, frozenset, deque))


def reachable_code(value: Any, variables: Mapping[str, Any]) -> Iterator[CodeType]:
    """Yield the notebook's code that using a value may run: its own, what it wraps, its class's, its items'."""
    seen: set[int] = set()
    todo = [value]
    while todo and len(seen) < 1000:
        value = todo.pop()
        if id(value) in seen or value is variables:
            continue
        seen.add(id(value))
        if isinstance(value, FunctionType):
            if value.__globals__ is variables:
                yield value.__code__
            todo += [cell.cell_contents for cell in value.__closure__ or () if _holds_callable(cell)]
        elif isinstance(value, GeneratorType):
            yield value.gi_code
        elif isinstance(value, MethodType):
            todo += [value.__func__, value.__self__]
        elif isinstance(value, partial):
            todo.append(value.func)
        elif isinstance(value, staticmethod | classmethod):
            todo.append(value.__func__)
        elif isinstance(value, property):
            todo += [value.fget, value.fset]
        elif isinstance(value, list | tuple | set | frozenset | dict):
            todo += [part for part in _references(value) if callable(part)]
        elif isinstance(value, type):
            for base in value.__mro__:
                if base.__module__ == variables.get("__name__"):
                    todo += vars(base).values()
            continue
        elif type(value).__module__ == variables.get("__name__"):
            todo.append(type(value))
        # statically: asking an object for an attribute may run anything
        todo.append(inspect.getattr_static(value, "__wrapped__", None))


def _holds_callable(cell: Any) -> bool:
    try:
        return callable(cell.cell_contents)
    except ValueError:  # not yet filled
        return False
