"""What axe-core, the accessibility checker, finds serious in the apps of a page."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.vscode.bundle import MODULES, provide

#: What core ipywidgets draws with no way to say it better from Python: handles of sliders and colour fields have no name,
#: labels are not tied to disabled fields, the sanitizer of labels takes the role off our symbols, and a box that scrolls
#: cannot be told to take the focus (browsers give it to scrolling boxes by themselves).
CORE = (
    ".noUi-handle, input[type=color], .widget-label, .widget-label *, .lit-label *, .lit-field-label *, "
    "input:disabled, .widget-box.lit-scroll"
)
FIND = """async ([place, core]) => (await axe.run(place, {resultTypes: ['violations']})).violations
    .filter(v => v.impact === 'serious' || v.impact === 'critical')
    .flatMap(v => v.nodes.map(n => [v.id, n.html.slice(0, 200), document.querySelector(n.target[0])]))
    .filter(([id, html, node]) => !node.matches(core)).map(([id, html]) => [id, html])"""


def serious(page: Page, place: str = ".lit-app") -> list[list[str]]:
    """Give rule and element of each finding within what a selector names that is serious, but for those of core ipywidgets."""
    if not page.evaluate("'axe' in window"):
        provide()  # it comes from npm with VS Code's bundle
        page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[list[str]] = page.evaluate(FIND, [place, CORE])
    print(f"axe: {found}")
    return found
