"""Replaces top-level ``await``, which cells support and Streamlit does not, by a call that waits."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_NEW_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
#: What the changed script needs. One loop for all: what one statement makes, the next may wait for.
WAIT = """\
_loop = _asyncio.new_event_loop()


def _wait(make):
    async def wait():
        return await make()

    return _loop.run_until_complete(wait())"""
IMPORT = "import asyncio as _asyncio"


def without_awaits(text: str) -> str | None:
    """Return a text with its top-level awaits replaced by calls of ``_wait``; None if one cannot be replaced."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    edits: list[tuple[int, int, int, bytes]] = []  # line, first byte, last byte, what comes there
    for node in _top_level(ast.parse(text)):
        if not isinstance(node, ast.Await) or any(isinstance(inner, ast.Await) for inner in _top_level(node.value)):
            return None
        value = node.value
        if value.lineno != node.lineno:
            return None
        assert node.end_lineno is not None  # for the type checker: `parse` says where all ends
        assert node.end_col_offset is not None
        edits.append((node.lineno, node.col_offset, value.col_offset, b"_wait(lambda: "))
        edits.append((node.end_lineno, node.end_col_offset, node.end_col_offset, b")"))
    for number, first, last, put in sorted(edits, reverse=True):
        line = lines[number - 1]
        opening = line[first:last].removeprefix(b"await").strip() if first < last else b""  # parentheses around the value
        lines[number - 1] = line[:first] + put + opening + line[last:]
    return b"".join(lines).decode()


def _top_level(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the awaiting nodes of a node's own scope, itself included."""
    if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith) or (isinstance(node, ast.comprehension) and node.is_async):
        yield node
        return
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, _NEW_SCOPE):
            yield from _top_level(child)
