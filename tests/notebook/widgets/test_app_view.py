"""The view of an app: what is valid when its turn comes, the page's title, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from comm import get_comm_manager
from ipywidgets import HTML, Widget
from ipywidgets.widgets import widget as widget_module

from notebook_lit.elements.inputs.domains.slider_scale import slider_domain
from notebook_lit.notebook.widgets.app_view import AppView
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.model.element import Element, Page
from tests.notebook.fake_notebook import Notebook
from tests.runtime.render.hosts import page_of


def made() -> AppView:
    return AppView(lambda event: None, lambda id: False, lambda: None, lambda: None)


@pytest.fixture
def view() -> Iterator[AppView]:
    view = made()
    yield view
    view.close()


def page(**config: Any) -> Page:
    page = page_of()
    page.config = config
    return page


def valid() -> bool:
    return True


def test_a_page_that_is_no_longer_valid_when_its_turn_comes_is_not_shown(view: AppView) -> None:
    before = view.page
    view.commit(page(page_title="late"), "gone", lambda: False)
    assert view.page is before
    assert view.title == ""


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
def test_the_title_has_the_emoji_before_it_and_no_other_icon(view: AppView, config: dict[str, Any], title: str) -> None:
    view.commit(page(**config), "gone", valid)
    assert view.title == title


def test_a_run_that_goes_on_keeps_what_the_last_one_said_of_the_page(view: AppView) -> None:
    view.commit(page(page_title="Prices"), "gone", valid)
    view.commit(page(), "kept", valid)
    assert view.title == "Prices"
    view.commit(page(), "gone", valid)
    assert view.title == ""


def test_an_indicator_that_comes_too_late_is_not_shown(view: AppView) -> None:
    view.busy(1.0, None, lambda: False)
    assert "lit-busy" not in view.chrome.root.children[1]._dom_classes
    view.busy(1.0, None, valid)
    assert "lit-busy" in view.chrome.root.children[1]._dom_classes


def test_a_closed_view_has_no_widgets_and_nothing_has_an_effect() -> None:
    before = set(widget_module._instances)
    view = made()
    view.commit(page(page_title="Prices"), "gone", valid)
    view.notice("<p>x</p>", ask=True)
    view.close()
    assert set(widget_module._instances) == before
    view.commit(page(page_title="late"), "gone", valid)
    view.notice("<p>late</p>")
    view.busy(1.0, None, valid)
    view.kernel_busy(True)
    view.rest(stopped=True)
    view.refuse("id", "words")
    assert view.title == "Prices"
    assert set(widget_module._instances) == before


def nonsense() -> Page:
    """Give a page that cannot be drawn."""
    return page_of(Element("text_input", {}, id="1"))


def shown(view: AppView) -> str:
    return "".join(getattr(widget, "value", "") for widget in view.roots[0].widget.children)


def test_a_page_that_cannot_be_drawn_is_said_to_be_one_and_nothing_old_passes_for_it(view: AppView) -> None:
    view.commit(page_of(Element("text", {"body": "old", "width": "stretch", "help": None})), "gone", valid)
    assert "old" in shown(view)
    for rest in ("kept", "gone"):
        view.commit(nonsense(), rest, valid)
        assert "The page could not be drawn: KeyError" in shown(view)
        assert "old" not in shown(view)
        assert isinstance(view.fault, KeyError)


def test_the_page_after_one_that_cannot_be_drawn_is_whole(view: AppView) -> None:
    view.commit(nonsense(), "gone", valid)
    view.commit(page_of(Element("text", {"body": "new", "width": "stretch", "help": None})), "gone", valid)
    assert "new" in shown(view)
    assert view.fault is None
    made, seen = view.census()
    assert made == seen


def slider(value: int = 3) -> Element:
    props = {"label": "n", "label_visibility": "visible", "help": None, "disabled": False, "width": "stretch", "pattern": "%d"}
    return Element("slider", props, id="n", value=value, source=slider_domain(0, 10, 3, 1))


def lose(widget: Widget, how: str) -> None:
    """Let a front end do harm to a widget."""
    id = widget.comm.comm_id
    if how == "closed":
        get_comm_manager().comm_close(None, "", {"content": {"comm_id": id}})
    elif how == "taken":
        HTML(model_id=id)
    else:
        widget.close()


@pytest.mark.parametrize("how", ["closed", "taken", "closed by Widget.close_all"])
def test_a_widget_that_a_front_end_has_taken_away_is_there_again_after_the_next_run(how: str) -> None:
    events: list[WidgetEvent] = []
    view = AppView(events.append, lambda id: False, lambda: None, lambda: None)
    view.commit(page_of(slider(), Element("text", {"body": "a", "width": "stretch", "help": None})), "gone", valid)
    before = view.roots[0].widget.children
    for place in (0, 1):
        lose(before[place], how)
        view.commit(page_of(slider(), Element("text", {"body": "a", "width": "stretch", "help": None})), "gone", valid)
        after = view.roots[0].widget.children
        assert after[place] is not before[place]
        assert after[1 - place].comm is not None
        assert all(child.comm is get_comm_manager().comms[child.model_id] for child in after)
    data = {"method": "update", "state": {"value": 7}}
    after[0].comm.handle_msg({"content": {"data": data}, "buffers": []})
    assert events == [WidgetEvent("n", 7)]
    view.close()


def test_a_root_that_a_front_end_has_taken_away_hears_again(view: AppView) -> None:
    root = view.roots[0].widget
    for how in ("closed", "taken"):
        lose(root, how)
        view.commit(page_of(slider()), "gone", valid)
        assert view.roots[0].widget is root
        assert get_comm_manager().comms[root.model_id] is root.comm


@pytest.mark.parametrize("how", ["closed", "taken"])
def test_what_lies_in_a_container_survives_the_loss_of_its_box(how: str, notebook: Notebook) -> None:
    app = notebook.app("with st.expander('e'):\n    st.slider('n', 0, 9, 3, key='n')\n    st.markdown('**inside**')")
    view = app._session.view
    (expander,) = view.roots[0].widget.children
    lose(expander, how)
    app.run()
    (box,) = view.roots[0].widget.children
    assert box is not expander
    while len(box.children) == 1:
        (box,) = box.children
    assert all(child.comm is get_comm_manager().comms[child.model_id] for child in box.children)
    app["n"] = 5
    assert app["n"] == box.children[0].value == 5


@pytest.mark.parametrize("how", ["closed", "closed by Widget.close_all"])
def test_running_the_cell_again_brings_back_an_app_of_which_all_was_closed(how: str, notebook: Notebook) -> None:
    text = "st.slider('n', 0, 9, 3, key='n')\nst.sidebar.markdown('**side**')\nprint('said')"
    app = notebook.app(text)
    app["n"] = 5
    for widget in list(widget_module._instances.values()):
        lose(widget, how)
    assert notebook.app(text)["n"] == 5
    left = [app._session.view.chrome.root]
    while left:
        widget = left.pop()
        assert widget.comm is get_comm_manager().comms[widget.model_id]
        assert widget_module._instances[widget.model_id] is widget
        widget.get_state()
        left += [*getattr(widget, "children", ()), widget.layout] if hasattr(widget, "layout") else []
    app["n"] = 7
    assert app["n"] == 7
    fold = app._session.view.chrome.sidebar_layout.root.children[-1]
    fold.comm.handle_msg({"content": {"data": {"method": "update", "state": {"value": True}}}, "buffers": []})
    assert fold.value is True
