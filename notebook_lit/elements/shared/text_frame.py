"""The arguments help, width, text_alignment and wrap that most text functions share, and the root tag for them."""

from __future__ import annotations

from typing import Any

from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared.place import size_style
from notebook_lit.elements.shared.validation import checked_choice, checked_width, clean_help
from notebook_lit.errors import StreamlitValueError

_ALIGNMENTS = ("left", "center", "right", "justify")


def check_bool(name: str, value: Any) -> None:
    """Raise if an argument is neither True nor False."""
    if value is not True and value is not False:
        raise StreamlitValueError(f"`{name}` is {value!r}. Give True or False.")


def optional_str(text: object) -> str | None:
    """Return a text as a str; None stays None."""
    return None if text is None else str(text)


def checked_text_props(
    help: str | None, width: Any, text_alignment: str | None = "left", wrap: bool = True, *, choices: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Check the shared arguments and return them as props; ``choices`` are further values that ``width`` may have."""
    return {
        "help": None if help is None else clean_help(help),
        "width": width if isinstance(width, str) and width in choices else checked_width(width, content=True, choices=choices),
        "text_alignment": text_alignment if text_alignment in _ALIGNMENTS else _checked_alignment(text_alignment),
        "wrap": wrap,
    }


def _checked_alignment(text_alignment: Any) -> Any:
    return "left" if text_alignment is None else checked_choice("text_alignment", text_alignment, _ALIGNMENTS)


def root_attributes(props: dict[str, Any], *names: str, title: str = "") -> str:
    """Return the HTML attributes of a root tag.

    ``names`` are its CSS classes, ``title`` is the tooltip for text that an ellipsis may hide.
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
    height = props.get("height", "content")
    size = "" if width == "stretch" and height == "content" else size_style(width, height)
    return listed + size + tip


def only_paragraph(html: str) -> str | None:
    """Return the content of ``html`` if it is a single paragraph; else None."""
    if not html.startswith("<p>") or not html.endswith("</p>") or "<p>" in html[3:] or "<p " in html:
        return None
    return html[3:-4]
