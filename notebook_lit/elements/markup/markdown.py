"""The markup room: pure functions from text to safe HTML. Element files need no other.

===================  ==========================================================================================
`markdown_html`      a text with blocks: ``st.markdown``, ``st.write``, help
`inline_html`        one line: labels, options, captions, headings
`plain_text`         the same line where no HTML fits: button descriptions, tab titles
`escape`             text that is only text
`code_html`          code with highlighting
`latex_html`         a formula
`icon_html`          an icon; `check_icon` checks the argument
`sanitize`           somebody else's HTML
`dedent`             what every text element does to its body first
===================  ==========================================================================================

1. Text without markup is the common case: one regular expression recognises it (`_PLAIN`), and nothing else runs.
2. Other text goes through markdown-it, which escapes, and then through the second layer of `sanitizer`, which drops.
   Each of the two has to hold alone.
3. Nothing here keeps state. The parsers are built on first use and then only read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from notebook_lit.elements.markup import directives, footnotes
from notebook_lit.elements.markup.highlight import code_html
from notebook_lit.elements.markup.icons import check_icon, icon_html, material_html
from notebook_lit.elements.markup.mathml import latex_html, math_html
from notebook_lit.elements.markup.sanitizer import (
    cut_note,
    dedent,
    escape,
    safe_url,
    sanitize,
    second_layer,
    without_controls,
)
from notebook_lit.elements.markup.size_limits import markdown_cut

__all__ = [
    "check_icon",
    "code_html",
    "dedent",
    "escape",
    "icon_html",
    "inline_html",
    "latex_html",
    "markdown_html",
    "plain_text",
    "sanitize",
]

# Text that Markdown leaves alone: ordinary characters, and of the signs that may mean something those whose neighbours
# show that they do not. The two parts share no character, so matching takes linear time.
_ORDINARY = r"[^\\`*_~\[\]<>&$:@\-\x00-\x1f\x7f\xa0\ud800-\udfff\u202a-\u202e\u2066-\u2069]*"
_HARMLESS = r"(?:-(?![->])|:(?=\s|\Z|\d+(?:[\s.,;)]|\Z))|&(?= )|(?<= )[<>](?= )|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))"
_PLAIN_LINE = rf"(?!\s){_ORDINARY}(?:{_HARMLESS}{_ORDINARY})*(?<!\s)\Z"
_PLAIN = re.compile(_PLAIN_LINE).match
_PLAIN_PARAGRAPH = re.compile(rf"(?!\Z|#|=|[-+](?:\s|\Z)|\d{{1,9}}[.)](?:\s|\Z)){_PLAIN_LINE}").match

_SYMBOLS = {"<->": "↔", "->": "→", "<-": "←", "--": "—", ">=": "≥", "<=": "≤", "~=": "≈"}
_SYMBOL = re.compile(rf"(?<!\S)(?:{'|'.join(_SYMBOLS)})(?!\S)")
_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")


def _typographic(text: str) -> str:
    """Replace arrows and comparisons that stand alone."""
    return _SYMBOL.sub(lambda found: _SYMBOLS[found[0]], text)


class _Renderer(RendererHTML):
    """Writes tokens as HTML; the methods are named after the tokens, as markdown-it asks for."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(_typographic(tokens[idx].content))

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        language = tokens[idx].info.split(maxsplit=1)
        return code_html(tokens[idx].content.removesuffix("\n"), language[0] if language else None)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return code_html(tokens[idx].content.removesuffix("\n"), None)

    def lit_icon(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return material_html(tokens[idx].content)

    def lit_check(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<span class="lit-check">{"☑" if tokens[idx].content else "☐"}</span> '

    def lit_math(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return math_html(tokens[idx].content, display=False)

    def lit_math_display(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return math_html(tokens[idx].content, display="one line" not in env)

    def lit_math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<p>{math_html(tokens[idx].content, display=True)}</p>\n"

    def lit_footnote(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return footnotes.reference_html(tokens[idx])

    def lit_notes_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<section class="lit-footnotes"><ol>\n'

    def lit_notes_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</ol></section>\n"

    def lit_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return footnotes.item_html(tokens[idx])

    def lit_note_back(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return footnotes.back_html(tokens[idx])

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        if "anchors" in env:
            words = _NOT_IN_ANCHOR.sub("", _plain(tokens[idx + 1].children or [])).lower().split()
            anchor = "-".join(words) or "section"
            env["anchors"][anchor] = count = env["anchors"].get(anchor, 0) + 1
            tokens[idx].attrSet("id", f"lit-{anchor}" if count == 1 else f"lit-{anchor}-{count}")
        return self.renderToken(tokens, idx, options, env)


class _Markdown(MarkdownIt):
    """CommonMark with our list of link targets."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        return safe_url(url) or safe_url(url, picture=True)


@cache
def _parser(allow_html: bool) -> MarkdownIt:
    """Build a parser; it is read-only afterwards and may be used from any thread."""
    markdown = _Markdown("commonmark", {"html": allow_html, "strikethrough_single_tilde": True}, renderer_cls=_Renderer)
    markdown.enable(["table", "strikethrough"])
    directives.plug(markdown)
    footnotes.plug(markdown)
    return markdown


def _plain_escaped(text: str) -> str:
    """Escape text that `_PLAIN` has found free of anything else; quotes may stay in a text node."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown_html(text: str, *, allow_html: bool = False, anchors: bool = False) -> str:
    """Draw Markdown.

    GitHub's Markdown (tables, task lists, footnotes, strikethrough, bare links, fenced code with highlighting) with Streamlit's
    additions: ``:red[…]``, ``:blue-background[…]``, ``:green-badge[…]``, ``:small[…]``, ``:tada:``,
    ``:material/home:``, ``$x$``, ``->``.

    Parameters
    ----------
    text : str
        The Markdown, already normalised by `dedent`.
    allow_html : bool
        Let HTML in the text have effect, after sanitizing; else it is shown as it was written.
    anchors : bool
        Give headings an ``id``: ``lit-`` and their words.

    Returns
    -------
    str
        Harmless block-level HTML; empty for blank text. Of a text with very many marks the end is shown as it was
        written, after a note (`size_limits`).

    Examples
    --------
    >>> markdown_html("**Hi** <b>")
    '<p><strong>Hi</strong> &lt;b&gt;</p>'
    """
    if "www." not in text and _PLAIN_PARAGRAPH(text):
        return f"<p>{_plain_escaped(text)}</p>"
    env: dict[str, Any] = {"anchors": {}} if anchors else {}
    drawn, rest, note = markdown_cut(without_controls(text))
    html = second_layer(_parser(allow_html).render(drawn, env).rstrip("\n"), allow_html=allow_html, anchors=anchors)
    return html + cut_note(note) + (f'<div class="lit-text">{escape(rest)}</div>' if rest else "")


def inline_html(text: str) -> str:
    """Draw one line of Markdown: a label, an option, a caption, a heading.

    Parameters
    ----------
    text : str
        Markdown. Only inline constructs count; ``# x``, ``- x``, ``1. x`` and HTML are shown as they were written.

    Returns
    -------
    str
        Harmless phrasing content.

    Examples
    --------
    >>> inline_html("1. **Rows** :red[left]")
    '1. <strong>Rows</strong> <span class="lit-color lit-red">left</span>'
    """
    text = text.strip()
    if "www." not in text and _PLAIN(text):
        return _plain_escaped(text)
    drawn, rest, _note = markdown_cut(without_controls(text))
    return second_layer(_parser(False).renderInline(drawn, {"one line": True})) + (f" {escape(rest)}" if rest else "")


def _plain(tokens: Sequence[Token]) -> str:
    """Return the text of inline tokens."""
    parts = []
    for token in tokens:
        if token.type == "text":
            parts.append(_typographic(token.content))
        elif token.type == "image":
            parts.append(_plain(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type not in ("lit_icon", "lit_footnote"):
            parts.append(token.content)
    return "".join(parts).strip()


def plain_text(text: str) -> str:
    """Return the text of one line of Markdown, for places that hold no HTML.

    Parameters
    ----------
    text : str
        Markdown as for `inline_html`.

    Returns
    -------
    str
        Text, not HTML: nothing is escaped. Short codes are emojis, formulas stay TeX, Material symbols are left out.

    Examples
    --------
    >>> plain_text(":tada: **Save** :blue[now]")
    '🎉 Save now'
    """
    text = text.strip()
    if _PLAIN(text):
        return text
    drawn, rest, _note = markdown_cut(without_controls(text))
    words = (_plain(block.children or []) for block in _parser(False).parseInline(drawn))
    return " ".join(("".join(words) + rest).split())
