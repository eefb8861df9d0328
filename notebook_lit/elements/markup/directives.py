"""What Streamlit's Markdown has beyond CommonMark, as rules for markdown-it.

* ``:red[text]``, ``:red-background[…]``, ``:red-badge[…]``, ``:small[…]``, ``:shimmer[…]``,
  ``:color[…]{foreground="…" background="…"}``
* ``:tada:`` and ``:material/home:``
* ``$x$`` and ``$$x$$``
* bare links, as in GitHub's Markdown (``https://…``, ``www.…``, ``a@b.org``), and task lists

Each rule reads one construct and writes tokens, in time proportional to what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.helpers import parseLinkLabel
from markdown_it.token import Token

from notebook_lit.elements.markup.icons import emoji_of
from notebook_lit.elements.markup.sanitizer import COLOURS, safe_style

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_OPENING = re.compile(r":([a-z]+)(-background|-badge)?\[")
_COLOUR_ATTRIBUTES = re.compile(r'\{((?:\s*(?:foreground|background)\s*=\s*"[^"{}]{0,60}")*)\s*\}')
_COLOUR_ATTRIBUTE = re.compile(r'(foreground|background)\s*=\s*"([^"]*)"')
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|[a-z]+|(?:rgb|hsl)a?\([\d\s.,%]+\)", re.I)
_PLAIN_DIRECTIVES = {"small": "lit-small", "shimmer": "lit-shimmer"}

_CODE = re.compile(r":(?:material/([a-z0-9_]{1,60})|[\w+-]{1,60}):", re.ASCII)

_INLINE_MATH = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])+)(?<!\s)\$(?![\d$])", re.S)
_DISPLAY_MATH = re.compile(r"\$\$((?:\\.|[^\\$])+)\$\$", re.S)

_SCHEME_BEFORE = re.compile(r"(?<![^\W_])(?ai:https?)\Z")
_WEB_ADDRESS = re.compile(r"://[a-z0-9][^\s<]*", re.I)
_BARE_LINK = re.compile(
    r"(?<![\w.+/@-])(?:www\.[a-z0-9-]+\.[^\s<]+|(?P<mail>[a-z0-9._+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+(?<!-)))", re.I
)
_TASK = re.compile(r"\[([ xX])\][ \t]+")


def plug(md: MarkdownIt) -> None:
    """Add all rules to a parser."""
    md.inline.ruler.before("escape", "lit_math", _math)
    md.inline.ruler.before("link", "lit_directive", _directive)
    md.inline.ruler.after("lit_directive", "lit_code", _short_code)
    md.inline.ruler.after("lit_code", "lit_web", _web_link)
    interrupted: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "lit_math_block", _math_block, interrupted)
    md.core.ruler.after("inline", "lit_bare_links", _bare_links)
    md.core.ruler.after("inline", "lit_tasks", _tasks)


def _classes(name: str, role: str | None) -> str | None:
    """Return the classes of the directive ``:name-role[…]``; None if there is no such directive."""
    if role is None and name in _PLAIN_DIRECTIVES:
        return _PLAIN_DIRECTIVES[name]
    name = "gray" if name == "grey" else name
    if name not in COLOURS or (role == "-badge" and name == "rainbow"):
        return None
    return f"lit-{role[1:] if role else 'color'} lit-{name}"


def _own_colours(attributes: str) -> str:
    """Turn ``foreground="…" background="…"`` into a style; colours of an unknown form are left out."""
    properties = {"foreground": "color", "background": "background-color"}
    found = [(properties[side], value.strip()) for side, value in _COLOUR_ATTRIBUTE.findall(attributes)]
    return safe_style(";".join(f"{name}:{value}" for name, value in found if _COLOUR.fullmatch(value)))


def _directive(state: StateInline, silent: bool) -> bool:
    """Read ``:name[inline Markdown]``."""
    start = state.pos
    if state.src[start] != ":" or (opening := _OPENING.match(state.src, start, state.posMax)) is None:
        return False
    custom = opening[1] == "color" and opening[2] is None
    classes = None if custom else _classes(opening[1], opening[2])
    if (classes is None and not custom) or state.src[start - 1 : start] == ":":
        return False
    end = parseLinkLabel(state, opening.end() - 1)
    if end < 0:
        return False
    after, style = end + 1, ""
    if custom:
        attributes = _COLOUR_ATTRIBUTES.match(state.src, after, state.posMax)
        if attributes is None:
            return False
        after, style = attributes.end(), _own_colours(attributes[1])
        classes = "lit-background" if "background" in style else "lit-color"
    if not silent:
        limit = state.posMax
        token = state.push("lit_span_open", "span", 1)
        token.attrs = {"class": classes or "", **({"style": style} if style else {})}
        state.pos, state.posMax = opening.end(), end
        state.md.inline.tokenize(state)
        state.push("lit_span_close", "span", -1)
        state.posMax = limit
    state.pos = after
    return True


def _short_code(state: StateInline, silent: bool) -> bool:
    """Read ``:tada:`` or ``:material/home:``."""
    if state.src[state.pos] != ":" or (code := _CODE.match(state.src, state.pos, state.posMax)) is None:
        return False
    if code[1]:
        if not silent:
            state.push("lit_icon", "span", 0).content = code[1]
    else:
        emoji = emoji_of(code[0])
        if emoji is None:
            return False
        if not silent:
            state.pending += emoji
    state.pos = code.end()
    return True


def _math(state: StateInline, silent: bool) -> bool:
    """Read ``$x$`` or ``$$x$$``."""
    if state.src[state.pos] != "$":
        return False
    display = _DISPLAY_MATH.match(state.src, state.pos, state.posMax)
    formula = display or _INLINE_MATH.match(state.src, state.pos, state.posMax)
    if formula is None:
        return False
    if not silent:
        token = state.push("lit_math_display" if display else "lit_math", "math", 0)
        token.content = formula[1]
    state.pos = formula.end()
    return True


def _math_block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 (markdown-it's names)
    """Read a block between two lines ``$$`` (or on one line between ``$$`` and ``$$``)."""
    if state.is_code_block(startLine):
        return False

    def line(number: int) -> str:
        return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()

    first = line(startLine)
    if not first.startswith("$$") or state.env.get("no maths ends before", 0) >= endLine:
        return False
    last = startLine
    if first == "$$" or not first.endswith("$$"):
        last += 1
        while last < endLine and not line(last).endswith("$$"):
            if state.sCount[last] < state.blkIndent and line(last):
                return False
            last += 1
        if last >= endLine:
            state.env["no maths ends before"] = endLine  # else every later "$$" would search to the end again
            return False
    content = "\n".join(line(number) for number in range(startLine, last + 1))[2:-2]
    if "$$" in content:
        return False
    if not silent:
        state.line = last + 1
        token = state.push("lit_math_block", "math", 0)
        token.content, token.block, token.map = content, True, [startLine, last + 1]
    return True


def _trimmed(url: str) -> str:
    """Leave off what ends the sentence and not the link: punctuation, a bracket that the link does not open."""
    end, unopened = len(url), url.count(")") - url.count("(")
    while end and (url[end - 1] in "?!.,:;*_~'\"" or (url[end - 1] == ")" and unopened > 0)):
        end -= 1
        unopened -= url[end] == ")"
    return url[:end]


def _link_tokens(url: str, text: str, level: int) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": url}, markup="autolink", info="auto", level=level)
    yield Token("text", "", 0, content=text, level=level + 1)
    yield Token("link_close", "a", -1, markup="autolink", info="auto", level=level)


def _web_link(state: StateInline, silent: bool) -> bool:
    """Read a bare ``https://…``: the scheme has just been read as text."""
    if silent or state.linkLevel > 0 or state.src[state.pos] != ":":
        return False
    scheme = _SCHEME_BEFORE.search(state.pending[-6:])
    if scheme is None:  # before anything is read: what is read here has to become a link, or the next "://" reads it again
        return False
    found = _WEB_ADDRESS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    text = scheme[0] + _trimmed(found[0])
    url = state.md.normalizeLink(text)
    if not state.md.validateLink(url):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.pos += len(text) - len(scheme[0])
    for token in _link_tokens(url, state.md.normalizeLinkText(text), state.level):
        state.push(token.type, token.tag, token.nesting).content = token.content
        state.tokens[-1].attrs = token.attrs
    return True


