"""Clearing what one session's functions keep, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notebook_lit import st
from notebook_lit.runtime.cache import decorators
from notebook_lit.runtime.cache.disk_store import DiskStore
from tests.runtime.conftest import Trial


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Begin and end with nothing kept, in folders of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(decorators, "_disk", DiskStore())
    st.cache_data.clear()
    st.cache_resource.clear()
    yield tmp_path / "cache"
    st.cache_data.clear()
    st.cache_resource.clear()


SCRIPT = """
@st.cache_{kind}
def {name}(a):
    log.append(a)
    return a
for a in (1, 2):
    {name}(a)
"""


@pytest.mark.parametrize("kind", ["data", "resource", "data(scope='session')", "data(persist='disk')"])
def test_a_session_clears_the_functions_that_it_has_called(trial: Callable[[str], Trial], kind: str) -> None:
    one, other = trial(SCRIPT.format(kind=kind, name="f")), trial(SCRIPT.format(kind=kind, name="g"))
    decorators.clear_session(one.engine.state)
    for app in (one, other):
        app.edit(app.engine.source.read())
    assert (one.log, other.log) == ([1, 2, 1, 2], [1, 2])


def test_what_was_kept_before_an_edit_is_cleared_too(trial: Callable[[str], Trial], home: Path) -> None:
    app = trial(SCRIPT.format(kind="data(persist='disk')", name="f"))
    app.edit(SCRIPT.format(kind="data(persist='disk')", name="f").replace("return a", "return -a"))
    kept = trial(SCRIPT.format(kind="data(persist='disk')", name="g"))
    assert len(list(home.rglob("*.lit"))) == 6
    decorators.clear_session(app.engine.state)
    assert len(list(home.rglob("*.lit"))) == 2
    decorators.clear_session(kept.engine.state)
    assert not list(home.rglob("*.lit"))


def test_who_shares_a_function_computes_anew(trial: Callable[[str], Trial]) -> None:
    log: list[int] = []

    @st.cache_data
    def shared(a: int) -> int:
        log.append(a)
        return a

    one, other = (trial("if 'shared' in globals():\n    shared(1)") for _ in range(2))
    for app in (one, other):
        app.names["shared"] = shared
        app.engine.request()
        app.engine.run_due()
    assert log == [1]
    decorators.clear_session(one.engine.state)
    other.engine.request()
    other.engine.run_due()
    assert log == [1, 1]
    decorators.clear_session(one.engine.state)  # a session goes on to count as one that calls it
    assert shared(1) == 1
    assert log == [1, 1, 1]


def test_coroutine_functions_count_as_well(trial: Callable[[str], Trial]) -> None:
    script = "@st.cache_data\nasync def f():\n    log.append(1)\n    return 1\nawait f()"
    app = trial(script)
    decorators.clear_session(app.engine.state)
    app.edit(script)
    assert app.log == [1, 1]


def test_what_is_computed_while_its_session_is_cleared_is_not_kept(trial: Callable[[str], Trial]) -> None:
    app = trial("")
    app.names["clear"] = lambda: decorators.clear_session(app.engine.state)
    script = "@st.cache_data\ndef f():\n    log.append(1)\n    if len(log) == 1:\n        clear()\n    return 1\nf()"
    app.edit(script)
    app.edit(script)
    app.edit(script)
    assert app.log == [1, 1]


def test_sessions_may_be_cleared_while_they_run(trial: Callable[[str], Trial]) -> None:
    app = trial("")
    app.names["clear"] = lambda: [decorators.clear_session(app.engine.state) for _ in range(200)]
    text = "import threading\nt = threading.Thread(target=clear); t.start()\nfor i in range(300):\n"
    app.edit(text + "    def f(i=i): return i\n    assert st.cache_data(f)() == i\nt.join()\nst.text('whole')")
    assert "whole" in app.bodies
