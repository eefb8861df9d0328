"""Runs one script through Streamlit's AppTest and through ours, step by step, and compares what a test sees."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from notebook_lit.testing import AppTest as OurAppTest
from tests.conformance import differences, tree
from tests.oracle import AppTest as TheirAppTest

#: Seconds for one run of either: generous, since the machine that tests may be busy.
TIMEOUT = 30

#: Stands for the pages of the one that went no further.
ENDED: tree.Tree = {"main": [], "sidebar": [], "session_state": {}, "raised": "no page: ended before"}


def pages(app_test: Any, script: str, steps: Sequence[Callable[[Any], Any]]) -> Iterator[tree.Tree]:
    """Run a script through one AppTest and give its page after the first run and after each step.

    What a step raises is part of the result; what a run raises ends the sequence.
    """
    at = app_test.from_string(script, default_timeout=TIMEOUT)
    for step in (None, *steps):
        raised = None
        try:
            if step is not None:
                step(at)
        except Exception as error:  # noqa: BLE001 - whatever one of them raises, the other one has to raise
            raised = type(error).__name__
        try:
            at.run()
        except Exception as error:  # noqa: BLE001 - as above
            yield {"main": [], "sidebar": [], "session_state": {}, "raised": f"{type(error).__name__} in run()"}
            return
        yield {**tree.page(at), "raised": raised}


def difference(script: str, steps: Sequence[Callable[[Any], Any]], name: str = "") -> str:
    """Describe the first step after which the two differ; empty if there is none."""
    both = zip_longest(pages(TheirAppTest, script, steps), pages(OurAppTest, script, steps), fillvalue=ENDED)
    for number, (theirs, ours) in enumerate(both):
        differences.settle(theirs, ours)
        other = tree.outline(ours)
        one = differences.settled(name, tree.outline(theirs), other)
        if one != other:
            changes = difflib.unified_diff(one, other, "Streamlit", "notebook_lit", lineterm="", n=2)
            return "\n".join([f"after step {number}:", *changes])
    return ""
