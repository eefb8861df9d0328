"""Hostile strings in every argument of every ``st`` function: the page is whole or shows an error in its place.

``NOTEBOOK_LIT_FUZZ_STRINGS=2000`` tries so many instead of 500; ``NOTEBOOK_LIT_FUZZ_SEED`` takes others.
"""

from __future__ import annotations

import inspect
import json
import os
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import HTML, Widget

from notebook_lit import st
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.notebook.saved.snapshot import snapshot
from notebook_lit.notebook.widgets.app_view import AppView
from notebook_lit.runtime.model.element import Page
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Run, Scope, current

TRIES = int(os.environ.get("NOTEBOOK_LIT_FUZZ_STRINGS", "500"))
SEED = int(os.environ.get("NOTEBOOK_LIT_FUZZ_SEED", "10"))
LONG = 1_000_000 if TRIES >= 2000 else 20_000

#: They do not draw: what they do to a run is tested elsewhere.
NOT_DRAWN = {"cache_data", "cache_resource", "rerun", "stop", "session_state"}
#: What a required parameter is given where the string goes into another one.
GIVEN: dict[str, Any] = {"options": ["a", "b"], "spec": 2, "tabs": ["a", "b"], "data": [[1]], "pyplot": None, "value": 1}
PIECES = (
    "\ud83d", "\udc00", "\udfff", "\0", "\x07", "\x1b[31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\uffff", "e\u0301", "😀",
    "<script>alert(1)</script>", "<div>" * 20, "</div>", "<img src=x onerror=alert(1)>", "<!--", "]]>", "&#0;", "&", '"', "'",
    "`", "$$", "$", "\\", "**", "[", "](javascript:alert(1))", ":material/x:", ":red[", "%s", "%n", "{0}", "{{", "..", "C:\\",
    "\r", "\n", "\t", "-", "1e400", "nan", "0x", "9" * 400, "2024-01-01", "12:00", "#fff", "a\n\n    b", "|a|b|\n|-|-|\n",
    "> " * 30, "* " * 50, "http://[",
)  # fmt: skip


def hostile(chance: random.Random) -> str:
    """Give a hostile string."""
    kind = chance.random()
    if kind < 0.02:
        return chance.choice(PIECES) * (LONG // 10)
    if kind < 0.04:
        return "x" * LONG
    return "".join(chance.choices(PIECES, k=chance.randint(1, 5)))


def places() -> list[tuple[str, str]]:
    """Give every function with each of its parameters that can be named or counted."""
    found = []
    for name in dir(st):
        function = getattr(st, name)
        if name in NOT_DRAWN or not callable(function) or inspect.isclass(function):
            continue
        found += [(name, parameter) for parameter in inspect.signature(function).parameters]
    return found


def call(name: str, parameter: str, text: str, chance: random.Random) -> None:
    """Call a function with the string in one of its parameters."""
    function = getattr(st, name)
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for other, declared in inspect.signature(function).parameters.items():
        listed = other == "tabs" or (other in ("options", "captions") and chance.random() < 0.7)
        value: Any = [text, "b"] if listed else text  # a str would be a tab for each of its characters
        if declared.kind is declared.VAR_KEYWORD:
            continue
        if other != parameter:
            if declared.default is not declared.empty or declared.kind is declared.VAR_POSITIONAL:
                continue
            value = GIVEN.get(other, "a")
        if declared.kind in (declared.POSITIONAL_ONLY, declared.VAR_POSITIONAL):
            args.append(value)
        else:
            kwargs[other] = value
    function(*args, **kwargs)


@pytest.fixture
def view() -> Iterator[AppView]:
    made = AppView(lambda event: None, lambda id: False, lambda: None, lambda: None)
    yield made
    made.close()


def drawn(number: int, name: str, parameter: str, text: str, chance: random.Random) -> Page:
    """Give the page of a run that calls one function, as the engine would end it."""
    run = Run(State(), number=number)
    token = current.set(Scope(run, bound(run, run.page.main)))
    try:
        run.state.begin()
        st.text("before")
        call(name, parameter, text, chance)
        st.text(f"after {number}")
    except Exception as error:  # noqa: BLE001  # as the engine: shown where the script was cut off
        run.page.main.children.append(exception_element(error, uncaught=True, filename="x"))
        run.page.main.children.append(exception_element(ValueError(f"after {number}"), uncaught=True, filename="x"))
    finally:
        current.reset(token)
    return run.page


def markup(widget: Widget) -> Iterator[str]:
    """Give what a front end takes for HTML of a widget and of all below it."""
    if isinstance(widget, HTML):
        yield widget.value
    if getattr(widget, "description_allow_html", False):
        yield widget.description
    for child in getattr(widget, "children", ()):
        yield from markup(child)


def states(widget: Widget) -> Iterator[str]:
    """Give what a front end is sent of a widget and of all below it."""
    yield json.dumps(widget.get_state(), default=str, ensure_ascii=False)
    for child in getattr(widget, "children", ()):
        yield from states(child)


@pytest.mark.timeout(900)
def test_a_hostile_string_in_any_argument_is_drawn_or_shown_as_an_error_and_nothing_old_is_left(view: AppView) -> None:
    chance = random.Random(SEED)
    everywhere = places()
    chosen = [everywhere[number % len(everywhere)] for number in range(TRIES)]
    for number, (name, parameter) in enumerate(chosen):
        text = hostile(chance)
        page = drawn(number, name, parameter, text, chance)
        about = f"seed {SEED}, number {number}: st.{name}({parameter}={text[:80]!r})"
        view.commit(page, "gone", lambda: True)
        assert view.fault is None, (about, view.fault)
        sent = "".join("".join(states(root.widget)) for root in view.roots)
        sent.encode()
        assert f"after {number}" in sent, about
        html = "".join("".join(markup(root.widget)) for root in view.roots)
        assert "<script" not in html, about
        assert not re.search(r"<[^>]*\sonerror\s*=", re.sub('"[^"]*"', "", html)), about  # but in the text of an attribute
        snapshot(page).encode()
