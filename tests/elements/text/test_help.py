"""``st.help``."""

from __future__ import annotations

import math
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.runtime.writing.run import Run


def facts(page: Run) -> dict[str, Any]:
    """Give what the only element of the page says."""
    (element,) = page.page.main.children
    return element.props


class Account:
    """Money of somebody.

    More about it.
    """

    currency = "EUR"

    def __init__(self, owner: str) -> None:
        self.owner = owner

    @property
    def balance(self) -> float:
        """What is on it."""
        raise AssertionError("a property is not read")

    def pay(self, amount: float) -> None:
        """Pay <b>something</b> in."""


def test_a_function_is_explained_by_signature_and_documentation(page: Run) -> None:
    st.help(Account.pay)
    assert facts(page) | {"module": ""} == {
        "name": "Account.pay",
        "type": "function",
        "module": "",
        "signature": "(self, amount: 'float') -> 'None'",
        "doc_string": "Pay <b>something</b> in.",
        "members": (),
        "width": "stretch",
    }


def test_an_object_is_explained_by_its_class_and_its_members_without_running_any(page: Run) -> None:
    st.help(Account("<script>"))
    told = facts(page)
    assert told["type"] == "Account"
    assert told["doc_string"].startswith("Money of somebody.")
    assert told["members"] == (
        ("balance", "property", "What is on it."),
        ("currency", "str", "'EUR'"),
        ("owner", "str", "'<script>'"),
        ("pay", "function", "Pay <b>something</b> in."),
    )


@pytest.mark.parametrize(
    ("thing", "name", "kind"),
    [
        (len, "len", "builtin_function_or_method"),
        (math, "math", "module"),
        (Account, "Account", "class"),
        (3, "3", "int"),
        ("a".join, "str.join", "builtin_function_or_method"),
    ],
)
def test_name_and_type_say_what_it_is(page: Run, thing: Any, name: str, kind: str) -> None:
    st.help(thing)
    assert (facts(page)["name"], facts(page)["type"]) == (name, kind)


def test_an_object_without_a_text_of_its_own_is_named_by_its_class(page: Run) -> None:
    class Plain:
        pass

    class Broken:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    st.help(Plain())
    st.help(Broken())
    assert [element.props["name"] for element in page.page.main.children] == ["<Plain>", "<Broken>"]


def test_without_an_object_streamlit_itself_is_explained(page: Run) -> None:
    st.help()
    assert facts(page)["name"] == "notebook_lit.st"
    assert "markdown" in {name for name, _, _ in facts(page)["members"]}


def test_words_for_doctest_are_left_out(page: Run) -> None:
    st.help(st.divider)
    assert ">>> st.divider()" in facts(page)["doc_string"]
    assert "doctest" not in facts(page)["doc_string"]


def test_a_container_can_be_explained(page: Run) -> None:
    st.help(st.sidebar)
    assert "slider" not in facts(page)["name"]
    assert facts(page)["type"] == "DeltaGenerator"


def test_the_look_escapes_everything_and_folds_the_members(page: Run) -> None:
    st.help(Account("<script>"), width=400)
    (element,) = page.page.main.children
    html = html_of(element)
    assert html.startswith('<div class="lit-doc" style="width:400px">')
    assert html.endswith("</div>")
    assert "<script>" not in html
    assert "<b>something" not in html
    assert "<details><summary>4 members</summary>" in html


def test_the_width_is_checked(page: Run) -> None:
    with pytest.raises(st.errors.StreamlitInvalidWidthError):
        st.help(len, width="content")
