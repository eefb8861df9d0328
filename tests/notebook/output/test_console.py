"""What a console keeps and shows: the last run's text, bounded, as text."""

from __future__ import annotations

import html as htmllib
import re

import pytest

from notebook_lit.notebook.output.console import LINES, PAUSE, RATE, SIZE, Console


class Native:
    """Stands for the HTML widget: it keeps every value that it was given."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.closed = False

    @property
    def value(self) -> str:
        return self.values[-1]

    @value.setter
    def value(self, html: str) -> None:
        self.values.append(html)

    def close(self) -> None:
        self.closed = True


class Bench:
    """A console, its clock and its native."""

    def __init__(self) -> None:
        self.now = 100.0
        self.native = Native()
        self.made = 0
        self.console = Console(self._make, lambda: self.now)

    def _make(self) -> Native:
        self.made += 1
        return self.native

    def run(self, *texts: str, outcome: str = "done") -> str:
        """Let a run print these texts, and give what is shown after it."""
        self.console.begin()
        for text in texts:
            self.console.write(text)
        self.console.end(outcome)  # type: ignore[arg-type]
        return self.shown()

    def shown(self) -> str:
        """Give the text that a reader sees."""
        return seen(self.native.value) if self.native.values else ""


def seen(html: str) -> str:
    return htmllib.unescape(re.sub(r"<[^>]*>", "", html))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_runs_that_print_nothing_make_and_send_nothing(bench: Bench) -> None:
    for outcome in ("done", "error", "superseded", "rerun", "stopped", "done"):
        bench.run(outcome=outcome)
    assert bench.made == 0
    assert not bench.native.values
    assert not bench.console.busy


def test_the_first_print_of_a_run_replaces_what_the_last_one_printed(bench: Bench) -> None:
    assert bench.run("one\n", "two\n") == "one\ntwo"
    bench.console.begin()
    assert bench.shown() == "one\ntwo"
    assert bench.run("three\n") == "three"


def test_a_run_that_ends_without_a_print_clears_the_console_once(bench: Bench) -> None:
    bench.run("one\n")
    assert bench.run() == ""
    sent = len(bench.native.values)
    bench.run()
    assert len(bench.native.values) == sent


def test_a_run_that_was_cut_short_clears_nothing_and_a_rerun_goes_on(bench: Bench) -> None:
    bench.run("one\n")
    assert bench.run(outcome="superseded") == "one"
    assert bench.run(outcome="rejected") == "one"
    assert bench.run("saved\n", outcome="rerun") == "saved"
    assert bench.run("again\n") == "saved\nagain"
    assert bench.run("fresh\n") == "fresh"


def test_what_is_printed_never_becomes_markup(bench: Bench) -> None:
    text = "<script>alert(1)</script> \x1b[31m<img src=x onerror=alert(1)>\x1b[0m &lt; \x00\x07\x08\udc80"
    assert bench.run(text) == "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt; \\udc80"
    assert set(re.findall(r"<(\w+)", bench.native.value)) == {"div", "pre", "span"}


def test_errors_are_told_apart_and_keep_their_place(bench: Bench) -> None:
    bench.console.begin()
    bench.console.write("a\n")
    bench.console.write("b\n", error=True)
    bench.console.write("c\n")
    bench.console.end("done")
    assert '<pre>a\n<span class="lit-log-error">b\n</span>c</pre>' in bench.native.value


def test_colours_become_classes(bench: Bench) -> None:
    bench.run("\x1b[1;32mgood\x1b[22m still\x1b[39m plain \x1b[38;5;1mred\x1b[48;2;1;2;3m x\x1b[m end")
    bench.console.write("\x1b[2K\x1b]0;title\x07\x1b[")
    bench.console.flush(whole=True)
    assert bench.shown() == "good still plain red x end"
    assert bench.console.text == "good still plain red x end"
    assert '<span class="lit-ansi-bold lit-ansi-green">good</span><span class="lit-ansi-green"> still</span> plain' in (
        bench.native.value
    )
    assert '<span class="lit-ansi-red">red</span>' in bench.native.value


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["10%\r20%\r", "30%\r", "100%\n", "done"], "100%\ndone"),
        (["a\r\nb\r", "\nc"], "a\nb\nc"),
        (["first\nold", "\rnew\n"], "first\nnew"),
        (["bar\r"], "bar"),
    ],
)
def test_a_carriage_return_starts_the_line_anew(bench: Bench, texts: list[str], shown: str) -> None:
    assert bench.run(*texts) == shown
    bench.console.begin()
    for text in texts:  # the same, each text taken by itself
        bench.console.write(text)
        bench.console.flush(whole=True)
    assert bench.shown() == shown


def test_the_newest_lines_are_kept_and_the_loss_is_said(bench: Bench) -> None:
    shown = bench.run(*(f"{number}\n" for number in range(3 * LINES)))
    note, *lines = shown.split("\n")
    assert "trimmed" in note
    assert lines == [str(number) for number in range(2 * LINES, 3 * LINES)]
    assert "trimmed" not in bench.run("short\n")


def test_exactly_as_many_lines_as_are_kept_are_all_shown(bench: Bench) -> None:
    assert bench.run("".join(f"{number}\n" for number in range(LINES))).split("\n") == [str(n) for n in range(LINES)]


@pytest.mark.parametrize("text", ["x" * 5 * SIZE, "<&" * 3 * SIZE, "é" * 2 * SIZE, ("y" * 999 + "\n") * 5000])
def test_one_message_is_bounded_whatever_is_printed(bench: Bench, text: str) -> None:
    assert "trimmed" in bench.run(text)
    assert 100_000 < len(bench.native.value.encode()) <= 2.1 * SIZE
    assert len(bench.console.text) <= 1.1 * SIZE


def test_a_long_run_sends_a_bounded_amount(bench: Bench) -> None:
    bench.console.begin()
    for number in range(10**6):
        bench.console.write(f"{number}\n")
        if number % 1000 == 0:  # a thousand prints a millisecond, looked at every millisecond
            bench.now += 0.001
            bench.console.flush()
    bench.console.end("done")
    assert len(bench.native.values) <= 1 / PAUSE + 2
    assert sum(map(len, bench.native.values)) <= RATE + SIZE
    assert bench.shown().endswith("999999")


def test_a_flush_comes_at_once_then_waits_and_loses_nothing(bench: Bench) -> None:
    bench.console.begin()
    for number in range(5):
        bench.console.write(f"{number}\n")
        bench.console.flush()
        bench.now += PAUSE / 4
    assert [seen(value) for value in bench.native.values] == ["0", "0\n1\n2\n3\n4"]
    bench.console.flush()
    assert len(bench.native.values) == 2


def test_after_a_silence_all_that_is_kept_is_shown(bench: Bench) -> None:
    bench.console.write("".join(f"{number}\n" for number in range(LINES)))
    bench.console.flush()
    assert len(bench.shown().split("\n")) < LINES
    assert bench.console.busy
    bench.now += 1
    bench.console.flush()
    assert len(bench.shown().split("\n")) == LINES
    assert not bench.console.busy


def test_clear_now_and_clear_with_the_next_text(bench: Bench) -> None:
    bench.console.begin()
    bench.console.write("a\n")
    bench.console.clear()
    bench.console.write("b\n")
    bench.console.clear(wait=True)
    bench.console.flush(whole=True)
    assert bench.shown() == "b"
    bench.console.write("c\n")
    bench.console.end("done")
    assert bench.shown() == "c"


def test_a_closed_console_takes_nothing_and_closes_its_native(bench: Bench) -> None:
    bench.run("a\n")
    bench.console.close()
    sent = len(bench.native.values)
    bench.run("b\n")
    assert bench.native.closed
    assert len(bench.native.values) == sent
    assert bench.console.text == ""
