"""Every input of the gallery, operated one by one as a reader would, and the value that its app then has."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import FAILED
from tests.browser.driving.lab import TIMEOUT, Notebook
from tests.browser.driving.notebook7 import Notebook7
from tests.browser.driving.open_page import OpenPage
from tests.browser.driving.server import LabServer
from tests.browser.vscode.notebook import VSCode, VSCodeNotebook

FRONT_ENDS = {"Notebook 7": Notebook7, "VS Code": VSCode}
APPS = ("text", "data", "choices", "inputs", "layout", "status", "media", "dashboard")
#: Fields that cannot be changed.
FIXED = {("choices", "Disabled"), ("choices", "Not to be changed"), ("choices", "Not to be switched"), ("inputs", "Disabled")}
#: Tells what the widgets of all apps have, and what started the last run of each app.
ASK = """import json, notebook_lit as lit
values = {name: {label: repr(app[label]) for label in app if (name, label) not in %r} for name, app in lit.apps.items()}
print(json.dumps([%d, values, {name: repr(app.why(1)).splitlines()[0] for name, app in lit.apps.items()}]))"""

Values = dict[str, dict[str, str]]


class Gallery:
    """The open gallery, and a cell under it that asks the kernel."""

    def __init__(self, notebook: Notebook | VSCodeNotebook, cell: int) -> None:
        self.notebook = notebook
        self._cell = cell
        self._numbers = itertools.count(1)

    def app(self, name: str) -> Locator:
        """Give one of the apps."""
        return self.notebook.page.locator(".lit-app").nth(APPS.index(name))

    def ask(self) -> tuple[Values, dict[str, str]]:
        """Give the values of all widgets, and what started the last run of each app."""
        number = next(self._numbers)
        self.notebook.set_source(self._cell, ASK % (FIXED, number))
        self.notebook.run_cell(self._cell)
        answer = self.notebook.cell_output(self._cell).locator("pre").last
        expect(answer).to_contain_text(f"[{number},")
        _, values, triggers = json.loads(answer.inner_text())
        return values, triggers


@dataclass(frozen=True)
class Step:
    """What a reader does with one input.

    Attributes
    ----------
    app, label
        Which input.
    act
        Does it with the field that has the label.
    value
        The repr of what the app has then, if it is not just another one; for a button what started the last run.
    """

    app: str
    label: str
    act: Callable[[OpenPage, Locator], None]
    value: str | None


def click(_: OpenPage, field: Locator) -> None:
    field.click()


def tick(_: OpenPage, field: Locator) -> None:
    field.locator("label").last.click()


def choose(option: str) -> Callable[[OpenPage, Locator], None]:
    """Choose one of a radio's options."""
    return lambda page, field: field.locator(".widget-radio-box label", has_text=re.compile(f"^{option}")).click()


def pick(option: str) -> Callable[[OpenPage, Locator], None]:
    """Choose in a menu: by typing where it is a combobox, else in the browser's own list."""

    def act(page: OpenPage, field: Locator) -> None:
        named = field.locator("label").first.get_attribute("for")
        menu = page.page.locator(f'[id="{named}"]')
        if menu.get_attribute("role") != "combobox":
            menu.select_option(option)
            return
        menu.fill(option)
        page.page.locator(".lit-option", has_text=re.compile(f"^{option}$")).click()
        page.page.keyboard.press("Escape")  # the list of a multiselect stays open

    return act


def turn(key: str) -> Callable[[OpenPage, Locator], None]:
    """Press a key on the first handle of a slider."""

    def turned(page: OpenPage, field: Locator) -> None:
        field.locator(".noUi-handle").first.focus()
        page.page.keyboard.press(key)

    return turned


def drag(page: OpenPage, field: Locator) -> None:
    """Move the handle of a slider to the end of its scale, and further."""
    page.drag(field.locator(".noUi-handle"), x=600)


def fill(text: str, then: str = "Enter") -> Callable[[OpenPage, Locator], None]:
    """Fill in a field, and press Enter or leave it."""

    def act(page: OpenPage, field: Locator) -> None:
        field.locator("input, textarea").first.fill(text)
        page.page.keyboard.press(then)

    return act


def colour(value: str) -> Callable[[OpenPage, Locator], None]:
    return lambda page, field: field.locator("input[type=color]").fill(value)


