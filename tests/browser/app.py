"""What a reader does with an app in an open notebook, and a watch inside the page on what is seen of it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.frames import Frame
from tests.browser.lab import Lab, Notebook

LOAD = "%load_ext notebook_lit"
# From now on, note what each place shows, whenever it changes and in every frame that is drawn.
WATCH = """([root, places]) => {
    const log = window.litWatch = {times: places.map(() => []), texts: places.map(() => []), frames: 0, absent: 0};
    const look = () => {
        const now = performance.now();
        let missing = false;
        places.forEach((place, i) => {
            const found = [...root.querySelectorAll('p, h1, h2')].filter(e => e.textContent.startsWith(place));
            const text = found.map(e => e.textContent).join(' | ');
            missing ||= !found.length || !found[0].getClientRects().length;
            if (text !== log.texts[i].at(-1)) { log.texts[i].push(text); log.times[i].push(now); }
        });
        log.absent += missing;
    };
    new MutationObserver(look).observe(root, {subtree: true, childList: true, characterData: true, attributes: true});
    const draw = () => { log.frames += 1; look(); requestAnimationFrame(draw); };
    draw();
}"""
# Press a key on the focused element every few milliseconds; gives the time of the last press.
PRESS = """([key, times, pause]) => new Promise(done => {
    const target = document.activeElement;
    const press = () => {
        target.dispatchEvent(new KeyboardEvent('keydown', {key, code: key, bubbles: true, cancelable: true}));
        target.dispatchEvent(new KeyboardEvent('keyup', {key, code: key, bubbles: true}));
        times -= 1;
        if (times) setTimeout(press, pause); else done(performance.now());
    };
    press();
})"""
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"


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

    def input(self, label: str) -> Locator:
        """Give the field with this label."""
        return self.root.get_by_label(label, exact=True)

    def handle(self, number: int = 0) -> Locator:
        """Give the handle of a slider."""
        return self.root.locator(".noUi-handle").nth(number)

    def shows(self, text: str) -> None:
        """Wait until a text is seen."""
        expect(self.root.get_by_text(text, exact=True)).to_be_visible()

    def watch(self, *places: str) -> None:
        """Note from now on what the texts that begin with these words are."""
        self.page.evaluate(WATCH, [self.root.element_handle(), list(places)])

    def watched(self) -> Any:
        """Give what was noted: times and texts of each place, and how often one of them was absent."""
        return self.page.evaluate("window.litWatch")

    def press(self, key: str, times: int, pause: int) -> float:
        """Press a key every ``pause`` milliseconds; give the page's time of the last press."""
        return float(self.page.evaluate(PRESS, [key, times, pause]))

    def costs(self, mark: int) -> list[Frame]:
        """Wait until the kernel is idle, and give the frames since a mark of the recorder."""
        self.page.wait_for_function(IDLE)
        return self.notebook.recorder.frames(mark)


def open_app(lab: Lab, script: str, *more: str, dark: bool = False) -> OpenApp:
    """Open a new notebook with an app in its second cell, and run all of it."""
    notebook = lab.open([LOAD, "%%litapp first\n" + script, *more], dark=dark)
    notebook.run_all()
    app = OpenApp(notebook)
    expect(app.root).to_be_visible()
    return app
