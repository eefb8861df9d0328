"""The engine turns events into runs, and every run ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notebook_lit.testing import AppTest
from tests.runtime.conftest import Trial

Start = Callable[[str], Trial]


def test_a_widget_change_runs_the_script_again(trial: Start) -> None:
    app = trial("if st.checkbox('more'):\n    st.text('shown')")
    assert app.bodies == []
    app.send(("more", True))
    assert app.bodies == ["shown"]


def test_names_of_one_run_are_gone_in_the_next(trial: Start) -> None:
    app = trial("log.append('x' in globals())\nx = 1\nst.checkbox('a')")
    app.send(("a", True))
    assert app.log == [False, False]


def test_the_newest_value_wins(trial: Start) -> None:
    app = trial("log.append(st.text_input('name'))")
    app.send(("name", "A"), ("name", "AB"), ("name", "ABC"))
    assert app.log == ["", "ABC"]


def test_a_value_that_is_the_same_starts_no_run(trial: Start) -> None:
    app = trial("log.append(st.checkbox('a'))")
    app.send(("a", False))
    assert app.log == [False]


def test_a_value_outside_the_domain_is_refused(trial: Start) -> None:
    app = trial("log.append(st.checkbox('a'))")
    app.send(("a", "yes"))
    assert app.log == [False]
    assert app.refused == [app.find("a").id]  # and the true value is shown again


NO_COMPARISON = """
class Coy:
    def __init__(self, name):
        self.name = name
    def __ne__(self, other):
        raise RuntimeError("not comparable")
