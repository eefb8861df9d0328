"""Sidebar and main beside each other, as `set_page_config` wants them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ipywidgets import Layout, VBox, Widget

from notebook_lit.notebook.widgets.sidebar_layout import Leaves


@pytest.fixture
def leaves() -> Iterator[Leaves]:
    layout = Layout()
    made = [layout, VBox(layout=layout), VBox(layout=layout)]
    leaves = Leaves(layout)
    leaves.hold(made[1], made[2])
    yield leaves
    leaves.close()
    for widget in made:
        widget.close()


def fold(leaves: Leaves) -> Widget:
    [button] = [child for child in leaves.root.children if "lit-fold" in child._dom_classes]
    return button


def sidebar(leaves: Leaves) -> Widget:
    return leaves.root.children[0]


def test_without_a_sidebar_there_is_no_button(leaves: Leaves) -> None:
    leaves.show(False, {"initial_sidebar_state": "collapsed"})
    assert len(leaves.root.children) == 2
    assert leaves.root._dom_classes == ("lit-body",)


def test_a_sidebar_is_open_and_what_stands_before_the_button_is_not_moved(leaves: Leaves) -> None:
    before = leaves.root.children
    leaves.show(True, {})
    assert "lit-has-sidebar" in leaves.root._dom_classes
    assert fold(leaves).value is False
    assert leaves.root.children[:2] == before


def test_a_collapsed_one_is_folded_until_the_reader_opens_it(leaves: Leaves) -> None:
    leaves.show(True, {"initial_sidebar_state": "collapsed"})
    assert fold(leaves).value is True
    fold(leaves).value = False  # the reader
    leaves.show(True, {"initial_sidebar_state": "collapsed"})
    assert fold(leaves).value is False


def test_a_script_that_says_something_new_is_followed(leaves: Leaves) -> None:
    leaves.show(True, {})
    leaves.show(True, {"initial_sidebar_state": "collapsed"})
    assert fold(leaves).value is True
    leaves.show(True, {"initial_sidebar_state": "locked"})
    assert fold(leaves).value is False
    assert "lit-locked" in leaves.root._dom_classes


@pytest.mark.parametrize(("asked", "pixels"), [(300, 300), (10, 200), (5000, 600)])
def test_a_width_is_kept_within_its_bounds(leaves: Leaves, asked: int, pixels: int) -> None:
    plain = sidebar(leaves).layout
    leaves.show(True, {"initial_sidebar_state": asked})
    assert sidebar(leaves).layout.flex == f"0 0 {pixels}px"
    leaves.show(True, {})
    assert sidebar(leaves).layout is plain


def test_a_page_that_is_centered_or_wide_is_marked(leaves: Leaves) -> None:
    leaves.show(False, {"layout": "centered"})
    assert leaves.root._dom_classes == ("lit-body", "lit-centered")
    leaves.show(False, {"layout": "wide"})
    assert leaves.root._dom_classes == ("lit-body", "lit-wide")
    leaves.show(False, {})
    assert leaves.root._dom_classes == ("lit-body",)
