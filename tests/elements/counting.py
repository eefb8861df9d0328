"""How much work a call is, counted: the same number on a fast machine and on a busy one."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any


def lines_run(call: Callable[[], object]) -> int:
    """Count the lines of Python that a call runs, those of libraries included."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def calls_made(call: Callable[[], object]) -> int:
    """Count the functions that a call calls, those written in C included."""
    count = 0

    def profile(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count


class CountedPattern:
    """A regular expression that counts the characters of what it finds: `lines_run` does not see that work."""

    characters = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def _counted(self, found: re.Match[str] | None) -> re.Match[str] | None:
        if found is not None:
            CountedPattern.characters += found.end() - found.start()
        return found

    def match(self, *where: Any) -> re.Match[str] | None:
        return self._counted(self._pattern.match(*where))

    def search(self, *where: Any) -> re.Match[str] | None:
        return self._counted(self._pattern.search(*where))

    def fullmatch(self, *where: Any) -> re.Match[str] | None:
        return self._counted(self._pattern.fullmatch(*where))

    def finditer(self, *where: Any) -> Iterator[re.Match[str]]:
        for found in self._pattern.finditer(*where):
            self._counted(found)
            yield found

    def findall(self, *where: Any) -> list[Any]:
        return self._pattern.findall(*where)
