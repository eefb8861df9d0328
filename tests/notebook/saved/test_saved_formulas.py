"""Formulas in the saved picture: MathML where it is drawn, and readable where a sanitizer drops its tags."""

from __future__ import annotations

import re

import pytest

from notebook_lit.elements.markup.markdown import latex_html
from notebook_lit.notebook.saved.inline_styles import still


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{a+1}{b}", "(a+1)/b"),
        (r"y^2 + x_{ij}", "y^2+x_(ij)"),
        (r"\sum_{i=1}^n i", "∑_(i=1)^ni"),
        (r"\sqrt{x}", "√(x)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
    ],
)
def test_it_stays_mathml_and_is_readable_without_its_tags(tex: str, text: str) -> None:
    picture = still(latex_html(tex))
    assert "<math" in picture
    assert re.sub("<[^>]*>", "", picture).strip() == text


def test_the_signs_between_are_not_seen_where_it_is_drawn() -> None:
    picture = still(latex_html("y^2"))
    assert '<mtext style="display:none">^</mtext>' in picture
    assert re.sub('<mtext style="display:none">[^<]*</mtext>|<[^>]*>', "", picture) == "y2"


def test_what_only_looks_like_a_formula_passes_as_any_other_html() -> None:
    assert still('<math alttext="x"><b>1</math>') == '<math alttext="x"></math><b>1</b>'
