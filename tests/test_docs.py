"""The documents and what cites them: a comment or a document that names what does not exist fails here."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

#: Folders whose comments are read, with the endings of the files in them.
SOURCES = {
    "notebook_lit": {".py", ".css"},
    "tests": {".py"},
    "labextension/src": {".ts"},
    "labextension/tests": {".ts"},
    "labextension/style": {".css"},
}
DOCUMENTS = ("docs/design.md", "docs/semantics.md", "README.md", "CONTRIBUTING.md")
#: Where a path in the design begins, if not at the root of the repository.
BEGINNINGS = ("", "notebook_lit", "labextension/src")

_CITATION = re.compile(r"(?<![\w/])((?:[\w-]+/)*[\w-]+\.(?:md|rst))(?:#([\w.-]*\w))?")
_LETTER = re.compile(r"(?<![\w#./-])[A-Za-z]\.\d+\b|\b(?:semantics|frontend_facts|reliability)\s+[A-Za-z](?=[,)])")
_RULES = re.compile(r"\brules? (\d+(?:(?:, | and )\d+)*)(?: of `(\w+)`)?")
_PATH = re.compile(r"(?<![\w./-])(?:(?:notebook_lit|tests|labextension|notebooks)/[\w./-]*\w|(?<=see )\w+\.(?:py|ts|css)\b)")
_MODULE = re.compile(r"(?<![\w./`*-])`?(notebook_lit(?:\.[a-z_]+)+)")
_BLOCK_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def sources(root: Path) -> Iterator[Path]:
    for folder, endings in SOURCES.items():
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in endings and "node_modules" not in path.parts and path != Path(__file__):
                yield path


def comments(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """List the comments and docstrings of a source, each with the number of its first line."""
    if path.suffix != ".py":
        for found in _BLOCK_COMMENT.finditer(text):
            yield text.count("\n", 0, found.start()) + 1, found.group()
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
            yield node.body[0].lineno, ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def anchors(document: Path) -> set[str]:
    """List what a link to a document may have behind its #: written anchors, and those that GitHub makes of headings."""
    text = document.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = [re.sub(r"<[^>]+>|[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in headings]
    return {*re.findall(r'<a id="([^"]+)">', text), *plain}


def has_rule(text: str, number: str) -> bool:
    return re.search(rf"^\s*{number}\. ", text, re.MULTILINE) is not None


def module_exists(root: Path, name: str) -> bool:
    """Tell whether a dotted name is a module, or something that its module has."""
    path = root
    for place, part in enumerate(name.split(".")):
        if (path / part).is_dir():
            path = path / part
        elif (path / f"{part}.py").exists():
            path = path / f"{part}.py"
        else:
            file = path if path.is_file() else path / "__init__.py"
            return place > 0 and re.search(rf"\b{part}\b", file.read_text(encoding="utf-8")) is not None
    return True


def faults(root: Path, path: Path, text: str, comment: str) -> Iterator[str]:
    """List what a comment cites that does not exist."""
    for document, anchor in _CITATION.findall(comment):
        if not (root / document).is_file():
            yield f"there is no {document}"
        elif anchor and anchor not in anchors(root / document):
            yield f"{document} has no anchor {anchor}"
    for letter in _LETTER.findall(comment):
        yield f"{letter!r} does not say of which document: write docs/semantics.md#{letter.split()[-1]}"
    for numbers, other in _RULES.findall(comment):
        rules = (path.parent / f"{other}.py").read_text(encoding="utf-8") if other else text
        for number in re.findall(r"\d+", numbers):
            if not has_rule(rules, number):
                yield f"there is no rule {number} in {other or 'this file'}"
    for name in _PATH.findall(comment):
        if not ((root / name).exists() if "/" in name else any(root.joinpath("notebook_lit").rglob(name))):
            yield f"there is no {name}"
    for name in _MODULE.findall(comment):
        if not module_exists(root, name):
            yield f"there is no {name}"


def test_comments_cite_only_what_exists(root: Path) -> None:
    found = []
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        for line, comment in comments(path, text):
            found += [f"{path.relative_to(root)}:{line}: {fault}" for fault in faults(root, path, text, comment)]
    assert found == []


def test_the_search_sees_the_citations_of_today(root: Path) -> None:
    cited = {pair for path in sources(root) for pair in _CITATION.findall(path.read_text(encoding="utf-8"))}
    assert len({anchor for document, anchor in cited if document == "docs/semantics.md" and anchor}) >= 5


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("in order (docs/semantics.md#a.99)", "docs/semantics.md has no anchor a.99"),
        ("see docs/absent.md", "there is no docs/absent.md"),
        ("as in frontend_facts.md", "there is no frontend_facts.md"),
        ("in order (semantics a.3)", "'a.3' does not say of which document: write docs/semantics.md#a.3"),
        ("from its arguments (semantics j, slider)", "'semantics j' does not say of which document: write docs/semantics.md#j"),
        (
            "a style of its own costs more (frontend_facts F)",
            "'frontend_facts F' does not say of which document: write docs/semantics.md#F",
        ),
        ("it reads the wire value (rule 7)", "there is no rule 7 in this file"),
        ("order of children: see shelf.py", "there is no shelf.py"),
        ("see notebook_lit/notebook/shelf.py", "there is no notebook_lit/notebook/shelf.py"),
        ("`notebook_lit.notebook.shelf` says why", "there is no notebook_lit.notebook.shelf"),
    ],
)
def test_a_comment_that_cites_what_does_not_exist_is_found(root: Path, comment: str, fault: str) -> None:
    source = f'"""Rules.\n\n1. One.\n"""\n\nX = 1  # {comment}\n'
    path = root / "notebook_lit" / "invented.py"
    assert [found for _, text in comments(path, source) for found in faults(root, path, source, text)] == [fault]


