"""Exceptions, as their author wants to see them: what went wrong first, then the author's own lines.

Rules
-----
1. Nothing that an exception does may stop it from being shown: its ``str``, its type, its chain may be hostile.
2. What is shown is bounded: `_TEXT` characters, `_FRAMES` frames, `_DEPTH` exceptions of a chain.
3. Frames of this package are left out; frames of installed libraries are counted, not shown. Values of variables are
   never shown.
"""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from collections.abc import Callable, Iterator
from os.path import dirname, join
from types import TracebackType
from typing import Any

from notebook_lit import errors
from notebook_lit.elements.markup.markdown import escape, markdown_html
from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place, given, size_style
from notebook_lit.elements.shared.validation import checked_width
from notebook_lit.errors import Error
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit, run_of

_TEXT = 20_000
_FRAMES = 50
_DEPTH = 10
_GROUP = 10  # members of an exception group
_PACKAGE = join(dirname(errors.__file__), "")
_LIBRARIES = (join(sysconfig.get_path("stdlib"), ""), join(sysconfig.get_path("platstdlib"), ""), "<frozen ")
_INSTALLED = ("site-packages", "dist-packages")


def exception(at: Place, exception: BaseException, width: int | str = "stretch") -> Place:
    """Show an exception in a red box, with the lines of the script that led to it.

    Parameters
    ----------
    exception : BaseException
        What was caught. Anything else is shown by its type and text.
    width : int or "stretch"
        Pixels, or as wide as the container.

    Returns
    -------
    DeltaGenerator
        The place of the element.

    Raises
    ------
    StreamlitInvalidWidthError
        If the width is neither.

    Examples
    --------
    >>> try:    # doctest: +SKIP
    ...     model.fit(X, y)
    ... except ValueError as error:
    ...     st.exception(error)
    """
    checked_width(width)
    run = run_of(at)
    element = exception_element(exception, uncaught=False, filename=run.filename, width=width, hide=run.state.masked)
    return emit(at, given, element)  # type: ignore[no-any-return]


def exception_element(
    error: Any, *, uncaught: bool, filename: str, width: int | str = "stretch", hide: Callable[[str], str] = str
) -> Element:
    """Make the element that shows an exception; never raises.

    Parameters
    ----------
    error : BaseException
        The exception. Anything else is shown by its type and text.
    uncaught : bool
        Whether it ended the script. The type is then written with its module.
    filename : str
        The name under which the script is compiled: its frames are the author's, wherever they lie.
    width : int or "stretch"
        A checked width.
    hide : callable
        ``hide(text)`` returns what may be shown of what an exception says: no password.

    Returns
    -------
    Element
        Of kind "exception".
    """
    return Element(
        "exception",
        {
            "type": _type_name(error, qualified=uncaught),
            "message": hide(_message(error)),
            "message_is_markdown": _is(error, Error),
            "is_warning": _is(error, Warning),
            "notes": list(map(hide, _notes(error))),
            "stack_trace": _bounded(_chain(error, filename, hide)),
            "width": width,
        },
    )


def _clean(text: str, limit: int) -> str:
    """Cut a text and make it fit to be sent: an exact str without lone surrogates."""
    cut = str.__getitem__(text, slice(0, limit + 1))
    cut = cut.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{cut[:limit]} …" if len(cut) > limit else cut


def _is(error: Any, kind: type) -> bool:
    """Tell the kind of an exception without asking it, as `isinstance` does."""
    return issubclass(type(error), kind)


def _own(error: Any, name: str) -> Any:
    """Return an attribute of an exception without running what its author may have put before it."""
    return BaseException.__getattribute__(error, name)


def _type_name(error: Any, *, qualified: bool) -> str:
    kind = type(error)
    try:
        name = _clean(type.__getattribute__(kind, "__qualname__" if qualified else "__name__"), 200)
        module = type.__getattribute__(kind, "__module__")
    except BaseException:  # noqa: BLE001  # rule 1: a metaclass of the author's may answer with anything
        return "Exception"
    return f"{_clean(module, 200)}.{name}" if qualified and isinstance(module, str) and module != "builtins" else name


