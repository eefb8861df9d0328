from __future__ import annotations

from notebook_lit.elements.shared.help_icon import help_icon


def test_the_tooltip_is_markdown_of_several_lines() -> None:
    html = help_icon({"help": "**Litres** a day\n\nsee [here](https://example.com)"})
    assert '<span class="lit-tip" role="tooltip"><span><strong>Litres</strong> a day</span><span>see <a' in html
    assert html.startswith('<span class="lit-help" tabindex="0">')


def test_without_help_there_is_no_icon() -> None:
    assert help_icon({"help": None}) == help_icon({}) == ""


def test_help_is_text() -> None:
    assert "<img" not in help_icon({"help": "<img src=x onerror=alert(1)>"})
