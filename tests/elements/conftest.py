"""A run without any host, for tests of element functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
import pytest

from notebook_lit.elements.shared.widget_tree import Native
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Run, Scope, current


def _enter(run: Run) -> Run:
    run.state.begin()
    current.set(Scope(run, bound(run, run.page.main)))
    return run


@pytest.fixture
def page() -> Iterator[Run]:
    """Give a run that ``st`` functions write to: look at ``page.page.main.children``."""
    run = Run(State())
    token = current.set(Scope(run, bound(run, run.page.main)))
    yield _enter(run)
    current.reset(token)


@pytest.fixture
def rerun() -> Callable[[Run], Run]:
    """Give a function that ends a run, normally, and starts the next one of the same session."""

    def again(run: Run) -> Run:
        run.state.release_triggers([id for id in run.seen if _is_trigger(run.state, id)])
        run.state.end(clean=True)
        run.memo.sweep(run.number)
        run.over = True
        return _enter(Run(run.state, run.memo, run.number + 1))

    def _is_trigger(state: State, id: str) -> bool:
        record = state.record(id)
        return record is not None and record.domain.trigger

    return again


@pytest.fixture
def live() -> Callable[[Native], Any]:
    """Give a function that makes the ipywidgets of a native, as the host does; parts are its ``children``."""

    def make(native: Native) -> Any:
        traits = dict(native.traits)
        if native.children:
            traits["children"] = [make(part) for part in native.children]
        return getattr(ipywidgets, native.widget)(**traits, layout=native.layout, _dom_classes=native.classes)

    return make
