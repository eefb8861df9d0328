"""What a reader does with an app in an open notebook, and a watch inside the page on what is seen of it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.driving.frames import Frame
from tests.browser.driving.lab import Lab, Notebook

LOAD = "%load_ext notebook_lit"
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"

#: In the kernel: how many browser tabs show each app with our renderer.
LEASES = "[len(app._session.bundle.leases) for app in __import__('notebook_lit').apps.values()]"
#: Asks the kernel until an expression has a value, as a page can: by messages.
HAS_VALUE = """const [expression, value] = argument, {kernel} = panel.sessionContext.session;
const request = {code: '', silent: true, store_history: false, user_expressions: {expression}};
for (;;) {
    const {content} = await kernel.requestExecute(request).done;
    if (content.user_expressions.expression.data['text/plain'] === value) return;
}"""


def wait_for_value(notebook: Notebook, expression: str, value: str) -> None:
    """Wait until an expression has a value in the kernel."""
    notebook.in_lab(HAS_VALUE, [expression, value])


class OpenApp:
    """One app on the screen.

    Parameters
    ----------
    notebook
        Where it is.
    cell
        The number of its cell.
    """

    def __init__(self, notebook: Notebook, cell: int = 1) -> None:
        self.notebook = notebook
        self.page = notebook.page
        self.cell = cell
        self.root: Locator = notebook.cell_output(cell).locator(".lit-app")

    def ask(self, name: str, argument: Any = None) -> Any:
        """Call a function of ``page.js`` with the element of the app."""
        return self.root.evaluate("(root, [name, argument]) => litTest[name](root, argument)", [name, argument])

    def input(self, label: str) -> Locator:
        """Give the field with this label."""
        return self.root.get_by_label(label, exact=True)

    def pick(self, label: str, option: str) -> None:
        """Choose an option in the field with this label: by typing where it is a combobox, else in the browser's own list."""
        field = self.input(label)
        if field.get_attribute("role") == "combobox":
            field.fill(option)
            self.root.locator(".lit-option", has_text=re.compile(f"^{re.escape(option)}$")).click()
        else:
            field.select_option(option)

    def handle(self, number: int = 0) -> Locator:
        """Give the handle of a slider."""
        return self.root.locator(".noUi-handle").nth(number)

    def shows(self, text: str) -> None:
        """Wait until a text is seen."""
        expect(self.root.get_by_text(text, exact=True)).to_be_visible()

    def watch(self, *places: str) -> None:
        """Note from now on what the texts that begin with these words are."""
        self.ask("watch", list(places))

    def watched(self) -> Any:
        """Give what was noted: times and texts of each place, and how often one of them was absent."""
        return self.page.evaluate("litTest.log")

    def press(self, key: str, times: int, pause: int) -> float:
        """Press a key every ``pause`` milliseconds; give the page's time of the last press."""
        return float(self.page.evaluate("([key, times, pause]) => litTest.press(key, times, pause)", [key, times, pause]))

    def costs(self, mark: int) -> list[Frame]:
        """Wait until the kernel is idle, and give the frames since a mark of the recorder."""
        self.page.wait_for_function(IDLE)
        return self.notebook.recorder.frames(mark)


def open_app(lab: Lab, script: str, *more: str, dark: bool = False, new_page: bool = False) -> OpenApp:
    """Open a new notebook with an app in its second cell, and run all of it."""
    notebook = lab.open([LOAD, "%%litapp first\n" + script, *more], dark=dark, new_page=new_page)
    notebook.run_all()
    app = OpenApp(notebook)
    expect(app.root).to_be_visible()
    return app
