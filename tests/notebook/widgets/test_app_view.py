"""The stage of an app: what is valid when its turn comes, the page's title, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets.widgets import widget as widget_module

from notebook_lit.notebook.widgets.app_view import Stage
from notebook_lit.runtime.model.element import Page
from tests.runtime.render.hosts import page_of


def made() -> Stage:
    return Stage(lambda event: None, lambda id: False, lambda: None, lambda: None)


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = made()
    yield stage
    stage.close()


def page(**config: Any) -> Page:
    page = page_of()
    page.config = config
    return page


def valid() -> bool:
    return True


def test_a_page_that_is_no_longer_valid_when_its_turn_comes_is_not_shown(stage: Stage) -> None:
    before = stage.page
    stage.commit(page(page_title="late"), "gone", lambda: False)
    assert stage.page is before
    assert stage.title == ""


@pytest.mark.parametrize(
    ("config", "title"),
    [
        ({}, ""),
        ({"page_title": "Prices"}, "Prices"),
        ({"page_title": "Prices", "page_icon": "🥐"}, "🥐 Prices"),
        ({"page_title": "Prices", "page_icon": ":material/home:"}, "Prices"),
        ({"page_icon": "🥐"}, "🥐"),
        ({"page_title": "Prices", "page_icon": "https://x/ü.png"}, "Prices"),
    ],
)
def test_the_title_has_the_emoji_before_it_and_no_other_icon(stage: Stage, config: dict[str, Any], title: str) -> None:
    stage.commit(page(**config), "gone", valid)
    assert stage.title == title


def test_a_run_that_goes_on_keeps_what_the_last_one_said_of_the_page(stage: Stage) -> None:
    stage.commit(page(page_title="Prices"), "gone", valid)
    stage.commit(page(), "kept", valid)
    assert stage.title == "Prices"
    stage.commit(page(), "gone", valid)
    assert stage.title == ""


def test_an_indicator_that_comes_too_late_is_not_shown(stage: Stage) -> None:
    stage.busy(1.0, None, lambda: False)
    assert "lit-busy" not in stage.frame.root.children[1]._dom_classes
    stage.busy(1.0, None, valid)
    assert "lit-busy" in stage.frame.root.children[1]._dom_classes


def test_a_closed_stage_has_no_widgets_and_nothing_has_an_effect() -> None:
    before = set(widget_module._instances)
    stage = made()
    stage.commit(page(page_title="Prices"), "gone", valid)
    stage.notice("<p>x</p>", ask=True)
    stage.close()
    assert set(widget_module._instances) == before
    stage.commit(page(page_title="late"), "gone", valid)
    stage.notice("<p>late</p>")
    stage.busy(1.0, None, valid)
    stage.kernel_busy(True)
    stage.rest(stopped=True)
    stage.refuse("id", "words")
    assert stage.title == "Prices"
    assert set(widget_module._instances) == before
