"""Formulas: the front end's own typesetter where there is one, elsewhere MathML with the font that comes with us."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving.app import IDLE, LEASES, LOAD, open_app, wait_for_value
from tests.browser.driving.lab import Lab
from tests.browser.driving.server import LabServer
from tests.browser.vscode.notebook import VSCode

SCRIPT = r"""
n = st.slider("terms", 1, 9)
st.latex(r"\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6} \qquad \int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
         help="Sums: $x^2$")
st.latex(r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}, \quad \det A = \begin{vmatrix} a & b \\ c & d \end{vmatrix},"
         r"\quad \left( \frac{1 + \frac{1}{x}}{1 - \frac{1}{x}} \right)^2")
st.latex(r"f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ 0 & \text{else} \end{cases}"
         r"\qquad \lim_{x\to 0} \frac{\sin x}{x} = 1 \qquad \begin{array}{c|c} p & q \\ \hline 0 & 1 \end{array}")
st.latex(r"\begin{aligned} \nabla\cdot\vec{E} &= \frac{\rho}{\varepsilon_0} \\ \hat{\beta} &= (X^\top X)^{-1} X^\top y"
         r"\end{aligned} \quad \underbrace{a+\dots+a}_{k}, \overline{ab}, \boxed{E=mc^2}, \cancel{x}")
st.markdown(r"Inline $\mathcal{L}(\theta) = \prod_i p(x_i)$, $\alpha \in \mathbb{R}^{k}$, $\mathfrak{g}$, $\boldsymbol{x}$"
            r" and $f'(x)$; then $$\bigcup_{i} A_i$$ and `code`.")
st.subheader(r"Heading $\sqrt{x^2+1}$")
st.caption(r"Caption $\frac{1}{2}$")
st.checkbox(r"Label $\beta^2 \le \frac{1}{n}$", help=r"Tooltip $\sum_i x_i$")
st.radio(r"Options of $\gamma$", [r"$\alpha$", "b"], horizontal=True)
st.metric(r"Metric $\sigma$", 3)
st.table({r"$\mu$": [r"$x^2$", "plain"]})
st.text(f"n = {n}")
"""
FIFTY = r"""
n = st.slider("terms", 1, 9)
for i in range(50):
    st.latex(rf"\sum_{{i=1}}^{{{i}}} i")
st.latex(f"n^{n}")
st.text(f"n = {n}")
"""
#: Counts the nodes with formulas that are put into the app from now on.
COUNT_DRAWN = """root => {
    window.drawn = 0;
    new MutationObserver(records => {
        for (const record of records) for (const node of record.addedNodes) drawn += /mjx-container|math/i.test(node.outerHTML);
    }).observe(root, {childList: true, subtree: true});
}"""
FONT_IS_THERE = """() => document.fonts.ready.then(
    () => [...document.fonts].some(font => font.family.includes('Lit Maths') && font.status === 'loaded'))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_jupyterlab_typesets_them(lab: Lab, theme: str) -> None:
    app = open_app(lab, SCRIPT, dark=theme == "dark", new_page=True)
    expect(app.root.locator(".lit-latex > .lit-math-block mjx-container")).to_have_count(4)
    app.notebook.screenshot(f"formulas-lab-{theme}", app.root)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_elsewhere_they_are_mathml_with_a_font_that_has_what_grows(lab_server: LabServer, browser: Browser, theme: str) -> None:
    vscode = VSCode(lab_server, browser, "formulas")
    try:
        notebook = vscode.open([LOAD, "%%litapp first\n" + SCRIPT], dark=theme == "dark")
        notebook.run_all()
        root = notebook.page.locator(".lit-app")
        expect(root.locator(".lit-latex math").first).to_be_visible()
        assert notebook.page.evaluate(FONT_IS_THERE)
        notebook.screenshot(f"formulas-vscode-{theme}", root)
    finally:
        vscode.close()


def test_fifty_of_them_are_drawn_once_and_a_step_costs_what_it_does_without_them(lab: Lab) -> None:
    app = open_app(lab, FIFTY, new_page=True)
    expect(app.root.locator("mjx-container")).to_have_count(51)
    wait_for_value(app.notebook, LEASES, "[1]")  # the renderer's greeting to the kernel is answered
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("n = 2")
    app.root.evaluate(COUNT_DRAWN)
    app.page.wait_for_function(IDLE)
    mark = app.notebook.recorder.mark()
    app.page.keyboard.press("ArrowLeft")
    app.shows("n = 1")
    costs = app.costs(mark)
    assert len(costs) == 4
    assert sum(frame.size for frame in costs) <= 3000
    expect(app.root.locator("mjx-container")).to_have_count(51)
    assert app.page.evaluate("drawn") <= 4  # the one that has changed: as it came, and as it was typeset
    assert not app.notebook.errors
