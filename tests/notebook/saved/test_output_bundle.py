"""Where an app is shown: the bundle for every reader, when its picture is sent, and who looks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import VBox

from notebook_lit.notebook.saved import output_bundle
from notebook_lit.notebook.saved.output_bundle import APP, VIEW, Showing, somebody_watches
from tests.runtime.until import until


class Screen:
    """A front end: what was displayed, and what it says of itself."""

    def __init__(self, showing: Showing, root: VBox) -> None:
        self.showing = showing
        self.root = root
        self.shown: list[dict[str, Any]] = []
        self.updates: list[dict[str, Any]] = []
        self.ended = threading.Event()

    def display(self, bundle: dict[str, Any], *, raw: bool, display_id: str, update: bool = False) -> None:
        (self.updates if update else self.shown).append(bundle)

    def say(self, content: Any) -> None:
        """Say what our renderer says."""
        self.root._handle_custom_msg(content, [])


@pytest.fixture
def picture() -> list[str]:
    return ["<p>one</p>"]


@pytest.fixture
def screen(picture: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    root = VBox()
    made = Screen(Showing("sales", root, lambda: picture[-1]), root)
    made.showing.gone = made.ended.set
    monkeypatch.setattr(output_bundle, "display", made.display)
    yield made
    made.showing.close()
    for widget in (root.layout, root):
        widget.close()


def show(screen: Screen, *, live: bool = True, unfinished: bool = False) -> None:
    screen.showing.show("App('sales')", live=live, unfinished=unfinished)


def waits(screen: Screen) -> bool:
    """Tell whether something will happen later."""
    return bool(screen.showing._timers)


def test_one_bundle_has_a_form_for_every_reader(screen: Screen) -> None:
    show(screen)
    (bundle,) = screen.shown
    model = screen.root.model_id
    assert bundle == {
        "text/plain": "App('sales')",
        "text/html": "<p>one</p>",
        VIEW: {"version_major": 2, "version_minor": 0, "model_id": model},
        APP: {"version": 1, "name": "sales", "model_id": model},
    }


def test_where_nobody_can_answer_the_live_view_leads_to_nothing_that_is_saved(screen: Screen) -> None:
    show(screen, live=False)
    (bundle,) = screen.shown
    assert bundle[VIEW]["model_id"] != screen.root.model_id
    assert bundle[APP]["model_id"] == screen.root.model_id
    assert screen.showing.unattended


def test_the_picture_is_renewed_once_when_the_first_run_of_a_cell_is_over(screen: Screen, picture: list[str]) -> None:
    show(screen, unfinished=True)
    picture.append("<p>whole</p>")
    for _ in range(3):
        screen.showing.finished("App('sales', done)")
    assert [bundle["text/html"] for bundle in screen.updates] == ["<p>whole</p>"]


def test_a_run_that_ends_while_the_app_is_being_shown_sends_its_picture_after_that(
    screen: Screen, picture: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def display(bundle: dict[str, Any], *, update: bool = False, **_: Any) -> None:
        if not update:
            picture.append("<p>whole</p>")
            screen.showing.finished("App('sales', done)")
        order.append(bundle["text/html"])

    monkeypatch.setattr(output_bundle, "display", display)
    show(screen, unfinished=True)
    screen.showing.finished("App('sales', done)")
    assert order == ["<p>one</p>", "<p>whole</p>"]


def test_a_run_alone_sends_no_picture(screen: Screen, picture: list[str]) -> None:
    show(screen)
    picture.append("<p>two</p>")
    screen.showing.finished("App('sales')")
    assert screen.updates == []


def test_when_the_notebook_was_saved_a_new_picture_is_sent_and_the_same_one_is_not(screen: Screen, picture: list[str]) -> None:
    show(screen)
    screen.say({"lit": "shown", "tab": "a"})
    screen.say({"lit": "saved"})
    until(lambda: not waits(screen), "the look at the picture")
    assert screen.updates == []
    picture.append("<p>two</p>")
    screen.say({"lit": "saved"})
    until(lambda: screen.updates, "the new picture")
    assert screen.updates[0]["text/html"] == "<p>two</p>"


def test_a_notebook_that_is_saved_where_nobody_shows_the_app_is_no_reason(screen: Screen) -> None:
    show(screen)
    screen.say({"lit": "saved"})
    assert not waits(screen)


def test_when_the_last_tab_is_gone_the_app_ends_after_the_grace_time(screen: Screen) -> None:
    screen.showing.grace = 1000.0
    show(screen)
    for tab in "ab":
        screen.say({"lit": "shown", "tab": tab})
    screen.say({"lit": "gone", "tab": "a"})
    assert not waits(screen)
    screen.say({"lit": "gone", "tab": "b"})
    assert waits(screen)
    screen.say({"lit": "shown", "tab": "b"})
    assert not waits(screen)
    screen.showing.grace = 0.001
    screen.say({"lit": "gone", "tab": "b"})
    assert screen.ended.wait(20)


def test_an_app_that_is_shown_again_lives_on(screen: Screen) -> None:
    screen.showing.grace = 1000.0
    show(screen)
    screen.say({"lit": "shown", "tab": "a"})
    screen.say({"lit": "gone", "tab": "a"})
    show(screen)
    assert not waits(screen)


@pytest.mark.parametrize("grace", [0.0, 1000.0])
def test_an_app_that_never_had_a_lease_or_has_no_grace_time_is_kept(screen: Screen, grace: float) -> None:
    screen.showing.grace = grace
    show(screen)
    screen.say({"lit": "gone", "tab": "a"})
    if not grace:
        screen.say({"lit": "shown", "tab": "a"})
        screen.say({"lit": "gone", "tab": "a"})
    assert not waits(screen)


@pytest.mark.parametrize(
    "odd", [None, 5, "shown", [], {}, {"lit": "shown"}, {"lit": "shown", "tab": 5}, {"lit": "shown", "tab": ""}]
)
def test_what_is_no_message_of_ours_is_ignored(screen: Screen, odd: Any) -> None:
    screen.say(odd)
    screen.say({"lit": "shown", "tab": "x" * 65})
    assert screen.showing.leases == set()


def test_there_are_so_many_leases_and_no_more(screen: Screen) -> None:
    for number in range(1000):
        screen.say({"lit": "shown", "tab": str(number)})
    assert len(screen.showing.leases) == 100


def test_a_picture_that_fails_is_logged_and_ends_nothing(screen: Screen, picture: list[str], caplog: Any) -> None:
    show(screen)
    screen.say({"lit": "shown", "tab": "a"})
    picture.clear()  # drawing is an IndexError from here on
    screen.say({"lit": "saved"})
    until(lambda: "could not be made" in caplog.text, "the entry in the log")
    picture.append("<p>three</p>")
    screen.say({"lit": "saved"})
    until(lambda: screen.updates, "the next picture")


def test_after_the_end_nothing_is_sent(screen: Screen) -> None:
    show(screen)
    screen.say({"lit": "shown", "tab": "a"})
    screen.showing.close()
    screen.showing.refresh("App('sales')")
    screen.say({"lit": "saved"})
    assert screen.updates == []
    assert not waits(screen)


@pytest.mark.parametrize(
    ("parent", "watched"),
    [
        ({"content": {"allow_stdin": True}}, True),
        ({"content": {}}, True),
        ({}, True),
        (None, True),
        ({"content": None}, True),
        ({"content": {"allow_stdin": False}}, False),
    ],
)
def test_somebody_watches_unless_the_cell_says_that_nobody_can_answer(
    monkeypatch: pytest.MonkeyPatch, parent: Any, watched: bool
) -> None:
    for name in ("SERVER_SOFTWARE", "VOILA_REQUEST_URL"):
        monkeypatch.delenv(name, raising=False)
    assert somebody_watches(parent) is watched
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")  # which draws for people what nobody can answer
    assert somebody_watches(parent)
