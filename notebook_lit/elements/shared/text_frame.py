"""The frame of static text: the arguments help, width, text_alignment and wrap, which most text functions share."""

from __future__ import annotations

from typing import Any

from notebook_lit.elements.markup.markdown import escape, plain_text
from notebook_lit.elements.shared.place import size_style
from notebook_lit.elements.shared.validation import checked_width, one_of, tooltip
from notebook_lit.errors import StreamlitValueError

_ALIGNMENTS = ("left", "center", "right", "justify")


def flag(name: str, value: Any) -> None:
    """Check an argument that is True or False and nothing that counts as such."""
    if value is not True and value is not False:
        raise StreamlitValueError(f"`{name}` is {value!r}. Give True or False.")


def optional(text: object) -> str | None:
    """Turn a text that may be missing into a str that can be remembered."""
    return None if text is None else str(text)


def checked_frame(
    help: str | None, width: Any, text_alignment: str | None = "left", wrap: bool = True, *, words: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Check the shared arguments and return them as props; ``words`` are more words that ``width`` may be."""
    return {
        "help": None if help is None else tooltip(help),
        "width": width if isinstance(width, str) and width in words else checked_width(width, content=True, words=words),
        "text_alignment": text_alignment if text_alignment in _ALIGNMENTS else _checked_alignment(text_alignment),
        "wrap": wrap,
    }


def _checked_alignment(text_alignment: Any) -> Any:
    return "left" if text_alignment is None else one_of("text_alignment", text_alignment, _ALIGNMENTS)


def frame(props: dict[str, Any], *names: str, title: str = "") -> str:
    """Write the attributes of a root tag.

    ``names`` are its classes, ``title`` is what an ellipsis may hide.
    """
    classes = list(names)
    width = "stretch" if props["width"] == "auto" else props["width"]
    alignment = props.get("text_alignment", "left")
    if alignment != "left":
        classes.append(f"lit-{alignment}")
    tip = ""
    if not props.get("wrap", True):
        classes.append("lit-nowrap")
        tip = f' title="{escape(title)}"' if title else ""
    listed = f' class="{" ".join(classes)}"' if classes else ""
    return listed + size_style(width, props.get("height", "content")) + tip


def help_sign(props: dict[str, Any]) -> str:
    """Draw the sign whose tooltip is the help of an element; empty without help."""
    help = props["help"]
    return f'<span class="lit-help" tabindex="0" title="{escape(plain_text(help))}">?</span>' if help else ""


def paragraph(html: str) -> str | None:
    """Return what stands in the only paragraph of ``html``; None if there is something else too."""
    if not html.startswith("<p>") or not html.endswith("</p>") or "<p>" in html[3:] or "<p " in html:
        return None
    return html[3:-4]
