"""The same script, run by Streamlit and by us: what was drawn, as (kind, value) pairs, or the class of the error."""

from __future__ import annotations

import logging
from typing import Any

from notebook_lit import st
from notebook_lit.runtime.model.element import Block, Element
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Run, Scope, current
from tests.oracle import AppTest

Drawn = list[tuple[str, Any]]
_BLOCKS = {"main", "flex_container", "column", "container"}


def theirs(script: str) -> Drawn | str:
    """Run a script in Streamlit."""
    logging.disable(logging.CRITICAL)
    try:
        app = AppTest.from_string("import streamlit as st\n" + script, default_timeout=20).run()
    finally:
        logging.disable(logging.NOTSET)
    drawn: Drawn = []
    for element in app.main:
        if element.type == "exception" and element.proto.stack_trace:
            return str(element.proto.type).rpartition(".")[2]
        if element.type not in _BLOCKS:
            drawn.append((element.type, getattr(element, "value", None)))
    return drawn


def ours(script: str) -> Drawn | str:
    """Run the same script on a page of ours."""
    run = Run(State())
    token = current.set(Scope(run, bound(run, run.page.main)))
    try:
        exec(compile(script, "<script>", "exec"), {"st": st, "__name__": "__main__"})  # noqa: S102 (that is what an app is)
    except Exception as error:  # noqa: BLE001 (its class is what is compared)
        return type(error).__name__
    finally:
        current.reset(token)
    return [(element.kind, _value(element)) for element in run.page.main.walk() if not isinstance(element, Block)]


def _value(element: Element) -> Any:
    return element.source if element.kind == "dataframe" else element.props.get("body", element.props.get("message"))
