"""What `st.cache_data` keeps instead of a value: a packed copy, from which every hit makes a fresh one.

Rules
-----
1. Values that cannot be changed in place (numbers, texts) are kept as they are; all else as a pickle.
2. The classes and functions of an app live in the namespace of its run, not in a module that pickle could import. They are
   written by their name and looked up in the namespace of the function that is called, so that a run gets its own classes.
3. With each such name goes a fingerprint of its code. If a class was edited since, the copy is out of date: a miss.
"""

from __future__ import annotations

import io
import pickle
import sys
from functools import reduce
from types import FunctionType
from typing import Any

from notebook_lit.runtime.cache.hashing import Hasher, HashFunctionError, UnhashableError, type_name

_UNCHANGING = frozenset({int, float, str, bool, type(None), bytes, complex})
_VOLATILE = frozenset({"__dict__", "__weakref__", "__module__", "__firstlineno__", "__slotnames__", "_abc_impl"})


class StaleCopyError(Exception):
    """A copy was made with classes that have changed since."""


class PackedValue:
    """A copy of a value.

    Parameters
    ----------
    data : bytes or object
        The pickle, or the value itself if it cannot change.
    names : dict, optional
        The classes and functions that it needs from the namespace, with their fingerprints; None if it is no pickle.
    """

    __slots__ = ("data", "names")

    def __init__(self, data: Any, names: dict[str, bytes] | None) -> None:
        self.data = data
        self.names = names

    @property
    def size(self) -> int:
        """The size of the copy in bytes."""
        return sys.getsizeof(self.data)

    def unpack(self, namespace: dict[str, Any]) -> Any:
        """Return a new copy of the value.

        Raises
        ------
        StaleCopyError
            If a class that it needs has changed or is gone.
        """
        if self.names is None:
            return self.data
        if not self.names:
            return pickle.loads(self.data)
        for name, known in self.names.items():
            found = _find(namespace, name)
            if found is None or fingerprint(found) != known:
                raise StaleCopyError(name)
        return _Unpickler(io.BytesIO(self.data), namespace).load()


def pack(value: Any, namespace: dict[str, Any]) -> PackedValue:
    """Return a packed copy of a value.

    Raises
    ------
    Exception
        Whatever pickling the value raises.
    """
    if type(value) in _UNCHANGING:
        return PackedValue(value, None)
    module = namespace.get("__name__", "")
    if module != "__main__" and getattr(sys.modules.get(module), "__dict__", None) is namespace:
        return PackedValue(pickle.dumps(value, 5), {})
    file = io.BytesIO()
    pickler = _Pickler(file, namespace)
    pickler.dump(value)
    return PackedValue(file.getvalue(), pickler.names)


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, namespace: dict[str, Any]) -> None:
        super().__init__(file, 5)
        self.names: dict[str, bytes] = {}
        self._namespace = namespace
        self._module = namespace.get("__name__")

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, type | FunctionType) and obj.__module__ == self._module:
            name = obj.__qualname__
            if _find(self._namespace, name) is obj:
                self.names[name] = fingerprint(obj)
                return _named, (name,)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, namespace: dict[str, Any]) -> None:
        super().__init__(file)
        self._namespace = namespace

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__ and name == _named.__name__:
            return lambda wanted: _find(self._namespace, wanted)
        return super().find_class(module, name)


def _named(name: str) -> Any:
    """Represent in pickles what `_Unpickler` looks up; no other unpickler can read such a pickle."""
    raise StaleCopyError(name)


def _find(namespace: dict[str, Any], name: str) -> Any:
    first, *rest = name.split(".")
    return reduce(lambda found, part: getattr(found, part, None), rest, namespace.get(first))


def fingerprint(subject: Any) -> bytes:
    """Return the digest of the code of a class or function."""
    hasher = Hasher(persistent=True)
    if isinstance(subject, FunctionType):
        hasher.add_code(subject.__code__)
    else:
        for kind in subject.__mro__:
            if kind.__module__ == subject.__module__:
                _add_class(hasher, kind)
    return hasher.digest()


def _add_class(hasher: Hasher, kind: type) -> None:
    hasher.add([kind.__qualname__, *map(type_name, kind.__bases__)])
    for name, member in sorted(vars(kind).items()):
        if name in _VOLATILE:
            continue
        hasher.add(name)
        for part in (member, *(getattr(member, side, None) for side in ("__func__", "fget", "fset", "fdel"))):
            if isinstance(part, FunctionType):
                hasher.add_code(part.__code__)
            else:
                _add_if_value(hasher, part)


def _add_if_value(hasher: Hasher, part: Any) -> None:
    """Add a member that has a value to compare by; of others only the type counts."""
    apart = Hasher(persistent=True)
    try:
        apart.add(part)
    except (UnhashableError, HashFunctionError):
        hasher.add(type_name(type(part)))
    else:
        hasher.add(apart.digest())
