"""Formulas: MathML that browsers draw, and TeX as it was written where it cannot be drawn."""

from __future__ import annotations

import re

import pytest

from notebook_lit.elements.markup.markdown import inline_html, latex_html, markdown_html
from notebook_lit.elements.markup.mathml import math_html, without_mathml


def drawn(tex: str) -> str:
    """Give what stands inside the outermost row."""
    html = re.sub(' alttext="[^"]*"', "", latex_html(tex))
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


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        (r"\mathcal{AB}", "<mi>𝒜</mi><mi>ℬ</mi>"),
        (r"\mathfrak{gC}", "<mi>𝔤</mi><mi>ℭ</mi>"),
        (r"\boldsymbol{x\alpha 1}", "<mi>𝒙</mi><mi>𝜶</mi><mn>𝟏</mn>"),
        (r"\mathsf{x}", '<mi mathvariant="normal" style="font-family:sans-serif">x</mi>'),
        (r"\lim_{x\to0} x", "<munder><mo lspace"),
        (r"\operatorname*{argmax}_x", '<munder><mo movablelimits="true" '),
        (r"\sin_x", "<msub><mi>sin</mi>"),
        (r"\cancel{x}", '<mrow style="background:linear-gradient(to top right,'),
        (r"\boxed{x}", '<mrow style="border:1px solid;padding:.25em .3em"><mrow><mi>x</mi>'),
        (r"\begin{array}{c|c}a&b\\\hline c&d\end{array}", '<mtd style="border-right:1px solid;border-bottom:1px solid">'),
        (r"\vec{v}", '<mover accent="true"><mrow><mi>v</mi>'),
        (r"x\in\R, \arg z", "<mi>ℝ</mi><mo>,</mo><mo"),
        (r"\bigcup_i A", "<munder><mo"),
        (r"\begin{vmatrix}a\end{vmatrix}", '<mo stretchy="true" fence="true" form="prefix">|</mo><mtable>'),
        (r"\sin x", '<mi>sin</mi><mspace width="0.167em"></mspace><mi>x</mi>'),
        (r"\sin^2 x", '</msup><mspace width="0.167em"></mspace><mi>x</mi>'),
        (r"\overline{ab}", '<mrow style="border-top:.06em solid;padding-top:.12em"><mrow><mi>a</mi>'),
        (r"x_{i=1}", '<mo lspace="0em" rspace="0em">=</mo>'),
    ],
)
def test_what_browsers_do_not_draw_is_said_with_what_they_do(tex: str, mathml: str) -> None:
    assert mathml in drawn(tex)
    assert not re.search("menclose|columnlines|mathvariant=.(script|bold|frak)", drawn(tex))


def test_a_formula_carries_its_tex() -> None:
    assert '<math alttext="a&lt;&quot;b&quot;"' in math_html('a<"b"', display=False)
    assert 'alttext="x &amp;lt; 1"' in markdown_html("so $x &lt; 1$ is")


def test_in_a_label_a_formula_is_spans() -> None:
    html = without_mathml(inline_html(r"Rate $\frac{a+1}{\beta^2} \le \sqrt{x_i}$ of <b>"))
    assert html == (
        r'Rate <span class="lit-tex" title="\frac{a+1}{\beta^2} \le \sqrt{x_i}">(<i>a</i> + 1)/(<i>β</i>'
        '<span class="lit-sup">2</span>) ≤ √(<i>x</i><span class="lit-sub"><i>i</i></span>)</span> of &lt;b&gt;'
    )
    assert without_mathml(inline_html(r"$\text{a & b}$")).endswith("a\xa0&amp;\xa0b</span>")
    assert without_mathml(inline_html("$x$ and $y$")).count("lit-tex") == 2
