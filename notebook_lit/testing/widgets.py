"""Widgets of a tested page: their values, and what a reader can do with them.

An operation waits in the `AppTest` until its ``run()``, which sends it to the engine as an event. Events go in the order
of the page, and only for what the test has operated.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from notebook_lit.elements.shared.options import OptionsDomain
from notebook_lit.errors import AppTestError
from notebook_lit.runtime.model.state import Domain
from notebook_lit.testing.nodes import Element, described

if TYPE_CHECKING:
    from typing_extensions import Self


class Widget(Element):
    """An element with a value that the reader changes."""

    @property
    def id(self) -> str:
        """Its identity between runs."""
        return self._element.id or ""

    @property
    def disabled(self) -> bool:
        """Whether the reader cannot operate it."""
        return bool(self._element.props["disabled"])

    @property
    def domain(self) -> Domain:
        """The values that it can have."""
        domain: Domain = self._element.source
        return domain

    @property
    def value(self) -> Any:
        """The value that waits for the next run, else the one of the app."""
        pending = self.root.pending
        if self.id in pending:
            return pending[self.id]
        return self.root.value_of(self._element)

    def set_value(self, v: Any) -> Self:
        """Set the value, to be sent with the next ``run()``.

        Parameters
        ----------
        v : object
            A value as the script sees it. Where the widget has options, also an option's label.

        Raises
        ------
        AppTestError
            If the widget is disabled.
        """
        if self.disabled:
            raise AppTestError(f"{described(self)} is disabled, so a reader cannot operate it, and a test neither.")
        self.root.pending[self.id] = v
        return self

    def wire(self, value: Any) -> Any:
        """Turn a value that the test set into what a front end would send."""
        return self.domain.wire(value)


class Button(Widget):
    """A button of any kind: its value is true for one run."""

    def click(self) -> Self:
        """Click it."""
        return self.set_value(True)


class Checkbox(Widget):
    """``st.checkbox`` or ``st.toggle``."""

    def check(self) -> Self:
        """Tick it."""
        return self.set_value(True)

    def uncheck(self) -> Self:
        """Take the tick away."""
        return self.set_value(False)


class TextInput(Widget):
    """``st.text_input`` or ``st.text_area``."""

    @property
    def max_chars(self) -> int:
        """How long a text can be; 0 for any length."""
        return self._element.props["max_chars"] or 0

    def input(self, v: str) -> Self:
        """Type a text; nothing happens if it is longer than ``max_chars``."""
        return self if self.max_chars and len(v) > self.max_chars else self.set_value(v)


class ColorPicker(Widget):
    """``st.color_picker``."""

    def pick(self, v: str) -> Self:
        """Pick a colour; the ``#`` may be left out."""
        return self.set_value(v if v.startswith("#") else f"#{v}")


class NumberInput(Widget):
    """``st.number_input``."""

    def increment(self) -> Self:
        """Press plus."""
        return self._step(1)

    def decrement(self) -> Self:
        """Press minus."""
        return self._step(-1)

    def _step(self, direction: int) -> Self:
        if self.value is None:
            return self
        props = self._element.props
        value = self.value + direction * props["step"]
        if props["max"] is not None:
            value = min(value, props["max"])
        if props["min"] is not None:
            value = max(value, props["min"])
        return self.set_value(value)


class Slider(Widget):
    """``st.slider``."""

    def set_range(self, lower: Any, upper: Any) -> Self:
        """Set both ends of a range."""
        return self.set_value([lower, upper])


class OptionWidget(Widget):
    """A widget whose reader chooses from options. Wherever an option is given, its label does as well."""

    @property
    def options(self) -> list[str]:
        """The labels."""
        return list(self._element.props["options"])

    @property
    def format_func(self) -> Callable[[Any], str]:
        """Gives the label of an option."""
        return self.label_of

    def label_of(self, option: Any) -> str:
        """Give the label of an option.

        Raises
        ------
        ValueError
            If it is no option, and the reader cannot add any.
        """
        domain = self.domain
        assert isinstance(domain, OptionsDomain)  # all option widgets have such a domain
        position = domain.find(option)
        if position is not None:
            return domain.options.labels[position]
        if option in domain.options.labels or getattr(domain, "new", False):
            return str(option)
        raise ValueError(f"{option!r} is not among the options of {described(self)}: {', '.join(self.options)}")


