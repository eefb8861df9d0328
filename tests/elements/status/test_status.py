"""Alerts, progress, spinner, notes."""

from __future__ import annotations

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of, native_of
from notebook_lit.runtime.model.element import GONE
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs


def drawn(page: Run) -> list[str]:
    """Give the HTML of what the page holds."""
    return [html_of(element) for element in page.page.main.children]


@pytest.mark.parametrize(
    "script",
    [
        "st.error('  a\\n  b ', title=' T ')",
        "st.success(None)",
        "st.info('', icon='')",
        "st.warning('a', icon='x')",
        "st.error('a', icon=':material/home:', width=20)",
        "st.error('a', width='content')",
        "st.progress(101)",
        "st.progress(-1)",
        "st.progress(1.01)",
        "st.progress(float('nan'))",
        "st.progress('a')",
        "st.progress(None)",
        "st.progress(5, text=5)",
        "st.progress(5, width='content')",
        "with st.spinner('a'): st.text('in')",
        "with st.spinner('a') as s: st.write(s)",
        "with st.spinner('a', width=0): pass",
    ],
)
def test_alerts_progress_and_spinner_take_and_refuse_what_streamlit_does(script: str) -> None:
    mine = ours(script)
    assert [pair for pair in mine if pair[0] != "gone"] == theirs(script) if isinstance(mine, list) else theirs(script)


@pytest.mark.parametrize(("value", "percent"), [(0.29, 28), (1, 1), (1.0, 100), (100, 100), (1.0000000001, 100), (-1e-12, 0)])
def test_progress_is_a_percent(page: Run, value: float, percent: int) -> None:
    st.progress(value)
    assert page.page.main.children[0].props["value"] == percent


def test_one_and_one_point_zero_are_not_taken_for_each_other(page: Run) -> None:
    st.progress(1)
    st.progress(1.0)
    assert [element.props["value"] for element in page.page.main.children] == [1, 100]


def test_a_bar_moves_in_its_place(page: Run) -> None:
    bar = st.progress(0, "reading")
    st.text("below")
    bar.progress(0.5, "**half**")
    element, below = page.page.main.children
    assert below.kind == "text"
    html = html_of(element)
    assert 'aria-valuenow="50"' in html
    assert "<strong>half</strong>" in html
    bar.empty()
    assert page.page.main.children[0].kind == "empty"


def test_an_alert_draws_icon_title_and_markdown(page: Run) -> None:
    st.error("**a** <img src=x onerror=x()>", icon="🔥", title="T <b>", width=50)
    (html,) = drawn(page)
    assert html.startswith('<div class="lit-alert lit-alert-error" role="alert" style="width:50px"><span class="lit-emoji">🔥')
    assert '<p class="lit-alert-title">T &lt;b&gt;</p>' in html
    assert "<strong>a</strong>" in html
    assert "<img" not in html


def test_a_spinner_is_there_while_its_block_runs(page: Run) -> None:
    with st.spinner("work", show_time=True):
        (element,) = page.page.main.children
        assert element.kind == "spinner"
        assert "lit-seconds" in native_of(element).traits["value"]
    assert page.page.main.children == [GONE]


def test_a_spinner_goes_when_its_block_fails(page: Run) -> None:
    with pytest.raises(ZeroDivisionError), st.spinner("work"):
        _ = 1 / 0
    assert page.page.main.children == [GONE]


def test_a_spinner_decorates_a_function_of_many_calls(page: Run) -> None:
    @st.spinner("work")
    def work() -> None:
        st.text("in")

    work()
    work()
    assert [element.kind for element in page.page.main.children] == ["gone", "text", "gone", "text"]


def test_a_spinner_leaves_what_was_written_to_its_place(page: Run) -> None:
    place = st.empty()
    with place, st.spinner("work"):
        st.text("done")
    assert [element.kind for element in page.page.main.children] == ["text"]


def test_a_spinner_gives_its_place_back(page: Run) -> None:
    place = st.text("before")
    with place, st.spinner("work"):
        assert page.page.main.children[0].kind == "spinner"
    assert page.page.main.children[0].props["body"] == "before"