def _message(error: Any) -> str:
    try:
        if _is(error, SyntaxError) and error.lineno is not None:
            return _clean("".join(traceback.format_exception_only(error)).strip("\n"), _TEXT // 2)
        return _clean(str(error), _TEXT // 2).strip()
    except BaseException as broken:  # noqa: BLE001  # rule 1: str() of it runs the author's code
        return f"(its message cannot be shown: str() of it raises {_type_name(broken, qualified=False)})"


def _notes(error: Any) -> list[str]:
    """Return what `add_note` added."""
    try:
        notes = _own(error, "__notes__")
        return [_clean(str(note), 1000) for note in list(notes)[:10]]
    except BaseException:  # noqa: BLE001  # rule 1: no notes, or not the list that it should be
        return []


# -- the traceback -----------------------------------------------------------------------------------------------------


def _chain(error: Any, filename: str, hide: Callable[[str], str]) -> Iterator[str]:
    """Write the traceback of an exception and of those that led to it, the oldest first."""
    links: list[tuple[str, BaseException]] = []
    seen: set[int] = set()
    link = error
    how = ""
    while _is(link, BaseException) and id(link) not in seen and len(links) < _DEPTH:
        seen.add(id(link))
        links.append((how, link))
        cause, context = _own(link, "__cause__"), _own(link, "__context__")
        if cause is not None:
            link, how = cause, "which is the cause of:"
        elif context is not None and not _own(link, "__suppress_context__"):
            link, how = context, "and while that was handled:"
        else:
            break
    for position in range(len(links) - 1, -1, -1):
        how, link = links[position]
        yield from _frames(_own(link, "__traceback__"), filename)
        if position:
            yield f"{_type_name(link, qualified=False)}: {_clean(hide(_message(link)), 1000)}"
            yield how
    yield from _members(error, 1, hide)


def _members(error: Any, depth: int, hide: Callable[[str], str]) -> Iterator[str]:
    """Name the members of an exception group, each on a line."""
    try:
        members = _own(error, "exceptions") if depth <= 3 else ()
    except AttributeError:
        return
    if not _is(error, BaseException) or not isinstance(members, tuple):
        return
    indent = "  " * depth
    for member in members[:_GROUP]:
        yield f"{indent}• {_type_name(member, qualified=False)}: {_clean(hide(_message(member)), 300)}"
        yield from _members(member, depth + 1, hide)
    if len(members) > _GROUP:
        yield f"{indent}• … {len(members) - _GROUP:,} more"


def _frames(trace: TracebackType | None, filename: str) -> Iterator[str]:
    """Write the frames of one traceback, the outermost first."""
    lines: list[TracebackType | str] = []
    hidden: dict[str, int] = {}
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == filename or not _is_foreign(code.co_filename):
            if hidden:
                lines.append(_hidden(hidden))
                hidden = {}
            lines.append(trace)
        elif not code.co_filename.startswith(_PACKAGE):
            library = _library(trace.tb_frame.f_globals)
            hidden[library] = hidden.get(library, 0) + 1
        trace = trace.tb_next
    if hidden:
        lines.append(_hidden(hidden))
    if len(lines) > _FRAMES:
        head, tail = lines[: _FRAMES // 5], lines[-(_FRAMES - _FRAMES // 5) :]
        lines = [*head, f"… {len(lines) - len(head) - len(tail):,} frames left out", *tail]
    for line in lines:
        yield line if isinstance(line, str) else _frame(line)


def _is_foreign(filename: str) -> bool:
    """Return whether a file belongs to Python, to a library or to this package."""
    if filename.startswith((_PACKAGE, *_LIBRARIES)):
        return True
    return any(name in filename for name in _INSTALLED)


def _library(names: dict[str, Any]) -> str:
    module = names.get("__name__")
    return _clean(module, 100).partition(".")[0] if isinstance(module, str) else "?"


def _hidden(frames: dict[str, int]) -> str:
    total = sum(frames.values())
    return f"… {total:,} frame{'s' if total > 1 else ''} inside {', '.join(list(frames)[:5])}"


def _frame(trace: TracebackType) -> str:
    """Write one frame: where it is, its line, and marks below the part that was being computed."""
    frame = traceback.extract_tb(trace, limit=1)[0]
    number = frame.lineno or 0
    head = f'File "{_clean(frame.filename, 300)}", line {number}, in {_clean(frame.name, 100)}'
    line = _clean(linecache.getline(frame.filename, number).rstrip("\n"), 400)  # `frame.line` has lost its indentation
    text = line.lstrip()
    if not text:
        return head
    start, end = _part(frame, line)
    indent = len(line) - len(text)
    if end <= start:
        start, end = indent, len(line.rstrip())
    return f"{head}\n  {text}\n  {' ' * max(0, start - indent)}{'^' * max(1, end - max(start, indent))}"


def _part(frame: traceback.FrameSummary, line: str) -> tuple[int, int]:
    """Return the columns of what was being computed, in characters; ``(0, 0)`` if Python does not tell (before 3.11)."""
    start, end = getattr(frame, "colno", None), getattr(frame, "end_colno", None)
    if start is None or end is None:
        return 0, 0
    raw = line.encode()
    stop = end if getattr(frame, "end_lineno", None) == frame.lineno else len(raw)
    return len(raw[:start].decode(errors="replace")), len(raw[:stop].decode(errors="replace"))


def _bounded(lines: Iterator[str]) -> list[str]:
    """Collect lines up to the cap; what breaks on the way ends the list."""
    kept: list[str] = []
    room = _TEXT // 2
    try:
        for line in lines:
            room -= len(line)
            if room < 0:
                kept.append("… the rest is left out")
                break
            kept.append(line)
    except BaseException:  # noqa: BLE001  # rule 1: a chain may consist of the author's own, broken objects
        kept.append("… the rest cannot be shown")
    return kept


# -- the look ----------------------------------------------------------------------------------------------------------


def _draw(element: Element) -> str:
    props = element.props
    message = props["message"]
    if props["message_is_markdown"]:
        said = f"<div>{markdown_html(message)}</div>"
    elif "\n" in message:
        said = f"<pre>{escape(message)}</pre>"
    else:
        said = f"<p>{escape(message)}</p>" if message else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in props["notes"])
    trace = ""
    if props["stack_trace"]:
        lines = "\n".join(map(_draw_entry, props["stack_trace"]))
        trace = f"<details open><summary>Traceback</summary><pre>{lines}</pre></details>"
    tone = "warning" if props["is_warning"] else "error"
    return (
        f'<div class="lit-alert lit-alert-{tone} lit-exception" role="alert"{size_style(props["width"])}><div>'
        f'<p class="lit-alert-title">{escape(props["type"])}</p>{said}{notes}{trace}</div></div>'
    )


def _draw_entry(entry: str) -> str:
    head, newline, rest = entry.partition("\n")
    if not newline:
        return f"<i>{escape(head)}</i>"
    source, _, marks = rest.partition("\n")
    return f"<i>{escape(head)}</i>\n<b>{escape(source)}</b>\n<u>{escape(marks)}</u>"


class ExceptionView(ElementView):
    """``st.exception``, or an error that nobody caught, as `AppTest` sees it."""

    content = "message"

    @property
    def is_markdown(self) -> bool:
        """Whether its message is Markdown."""
        return bool(self._element.props["message_is_markdown"])


EXCEPTION = ElementType("exception", exception, html=_draw, view=ExceptionView)
