"""The domains of the inputs with options: radio and selectbox, multiselect, select_slider.

On the wire, options are their labels (see `elements.shared.options`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from notebook_lit.elements.shared.options import Options, OptionsDomain
from notebook_lit.errors import StreamlitSelectionCountExceedsMaxError, ValueRefused
from notebook_lit.runtime.model.state import Domain

#: So many characters a new option that a reader types can have.
LONGEST_OPTION = 10_000


class OptionDomain(OptionsDomain):
    """The domain of radio and selectbox: one option, or None. On the wire: its label, or None.

    Parameters
    ----------
    options : Options
        The options.
    index : int, optional
        The position of the default; None for nothing chosen.
    new : bool
        The reader may type a value of their own, a str.
    required : bool
        The reader cannot go back to None.
    """

    __slots__ = ("empty", "new", "required")

    def __init__(self, options: Options, index: int | None, *, new: bool = False, required: bool = False) -> None:
        super().__init__(options, options.values[index] if index is not None and options.values else None)
        self.empty = index is None  # nothing chosen at first: an option that is None cannot be told from that
        self.new = new
        self.required = required

    def parse(self, wire: Any) -> Any:
        """Return the option of a label, or a new option if allowed; None resets to the default."""
        if wire is None:
            if self.required:
                raise ValueRefused("a choice is required")
            return self.default
        if self.new and isinstance(wire, str) and wire not in self.place:
            if not wire.strip() or len(wire) > LONGEST_OPTION:
                raise ValueRefused("a blank text is no new option, nor is one that is very long")
            return self.alike(wire)
        return self.option(wire)

    def alike(self, text: str) -> Any:
        """Return the option whose label equals ``text`` ignoring case, else the text as a new option."""
        wanted = text.casefold()
        for position, label in enumerate(self.options.labels):
            if label.casefold() == wanted:
                return self.options.values[position]
        return text

    def wire(self, value: Any) -> str | None:
        """Return the label of an option."""
        if value is None and (self.empty or None not in self.options.values):
            return None
        label = self.label(value)
        if label is None:
            return str(value) if self.new else self.label(self.default)
        return label

    def keep(self, value: Any) -> Any:
        """Return the current option with the label of ``value``, else the default. None stays None."""
        if value is None:
            return None
        position = self.find(value)
        if position is not None:
            return self.options.values[position]
        return value if self.new else self.default

    def accept(self, value: Any) -> str | None:
        """Return the label of an option or label; None stays None."""
        return None if value is None else self.label_of(value)


class MultiselectDomain(OptionsDomain):
    """The domain of multiselect: a list of options in the order of choice. On the wire: their labels.

    Parameters
    ----------
    options : Options
        The options. Of equal labels the first one counts.
    default : tuple of int
        The positions of the options that are chosen at first.
    limit : int, optional
        How many can be chosen.
    new : bool
        The reader may type values of their own, of type str.
    """

    __slots__ = ("limit", "new")

    def __init__(self, options: Options, default: tuple[int, ...], limit: int | None, new: bool) -> None:
        super().__init__(options, [options.values[position] for position in default])
        self.place = {label: position for position, label in reversed(list(enumerate(options.labels)))}
        self.limit = limit
        self.new = new
        self.check_count(len(default))

    def check_count(self, count: int) -> None:
        """Raise if ``count`` exceeds `limit`."""
        if self.limit is not None and count > self.limit:
            raise StreamlitSelectionCountExceedsMaxError(
                f"{count} options are selected, but `max_selections` is {self.limit}. Shorten `default`, or what the "
                f"script assigns through `st.session_state`."
            )

    def follow(self, before: Domain, value: Any) -> list[Any]:
        """Return the options of this run for those of an earlier run."""
        return self.keep([self.successor(before, item) for item in value])

    def returned(self, value: Any) -> list[Any]:
        """Return a list of its own, of the options themselves."""
        return list(value)

    def parse(self, wire: Any) -> list[Any]:
        """Return the options of a list of labels, without duplicates; refuse any other value."""
        if not isinstance(wire, list | tuple):
            raise ValueRefused(f"{wire!r} is no list of options")
        chosen: dict[str, Any] = {}
        for label in wire:
            if self.new and isinstance(label, str) and label not in self.place:
                self._add(chosen, label)
            else:
                chosen[label] = self.option(label)
        if self.limit is not None and len(chosen) > self.limit:
            raise ValueRefused(f"No more than {self.limit} can be chosen: remove one first.", keep=True)
        return list(chosen.values())

    def _add(self, chosen: dict[str, Any], text: str) -> None:
        """Add a typed text: the option with that label ignoring case, or a new option."""
        if not text.strip() or len(text) > LONGEST_OPTION:
            raise ValueRefused("a blank text is no new option, nor is one that is very long")
        wanted = text.casefold()
        label = next((label for label in self.options.labels if label.casefold() == wanted), None)
        if label is not None:
            chosen[label] = self.option(label)
        elif all(wanted != there.casefold() for there in chosen):
            chosen[text] = text

    def wire(self, value: list[Any]) -> list[str]:
        """Return the labels of the options."""
        positions = [self.find(item) for item in value]
        return [
            str(item) if position is None else self.options.labels[position]
            for item, position in zip(value, positions, strict=True)
            if position is not None or self.new
        ]

    def keep(self, value: Any) -> list[Any]:
        """Return the current options with the labels of ``value``; others are dropped."""
        if not hasattr(value, "__iter__"):
            raise TypeError(f"A multiselect is a list of options; st.session_state gave it {value!r}.")
        kept = []
        for item in value:
            position = self.find(item)
            if position is not None:
                kept.append(self.options.values[position])
            elif self.new:
                kept.append(item)
        self.check_count(len(kept))
        return kept

    def accept(self, value: Any) -> list[str]:
        """Return the labels of a list of options or labels."""
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise ValueRefused(f"{value!r} is no list of options")
        return [self.label_of(option) for option in value]


class SelectSliderDomain(OptionsDomain):
    """The domain of select_slider: one option, or the two ends of a range. On the wire: 1 or 2 labels.

    Parameters
    ----------
    options : Options
        The options, at least one.
    default : tuple of int
        One position, or the two ends of a range.
    """

    __slots__ = ("positions", "ranged")

    def __init__(self, options: Options, default: tuple[int, ...]) -> None:
        values = tuple(options.values[position] for position in default)
        self.positions = default
        self.ranged = len(values) == 2
        super().__init__(options, values if self.ranged else values[0])

    def follow(self, before: Domain, value: Any) -> Any:
        """Return the options of this run for the one, or the two ends, of an earlier run."""
        ranged = isinstance(before, SelectSliderDomain) and before.ranged
        return self.keep(tuple(self.successor(before, end) for end in value) if ranged else self.successor(before, value))

    def parse(self, wire: Any) -> Any:
        """Return the options of 1 or 2 labels, in order; refuse any other value."""
        if not isinstance(wire, list | tuple) or len(wire) != (2 if self.ranged else 1):
            raise ValueRefused(f"{wire!r} is no list of {2 if self.ranged else 1} options")
        for label in wire:
            self.option(label)
        values = self.options.values
        ends = sorted(self.place[label] for label in wire)
        return tuple(values[end] for end in ends) if self.ranged else values[ends[0]]

    def wire(self, value: Any) -> list[str]:
        """Return the list of labels."""
        ends = [self.find(end) for end in (value if self.ranged else (value,))]
        found = zip(ends, self.positions, strict=True)
        return [self.options.labels[default if end is None else end] for end, default in found]

    def keep(self, value: Any) -> Any:
        """Return the current options with the labels of ``value``; the default if one is gone or the shape differs."""
        if self.ranged:
            ends = [self.find(end) for end in value] if isinstance(value, tuple) and len(value) == 2 else [None]
            known = sorted(end for end in ends if end is not None)
            return tuple(self.options.values[end] for end in known) if len(known) == 2 else self.default
        position = self.find(value)
        return self.default if position is None else self.options.values[position]

    def accept(self, value: Any) -> list[str]:
        """Return the labels of an option, or of the two ends of a range."""
        return [self.label_of(end) for end in (value if isinstance(value, list | tuple) else (value,))]
