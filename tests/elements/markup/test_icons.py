"""Icons: the argument is checked, and what passed is drawn without anything being fetched."""

from __future__ import annotations

import gzip
import json
import re
from importlib.resources import files

import pytest

from notebook_lit.elements.markup.icons import check_icon, icon_html
from notebook_lit.elements.markup.markdown import inline_html, markdown_html
from notebook_lit.elements.markup.sanitizer import ICON_STYLE
from notebook_lit.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError

TABLE: dict[str, str] = json.loads(
    gzip.decompress(files("notebook_lit.elements.markup").joinpath("material.json.gz").read_bytes())
)


@pytest.mark.parametrize("icon", ["🚨", "⚠️", "⚠", "👩‍💻", "🇩🇪", "1️⃣", ":material/home:", "spinner"])
def test_an_icon_is_an_emoji_a_symbol_or_the_spinner(icon: str) -> None:
    assert check_icon(f" {icon} ") == icon


def test_none_and_blank_are_no_icon() -> None:
    assert check_icon(None) == check_icon("  ") == icon_html(None) == icon_html(" ") == ""


@pytest.mark.parametrize(
    "icon",
    [
        "x",
        "home",
        ":tada:",
        "🚨🚨",
        "🚨x",
        ":material/:",
        ":material/no_such:",
        ":material/Home:",
        ":material",
        "https://a.test/x.png",
        "é",
    ],
)
def test_anything_else_is_refused(icon: str) -> None:
    with pytest.raises(StreamlitAPIException, match=r"thumb_up"):
        check_icon(icon)


def test_an_icon_that_is_no_string_is_refused_by_its_type() -> None:
    with pytest.raises(StreamlitInvalidParameterTypeError, match="int"):
        check_icon(3)


def test_the_message_about_a_symbol_shows_its_name_and_not_the_symbol() -> None:
    with pytest.raises(StreamlitAPIException) as caught:
        check_icon(":material/no_such:")
    assert "lit-" not in inline_html(str(caught.value)).replace("lit-code", "")


def test_a_symbol_is_a_mask_that_the_sanitizer_knows() -> None:
    html = icon_html(":material/home:")
    style = re.search(r'style="([^"]*)"', html)
    assert style is not None
    assert ICON_STYLE.fullmatch(style[1])
    assert 'role="img" aria-label="home"' in html
    assert html in inline_html(":material/home: **Home**")
    assert html in markdown_html("- :material/home: Home")


def test_an_old_name_draws_the_symbol_of_today() -> None:
    assert icon_html(":material/done:").replace("done", "check") == icon_html(":material/check:")


def test_an_unknown_symbol_shows_its_name() -> None:
    assert inline_html("a :material/no_such: b") == 'a <span class="lit-chip">no_such</span> b'


def test_the_table_is_small_complete_and_harmless() -> None:
    assert len(TABLE) > 4000
    assert files("notebook_lit.elements.markup").joinpath("material.json.gz").read_bytes().__sizeof__() < 700_000
    for name, path in TABLE.items():
        assert re.fullmatch(r"[a-z0-9_]+", name)
        drawn = TABLE[path[1:]] if path.startswith("=") else path
        assert re.fullmatch(r"[MLHVQTCSAZmlhvqtcsaz0-9 .,-]+", drawn), name
    assert {"home", "thumb_up", "done", "auto_awesome", "expand_more", "push_pin", "access_time"} <= set(TABLE)
