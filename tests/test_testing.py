"""AppTest as a test author meets it: queries, operations, errors. What scripts do is compared in tests/conformance."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from notebook_lit.testing import AppTest, AppTestError
from tests.oracle import AppTest as StreamlitAppTest

ALL = """
import streamlit as st
st.title("Title", anchor="top")
st.write("text")
left, right = st.columns(2)
with left:
    st.checkbox("Left", key="left")
right.button("Press", key="press")
with st.sidebar:
    st.text_input("Name", key="name", max_chars=5)
    st.selectbox("Pick", [1, 2, 3], key="pick", format_func=lambda n: f"no {n}")
st.slider("Locked", 0, 9, 4, disabled=True)
"""


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_string(ALL).run()


# -- making one --------------------------------------------------------------------------------------------------------


def test_nothing_runs_before_run() -> None:
    at = AppTest.from_string("1 / 0")
    assert not at.exception
    assert len(at.main) == 0
    assert at.run().exception


def test_a_string_may_be_indented() -> None:
    at = AppTest.from_string(
        """
        import streamlit as st
        st.text("here")
        """
    )
    assert at.run().text.values == ["here"]


def test_st_is_there_without_an_import() -> None:
    assert AppTest.from_string("st.text('here')").run().text.values == ["here"]


def test_a_page_configuration_leaves_the_elements_alone() -> None:
    script = "import streamlit as st\n{}st.sidebar.text('beside')\nst.text('here')"
    plain = AppTest.from_string(script.format("")).run()
    configured = "st.set_page_config('Sales', '📈', 'wide', 'collapsed')\n"
    assert str(AppTest.from_string(script.format(configured)).run()) == str(plain)
    assert "beside" in str(plain)
    refused = AppTest.from_string(script.format("st.set_page_config(layout='full')\n")).run()
    assert "'full'" in refused.exception[0].message


def test_a_function_is_run_apart_from_its_module_with_its_arguments() -> None:
    def app(first: int, second: int = 0) -> None:
        import streamlit as st

        st.text(f"{first} {second} {'ALL' in globals()}")

    at = AppTest.from_function(app, args=(1,), kwargs={"second": 2}).run()
    assert at.text.values == ["1 2 False"]


def test_a_file_is_found_beside_the_test_and_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("import helper_module\nst.text(helper_module.NAME + __file__[-6:])")
    tmp_path.joinpath("helper_module.py").write_text("import streamlit as st\nNAME = st.__name__")
    at = AppTest.from_file(path).run()
    assert at.text.values == ["notebook_lit.stapp.py"]
    path.write_text("st.caption('new')")
    assert at.run().caption.values == ["new"]
    assert AppTest.from_file("conformance/scripts/flow/hello.py").run().text_input


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_app"):
        AppTest.from_file("no_such_app.py")


def test_a_script_that_cannot_be_compiled_says_so_at_once() -> None:
    with pytest.raises(SyntaxError):
        AppTest.from_string("def :").run()


def test_two_scripts_at_once_show_their_own_lines() -> None:
    one, other = AppTest.from_string("st.text('a')\n1 / 0"), AppTest.from_string("st.text('b')\n\n{}['key']")
    for at in (one, other, one, other):
        at.run()
    assert "1 / 0" in "\n".join(one.exception[0].stack_trace)
    assert "{}['key']" in "\n".join(other.exception[0].stack_trace)


# -- looking -----------------------------------------------------------------------------------------------------------


def test_nodes_are_found_by_place_slice_and_key(at: AppTest) -> None:
    assert at.checkbox[0] == at.checkbox(key="left") == at.checkbox("left")
    assert at.button[-1].label == "Press"
    assert [node.key for node in at.text_input[:1]] == ["name"]
    assert at.checkbox.len == len(at.checkbox) == 1
    assert at.markdown.values == ["text"]
    with pytest.raises(KeyError):
        at.checkbox(key="right")
    with pytest.raises(IndexError):
        at.checkbox[1]


def test_queries_stay_below_their_block(at: AppTest) -> None:
    assert not at.main.text_input
    assert at.sidebar.text_input
    assert at.columns[0].checkbox
    assert not at.columns[1].checkbox
    assert not at.columns[0].columns


def test_get_takes_the_name_of_a_query_or_of_a_type(at: AppTest) -> None:
    assert [node.type for node in at.get("columns")] == ["column", "column"]
    assert [node.type for node in at.get("flex_container")] == ["flex_container"]
    assert at.get("popover") == []
    assert not at.container  # the row of the columns is none of the author's


def test_a_key_is_unique_on_the_page_or_an_error(at: AppTest) -> None:
    assert at.get_by_key("press").label == "Press"
    assert at.sidebar.get_by_key("pick").type == "selectbox"
    with pytest.raises(KeyError):
        at.sidebar.get_by_key("press")


def test_children_are_reached_by_place(at: AppTest) -> None:
    assert at[0].type == "main"
    assert at[1].type == "sidebar"
    assert at.main[0].value == "Title"
    assert at.main.children[2][1][0].type == "button"
    assert [node.type for node in at.columns[0]] == ["column", "checkbox"]
    assert at.main[0].root is at


def test_props_are_read_only_attributes(at: AppTest) -> None:
    assert at.title[0].proto.body == "Title"
    assert at.title[0].anchor == "top"
    assert at.title[0].tag == "h1"
    assert at.slider[0].disabled
    assert "label" in dir(at.slider[0].proto)
    with pytest.raises(AttributeError, match="colour"):
        at.title[0].colour  # noqa: B018
    with pytest.raises(AttributeError, match="cannot be set"):
        at.title[0].proto.body = "other"


def test_what_is_left_out_is_empty_as_in_streamlit() -> None:
    at = AppTest.from_string("st.button('B'); st.text_input('T'); st.multiselect('M', [1]); st.progress(5); st.code('x')").run()
    assert (at.button[0].help, at.text_input[0].max_chars, at.multiselect[0].max_selections) == ("", 0, 0)
    assert (at.progress[0].text, at.progress[0].value, at.code[0].show_line_numbers) == ("", 5, False)


def test_printed_the_page_reads_like_an_outline(at: AppTest) -> None:
    lines = repr(at).splitlines()
    assert lines[0] == "AppTest('root')"
    assert "    Block('main')" in lines
    assert "            Block('column')" in lines
    assert any(line.strip().startswith("Checkbox('checkbox', value=False, key='left'") for line in lines)


# -- operating ---------------------------------------------------------------------------------------------------------


def test_an_operation_waits_for_run_and_shows_its_value_at_once(at: AppTest) -> None:
    at.checkbox(key="left").check()
    assert at.checkbox[0].value is True
    assert at.session_state["left"] is False
    at.run()
    assert at.session_state["left"] is True
    assert at.checkbox[0].uncheck().run().session_state.left is False


def test_a_click_lasts_one_run(at: AppTest) -> None:
    assert at.button[0].click().run().button[0].value is True
    assert at.run().button[0].value is False


def test_options_are_chosen_by_option_label_or_place(at: AppTest) -> None:
    assert at.selectbox[0].select(2).run().session_state.pick == 2
    assert at.selectbox[0].set_value("no 3").run().session_state.pick == 3
    assert at.selectbox[0].select_index(0).run().session_state.pick == 1
    assert at.selectbox[0].options == ["no 1", "no 2", "no 3"]
    assert at.selectbox[0].index == 0


def test_a_value_that_no_reader_can_reach_is_an_error_and_nothing_runs(at: AppTest) -> None:
    at.selectbox[0].set_value(7)
    with pytest.raises(ValueError, match="7 is not among the options"):
        at.run()
    at.selectbox[0].set_value(2)
    assert at.run().session_state.pick == 2


def test_text_that_is_too_long_is_not_typed(at: AppTest) -> None:
    assert at.text_input[0].input("12345").value == "12345"
    assert at.text_input[0].input("123456").value == "12345"


def test_what_is_locked_or_takes_no_input_cannot_be_operated(at: AppTest) -> None:
    with pytest.raises(AppTestError, match=r"st\.slider is disabled"):
        at.slider[0].set_value(5)
    with pytest.raises(AppTestError, match=r"st\.title takes no input"):
        at.title[0].set_value("x")
    with pytest.raises(AppTestError, match="takes no input"):
        at.columns[0].click()


def test_only_what_was_operated_is_sent() -> None:
    at = AppTest.from_string("st.slider('A', 0, 9, key='a', on_change=print)\nst.text(st.text_input('B', key='b'))").run()
    at.text_input[0].input("x")
    assert [event.value for event in at._events()] == ["x"]


# -- state -------------------------------------------------------------------------------------------------------------


def test_state_is_read_and_set_between_runs_like_a_mapping_and_by_attribute(at: AppTest) -> None:
    at.session_state["own"] = 1
    at.session_state.pick = 3
    at.run()
    assert at.session_state.own == 1
    assert at.selectbox[0].value == 3
    assert at.session_state.to_dict() == {"left": False, "press": False, "name": "", "pick": 3, "own": 1}
    assert "own" in at.session_state
    del at.session_state["own"]
    assert at.session_state.get("own", "gone") == "gone"
    with pytest.raises(AttributeError):
        at.session_state.own  # noqa: B018


def test_state_set_before_the_first_run_is_the_first_value_of_its_widget() -> None:
    at = AppTest.from_string("st.write(st.slider('A', 0, 9, key='a'))")
    at.session_state.a = 6
    assert at.run().slider[0].value == 6


# -- time --------------------------------------------------------------------------------------------------------------


def test_a_script_that_takes_too_long_is_stopped_at_its_next_call_and_can_run_again() -> None:
    at = AppTest.from_string(
        "slot = st.empty()\nwhile st.session_state.get('on', True): slot.text('x')\nst.text('done')", default_timeout=0.2
    )
    with pytest.raises(RuntimeError, match=r"timed out after 0\.2"):
        at.run()
    at.session_state["on"] = False
    assert at.run(timeout=3).text.values == ["done"]


def test_a_script_that_loops_without_calls_is_stopped() -> None:
    with pytest.raises(RuntimeError, match="timed out"):
        AppTest.from_string("while True: pass", default_timeout=0.2).run()


def test_a_loop_that_writes_without_end_is_an_error() -> None:
    at = AppTest.from_string("while True: st.text('again')", default_timeout=30).run()
    assert "50,000 elements" in at.exception[0].value


# -- what is not offered -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["query_params", "secrets", "user", "context"])
def test_what_notebook_lit_does_not_offer_is_no_silent_stub(at: AppTest, name: str) -> None:
    with pytest.raises(AppTestError, match="notebook_lit has no"):
        getattr(at, name)


def test_pages_cannot_be_switched(at: AppTest) -> None:
    with pytest.raises(AppTestError, match=r"other\.py"):
        at.switch_page("other.py")


# -- the house -----------------------------------------------------------------------------------------------------------


def test_tests_of_apps_need_no_notebook() -> None:
    program = (
        "import sys; import notebook_lit.testing as t; t.AppTest.from_string('st.text(1)').run().text[0];"
        "print(sorted({'ipywidgets', 'IPython', 'ipykernel', 'comm', 'pandas', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_script_is_main_as_in_an_app(tmp_path: Path) -> None:
    text = textwrap.dedent(
        """
        import inspect, pickle, sys, typing
        import streamlit as st
        class Point:
            other: "Point"
        st.text(type(pickle.loads(pickle.dumps(Point()))) is Point)
        st.text(typing.get_type_hints(Point)["other"] is Point)
        st.text(inspect.getsource(Point).splitlines()[0])
        st.text(sys.modules["__main__"].Point is Point)
        """
    )
    path = tmp_path / "script.py"
    path.write_text(text + "st.text(sys.argv == [__file__])\n")
    before = type(sys.modules["__main__"]), sys.argv
    for at in (AppTest.from_string(text), AppTest.from_file(path)):
        at.run()
        assert not at.exception
        assert {text.value for text in at.text} == {"True", "class Point:"}
    assert (type(sys.modules["__main__"]), sys.argv) == before


def test_a_table_is_as_it_was_when_it_was_drawn() -> None:
    script = """
        import pandas as pd, streamlit as st
        frame = pd.DataFrame({"a": [1, 2]})
        st.dataframe(frame)
        st.table(frame)
        frame["b"] = 3
        frame.loc[0, "a"] = 9
        rows = {"a": [1, 2]}
        st.dataframe(rows)
        rows["a"].append(3)
    """
    for kind in (AppTest, StreamlitAppTest):
        at = kind.from_string(textwrap.dedent(script), default_timeout=30).run()
        for table in (*at.dataframe, *at.table):
            assert table.value.to_dict("list") == {"a": [1, 2]}


def test_exit_in_a_callback_ends_the_callback_and_not_the_page() -> None:
    at = AppTest.from_string("import sys\nst.button('Go', on_click=sys.exit)\nst.text('page')").run()
    at.button[0].click().run()
    assert [text.value for text in at.text] == ["page"]
    at = AppTest.from_string("import sys\nst.button('Go', on_click=sys.exit, args=('broken',))").run()
    assert "broken" in at.button[0].click().run().exception[0].message
