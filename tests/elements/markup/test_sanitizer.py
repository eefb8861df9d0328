"""No text may run, leave its place or dress as JupyterLab, whichever function draws it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Route, sync_playwright

from notebook_lit.elements.markup.markdown import (
    _parser,
    code_html,
    escape,
    icon_html,
    inline_html,
    latex_html,
    markdown_html,
    plain_text,
    sanitize,
)
from notebook_lit.elements.markup.sanitizer import safe_style, safe_url, second_layer, without_controls
from tests.browser.driving import provision
from tests.elements.markup.xss_corpus import PAYLOADS, faults

DRAWERS: dict[str, Callable[[str], str]] = {
    "markdown": markdown_html,
    "markdown with HTML": lambda text: markdown_html(text, allow_html=True),
    "markdown with HTML between text": lambda text: markdown_html(f"a **b** {text} :red[c]", allow_html=True),
    "markdown with HTML in a block": lambda text: markdown_html(f"<div>{text}</div>\n\n# {text}", allow_html=True),
    "list, quote and table": lambda text: markdown_html(f"- {text}\n\n> {text}\n\n|a|\n|-|\n|{text}|"),
    "link target": lambda text: markdown_html(f"[x]({text}) [y](<{text}>) ![z]({text})"),
    "link title": lambda text: markdown_html(f'[x](y "{text}") ![z](y "{text}")'),
    "fence info": lambda text: markdown_html(f"```{text}\nx\n```"),
    "label": inline_html,
    "directive": lambda text: inline_html(f":red[{text}] :blue-badge[{text}] :{text}[x] :material/{text}:"),
    "custom colour": lambda text: inline_html(f':color[x]{{foreground="{text}"}}'),
    "formula in text": lambda text: markdown_html(f"${text}$ and $\\text{{{text}}}$ and\n\n$$\n{text}\n$$"),
    "text": escape,
    "attribute": lambda text: f'<p title="{escape(text)}">x</p>',
    "attribute in single quotes": lambda text: f"<p title='{escape(text)}'>x</p>",
    "plain text, escaped": lambda text: escape(plain_text(text)),
    "code": lambda text: code_html(text, "html", line_numbers=True),
    "code language": lambda text: code_html("x", text),
    "formula": latex_html,
    "formula text": lambda text: latex_html(
        f"\\text{{{text}}} \\color{{{text}}}{{x}} \\class{{{text}}}{{y}} \\hspace{{{text}}}"
    ),
    "icon": icon_html,
    "foreign HTML": sanitize,
    "foreign HTML, nested": lambda text: sanitize(f"<table><td><b title='{text}'>{text}"),
}


@pytest.mark.parametrize("drawer", DRAWERS)
def test_no_payload_gets_through(drawer: str) -> None:
    found = {text: bad for text in PAYLOADS if (bad := faults(DRAWERS[drawer](text)))}
    assert found == {}


def test_no_payload_gets_through_beside_anchors() -> None:
    for text in PAYLOADS:
        assert faults(markdown_html(f"# {text}\n\n{text}", allow_html=True, anchors=True), anchors=True) == []


def test_the_oracle_sees_what_the_payloads_try() -> None:
    html = [text for text in PAYLOADS if text.startswith("<")]
    assert len(PAYLOADS) > 150
    assert sum(bool(faults(text)) for text in html) > 0.9 * len(html)


def test_the_renderer_holds_without_the_second_layer() -> None:
    for text in PAYLOADS:
        assert faults(_parser(False).render(text)) == [], text


def test_the_second_layer_holds_without_the_renderer() -> None:
    for text in PAYLOADS:
        assert faults(second_layer(without_controls(text))) == [], text


class Reading(HTMLParser):
    """What a parser reads in a piece of HTML, in order; the order of attributes does not count."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.events: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append((tag, sorted(attrs, key=str)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.events.append(data)


@pytest.mark.parametrize(
    "drawer", ["markdown", "markdown with HTML", "list, quote and table", "label", "formula", "foreign HTML"]
)
def test_what_was_drawn_means_the_same_when_it_is_read_again(drawer: str) -> None:
    # A text that changes its meaning when parsed a second time is how sanitizers are outwitted.
    for text in PAYLOADS:
        html = DRAWERS[drawer](text)
        again = sanitize(html) if drawer == "foreign HTML" else second_layer(html, allow_html="with HTML" in drawer)
        assert Reading(again).events == Reading(html).events


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(PAYLOADS) | st.text(st.characters(), max_size=8) | st.sampled_from("<>\"'&;:[]()$`\\\n|*_~ "),
        max_size=6,
    )
)
def test_no_mixture_of_payloads_gets_through(parts: list[str]) -> None:
    text = "".join(parts)
    for drawer, draw in DRAWERS.items():
        assert faults(draw(text)) == [], drawer


