"""Expanders and tabs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
from notebook_lit.errors import StreamlitAPIException, ValueRefused
from notebook_lit.runtime.model.element import Block
from notebook_lit.runtime.writing.container import block_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs

Again = Callable[[Run], Run]


@pytest.mark.parametrize(
    "script",
    [
        "st.expander(None)",
        "st.expander('a', type='x')",
        "st.expander('a', icon='x')",
        "st.expander('a', on_change='x')",
        "st.expander('a', on_change=None)",
        "st.expander('a', width='content')",
        "st.expander('a', bind='query-params')",
        "st.expander('a', bind='x')",
        "st.expander('a', on_change='rerun'); st.expander('a', on_change='rerun')",
        "st.expander('a', key='k'); st.expander('b', key='k')",
        "st.session_state.k = 'x'; st.expander('a', key='k', on_change='rerun')",
        "st.tabs([])",
        "st.tabs(None)",
        "st.tabs(5)",
        "st.tabs(['a', 1])",
        "st.tabs(['a', 'b'], default='c')",
        "st.tabs(['a'], height=0)",
        "st.tabs(['a'], on_change='x')",
        "st.tabs(['a', 'b'], bind='query-params')",
    ],
)
def test_expanders_and_tabs_refuse_what_streamlit_refuses(script: str) -> None:
    assert ours(script) == theirs(script)


@pytest.mark.parametrize(
    "script",
    [
        "e = st.expander('a'); st.write(e.open)",
        "e = st.expander('a', True, on_change='rerun'); st.write(e.open)",
        "e = st.expander('a', True, key='k'); st.write(e.open, 'k' in st.session_state)",
        "e = st.expander('a', True, key='k', on_change='rerun'); st.write(e.open, st.session_state.k)",
        "t = st.tabs(['a', 'b']); st.write(t[0].open, t[1].open)",
        "t = st.tabs(['a', 'b'], default='b', key='k', on_change='rerun'); st.write(t[0].open, t[1].open, st.session_state.k)",
        "st.session_state.k = 'b'; t = st.tabs(['a', 'b'], key='k', on_change='rerun'); st.write(t[1].open)",
        "st.session_state.k = 'c'; t = st.tabs(['a', 'b'], key='k', on_change='rerun'); st.write(t[0].open, st.session_state)",
        "with st.expander('a') as e: st.write(e is None)",
        "with st.tabs(['a', 'b'])[1] as t: st.write(t.open)",
    ],
)
def test_what_is_open_is_told_as_streamlit_tells_it(script: str) -> None:
    def texts(drawn: object) -> list[object]:
        assert isinstance(drawn, list), drawn
        return [value for kind, value in drawn if kind in ("markdown", "json")]

    assert texts(ours(script)) == texts(theirs(script))


def test_only_what_opens_has_open(page: Run) -> None:
    with pytest.raises(StreamlitAPIException):
        _ = st.container().open
    with pytest.raises(StreamlitAPIException):
        _ = st.expander("a").text("b").open


def test_a_reader_opens_an_expander_that_tells_the_script(page: Run, rerun: Again) -> None:
    calls: list[str] = []
    expander = st.expander("a", on_change=calls.append, args=("opened",))
    assert expander.open is False
    id = block_of(expander).id
    assert id is not None
    native = native_of(block_of(expander))
    assert page.state.take(id, native.read(0, False))
    record = page.state.record(id)
    assert record is not None
    record.fire()
    rerun(page)
    assert st.expander("a", on_change=calls.append, args=("opened",)).open is True
    assert calls == ["opened"]


def test_a_reader_switches_tabs(page: Run, rerun: Again) -> None:
    first, second = st.tabs(["a", "b"], on_change="rerun", key="k")
    row = page.page.main.children[0]
    assert row.id is not None
    assert page.state.take(row.id, native_of(row).read(1, "a"))
    rerun(page)
    first, second = st.tabs(["a", "b"], on_change="rerun", key="k")
    assert (first.open, second.open, st.session_state.k) == (False, True, "b")


@pytest.mark.parametrize("wire", ["c", 0, None, ["a"]])
def test_a_tab_that_there_is_not_is_refused(page: Run, wire: object) -> None:
    st.tabs(["a", "b"], on_change="rerun", key="k")
    id = page.page.main.children[0].id
    assert id is not None
    with pytest.raises(ValueRefused):
        page.state.take(id, wire)


def test_what_the_script_is_not_told_belongs_to_the_reader(page: Run) -> None:
    """With no trait to hear, the host sets only what is declared otherwise than before."""
    native = native_of(block_of(st.expander("a", True)))
    assert native.trait is None
    assert native.traits["selected_index"] == 0
    st.tabs(["a", "b"], default="b")
    native = native_of(page.page.main.children[1])
    assert native.trait is None
    assert native.traits["selected_index"] == 1


def test_titles_are_plain_text(page: Run) -> None:
    native = native_of(block_of(st.expander("**a** <b>", icon="🔥")))
    assert native.traits["titles"] == ("🔥 a <b>",)


def test_an_icon_that_a_title_cannot_show_is_said(page: Run) -> None:
    st.expander("a", icon=":material/home:")
    note, expander = page.page.main.children
    assert note.kind == "note"
    assert isinstance(expander, Block)
    assert native_of(expander).traits["titles"] == ("a",)
