"""TeX to MathML, which browsers and VS Code draw without any script.

latex2mathml reads the TeX and builds a tree. The tree is written out here and not by the library, which would put text
such as ``\\text{<script>}`` into the page unescaped. Only known attributes are written, and on the way the tree is
adapted to MathML Core, the part of MathML that browsers implement.
"""

from __future__ import annotations

import re
import sys
from xml.etree.ElementTree import Element

from notebook_lit.elements.markup.sanitizer import MATH_ATTRIBUTES, MATH_VALUE, escape, second_layer, without_controls

_LONGEST = 20_000  # characters
_DEFINITION = re.compile(r"\\(?:(?:re|provide)?newcommand|[gex]?def|(?:re)?newenvironment|let)(?![a-zA-Z])")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{(aligned|gathered|gather\*?|equation\*?|dcases)\}")
_ENVIRONMENTS = {"aligned": "align*", "gathered": "matrix", "gather": "matrix", "gather*": "matrix", "dcases": "cases"}
_CHARACTER = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
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


def _text(raw: str | None) -> str:
    """Decode the character references that the library puts into text."""
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)) if int(found[1], 16) <= sys.maxunicode else "\ufffd", raw or "")


def _attributes(element: Element) -> str:
    """Write the attributes that browsers know and need."""
    values = {name: _SPACES.get(value, value) for name, value in element.attrib.items() if name in MATH_ATTRIBUTES}
    values = {name: value for name, value in values.items() if MATH_VALUE.fullmatch(value)}
    if (side := element.attrib.get("columnalign")) in ("left", "right"):
        # Chromium aligns what is in a cell by its own keyword only; other browsers keep the first one if they do not know it
        values["style"] = f"text-align:{side};text-align:-webkit-{side}" + element.attrib.get("closed", "")
    raw = element.text or ""
    if element.tag == "mi" and raw.startswith("&#x") and len(letter := _text(raw)) == 1 and letter.isascii():
        values.setdefault("mathvariant", "normal")  # \mathrm{d}: else one letter would be drawn in italics
    return "".join(f' {name}="{escape(_text(value))}"' for name, value in values.items())


def _written(element: Element) -> str:
    """Write a tree of MathML."""
    if not element.tag.isalpha():
        raise ValueError(f"unknown element {element.tag!r}")
    if "columnspacing" in element.attrib:  # a system of equations: no gap where the two sides of one meet
        for row in element:
            for number, cell in enumerate(row):
                cell.set("closed", f";padding-{'left' if number % 2 else 'right'}:0")
    inner = escape(_text(element.text)) + "".join(_written(child) for child in element)
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

    known = _ENVIRONMENT.sub(_environment, tex)
    try:
        html = _written(convert_to_element(known, display="block" if display else "inline"))
    except Exception as error:  # noqa: BLE001 (on bad TeX the library raises its own and half a dozen built-in errors)
        return _refused(tex, f"not understood ({type(error).__name__})")
    return f'<span class="lit-math-block">{html}</span>' if display else html


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
