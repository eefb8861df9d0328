"""The same calls of cached functions, made with Streamlit and with us."""

from __future__ import annotations

import logging
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
