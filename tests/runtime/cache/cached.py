"""What tests of cached functions share: a clock, a function that counts, the same calls made with Streamlit and with us."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import st

TOOLS = """
import asyncio, collections, datetime, decimal, enum, fractions, functools, io, pathlib, re, threading, types, uuid
import numpy as np
import pandas as pd
from dataclasses import dataclass
"""


def outcome(door: Any, code: str) -> list[Any]:
    """Run code with ``st`` and an empty ``log``, and give the log; an exception is its last item, by class name."""
    log: list[Any] = []
    names = {"st": door, "log": log, "__name__": "snippet"}
    logging.disable(logging.CRITICAL)
    try:
        exec(compile(TOOLS + code, "<snippet>", "exec"), names)  # noqa: S102
    except Exception as error:  # noqa: BLE001  (its class is what is compared)
        log.append(type(error).__name__)
    finally:
        logging.disable(logging.NOTSET)
        door.cache_data.clear()
        door.cache_resource.clear()
    return log


def theirs(code: str) -> list[Any]:
    """Run it with Streamlit; skips where it cannot be installed."""
    return outcome(pytest.importorskip("streamlit"), code)


def ours(code: str) -> list[Any]:
    """Run it with us."""
    return outcome(st, code)


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def counting(**options: Any) -> tuple[Callable[..., Any], list[Any]]:
    """Make a cached function, and the list of the values that it was computed for."""
    log: list[Any] = []

    @st.cache_data(**options)
    def counted(value: Any = None) -> Any:
        log.append(value)
        return value

    return counted, log
