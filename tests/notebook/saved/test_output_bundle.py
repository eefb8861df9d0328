"""Where an app is shown: the bundle for every reader, when its picture is sent, and who looks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ipywidgets import VBox

from notebook_lit.notebook.saved import output_bundle
from notebook_lit.notebook.saved.output_bundle import APP, VIEW, OutputBundle, front_end_can_answer
from tests.runtime.until import until


class Screen:
    """A front end: what was displayed, and what it says of itself."""

    def __init__(self, root: VBox, draw: Callable[[], str]) -> None:
        self.root = root
        self.shown: list[dict[str, Any]] = []
        self.updates: list[dict[str, Any]] = []
        self.ended = threading.Event()
        self.lacks = False  # whether something of the picture takes long
        self.made: list[str] = []  # the threads that waited for it
        self.bundle = OutputBundle("sales", root, draw, lambda: "App('sales')", self.ended.set, self.complete)

    def complete(self, wait: bool = True) -> bool:
        if wait and self.lacks:
            self.made.append(threading.current_thread().name)
            self.lacks = False
        return self.lacks

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
    made = Screen(root, lambda: picture[-1])
    monkeypatch.setattr(output_bundle, "display", made.display)
    yield made
    made.bundle.close()
    for widget in (root.layout, root):
        widget.close()


def show(screen: Screen, *, live: bool = True, unfinished: bool = False, grace: float = 0.0) -> None:
    screen.bundle.show(live=live, unfinished=unfinished, grace=grace)


def waits(screen: Screen) -> bool:
    """Tell whether something will happen later."""
    return bool(screen.bundle._timers)


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
    assert screen.bundle.unattended


def test_the_picture_is_renewed_once_when_the_first_run_of_a_cell_is_over(screen: Screen, picture: list[str]) -> None:
    show(screen, unfinished=True)
    picture.append("<p>whole</p>")
    for _ in range(3):
        screen.bundle.finished()
    assert [bundle["text/html"] for bundle in screen.updates] == ["<p>whole</p>"]


def test_a_run_that_ends_while_the_app_is_being_shown_sends_its_picture_after_that(
    screen: Screen, picture: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def display(bundle: dict[str, Any], *, update: bool = False, **_: Any) -> None:
        if not update:
            picture.append("<p>whole</p>")
            screen.bundle.finished()
        order.append(bundle["text/html"])

    monkeypatch.setattr(output_bundle, "display", display)
    show(screen, unfinished=True)
    screen.bundle.finished()
    assert order == ["<p>one</p>", "<p>whole</p>"]


def test_a_run_alone_sends_no_picture(screen: Screen, picture: list[str]) -> None:
    show(screen)
    picture.append("<p>two</p>")
    screen.bundle.finished()
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


def test_a_cell_does_not_wait_for_what_takes_long_and_the_whole_picture_follows(screen: Screen, picture: list[str]) -> None:
    screen.lacks = True
    picture.append("<p>box</p>")
    real = screen.complete

    def complete(wait: bool = True) -> bool:
        if wait and screen.lacks:
            picture.append("<p>image</p>")
        return real(wait)

    screen.bundle._complete = complete
    show(screen)
    assert screen.shown[0]["text/html"] == "<p>box</p>"
    until(lambda: screen.updates, "the whole picture")
    assert screen.updates[0]["text/html"] == "<p>image</p>"
    assert threading.current_thread().name not in screen.made


def test_the_whole_picture_does_not_follow_when_the_app_has_run_again_meanwhile(screen: Screen, picture: list[str]) -> None:
    screen.lacks = True
    real = screen.complete

    def complete(wait: bool = True) -> bool:
        if wait and screen.lacks:
            picture.append("<p>image</p>")
            screen.bundle.finished()  # the reader has moved a slider: the view must not be drawn anew
        return real(wait)

    screen.bundle._complete = complete
    show(screen)
    until(lambda: screen.made and not waits(screen), "the image")
    for thread in threading.enumerate():
        if thread.name == screen.made[0]:
            thread.join(20)
    assert screen.updates == []


def test_who_asks_for_a_picture_and_who_cannot_answer_waits_for_all_of_it(screen: Screen) -> None:
    screen.lacks = True
    show(screen, live=False)
    screen.lacks = True
    screen.bundle.refresh()
    assert screen.made == [threading.current_thread().name] * 2
    assert not waits(screen)


def test_a_picture_that_is_saved_is_whole(screen: Screen, picture: list[str]) -> None:
    show(screen)
    screen.say({"lit": "shown", "tab": "a"})
    screen.lacks = True
    picture.append("<p>two</p>")
    screen.say({"lit": "saved"})
    until(lambda: screen.updates, "the new picture")
    assert not screen.lacks


def test_a_run_makes_nothing_that_takes_long(screen: Screen) -> None:
    show(screen)
    screen.lacks = True
    screen.bundle.finished()
    assert screen.lacks
    assert not waits(screen)


def test_when_the_last_tab_is_gone_the_app_waits_for_the_grace_time_to_end(screen: Screen) -> None:
    show(screen, grace=1000.0)
    for tab in "ab":
        screen.say({"lit": "shown", "tab": tab})
    screen.say({"lit": "gone", "tab": "a"})
    assert not waits(screen)
    screen.say({"lit": "gone", "tab": "b"})
    assert waits(screen)
    screen.say({"lit": "shown", "tab": "b"})
    assert not waits(screen)


def test_the_end_of_the_grace_time_ends_the_app(screen: Screen) -> None:
    show(screen, grace=0.001)
    screen.say({"lit": "shown", "tab": "a"})
    screen.say({"lit": "gone", "tab": "a"})
    assert screen.ended.wait(20)


def test_an_app_that_is_shown_again_lives_on(screen: Screen) -> None:
    show(screen, grace=1000.0)
    screen.say({"lit": "shown", "tab": "a"})
    screen.say({"lit": "gone", "tab": "a"})
    show(screen)
    assert not waits(screen)


@pytest.mark.parametrize("grace", [0.0, 1000.0])
def test_an_app_that_never_had_a_lease_or_has_no_grace_time_is_kept(screen: Screen, grace: float) -> None:
    show(screen, grace=grace)
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
    assert screen.bundle.leases == set()


def test_there_are_so_many_leases_and_no_more(screen: Screen) -> None:
    for number in range(1000):
        screen.say({"lit": "shown", "tab": str(number)})
    assert len(screen.bundle.leases) == 100


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
    screen.bundle.close()
    screen.bundle.refresh()
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
def test_the_front_end_can_answer_unless_the_cell_says_that_it_cannot(
    monkeypatch: pytest.MonkeyPatch, parent: Any, watched: bool
) -> None:
    for name in ("SERVER_SOFTWARE", "VOILA_REQUEST_URL"):
        monkeypatch.delenv(name, raising=False)
    assert front_end_can_answer(parent) is watched
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")  # which draws for people what nobody can answer
    assert front_end_can_answer(parent)
