"""What using a value may touch: the functions that it may call, and the objects that it holds.

Found by looking, without running anything of the author's: properties are not asked, containers are not copied. Both searches
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
MOST, WIDEST, DEEPEST = 300, 100, 3

_UNCHANGEABLE = (
    bool, int, float, complex, str, bytes, type(None), range, date, timedelta, PurePath, ModuleType, FunctionType, type,
)  # fmt: skip
#: Packages whose objects hold the whole notebook, or that are no data of the author's.
_CLOSED = frozenset("IPython asyncio comm ipykernel ipywidgets logging notebook_lit threading traitlets".split())


def held(value: Any, variables: Mapping[str, Any]) -> dict[int, Any]:
    """Give the objects that can be changed in place by way of a value, itself included, by their id."""
    found: dict[int, Any] = {}
    todo: deque[tuple[Any, int]] = deque([(value, 0)])
    while todo and len(found) < MOST:
        value, depth = todo.popleft()
        if id(value) in found or value is variables or isinstance(value, _UNCHANGEABLE):
            continue
        if not isinstance(value, BuiltinFunctionType | MethodType):
            found[id(value)] = value
        if depth < DEEPEST:
            todo += ((part, depth + 1) for part in islice(_parts(value), WIDEST))
    return found


def _parts(value: Any) -> Iterable[Any]:
    """Give what a value holds, as far as that can be seen without running anything."""
    if isinstance(value, list | tuple | set | frozenset | deque):
        return list(islice(value, WIDEST)) if type(value).__iter__ in _PLAIN_ITERS else ()
    if isinstance(value, dict):
        return list(islice(dict.values(value), WIDEST))
    if isinstance(value, MethodType | BuiltinFunctionType):
        return () if isinstance(value.__self__, ModuleType) else (value.__self__,)
    if isinstance(value, partial):
        return (value.func, *value.args, *value.keywords.values())
    package = type(value).__module__.partition(".")[0]
    if package == "numpy":
        return (getattr(value, "base", None),)  # a view changes the array that it looks at
    if package in _CLOSED:
        return ()
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return ()
    return list(islice(own.values(), WIDEST)) if isinstance(own, dict) else ()


_PLAIN_ITERS = frozenset(kind.__iter__ for kind in (list, tuple, set, frozenset, deque))


def codes(value: Any, variables: Mapping[str, Any]) -> Iterator[CodeType]:
    """Find the code of the notebook that using a value may run: its own, what it wraps, that of its class, of its items."""
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
            todo += [cell.cell_contents for cell in value.__closure__ or () if _filled(cell)]
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
            todo += [part for part in _parts(value) if callable(part)]
        elif isinstance(value, type):
            for base in value.__mro__:
                if base.__module__ == variables.get("__name__"):
                    todo += vars(base).values()
            continue
        elif type(value).__module__ == variables.get("__name__"):
            todo.append(type(value))
        # statically: asking an object for an attribute may run anything
        todo.append(inspect.getattr_static(value, "__wrapped__", None))


def _filled(cell: Any) -> bool:
    try:
        return callable(cell.cell_contents)
    except ValueError:  # not yet filled
        return False