def _linked(token: Token, md: MarkdownIt) -> Iterator[Token]:
    """Split a text token at the bare addresses in it."""
    last = 0
    for found in _BARE_LINK.finditer(token.content):
        text = _trimmed(found[0])
        url = md.normalizeLink(f"mailto:{text}" if found["mail"] else f"http://{text}")
        if found.start() > last:
            yield Token("text", "", 0, content=token.content[last : found.start()], level=token.level)
        yield from _link_tokens(url, text, token.level)
        last = found.start() + len(text)
    if last < len(token.content):
        yield Token("text", "", 0, content=token.content[last:], level=token.level)


def _bare_links(state: StateCore) -> None:
    """Turn ``www.…`` and mail addresses into links."""
    for block in state.tokens:
        if block.type != "inline" or not block.children or ("www." not in block.content and "@" not in block.content):
            continue
        children: list[Token] = []
        inside = 0
        for token in block.children:
            inside += token.nesting if token.type in ("link_open", "link_close") else 0
            if token.type == "text" and not inside and ("www." in token.content or "@" in token.content):
                children.extend(_linked(token, state.md))
            else:
                children.append(token)
        block.children = children


def _tasks(state: StateCore) -> None:
    """Turn ``[ ]`` and ``[x]`` at the start of a list item into a sign."""
    if "- [" not in state.src and "* [" not in state.src and "+ [" not in state.src and ". [" not in state.src:
        return
    for item, paragraph, block in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not block.children:
            continue
        text = block.children[0]
        task = _TASK.match(text.content) if text.type == "text" else None
        if task is not None:
            item.attrJoin("class", "lit-task")
            text.content = text.content[task.end() :]
            block.children.insert(0, Token("lit_check", "span", 0, content=task[1].strip()))
