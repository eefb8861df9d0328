"""The functions write and write_stream, and the display of bare expressions.

`_WRITERS` is the order in which a value is looked at (docs/semantics.md#g.4); the first kind that fits decides.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

from notebook_lit.elements.data.dataframe import dataframe
from notebook_lit.elements.media.image import image, pyplot
from notebook_lit.elements.shared.place import given
from notebook_lit.elements.shared.type_detection import (
    converts_to_dataframe,
    has_class,
    has_useful_help,
    is_dataframe_like,
    is_default_repr,
    is_json_like,
    is_text_stream,
)
from notebook_lit.elements.text.code_latex_html import latex
from notebook_lit.elements.text.exception import exception
from notebook_lit.elements.text.help import help
from notebook_lit.elements.text.json_tree import json
from notebook_lit.elements.text.text import build_markdown, markdown
from notebook_lit.elements.write.rich_display import is_live, is_rich, live, rich
from notebook_lit.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import Container, emit

_BACKTICKS = re.compile(r"`+")
_TEXT_EVENTS = frozenset({"response.output_text.delta", "response.refusal.delta"})
#: ``st`` itself, for bare expressions: it holds no state, the current run is looked up with each call.
_ST = Container("top")


class StreamingOutput(list[Any]):
    """The result of ``st.write_stream`` for more than one text; ``st.write`` shows it again, item by item."""


def write(at: Container, *args: Any, unsafe_allow_html: bool = False) -> None:
    """Show values, each in the form that fits its type.

    Text is Markdown, tables and arrays are data frames, dicts and lists are JSON trees, figures and pictures are drawn,
    formulas of sympy are typeset, generators are streamed, exceptions, functions, classes and modules are explained,
    ipywidgets are live, objects with a rich form of their own are shown as the notebook would show them. Numbers and
    all else are inline code.

    Parameters
    ----------
    *args : object
        What to show. Texts and small values that follow each other share one paragraph.
    unsafe_allow_html : bool
        Whether HTML in texts is rendered; it is sanitized.

    Raises
    ------
    StreamlitAPIException
        If more than one thing is to be written to one container with ``container.write``; use ``with container:``.

    Examples
    --------
    >>> st.write("The mean is", df.x.mean(), df)    # doctest: +SKIP
    """
    if len(args) == 1 and type(args[0]) is str:
        emit(at, build_markdown, args[0], unsafe_allow_html, None, "auto", "left", True, True)
        return
    if len(args) > 1 and at._run is not None:
        raise StreamlitAPIException(
            "`write()` of a container takes one thing: several would replace each other. "
            "Use `with container: st.write(...)`, or one call each."
        )
    words: list[str] = []
    for value in args:
        if isinstance(value, str):
            words.append(value)
            continue
        way = _writer_for(value)
        if way is None:
            words.append(_quoted(str(value)))
            continue
        _flush(at, words, unsafe_allow_html)
        way(at, value)
    _flush(at, words, unsafe_allow_html)


def show(*values: Any) -> None:
    """Show the values of a bare expression as ``st.write`` does."""
    write(_ST, *values)


def _flush(at: Container, words: list[str], allow_html: bool) -> None:
    if words:
        markdown(at, " ".join(words), allow_html)
        words.clear()


def _quoted(text: str) -> str:
    """Return a text as inline code in Markdown, whatever backticks it has."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    if "\n" in text:
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{text}\n{fence}"
    fence = "`" * (longest + 1)
    return f"{fence}{text}{fence}"


def _writer_for(value: Any) -> Callable[[Container, Any], Any] | None:
    """Return the function that shows a value; None for inline code."""
    if value is None or isinstance(value, int | float | complex | bytes):
        return None
    for fits, way in _WRITERS:
        if fits(value):
            return way
    return help if is_default_repr(str(value)) else None


def _write_stored(at: Container, output: StreamingOutput) -> None:
    for item in output:
        if callable(item):
            item()
        else:
            write(at, item)


def _read(at: Container, stream: StringIO) -> None:
    markdown(at, stream.getvalue())


_WRITERS: tuple[tuple[Callable[[Any], bool], Callable[[Container, Any], Any]], ...] = (
    (lambda value: isinstance(value, StreamingOutput), _write_stored),
    (lambda value: isinstance(value, BaseException), exception),
    (lambda value: isinstance(value, Container), help),
    (is_dataframe_like, dataframe),
    (is_live, live),
    (lambda value: has_class(value, "matplotlib", "Figure"), pyplot),
    (lambda value: has_class(value, "sympy", "Expr", "MatrixBase"), latex),
    (lambda value: has_class(value, "PIL", "Image"), image),
    (is_json_like, json),
    (lambda value: isinstance(value, StringIO), _read),
    (is_text_stream, lambda at, value: write_stream(at, value)),
    (converts_to_dataframe, dataframe),
    (is_rich, rich),
    (has_useful_help, help),
)


