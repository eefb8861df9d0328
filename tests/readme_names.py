"""The README's list of what is there, from the declarations: ``python -m tests.readme_names`` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

from notebook_lit import st
from notebook_lit.elements.catalog import ELEMENT_TYPES

BEGIN, END = "<!-- names -->", "<!-- end of names -->"
README = Path(__file__).resolve().parents[1] / "README.md"
WINGS = {
    "text": "Text",
    "inputs": "Inputs",
    "layout": "Layout",
    "data": "Data",
    "media": "Media",
    "status": "Status",
    "write": "Anything",
}
#: What stands beside a name.
REMARKS = {
    "markdown": "GFM, emoji codes, `:red[colours]`, badges, `$maths$`, `:material/icons:`",
    "write": "and bare expressions",
}
#: What can be imported, and whose functions say that they are not there yet.
EMPTY = {"components"}
#: What is no ``st`` name.
OTHERS = {"Control": ["callbacks", "top-level `await`"]}


def names() -> str:
    """Return the list, one line a wing, in the order of the declarations; names without a declaration come under Control."""
    listed: dict[str, list[str]] = {title: [] for title in WINGS.values()}
    listed["Control"] = []
    wings = {}
    for name in dir(st):
        function = getattr(getattr(st, name), "__func__", None)
        module = "" if function is None else function.__module__
        if module.startswith("notebook_lit.elements."):
            wings[name] = WINGS[module.split(".")[2]]
    declared = [kind for kind in ELEMENT_TYPES if kind in wings]
    for name in [*declared, *(name for name in wings if name not in declared)]:
        remark = f" ({REMARKS[name]})" if name in REMARKS else ""
        listed[wings[name]].append(f"`{name}`{remark}")
    others = [name for name in dir(st) if not name.startswith("_") and name not in wings and name not in EMPTY]
    listed["Control"] = [f"`{name}`" for name in others]
    return "\n".join(f"* **{title}**: {', '.join([*found, *OTHERS.get(title, [])])}" for title, found in listed.items())


def written(text: str) -> str:
    """Return the README with the list in it."""
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n{names()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
