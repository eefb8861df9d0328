"""TeX to MathML, which browsers and VS Code draw without any script.

latex2mathml reads the TeX and builds a tree. The tree is written out here and not by the library, which would put text
such as ``\\text{<script>}`` into the page unescaped. Only known attributes are written, of a tree that is adapted to
MathML Core before. The TeX goes along as ``alttext``: JupyterLab has a typesetter of its own, which our extension hands it to.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from notebook_lit.elements.markup.mathml_core import adapt, add_plain_text, in_spans, plain, style
from notebook_lit.elements.markup.sanitizer import MATH_ATTRIBUTES, MATH_VALUE, escape, second_layer, without_controls

_LONGEST = 20_000  # characters
_DEFINITION = re.compile(r"\\(?:(?:re|provide)?newcommand|[gex]?def|(?:re)?newenvironment|let)(?![a-zA-Z])")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{(aligned|gathered|gather\*?|equation\*?|dcases)\}")
_ENVIRONMENTS = {"aligned": "align*", "gathered": "matrix", "gather": "matrix", "gather*": "matrix", "dcases": "cases"}
#: What KaTeX knows and the library does not.
_COMMANDS = {
    "arg": r"\operatorname{arg}", "N": r"\mathbb{N}", "R": r"\mathbb{R}", "Z": r"\mathbb{Z}", "dag": r"\dagger",
    "ddag": r"\ddagger", "P": "¶", "copyright": "©", "thetasym": r"\vartheta", "vcentcolon": ":",
}  # fmt: skip
_COMMAND = re.compile(rf"\\({'|'.join(_COMMANDS)})(?![a-zA-Z])")
_MATH = re.compile(r"<math alttext=(?:(?!<math).)*?</math>", re.DOTALL)  # our own; linear also if none is closed
_SPACES = {
    f"{sign}{name}mathspace": f"{minus}{width}em"
    for sign, minus in (("", ""), ("negative", "-"))
    for name, width in (
        ("verythin", ".111"),
        ("thin", ".167"),
        ("medium", ".222"),
        ("thick", ".278"),
        ("verythick", ".333"),
    )
}


def _attributes(element: Element) -> str:
    """Write the attributes that browsers know and need."""
    values = {name: _SPACES.get(value, value) for name, value in element.attrib.items() if name in MATH_ATTRIBUTES}
    values = {name: value for name, value in values.items() if MATH_VALUE.fullmatch(value)}
    if (side := element.attrib.get("columnalign")) in ("left", "right"):
        # Chromium aligns what is in a cell by its own keyword only; other browsers keep the first one if they do not know it
        style(element, f"text-align:{side};text-align:-webkit-{side}" + element.attrib.get("closed", ""))
    if "style" in element.attrib:
        values["style"] = element.attrib["style"]
    raw = element.text or ""
    if element.tag == "mi" and raw.startswith("&#x") and len(letter := plain(raw)) == 1 and letter.isascii():
        values.setdefault("mathvariant", "normal")  # \mathrm{d}: else one letter would be drawn in italics
    return "".join(f' {name}="{escape(plain(value))}"' for name, value in values.items())


def _written(element: Element) -> str:
    """Write a tree of MathML."""
    if not element.tag.isalpha():
        raise ValueError(f"unknown element {element.tag!r}")
    if "columnspacing" in element.attrib:  # a system of equations: no gap where the two sides of one meet
        for row in element:
            for number, cell in enumerate(row):
                cell.set("closed", f";padding-{'left' if number % 2 else 'right'}:0")
    inner = escape(plain(element.text)) + "".join(_written(child) for child in element)
    return f"<{element.tag}{_attributes(element)}>{inner}</{element.tag}>"


def _environment(found: re.Match[str]) -> str:
    name = _ENVIRONMENTS.get(found[2])
    return f"\\{found[1]}{{{name}}}" if name else ""


def _refused(tex: str, reason: str) -> str:
    return f'<code class="lit-math-error" title="{escape(reason)}">{escape(tex)}</code>'


def math_html(tex: str, *, display: bool) -> str:
    """Draw a formula as phrasing content, or show the TeX if that fails. The second layer is the caller's task."""
    tex = without_controls(tex).strip()
    if not tex:
        return ""
    if len(tex) > _LONGEST:
        return _refused(tex, "too long for one formula")
    if _DEFINITION.search(tex):  # a few of them can expand into more than memory holds
        return _refused(tex, "definitions such as \\newcommand are not supported")
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 (40 ms, and most pages have no formula)

    tex = _COMMAND.sub(lambda found: _COMMANDS[found[1]], tex)
    try:
        tree = convert_to_element(_ENVIRONMENT.sub(_environment, tex), display="block" if display else "inline")
        adapt(tree)
        html = f'<math alttext="{escape(tex)}"' + _written(tree).removeprefix("<math")
    except Exception as error:  # noqa: BLE001 (on bad TeX the library raises its own and half a dozen built-in errors)
        return _refused(tex, f"not understood ({type(error).__name__})")
    return f'<span class="lit-math-block">{html}</span>' if display else html


def without_mathml(html: str) -> str:
    """Write the formulas in a line of HTML with ``<span>`` and ``<i>`` alone, for labels.

    Parameters
    ----------
    html : str
        What `inline_html` has returned.

    Returns
    -------
    str
        The same, its formulas in ``<span class="lit-tex">`` whose title is their TeX.
    """
    return _MATH.sub(_in_spans, html) if "<math" in html else html


def with_plain_text(html: str) -> str:
    """Make the formulas in some HTML readable where MathML is dropped and its text stays, as in saved notebooks.

    Parameters
    ----------
    html : str
        Our own HTML.

    Returns
    -------
    str
        The same, with signs such as ``^`` and ``/`` in its formulas that browsers with MathML do not show.
    """
    return _MATH.sub(_with_plain_text, html) if "<math" in html else html


def _with_plain_text(found: re.Match[str]) -> str:
    try:
        tree = fromstring(found[0].replace("&nbsp;", "\xa0"))
        add_plain_text(tree)
        return tostring(tree, encoding="unicode", short_empty_elements=False)
    except (ParseError, RecursionError):  # not what is written here, or too deep: it stays as it is
        return found[0]


def _in_spans(found: re.Match[str]) -> str:
    tree = fromstring(found[0].replace("&nbsp;", "\xa0"))  # all other references of our own HTML are those of XML
    return f'<span class="lit-tex" title="{escape(tree.get("alttext", ""))}">{in_spans(tree)}</span>'


def latex_html(tex: str) -> str:
    """Draw a formula on a line of its own.

    Parameters
    ----------
    tex : str
        TeX without dollars.

    Returns
    -------
    str
        MathML. TeX that is not understood is shown as it was written, with the reason as its title. Never raises.

    Examples
    --------
    >>> "<mfrac>" in latex_html(r"\\frac{a}{b}")
    True
    """
    return second_layer(math_html(tex, display=True))