def write_stream(
    at: Container,
    stream: Callable[..., Any] | Iterable[Any] | AsyncGenerator[Any, Any],
    *,
    cursor: str | None = None,
) -> list[Any] | str:
    """Show a stream while it arrives: text is appended, other values are shown as ``st.write`` does.

    Parameters
    ----------
    stream : iterable, generator, generator function, async generator, or stream of OpenAI or LangChain
        What to show. Functions that come out of it are called.
    cursor : str, optional
        Markdown that stands at the end of a text while it grows.

    Returns
    -------
    str or list
        The whole text; a list if there was anything but text. ``st.write`` shows it again.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        If it is a str or a table: those are complete, ``st.write`` shows them.
    StreamlitAPIException
        If it cannot be iterated.

    Examples
    --------
    >>> answer = st.write_stream(model.tokens(question), cursor="▌")    # doctest: +SKIP
    """
    written = StreamingOutput()
    streamed = _StreamedText(at, cursor or "")
    for chunk in _chunks(stream):
        if isinstance(chunk, str):
            streamed.add(chunk)
            continue
        written += streamed.finish()
        if callable(chunk):
            chunk()
        else:
            write(at, chunk)
            written.append(chunk)
    written += streamed.finish()
    if not written:
        return ""
    return written[0] if len(written) == 1 and isinstance(written[0], str) else written


class _StreamedText:
    """A streamed text: one Markdown element, replaced with each chunk."""

    def __init__(self, at: Container, cursor: str) -> None:
        self._at = at
        self._cursor = cursor
        self._text = ""
        self._place: Any = None

    def add(self, chunk: str) -> None:
        """Append a chunk and show the text so far."""
        if not chunk:
            return
        cursor = self._cursor if self._place is not None else ""
        self._text += chunk
        # not through the memory of the run, which would keep every state of the text
        element = Element("markdown", {**_TYPED, "body": self._text + cursor})
        self._place = emit(self._at if self._place is None else self._place, given, element)

    def finish(self) -> list[str]:
        """Show the text without the cursor; return it in a list, which is empty if there is no text."""
        if self._place is None:
            return []
        done = self._text
        markdown(self._place, done)
        self._text, self._place = "", None
        return [done]


_TYPED = build_markdown("").props


def _chunks(stream: Any) -> Iterator[Any]:
    """Yield the chunks of a stream of any type."""
    if isinstance(stream, str) or is_dataframe_like(stream):
        raise StreamlitInvalidParameterTypeError(
            f"`stream` is a {type(stream).__name__}, which does not come bit by bit. Use `st.write` for it."
        )
    if inspect.isgeneratorfunction(stream) or inspect.isasyncgenfunction(stream):
        stream = stream()
    if inspect.isasyncgen(stream):
        stream = _sync_iterator(stream)
    try:
        chunks = iter(stream)
    except TypeError:
        raise StreamlitAPIException(
            f"`stream` is {stream!r}, which cannot be iterated. Give a generator, a generator function or an iterable."
        ) from None
    for chunk in chunks:
        yield _text_of(chunk)


def _text_of(chunk: Any) -> Any:
    """Return the text of a language model's chunk, or any other chunk unchanged."""
    try:
        if has_class(chunk, "openai", "ChatCompletionChunk"):
            return (chunk.choices[0].delta.content or "") if chunk.choices and chunk.choices[0].delta else ""
        if has_class(chunk, "openai", "BaseModel") and str(getattr(chunk, "type", "")).startswith("response."):
            return (chunk.delta or "") if chunk.type in _TEXT_EVENTS else ""
        if has_class(chunk, "langchain_core", "AIMessageChunk"):
            content = chunk.content or ""
            if isinstance(content, str):
                return content
            return "".join(part if isinstance(part, str) else part.get("text", "") for part in content)
    except AttributeError as error:
        raise StreamlitAPIException(
            f"A chunk of the stream is a {type(chunk).__name__} of a form that is not known ({error}). "
            f"Take the text out of it yourself: `st.write_stream(chunk.text for chunk in stream)`."
        ) from error
    return chunk


def _sync_iterator(stream: AsyncGenerator[Any, Any]) -> Iterator[Any]:
    """Return a synchronous iterator over an async generator.

    If this thread is inside a loop already (top-level ``await``), another thread waits, in a copy of this context.
    """
    loop = asyncio.new_event_loop()
    with ThreadPoolExecutor(1) as pool:

        def wait(step: Coroutine[Any, Any, Any]) -> Any:
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                return loop.run_until_complete(step)
            return pool.submit(contextvars.copy_context().run, loop.run_until_complete, step).result()

        async def next_chunk() -> Any:
            return await stream.__anext__()

        async def close() -> None:
            await stream.aclose()

        try:
            while True:
                try:
                    chunk = wait(next_chunk())
                except StopAsyncIteration:
                    return
                yield chunk
        finally:
            wait(close())
            loop.close()