STEPS = [
    Step("data", "Shop", pick("Oslo"), "'Oslo'"),
    *(
        Step("choices", name, click, name)
        for name in ("Secondary", "Primary", "Tertiary", "With an emoji", "As wide as the cell")
    ),
    Step("choices", "I agree", tick, "False"),
    Step("choices", "Night mode", tick, "False"),
    Step("choices", "Meal", choose("Dinner"), "'Dinner'"),
    Step("choices", "Size", choose("L"), "'L'"),
    Step("choices", "City", pick("Turin"), "'Turin'"),
    Step("choices", "City, or none", pick("Lisbon"), "'Lisbon'"),
    Step("choices", "Tools", pick("polars"), "['pandas', 'duckdb', 'polars']"),
    Step("choices", "Nothing chosen yet", pick("b"), "['b']"),
    Step("choices", "Mood", turn("ArrowRight"), "'great'"),
    Step("choices", "From and to", turn("ArrowRight"), "('M', 'L')"),
    Step("inputs", "Rows", drag, "130"),
    Step("inputs", "Range", turn("ArrowRight"), "(0.3, 0.75)"),
    Step("inputs", "Share", turn("ArrowLeft"), "39"),
    Step("inputs", "Month", turn("ArrowRight"), "datetime.date(2026, 6, 16)"),
    Step("inputs", "Count", fill("17"), "17"),
    Step("inputs", "Price", fill("2.5"), "2.5"),
    Step("inputs", "Nothing yet", fill("3"), "3.0"),
    Step("inputs", "Colour", colour("#abcdef"), "'#abcdef'"),
    Step("inputs", "Name", fill("Grace"), "'Grace'"),
    Step("inputs", "Password", fill("hush"), "'hush'"),
    Step("inputs", "Notes", fill("one\ntwo", "Tab"), "'one\\ntwo'"),
    Step("inputs", "Day", fill("2027/01/02", "Tab"), "datetime.date(2027, 1, 2)"),
    Step("inputs", "Trip", fill("2026/07/03", "Tab"), "(datetime.date(2026, 7, 3), datetime.date(2026, 7, 12))"),
    Step("inputs", "Alarm", fill("18:45", "Tab"), "datetime.time(18, 45)"),
    Step("layout", "Aligned", fill("typed"), "'typed'"),
    *(Step("layout", name, click, name) for name in ("Go", "Back", "Next")),
    Step("layout", "with a checkbox", tick, "True"),
    Step("layout", "Nested", turn("End"), "10"),
    Step("layout", "Nested too", pick("two"), "'two'"),
    Step("layout", "Inside", turn("Home"), "0"),
    Step("media", "Bins", turn("ArrowRight"), "19"),
    Step("dashboard", "Shops", pick("Turin"), "['Berlin', 'Oslo', 'Turin']"),
    Step("dashboard", "Orders, at least", turn("Home"), "20"),
    Step("dashboard", "Checked only", tick, "True"),
]


def field(app: Locator, step: Step) -> Locator:
    """Find the field of a step by the label that is seen."""
    label = re.compile(rf"^\W*{re.escape(step.label)}(?=[A-Z]|$)")  # symbols before it, the tooltip of a help behind it
    if step.act is click:
        return app.locator("button", has_text=label)
    return app.locator(".lit-input:not(:has(.lit-input))").filter(has=app.page.locator("label", has_text=label))


@pytest.fixture(params=FRONT_ENDS)
def gallery(
    browser: Browser, lab_server: LabServer, request: pytest.FixtureRequest, root: Path, tmp_path: Path
) -> Iterator[Gallery]:
    """Give the gallery in each front end, with all of it run."""
    cells = json.loads((root / "notebooks" / "gallery.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    name = re.sub(r"\W+", "-", request.node.name).strip("-")[-50:]
    opened = FRONT_ENDS[request.param](lab_server, browser, name)
    notebook = opened.open([*sources, "0"], width=1000, height=1400)
    if isinstance(notebook, Notebook):  # JupyterLab draws only the cells that are in sight
        notebook.in_lab("panel.content.notebookConfig = {...panel.content.notebookConfig, windowingMode: 'none'}")
    notebook.run_all(90)
    yield Gallery(notebook, len(sources))
    if request.node.stash.get(FAILED, False):
        notebook.screenshot(f"failed-{name}")
    opened.close()


@pytest.mark.works("every input")
@pytest.mark.timeout(240)
def test_every_input_of_the_gallery_gives_its_app_what_the_reader_did(gallery: Gallery, request: pytest.FixtureRequest) -> None:
    before, _ = gallery.ask()
    known = {(name, label) for name, labels in before.items() for label in labels}
    assert known == {(step.app, step.label) for step in STEPS}
    for step in STEPS:
        app = gallery.app(step.app)
        step.act(gallery.notebook, field(app, step))
        before = _reached(gallery, step, before)
    folder = request.node.callspec.id.lower().replace(" ", "-")
    for dark in (False, True):
        gallery.notebook.set_dark(dark)
        for name in ("choices", "inputs", "layout", "dashboard"):
            gallery.notebook.screenshot(f"operated-{folder}-{name}-{'dark' if dark else 'light'}", gallery.app(name))
    assert gallery.notebook.page.locator(".lit-exception").count() == 1  # the one that is shown on purpose


def _reached(gallery: Gallery, step: Step, before: Values) -> Values:
    """Wait until what was done has reached the app; nothing else may have changed. Give what all widgets have then."""
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        values, triggers = gallery.ask()
        if step.act is click:
            if step.label in triggers[step.app]:
                assert values == before
                return values
            continue
        value, old = values[step.app][step.label], before[step.app][step.label]
        if value == (step.value or value) != old:
            assert values == {**before, step.app: {**before[step.app], step.label: value}}
            return values
    raise AssertionError(f"{step} was not reached: {values[step.app][step.label]}; {triggers[step.app]}")
