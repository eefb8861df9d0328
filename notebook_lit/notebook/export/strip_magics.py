"""Removes what only IPython understands from a text: magics, shell commands, requests for help.

It works on the calls that IPython rewrites them to (``get_ipython().run_line_magic("matplotlib", "inline")``), and replaces
these by comments, in the form in which their author wrote them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

#: The methods of the shell that IPython's rewritten lines call, and how a line begins that is rewritten so.
_FORMS = {"run_line_magic": "%", "run_cell_magic": "%%", "system": "!", "getoutput": "!!", "getoutput =": "!"}


@dataclass
class StrippedScript:
    """A text without magics.

    Parameters
    ----------
    text : str
        The rest, line for line where it was.
    magics : list of str
        The first lines of the magics that were removed.
    results : dict
        The names that were bound to the result of a magic, each with that magic.
    """

    text: str
    magics: list[str] = field(default_factory=list)
    results: dict[str, str] = field(default_factory=dict)


def without_magics(text: str) -> StrippedScript:
    """Return a text that IPython has transformed, with its magics as comments."""
    stripped = StrippedScript(text)
    lines: list[str | None] = list(text.splitlines())
    for node in sorted(_statements(ast.parse(text)), key=lambda found: found.lineno):
        original = _original_text(node)
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        before, after = _surrounding_text(lines[first] or "", lines[last] or "", node)
        if original is None or before.strip() or (after.strip() and not after.lstrip().startswith("#")):
            continue  # something else stands in these lines
        names = [] if isinstance(node, ast.Expr) else _assigned_names(node)
        stripped.magics.append(original.partition("\n")[0])
        stripped.results |= dict.fromkeys(names, stripped.magics[-1].partition("= ")[2])
        comment = "\n".join(f"{before}# {line}".rstrip() for line in original.splitlines())
        lines[first : last + 1] = [f"{before}pass\n{comment}" if before else comment, *[None] * (last - first)]
    if stripped.magics:
        stripped.text = "\n".join(line for line in lines if line is not None) + "\n"
    return stripped


def _statements(tree: ast.Module) -> Iterator[ast.Expr | ast.Assign]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call):
            yield node


def _surrounding_text(first: str, last: str, node: ast.stmt) -> tuple[str, str]:
    """Return the text before a statement in its first line, and after it in its last; columns count bytes."""
    end = len(last.encode()) if node.end_col_offset is None else node.end_col_offset
    return first.encode()[: node.col_offset].decode(), last.encode()[end:].decode()


def _original_text(node: ast.Expr | ast.Assign) -> str | None:
    """Return the magic as its author wrote it; None if the statement is no magic."""
    call = node.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    shell = call.func.value
    if not isinstance(shell, ast.Call) or not isinstance(shell.func, ast.Name) or shell.func.id != "get_ipython":
        return None
    targets = "" if isinstance(node, ast.Expr) else "".join(f"{ast.unparse(target)} = " for target in node.targets)
    form = _FORMS.get(f"{call.func.attr} =" if targets else "", _FORMS.get(call.func.attr))
    words = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if form is None or not words or len(words) != len(call.args):
        return None
    head = " ".join(words[:2]).rstrip()
    return "\n".join([f"{targets}{form}{head}", *words[2:]])


def _assigned_names(node: ast.Assign) -> list[str]:
    return [part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
