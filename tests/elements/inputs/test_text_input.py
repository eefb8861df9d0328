"""Text fields, beside Streamlit's, and as ipywidgets show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets
import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import native_of
from notebook_lit.errors import ValueRefused
from notebook_lit.runtime.writing.run import Run
from tests.elements.returned import (
    assigned_here,
    assigned_in_streamlit,
    by_streamlit,
    changed_here,
    changed_in_streamlit,
    here,
    set_here,
    set_in_streamlit,
    widget,
)

CALLS = [
    line
    for line in r"""
st.text_input("a")
st.text_input("b", 5)
st.text_input("c", None)
st.text_input("d", "hello", 3)
st.text_input("e", "hello", max_chars=0)
st.text_input("f", "hello", max_chars=-1)
st.text_input("f1", "hello", max_chars="3")
st.text_input("f2", "hello", max_chars=2.5)
st.text_input("g", type="password")
st.text_input("g1", type="email")
st.text_input("g2", type="url")
st.text_input("g3", type="phone")
st.text_input("g4", type="search")
st.text_input("g5", type="number")
st.text_input("g6", type="text")
st.text_input("h", live=True)
st.text_input("h1", live="300ms")
st.text_input("h2", live=300)
st.text_input("h3", live="abc")
st.text_input("h4", live="1s")
st.text_input("h5", live="-5s")
st.text_input("h6", live=None)
st.text_input("h7", live="")
st.text_input("h8", live=0.5)
st.text_input("h9", live="1m")
st.text_input("h10", live="0ms")
st.text_input("h11", live="0.5s")
st.text_input("h12", live="1h")
st.text_input("h13", live="300")
st.text_input("i", validate="^a+$")
st.text_input("i1", validate=("^a+$", "only a"))
st.text_input("i2", validate="(")
st.text_input("i3", validate=("a",))
st.text_input("i4", validate=5)
st.text_input("i5", "bbb", validate="^a+$")
st.text_input("i6", validate=["a","b"])
st.text_input("i7", validate=("a","b","c"))
st.text_input("i8", validate=("a",5))
st.text_input("i9", validate=(5,"a"))
st.text_input("i10", validate="")
st.text_input("i11", validate="(?i)a")
st.text_input("i12", validate=("a",""))
st.text_input("j", autocomplete="email")
st.text_input("j2", icon="x")
st.text_input("j3", icon="😀")
st.text_input("j4", icon=":material/search:")
st.text_input("j5", placeholder=5)
st.text_input("j6", placeholder="x", required=True)
st.text_input("j7", width="content")
st.text_input("j8", width=100)
st.text_input("j9", type="password", live=True)
st.text_input("j10", "a\\nb")
st.text_input("k1", "a", on_change="x")
st.text_input("k2", "a", max_chars=True)
st.text_area("a")
st.text_area("b", 5)
st.text_area("c", None)
st.text_area("d", "hello", max_chars=3)
st.text_area("e", height=5)
st.text_area("e0", height=68)
st.text_area("e1", height="content")
st.text_area("e2", height="stretch")
st.text_area("e3", height="x")
st.text_area("e4", height=0)
st.text_area("e5", height=100)
st.text_area("e6", height=1.5)
st.text_area("f", "a\\r\\nb")
st.text_area("f1", max_chars=0)
st.text_area("f2", "abc", max_chars=0)
""".splitlines()
    if line
]

#: Where Streamlit lets a Python error out, or takes what makes no sense.
OWN = {
    'st.text_input("j1", autocomplete=5)': "str ''",
    'st.text_area("e7", height=True)': "StreamlitInvalidHeightError",
}

ASSIGNED = {
    'st.text_input("a", key="k")': ('"x"', "5", "None", "True"),
    'st.text_input("a", None, key="k")': ('"x"', "None", "5"),
    'st.text_input("a", max_chars=2, key="k")': ('"xyz"',),
    'st.text_area("a", max_chars=2, key="k")': ('"xyz"', "5", "None"),
}
SET = {
    'st.text_input("a", "x", 2)': ('"abc"', "None", '""'),
    'st.text_input("a", None)': ('"abc"', "None", '""'),
    'st.text_input("a", validate="^a+$")': ('"aa"',),
    'st.text_area("a", "x", max_chars=2)': ('"abc"', "None", '""'),
}
CHANGED = [
    ('st.text_input("a", "x", key="k")', 'st.text_input("b", "y", help="x", key="k")', '"abcd"'),
    ('st.text_input("a", "x", key="k")', 'st.text_input("a", "x", max_chars=2, key="k")', '"abcd"'),
    ('st.text_input("a", "x", key="k", validate="a")', 'st.text_input("a", "x", validate="b", key="k")', '"abcd"'),
    (
        'st.text_input("a", "x", key="k", validate="a")',
        'st.text_input("a", "x", validate=("a", "no"), key="k")',
        '"abcd"',
    ),
    ('st.text_area("a", "x", key="k")', 'st.text_area("a", "x", max_chars=2, key="k")', '"abcd"'),
    *(
        ('st.text_input("a")', f'st.text_input("a", {argument})', '"3"')
        for argument in ('type="password"', "required=True", "live=True", 'icon="😀"', 'label_visibility="hidden"')
    ),
    *(('st.text_area("a")', f'st.text_area("a", {argument})', '"3"') for argument in ("height=200", "required=True")),
]


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return by_streamlit([*CALLS, *OWN])


@pytest.mark.parametrize("call", CALLS)
def test_it_returns_and_raises_what_streamlit_does(call: str, page: Run, expected: dict[str, str]) -> None:
    assert here(call) == expected[call]


@pytest.mark.parametrize("call", OWN)
def test_it_differs_from_streamlit_on_purpose(call: str, page: Run, expected: dict[str, str]) -> None:
    assert here(call) == OWN[call] != expected[call]


@pytest.mark.parametrize(
    ("call", "value"),
    [(call, value) for call, values in ASSIGNED.items() for value in values],
)
def test_an_assigned_value_counts_as_in_streamlit(call: str, value: str, page: Run) -> None:
    assert assigned_here(call, value) == assigned_in_streamlit(call, value)


@pytest.mark.parametrize(("call", "value"), [(call, value) for call, values in SET.items() for value in values])
def test_a_readers_value_counts_as_in_streamlit(call: str, value: str, page: Run, rerun: Callable[[Run], Run]) -> None:
    assert set_here(call, value, page, rerun) == set_in_streamlit(call, value)


@pytest.mark.parametrize(("before", "after", "value"), CHANGED)
def test_a_value_survives_the_changes_that_it_survives_in_streamlit(
    before: str, after: str, value: str | None, page: Run, rerun: Callable[[Run], Run]
) -> None:
    assert changed_here(before, after, value, page, rerun) == changed_in_streamlit(before, after, value)


# -- what is taken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "refused", "taken"),
    [
        ('st.text_input("a", validate=r"^\\d+$")', "12a", "12"),
        ('st.text_input("a", validate="b")', "aac", "abc"),
        ('st.text_input("a", validate="^(?<first>a)$")', "b", "a"),
        ('st.text_input("a", type="email")', "ada", "ada@example.org"),
        ('st.text_input("a", type="url")', "example", "https://example.org/x?y=1"),
        ('st.text_input("a", required=True)', "  ", "x"),
        ('st.text_area("a", required=True)', "\n", "x"),
    ],
)
def test_a_text_of_the_wrong_form_is_not_taken_and_stays_in_the_field(call: str, refused: str, taken: str, page: Run) -> None:
    here(call)
    domain = widget(page).source
    with pytest.raises(ValueRefused) as refusal:
        domain.parse(refused)
    assert refusal.value.keep
    assert str(refusal.value)
    assert domain.parse(taken) == taken


def test_the_authors_message_is_what_the_reader_is_told(page: Run) -> None:
    st.text_input("a", validate=("^[a-z]+$", "Small letters only."))
    with pytest.raises(ValueRefused, match=r"Small letters only\."):
        widget(page).source.parse("X")


@pytest.mark.parametrize("validate", ["^x$", ("^x$", "no")])
def test_an_empty_text_needs_no_form(validate: Any, page: Run) -> None:
    st.text_input("a", "y", validate=validate)
    assert widget(page).source.parse("") == ""


@pytest.mark.parametrize("wire", [5, b"x", ["x"], True, {"x": 1}])
def test_what_is_no_text_is_refused(wire: Any, page: Run) -> None:
    st.text_input("a")
    with pytest.raises(ValueRefused):
        widget(page).source.parse(wire)


def test_an_expression_that_is_not_understood_checks_nothing_and_says_so(page: Run) -> None:
    st.text_input("a", validate="(")
    note, element = page.page.main.children
    assert element.source.parse("x") == "x"
    assert (note.kind, note.props["call"]) == ("note", "st.text_input(validate=…)")


def test_autocomplete_is_a_hint_that_needs_no_note(page: Run) -> None:
    st.text_input("a", autocomplete="email")
    assert [element.kind for element in page.page.main.children] == ["text_input"]


# -- as it is shown --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "name", "traits"),
    [
        ('st.text_input("a", "x")', "Text", {"value": "x", "continuous_update": False, "placeholder": ""}),
        ('st.text_input("a", None, placeholder="p")', "Text", {"value": "", "placeholder": "p"}),
        ('st.text_input("a", type="password", live=True)', "Password", {"continuous_update": True}),
        ('st.text_input("a", type="search", live="300ms")', "Text", {"placeholder": "Search", "continuous_update": True}),
        ('st.text_input("a", type="email", placeholder="")', "Text", {"placeholder": ""}),
        ('st.text_area("a", "x")', "Textarea", {"value": "x", "continuous_update": False, "rows": 4}),
        ('st.text_area("a", "1\\n2\\n3", height="content")', "Textarea", {"rows": 3}),
    ],
)
def test_each_field_has_its_native(call: str, name: str, traits: dict[str, Any], page: Run) -> None:
    here(call)
    element = widget(page)
    native = native_of(element)
    native = native.children[0] if native.children else native  # with an icon in its frame
    live = getattr(ipywidgets, native.widget)(**native.traits)
    assert native.widget == name
    assert {trait: getattr(live, trait) for trait in traits} == traits


@pytest.mark.parametrize(("height", "layout"), [(200, "200px"), ("stretch", "100%"), ("content", None), (None, None)])
def test_the_height_of_a_text_area_is_that_of_its_layout(height: Any, layout: str | None, page: Run) -> None:
    st.text_area("a", height=height)
    assert native_of(widget(page)).layout.get("height") == layout


def test_the_icon_of_a_type_stands_in_the_field_and_not_in_its_label(page: Run) -> None:
    st.text_input("a", type="email")
    st.text_input("a", type="email", icon="")
    with_icon, without = (native_of(child) for child in page.page.main.children)
    field, sign = with_icon.children
    assert field.traits["description"] == without.traits["description"] == "a"
    assert "mail" in sign.traits["value"]
    assert without.widget == field.widget == "Text"


def test_a_field_without_a_value_has_none_until_something_is_typed(page: Run) -> None:
    assert st.text_input("a", None) is None
    native = native_of(widget(page))
    assert [native.read(text, None) for text in ("", "x")] == [None, "x"]
