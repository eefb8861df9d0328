"""How much of a text is drawn: what would take seconds, or more than a browser shows, is cut with a note.

Rules
-----
1. What decides is counted, not timed: the same text is cut at the same place on a fast machine and on a busy one.
2. HTML: at most `MOST_CHARACTERS`, `DEEPEST` elements inside each other, and `MOST_REFERENCES` in one text: the parser copies
   the text at each of them. It looks through all open elements at many tags, so it takes the square of the depth; browsers
   themselves flatten what is deeper than 512.
3. Markdown: at most `MOST_CHARACTERS`, and marks worth `MARK_BUDGET`. Plain text costs next to nothing, a mark (``*``, ``[``, a
   line of a list) about 15 µs times its weight. What comes after the budget is shown as it was written.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

#: The most characters of one text.
MOST_CHARACTERS = 5_000_000
#: The most HTML elements inside each other.
DEEPEST = 500
#: The most character references (``&amp;``, or a bare ``&``) in one text between two tags.
MOST_REFERENCES = 50_000
#: The most that the marks of one Markdown text may weigh: about a quarter of a second.
MARK_BUDGET = 12_000

_TAG = re.compile(r"<(?:(!--)|(/?)([A-Za-z][^\s/>]*))")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
#: Tags that may be left open: the next of the same kind closes them, so they are not deeper than what is around them.
_SELF_CLOSING = frozenset("p li dt dd td th tr tbody thead tfoot colgroup".split())
#: Tags that outlive the element they stand in: the parser opens them again behind it, until they are closed by name.
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
#: Tags in which nothing is a tag but their own end.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())

_HEAVY_MARKS = {"$": 4, "[": 3, "!": 2, "@": 6, "www.": 6, "://": 8, ":": 2, "|": 2, "~": 2, "&": 3}
_MARK = re.compile(r"\n[ \t>]*(?:[-+*]|\d{1,9}[.)]|#{1,6})(?=\s)|www\.|://|->|<-|--|[\\`*_~\[\]<>&$:@|!#\n]")
_LINE_MARK_WEIGHT = 6
_COUNTED = 200_000  # characters of which the marks are counted at once, which is faster than one by one


def too_long(characters: int) -> str:
    """Return the note on a text that is cut for its length."""
    return f"Cut here: only {MOST_CHARACTERS:,} of {characters:,} characters are shown."


def html_cut(html: str) -> tuple[str, str]:
    """Return as much of some HTML as may be parsed, and the note on why it ends there; "" if that is all of it."""
    note = ""
    if len(html) > MOST_CHARACTERS:
        html, note = html[:MOST_CHARACTERS], too_long(len(html))
    end = _too_many_references(html)
    if end is not None:
        html, note = html[:end], f"Cut here: more than {MOST_REFERENCES:,} character references stand in one text."
    if html.count("<") <= DEEPEST:
        return html, note
    end = _too_deep(html)
    if end is None:
        return html, note
    return html[:end], f"Cut here: more than {DEEPEST} HTML elements are open inside each other."


def _too_many_references(html: str) -> int | None:
    """Return where the reference stands that is too many in one text; None if there is none."""
    if html.count("&") <= MOST_REFERENCES:
        return None
    start = 0
    for text in html.split("<"):
        if text.count("&") > MOST_REFERENCES:
            found = islice(re.finditer("&", text), MOST_REFERENCES, None)
            return start + next(found).start()
        start += len(text) + 1
    return None


def _too_deep(html: str) -> int | None:
    """Return where the element begins that is too deep; None if there is none.

    Misnested tags count as a parser nests them, or deeper.
    """
    open_tags: list[str] = []
    counts: dict[str, int] = {}
    formatting = position = 0
    while (found := _TAG.search(html, position)) is not None:
        position = found.end()
        if found[1]:
            position = html.find("-->", position)
            if position < 0:
                return None
            continue
        name = found[3].lower()
        if name in _VOID or name in _SELF_CLOSING:
            continue
        if not found[2]:
            if name in _RAW:
                ending = re.compile(f"</{name}", re.I).search(html, position)
                if ending is None:
                    return None
                position = ending.end()
                continue
            counts[name] = counts.get(name, 0) + 1
            if name in _FORMATTING:
                formatting += 1
            else:
                open_tags.append(name)
            if len(open_tags) + formatting > DEEPEST:
                return found.start()
        elif counts.get(name, 0):
            if name in _FORMATTING:
                counts[name] -= 1
                formatting -= 1
                continue
            while True:
                closed = open_tags.pop()
                counts[closed] -= 1
                if closed == name:
                    break
    return None


def markdown_cut(text: str) -> tuple[str, str, str]:
    """Return what of a text is drawn as Markdown, what follows as it was written, and the note on it; "" if all is drawn."""
    note = ""
    if len(text) > MOST_CHARACTERS:
        text, note = text[:MOST_CHARACTERS], too_long(len(text))
    marks = Counter(_MARK.findall(text[:_COUNTED]))
    if len(text) <= _COUNTED and sum(_weight(mark) * count for mark, count in marks.items()) <= MARK_BUDGET:
        return text, "", note  # most texts
    left = MARK_BUDGET
    for found in _MARK.finditer(text):
        left -= _weight(found[0])
        if left < 0:
            end = text.rfind("\n", 0, found.end()) + 1 or text.rfind(" ", 0, found.end()) + 1 or found.start()
            return text[:end], text[end:], note or "From here on as it was written: this is too much Markdown for one element."
    return text, "", note


def _weight(mark: str) -> int:
    return _LINE_MARK_WEIGHT if len(mark) > 1 and mark[0] == "\n" else _HEAVY_MARKS.get(mark, 1)
