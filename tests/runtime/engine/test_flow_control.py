"""``st.stop`` and ``st.rerun``: what they end, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import errors, st
from tests.runtime.conftest import Trial

Start = Callable[[str], Trial]


def test_outside_an_app_they_do_nothing() -> None:
    st.stop()
    st.rerun()


def test_stop_ends_the_run_and_a_later_one_is_whole(trial: Start) -> None:
    app = trial("go = st.checkbox('go')\nst.text('a')\nif not go:\n    st.stop()\nst.text('b')")
    assert app.bodies == ["a"]
    app.send(("go", True))
    assert app.bodies == ["a", "b"]
    assert [report.outcome for report in app.reports] == ["done", "done"]


def test_no_bare_except_of_the_script_keeps_it_from_stopping(trial: Start) -> None:
    app = trial("try:\n    st.stop()\nexcept Exception:\n    log.append('caught')\nst.text('not reached')")
    assert app.log == []
    assert app.bodies == []


def test_a_script_that_swallows_the_stop_is_stopped_at_its_next_call(trial: Start) -> None:
    app = trial(
        "try:\n    st.stop()\nexcept BaseException:\n    log.append('caught')\nst.text('not reached')\nlog.append('on')"
    )
    assert app.log == ["caught"]


def test_rerun_starts_the_next_run_in_which_clicks_are_over_and_values_stay(trial: Start) -> None:
    app = trial("n = st.slider('n', 0, 9)\ngo = st.button('go')\nlog.append((n, go))\nif go:\n    st.rerun()")
    app.send(("n", 4))
    app.send(("go", True))
    assert app.log == [(0, False), (4, False), (4, True), (4, False)]


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        ("fragment", errors.StreamlitInvalidLayoutContextError),
        ("chart", errors.StreamlitAPIException),
        (["chart", "table"], errors.StreamlitAPIException),
        (["app"], errors.StreamlitValueError),
        ([], errors.StreamlitValueError),
        ("", errors.StreamlitValueError),
        (b"app", errors.StreamlitInvalidParameterTypeError),
        (1.5, errors.StreamlitInvalidParameterTypeError),
        ([None], errors.StreamlitInvalidParameterTypeError),
    ],
)
def test_a_scope_that_means_nothing_is_refused_in_the_run(trial: Start, scope: Any, error: type[Exception]) -> None:
    app = trial(f"try:\n    st.rerun(scope={scope!r})\nexcept Exception as error:\n    log.append(type(error))")
    assert app.log == [error]
    assert len(app.reports) == 1
