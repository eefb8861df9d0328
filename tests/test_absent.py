"""What is said of names that ``st`` does not have."""

from __future__ import annotations

import pytest

from notebook_lit import st
from notebook_lit.absent import STREAMLIT, absent
from notebook_lit.runtime.model.session_state import SessionState
from notebook_lit.testing import AppTest


def test_a_name_of_streamlit_is_said_to_be_not_there_yet() -> None:
    assert absent("secrets", []).startswith("st.secrets is not there yet")
    assert "os.environ" in absent("secrets", [])


def test_a_name_that_streamlit_took_away_leads_to_its_heir() -> None:
    assert absent("experimental_rerun", ["rerun"]) == "Streamlit has no st.experimental_rerun any more: it is st.rerun now."
    assert "which is not there yet" in absent("experimental_dialog", ["rerun"])


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name() -> None:
    assert absent("Wriet", ["write", "slider"]).endswith("Did you mean st.write?")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("st.wriet('x')", "Did you mean st.write?"),
        ("from streamlit import wriet", "Did you mean st.write?"),
        ("st.container().wriet('x')", "Did you mean st.write?"),
        ("st.sidebar.experimental_rerun()", "call it as `st.experimental_rerun()`"),
    ],
)
def test_every_door_says_it(script: str, said: str) -> None:
    (error,) = AppTest.from_string(script).run().exception
    assert said in error.message


@pytest.mark.parametrize("name", sorted(STREAMLIT - set(dir(st))))
def test_no_message_has_a_raw_backtick(name: str) -> None:
    assert "`" not in absent(name, dir(st))


def test_scripts_can_ask_for_the_version() -> None:
    assert AppTest.from_string("import streamlit\nst.text(streamlit.__version__)").run().text[0].value.count(".") == 2


def test_session_state_can_be_looked_at_where_no_app_runs() -> None:
    assert isinstance(st.session_state, SessionState)
    assert "no app is running" in repr(st.session_state)
