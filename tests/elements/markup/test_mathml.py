"""Formulas: MathML that browsers draw, and TeX as it was written where it cannot be drawn."""

from __future__ import annotations

import pytest

from notebook_lit.elements.markup.markdown import latex_html, markdown_html
from notebook_lit.elements.markup.mathml import math_html


def drawn(tex: str) -> str:
    """Give what stands inside the outermost row."""
    html = latex_html(tex)
    start, end = '<span class="lit-math-block"><math display="block"><mrow>', "</mrow></math></span>"
    assert html.startswith(start), html
    return html[len(start) : -len(end)]


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        ("x", "<mi>x</mi>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\mathrm{d}x", '<mi mathvariant="normal">d</mi><mi>x</mi>'),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\text{if <b>}", "<mtext>if&nbsp;&lt;b&gt;</mtext>"),
        (r"a\!b", '<mi>a</mi><mspace width="-.167em"></mspace><mi>b</mi>'),
        (r"\class{jp-x}{y}\href{javascript:z}{y}\style{position:fixed}{y}", "<mrow><mi>y</mi></mrow>"),
    ],
)
def test_a_formula_is_drawn(tex: str, mathml: str) -> None:
    assert mathml in drawn(tex)
    assert "jp-" not in drawn(tex)


def test_environments_of_display_formulas_are_known() -> None:
    aligned = drawn(r"\begin{aligned}a&=b\\c&=d\end{aligned}")
    assert aligned.count("<mtr>") == 2
    assert aligned.count('<mtd style="text-align:right;text-align:-webkit-right;padding-right:0">') == 2
    assert aligned.count('<mtd style="text-align:left;text-align:-webkit-left;padding-left:0">') == 2
    assert drawn(r"\begin{gather}a\\b\end{gather}").count("<mtr>") == 2
    assert "<mtable" in drawn(r"\begin{dcases}a&b\\c&d\end{dcases}")
    assert drawn(r"\begin{equation*}x\end{equation*}") == "<mi>x</mi>"


@pytest.mark.parametrize("tex", ["\\frac", "{", "a^", r"\left(", r"\begin{foo}", "{" * 5000, r"\sqrt[", "x" * 30_000])
def test_bad_tex_shows_its_source(tex: str) -> None:
    html = latex_html(tex)
    assert html.startswith('<code class="lit-math-error" title="')
    assert html.endswith(f">{tex}</code>")


@pytest.mark.parametrize("tex", [r"\newcommand{\a}{x}\a", r"\def\a{x}\a", r"\newenvironment{a}{b}{c}", r"\renewcommand\a{b}"])
def test_definitions_are_refused_because_they_can_grow_without_bound(tex: str) -> None:
    assert "definitions" in latex_html(tex)


def test_a_name_that_begins_like_a_definition_is_none() -> None:
    assert "definitions" not in latex_html(r"\defa \letter \leq")


def test_an_unknown_command_is_shown_inside_the_formula() -> None:
    assert r"<mi>\foo</mi>" in drawn(r"x \foo y")


def test_no_formula_is_nothing() -> None:
    assert latex_html(" ") == math_html("", display=False) == ""


def test_a_bad_formula_leaves_the_text_around_it() -> None:
    assert markdown_html("a $\\frac$ b").startswith('<p>a <code class="lit-math-error"')
