"""From the MathML that latex2mathml builds to MathML Core, the part of MathML that browsers draw.

What Core leaves out is said with what it has: the alphabets by letters of their own, frames, strikes and the lines of an
array by CSS, and limits under an operator's name by an element that puts them there.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from xml.etree.ElementTree import Element

from notebook_lit.elements.markup.sanitizer import escape

_CHARACTER = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_ALPHABETS = {
    "bold": "BOLD",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "fraktur": "FRAKTUR",
    "script": "SCRIPT",
}
#: Letters that are drawn in the front end's fonts: the font that is shipped lacks them.
_FAMILIES = {"MATHEMATICAL SANS-SERIF ": "sans-serif", "MATHEMATICAL MONOSPACE ": "monospace"}
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", *"∑∏∐⋃⋂⋁⋀⨀⨁⨂⨄⨆"})
_WITH_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_STRIKES = {"updiagonalstrike": "right", "downdiagonalstrike": "left"}
_ARROW = "→"
_LINE = "―"  # over or under a formula
_FENCES = frozenset("()[]{}|‖")
_THIN, _NONE = "0.167em", "0em"
_DOTS = frozenset("…⋯")
_SPACED = frozenset({"=", "+", "−", "→", "≤", "≥", "≠", "≈", "∈", "⋅", "×", "&lt;", "&gt;"})
#: What stands beside, over or under its first child is drawn smaller, and closer together.
_SCRIPTS = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})


def plain(raw: str | None) -> str:
    """Decode the character references that the library puts into text."""
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)) if int(found[1], 16) <= sys.maxunicode else "\ufffd", raw or "")


@cache
def letter_of(alphabet: str, letter: str) -> str | None:
    """Return a letter or digit of a mathematical alphabet; None if Unicode has none.

    Examples
    --------
    >>> letter_of("script", "A"), letter_of("script", "B"), letter_of("script", "+")
    ('𝒜', 'ℬ', None)
    """
    name = unicodedata.name(letter, "").replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    style = _ALPHABETS[alphabet]
    # a few letters were in Unicode before the alphabets, under names of their own
    for known in (f"MATHEMATICAL {style} {name}", f"{style} {name}", f"BLACK-LETTER {name}" if style == "FRAKTUR" else ""):
        try:
            return unicodedata.lookup(known)
        except KeyError:
            continue
    return letter_of("bold", letter) if alphabet == "bold-italic" and letter.isdigit() else None


def adapt(element: Element) -> None:
    """Change a tree to MathML Core, from the leaves up."""
    element.attrib.pop("style", None)  # what an author has written by ``\style``
    for child in element:
        adapt(child)
    if element.text:
        _adapt_letters(element)
    _adapt_row(element)
    if element.tag == "menclose":
        _adapt_enclosure(element)
    elif element.tag == "mtable":
        _adapt_table(element)
    elif element.tag in _WITH_LIMITS and _takes_limits(element[0]):
        element.tag = _WITH_LIMITS[element.tag]
        element[0].set("movablelimits", "true")  # beside the operator in a line of text
    elif element.tag in ("munder", "mover") and len(element) == 2:
        _adapt_accent(element)
    if element.tag in _SCRIPTS:
        for script in element[1:]:
            _close_up(script)


def style(element: Element, declarations: str) -> None:
    """Add to the style of an element."""
    element.set("style", ";".join(filter(None, (element.get("style"), declarations))))


def _takes_limits(base: Element) -> bool:
    """Return whether what is over and under a name stands there, as with ``lim``, and not beside it, as with ``sin``."""
    return base.tag == "mo" and (base.get("movablelimits") == "true" or plain(base.text) in _LIMITS)


def _adapt_letters(element: Element) -> None:
    """Write the letters of an alphabet by themselves: browsers know the attribute for upright letters alone."""
    alphabet, text = element.get("mathvariant"), plain(element.text)
    if alphabet in _ALPHABETS:
        letters = [letter_of(alphabet, letter) for letter in text]
        del element.attrib["mathvariant"]
        if None not in letters:
            element.text = "".join(filter(None, letters))
        elif alphabet.startswith("bold"):
            style(element, "font-weight:bold")
    elif len(text) == 1 and ord(text) >= 0x1D400:
        name = unicodedata.name(text, "")
        for start, family in _FAMILIES.items():
            if name.startswith(start):
                element.text = unicodedata.normalize("NFKC", text)
                element.set("mathvariant", "normal")
                style(element, f"font-family:{family}" + (";font-weight:bold" if " BOLD " in name else ""))


def _adapt_enclosure(element: Element) -> None:
    """Draw a frame or strikes, which Core does not have."""
    notations = element.attrib.pop("notation", "").split()
    element.tag = "mrow"
    if "box" in notations:
        style(element, "border:1px solid;padding:.25em .3em")
    # a hundredth of a long formula's diagonal is a thick line, but it is one
    strikes = [
        f"linear-gradient(to top {side},transparent 47%,currentcolor 47% 53%,transparent 53%)"
        for name, side in _STRIKES.items()
        if name in notations
    ]
    if strikes:
        style(element, f"background:{','.join(strikes)}")


def _adapt_table(element: Element) -> None:
    """Draw the lines between columns and rows as borders of cells."""
    columns, rows = (element.attrib.pop(name, "").split() for name in ("columnlines", "rowlines"))
    for number, row in enumerate(element):
        for place, cell in enumerate(row):
            if place + 1 < len(row) and _line(columns, place):
                style(cell, f"border-right:1px {_line(columns, place)}")
            if number + 1 < len(element) and _line(rows, number):
                style(cell, f"border-bottom:1px {_line(rows, number)}")


def _line(lines: list[str], place: int) -> str:
    """Return the kind of the line after a column or row; the last one that is given holds for all that follow."""
    kind = lines[min(place, len(lines) - 1)] if lines else "none"
    return "" if kind == "none" else kind


def _adapt_accent(element: Element) -> None:
    """Draw a line over or under a formula as its border, and the arrow over one letter as an accent."""
    inner, mark = element[0], element[1]
    if plain(mark.text) == _LINE:
        side = "top" if element.tag == "mover" else "bottom"
        element.tag = "mrow"
        element.remove(mark)
        style(element, f"border-{side}:.06em solid;padding-{side}:.12em")
    elif plain(mark.text) == _ARROW and inner.tag == "mrow" and len(inner) == 1 and len(plain(inner[0].text)) == 1:
        element.set("accent", "true")
        mark.set("stretchy", "false")


def _adapt_row(element: Element) -> None:
    """Let the brackets around a matrix grow, and set a name such as ``sin`` apart from what it is applied to."""
    children = list(element)
    for place, child in enumerate(children):
        after = children[place + 1] if place + 1 < len(children) else None
        if child.tag == "mo" and plain(child.text) in _FENCES:
            before = children[place - 1] if place else None
            for neighbour, form in ((after, "prefix"), (before, "postfix")):
                if neighbour is not None and neighbour.tag == "mtable" and "form" not in child.attrib:
                    child.attrib.update(stretchy="true", fence="true", form=form)
        elif child.tag == "mo" and plain(child.text) in _DOTS:
            child.attrib.update(lspace=_NONE, rspace=_NONE)
        elif child.tag == "mo" and plain(child.text).isalpha() and len(plain(child.text)) > 1:
            child.attrib.update(lspace=_THIN, rspace=_THIN)
        elif element.tag == "mrow" and _is_name(child) and after is not None and after.tag not in ("mo", "mspace"):
            element.insert(list(element).index(after), Element("mspace", {"width": _THIN}))


def _is_name(element: Element) -> bool:
    """Return whether this is the name of a function, with or without a power."""
    base = element[0] if element.tag in ("msup", "msub", "msubsup") else element
    return base.tag == "mi" and len(plain(base.text)) > 1 and plain(base.text).isascii() and plain(base.text).isalpha()


def _close_up(script: Element) -> None:
    """Leave out the space around the signs in a script."""
    for operator in script.iter("mo"):
        operator.attrib.setdefault("lspace", _NONE)
        operator.attrib.setdefault("rspace", _NONE)


def in_spans(math: Element) -> str:
    """Write a formula with nothing but ``<i>`` and ``<span>``, for labels: what ipywidgets lets through there.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring
    >>> in_spans(fromstring("<math><msup><mi>x</mi><mn>2</mn></msup><mo>/</mo><msqrt><mi>y</mi></msqrt></math>"))
    '<i>x</i><span class="lit-sup">2</span>/√(<i>y</i>)'
    """
    parts = [in_spans(child) for child in math]
    text = escape(plain(math.text))
    match math.tag, parts:
        case "mi", _ if len(plain(math.text)) == 1 and math.get("mathvariant") is None:
            return f"<i>{text}</i>"
        case "mo", _ if text in _SPACED:
            return f" {text} "
        case ("msup" | "mover"), [base, over]:
            return f'{base}<span class="lit-sup">{over}</span>'
        case ("msub" | "munder"), [base, under]:
            return f'{base}<span class="lit-sub">{under}</span>'
        case ("msubsup" | "munderover"), [base, under, over]:
            return f'{base}<span class="lit-sub">{under}</span><span class="lit-sup">{over}</span>'
        case "mfrac", [above, below]:
            return f"{_bracketed(math[0], above)}/{_bracketed(math[1], below)}"
        case "msqrt", _:
            return f"√({''.join(parts)})"
        case "mroot", [base, degree]:
            return f'<span class="lit-sup">{degree}</span>√({base})'
        case "mtable", _:
            return "; ".join(parts)
        case "mtr", _:
            return ", ".join(parts)
        case "mspace", _:
            return " "
        case _:
            return text + "".join(parts)


def _bracketed(element: Element, html: str) -> str:
    """Put brackets around what is more than one sign, beside a stroke."""
    return html if sum(not len(each) for each in element.iter()) == 1 else f"({html})"


def add_plain_text(element: Element) -> None:
    """Put signs between the parts of a formula that are seen only where its tags are dropped, as ``x^2`` and ``(a+b)/c``.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring
    >>> formula = fromstring("<mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac>")
    >>> add_plain_text(formula)
    >>> "".join(formula.itertext())
    '1/√(x)'
    """
    for child in element:
        add_plain_text(child)
    signs = _PLAIN_SIGNS.get(element.tag, ())
    for place, (child, sign) in enumerate(zip(list(element), signs, strict=False)):
        several = sum(not len(each) for each in child.iter()) > 1
        before, after = (f"{sign}(", ")") if several and child.tag not in ("msqrt", "mroot") else (sign, "")
        if place == 0 and element.tag != "mfrac":
            before = after = ""
        if before:
            row = Element("mrow")
            row.extend((_unseen(before), child, *([_unseen(after)] if after else [])))
            element[place] = row
    if element.tag == "msqrt":
        element.insert(0, _unseen("√("))
        element.append(_unseen(")"))
    elif element.tag in ("mtable", "mtr"):
        cells = [cell for row in element for cell in row[-1:]] if element.tag == "mtable" else list(element)
        for cell in cells[:-1]:
            cell.append(_unseen("; " if element.tag == "mtable" else ", "))


#: What stands before the parts of an element where its tags are dropped.
_PLAIN_SIGNS = {
    "mfrac": ("", "/"), "msup": ("", "^"), "msub": ("", "_"), "msubsup": ("", "_", "^"), "mover": ("", "^"),
    "munder": ("", "_"), "munderover": ("", "_", "^"), "mroot": ("", "√"),
}  # fmt: skip


def _unseen(text: str) -> Element:
    element = Element("mtext", {"style": "display:none"})
    element.text = text
    return element
