"""Names of Streamlit that are not here yet: a note in their place, and the page goes on."""

from __future__ import annotations

import pytest

from notebook_lit import st
from notebook_lit.absent import STREAMLIT, WAYS_OUT
from notebook_lit.elements.catalog import html_of
from notebook_lit.elements.layout.stand_ins import stand_in
from notebook_lit.testing import AppTest


def run(script: str) -> AppTest:
    at = AppTest.from_string(f"{script}\nst.text('end')").run()
    assert not at.exception
    assert at.text.values[-1] == "end"
    return at


def notes(at: AppTest) -> list[str]:
    return [f"{one.props['call']} {one.props['reason']}" for one in at._engine.page.walk() if one.kind == "note"]


CALLS = {
    "chat_message": "with st.chat_message('user'): st.text('inside')",
    "echo": "with st.echo(): st.text('inside')",
    "form": "with st.form('f'):\n    st.text('inside')\n    st.form_submit_button('Go')",
    "popover": "with st.popover('p'): st.text('inside')",
    "skeleton": "with st.skeleton(): st.text('inside')",
    "status": "with st.status('s') as s:\n    st.text('inside')\n    s.update(label='done', state='complete')",
    "fragment": "@st.fragment(run_every=2)\ndef f(): st.text('inside')\nf()",
    "column_config": "st.column_config.LinkColumn('A')\nst.text('inside')",
    "dialog": "@st.dialog('d')\ndef f(): st.text('inside')\nf()",
}


@pytest.mark.parametrize("name", sorted(STREAMLIT - set(dir(st)) - CALLS.keys()))
def test_every_absent_name_has_a_note_or_an_error_that_names_the_way_out(name: str) -> None:
    if stand_in(name, None) is None:
        assert name in WAYS_OUT
    else:
        (note,) = notes(run(f"st.{name}()"))
        assert note.startswith(f"st.{name} is not in notebook_lit yet: ")


@pytest.mark.parametrize("name", CALLS)
def test_what_stands_in_such_a_block_is_drawn(name: str) -> None:
    at = run(CALLS[name])
    assert at.text.values[0] == "inside"
    assert any(note.startswith(f"st.{name}") for note in notes(at))


def test_a_form_goes_on_with_a_plain_button() -> None:
    fields = "    n = st.number_input('n', 0, 9)\n    go = st.form_submit_button('Go')"
    at = run(f"with st.form('f', clear_on_submit=True):\n{fields}\nst.text(go)")
    assert at.text.values[0] == "False"
    at.button[0].click().run()
    assert at.text.values[0] == "True"


def test_a_container_draws_the_note_where_it_stands() -> None:
    at = run("left, right = st.columns(2)\nright.line_chart([1, 2])")
    assert notes(at)[0].startswith("st.line_chart ")
    left, right = (column.children for column in at._engine.page.main.children[0].children)
    assert (left, right[0].kind) == ([], "note")


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("st.file_uploader('f')", None),
        ("st.file_uploader('f', accept_multiple_files=True)", []),
        ("st.pills('p', ['a', 'b'], selection_mode='multi', default=['a'])", ["a"]),
        ("st.pills('p', ['a', 'b'])", None),
        ("st.data_editor({'a': [1]})", {"a": [1]}),
        ("st.download_button('d', 'text')", False),
        ("st.chat_input('c')", None),
    ],
)
def test_the_value_is_that_before_the_reader_does_anything(call: str, value: object) -> None:
    assert run(f"st.session_state.value = {call}").session_state["value"] == value


def test_an_absent_name_can_be_imported() -> None:
    assert notes(run("from streamlit import line_chart\nline_chart([1])"))


def test_a_decorated_function_can_be_called_outside_apps() -> None:
    assert st.fragment(lambda: 5)() == 5


def test_no_backtick_is_seen() -> None:
    page = run("st.line_chart([1])\nst.popover('p')")._engine.page
    shown = [html_of(one) for one in page.walk() if one.kind == "note"]
    assert shown
    assert not any("`" in str(one) for one in shown)


def test_types_of_columns_are_the_settings_that_tables_read() -> None:
    at = run(
        "c = st.column_config\n"
        "st.dataframe({'a': [1]}, column_config={'a': c.NumberColumn('A', format='%d km', width='small')})\n"
        "st.dataframe({'b': [[1, 2]]}, column_config={'b': c.LineChartColumn('B')})"
    )
    first, second = (html_of(one) or "" for one in at._engine.page.walk() if one.kind == "dataframe")
    assert ">A<" in first
    assert "1 km" in first
    assert "svg" in second
    assert len(notes(at)) == 1
