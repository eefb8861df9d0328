"""How exceptions are shown."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.errors import StreamlitValueError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.run import Run
from tests.elements.oracle import ours, theirs


def shown(error: Any, *, uncaught: bool = False) -> Element:
    """Make the element of an exception."""
    return exception_element(error, uncaught=uncaught, filename="<script>")


def raised(code: str, **names: Any) -> BaseException:
    """Run code as a script would be run, and give what it raises."""
    try:
        exec(compile(code, "<script>", "exec"), {"__name__": "__main__", **names})  # noqa: S102 (that is what an app is)
    except BaseException as error:  # noqa: BLE001 (whatever it is)
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    "script",
    [
        "st.exception(5)",
        "st.exception('a')",
        "st.exception(ValueError)",
        "st.exception(ValueError('a *b*'))",
        "st.exception(ValueError())",
        "st.exception(KeyError('a'))",
        "st.exception(ValueError('a'), width='content')",
        "raise KeyError('a')",
    ],
)
def test_exceptions_say_what_they_say_in_streamlit(script: str) -> None:
    assert ours(script) == theirs(script)


def test_the_type_of_an_uncaught_exception_has_its_module() -> None:
    error = raised("class Own(Exception): pass\nraise Own('x')")
    assert shown(error, uncaught=True).props["type"] == "__main__.Own"
    assert shown(error).props["type"] == "Own"
    assert shown(ValueError(), uncaught=True).props["type"] == "ValueError"


def test_our_own_messages_are_markdown_and_others_are_text(page: Run) -> None:
    assert "<code>x</code>" in html_of(shown(StreamlitValueError("`x`")))
    html = html_of(shown(ValueError("`x` <img src=x onerror=y()>")))
    assert "`x` &lt;img" in html


def test_a_warning_looks_like_one() -> None:
    assert shown(UserWarning("a")).props["is_warning"]
    assert "lit-alert-warning" in html_of(shown(UserWarning("a")))


def test_only_the_authors_lines_are_shown_and_libraries_are_counted() -> None:
    trace = shown(raised("import json\njson.loads('{')")).props["stack_trace"]
    assert trace[-1] == "… 3 frames inside json"
    assert trace[-2].startswith('File "<script>", line 2, in <module>')
    assert "decoder" not in "".join(trace)


def test_frames_of_this_package_are_left_out(page: Run) -> None:
    trace = shown(raised("st.columns(0)", st=st)).props["stack_trace"]
    assert [line.split("\n")[0] for line in trace if "test_exception" not in line] == ['File "<script>", line 1, in <module>']


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 does not tell which part of a line failed")
def test_the_part_that_failed_is_marked() -> None:
    try:
        _ = [1] + [2] + {}["é"]  # type: ignore[misc]
    except KeyError as error:
        entry = shown(error).props["stack_trace"][-1]
    _, line, marks = entry.split("\n")
    start = marks.index("^")
    assert line[start : start + marks.count("^")] == '{}["é"]'


def test_causes_come_first() -> None:
    trace = shown(raised("try:\n  1/0\nexcept Exception as e:\n  raise KeyError('k') from e")).props["stack_trace"]
    text = "\n".join(trace)
    assert text.index("line 2") < text.index("ZeroDivisionError: division by zero") < text.index("line 4")
    hidden = shown(raised("try:\n  1/0\nexcept Exception:\n  raise KeyError('k') from None")).props["stack_trace"]
    assert "ZeroDivisionError" not in "\n".join(hidden)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="groups came with Python 3.11")
def test_a_wide_group_names_its_first_members() -> None:
    error = raised("raise ExceptionGroup('g', [ValueError(str(i)) for i in range(1000)])")
    trace = shown(error).props["stack_trace"]
    assert "  • ValueError: 9" in trace
    assert trace[-1] == "  • … 990 more"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="add_note came with Python 3.11")
def test_notes_are_shown() -> None:
    error = raised("e = ValueError('a')\ne.add_note('look <here>')\nraise e")
    assert "<p>look &lt;here&gt;</p>" in html_of(shown(error))


def test_a_syntax_error_shows_its_line() -> None:
    assert "a b" in shown(raised("exec('a b')")).props["message"]


def test_a_deep_recursion_keeps_both_ends() -> None:
    trace = shown(raised("def f(n): return f(n + 1)\nf(0)")).props["stack_trace"]
    assert len(trace) <= 52
    assert any("frames left out" in line for line in trace)


def _hostile() -> BaseException:
    """Make an exception that breaks whoever asks it; in a function, since pytest asks everything at the top of a module."""

    class Mean(type):
        def __getattribute__(cls, name: str) -> Any:
            raise SystemExit(name)

    class Hostile(Exception, metaclass=Mean):
        def __str__(self) -> str:
            raise KeyboardInterrupt

        def __getattribute__(self, name: str) -> Any:
            raise RuntimeError(name)

    return Hostile()


class _Lie(str):
    def __getitem__(self, key: Any) -> Any:
        raise RuntimeError


class _Lying(Exception):
    def __str__(self) -> str:
        return _Lie("\ud800 surrogate")


def _cycle() -> BaseException:
    one, other = ValueError("one"), ValueError("other")
    one.__context__, other.__context__ = other, one
    return one


@pytest.mark.parametrize(
    "make",
    [
        _hostile,
        _Lying,
        _cycle,
        lambda: ValueError("x" * 10**8),
        lambda: ValueError("\ud800\x00"),
        lambda: _Lie("a"),
        lambda: None,
    ],
    ids=["hostile", "lying", "cyclic", "huge", "unfit", "str", "None"],
)
def test_nothing_keeps_an_exception_from_being_shown(make: Callable[[], Any]) -> None:
    try:
        html = html_of(shown(make(), uncaught=True))
    except BaseException as error:  # noqa: BLE001 (pytest itself would fall over the hostile one in the frames)
        failed = str(error)
    else:
        failed = ""
    assert not failed
    assert html.encode("utf-8")
    assert len(html) < 40_000


def test_values_of_variables_are_never_shown() -> None:
    error = raised("def f(password):\n    raise ValueError\nf('s3cret' + 's')")
    props = shown(error).props
    assert "s3crets" not in str(props)


def test_an_exception_is_not_remembered_with_its_traceback(page: Run) -> None:
    st.exception(ValueError("a"))
    assert not page.memo.cells
    assert page.page.main.children[0].source is None
