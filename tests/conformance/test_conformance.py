"""Every script behaves under notebook_lit as it does under Streamlit, apart from the differences that are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance import generate
from tests.conformance.compare import difference
from tests.conformance.differences import DIFFERENCES, Difference
from tests.conformance.steps import STEPS

SCRIPTS = sorted(Path(__file__).parent.joinpath("scripts").rglob("*.py"))
SEEDS = range(60)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_script_does_what_it_does_under_streamlit(path: Path) -> None:
    found = difference(path.read_text(encoding="utf-8"), STEPS.get(path.stem, []), path.stem)
    assert not found, f"\n{found}"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_script_does_what_it_does_under_streamlit(seed: int) -> None:
    script, steps = generate.app(seed)
    found = difference(script, steps)
    assert not found, f"\n{found}\n\n{script}"


def test_all_steps_belong_to_a_script() -> None:
    assert set(STEPS) <= {path.stem for path in SCRIPTS}


@pytest.mark.parametrize("listed", DIFFERENCES, ids=lambda listed: listed.what)
def test_each_listed_difference_still_exists(listed: Difference) -> None:
    scripts = {path.stem: path.read_text(encoding="utf-8") for path in SCRIPTS}
    if listed.shown_by not in scripts and not listed.lines:
        tests = Path(__file__).parents[1].joinpath("test_testing.py").read_text(encoding="utf-8")
        assert f"def {listed.shown_by}(" in tests
        return
    listed.seen.clear()
    for name in listed.lines or [listed.shown_by]:
        difference(scripts[name], STEPS.get(name, []), name)
    expected = {line for lines in listed.lines.values() for line in lines} or {listed.what}
    assert set(listed.seen) == expected, "Streamlit and notebook_lit agree by now; take this off the list"
