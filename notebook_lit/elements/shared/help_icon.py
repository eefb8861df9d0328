"""The help icon of an element, with its tooltip."""

from __future__ import annotations

from typing import Any

from notebook_lit.elements.markup.markdown import inline_html


def help_icon(props: dict[str, Any]) -> str:
    """Return the HTML of the help icon of an element, with a tooltip in Markdown; empty without help.

    The tooltip is shown by CSS, and consists of spans: front ends drop block tags from the label of a widget. While it is
    hidden it is no part of the label's text, and so of the name of the field.
    """
    help = props.get("help")
    if not help:
        return ""
    lines = "".join(f"<span>{inline_html(line)}</span>" for line in help.splitlines() if line.strip())
    return f'<span class="lit-help" tabindex="0"><span class="lit-tip" role="tooltip">{lines}</span></span>'
