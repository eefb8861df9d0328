"""Footnotes, as GitHub's Markdown has them: ``text[^1]`` and, on a line of its own, ``[^1]: note``.

Rules
-----
1. A reference counts if its note is written anywhere in the same text; else it is text. Labels ignore case, the first note of a
   label holds.
2. Notes are numbered by their first reference, those in notes after those in the text, and stand at the end of the text.
3. Ids begin with a digest of the text: no two different texts of a page share one, and a rerun gives the same.
4. Linear time: a label has at most `_LONGEST` characters, so none is searched for twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from markdown_it import MarkdownIt
from markdown_it.ruler import StateBase
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_LONGEST = 200
_LABEL = rf"\[\^([^\s\[\]]{{1,{_LONGEST}}})\]"
_REFERENCE = re.compile(_LABEL)
_DEFINITION = re.compile(_LABEL + ":[ \t]*")
_INDENT = 4  # of the lines that go on with a note


def plug(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before("reference", "lit_footnote", _definition, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.before("link", "lit_footnote", _reference)
    md.core.ruler.after("inline", "lit_footnotes", _collect)


def _defined(state: StateBase) -> set[str]:
    """Return the labels that have a note, in small letters."""
    return state.env.setdefault("footnotes", set())  # type: ignore[no-any-return]


def _definition(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 (markdown-it's names)
    """Read a note: what follows its label, and all lines after it that are indented."""
    if state.is_code_block(startLine):
        return False
    start = state.bMarks[startLine] + state.tShift[startLine]
    found = _DEFINITION.match(state.src, start, state.eMarks[startLine])
    if found is None:
        return False
    if silent:
        return True
    label = found[1].lower()
    _defined(state).add(label)
    state.push("lit_note_open", "", 1).content = label
    before = state.bMarks[startLine], state.tShift[startLine], state.sCount[startLine], state.parentType, state.blkIndent
    # the rest of the line is the first line of a container that is indented, as that of a list item is
    state.bMarks[startLine], state.tShift[startLine] = found.end(), 0
    state.blkIndent += _INDENT
    state.sCount[startLine] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, startLine, endLine)
    (
        state.bMarks[startLine], state.tShift[startLine], state.sCount[startLine], state.parentType, state.blkIndent
    ) = before  # fmt: skip
    state.line = max(state.line, startLine + 1)
    state.push("lit_note_close", "", -1)
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    """Read ``[^1]``."""
    if state.src[state.pos] != "[" or state.linkLevel > 0 or not state.env.get("footnotes"):
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or found[1].lower() not in _defined(state):
        return False
    if not silent:
        state.push("lit_footnote", "sup", 0).content = found[1].lower()
    state.pos = found.end()
    return True


def _collect(state: StateCore) -> None:
    """Take the notes out of the text, number the references, and put the notes that have any at the end."""
    if not state.env.get("footnotes"):
        return
    text, notes = _separated(state.tokens)
    digest = blake2b(state.src.encode(errors="replace"), digest_size=5).hexdigest()
    uses: dict[str, int] = {}
    order: list[str] = []  # the labels by their first references
    numbers: dict[str, int] = {}

    def number(tokens: list[Token]) -> None:
        for token in _references(tokens):
            label = token.content
            if label not in numbers:
                order.append(label)
                numbers[label] = len(order)
            uses[label] = uses.get(label, 0) + 1
            token.meta = {"number": numbers[label], "use": uses[label], "digest": digest}

    number(text)
    for label in order:  # a note may refer to notes that nothing else does: they come after it
        number(notes[label])
    if numbers:
        text.append(Token("lit_notes_open", "section", 1, block=True))
        for label, place in numbers.items():
            meta = {"number": place, "digest": digest, "uses": uses[label]}
            back = Token("lit_note_back", "", 0, meta=meta)
            body = notes[label]
            after = len(body) - 1 if body and body[-1].type == "paragraph_close" else len(body)
            text += [Token("lit_item_open", "li", 1, meta=meta, block=True), *body[:after], back, *body[after:]]
            text.append(Token("lit_item_close", "li", -1, block=True))
        text.append(Token("lit_notes_close", "section", -1, block=True))
    state.tokens = text


def _separated(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Return the tokens of the text, and those of each note."""
    text: list[Token] = []
    notes: dict[str, list[Token]] = {}
    places = [text]
    for token in tokens:
        if token.type == "lit_note_open":
            place: list[Token] = []
            notes.setdefault(token.content, place)
            places.append(place)
        elif token.type == "lit_note_close":
            places.pop()
        else:
            places[-1].append(token)
    return text, notes


def _references(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "lit_footnote":
                yield inner


def reference_html(token: Token) -> str:
    """Draw a reference."""
    meta = token.meta
    return f'<sup><a href="#{_note_id(meta)}" id="{_use_id(meta, meta["use"])}">{meta["number"]}</a></sup>'


def item_html(token: Token) -> str:
    """Draw the beginning of a note."""
    return f'<li id="{_note_id(token.meta)}">'


def back_html(token: Token) -> str:
    """Draw the links from a note to its references."""
    meta = token.meta
    links = []
    for use in range(1, meta["uses"] + 1):
        name = f"{meta['number']}" if use == 1 else f"{meta['number']}-{use}"
        again = f"<sup>{use}</sup>" if use > 1 else ""
        label = f'aria-label="Back to reference {name}"'
        links.append(f' <a class="lit-footnote-back" href="#{_use_id(meta, use)}" {label}>↩{again}</a>')
    return "".join(links)


def _note_id(meta: dict[str, object]) -> str:
    return f"lit-fn-{meta['digest']}-{meta['number']}"


def _use_id(meta: dict[str, object], use: int) -> str:
    return f"lit-fnref-{meta['digest']}-{meta['number']}" + (f"-{use}" if use > 1 else "")
