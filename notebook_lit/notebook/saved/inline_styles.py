"""From the HTML of a live page to HTML that stands alone: no class, no stylesheet, no script.

Saved notebooks are read where our stylesheet is not: GitHub drops ``<style>`` and classes, JupyterLab's sanitizer does in
notebooks that are not trusted. So what matters of the look is written into each tag, and the tags alone read well too.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape as escaped
from html.parser import HTMLParser
from importlib.resources import files

from notebook_lit.elements.markup.mathml import with_plain_text
from notebook_lit.elements.markup.sanitizer import ICON_STYLE, saved_layer

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
#: What only helps while the page is live.
_LEFT_OUT = frozenset({"lit-help", "lit-anchor", "lit-footnote-back", "lit-spinner", "lit-seconds"})
_DROPPED = frozenset({"class", "id", "tabindex", "role", "decoding", "style", "target", "rel"})
#: Whatever the page around says of images: some make each a line of its own.
_ICON_LOOK = "display:inline-block;height:1.25em;margin:0;vertical-align:text-bottom;width:1.25em"
_ICON_PATH = re.compile(r"url\('(.*)'\)")


@cache
def _rules() -> dict[str, tuple[int, str]]:
    """Read the stylesheet: selector -> (place in the sheet, declarations)."""
    sheet = (files("notebook_lit.notebook") / "static" / "snapshot.css").read_text(encoding="utf-8")
    rules: dict[str, tuple[int, str]] = {}
    for place, (selectors, body) in enumerate(_RULE.findall(_COMMENT.sub("", sheet))):
        declarations = ";".join(re.sub(r"\s*:\s*", ":", part.strip()) for part in body.split(";") if part.strip())
        for selector in selectors.split(","):
            name = selector.strip()
            _, before = rules.get(name, (0, ""))
            rules[name] = (place, f"{before};{declarations}" if before else declarations)
    return rules


def still(html: str) -> str:
    """Return the picture of a live page.

    Parameters
    ----------
    html : str
        HTML as the element files draw it, with classes.

    Returns
    -------
    str
        Well-formed HTML without classes, ids, links into the page, style sheets and scripts, whatever was in it.

    Examples
    --------
    >>> still('<p class="lit-right" onclick="x()">1<script>x()</script>')
    '<p style="margin:0;text-align:right">1</p>'
    """
    writer = _Writer()
    writer.feed(with_plain_text(html))
    writer.close()
    return saved_layer("".join(writer.parts))


class _Writer(HTMLParser):
    """Writes HTML again, each tag with its own look."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._spans: list[bool] = []  # of the open spans: whether they say anything
        self._before: list[str] = []  # the classes of the tag that was opened last, while it has no content yet
        self._skipped = ""  # the tag whose content is left out,
        self._depth = 0  # and how often it is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += tag == self._skipped
            return
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if "lit-icon" in classes:
            self.parts.append(_icon(given))
        if "lit-icon" in classes or "hidden" in given or not _LEFT_OUT.isdisjoint(classes):
            if tag not in _VOID:
                self._skipped, self._depth = tag, 1
            return
        kept = {name: value for name, value in attrs if name not in _DROPPED and not name.startswith(("aria-", "data-", "on"))}
        if style := _style(tag, classes, self._before, given.get("style")):
            kept["style"] = style
        self._before = classes
        if tag == "a" and (kept.get("href") or "").startswith("#"):
            del kept["href"]
        if tag == "span":
            self._spans.append(bool(kept))
            if not kept:
                return
        written = "".join(f" {name}" if value is None else f' {name}="{escaped(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= tag == self._skipped
        elif tag not in _VOID and (tag != "span" or (self._spans and self._spans.pop())):
            self._before = []
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.parts.append(data.replace("<", "&lt;"))

    def handle_entityref(self, name: str) -> None:
        self.handle_raw(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_raw(f"&#{name};")

    def handle_raw(self, text: str) -> None:
        """Write a reference to a character as it stands."""
        if not self._depth:
            self.parts.append(text)


def _style(tag: str, classes: list[str], before: list[str], own: str | None) -> str:
    """Return the look of a tag: by its name, then by its classes in the order of the sheet, then its own."""
    rules = _rules()
    found = sorted(rules[f".{name}"] for name in classes if f".{name}" in rules)
    looks = [rules[tag][1]] if tag in rules else []
    looks += [rules[inner][1] for name in before if (inner := f".{name} {tag}") in rules]
    looks += [look for _, look in found]
    if own:
        looks.append(own)
    merged: dict[str, str] = {}
    for declaration in ";".join(looks).split(";"):
        name, _, value = declaration.partition(":")
        merged[name.strip()] = value.strip()
    return ";".join(f"{name}:{value}" for name, value in merged.items() if value)


def _icon(attributes: dict[str, str | None]) -> str:
    """Draw an icon as a picture: it is a mask in the colour of the text, which no sanitizer knows."""
    style = attributes.get("style") or ""
    found = _ICON_PATH.search(style)
    if found is None or ICON_STYLE.fullmatch(style) is None:
        return ""
    source = found[1].replace("%3Cpath", "%3Cpath fill=%22%23808890%22", 1)
    name = escaped(attributes.get("aria-label") or "")
    return f'<img alt="{name}" width="18" height="18" style="{_ICON_LOOK}" src="{escaped(source)}">'
