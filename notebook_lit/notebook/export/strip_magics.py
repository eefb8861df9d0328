"""Takes what only IPython understands out of a text: magics, shell commands, requests for help.

It works on what IPython makes of them (``get_ipython().run_line_magic("matplotlib", "inline")``), and writes them in their
place as comments, in the form in which their author wrote them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

#: The methods of the shell that IPython's rewritten lines call, and how a line begins that is rewritten so.
_FORMS = {"run_line_magic": "%", "run_cell_magic": "%%", "system": "!", "getoutput": "!!", "getoutput =": "!"}


@dataclass
class Plain:
    """A text without magics.

    Parameters
    ----------
    text : str
        The rest, line for line where it was.
    magics : list of str
        The first lines of what was taken out.
    results : dict
        A name that the text has bound to what a magic gives, to that magic.
    """

    text: str
    magics: list[str] = field(default_factory=list)
    results: dict[str, str] = field(default_factory=dict)


def without_magics(text: str) -> Plain:
    """Take the magics out of a text that IPython has transformed."""
    plain = Plain(text)
    lines: list[str | None] = list(text.splitlines())
    for node in sorted(_statements(ast.parse(text)), key=lambda found: found.lineno):
        said = _said(node)
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        before, after = _around(lines[first] or "", lines[last] or "", node)
        if said is None or before.strip() or (after.strip() and not after.lstrip().startswith("#")):
            continue  # something else stands in these lines
        names = [] if isinstance(node, ast.Expr) else _bound(node)
        plain.magics.append(said.partition("\n")[0])
        plain.results |= dict.fromkeys(names, plain.magics[-1].partition("= ")[2])
        comment = "\n".join(f"{before}# {line}".rstrip() for line in said.splitlines())
        lines[first : last + 1] = [f"{before}pass\n{comment}" if before else comment, *[None] * (last - first)]
    if plain.magics:
        plain.text = "\n".join(line for line in lines if line is not None) + "\n"
    return plain


def _statements(tree: ast.Module) -> Iterator[ast.Expr | ast.Assign]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call):
            yield node


def _around(first: str, last: str, node: ast.stmt) -> tuple[str, str]:
    """Give what stands before a statement in its first line, and behind it in its last; columns count bytes."""
    end = len(last.encode()) if node.end_col_offset is None else node.end_col_offset
    return first.encode()[: node.col_offset].decode(), last.encode()[end:].decode()


def _said(node: ast.Expr | ast.Assign) -> str | None:
    """Give what the author wrote, if a statement is a magic."""
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


def _bound(node: ast.Assign) -> list[str]:
    return [part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
