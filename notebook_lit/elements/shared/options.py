"""Option sequences: the values that ``options`` accepts, and the labels that represent options on the wire.

Rules
-----
1. An option is sent as its label, the str that ``format_func`` returns for it. Two options with the same label are one on
   the wire, and the later one is meant.
2. When the options change, a value becomes the option that has its label now. Each run makes the classes of the script
   anew, and ``format_func`` may return anything for an object of an earlier run: such a value is known by the label it had.
3. What the script gets is the very object among the options of this run, no copy: it can be looked up where it came from.
4. Only numbers, strings, dates and similar values, labelled by ``str``, are memoised from run to run. Other options
   that are equal may still differ in what the author reads from them (rows, compared by their key); and with them, or with an
   author's function, the memo would keep all variables of an older run alive.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, EnumMeta
from itertools import islice
from typing import Any

from notebook_lit.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
    ValueRefused,
)
from notebook_lit.runtime.model.state import Domain
from notebook_lit.runtime.writing.widget_spec import WidgetSpec

#: The most options of one widget.
MOST_OPTIONS = 1_000_000

_STRINGS = frozenset({str})
_ATOMS = frozenset({str, int, float, bool, type(None), bytes, complex, Decimal, date, datetime, time, timedelta})
_UNSEEN = object()


class Options:
    """The options of one call with their labels. Only what may be remembered can be hashed (rule 4)."""

    __slots__ = ("_key", "labels", "values")

    def __init__(self, values: tuple[Any, ...], labels: tuple[str, ...], key: tuple[Any, ...] | None) -> None:
        self.values = values
        self.labels = labels
        self._key = key

    def __hash__(self) -> int:
        if self._key is None:
            raise TypeError("these options are not remembered")
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Options) and self._key is not None and self._key == other._key)

    def __len__(self) -> int:
        return len(self.values)


def options_of(options: Any, format_func: Callable[[Any], Any]) -> Options:
    """Return the options of an ``options`` argument with their labels.

    Raises
    ------
    TypeError
        If ``format_func`` returns anything but a str.
    StreamlitAPIException
        If there are more than `MOST_OPTIONS`.
    """
    _check_count(options)
    values = tuple(options) if type(options) is list or type(options) is tuple else option_items(options)
    kinds = set(map(type, values))
    if format_func is str and kinds <= _STRINGS:
        return Options(values, values, (values,))
    labels = tuple(map(format_func, values))
    if not set(map(type, labels)) <= _STRINGS:
        for value, label in zip(values, labels, strict=True):
            if not isinstance(label, str):
                raise TypeError(f"`format_func` gave {label!r} for the option {value!r}. Let it give a str.")
        labels = tuple(str.__str__(label) for label in labels)
    plain = format_func is str and kinds <= _ATOMS
    return Options(values, labels, (values, labels, tuple(map(type, values))) if plain else None)


def option_items(given: Any) -> tuple[Any, ...]:
    """Return the items of an ``options`` argument.

    The items of a list or similar collection, the keys of a mapping, the members of an Enum class (the values, if they
    are strings), the values of a Series or an Index, the first column of a table, a lone value, or nothing for None.

    Raises
    ------
    StreamlitAPIException
        If there are more than `MOST_OPTIONS`.
    """
    if given is None:
        return ()
    _check_count(given)
    if isinstance(given, str | bytes | bytearray):
        return (given,)
    if isinstance(given, EnumMeta):
        members: Any = given
        return tuple(_plain_member(member) for member in members)
    if isinstance(given, Mapping | list | tuple | range | set | frozenset):
        return tuple(given)
    if isinstance(given, Iterator):
        # As in Streamlit, rows that come out of an iterator count as a table, of which the first column is meant.
        return tuple(map(_first, _all_of(given)))
    if isinstance(given, type):
        return (given,)
    column = _column(given)
    if column is not None:
        return column
    return _all_of(given) if isinstance(given, Iterable) else (given,)


def _check_count(given: Any) -> None:
    """Refuse too many options before any of them is touched, where their number is known."""
    if isinstance(given, str | bytes | bytearray | type) or not isinstance(given, Sized):
        return
    try:
        count = len(given)
    except OverflowError:  # a range beyond what a list can hold
        raise _too_many("more than 10¹⁸") from None
    except TypeError:  # an array without dimensions has no length
        return
    if count > MOST_OPTIONS:
        raise _too_many(f"{count:,}")


def _all_of(given: Iterable[Any]) -> tuple[Any, ...]:
    """Return the items of a collection that may be endless."""
    items = tuple(islice(given, MOST_OPTIONS + 1))
    if len(items) > MOST_OPTIONS:
        raise _too_many(f"more than {MOST_OPTIONS:,}")
    return items


def _too_many(count: str) -> StreamlitAPIException:
    return StreamlitAPIException(
        f"`options` has {count} items, and {MOST_OPTIONS:,} are the most that a page can hold. Let the reader narrow them down "
        "first (by a `st.text_input`, say), or take the value with `st.number_input` or `st.slider`."
    )


def _plain_member(member: Enum) -> Any:
    return member.value if isinstance(member, str) else member


def _first(row: Any) -> Any:
    if isinstance(row, list | tuple) and row:
        return row[0]
    if isinstance(row, Mapping) and row:
        return next(iter(row.values()))
    return row


def _column(given: Any) -> tuple[Any, ...] | None:
    """Return the first column of a table, or the items of an array or a column; None for anything else.

    An object of a library that is not loaded cannot be here, so none is loaded to find that out.
    """
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(given, numpy.ndarray):
        return _array(given)
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if hasattr(given, "hide") and isinstance(getattr(given, "data", None), pandas.DataFrame):
            given = given.data  # a Styler holds its frame
        if isinstance(given, pandas.DataFrame):
            return tuple(given.iloc[:, 0].tolist()) if len(given.columns) else ()
        if isinstance(given, pandas.Series | pandas.Index | pandas.api.extensions.ExtensionArray):
            return tuple(given.tolist())
    if not hasattr(given, "shape") and not hasattr(given, "collect_schema"):
        return None
    import narwhals  # noqa: PLC0415 - 26 ms, and only the tables of other libraries need it

    native = narwhals.from_native(given, allow_series=True, pass_through=True)
    if isinstance(native, narwhals.LazyFrame):
        native = native.collect()
    if isinstance(native, narwhals.DataFrame):
        return tuple(native.get_column(native.columns[0]).to_list()) if native.columns else ()
    return tuple(native.to_list()) if isinstance(native, narwhals.Series) else None


def _array(array: Any) -> tuple[Any, ...]:
    """Return the items of a numpy array; of one with two dimensions the first column."""
    if array.ndim == 0:
        return ()
    if array.ndim > 2:
        raise ValueError(f"`options` is an array of {array.ndim} dimensions. Give a list, or a table.")
    column = array if array.ndim == 1 else array[:, 0]
    if column.dtype.kind in "mM":  # numpy gives integers for nanoseconds
        import pandas as pd  # noqa: PLC0415 - optional

        return tuple(pd.Series(column).tolist())
    return tuple(column.tolist())


def position_of(values: tuple[Any, ...], wanted: Any) -> int | None:
    """Return the position of the option that is or equals ``wanted``; None if there is none."""
    try:
        return values.index(wanted)
    except Exception:  # noqa: BLE001 - the author's ``==`` may raise anything
        pass  # it is not there, or an option before it cannot be compared
    return next((position for position, value in enumerate(values) if _equals(value, wanted)), None)


def _equals(value: Any, wanted: Any) -> bool:
    try:
        return value is wanted or bool(value == wanted)
    except Exception:  # noqa: BLE001 - the author's ``==`` may raise anything, and then they are not equal
        return False


def _is_same(option: Any, value: Any) -> bool:
    return option is value or (type(option) is type(value) and _equals(option, value))


def _is_same_member(option: Any, member: Enum) -> bool:
    """Return whether an option is a member of an enumeration that was defined again since."""
    mine, theirs = type(option), type(member)
    return isinstance(option, Enum) and (mine.__module__, mine.__qualname__, option.name) == (
        theirs.__module__, theirs.__qualname__, member.name
    )  # fmt: skip


def distinct_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels made unique by zero-width characters, for native widgets that identify options by text."""
    shown: dict[str, None] = {}
    for label in labels:
        while label in shown:
            label += "\u200b"
        shown[label] = None
    return tuple(shown)


