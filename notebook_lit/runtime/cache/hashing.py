"""Values as bytes: what makes two arguments of a cached function the same.

Rules
-----
1. Every value is written with its type and its length, so that ``1``, ``1.0``, ``True`` and ``"1"`` differ, and so do
   ``(1,)`` and ``[1]``, ``("ab",)`` and ``("a", "b")``, ``0.0`` and ``-0.0``. NaN equals itself.
2. All of a value counts, also the last cell of a large table. Where equality is costly to find out (two null masks that mean
   the same), equal values may differ here: that costs a computation, the opposite would give a wrong result.
3. The order of a dict counts, since a function can see it. The order of a set does not.
4. What has no value to compare by (locks, connections, generators, instances of ordinary classes) is refused, not guessed.
5. Large buffers go through XXH3 with a seed that is secret to this process, so that nobody can prepare two files which collide;
   what has to be found again by another process goes through BLAKE2b alone.

No library is imported here: a value of pandas can only be met when pandas is loaded already.
"""

from __future__ import annotations

import dataclasses
import dis
import enum
import functools
import inspect
import io
import os
import pickle
import re
import secrets
import struct
import tempfile
import uuid
from collections import deque
from collections.abc import Callable, ItemsView, Mapping
from hashlib import blake2b
from pathlib import PurePath
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, MappingProxyType, MethodType, ModuleType
from typing import Any

import xxhash

from notebook_lit.runtime.cache.hashing_tables import table_writer

HashFuncs = Mapping[str, Callable[[Any], Any]]

_SEED = secrets.randbits(64)
_LARGE = 4096  # bytes
_PACK = struct.Struct("<d").pack
_LENGTH = struct.Struct("<Q").pack


class UnhashableError(TypeError):
    """A value that cannot be compared by value."""

    def __init__(self, value: Any) -> None:
        super().__init__(type_name(type(value)))
        self.value = value


class HashFunctionError(Exception):
    """A function of ``hash_funcs`` failed on a value."""

    def __init__(self, value: Any, error: Exception) -> None:
        super().__init__(str(error))
        self.value = value
        self.error = error


def type_name(kind: type) -> str:
    """Return the full name of a type."""
    return f"{kind.__module__}.{kind.__qualname__}"


