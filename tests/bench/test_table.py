from __future__ import annotations

import pytest

from tests.bench import table
from tests.bench.cases import CASES, Case
from tests.bench.contestants import CONTESTANTS
from tests.bench.exchange import Sample
from tests.bench.measure import Result

CASE = {case.name: case for case in CASES}
CONTESTANT = {contestant.name: contestant for contestant in CONTESTANTS}


def result(case: str, contestant: str, ms: float, messages: int = 4, size: int = 2000, late: int = 0) -> Result:
    return Result(CASE[case], CONTESTANT[contestant], [Sample(ms / 1000, messages, size, late)] * 3)


def verdicts(lines: list[str]) -> list[str]:
    return [line.split()[0] for line in lines]


def test_a_budget_that_is_kept_passes_and_one_that_is_not_is_a_miss() -> None:
    peers = [result("hello", "handwritten", 2), result("hello", "streamlit", 30), result("hello", "streamlit-nogc", 10)]
    kept = table.budgets(CASE["hello"], [result("hello", "ours", 2.5), *peers])
    assert verdicts(kept) == ["PASS"] * 5
    missed = table.budgets(CASE["hello"], [result("hello", "ours", 4, messages=5, size=5000), *peers])
    assert verdicts(missed) == ["MISS"] * 5


def test_budgets_are_not_judged_against_peers_that_did_not_run() -> None:
    lines = table.budgets(CASE["all-depend"], [result("all-depend", "ours", 3, messages=10)])
    assert verdicts(lines) == ["PASS"]


def test_a_contestant_without_figures_says_why() -> None:
    failed = Result(CASE["hello"], CONTESTANT["solara"], reason="not installed: pip install solara")
    (line,) = table.rows([failed])
    assert "not installed: pip install solara" in line


def test_stray_messages_are_told() -> None:
    assert any("unsound: 6 messages" in line for line in table.rows([result("hello", "ours", 2, late=2)]))


@pytest.mark.parametrize(("ms", "verdict"), [((1, 10, 100), "PASS"), ((1, 20, 400), "MISS")])
def test_the_exponent_is_the_slope_from_100_to_10000(ms: tuple[float, ...], verdict: str) -> None:
    (line,) = table.exponents([result(name, "ours", t) for name, t in zip(table.SIZES, ms, strict=True)])
    assert line.endswith(verdict)
    assert ("1.00 (" in line) == (verdict == "PASS")


def test_every_event_changes_the_value() -> None:
    for case in CASES:
        assert all(case.value(number) != case.value(number + 1) for number in range(60))


@pytest.mark.parametrize("idiom", ["app", "handwritten", "interact", "solara"])
@pytest.mark.parametrize("case", [case for case in CASES if case.name != "floor"], ids=lambda case: case.name)
def test_every_case_has_a_script_in_every_idiom_with_its_number_of_rows(case: Case, idiom: str) -> None:
    text = case.text(idiom)
    assert text is not None
    compile(text, "bench", "exec")
    if case.rows:
        assert f"ROWS = {case.rows}\n" in text
