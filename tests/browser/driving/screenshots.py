"""The pictures of the README, taken from a real JupyterLab: ``python -m tests.browser.driving.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Locator, expect, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.driving import provision
from tests.browser.driving.lab import Lab, Notebook
from tests.browser.driving.server import ROOT, LabServer
from tests.browser.panel.test_panel_tab import open_tab, to_notebook

NOTEBOOKS = ROOT / "notebooks"
IMAGES = NOTEBOOKS / "images"
#: Letters that are alike on every machine that has one of these.
FONT = ":root { --jp-ui-font-family: Inter, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif !important; }"
ALL_CELLS = "panel.content.notebookConfig = {...panel.content.notebookConfig, windowingMode: 'none'}"
FIRST = [
    """%load_ext notebook_lit

import numpy as np
import pandas as pd

noise = np.random.default_rng(4).normal(size=(365, 2)).cumsum(axis=0)
df = pd.DataFrame(noise + 60, columns=["price", "index"], index=pd.date_range("2026-01-01", periods=365))""",
    """%%litapp
import matplotlib.pyplot as plt

left, right = st.columns([2, 1])
days = left.slider("Days", 30, 365, 180)
smooth = right.select_slider("Smoothing", ["none", "week", "month"], "week")

window = {"none": 1, "week": 7, "month": 30}[smooth]
shown = df.tail(days).rolling(window, min_periods=1).mean()          # df is the notebook's own variable
for place, name in zip(st.columns(2), df):
    change = shown[name].iloc[-1] / shown[name].iloc[0] - 1
    place.metric(name.title(), f"{shown[name].iloc[-1]:.1f}", f"{change:+.1%}", border=True)

fig, ax = plt.subplots(figsize=(9, 2.6))
ax.plot(shown, linewidth=1.6)
ax.legend(shown.columns, frameon=False)
ax.spines[["top", "right"]].set_visible(False)
st.pyplot(fig)""",
]


def _ready(notebook: Notebook, dark: bool) -> None:
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    notebook.set_dark(dark)
    notebook.page.add_style_tag(content=FONT)
    notebook.page.mouse.move(2, 2)


def _app(notebook: Notebook, word: str) -> Locator:
    """Give the app whose cell has a word in its text."""
    return notebook.page.locator(".jp-CodeCell", has_text=word).locator(".lit-app").first


def _take(name: str, of: Locator | None, notebook: Notebook) -> None:
    path = IMAGES / f"{name}.png"
    (of or notebook.page).screenshot(path=path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


def _panel(lab: Lab) -> None:
    """Take an app in a tab beside its notebook, with the list of apps and why it ran."""
    cells = [FIRST[0], FIRST[1].replace("%%litapp", "%%litapp market", 1)]
    notebook = lab.open(cells, width=1560, height=900)
    notebook.run_all(90)
    tab = open_tab(notebook, "market")
    notebook.page.add_style_tag(content=FONT)
    tab.get_by_role("button", name="Why market ran").click()
    runs = notebook.page.locator(".lit-why-run")
    for run in range(2, 6):
        tab.locator(".noUi-handle").first.focus()
        notebook.page.keyboard.press("PageUp")
        expect(runs).to_have_count(run)
    runs.first.locator("summary").click()
    notebook.page.mouse.move(2, 2)
    _take("panel", None, notebook)
    to_notebook(notebook)


def main() -> None:
    """Take them all."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, LabServer(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provision.find(), args=FLAGS)
        lab = Lab(server, browser, "demo", scale=1.5)
        first = lab.open(FIRST, width=1180, height=1150)
        _ready(first, dark=False)
        _take("first-app", None, first)
        _panel(lab)
        gallery = lab.open(NOTEBOOKS / "gallery.ipynb", width=1000, height=1600)
        _ready(gallery, dark=False)
        _take("inputs", _app(gallery, "%%litapp inputs"), gallery)
        _take("data", _app(gallery, "%%litapp data"), gallery)
        gallery.set_dark(True)
        gallery.page.add_style_tag(content=FONT)
        _take("dashboard-dark", _app(gallery, "%%litapp dashboard"), gallery)
        lab.close()
        browser.close()


if __name__ == "__main__":
    main()
