"""The run history of an app: why each run happened, and what it cost.

Rules
-----
1. An element is changed unless the page before had one that is equal: first by identity (equal calls share one object), then
   by content.
2. Messages and bytes are what was handed to ipywidgets for the page: traits, without the message envelopes.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from html import escape
from itertools import compress
from operator import attrgetter, is_not, itemgetter

from notebook_lit.runtime.engine.run_report import Change, RunReport
from notebook_lit.runtime.model.element import Block, Element, Page

#: How many runs are remembered, and how many of them are shown.
REMEMBERED, SHOWN = 100, 5
#: So many statements of a run are listed: the slowest.
SLOWEST = 5

_id_of = attrgetter("id")


@dataclass
class RunRecord:
    """One run.

    Parameters
    ----------
    report : RunReport
        What the engine knows of it.
    trigger : str
        Why it ran, in words.
    changes : list of Change
        The widgets that changed, by name.
    elements, changed, gone : int
        How many elements the page has, how many of them are new or changed, and how many are gone.
    messages, bytes : int
        What was sent to draw it.
    """

    report: RunReport
    trigger: str
    changes: list[Change] = field(default_factory=list)
    elements: int = 0
    changed: int = 0
    gone: int = 0
    messages: int = 0
    bytes: int = 0

    @property
    def unchanged(self) -> int:
        """The number of elements that did not change."""
        return self.elements - self.changed

    def slowest(self) -> list[tuple[int, float]]:
        """Return the lines of the slowest statements, with seconds."""
        return sorted(self.report.statements(), key=lambda pair: -pair[1])[:SLOWEST]


class RunHistory:
    """The last runs of one app."""

    def __init__(self) -> None:
        self.records: deque[RunRecord] = deque(maxlen=REMEMBERED)
        self._before: list[Element] = []
        self._sent = (0, 0)

    def record(self, report: RunReport, page: Page, sent: tuple[int, int]) -> None:
        """Record a run; ``page`` is what is shown now, ``sent`` counts messages and bytes since the app began."""
        elements: list[Element] = []
        for root in page.roots:
            if root.children or root.tail or root.passing:
                _flatten(root, elements)
        changed, gone = _count_changes(self._before, elements)
        changes, reasons = [], list(report.reasons)
        if report.changes:
            known = dict(zip(map(_id_of, self._before), self._before, strict=True))
            known.update(zip(map(_id_of, elements), elements, strict=True))  # the newest wins
            for change in report.changes:
                changes.append(_labelled(change, known.get(change.id)))
                if change.id in reasons:
                    reasons.remove(change.id)
        trigger = ", ".join([*reasons, *map(itemgetter(0), changes)])
        messages, size = sent[0] - self._sent[0], sent[1] - self._sent[1]
        self.records.append(RunRecord(report, trigger, changes, len(elements), changed, gone, messages, size))
        self._before, self._sent = elements, sent

    def why(self, count: int = SHOWN) -> RunTable:
        """Return the last ``count`` runs as a table."""
        return RunTable(list(self.records)[-count:] if count > 0 else [])


class RunTable:
    """Why the last runs happened, the newest last. Its repr is a table.

    Parameters
    ----------
    runs : list of RunRecord
        The runs.
    """

    def __init__(self, runs: list[RunRecord]) -> None:
        self.runs = runs

    def __repr__(self) -> str:
        lines = []
        for record in self.runs:
            report = record.report
            lines.append(f"run {report.number}: {record.trigger}; {_took(report)}")
            lines += [f"    {name}: {old} → {new}" for name, old, new in record.changes]
            statements = ", ".join(f"line {line} {seconds * 1000:.1f} ms" for line, seconds in record.slowest())
            lines += [f"    slowest statements: {statements}"] if statements else []
            lines.append(f"    {_counts_text(record)}")
        return "\n".join(lines) or "no run yet"

    def _repr_html_(self) -> str:
        head = "<tr><th>run</th><th>trigger</th><th>values</th><th>outcome</th><th>slowest statements</th><th>drawn</th></tr>"
        rows = []
        for record in self.runs:
            report = record.report
            cells = (
                str(report.number),
                escape(record.trigger),
                "<br>".join(escape(f"{name}: {old} → {new}") for name, old, new in record.changes),
                _took(report).replace(" in ", "<br>", 1),
                "<br>".join(f"line {line}: {seconds * 1000:.1f} ms" for line, seconds in record.slowest()),
                escape(_counts_text(record)),
            )
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        return f"<table>{head}{''.join(rows)}</table>"


def _took(report: RunReport) -> str:
    """Say how a run ended, how long it took, and how much of that was drawing."""
    return f"{report.outcome} in {report.seconds * 1000:.1f} ms ({report.drawing * 1000:.1f} ms of it drawing)"


def _counts_text(record: RunRecord) -> str:
    gone = f", {record.gone} gone" if record.gone else ""
    return (
        f"{record.elements} elements: {record.changed} changed, {record.unchanged} unchanged{gone}; "
        f"{record.messages} messages, {record.bytes} bytes"
    )


def _labelled(change: Change, element: Element | None) -> Change:
    """Return the change under the widget's key or label."""
    if element is None:
        return Change("a widget that is gone", change.old, change.new)
    name = element.key if element.key is not None else f"{element.kind} {element.props.get('label', '')!r}"
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


def _count_changes(old: list[Element], new: list[Element]) -> tuple[int, int]:
    """Return how many elements are new or changed, and how many are gone (rule 1)."""
    if len(old) == len(new):  # most runs change a few elements where they are: the others are left out at the speed of C
        places = list(compress(range(len(old)), map(is_not, old, new)))
        if not places:
            return 0, 0
        old, new = list(map(old.__getitem__, places)), list(map(new.__getitem__, places))
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
