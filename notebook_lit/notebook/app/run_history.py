"""The ledger of an app: why each run happened, and what it cost.

Rules
-----
1. An element is changed unless the page before had one that is equal: first by identity (equal calls share one object), then
   by content.
2. Messages and bytes are what was handed to ipywidgets for the page: traits, without the frames of the wire.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from html import escape
from itertools import compress
from operator import is_not

from notebook_lit.runtime.engine.run_report import Change, Report
from notebook_lit.runtime.model.element import Block, Element, Page

#: How many runs are remembered, and how many of them are shown.
REMEMBERED, SHOWN = 100, 5
#: So many statements of a run are listed: the slowest.
SLOWEST = 5


@dataclass
class Entry:
    """One run.

    Parameters
    ----------
    report : Report
        What the engine knows of it.
    trigger : str
        Why it ran, in words.
    changes : list of Change
        The widgets that changed, by name.
    elements, changed, gone : int
        How many elements the page has, how many of them are new or other than before, and how many are there no more.
    messages, bytes : int
        What was sent to draw it.
    """

    report: Report
    trigger: str
    changes: list[Change] = field(default_factory=list)
    elements: int = 0
    changed: int = 0
    gone: int = 0
    messages: int = 0
    bytes: int = 0

    @property
    def unchanged(self) -> int:
        """How many elements are as before."""
        return self.elements - self.changed

    def slowest(self) -> list[tuple[int, float]]:
        """List the lines of the slowest statements, with seconds."""
        return sorted(self.report.statements(), key=lambda pair: -pair[1])[:SLOWEST]


class Ledger:
    """Keeps the entries of one app."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=REMEMBERED)
        self._before: list[Element] = []
        self._sent = (0, 0)

    def note(self, report: Report, page: Page, sent: tuple[int, int]) -> None:
        """Write down a run; ``page`` is what is shown now, ``sent`` counts messages and bytes since the app began."""
        elements: list[Element] = []
        for root in page.roots:
            _flatten(root, elements)
        changed, gone = _compare(self._before, elements)
        known = {id: _find(id, elements) or _find(id, self._before) for id, _, _ in report.changes}
        changes = [_named(change, known[change.id]) for change in report.changes]
        trigger = ", ".join([reason for reason in report.reasons if reason not in known] + [change.id for change in changes])
        messages, size = sent[0] - self._sent[0], sent[1] - self._sent[1]
        self.entries.append(Entry(report, trigger, changes, len(elements), changed, gone, messages, size))
        self._before, self._sent = elements, sent

    def why(self, count: int = SHOWN) -> Why:
        """Give the last ``count`` entries."""
        return Why(list(self.entries)[-count:] if count > 0 else [])


class Why:
    """Why the last runs happened, the newest last. Its repr is a table.

    Parameters
    ----------
    runs : list of Entry
        The runs.
    """

    def __init__(self, runs: list[Entry]) -> None:
        self.runs = runs

    def __repr__(self) -> str:
        lines = []
        for entry in self.runs:
            report = entry.report
            lines.append(f"run {report.number}: {entry.trigger}; {report.outcome} in {report.seconds * 1000:.1f} ms")
            lines += [f"    {name}: {old} → {new}" for name, old, new in entry.changes]
            statements = ", ".join(f"line {line} {seconds * 1000:.1f} ms" for line, seconds in entry.slowest())
            lines += [f"    slowest statements: {statements}"] if statements else []
            lines.append(f"    {_drawn(entry)}")
        return "\n".join(lines) or "no run yet"

    def _repr_html_(self) -> str:
        head = "<tr><th>run</th><th>trigger</th><th>values</th><th>outcome</th><th>slowest statements</th><th>drawn</th></tr>"
        rows = []
        for entry in self.runs:
            report = entry.report
            cells = (
                str(report.number),
                escape(entry.trigger),
                "<br>".join(escape(f"{name}: {old} → {new}") for name, old, new in entry.changes),
                f"{report.outcome}<br>{report.seconds * 1000:.1f} ms",
                "<br>".join(f"line {line}: {seconds * 1000:.1f} ms" for line, seconds in entry.slowest()),
                escape(_drawn(entry)),
            )
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        return f"<table>{head}{''.join(rows)}</table>"


def _drawn(entry: Entry) -> str:
    gone = f", {entry.gone} gone" if entry.gone else ""
    return (
        f"{entry.elements} elements: {entry.changed} changed, {entry.unchanged} unchanged{gone}; "
        f"{entry.messages} messages, {entry.bytes} bytes"
    )


def _named(change: Change, element: Element | None) -> Change:
    """Call a widget by its key or label; hide what was typed into a password field."""
    if element is None:
        return Change("a widget that is gone", change.old, change.new)
    name = element.key if element.key is not None else f"{element.kind} {element.props.get('label', '')!r}"
    if element.props.get("type") == "password":
        return Change(name, "•••", "•••")
    return Change(name, change.old, change.new)


def _flatten(block: Block, into: list[Element]) -> None:
    children = block.shown()
    if Block not in set(map(type, children)):  # mostly, and at the speed of C
        into += children
        return
    for child in children:
        into.append(child)
        if child.__class__ is Block:
            _flatten(child, into)


def _find(id: str, elements: list[Element]) -> Element | None:
    return next((element for element in elements if element.id == id), None)


def _compare(old: list[Element], new: list[Element]) -> tuple[int, int]:
    """Count what is new or other than before, and what is there no more (rule 1)."""
    if len(old) == len(new):  # most runs change a few elements where they are: the others are left out at the speed of C
        differs = list(map(is_not, old, new))
        if not any(differs):
            return 0, 0
        old, new = list(compress(old, differs)), list(compress(new, differs))
    before: defaultdict[int, int] = defaultdict(int)
    for element in old:
        before[id(element)] += 1
    left: list[Element] = []
    for element in new:
        if before[id(element)]:
            before[id(element)] -= 1
        else:
            left.append(element)
    if not left:
        return 0, sum(before.values())
    candidates: defaultdict[tuple[str, str | None], list[Element]] = defaultdict(list)
    for element in reversed(old):
        if before[id(element)]:
            before[id(element)] -= 1
            candidates[element.kind, element.id].append(element)
    changed = 0
    for element in left:
        others = candidates[element.kind, element.id]
        if not others or others.pop() != element:
            changed += 1
    return changed, sum(map(len, candidates.values()))
