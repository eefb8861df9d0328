"""The style sheet: one widget for all apps, there as long as an app is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
import pytest
from comm import get_comm_manager
from ipywidgets import Widget

from notebook_lit.notebook.widgets.app_chrome import AppChrome
from notebook_lit.notebook.widgets.style_sheet import STYLE_SHEETS, StyleSheet, css

Make = Callable[[], AppChrome]


def live() -> dict[str, Widget]:
    """Return the widgets of this process that are open."""
    return dict(ipywidgets.widgets.widget._instances)


def sheets() -> list[Widget]:
    return [widget for widget in live().values() if "lit-sheet" in getattr(widget, "_dom_classes", ())]


def closed_by_a_front_end(widget: Widget) -> None:
    """Do what a kernel does when a front end says that it has closed a widget."""
    get_comm_manager().comm_close(None, "", {"content": {"comm_id": widget.comm.comm_id, "data": {}}})


@pytest.fixture
def chrome() -> Iterator[Make]:
    """Make frames of apps of one kernel."""
    before = set(live())
    sheet, made = StyleSheet(), []

    def make() -> AppChrome:
        made.append(AppChrome(lambda: None, lambda: None, sheet))
        return made[-1]

    yield make
    for each in made:
        each.close()
    assert set(live()) == before


def test_the_apps_of_a_kernel_share_one(chrome: Make) -> None:
    one, other = chrome(), chrome()
    assert one.root.children[0] is other.root.children[0]
    assert [sheet.value for sheet in sheets()] == [f"<style>{css()}</style>"]


def test_a_further_app_sends_no_style_sheet(chrome: Make) -> None:
    chrome()
    before = set(live())
    chrome()
    states = "".join(str(widget.get_state()) for key, widget in live().items() if key not in before)
    assert "lit-app" in states
    assert len(states) < 20_000 < len(css())


def test_every_file_is_in_it() -> None:
    marks = (".lit-app", ".lit-code", ".lit-", ".lit-combo", ".lit-console", ".lit-notice")
    for name, mark in zip(STYLE_SHEETS, marks, strict=True):
        assert mark in css(), name


def test_it_stays_when_the_first_app_is_closed_and_goes_with_the_last(chrome: Make) -> None:
    first, second = chrome(), chrome()
    first.close()
    assert second.root.children[0].comm is not None
    second.close()
    assert sheets() == []


def test_an_app_that_comes_after_all_others_were_closed_has_one(chrome: Make) -> None:
    chrome().close()
    assert chrome().root.children[0] in sheets()


def test_one_that_a_front_end_has_closed_is_replaced_in_every_app(chrome: Make) -> None:
    apps = [chrome(), chrome()]
    console = apps[0].console()
    rest = [app.root.children[1:] for app in apps]
    lost = apps[0].root.children[0]
    closed_by_a_front_end(lost)
    [sheet] = sheets()
    assert sheet is not lost
    assert [app.root.children for app in apps] == [(sheet, *others) for others in rest]
    assert apps[0].root.children[-1] is console
    closed_by_a_front_end(sheet)  # and again
    assert sheets() == [apps[0].root.children[0]]
    console.close()


def test_an_app_that_is_made_after_all_widgets_were_closed_has_one(chrome: Make) -> None:
    first = chrome()
    for widget in (first.root.children[0], first.root.children[0].style, first.root.children[0].layout):
        widget.close()  # as Widget.close_all() does
    assert chrome().root.children[0].comm is not None


def test_an_app_of_no_kernel_has_its_own() -> None:
    alone: Any = AppChrome(lambda: None, lambda: None)
    assert alone.root.children[0] in sheets()
    alone.close()
    assert sheets() == []
