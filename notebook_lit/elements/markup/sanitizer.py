"""What may reach the page. Text becomes text (`escape`), foreign HTML becomes harmless HTML (`sanitize`).

Two lists, both allow-lists. Whatever they do not name is dropped:

1. **Foreign** HTML (``st.html``, ``unsafe_allow_html``, ``_repr_html_``): tags, attributes, CSS properties and URL
   schemes that can neither run code, nor leave their place on the page, nor wear the classes of JupyterLab or of this
   package.
2. **Own** HTML (`second_layer`): what the Markdown renderer writes. It passes through the same library with the list of
   what the renderer can write, so that a hole in the renderer is not a hole in the page.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import nh3

from notebook_lit.elements.markup.size_limits import html_cut


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COLOURS = frozenset({"red", "orange", "yellow", "green", "blue", "violet", "gray", "rainbow", "primary"})
OWN_CLASSES = frozenset(f"lit-{name}" for name in COLOURS) | {
    f"lit-{name}"
    for name in _words(
        "badge background check chip code color footnote-back footnotes icon line math-block math-error numbers shimmer small "
        "task wrap"
    )
}

# Overrides and embeddings reorder what stands around them ("txt.exe" read backwards); plain direction marks stay.
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff{_BIDI_CONTROLS}]")
_REMOVED = re.compile(f"[{_BIDI_CONTROLS}]")

_TEXT_TAGS = _words(
    "p h1 h2 h3 h4 h5 h6 em strong b i u s del ins mark small code pre kbd samp var q cite abbr blockquote ul ol "
    "li dl dt dd table thead tbody tfoot tr th td caption colgroup col a img hr br wbr sup sub span div details "
    "summary section article header footer figure figcaption"
)
_MATH_TAGS = _words(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts "
    "mprescripts mtable mtr mtd mstyle mpadded mphantom menclose merror"
)
MATH_ATTRIBUTES = _words(
    "display displaystyle mathvariant mathcolor mathbackground mathsize stretchy fence form separator lspace "
    "rspace accent accentunder linethickness columnlines rowlines width height depth voffset minsize maxsize "
    "scriptlevel symmetric largeop movablelimits notation alttext"
)
# The text inside these is code or a drawing, not something to read.
_EMPTIED_TAGS = _words("script style template iframe noscript object embed svg")
_ATTRIBUTES = {
    "*": {"class", "style", "title", "lang", "dir", "aria-label", "aria-hidden"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "table": {"border"},
    "col": {"span", "width"},
    "colgroup": {"span"},
    "td": {"colspan", "rowspan", "align", "width"},
    "th": {"colspan", "rowspan", "align", "width", "scope"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "span": {"role"},
}

_STYLES = _words(
    "color background background-color text-align text-decoration text-transform vertical-align white-space "
    "word-break overflow-wrap font font-family font-size font-style font-weight font-variant font-variant-numeric "
    "line-height letter-spacing padding padding-top padding-right padding-bottom padding-left margin margin-top "
    "margin-right margin-bottom margin-left border border-top border-right border-bottom border-left border-color "
    "border-style border-width border-radius border-collapse border-spacing width height min-width min-height "
    "max-width max-height aspect-ratio overflow overflow-x overflow-y display flex flex-direction flex-wrap "
    "flex-grow flex-shrink flex-basis gap row-gap column-gap align-items align-self justify-content justify-items "
    "grid-template-columns grid-column grid-row float clear opacity list-style-type table-layout caption-side "
    "object-fit columns column-count"
)
# No colon, backslash, at-sign or comment can be written with these, no negative number and (see the functions) no
# arithmetic: nothing is pulled out of its box.
_STYLE_VALUE = re.compile(r"(?:[\w\s.,%#()+/!'\"]|-(?!\s*[\d.]))+", re.ASCII)
_STYLE_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_STYLE_FUNCTIONS = _words("rgb rgba hsl hsla hwb lab lch oklab oklch linear-gradient radial-gradient repeat minmax var")
_FOREIGN_CLASS_BANS = ("jp-", "lm-", "p-", "cm-", "lit-", "jupyter-", "widget-", "vscode-", "monaco-")
_HIGHLIGHT_CLASS = re.compile(r"[a-z]{1,2}[a-z0-9]?")
# Lengths may be negative by less than ten units, as a thin space is: a formula stays where it stands.
MATH_VALUE = re.compile(r"[\w\s.#%+]*|-\d?(?:\.\d+)?[a-z]{2}", re.ASCII)
# What `icons` writes, and nothing else: one path of numbers, drawn as a mask in the colour of the text.
ICON_STYLE = re.compile(
    r"--lit-icon:url\('data:image/svg\+xml,%3Csvg xmlns=%22http://www\.w3\.org/2000/svg%22 "
    r"viewBox=%220 -960 960 960%22%3E%3Cpath d=%22[MmLlHhVvQqTtCcSsAaZz0-9 .,-]+%22/%3E%3C/svg%3E'\)"
)
_ANCHOR = re.compile(r"lit-[\w-]+")
_FOOTNOTE = re.compile(r"lit-fn(?:ref)?-[0-9a-f]{10}-\d+(?:-\d+)?", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif)[;,]", re.I)
_DRAWING = re.compile(r"data:image/svg\+xml[;,]", re.I)  # in an <img> it runs nothing and loads nothing
_SCHEMES = {"http", "https", "mailto", "tel"}
_FRAGMENT_LINK = re.compile(r'<a\b[^>]*? href="#[^>]*>')


def repair(text: str) -> str:
    """Join surrogate pairs and replace lone surrogates by U+FFFD; anything else stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def without_controls(text: str) -> str:
    """Make `text` fit to be read: no lone surrogates, control characters or bidi overrides."""
    if _UNFIT.search(text) is None:
        return text
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", _REMOVED.sub("", repair(text)))