def last_position(labels: Sequence[str], label: Any) -> int | None:
    """Return the position of the last option with a label (rule 1); None if there is none."""
    for position in range(len(labels) - 1, -1, -1):
        if labels[position] == label:
            return position
    return None


def check_comparable(options: Options) -> None:
    """Raise `StreamlitAPIException` if the first option cannot be compared with ``==`` (arrays, data frames)."""
    if not options.values:
        return
    first = options.values[0]
    try:
        bool(first == first)  # the question is whether == works at all
    except Exception as error:
        raise StreamlitAPIException(
            f"Options must be comparable with `==`, and **{type(first).__name__}** is not. Give their names as "
            f"options, and look the objects up by the name that is chosen."
        ) from error


def check_index(index: Any, options: Options) -> None:
    """Check an ``index`` argument: None, or the position of an option.

    Raises
    ------
    StreamlitInvalidParameterTypeError, TypeError
        If it is no int.
    StreamlitValueOutOfRangeError
        If there is no such option.
    """
    if index is None:
        return
    if isinstance(index, bool):
        raise TypeError(f"`index` is {index!r}. Give the position of an option, an int, or None.")
    if not isinstance(index, int):
        raise StreamlitInvalidParameterTypeError(f"`index` is {index!r}, of type {type(index).__name__}. Give an int or None.")
    if options.values and not 0 <= index < len(options):
        raise StreamlitValueOutOfRangeError(
            f"`index` is {index}, but the {len(options)} options have the positions 0 to {len(options) - 1}."
        )


