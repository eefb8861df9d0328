"""Code, latex, html."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs


def drawn(page: Run) -> list[str]:
    """Give the HTML of what the page holds, notes left out."""
    return [html_of(element) for element in page.page.main.children if element.kind != "note"]


def noted(page: Run) -> list[str]:
    """Give the calls that notes on the page are about."""
    return [element.props["call"] for element in page.page.main.children if element.kind == "note"]


@pytest.mark.parametrize(
    "script",
    [
        'st.code("\\n\\n  a = 1\\n  b\\n\\n")',
        'st.code("   x  ", language=None); st.code({"a": 1}, height=None, line_numbers=1)',
        'st.code("x", height="foo")',
        'st.code("x", height=0)',
        'st.code("x", width="auto")',
        'st.latex("  a+b"); st.latex(" x\\n  y ")',
        'st.latex("a", width="auto")',
        'st.html("<b>x</b>"); st.html(None); st.html("  <i>x</i>  ")',
        'st.html("")',
        'st.html("   ")',
        'st.html("x", width="auto")',
        'import pathlib; st.html(pathlib.Path("there/is/no.html"))',
    ],
)
def test_snippets_take_and_refuse_what_streamlit_takes_and_refuses(script: str) -> None:
    assert ours(script) == theirs(script)


def test_code_is_highlighted_escaped_and_as_long_as_it_is(page: Run) -> None:
    st.code("x")
    st.code("<b>", language=None)
    assert drawn(page) == [
        '<pre class="lit-code"><code><span class="n">x</span></code></pre>',
        '<pre class="lit-code"><code>&lt;b&gt;</code></pre>',
    ]


def test_code_has_sizes_numbers_and_wrapping(page: Run) -> None:
    st.code("a\nb", None, line_numbers=True, wrap_lines=True, height=100, width=200)
    (html,) = drawn(page)
    assert html.startswith(
        '<div style="width:200px;height:100px;overflow:auto"><pre class="lit-code lit-numbers lit-wrap">'
    )


def test_the_language_of_code_must_be_a_name(page: Run) -> None:
    with pytest.raises(TypeError, match="`language` is 3"):
        st.code("x", language=3)


def test_a_formula_is_mathml(page: Run) -> None:
    st.latex(r"\frac{a}{b}", help="a fraction")
    (html,) = drawn(page)
    assert html.startswith('<div class="lit-latex">')
    assert "<mfrac>" in html
    assert '<span class="lit-tip" role="tooltip"><span>a fraction</span></span>' in html


def test_sympy_writes_its_own_formulas(page: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sympy = ModuleType("sympy")
    sympy.latex = lambda expression: r"\sqrt{x}"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sympy", sympy)
    expression = type("Pow", (), {"__module__": "sympy.core.power"})()
    st.latex(expression)
    assert page.page.main.children[0].props["body"] == "$$\n\\sqrt{x}\n$$"


def test_html_is_sanitized(page: Run) -> None:
    st.html("<p style='color:red' onclick='x()'>a</p><script>x()</script><iframe src=x></iframe>")
    assert drawn(page) == ['<div class="lit-html"><p style="color:red">a</p></div>']


def test_html_comes_from_files_and_from_objects_that_draw_themselves(page: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<i>größe</i>", encoding="utf-8")
    st.html(path)
    st.html(type("Thing", (), {"_repr_html_": lambda self: "<u>me</u>", "__str__": lambda self: "no"})())
    assert drawn(page) == ['<div class="lit-html"><i>größe</i></div>', '<div class="lit-html"><u>me</u></div>']


def test_what_html_cannot_do_in_a_notebook_is_said(page: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text("p{color:red}")
    st.html(path)
    st.html("<p>a</p>", unsafe_allow_javascript=True)
    st.html(str(path))
    assert noted(page) == ["st.html", "st.html(unsafe_allow_javascript=True)", "st.html"]


def test_html_needs_no_note_where_nothing_is_left_out(page: Run) -> None:
    st.html("<p>a</p>")
    st.html("plain words")
    assert noted(page) == []