a, b = st.session_state.setdefault("both", [Coy("a"), Coy("b")])
"""


def test_an_option_that_cannot_be_compared_with_the_one_before_counts_as_another_one(trial: Start) -> None:
    app = trial(f"{NO_COMPARISON}log.append(st.selectbox('o', [a, b], format_func=lambda o: o.name).name)")
    app.send(("o", "b"))
    assert app.log == ["a", "b"]


def test_an_event_that_raises_is_refused_and_takes_no_other_with_it(trial: Start) -> None:
    app = trial("log.append((st.checkbox('a'), st.text_input('t')))")
    record = app.engine.state.record(app.find("a").id or "")
    assert record is not None
    record.domain.parse = lambda wire: 1 / 0  # type: ignore[method-assign]
    app.send(("a", True), ("t", "x"))
    assert app.log == [(False, ""), (False, "x")]
    assert app.refused == [app.find("a").id]


def test_who_waits_hears_of_a_run_that_could_not_begin(trial: Start) -> None:
    app = trial("log.append(st.checkbox('a'))")
    settled: list[bool] = []

    def refuse(id: str, reason: str | None = None) -> None:
        raise OSError("the screen is gone")

    app.refuse, app.settled = refuse, lambda: settled.append(True)  # type: ignore[method-assign]
    with pytest.raises(OSError, match="the screen is gone"):
        app.send(("a", "yes"))
    assert settled == [True]


def test_a_click_is_true_for_one_run(trial: Start) -> None:
    app = trial("log.append(st.button('go'))\nst.checkbox('a')")
    app.send(("go", True))
    app.send(("a", True))
    assert app.log == [False, True, False]


def test_each_click_gets_a_run_of_its_own(trial: Start) -> None:
    app = trial("log.append(st.button('go'))")
    app.send(("go", True), ("go", True), ("go", True))
    assert app.log == [False, True, True, True]


def test_clicks_and_values_arrive_together(trial: Start) -> None:
    app = trial("log.append((st.button('go'), st.checkbox('a')))")
    app.send(("go", True), ("a", True))
    assert app.log == [(False, False), (True, True)]


def test_an_event_in_the_middle_of_a_run_cuts_it_short_at_the_next_call(trial: Start) -> None:
    app = trial(
        "a = st.checkbox('a'); b = st.checkbox('b')\nif a and not b:\n    trial.poke('b', True)\n"
        "st.text('x')\nlog.append((a, b))"
    )
    app.send(("a", True))
    assert app.log == [(False, False), (True, True)]
    assert [report.outcome for report in app.reports] == ["done", "superseded", "done"]


def test_a_click_that_was_not_yet_seen_goes_to_the_next_run(trial: Start) -> None:
    app = trial(
        "a = st.checkbox('a')\nif st.session_state.get('poke'):\n    st.session_state.poke = False\n    trial.poke('a', True)\n"
        "st.text('x')\nlog.append((a, st.button('go')))\n"
    )
    app.engine.state.preset("poke", True)
    app.send(("go", True))
    assert app.log == [(False, False), (True, True)]


def test_a_click_that_was_seen_protects_its_run_for_a_while(trial: Start) -> None:
    script = (
        "a = st.checkbox('a')\nif st.button('go'):\n    trial.poke('a', True)\n    trial.clock.now += {}\n"
        "    trial.engine.give_way()\n    st.text('x')\n    log.append('saved')"
    )
    app = trial(script.format(0.1))
    app.send(("go", True))
    assert app.log == ["saved"]
    assert [report.outcome for report in app.reports] == ["done", "done", "done"]
    app = trial(script.format(2))
    app.send(("go", True))
    assert app.log == []


def test_callbacks_run_before_the_body_and_see_all_new_values(trial: Start) -> None:
    app = trial(
        "def note(what):\n    log.append((what, st.session_state.a, st.session_state.b))\n"
        "st.checkbox('a', key='a', on_change=note, args=('a',))\n"
        "st.checkbox('b', key='b', on_change=note, kwargs={'what': 'b'})\n"
        "log.append('body')"
    )
    app.send(("a", True), ("b", True))
    assert app.log == ["body", ("a", True, True), ("b", True, True), "body"]


def test_what_a_callback_writes_comes_first(trial: Start) -> None:
    app = trial("st.checkbox('a', on_change=lambda: st.text('from callback'))\nst.text('body')")
    app.send(("a", True))
    assert app.bodies == ["from callback", "body"]


def test_an_error_in_a_callback_is_shown_and_the_body_skipped(trial: Start) -> None:
    app = trial("st.checkbox('a', on_change=lambda: 1 / 0)\nst.text('body')")
    app.send(("a", True))
    assert [element.kind for element in app.engine.page.main.shown()] == ["exception"]


def test_an_error_keeps_what_was_written_before_it(trial: Start) -> None:
    app = trial("st.text('before')\n1 / 0\nst.text('after')")
    kinds = [element.kind for element in app.engine.page.main.shown()]
    assert kinds == ["text", "exception"]
    assert app.reports[-1].outcome == "error"


@pytest.mark.parametrize(
    ("statement", "outcome", "kinds"),
    [
        ("import sys; sys.exit()", "done", []),
        ("import sys; sys.exit(0)", "done", []),
        ("import sys; sys.exit(3)", "done", ["exception"]),
        ("raise KeyboardInterrupt", "stopped", []),
        ("class Own(BaseException): pass\nraise Own('mine')", "error", ["exception"]),
        ("def f(): f()\nf()", "error", ["exception"]),
        ("raise GeneratorExit", "error", ["exception"]),
        ("st.stop()", "done", []),
    ],
)
def test_however_a_run_ends_the_next_click_works(
    trial: Start, statement: str, outcome: str, kinds: list[str]
) -> None:
    body = "".join(f"    {line}\n" for line in statement.split("\n"))
    app = trial(f"go = st.checkbox('go')\nlog.append(go)\nif go:\n{body}")
    app.send(("go", True))
    assert app.reports[-1].outcome == outcome
    assert [element.kind for element in app.engine.run.page.main.shown()[1:]] == kinds
    app.send(("go", False))
    assert app.log == [False, True, False]
    assert app.reports[-1].outcome == "done"


def test_rerun_starts_again_with_the_same_values(trial: Start) -> None:
    app = trial(
        "st.session_state.setdefault('n', 0)\na = st.checkbox('a')\nif st.session_state.n < 3:\n"
        "    st.session_state.n += 1\n    st.rerun()\nlog.append(a)"
    )
    assert app.log == [False]
    assert [report.outcome for report in app.reports] == ["rerun"] * 3 + ["done"]


def test_rerun_for_ever_is_stopped_with_an_error(trial: Start) -> None:
    app = trial("st.checkbox('a')\nst.rerun()")
    assert app.reports[-1].outcome == "error"
    assert app.engine.page.main.shown()[-1].kind == "exception"
    assert len(app.reports) == 51


def test_rerun_in_a_callback_skips_the_body_and_drops_the_click(trial: Start) -> None:
    app = trial("log.append(st.button('go', on_click=lambda: st.rerun()))")
    app.send(("go", True))
    assert app.log == [False, False]


def test_except_exception_does_not_catch_rerun(trial: Start) -> None:
    app = trial(
        "st.session_state.setdefault('n', 0)\nst.session_state.n += 1\n"
        "try:\n    if st.session_state.n == 1:\n        st.rerun()\n"
        "except Exception:\n    log.append('caught')\nlog.append(st.session_state.n)"
    )
    assert app.log == [2]


def test_a_swallowed_stop_strikes_again_at_the_next_call(trial: Start) -> None:
    app = trial("try:\n    st.stop()\nexcept BaseException:\n    log.append('caught')\nst.text('x')\nlog.append('never')")
    assert app.log == ["caught"]
    assert app.bodies == []


def test_stop_ends_a_run_at_its_next_call(trial: Start) -> None:
    app = trial("if st.checkbox('a'):\n    trial.engine.stop()\n    st.text('x')\n    log.append('never')")
    app.send(("a", True))
    assert app.log == []
    assert app.reports[-1].outcome == "stopped"


def test_an_edited_script_keeps_the_values_of_widgets_that_survive(trial: Start) -> None:
    app = trial("log.append(st.checkbox('a', key='a'))\nst.checkbox('b')")
    app.send(("a", True), ("b", True))
    app.edit("st.text('new')\nlog.append((st.checkbox('another label', key='a'), st.checkbox('b'), st.checkbox('c')))")
    assert app.log[-1] == (True, True, False)


def test_a_script_that_cannot_be_compiled_leaves_the_old_one_alive(trial: Start) -> None:
    app = trial("log.append(st.checkbox('a'))")
    with pytest.raises(SyntaxError):
        app.edit("def")
    app.send(("a", True))
    assert app.log == [False, True]


def test_top_level_await_works(trial: Start) -> None:
    app = trial(
        "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    st.text('x')\n    return 5\n"
        "n = await f()\nlog.append(n)"
    )
    assert app.log == [5]
    assert app.bodies == ["x"]


def test_import_streamlit_gives_our_st_inside_an_app_only(trial: Start) -> None:
    app = trial(
        "import streamlit as s, streamlit\nfrom streamlit import text\n"
        "from streamlit.errors import StreamlitAPIException as E\n"
        "log.append((s is st, streamlit is st, text, E))"
    )
    from notebook_lit import errors, st

    assert app.log == [(True, True, st.text, errors.StreamlitAPIException)]


def test_an_event_of_another_widget_than_the_page_has_is_dropped(trial: Start) -> None:
    from notebook_lit.runtime.engine.event_queue import WidgetEvent

    app = trial("log.append(1)")
    app.engine.submit(WidgetEvent("$$ID-nobody-None", 3))
    app.engine.run_due()
    assert app.log == [1]


def test_a_loop_that_writes_without_end_is_an_error_and_the_next_run_goes_on(trial: Start) -> None:
    app = trial("while st.checkbox('more', key='more'):\n    while True:\n        st.text('again')\nst.text('after')")
    app.send(("more", True))
    last = app.engine.page.main.children[-1]
    assert last.kind == "exception"
    assert "50,000 elements" in str(last.props)
    app.send(("more", False))
    assert app.bodies == ["after"]


def test_a_task_of_one_statement_is_awaited_by_a_later_one() -> None:
    at = AppTest.from_string(
        "import asyncio\nasync def work():\n    await asyncio.sleep(0)\n    return 7\n"
        "task = asyncio.create_task(work())\nst.text(await task)\nasyncio.create_task(asyncio.sleep(100))\nst.text('end')"
    ).run()
    assert [text.value for text in at.text] == ["7", "end"]