class OptionsDomain(Domain):
    """Base of the domains of option widgets.

    Parameters
    ----------
    options : Options
        The options with their labels.
    default : object
        The value of a widget that has not been operated.
    """

    __slots__ = ("_label", "_seen", "format", "options", "place")

    def __init__(self, options: Options, default: Any) -> None:
        super().__init__(default)
        check_comparable(options)
        self.options = options
        self.place = {label: position for position, label in enumerate(options.labels)}  # the last of equal labels wins
        self.format: Callable[[Any], Any] = str
        self._seen: Any = _UNSEEN
        self._label: str | None = None

    def follow(self, before: Domain, value: Any) -> Any:
        """Return the option of this run for an option of an earlier run (rule 2)."""
        return self.keep(self.successor(before, value))

    def returned(self, value: Any) -> Any:
        """Return the option itself (rule 3)."""
        return value

    def successor(self, before: Domain, value: Any) -> Any:
        """Return the option that has the label now which ``value`` had in the domain ``before``.

        A value that is or equals an option, or had no label, is returned as it is: `find` knows it.
        """
        if not isinstance(before, OptionsDomain) or any(_is_same(option, value) for option in self.options.values):
            return value
        position = before.find(value)
        if position is not None and before.options.labels != self.options.labels:
            position = self.place.get(before.options.labels[position])
        return value if position is None else self.options.values[position]

    def find(self, value: Any) -> int | None:
        """Return the position of the current option for ``value`` (rule 2); None if there is none."""
        for position, option in enumerate(self.options.values):
            if option is value:
                return position
        if isinstance(value, Enum):
            for position, option in enumerate(self.options.values):
                if _is_same_member(option, value):
                    return position
        try:
            return self.place.get(self.format(value))
        except Exception:  # noqa: BLE001 - the author's function is made for the options and may choke on any other value
            return position_of(self.options.values, value)

    def label(self, value: Any) -> str | None:
        """Return the label of a value, None if it is no option. The last result is cached for the next run."""
        if value is not self._seen:
            position = self.find(value)
            self._label = None if position is None else self.options.labels[position]
            self._seen = value
        return self._label

    def label_of(self, option: Any) -> str:
        """Return the label of an option that a program names, by itself or by its label.

        Raises
        ------
        ValueRefused
            If it is no option, and the reader cannot add any.
        """
        for position, value in enumerate(self.options.values):
            if _is_same(value, option):
                return self.options.labels[position]
        if isinstance(option, str) and option in self.place:  # before `find`: `format` is not made for labels
            return option
        found = self.find(option)
        if found is not None:
            return self.options.labels[found]
        if getattr(self, "new", False):
            return str(option)
        raise ValueRefused(f"{option!r} is not among the options: {', '.join(self.options.labels)}")

    def option(self, label: Any) -> Any:
        """Return the option with a label from a front end; refuse any other value."""
        if not isinstance(label, str):
            raise ValueRefused(f"{label!r} is not the label of an option")
        position = self.place.get(label)
        if position is None:
            raise ValueRefused(f"{label!r} is not among the options")
        return self.options.values[position]


def with_format_func(spec: WidgetSpec, format_func: Callable[[Any], Any]) -> WidgetSpec:
    """Return the spec, after setting the ``format_func`` of its domain."""
    domain = spec.domain
    if isinstance(domain, OptionsDomain):
        domain.format = format_func
    return spec
