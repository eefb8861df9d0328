"""PyplotFigures that scripts leave open appear under no cell; the notebook's own appear as ever."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextvars import copy_context
from typing import Any

import pytest

from notebook_lit.notebook.output import pyplot_figures
from notebook_lit.notebook.output.pyplot_figures import HOOK, PyplotFigures
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.run import Run, Scope, current


@pytest.fixture
def plt() -> Iterator[Any]:
    """Provide pyplot with the inline backend, as a notebook has it."""
    import matplotlib
    from matplotlib import pyplot

    before, interactive = matplotlib.get_backend(), matplotlib.is_interactive()
    with matplotlib.rc_context():
        pyplot.switch_backend("module://matplotlib_inline.backend_inline")
        matplotlib.interactive(True)
        yield pyplot
        pyplot.close("all")
    pyplot.switch_backend(before)
    matplotlib.interactive(interactive)
    backend().show._to_draw, backend().show._draw_called = [], False


def backend() -> Any:
    return sys.modules["matplotlib_inline.backend_inline"]


@pytest.fixture
def figures(plt: Any) -> Iterator[PyplotFigures]:
    made = PyplotFigures()
    yield made
    made.close()


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Provide the list of what is shown under the cell."""
    shown: list[Any] = []
    monkeypatch.setattr(pyplot_figures, "display", lambda figure, metadata: shown.append(figure))
    return shown


def in_run(work: Any) -> Any:
    """Do something in a run of a script."""

    def within() -> Any:
        current.set(Scope(Run(State()), None))
        return work()

    return copy_context().run(within)


def test_what_a_run_leaves_open_is_closed_and_what_was_open_before_is_not(plt: Any, figures: PyplotFigures) -> None:
    own = plt.figure().number
    figures.begin()
    in_run(plt.figure)
    figures.end()
    assert plt.get_fignums() == [own]


def test_a_figure_of_a_run_is_not_drawn_by_the_cell_that_ends_meanwhile(
    plt: Any, figures: PyplotFigures, displayed: list[Any]
) -> None:
    figures.begin()
    theirs = in_run(plt.figure)
    own = plt.figure()
    figures.cell_ends(running=True)
    assert displayed == [own]
    assert plt.get_fignums() == [theirs.number]  # the script goes on with it
    assert backend().show._to_draw == []


def test_what_a_run_left_open_that_is_over_already_is_closed_at_the_end_of_the_cell(
    plt: Any, figures: PyplotFigures, displayed: list[Any]
) -> None:
    figures.begin()
    in_run(plt.figure)
    figures.cell_ends(running=False)
    assert displayed == []
    assert plt.get_fignums() == []


def test_a_cell_without_figures_of_an_app_is_the_backends_own_business(
    plt: Any, figures: PyplotFigures, displayed: list[Any]
) -> None:
    figures.begin()
    own = plt.figure()
    figures.cell_ends(running=True)
    assert displayed == []
    assert backend().show._to_draw == [own]


def test_while_no_cell_does_anything_figures_are_made_as_after_ioff(plt: Any, figures: PyplotFigures) -> None:
    figures.begin()
    figures.suppress_display(True)
    assert not plt.isinteractive()
    figures.suppress_display(False)
    assert plt.isinteractive()


def test_who_has_turned_the_interactive_mode_off_finds_it_off(plt: Any, figures: PyplotFigures) -> None:
    plt.ioff()
    figures.suppress_display(True)
    figures.suppress_display(False)
    assert not plt.isinteractive()


def test_the_hook_stands_beside_others_and_leaves_them(plt: Any) -> None:
    settings = sys.modules["matplotlib"].rcParams
    settings["figure.hooks"] = ["os:getcwd"]
    made = PyplotFigures()
    made.begin()
    made.begin()
    assert settings["figure.hooks"] == ["os:getcwd", HOOK]
    made.close()
    assert settings["figure.hooks"] == ["os:getcwd"]


def test_with_another_backend_nothing_is_touched(plt: Any, figures: PyplotFigures) -> None:
    plt.switch_backend("agg")
    figures.begin()
    in_run(plt.figure)
    figures.suppress_display(True)
    figures.end()
    assert len(plt.get_fignums()) == 1
    assert plt.isinteractive()