def answer(route: Route) -> None:
    """Serve an empty page; pictures and everything else fail at once."""
    if route.request.is_navigation_request():
        route.fulfill(body="<!doctype html>", content_type="text/html")
    else:
        route.abort()


@pytest.mark.browser
def test_no_payload_runs_in_a_browser() -> None:
    chromium = provision.find()
    if chromium is None:
        pytest.skip("no Chromium or Chrome on this machine")
    pieces = [draw(text) for draw in DRAWERS.values() for text in PAYLOADS]
    probe = Path(__file__).with_name("xss_probe.js").read_text()

    def drive() -> tuple[list[object], list[object]]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(base_url="http://app.test/")
            page.route("**/*", answer)
            page.goto("/")
            raw = page.evaluate(probe, list(PAYLOADS))
            page.goto("/")
            drawn = page.evaluate(probe, pieces)
            browser.close()
            return raw, drawn

    # In a thread of its own: another test may hold a playwright open on this one, and two on one thread are refused.
    with ThreadPoolExecutor(1) as thread:
        raw, drawn = thread.submit(drive).result()
    assert isinstance(raw[0], int)
    assert raw[0] > 20  # the payloads do work where nothing stops them
    assert drawn == [0, []]


def test_foreign_html_keeps_what_is_harmless() -> None:
    html = '<table border="1" class="dataframe"><thead><tr style="text-align:right"><th>a</th></tr></thead></table>'
    assert sanitize(html) == html
    assert sanitize('<p class="mine jp-x lit-badge">x</p>') == '<p class="mine">x</p>'
    assert (
        sanitize('<img src="data:image/png;base64,AA==" alt="x">') == '<img src="data:image/png;base64,AA==" alt="x">'
    )
    assert sanitize("<style>p{color:red}</style><p>x") == "<p>x</p>"


def test_links_open_beside_the_page_but_links_into_the_page_do_not() -> None:
    rel = 'rel="noopener noreferrer nofollow"'
    assert sanitize('<a href="https://a.test">x</a>') == f'<a href="https://a.test" target="_blank" {rel}>x</a>'
    assert sanitize('<a href="#x">x</a>') == f'<a href="#x" {rel}>x</a>'


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color: red; position: fixed; padding: 1em 2em", "color:red;padding:1em 2em"),
        (
            "background: linear-gradient(90deg, #fff, rgb(0, 0, 0))",
            "background:linear-gradient(90deg, #fff, rgb(0, 0, 0))",
        ),
        ("font-family: 'Fira Code', -apple-system", "font-family:'Fira Code', -apple-system"),
        ("margin: -3px; margin-top: 3px", "margin-top:3px"),
        ("background: url(x); width: expression(x); color: re\\64", ""),
        ("border: 1px solid var(--jp-border-color1)", "border:1px solid var(--jp-border-color1)"),
    ],
)
def test_of_a_style_only_the_look_of_the_element_itself_is_kept(style: str, kept: str) -> None:
    assert safe_style(style) == kept


@pytest.mark.parametrize(
    "url", ["https://a.test", "HTTP://a.test", "mailto:a@b.test", "tel:+49", "/x?a=b:c", "x/y:z", "#a", "//a.test", ""]
)
def test_ordinary_addresses_are_links(url: str) -> None:
    assert safe_url(url)


@pytest.mark.parametrize(
    "url", ["javascript:x", " java\nscript:x", "\u200bjavascript:x", "data:text/html,x", "blob:x", "1:2", "a&b:c"]
)
def test_other_addresses_are_not(url: str) -> None:
    assert not safe_url(url)


def test_escaped_text_fits_both_places() -> None:
    assert escape("""<a b="c" d='e'>&""") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"
    assert escape("bell\x07 half\ud83d twice\ud83d\ude00") == "bell\ufffd half\ufffd twice😀"
    assert escape("invoice\u202efdp.exe\u2066") == "invoicefdp.exe"
    assert escape("right\u200f mark, Ünïcödé 漢字") == "right\u200f mark, Ünïcödé 漢字"