def test_a_citation_may_be_in_a_docstring_or_in_a_comment_of_any_language(root: Path) -> None:
    wrong = "docs/semantics.md#a.99"
    texts = {
        "invented.py": f'def f():\n    """See {wrong}."""\n',
        "invented.ts": f"/** See {wrong}. */",
        "invented.css": f"/* {wrong} */",
    }
    for name, text in texts.items():
        path = root / "notebook_lit" / name
        found = [fault for _, comment in comments(path, text) for fault in faults(root, path, text, comment)]
        assert found == ["docs/semantics.md has no anchor a.99"], name


def absent_in_design(root: Path, text: str) -> list[str]:
    """List the paths and members that a text names and that do not exist."""
    package = [path.read_text(encoding="utf-8") for path in sorted((root / "notebook_lit").rglob("*.py"))]
    absent = []
    for span in _SPAN.findall(text):
        if re.fullmatch(r"[\w.-]+(/[\w.-]*)+|\w+\.(?:py|ts)", span) and span not in (".py", "docs/semantics.md#a.3"):
            below = any(path.name == span for path in (root / "notebook_lit").rglob("*.py")) if "/" not in span else False
            if not below and not any((root / beginning / span).exists() for beginning in BEGINNINGS):
                absent.append(span)
        method = re.fullmatch(r"([A-Z]\w+)\.(\w+)", span)
        if method is not None:
            owner, name = (
                re.compile(rf"^{pattern}", re.MULTILINE)
                for pattern in (rf"class {method[1]}\b", rf"    (?:def )?{method[2]}\b")
            )
            if not any(owner.search(module) and name.search(module) for module in package):
                absent.append(span)
    return absent


def test_the_design_names_only_what_exists(root: Path) -> None:
    assert absent_in_design(root, (root / "docs" / "design.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "span",
    ["runtime/engine/motor.py", "notebook/stage/", "labextension/src/panel/", "shelf.py", "Engine.shove", "Motor.submit"],
)
def test_a_name_in_the_design_that_does_not_exist_is_found(root: Path, span: str) -> None:
    assert absent_in_design(root, f"Look at `{span}` and at `runtime/engine/engine.py` and `Engine.submit`.") == [span]


def test_the_design_names_every_wing(root: Path) -> None:
    text = (root / "docs" / "design.md").read_text(encoding="utf-8")
    package, extension = root / "notebook_lit", root / "labextension" / "src"
    wings = [path.parent.relative_to(package).as_posix() for path in package.rglob("__init__.py") if path.parent != package]
    rooms = [wing for wing in wings if not any(other.startswith(f"{wing}/") for other in wings)]
    rooms += [path.relative_to(root).as_posix() for path in extension.iterdir() if path.is_dir()]
    assert len(rooms) > 20
    assert [wing for wing in sorted(rooms) if f"| `{wing}/` |" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(root: Path, document: str) -> None:
    file = root / document
    dead = []
    for target, anchor in _LINK.findall(file.read_text(encoding="utf-8")):
        to = (file.parent / target) if target else file
        if not to.exists() or (anchor and to.suffix == ".md" and anchor not in anchors(to)):
            dead.append(f"{target}#{anchor}")
    assert dead == []


def test_readers_find_the_documents(root: Path) -> None:
    for document in ("README.md", "CONTRIBUTING.md"):
        assert "docs/design.md" in (root / document).read_text(encoding="utf-8"), document
    assert "graft docs" in (root / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
