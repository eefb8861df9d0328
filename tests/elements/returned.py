"""What calls return or raise, in Streamlit and here: as text with the type, or the name of the error's class."""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd

from notebook_lit import st
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.run import Run
from tests.oracle import AppTest

HEAD = """
import streamlit as st, numpy as np, pandas as pd, decimal, datetime as dt
from datetime import date, datetime, time, timedelta, timezone
def attempt(call):
    try:
        value = call()
    except Exception as error:
        return type(error).__name__
    return f"{type(value).__name__} {value!r}"
"""
NAMES: dict[str, Any] = {
    "st": st, "np": np, "pd": pd, "decimal": decimal, "dt": dt, "date": date, "datetime": datetime, "time": time,
    "timedelta": timedelta, "timezone": timezone,
}  # fmt: skip


def _app(script: str) -> AppTest:
    logging.disable(logging.CRITICAL)
    try:
        return AppTest.from_string(HEAD + script, default_timeout=60)
    finally:
        logging.disable(logging.NOTSET)


def _run(app: AppTest) -> AppTest:
    logging.disable(logging.CRITICAL)
    try:
        return app.run()
    finally:
        logging.disable(logging.NOTSET)


def made(expression: str) -> Any:
    """Give what an expression of a test table means."""
    return eval(expression, dict(NAMES))  # noqa: S307 (the expressions are the tests' own)


def outcome(call: Callable[[], Any]) -> str:
    """Say what a call gives."""
    try:
        value = call()
    except Exception as error:  # noqa: BLE001 (its class is what is compared)
        return type(error).__name__
    return f"{type(value).__name__} {value!r}"


def by_streamlit(calls: Sequence[str]) -> dict[str, str]:
    """Say what each of many calls gives in one script of Streamlit's."""
    lines = [f"st.session_state['result {number}'] = attempt(lambda: {call})" for number, call in enumerate(calls)]
    app = _run(_app("\n".join(lines)))
    return {call: app.session_state[f"result {number}"] for number, call in enumerate(calls)}


def here(call: str) -> str:
    """Say what a call gives in the run that is current."""
    return outcome(lambda: made(call))


def assigned_in_streamlit(call: str, value: str) -> str:
    """Say what a call with ``key="k"`` gives in Streamlit after session_state was set."""
    script = f"st.session_state['k'] = {value}\nst.session_state['result'] = attempt(lambda: {call})"
    result: str = _run(_app(script)).session_state["result"]
    return result


def assigned_here(call: str, value: str) -> str:
    """Say what a call with ``key="k"`` gives in the current run after session_state was set."""
    st.session_state["k"] = made(value)
    return here(call)


def set_in_streamlit(call: str, value: str) -> str:
    """Say what a call gives in Streamlit after a reader has set a value."""
    kind = call[len("st.") : call.index("(")]
    app = _run(_app(f"st.session_state['result'] = attempt(lambda: {call})"))
    getattr(app, kind)[0].set_value(made(value))
    result: str = _run(app).session_state["result"]
    return result


def widget(page: Run) -> Element:
    """Give the last element of a page."""
    return page.page.main.children[-1]


def set_here(call: str, value: str, page: Run, rerun: Callable[[Run], Run]) -> str:
    """Say what a call gives after a reader has set a value; a refused value changes nothing."""
    here(call)
    element = widget(page)
    assert element.id is not None
    with contextlib.suppress(ValueRefused):
        page.state.take(element.id, element.source.wire(made(value)))
    rerun(page)
    return here(call)


def changed_in_streamlit(before: str, after: str, value: str | None) -> str:
    """Say what a call gives in Streamlit where another stood in the last run, after the reader has set that one."""
    kind = before[len("st.") : before.index("(")]
    app = _app(f"st.session_state['result'] = attempt(lambda: {after} if 'next' in st.session_state else {before})")
    _run(app)
    if value is not None:
        getattr(app, kind)[0].set_value(made(value))
        _run(app)
    app.session_state["next"] = True
    result: str = _run(app).session_state["result"]
    return result


def changed_here(before: str, after: str, value: str | None, page: Run, rerun: Callable[[Run], Run]) -> str:
    """Say what a call gives where another stood in the last run, after the reader has set that one."""
    here(before)
    element = widget(page)
    assert element.id is not None
    if value is not None:
        page.state.take(element.id, element.source.wire(made(value)))
        page = rerun(page)
        here(before)
    rerun(page)
    return here(after)
