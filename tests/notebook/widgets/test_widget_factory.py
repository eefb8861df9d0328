"""The factory: what is shared, what is counted, and the two classes that are our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ipywidgets import HTML
from traitlets import TraitError

from notebook_lit.elements.inputs.domains.text_domain import HIDDEN
from notebook_lit.notebook.widgets.widget_factory import Password, Tabs, WidgetFactory


@pytest.fixture
def factory() -> Iterator[WidgetFactory]:
    made = WidgetFactory()
    yield made
    made.close()


def test_widgets_that_look_alike_share_layout_and_style(factory: WidgetFactory) -> None:
    one, two = (factory.make("IntSlider", {"value": n}, {"width": "10px"}, {"description_width": "0"}) for n in (1, 2))
    other = factory.make("IntSlider", {"value": 3}, {"width": "20px"}, {})
    assert one.layout is two.layout
    assert one.style is two.style
    assert other.layout is not one.layout
    assert other.style is not one.style
    for widget in (one, two, other):
        widget.close()


def test_widgets_of_different_classes_never_share_a_style(factory: WidgetFactory) -> None:
    one, two = factory.make("Button", {}, {}, {}), factory.make("HTML", {}, {}, {})
    assert one.style is not two.style
    for widget in (one, two):
        widget.close()


def test_what_is_shared_is_sent_once(factory: WidgetFactory) -> None:
    factory.make("HTML", {"value": "x"}, {"width": "10px"}, {}).close()
    first, _ = factory.traffic.sent
    factory.make("HTML", {"value": "x"}, {"width": "10px"}, {}).close()
    second, _ = factory.traffic.sent
    assert (first, second - first) == (3, 1)  # its layout, its style, itself; then itself alone
    assert factory.traffic.made == 2


def test_bytes_follow_the_size_of_what_is_sent(factory: WidgetFactory) -> None:
    traffic = factory.traffic
    traffic.count({"value": "x" * 1000})
    short = traffic.bytes
    traffic.count({"value": "x" * 2000, "options": ("a", "b" * 500)})
    assert 1000 <= short <= 1100
    assert 2500 <= traffic.bytes - short <= 2600


def test_a_reference_to_a_widget_counts_as_an_id(factory: WidgetFactory) -> None:
    child = HTML("x" * 10_000)
    factory.traffic.count({"children": (child,)})
    assert factory.traffic.bytes < 100
    for widget in (child.layout, child.style, child):
        widget.close()


def test_a_password_is_in_no_state_and_what_was_typed_is_handed_on() -> None:
    field = Password(value="", placeholder="Token")
    heard: list[str] = []
    field.typed = heard.append
    for text, dots in (("hunter2", HIDDEN), ("x", HIDDEN), ("x", HIDDEN), ("", "")):
        field.set_state({"value": text})
        assert field.value == field.get_state()["value"] == dots
    assert heard == ["hunter2", "x", "x", ""]
    assert "hunter2" not in str(vars(field))
    with pytest.raises(TraitError, match="a int is no text"):
        field.set_state({"value": 5})
    for widget in (field.layout, field.style, field):
        widget.close()


def test_tabs_keep_what_was_declared_before_their_children_came() -> None:
    tabs = Tabs(titles=("a", "b", "c"), selected_index=2)
    pages = tuple(HTML(name) for name in "abc")
    for count in (1, 2, 3):
        tabs.children = pages[:count]
    assert (tabs.titles, tabs.selected_index) == (("a", "b", "c"), 2)
    tabs.children = pages[:2]  # the open one is gone
    assert tabs.selected_index == 1
    for widget in (*pages, *(page.layout for page in pages), *(page.style for page in pages), tabs.layout, tabs):
        widget.close()
