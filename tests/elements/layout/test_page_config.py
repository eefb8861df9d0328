"""The configuration of the page: checked as Streamlit does, kept for the host."""

from __future__ import annotations

import pytest

from notebook_lit import st
from notebook_lit.errors import StreamlitAPIException, StreamlitInvalidURLError, StreamlitValueError
from notebook_lit.runtime.writing.run import Run
from tests.elements.returned import by_streamlit, here

CALLS = [
    f"st.set_page_config({arguments})"
    for arguments in (
        "",
        "'Sales', '📈', 'wide', 'expanded', {'Get help': 'https://a.b', 'Report a bug': 'mailto:a@b.c', 'About': '# x'}",
        "page_title=5",
        *(
            f"page_icon={icon!r}"
            for icon in ("", "random", ":shark:", "missing.png", ":material/home:", ":material/no_such:", ":material", 5, ["x"])
        ),
        *(f"layout={layout!r}" for layout in ("centered", "", "full", 1, ["wide"])),
        *(
            f"initial_sidebar_state={state!r}"
            for state in ("auto", "collapsed", "locked", "shut", 0, -1, 300, 1.5, True, False, [1])
        ),
        "initial_sidebar_state=np.int64(300)",
        "menu_items=[]",
        "menu_items='About'",
        *(
            f"menu_items={{' get HELP ': {url!r}}}"
            for url in (None, "", "a.b", "http://", "http://[", "HTTP://a", "ftp://a", 5)
        ),
        *(f"menu_items={{'Report a bug': {url!r}}}" for url in ("mailto:", "javascript:alert(1)", b"http://a")),
        *(f"menu_items={item!r}" for item in ({}, {"About": None}, {"About": 5}, {"Help": "x"}, {5: "x"})),
    )
]  # fmt: skip


def test_it_takes_and_refuses_what_streamlit_takes_and_refuses(page: Run) -> None:
    assert {call: here(call) for call in CALLS} == by_streamlit(CALLS)


def test_it_may_come_late_and_often(page: Run) -> None:
    st.text("first")
    st.set_page_config(page_title="Sales", layout="centered")
    st.set_page_config(initial_sidebar_state="collapsed", menu_items={"About": "x"})
    assert [element.kind for element in page.page.main.walk()] == ["text", "note"]
    assert page.page.sidebar.children == []


def test_calls_add_up(page: Run) -> None:
    st.set_page_config("Sales", "📈", "wide")
    st.set_page_config(layout="centered", initial_sidebar_state=300)
    assert page.page.config == {
        "page_title": "Sales", "page_icon": "📈", "layout": "centered", "initial_sidebar_state": 300,
    }  # fmt: skip


def test_a_refused_call_leaves_nothing(page: Run) -> None:
    with pytest.raises(StreamlitValueError):
        st.set_page_config("Sales", layout="full")
    assert page.page.config == {}


def test_a_menu_is_answered_with_a_note(page: Run) -> None:
    st.set_page_config(menu_items={"About": "x"})
    [note] = page.page.main.children
    assert (note.kind, note.props["call"]) == ("note", "st.set_page_config(menu_items=…)")


def test_outside_an_app_it_does_nothing() -> None:
    assert st.set_page_config("Sales") is None


@pytest.mark.parametrize(
    ("arguments", "error", "repair"),
    [
        ({"page_title": 5}, TypeError, "5. Give a str"),
        ({"layout": "full"}, StreamlitValueError, "'full'. Give one of 'centered', 'wide'"),
        ({"initial_sidebar_state": "shut"}, StreamlitValueError, "'shut'. Give one of 'auto'"),
        ({"menu_items": {"Help": "x"}}, StreamlitValueError, "'Help'. Its keys are 'Get help'"),
        ({"menu_items": {"Get help": "a.b"}}, StreamlitInvalidURLError, "'a.b'. Give a URL that begins with https://"),
        ({"page_icon": ":material/no_such:"}, StreamlitAPIException, "no_such:\" names no Material symbol. Use one emoji"),
    ],
)
def test_an_error_names_the_value_and_the_repair(arguments: dict[str, object], error: type[Exception], repair: str) -> None:
    with pytest.raises(error) as raised:
        st.set_page_config(**arguments)  # type: ignore[arg-type]
    assert repair in str(raised.value)


def test_it_is_no_method_of_a_container(page: Run) -> None:
    with pytest.raises(StreamlitAPIException, match="set_page_config"):
        st.sidebar.set_page_config("Sales")
