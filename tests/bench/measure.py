"""One case over all contestants, their events in turn, so that what the machine does meanwhile hits all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.cases import Case
from tests.bench.contestants import App, Contestant
from tests.bench.exchange import NoAnswerError, Sample, exchange


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Parameters
    ----------
    events
        Counted events of each contestant in each case; slow ones get fewer.
    warm_ups
        Events before them that are not counted.
    least
        The fewest counted events, however slow.
    seconds
        What the counted events of one contestant in one case may take.
    set_up
        Seconds that putting a page on screen may take.
    blocks
        In how many turns the events are sent.
    """

    events: int = 30
    warm_ups: int = 5
    least: int = 3
    seconds: float = 5
    set_up: float = 30
    blocks: int = 5


@dataclass
class Result:
    """What one contestant did in one case: samples, or the reason why there are none."""

    case: Case
    contestant: Contestant
    samples: list[Sample] = field(default_factory=list)
    reason: str = ""

    @property
    def seconds(self) -> float:
        """The median time."""
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def messages(self) -> float:
        """The median number of messages."""
        return statistics.median(sample.messages for sample in self.samples)

    @property
    def size(self) -> float:
        """The median of the bytes."""
        return statistics.median(sample.size for sample in self.samples)

    @property
    def late(self) -> int:
        """All messages that came after their answer was taken as over: 0 in a sound measurement."""
        return sum(sample.late for sample in self.samples)


@dataclass
class _Runner:
    result: Result
    app: App
    quota: int = 0
    number: int = 0

    def warm_up(self, plan: Plan) -> None:
        """Send the events that do not count, and see from them how many that do are affordable."""
        try:
            self.app.show(plan.set_up)
            costs: list[float] = []
            start = time.perf_counter()
            while len(costs) < plan.warm_ups and time.perf_counter() - start < plan.seconds / 3:
                before = time.perf_counter()
                self._event(plan.set_up)
                costs.append(time.perf_counter() - before)
        except NoAnswerError as error:
            self.result.reason = str(error)
            return
        self.quota = min(plan.events, max(plan.least, int(plan.seconds / statistics.median(costs))))

    def measure_block(self, block: int, plan: Plan) -> None:
        """Send this block's share of the events."""
        due = self.quota * (block + 1) // plan.blocks
        try:
            while not self.result.reason and len(self.result.samples) < due:
                self.result.samples.append(self._event(plan.set_up))
        except NoAnswerError as error:
            self.result.reason = str(error)

    def _event(self, limit: float) -> Sample:
        self.number += 1
        value = self.result.case.value(self.number)
        return exchange(self.app, value, self.result.case.answer(value), limit)


def measure(case: Case, contestants: Sequence[Contestant], plan: Plan) -> list[Result]:
    """Measure one case.

    Parameters
    ----------
    case
        The case.
    contestants
        Who takes part; one without a script for this case is left out.
    plan
        How much is measured.

    Returns
    -------
    list[Result]
        One for each, in their order.
    """
    results: list[Result] = []
    with ExitStack() as stack:
        runners = []
        for contestant in contestants:
            script = case.text(contestant.idiom)
            if script is None:
                continue
            result = Result(case, contestant, reason=contestant.missing(case) or "")
            results.append(result)
            if not result.reason:
                folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
                app = contestant.start(case, script, folder)
                stack.callback(app.close)
                runners.append(_Runner(result, app))
        for runner in runners:
            runner.warm_up(plan)
        gc.collect()
        for block in range(plan.blocks):
            # There and back again: nobody is always the first one after the same neighbour.
            for runner in runners if block % 2 == 0 else reversed(runners):
                runner.measure_block(block, plan)
    return results