class Radio(OptionWidget):
    """``st.radio``: one option, or None."""

    @property
    def index(self) -> int | None:
        """The position of the option that is chosen."""
        return None if self.value is None else self.options.index(self.label_of(self.value))

    def wire(self, value: Any) -> Any:
        """Give the label."""
        return None if value is None else self.label_of(value)


class Selectbox(Radio):
    """``st.selectbox``."""

    def select(self, v: Any) -> Self:
        """Choose an option."""
        return self.set_value(v)

    def select_index(self, index: int | None) -> Self:
        """Choose the option at a position; None for nothing."""
        return self.set_value(None if index is None else self.options[index])


class Multiselect(OptionWidget):
    """``st.multiselect``."""

    @property
    def max_selections(self) -> int:
        """How many options can be chosen; 0 for any number."""
        return self._element.props["max_selections"] or 0

    @property
    def values(self) -> list[str]:
        """The labels of what is chosen."""
        return [self.label_of(option) for option in self.value]

    @property
    def indices(self) -> list[int]:
        """The positions of what is chosen."""
        return [self.options.index(label) for label in self.values]

    def select(self, v: Any) -> Self:
        """Choose one more option, if it is not chosen yet."""
        return self if v in self.value else self.set_value([*self.value, v])

    def unselect(self, v: Any) -> Self:
        """Take an option out of the choice."""
        return self.set_value([option for option in self.value if option != v]) if v in self.value else self

    def wire(self, value: Any) -> list[str]:
        """Give the labels."""
        return [self.label_of(option) for option in value]


class ButtonGroup(OptionWidget):
    """``st.pills`` or ``st.segmented_control``: one option or None, or a list of options."""

    @property
    def formatted_values(self) -> list[str]:
        """The labels of what is chosen."""
        return [self.label_of(option) for option in self._chosen]

    @property
    def indices(self) -> list[int]:
        """The positions of what is chosen."""
        return [self.options.index(label) for label in self.formatted_values]

    @property
    def _chosen(self) -> list[Any]:
        value = self.value
        return value if isinstance(value, list) else [] if value is None else [value]

    def select(self, v: Any) -> Self:
        """Choose an option; where several can be chosen, one more."""
        if not isinstance(self.value, list):
            return self.set_value(v)
        return self if v in self.value else self.set_value([*self.value, v])

    def unselect(self, v: Any) -> Self:
        """Take an option out of the choice."""
        if v not in self._chosen:
            return self
        several = isinstance(self.value, list)
        return self.set_value([option for option in self._chosen if option != v] if several else None)

    def wire(self, value: Any) -> Any:
        """Give the labels, or the label."""
        if isinstance(value, list):
            return [self.label_of(option) for option in value]
        return None if value is None else self.label_of(value)


class SelectSlider(OptionWidget):
    """``st.select_slider``: one option, or a range of two."""

    def set_range(self, lower: Any, upper: Any) -> Self:
        """Set both ends of a range."""
        return self.set_value((lower, upper))

    def wire(self, value: Any) -> list[str]:
        """Give the list of one or two labels."""
        return [self.label_of(end) for end in (value if isinstance(value, list | tuple) else (value,))]


class DateInput(Widget):
    """``st.date_input``."""

    @property
    def is_range(self) -> bool:
        """Whether it takes a start and an end."""
        return isinstance(self._element.value, list | tuple)

    @property
    def value(self) -> Any:
        """A date, or for a range a tuple of dates."""
        value = super().value
        return tuple(value) if isinstance(value, list) else value


class TimeInput(Widget):
    """``st.time_input``."""

    @property
    def value(self) -> Any:
        """A time of day."""
        value = super().value
        return value.time() if isinstance(value, datetime) else value

    def increment(self) -> Self:
        """Go to the next time that can be chosen."""
        return self._step(1)

    def decrement(self) -> Self:
        """Go to the time before."""
        return self._step(-1)

    def _step(self, direction: int) -> Self:
        if self.value is None:
            return self
        step = timedelta(seconds=self._element.props["step"])
        return self.set_value((datetime.combine(date(2000, 1, 2), self.value) + direction * step).time())
