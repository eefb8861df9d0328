"""Live variables and the app object in a real kernel: when an app follows, and that all its views do."""

from __future__ import annotations

import pytest

from tests.kernel.driving.held import Gate
from tests.kernel.driving.kernel import Kernel
from tests.kernel.test_app import html, only, wait_for_html

SETUP = "import pandas as pd\nimport notebook_lit as lit\ndf = pd.DataFrame({'x': [-1, 1, 2]})"


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit")
    kernel.run(SETUP)
    kernel.run("%%litapp rows\nst.slider('n', 0, 9, key='n')\nst.write(f'{len(df)} rows, {list(df.columns)}')")
    return kernel


def runs(kernel: Kernel) -> int:
    return int(kernel.run("len(lit.apps['rows']._session.reports)").result or 0)


def test_each_kind_of_cell_starts_the_runs_that_it_should(kernel: Kernel) -> None:
    assert runs(kernel) == 1
    kernel.run("df = df[df.x > 0]")
    wait_for_html(kernel, "2 rows")
    assert runs(kernel) == 2
    kernel.run("z = 1")
    assert runs(kernel) == 2
    kernel.run("df.drop(columns='x', inplace=True)")
    wait_for_html(kernel, "[]")
    assert runs(kernel) == 3


def test_the_page_of_a_quick_app_follows_before_the_cell_is_over(kernel: Kernel) -> None:
    kernel.run("from notebook_lit.notebook.variables import rerun_on_change\nsettle = rerun_on_change.SETTLE")
    kernel.run("rerun_on_change.SETTLE = 20")  # on a machine that is busy with other things, a quick app may need more time
    kernel.run("%%litapp rows\nfor step in range(5_000_000): pass\nst.write(f'{len(df)} rows')")
    for count in range(10, 13):
        cell = kernel.run(f"df = pd.DataFrame({{'x': range({count})}})")
        wait_for_html(kernel, f"{count} rows")
        messages = kernel.snapshot()
        drawn = next(place for place, message in enumerate(messages) if f"{count} rows" in str(message.data))
        over = next(place for place, message in enumerate(messages) if message.idle and message.parent == cell.id)
        assert drawn < over
    kernel.run("rerun_on_change.SETTLE = settle")


def test_an_async_cell_counts_too(kernel: Kernel) -> None:
    kernel.run("import asyncio\nawait asyncio.sleep(0)\ndf = df[:1]")
    wait_for_html(kernel, "1 rows")
    assert runs(kernel) == 2


def test_an_app_heals_when_the_name_is_back(kernel: Kernel) -> None:
    kernel.run("del df")
    wait_for_html(kernel, "NameError")
    kernel.run(SETUP)
    wait_for_html(kernel, "3 rows")
    assert "NameError" not in html(kernel)


def test_a_slow_app_does_not_hold_up_the_cells(kernel: Kernel) -> None:
    gate = Gate(kernel.folder)
    kernel.run("slow = False")
    kernel.run(f"%%litapp slow\nif slow:\n    {gate.wait}\nst.write(f'slow: {{slow}}')")
    kernel.run("slow = True")
    with gate.reached():
        assert kernel.run("1 + 1").result == "2"
        assert "slow: True" not in html(kernel)
    wait_for_html(kernel, "slow: True")


def test_every_view_follows_what_a_program_sets(kernel: Kernel) -> None:
    kernel.run("app = lit.apps['rows']")
    first, second = (kernel.run("display(app)").displays[0] for _ in range(2))
    view = "application/vnd.jupyter.widget-view+json"
    assert first[view] == second[view]
    assert kernel.run("app['n'] = 7\napp['n']").result == "7"
    kernel.wait_for(lambda: only(kernel, "IntSliderModel").state["value"] == 7, why="the slider at 7")
    kernel.send_update(only(kernel, "IntSliderModel").id, {"value": 4})
    assert kernel.run("app.wait(5); app['n']").result == "4"


def test_the_doctor_finds_nothing_wrong_after_a_hundred_runs(kernel: Kernel) -> None:
    kernel.run("for n in range(100):\n    lit.apps['rows']['n'] = n % 9")
    kernel.run("%%litapp rows\nst.text('another')")
    assert kernel.run("lit.doctor().ok").result == "True", kernel.run("print(lit.doctor())").text
    kernel.run("lit._extension.registry.discard('rows')")
    assert kernel.run("lit.doctor()['widgets of apps, frames and styles included'].now").result == "'0'"
    assert kernel.run("lit.doctor().ok").result == "True", kernel.run("print(lit.doctor())").text
