"""The cases: a script, an event that is sent to it, what must be on screen afterwards, and what it may cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parent / "scripts"
ROWS_LINE = "ROWS = 100\n"
PICTURE = (b"\x89PNG", b"iVBORw0KGgo", b"WEBP", b"UklGR", b"<svg")  # PNG or WebP, raw or in base64; SVG

Needle = tuple[bytes, ...]
"""Byte strings of which one must be seen."""


@dataclass(frozen=True)
class Budget:
    """What ours may cost: times as ratios to peers of the same run, so that they hold on any machine."""

    handwritten: float | None = None
    streamlit: float | None = None
    streamlit_nogc: float | None = None
    messages: int | None = None
    size: int | None = None


@dataclass(frozen=True)
class Case:
    """One row group of the table."""

    name: str
    title: str
    script: str
    answer: Callable[[int | str], list[Needle]]
    rows: int = 0
    control: str = "slider"
    nth: int = 0
    modules: tuple[str, ...] = ()
    budget: Budget = Budget()

    def value(self, number: int) -> int | str:
        """Give the value of event ``number`` (1, 2, ...): never the same one twice in a row."""
        return f"Ada {number}" if self.control == "text" else number * 37 % 101

    def text(self, idiom: str) -> str | None:
        """Give the script in an idiom, or None where the case makes no sense in it."""
        path = SCRIPTS / idiom / f"{self.script}.py"
        if not path.exists():
            return None
        text = path.read_text(encoding="utf-8")
        return text.replace(ROWS_LINE, f"ROWS = {self.rows}\n") if self.rows else text


def _greeting(value: int | str) -> list[Needle]:
    return [(f"Hello, {value}!".encode(),)]


def _position(value: int | str) -> list[Needle]:
    return [(f"The slider is at {value}.".encode(),)]


def _sum(value: int | str) -> list[Needle]:
    return [(f"The sum is {value}.".encode(),)]


def _every_row(value: int | str) -> list[Needle]:
    return [(f"In row {i} the slider is at {value}.".encode(),) for i in range(100)]


def _picture(value: int | str) -> list[Needle]:
    return [PICTURE, *_position(value)]


def small(handwritten: float) -> Budget:
    """Return the budget of an event that changes one place of the page."""
    return Budget(handwritten=handwritten, streamlit=10, streamlit_nogc=3, messages=4, size=4096)


CASES = (
    Case("floor", "kernel floor (an observer that does nothing)", "floor", lambda value: []),
    Case("hello", "hello", "hello", _greeting, control="text", budget=small(1.3)),
    Case("slider-100", "slider + 100 markdowns, 1 depends", "slider", _position, rows=100, budget=small(1.7)),
    Case("slider-1000", "slider + 1,000 markdowns, 1 depends", "slider", _position, rows=1_000, budget=small(1.5)),
    Case("slider-10000", "slider + 10,000 markdowns, 1 depends", "slider", _position, rows=10_000,
         budget=Budget(streamlit=25)),
    Case("sliders-100", "100 sliders of which 1 moves", "sliders", _sum, rows=100, nth=50, budget=small(1.4)),
    Case("all-depend", "100 markdowns that all depend", "all_depend", _every_row, rows=100,
         budget=Budget(handwritten=1.2, messages=10)),
    Case("figure", "matplotlib redraw", "figure", _picture, modules=("matplotlib", "numpy"),
         budget=Budget(handwritten=1.1)),
)  # fmt: skip
