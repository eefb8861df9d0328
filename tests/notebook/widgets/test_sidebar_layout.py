"""Sidebar and main beside each other, as `set_page_config` wants them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ipywidgets import Layout, VBox, Widget

from notebook_lit.notebook.widgets.sidebar_layout import SidebarLayout


@pytest.fixture
def sidebar_layout() -> Iterator[SidebarLayout]:
    layout = Layout()
    made = [layout, VBox(layout=layout), VBox(layout=layout)]
    sidebar_layout = SidebarLayout(layout)
    sidebar_layout.set_roots(made[1], made[2])
    yield sidebar_layout
    sidebar_layout.close()
    for widget in made:
        widget.close()


def fold(sidebar_layout: SidebarLayout) -> Widget:
    [button] = [child for child in sidebar_layout.root.children if "lit-fold" in child._dom_classes]
    return button


def sidebar(sidebar_layout: SidebarLayout) -> Widget:
    return sidebar_layout.root.children[0]


def test_without_a_sidebar_there_is_no_button(sidebar_layout: SidebarLayout) -> None:
    sidebar_layout.show(False, {"initial_sidebar_state": "collapsed"})
    assert len(sidebar_layout.root.children) == 2
    assert sidebar_layout.root._dom_classes == ("lit-body",)


def test_a_sidebar_is_open_and_what_stands_before_the_button_is_not_moved(sidebar_layout: SidebarLayout) -> None:
    before = sidebar_layout.root.children
    sidebar_layout.show(True, {})
    assert "lit-has-sidebar" in sidebar_layout.root._dom_classes
    assert fold(sidebar_layout).value is False
    assert sidebar_layout.root.children[:2] == before


def test_a_collapsed_one_is_folded_until_the_reader_opens_it(sidebar_layout: SidebarLayout) -> None:
    sidebar_layout.show(True, {"initial_sidebar_state": "collapsed"})
    assert fold(sidebar_layout).value is True
    fold(sidebar_layout).value = False  # the reader
    sidebar_layout.show(True, {"initial_sidebar_state": "collapsed"})
    assert fold(sidebar_layout).value is False


def test_a_script_that_says_something_new_is_followed(sidebar_layout: SidebarLayout) -> None:
    sidebar_layout.show(True, {})
    sidebar_layout.show(True, {"initial_sidebar_state": "collapsed"})
    assert fold(sidebar_layout).value is True
    sidebar_layout.show(True, {"initial_sidebar_state": "locked"})
    assert fold(sidebar_layout).value is False
    assert "lit-locked" in sidebar_layout.root._dom_classes


@pytest.mark.parametrize(("asked", "pixels"), [(300, 300), (10, 200), (5000, 600)])
def test_a_width_is_kept_within_its_bounds(sidebar_layout: SidebarLayout, asked: int, pixels: int) -> None:
    plain = sidebar(sidebar_layout).layout
    sidebar_layout.show(True, {"initial_sidebar_state": asked})
    assert sidebar(sidebar_layout).layout.flex == f"0 0 {pixels}px"
    sidebar_layout.show(True, {})
    assert sidebar(sidebar_layout).layout is plain


def test_a_page_that_is_centered_or_wide_is_marked(sidebar_layout: SidebarLayout) -> None:
    sidebar_layout.show(False, {"layout": "centered"})
    assert sidebar_layout.root._dom_classes == ("lit-body", "lit-centered")
    sidebar_layout.show(False, {"layout": "wide"})
    assert sidebar_layout.root._dom_classes == ("lit-body", "lit-wide")
    sidebar_layout.show(False, {})
    assert sidebar_layout.root._dom_classes == ("lit-body",)
