"""``st.write``, ``st.write_stream`` and bare expressions."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from notebook_lit import st
from notebook_lit.elements.write import write as write_module
from notebook_lit.runtime.writing.run import Memo, Run
from tests.elements.oracle import ours, theirs


def shown(page: Run) -> list[tuple[str, Any]]:
    """Give kind and body of what the page holds."""
    return [(element.kind, element.props.get("body")) for element in page.page.main.children]


SAME = {
    "text": 'st.write("a"); st.write(); st.write("  a\\n  b "); st.write("a", "b")',
    "values share a paragraph": 'st.write(1, "a", {"x": 1}, "b")',
    "atoms": 'st.write(1, 1.5, 2j, True, None, (1, 2), {1}, frozenset([2]), range(3), b"x", ..., "x`y")',
    "standard library": """
import array, collections, datetime, decimal, enum, pathlib, re, types, uuid
class Colour(enum.Enum):
    RED = 1
st.write(pathlib.Path("a"), decimal.Decimal("1"), datetime.date(2020, 1, 1), collections.deque([1]), Colour.RED)
st.write(uuid.UUID(int=1), re.compile("a"), types.SimpleNamespace(a=1), array.array("i", [1]), re.match("a", "a"))""",
    "trees": """
import collections, types
P = collections.namedtuple("P", "x y")
st.write([1, "a"], {}, P(1, 2), map(str, [1, 2]), enumerate([1]), types.MappingProxyType({"a": 1}))
st.write(collections.UserDict(a=1), collections.UserList([1]), collections.ChainMap({"a": 1}), {"a": 1}.items())
st.write({"a": 1}.keys(), {"a": 1}.values(), collections.Counter("aab"), collections.OrderedDict(a=1))""",
    "session state": "st.session_state.a = 1\nst.write(st.session_state)",
    "many lines and backticks": """
class A:
    def __str__(self):
        return "l1\\nl2 ``` x"
st.write(A(), "z")
class B:
    def __str__(self):
        return "one ` two `` three"
st.write(B())""",
    "memory file": 'import io\nst.write(io.StringIO("# hi"))',
    "exception": 'st.write(ValueError("x"))',
    "scalars of numpy and pandas": """
import numpy as np, pandas as pd
st.write(np.float64(1.5), np.int8(3), np.bool_(True), pd.Timestamp(0), pd.NA, pd.NaT, np.datetime64("2020-01-01"))""",
    "several in a container": 'st.container().write("a", "b")',
    "several in one place": 'st.empty().write("a", "b")',
    "one in a container": 'st.container().write("a")',
    "nothing in a container": "st.container().write()",
    "inside a container": 'with st.container():\n    st.write("a", "b")',
    "html": 'st.write("<b>a</b>", ["b"], unsafe_allow_html=True)',
    "coroutines and method wrappers": "import functools\nst.write(functools.partial(print, 1))",
    "streams": """
def g():
    yield "a"
    yield "b"
async def h():
    yield "c"
    yield "d"
st.write(g()); st.write(g); st.write(h()); st.write(h)""",
    "a stream of many things": """
def g():
    yield "a"; yield ""; yield "b"; yield 3; yield {"a": 1}; yield None; yield lambda: st.text("called"); yield "z"
r = st.write_stream(g)
st.text(repr(r))
st.text(type(r).__name__)
st.write(r)""",
    "what streams give back": """
st.text(repr(st.write_stream([])))
st.text(repr(st.write_stream([1])))
st.text(repr(st.write_stream(["a", "b"])))
st.text(repr(st.write_stream(x for x in ["", ""])))""",
    "text is no stream": 'st.write_stream("abc")',
    "a table is no stream": "import pandas as pd\nst.write_stream(pd.DataFrame())",
    "a number is no stream": "st.write_stream(3)",
    "a plain function is no stream": "st.write_stream(lambda: [1])",
}


@pytest.mark.parametrize("script", SAME.values(), ids=SAME.keys())
def test_write_shows_what_streamlit_shows(script: str) -> None:
    assert ours(script) == theirs(script)


FRAMES = """
import numpy as np, pandas as pd
df = pd.DataFrame({"a": [1]})
values = [df, df.a, df.index, df.dtypes, df.style, np.array([1]), np.array(3), pd.Categorical(["a"]), pd.array([1])]
for value in values:
    st.write(value)"""

HELPED = """
import dataclasses, enum, math
@dataclasses.dataclass
class D:
    x: int = 1
class E(enum.Enum):
    A = 1
class A:
    pass
async def co():
    pass
