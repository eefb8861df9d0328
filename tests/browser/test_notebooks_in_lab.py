"""The notebooks that people open first, as they see them: all cells run, the look in both themes, a slider by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab

# What is cut off or has a scrollbar though it does not scroll on purpose.
CUT = """root => [...root.querySelectorAll('*')].filter(element => {
    const style = getComputedStyle(element);
    if (!element.clientWidth || !element.offsetParent || style.visibility === 'hidden') return false;
    const wide = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible';
    const high = element.scrollHeight > element.clientHeight + 1 && style.overflowY !== 'visible' && style.display !== 'inline';
    return (wide || high) && !element.closest('.lit-scroll, .lit-code, .widget-tab-bar, select, textarea, math, .lit-math-block, .lit-anchor');
}).map(element => `${element.tagName} .${element.className} ${element.textContent.slice(0, 40)}`)"""
# How well text stands out from what is behind it (WCAG 2.1): the ratio of each text that is seen, the lowest first.
CONTRAST = """root => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
    const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
    const behind = element => { const layers = [];
        for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
        return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]); };
    const light = colour => { const [r, g, b] = colour.map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (!text || !element.getClientRects().length || element.closest(':disabled, .lit-rainbow, select, style, .lit-anchor, .lit-emoji')) continue;
        if (element.closest('label, .lit-input, .lit-multiselect')?.querySelector(':disabled')) continue;
        const back = behind(element), front = over(rgba(getComputedStyle(element).color), back);
        const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
        if (rgba(getComputedStyle(element).color)[3]) found.push([(high + 0.05) / (low + 0.05), text.slice(0, 30)]);
    }
    return found.sort((a, b) => a[0] - b[0]).slice(0, 5);
}"""
ALL_CELLS = "panel.content.notebookConfig = {...panel.content.notebookConfig, windowingMode: 'none'}"


def test_the_first_five_minutes_run_and_a_slider_moved_by_mouse_changes_the_output(lab: Lab, root: Path) -> None:
    notebook = lab.open(root / "notebooks" / "five_minutes.ipynb")
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    apps = notebook.page.locator(".lit-app")
    expect(apps.first).to_be_visible()
    assert notebook.page.locator(".lit-exception").count() == 0
    app = apps.filter(has=notebook.page.locator(".noUi-handle")).first
    before = app.locator(".lit-main").inner_text()
    notebook.drag(app.locator(".noUi-handle").first, x=60)
    changed = "([root, before]) => root.innerText.length && root.innerText !== before"
    notebook.page.wait_for_function(changed, arg=[app.locator(".lit-main").element_handle(), before])
    assert not notebook.errors
    notebook.screenshot("five-minutes")


@pytest.mark.parametrize("width", [1280, 560])
def test_the_gallery_cuts_nothing_off_and_is_readable_in_both_themes(lab: Lab, root: Path, width: int) -> None:
    notebook = lab.open(root / "notebooks" / "gallery.ipynb", width=width, height=1400)
    notebook.in_lab(ALL_CELLS)
    notebook.run_all(90)
    apps = notebook.page.locator(".lit-app")
    expect(apps).to_have_count(8)
    assert notebook.page.locator(".lit-exception").count() == 1  # the one that is shown on purpose
    lowest = []
    for dark in (False, True):
        notebook.set_dark(dark)
        for number, app in enumerate(apps.all()):
            name = f"gallery-{number}-{'dark' if dark else 'light'}-{width}"
            notebook.screenshot(name, app)
            if not dark:
                assert app.evaluate(CUT) == []
                _assert_inside(app)
            lowest += [(ratio, text, name) for ratio, text in app.evaluate(CONTRAST)]
    lowest.sort()
    print(f"lowest contrasts: {lowest[:5]}")
    assert lowest[0][0] >= 4.5, lowest[:5]
    assert not notebook.errors


def _assert_inside(app: Locator) -> None:
    """Nothing reaches out of the app to the left or right."""
    outside = app.evaluate("""root => {
        const {left, right} = root.getBoundingClientRect();
        const scrolls = '.lit-scroll, .lit-code, .widget-tab-bar, .lit-math-block, .slider-container, pre';
        return [...root.querySelectorAll('*')].filter(e => !e.closest(scrolls) && e.getClientRects().length)
            .filter(e => { const box = e.getBoundingClientRect(); return box.left < left - 1 || box.right > right + 1; })
            .map(e => `${e.tagName} .${e.className}`);
    }""")
    assert outside == []
