"""Turns a tested page into plain nested data, the same way for Streamlit's AppTest and for ours."""

from __future__ import annotations

import datetime
import enum
import json
import math
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

#: A node: its type, what is compared of it, and its children.
Tree = dict[str, Any]

ATOMS = (bool, int, float, str, bytes, type(None), datetime.date, datetime.time, datetime.timedelta)


def plain(value: Any) -> Any:
    """Turn a value into data that compares strictly: 1, 1.0 and True differ, a list is no tuple, NaN equals NaN."""
    if isinstance(value, float) and type(value) is float and math.isnan(value):
        return ("float", "nan")
    if type(value) in ATOMS or type(value) is datetime.datetime:
        return (type(value).__name__, value)
    if isinstance(value, enum.Enum):  # its class is another one in each run
        return ("enum", type(value).__name__, value.name)
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return (type(value).__name__, *[plain(item) for item in value])
    if type(value) is dict:
        return ("dict", *[(plain(key), plain(item)) for key, item in value.items()])
    if isinstance(value, set | frozenset):
        return (type(value).__name__, *sorted(map(repr, value)))
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        return frame(value)
    return (type(value).__name__, repr(value))


def frame(data: Any) -> Any:
    """Turn a pandas DataFrame into plain data: labels and cells as text, since Streamlit's has been through Arrow."""
    return (
        "frame",
        [str(column) for column in data.columns],
        [str(label) for label in data.index],
        [[str(cell) for cell in row] for row in data.itertuples(index=False)],
    )


def _json(node: Any) -> Any:
    return plain(json.loads(node.value))


def _last_part(node: Any) -> str:
    return str(node.proto.type).rpartition(".")[2]


#: What is read of a node beside its value, by type. The nodes of both AppTests have these names.
COMPARED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "button": ("label", "help", "disabled"),
        "checkbox": ("label", "help", "disabled"),
        "toggle": ("label", "help", "disabled"),
        "radio": ("label", "help", "disabled", "options", "horizontal"),
        "selectbox": ("label", "help", "disabled", "options", "index"),
        "multiselect": ("label", "help", "disabled", "options", "indices"),
        "slider": ("label", "help", "disabled"),
        "select_slider": ("label", "help", "disabled", "options"),
        "number_input": ("label", "help", "disabled", "min", "max", "step"),
        "text_input": ("label", "help", "disabled", "max_chars", "placeholder"),
        "text_area": ("label", "help", "disabled", "max_chars", "placeholder"),
        "date_input": ("label", "help", "disabled", "min", "max", "is_range"),
        "time_input": ("label", "help", "disabled", "step"),
        "color_picker": ("label", "help", "disabled"),
        "title": ("tag", "hide_anchor"),
        "header": ("tag", "hide_anchor"),
        "subheader": ("tag", "hide_anchor"),
        "markdown": ("is_caption",),
        "caption": ("is_caption",),
        "code": ("language",),
        "metric": ("label", "delta", "help"),
        "progress": ("text",),
        "error": ("icon",),
        "info": ("icon",),
        "success": ("icon",),
        "warning": ("icon",),
        "exception": ("is_warning",),
        "image": ("captions",),
        "expander": ("label", "icon"),
        "tab": ("label",),
        "column": (),
    }
)

#: How the value of a type is read, where it is not `plain(node.value)`.
VALUES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "exception": lambda node: (_last_part(node), node.value),
        "image": lambda node: len(node.value),
        "json": _json,
        "empty": lambda node: None,
    }
)


def node_tree(node: Any) -> Tree:
    """Turn a node and all below it into plain data."""
    tree: Tree = {"type": node.type}
    if node.key is not None:
        tree["key"] = node.key
    if hasattr(type(node), "children") or "children" in vars(node):
        tree.update(_read(node))
        # Streamlit's are in the order in which they were written; what the reader sees goes by their places
        tree["children"] = [node_tree(child) for _, child in sorted(node.children.items())]
    else:
        tree["value"] = VALUES.get(node.type, lambda node: plain(node.value))(node)
        tree.update(_read(node))
    return tree


def _read(node: Any) -> Tree:
    return {name: _plain_prop(getattr(node, name)) for name in COMPARED.get(node.type, ())}


def _plain_prop(value: Any) -> Any:
    """Protobuf has no None, no int that is a float, and no list of its own."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if isinstance(value, list | tuple) else value


def page(at: Any) -> Tree:
    """Turn the page of an AppTest, ours or Streamlit's, and its session state into plain data."""
    return {
        "main": node_tree(at.main)["children"],
        "sidebar": node_tree(at.sidebar)["children"],
        "session_state": dict(sorted((key, plain(at.session_state[key])) for key in at.session_state.to_dict())),
    }


def walk(nodes: list[Tree]) -> Iterator[Tree]:
    """Go through nodes and all below them."""
    for node in nodes:
        yield node
        yield from walk(node.get("children", []))


def outline(tree: Tree) -> list[str]:
    """Write a page line by line, so that a failing comparison reads well."""
    lines = []
    for root in ("main", "sidebar"):
        lines.append(root)
        lines += _lines(tree[root], "  ")
    lines += [f"state {key} = {value}" for key, value in tree["session_state"].items()]
    return [*lines, f"raised {tree['raised']}"]


def _lines(nodes: list[Tree], indent: str) -> list[str]:
    lines = []
    for node in nodes:
        rest = " ".join(f"{name}={value!r}" for name, value in node.items() if name not in ("type", "children"))
        lines.append(f"{indent}{node['type']} {rest}".rstrip())
        lines += _lines(node.get("children", []), indent + "  ")
    return lines
