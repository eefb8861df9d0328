"""What a hit of a cached function costs, ours beside Streamlit's, call by call in turn in one process."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from notebook_lit import st

BUDGET = 1.5
ROWS = 1_000_000
SECONDS = 1.5  # for each row of the table, both together
_SCRIPT = "@st.cache_data\ndef {name}(value):\n    return {result}\n"


@dataclass(frozen=True)
class Hit:
    """One row: the argument, and the expression that the function returns."""

    title: str
    argument: Any
    result: str = "None"


def hits() -> list[Hit]:
    """Give the rows; pandas is imported and the tables are made only now."""
    import numpy as np
    import pandas as pd

    chance = np.random.default_rng(1)
    numbers = pd.DataFrame({"n": chance.integers(0, 1000, ROWS), "x": chance.random(ROWS)})
    texts = numbers.assign(s=chance.choice(np.array(["north", "south", "east"]), ROWS))
    return [
        Hit("int argument", 3),
        Hit("argument of 10^6 rows, numbers", numbers),
        Hit("argument of 10^6 rows, numbers and texts", texts),
        Hit("result of 10^6 rows, numbers", 1, "tables[0]"),
        Hit("result of 10^6 rows, numbers and texts", 2, "tables[1]"),
    ]


def lines() -> list[str]:
    """Measure, and give a line with PASS or MISS for each row."""
    import streamlit

    logging.disable(logging.WARNING)  # Streamlit says at each call that there is no server
    try:
        rows = hits()
        tables = [hit.argument for hit in rows[1:3]]
        return [_line(hit, *_seconds(_call(st, hit, tables), _call(streamlit, hit, tables))) for hit in rows]
    finally:
        logging.disable(logging.NOTSET)
        st.cache_data.clear()
        streamlit.cache_data.clear()


def _call(door: Any, hit: Hit, tables: list[Any]) -> Callable[[], Any]:
    """Make a call that hits: of a function in a namespace of its own, as an app's functions are."""
    names: dict[str, Any] = {"st": door, "tables": tables, "__name__": "__main__"}
    name = "f" + "".join(letter for letter in hit.title if letter.isalnum())
    exec(_SCRIPT.format(name=name, result=hit.result), names)  # noqa: S102
    function, argument = names[name], hit.argument
    function(argument)
    return lambda: function(argument)


def _seconds(ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float]:
    """Give the medians of both, measured in turn."""
    found: tuple[list[float], list[float]] = ([], [])
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(found[0]) < 15:
        for samples, call in zip(found, (ours, theirs), strict=True):
            start = time.perf_counter()
            call()
            samples.append(time.perf_counter() - start)
    return statistics.median(found[0]), statistics.median(found[1])


def _line(hit: Hit, ours: float, theirs: float) -> str:
    ratio = ours / theirs
    verdict = "PASS" if ratio <= BUDGET else "MISS"
    return (
        f"{verdict}  {hit.title:<44}  {ours * 1e6:10,.1f} us, Streamlit {theirs * 1e6:10,.1f} us: {ratio:.2f} "
        f"(budget <= {BUDGET})"
    )