class Hasher:
    """Collects values into one digest.

    Parameters
    ----------
    hash_funcs : mapping
        Full name of a type to a function whose result stands for the value.
    persistent : bool
        Whether another process must find the same digest.
    code : bool
        Whether functions are taken by their code and other unknown objects by their identity; else both are refused.
    """

    __slots__ = ("_code", "_hash_funcs", "_path", "_persistent", "_state", "pinned")

    def __init__(self, hash_funcs: HashFuncs | None = None, *, persistent: bool = False, code: bool = False) -> None:
        self._state = blake2b(digest_size=16)
        self._hash_funcs: HashFuncs = {} if hash_funcs is None else hash_funcs
        self._persistent = persistent
        self._code = code
        self._path: tuple[int, ...] = ()  # ids of the containers around the value that is being written
        self.pinned: list[Any] = []  # objects taken by identity; whoever keeps the digest must keep them too

    def digest(self) -> bytes:
        """Return the digest of all values that were added."""
        return self._state.digest()

    def add(self, value: Any) -> None:
        """Add a value.

        Raises
        ------
        UnhashableError
            If there is nothing to compare it by.
        HashFunctionError
            If the author's function for it fails.
        """
        kind = type(value)
        if self._hash_funcs:
            replace = self._hash_funcs.get(type_name(kind))
            if replace is not None:
                try:
                    value = replace(value)
                except Exception as error:
                    raise HashFunctionError(value, error) from error
                self.mark("by", type_name(kind))
                kind = type(value)
        self._dispatch(value, kind)

    def _dispatch(self, value: Any, kind: type) -> None:
        atom = _ATOMS.get(kind)
        if atom is not None:
            tag, write = atom
            self.data(tag, write(value))
            return
        if id(value) in self._path:
            self.data(b"cycle", str(len(self._path) - self._path.index(id(value))).encode())
            return
        inner = self._path
        self._path = (*inner, id(value))
        try:
            self._state.update(type_name(kind).encode() + b"\0")
            (_CONTAINERS.get(kind) or _writer(value, kind))(self, value)
        except UnhashableError:
            if not self._code:
                raise
            self.pinned.append(value)
            self.mark("identity", _SEED, id(value))  # good for this process only
        finally:
            self._path = inner

    # -- what writers use ----------------------------------------------------------------------------------------------

    def data(self, tag: bytes, data: Any) -> None:
        """Add bytes under a tag."""
        size = data.nbytes if isinstance(data, memoryview) else len(data)
        if size > _LARGE and not self._persistent:
            data = xxhash.xxh3_128_digest(data, seed=_SEED)
        self._state.update(b"%s\0%s" % (tag, _LENGTH(size)))
        self._state.update(data)

    def mark(self, *words: object) -> None:
        """Add a marker that separates values."""
        for word in words:
            self.data(b"word", str(word).encode("utf-8", "surrogatepass"))

    def items(self, items: Any) -> None:
        """Add a number of values in their order."""
        items = list(items)
        self.data(b"items", _LENGTH(len(items)))
        for item in items:
            self.add(item)

    def _unordered(self, items: Any) -> None:
        digests = []
        for item in items:
            part = Hasher(self._hash_funcs, persistent=self._persistent, code=self._code)
            part._path = self._path
            part.add(item)
            self.pinned += part.pinned
            digests.append(part.digest())
        self.data(b"set", b"".join(sorted(digests)))

    def pickled(self, value: Any) -> None:
        """Add a value by its pickle, without the memo: what counts is what is equal, not what is identical."""
        file = io.BytesIO()
        pickler = pickle.Pickler(file, 5)
        pickler.fast = True
        try:
            pickler.dump(value)
        except Exception as error:  # whatever pickling an author's objects raises, it means: no value to compare by
            raise UnhashableError(value) from error
        self.data(b"pickle", file.getbuffer())

    # -- code ----------------------------------------------------------------------------------------------------------

    def add_code(self, code: CodeType) -> None:
        """Add what a function does: its bytecode and constants, not its place in a file."""
        self.data(b"code", code.co_code)
        self.mark(code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
        self.mark(code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
        self.data(b"handlers", getattr(code, "co_exceptiontable", b""))
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self.add_code(constant)
            else:
                self.add(constant)

    def add_function(self, function: FunctionType, *, cells: bool = True) -> None:
        """Add a function: its code, its defaults and, unless they are added elsewhere, its free variables."""
        self.mark(function.__module__, function.__qualname__)
        self.add_code(function.__code__)
        self.add_or_identity(function.__defaults__)
        self.add_or_identity(function.__kwdefaults__)
        if cells:
            for cell in free_variables(function):
                self.add_cell(cell)

    def add_cell(self, cell: CellType) -> None:
        """Add the value of a free variable."""
        try:
            value = cell.cell_contents
        except ValueError:
            self.mark("empty cell")
            return
        self.add_or_identity(value)

    def add_or_identity(self, value: Any) -> None:
        """Add a value; if it cannot be compared by value, add its identity."""
        part = Hasher(self._hash_funcs, persistent=self._persistent, code=True)
        part._path = self._path
        part.add(value)
        self.pinned += part.pinned
        self.data(b"loose", part.digest())

    def _function(self, value: Any) -> None:
        if not self._code:
            raise UnhashableError(value)
        self.add_function(value)


def free_variables(function: FunctionType) -> list[CellType]:
    """Return the cells of the free variables that a function reads, without those that it binds itself."""
    cells = function.__closure__
    if cells is None:
        return []
    code = function.__code__
    set_here = {step.argval for step in dis.get_instructions(code) if step.opname in ("STORE_DEREF", "DELETE_DEREF")}
    return [cell for name, cell in zip(code.co_freevars, cells, strict=True) if name not in set_here]


# -- writers: one for each family of types ---------------------------------------------------------------------------------


def _integer(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)


def _float(value: float) -> bytes:
    return _PACK(value) if value == value else b"nan"


_ATOMS: dict[type, tuple[bytes, Callable[[Any], bytes]]] = {
    int: (b"int", _integer),
    str: (b"str", lambda value: value.encode("utf-8", "surrogatepass")),
    float: (b"float", _float),
    bool: (b"bool", lambda value: b"1" if value else b"0"),
    type(None): (b"None", lambda value: b""),
    bytes: (b"bytes", lambda value: value),
    bytearray: (b"bytearray", bytes),
    complex: (b"complex", lambda value: _float(value.real) + b"," + _float(value.imag)),
    type(...): (b"...", lambda value: b""),
}


def _mapping(hasher: Hasher, value: Mapping[Any, Any]) -> None:
    hasher.data(b"items", _LENGTH(len(value)))
    for key, item in value.items():
        hasher.add(key)
        hasher.add(item)


def _deque(hasher: Hasher, value: deque[Any]) -> None:
    hasher.mark(value.maxlen)
    hasher.items(value)


def _pattern(hasher: Hasher, value: re.Pattern[Any]) -> None:
    hasher.items([value.pattern, value.flags])


def _partial(hasher: Hasher, value: functools.partial[Any]) -> None:
    hasher.items([value.func, value.args, value.keywords])


def _by_name(hasher: Hasher, value: Any) -> None:
    hasher.mark(getattr(value, "__module__", ""), getattr(value, "__qualname__", value.__name__))


def _builtin(hasher: Hasher, value: BuiltinFunctionType) -> None:
    _by_name(hasher, value)
    if not isinstance(value.__self__, ModuleType | None):
        hasher.add(value.__self__)


def _method(hasher: Hasher, value: MethodType) -> None:
    hasher._function(value.__func__)
    hasher.add(value.__self__)


def _enum(hasher: Hasher, value: enum.Enum) -> None:
    hasher.mark(value.name, None if value.name else value.value)


def _fields(hasher: Hasher, value: Any) -> None:
    for field in dataclasses.fields(value):
        hasher.mark(field.name)
        hasher.add(getattr(value, field.name))


def _text(hasher: Hasher, value: Any) -> None:
    hasher.mark(value)


def _in_memory(hasher: Hasher, value: io.BytesIO | io.StringIO) -> None:
    hasher.items([getattr(value, "name", None), value.tell(), value.getvalue()])


def _file(hasher: Hasher, value: Any) -> None:
    try:
        hasher.items([value.name, os.stat(value.fileno()).st_mtime_ns, value.tell()])
    except (OSError, ValueError, AttributeError) as error:
        raise UnhashableError(value) from error


def _reduced(hasher: Hasher, value: Any) -> None:
    """Add another object by its ``__reduce__`` value, as far as that can be compared by value."""
    wrapped = getattr(value, "__wrapped__", None) if hasher._code else None
    if isinstance(wrapped, FunctionType):  # another cached function, made anew by each run
        hasher.add_function(wrapped)
        return
    if inspect.isgenerator(value) or inspect.iscoroutine(value) or type(value) is object:
        raise UnhashableError(value)
    try:
        parts = value.__reduce__()
    except Exception as error:  # whatever an author's object raises, it means: no value to compare by
        raise UnhashableError(value) from error
    if isinstance(parts, str):
        hasher.mark(parts)
    elif isinstance(parts[0], FunctionType):  # of an ordinary class: its state may not be all that matters
        raise UnhashableError(value)
    else:
        hasher.items(parts)


_Writer = Callable[[Hasher, Any], None]
_CONTAINERS: dict[type, _Writer] = {
    list: Hasher.items,
    tuple: Hasher.items,
    dict: _mapping,
    set: Hasher._unordered,
    frozenset: Hasher._unordered,
    FunctionType: Hasher._function,
    MethodType: _method,
    BuiltinFunctionType: _builtin,
    ModuleType: _by_name,
    re.Pattern: _pattern,
    functools.partial: _partial,
    CodeType: Hasher.add_code,
}
# For subclasses, in this order.
_FAMILIES: tuple[tuple[Any, _Writer], ...] = (
    (enum.Enum, _enum),
    (type, _by_name),
    (int, lambda hasher, value: hasher.data(b"int", _integer(value))),
    (str, _text),
    (float, lambda hasher, value: hasher.data(b"float", _float(value))),
    (bytes | bytearray | memoryview, lambda hasher, value: hasher.data(b"bytes", bytes(value))),
    (dict | MappingProxyType, _mapping),
    (ItemsView, lambda hasher, value: hasher.items(value)),
    (deque, _deque),
    (list | tuple, Hasher.items),
    (set | frozenset, Hasher._unordered),
    (PurePath | uuid.UUID, _text),
    (functools.partial, _partial),
    (ModuleType, _by_name),
    (io.BytesIO | io.StringIO, _in_memory),
    (io.IOBase | tempfile._TemporaryFileWrapper, _file),
)


def _writer(value: Any, kind: type) -> _Writer:
    """Return the function that adds values of a type that is in no table."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields
    for family, write in _FAMILIES:
        if isinstance(value, family):
            return write
    return table_writer(value, kind) or _reduced