def escape(text: str) -> str:
    """Make `text` fit for a text node or a quoted attribute value.

    Lone surrogates and control characters become U+FFFD; characters that override the reading direction are removed, so
    that a value cannot rearrange its surroundings.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text with ``& < > " '`` written as entities.

    Examples
    --------
    >>> escape('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    text = without_controls(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def dedent(text: object) -> str:
    """Normalise the body of a text element.

    Parameters
    ----------
    text : object
        Anything; ``str()`` of it is taken.

    Returns
    -------
    str
        The text without the indentation that all its lines share and without surrounding blanks.

    Examples
    --------
    >>> dedent('''
    ...     # Title
    ...     text
    ... ''')
    '# Title\\ntext'
    """
    body = str(text)
    body = (textwrap.dedent(body) if "\n" in body else body).strip()
    return body if body.isascii() else repair(body)


def safe_url(url: str, *, picture: bool = False) -> bool:
    """Return whether a link (or the source of a picture) may point to `url`."""
    plain = _BLANK.sub("", url)
    scheme = _SCHEME.match(plain)
    if scheme is None:
        return ":" not in re.split(r"[/?#]", plain, maxsplit=1)[0]
    if picture:
        return scheme[1].lower() in ("http", "https") or _PICTURE.match(plain) is not None
    return scheme[1].lower() in _SCHEMES


def safe_style(style: str) -> str:
    """Keep the declarations of `style` that only change how the element itself looks."""
    kept = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name not in _STYLES or not _STYLE_VALUE.fullmatch(value) or "/*" in value:
            continue
        functions_known = all(found.lower() in _STYLE_FUNCTIONS for found in _STYLE_FUNCTION.findall(value))
        balanced = value.count("(") == value.count(")") and value.count("'") % 2 == 0 and value.count('"') % 2 == 0
        if functions_known and balanced:
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def _foreign_class(name: str) -> bool:
    return not name.lower().startswith(_FOREIGN_CLASS_BANS)


def _own_class(name: str) -> bool:
    return name in OWN_CLASSES or _HIGHLIGHT_CLASS.fullmatch(name) is not None


def _either_class(name: str) -> bool:
    return name in OWN_CLASSES or _foreign_class(name)


def _attribute_filter(allowed_class: Callable[[str], bool]) -> Callable[[str, str, str], str | None]:
    """Build the callback that decides on one attribute value at a time."""
    own = allowed_class is not _foreign_class

    def decide(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return " ".join(found for found in value.split() if allowed_class(found)) or None
        if name == "style":
            if own and tag == "span" and ICON_STYLE.fullmatch(value):
                return value
            return safe_style(value) or None
        if name == "href":
            return value if safe_url(value) else None
        if name == "src":
            return value if safe_url(value, picture=True) else None
        if name == "id" and tag in ("a", "li"):
            return value if _FOOTNOTE.fullmatch(value) else None
        if name == "id":
            return value if _ANCHOR.fullmatch(value) else None
        if name == "role":
            return value if own and value == "img" else None
        if tag in _MATH_TAGS and name in MATH_ATTRIBUTES:
            return value if name == "alttext" or MATH_VALUE.fullmatch(value) else None
        return value

    return decide


def _cleaner(allowed_class: Callable[[str], bool], *, own: bool, anchors: bool = False) -> nh3.Cleaner:
    """Build one sanitizer; it is read-only and may be used from any thread."""
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    if own:
        attributes |= {tag: set(MATH_ATTRIBUTES) for tag in _MATH_TAGS}
        attributes |= {tag: attributes[tag] | {"id"} for tag in ("a", "li")}
    if anchors:
        attributes |= {f"h{level}": {"id"} for level in range(1, 7)}
    return nh3.Cleaner(
        tags=set(_TEXT_TAGS | _MATH_TAGS if own else _TEXT_TAGS),
        clean_content_tags=set(_EMPTIED_TAGS),
        attributes=attributes,
        attribute_filter=_attribute_filter(allowed_class),
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes=_SCHEMES | {"data"},
    )


def _saved_filter(tag: str, name: str, value: str) -> str | None:
    """Decide on an attribute of a saved picture: as for own HTML, and drawings made here may stand in it."""
    if name == "src" and tag == "img" and _DRAWING.match(value):
        return value
    return _SAVED_RULES(tag, name, value)


_SAVED_RULES = _attribute_filter(_own_class)
_FOREIGN = _cleaner(_foreign_class, own=False)
_OWN = _cleaner(_own_class, own=True)
_OWN_ANCHORED = _cleaner(_own_class, own=True, anchors=True)
_MIXED = _cleaner(_either_class, own=True)
_MIXED_ANCHORED = _cleaner(_either_class, own=True, anchors=True)
_SAVED = nh3.Cleaner(
    tags=set(_TEXT_TAGS | _MATH_TAGS),
    clean_content_tags=set(_EMPTIED_TAGS),
    attributes={tag: set(names) - {"class"} for tag, names in _ATTRIBUTES.items()}
    | {tag: set(MATH_ATTRIBUTES) for tag in _MATH_TAGS},
    attribute_filter=_saved_filter,
    link_rel="noopener noreferrer nofollow",
    url_schemes=_SCHEMES | {"data"},
)


def _links_settled(html: str) -> str:
    """Let links to a place on this page open on this page."""
    if ' href="#' not in html:
        return html
    return _FRAGMENT_LINK.sub(lambda tag: tag[0].replace(' target="_blank"', ""), html)


def second_layer(html: str, *, allow_html: bool = False, anchors: bool = False) -> str:
    """Pass rendered Markdown through the list of what the renderer may write."""
    if allow_html:
        return _cut_and_cleaned(_MIXED_ANCHORED if anchors else _MIXED, html)
    return _cut_and_cleaned(_OWN_ANCHORED if anchors else _OWN, html)


def _cut_and_cleaned(cleaner: nh3.Cleaner, html: str) -> str:
    html, note = html_cut(html)
    return _links_settled(cleaner.clean(html)) + cut_note(note)


def cut_note(note: str) -> str:
    """Return the HTML of a note on what is left out; "" for none."""
    return f'<p class="lit-note">{escape(note)}</p>' if note else ""


def saved_layer(html: str) -> str:
    """Pass the picture of an app that is saved in a notebook through the list of what may be in it: no class, no script."""
    return _SAVED.clean(without_controls(html))


def sanitize(html: str) -> str:
    """Make foreign HTML harmless.

    Nothing in the result can run code, send a form, load a frame, cover other parts of the page, or pass for a part of
    JupyterLab. Scripts, style sheets and inline SVG are removed with their content; of other unknown tags only the text
    remains. Links open in a new tab.

    Parameters
    ----------
    html : str
        Any HTML, well-formed or not.

    Returns
    -------
    str
        Well-formed HTML. ``class`` survives (except names of the page's own furniture), and of ``style`` what changes
        only the look of the element itself. What is too long or too deep is cut, with a note (`size_limits`).

    Examples
    --------
    >>> sanitize('<b onclick="x()">hi</b><script>x()</script>')
    '<b>hi</b>'
    """
    return _cut_and_cleaned(_FOREIGN, without_controls(html))