for value in (len, "a".join, math, D, D(), E, A, A(), lambda: 1, co, st.sidebar, st.text("a"), print, property()):
    st.write(value)"""


@pytest.mark.parametrize("script", [FRAMES, HELPED])
def test_tables_and_things_to_explain_are_recognised_as_by_streamlit(script: str) -> None:
    names = {"help_info": "help"}
    assert [kind for kind, _ in ours(script)] == [names.get(kind, kind) for kind, _ in theirs(script)]


def test_pictures_and_figures_are_drawn(page: Run) -> None:
    pillow = pytest.importorskip("PIL.Image")
    figure = pytest.importorskip("matplotlib.figure").Figure()
    figure.subplots().plot([1, 2])
    st.write("a", pillow.new("RGB", (2, 2)), figure, "b")
    assert [element.kind for element in page.page.main.children] == ["markdown", "image", "pyplot", "markdown"]


def test_a_text_written_is_the_same_element_as_its_markdown(page: Run) -> None:
    st.write("row 17")
    st.markdown("row 17")
    one, two = page.page.main.children
    assert one is two


def test_bare_expressions_are_written_to_the_innermost_container(page: Run) -> None:
    write_module.show("a", 1)
    with st.container():
        write_module.show(None)
    assert shown(page)[0] == ("markdown", "a `1`")
    assert page.page.main.children[1].children[0].props["body"] == "`None`"  # type: ignore[attr-defined]


def test_an_object_that_answers_to_every_name_is_written_like_any_other(page: Run) -> None:
    class Trap:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(name)

        def __repr__(self) -> str:
            return "trap"

    st.write(Trap())
    assert shown(page) == [("markdown", "`trap`")]


def test_a_str_of_an_own_class_is_markdown(page: Run) -> None:
    class Text(str):
        __slots__ = ()

    st.write(Text("**a**"))
    st.write(Path("a"), Text("b"))
    assert shown(page) == [("markdown", "**a**"), ("markdown", "`a` b")]


def test_a_growing_text_is_one_element_with_a_cursor_that_ends(page: Run) -> None:
    seen = []

    def typed() -> Iterator[str]:
        for word in ("Hello ", "big ", "world"):
            yield word
            seen.append(shown(page))

    assert st.write_stream(typed, cursor="▌") == "Hello big world"
    assert seen == [
        [("markdown", "Hello ")],
        [("markdown", "Hello big ▌")],
        [("markdown", "Hello big world▌")],
    ]
    assert shown(page) == [("markdown", "Hello big world")]


def test_the_states_of_a_growing_text_are_not_remembered(page: Run) -> None:
    page.memo = Memo()
    st.write_stream(["a"] * 500)
    assert len(page.memo.cells) == 1


def test_an_async_stream_inside_a_running_loop_is_waited_for_in_the_same_context(page: Run) -> None:
    async def words() -> AsyncIterator[str]:
        yield "a"
        await asyncio.sleep(0)
        st.text("from inside")
        yield "b"

    async def script() -> Any:
        return st.write_stream(words())

    assert asyncio.run(script()) == "ab"
    assert shown(page) == [("markdown", "ab"), ("text", "from inside")]


def test_an_async_stream_that_is_cut_short_is_closed(page: Run) -> None:
    ended = []

    async def words() -> AsyncIterator[Any]:
        try:
            yield "a"
            yield 1 / 0
        finally:
            ended.append(True)

    with pytest.raises(ZeroDivisionError):
        st.write_stream(words())
    assert ended == [True]


def chunk(package: str, name: str, **fields: Any) -> Any:
    """Make an object of a class of a library that is not installed."""
    return type(name, (), {"__module__": f"{package}.types", **fields})()


def test_the_texts_of_language_models_are_taken_out_of_their_chunks(page: Run) -> None:
    class Part:
        def __init__(self, **fields: Any) -> None:
            self.__dict__ |= fields

    chunks = [
        chunk("openai", "ChatCompletionChunk", choices=[]),
        chunk("openai", "ChatCompletionChunk", choices=[Part(delta=Part(content="a"))]),
        chunk("openai", "ChatCompletionChunk", choices=[Part(delta=Part(content=None))]),
        chunk("langchain_core", "AIMessageChunk", content="b"),
        chunk("langchain_core", "AIMessageChunk", content=[{"type": "text", "text": "c"}, "d"]),
    ]
    assert st.write_stream(chunks) == "abcd"
    with pytest.raises(st.errors.StreamlitAPIException, match="ChatCompletionChunk"):
        st.write_stream([chunk("openai", "ChatCompletionChunk")])


def test_a_stream_that_cannot_be_iterated_is_named_with_its_repair(page: Run) -> None:
    with pytest.raises(st.errors.StreamlitAPIException, match=r"`stream` is 3.*generator"):
        st.write_stream(3)  # type: ignore[arg-type]
    with pytest.raises(st.errors.StreamlitInvalidParameterTypeError, match=r"DataFrame.*`st.write`"):
        st.write_stream(pd.DataFrame())


def test_the_signature_is_streamlits() -> None:
    assert str(inspect.signature(st.write)) == "(*args: 'Any', unsafe_allow_html: 'bool' = False) -> 'None'"
