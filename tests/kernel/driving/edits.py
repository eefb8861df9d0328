"""Random edits of a cell app: lines come, go and change places; what the reader has set must stay."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

#: Each widget: the call without key, and values that a reader may set. The label is filled in.
WIDGETS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("st.slider({label!r}, 0, 100, 5{key})", (7, 33, 100, 0)),
    ("st.slider({label!r}, 0.0, 1.0, 0.5{key})", (0.25, 0.75, 0.0)),
    ("st.number_input({label!r}, 0, 50{key})", (3, 50)),
    ("st.text_input({label!r}{key})", ("Ada", "Ünï", " ")),
    ("st.text_area({label!r}, 'old'{key})", ("two\nlines", "")),
    ("st.checkbox({label!r}{key})", (True,)),
    ("st.toggle({label!r}, True{key})", (False,)),
    ("st.selectbox({label!r}, ['a', 'b', 'c']{key})", ("b", "c")),
    ("st.radio({label!r}, [1, 2, 3]{key})", (2, 3)),
    ("st.multiselect({label!r}, ['x', 'y', 'z']{key})", (["y"], ["z", "x"])),
    ("st.select_slider({label!r}, ['lo', 'mid', 'hi']{key})", ("hi", "mid")),
    ("st.color_picker({label!r}{key})", ("#123456",)),
)
STATIC = ("st.write('words')", "st.divider()", "st.metric('m', 3)", "st.title('t')", "st.json({'a': 1})", "1 + 1")
AROUND = ("with st.container():", "with st.expander('more'):", "with st.columns(2)[1]:", "with st.container(key={key!r}):")


@dataclass
class Line:
    """One line of the cell, maybe inside a block."""

    text: str
    name: str | None = None  # what the widget is called: its key, or else its label
    values: tuple[Any, ...] = ()
    around: str | None = None


@dataclass
class Editor:
    """A cell under random edits, with the values that its widgets must have."""

    seed: int
    lines: list[Line] = field(default_factory=list)
    expected: dict[str, Any] = field(default_factory=dict)
    made: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        for _ in range(self.random.randint(3, 10)):
            self.insert()

    @property
    def text(self) -> str:
        """The cell."""
        lines = [line.text if line.around is None else f"{line.around}\n    {line.text}" for line in self.lines]
        return "\n".join(["# the cell", *lines])

    def insert(self) -> None:
        """Put a new line somewhere."""
        self.made += 1
        choose = self.random
        around = choose.choice(AROUND).format(key=f"box{self.made}") if choose.random() < 0.3 else None
        if choose.random() < 0.4:
            line = Line(choose.choice(STATIC), around=around)
        else:
            call, values = choose.choice(WIDGETS)
            label, key = f"w{self.made}", f"k{self.made}"
            keyed = choose.random() < 0.5
            text = call.format(label=label, key=f", key={key!r}" if keyed else "")
            line = Line(text, key if keyed else label, values, around)
        self.lines.insert(choose.randint(0, len(self.lines)), line)

    def edit(self) -> None:
        """Insert, remove, or reorder some lines."""
        for _ in range(self.random.randint(1, 4)):
            what = self.random.choice(("insert", "insert", "remove", "move", "shuffle", "wrap"))
            if what == "insert" or not self.lines:
                self.insert()
            elif what == "remove":
                gone = self.lines.pop(self.random.randrange(len(self.lines)))
                if gone.name is not None:
                    self.expected.pop(gone.name, None)
            elif what == "move":
                line = self.lines.pop(self.random.randrange(len(self.lines)))
                self.lines.insert(self.random.randint(0, len(self.lines)), line)
            elif what == "shuffle":
                self.random.shuffle(self.lines)
            else:
                line = self.random.choice(self.lines)
                line.around = None if line.around else "with st.container():"

    def operate(self) -> tuple[str, Any] | None:
        """Choose what the reader does: a widget's name and its new value."""
        widgets = [line for line in self.lines if line.name is not None]
        if not widgets:
            return None
        line = self.random.choice(widgets)
        assert line.name is not None  # chosen so
        self.expected[line.name] = value = self.random.choice(line.values)
        return line.name, value
