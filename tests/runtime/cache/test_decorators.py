"""Cached functions do what Streamlit's do: keys, copies, lifetimes and errors, side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.runtime.cache.cached import ours, theirs

COUNTED = "def f({parameters}):\n    log.append('computed')\n    return 1\nf = st.cache_data(f)\n"

CALLS = [
    ("a", "f(1); f(1)"),
    ("a", "f(1); f(a=1)"),
    ("a", "f(1); f(1.0); f(True); f('1'); f(b'1'); f(None)"),
    ("a", "f(0.0); f(-0.0)"),
    ("a", "f(float('nan')); f(float('nan'))"),
    ("a", "f([1]); f((1,)); f([1])"),
    ("a", "f(10 ** 400); f(10 ** 400); f(-10 ** 400)"),
    ("a", "f({'a': 1, 'b': 2}); f({'b': 2, 'a': 1}); f({'a': 1, 'b': 2})"),
    ("a", "f(collections.OrderedDict(a=1)); f({'a': 1})"),
    ("a", "f({1}); f(frozenset({1})); f({1})"),
    ("a", "f(bytearray(b'x')); f(b'x'); f(bytearray(b'x'))"),
    ("a", "f(np.int64(1)); f(1); f(np.int32(1)); f(np.int64(1))"),
    ("a", "f(np.arange(4)); f(np.arange(4).reshape(2, 2)); f(np.arange(4.0)); f(np.arange(4))"),
    ("a", "f(pd.DataFrame({'x': [1]})); f(pd.DataFrame({'x': [1.0]})); f(pd.DataFrame({'x': [1]}))"),
    ("a", "f(pd.DataFrame({'x': [1]})); f(pd.DataFrame({'y': [1]}))"),
    ("a", "f(pd.DataFrame({'x': [1]})); f(pd.DataFrame({'x': [1]}, index=[7]))"),
    ("a", "f(pd.Series([1, 2])); f(pd.Series([2, 1])); f(pd.Series([1, 2]))"),
    ("a", "f(pd.DataFrame({'x': [{1: 2}]})); f(pd.DataFrame({'x': [{1: 3}]})); f(pd.DataFrame({'x': [{1: 2}]}))"),
    ("a", "f(datetime.datetime(2020, 1, 1)); f(datetime.date(2020, 1, 1)); f(datetime.datetime(2020, 1, 1))"),
    ("a", "f(datetime.timedelta(1)); f(decimal.Decimal(1)); f(decimal.Decimal('1.0')); f(decimal.Decimal(1))"),
    ("a", "f(uuid.UUID(int=1)); f(uuid.UUID(int=1)); f(range(3)); f(range(3))"),
    ("a", "f(re.compile('a')); f(re.compile('a', re.I)); f(re.compile('a'))"),
    ("a", "f(functools.partial(len, 1)); f(functools.partial(len, 2)); f(functools.partial(len, 1))"),
    ("a", "f(io.StringIO('a')); f(io.StringIO('b')); f(io.StringIO('a')); f(io.BytesIO(b'a'))"),
    ("a", "f(len); f(max); f(np); f(int); f(len)"),
    ("a", "x = [1]; x.append(x); y = [1]; y.append(y); f(x); f(y)"),
    ("a", "@dataclass\nclass P:\n    x: int\nf(P(1)); f(P(2)); f(P(1))"),
    ("a", "class E(enum.Enum):\n    A = 1\n    B = 2\nf(E.A); f(E.B); f(E.A)"),
    ("a, b=2", "f(1); f(1, 2); f(1)"),
    ("a=0, b=0", "f(a=1, b=2); f(b=2, a=1)"),
    ("a, *more", "f(1, 2); f(1, 3); f(1, 2)"),
    ("a, **more", "f(1, x=1); f(1, x=2); f(1, _x=1); f(1, _x=2); f(1)"),
    ("a, _b", "f(1, 2); f(1, 3); f(1, threading.Lock()); f(a=1, _b=5)"),
    ("a", "f(lambda: 1)"),
    ("a", "f(object())"),
    ("a", "f(threading.Lock())"),
    ("a", "f(n for n in ())"),
    ("a", "class C: pass\nf(C())"),
    ("a", "f([1, [threading.Lock()]])"),
]


@pytest.mark.parametrize(("parameters", "calls"), CALLS)
def test_the_same_calls_are_computed_as_in_streamlit(parameters: str, calls: str) -> None:
    code = COUNTED.format(parameters=parameters) + calls
    expected = theirs(code)
    assert ours(code) == expected
    assert expected, "the snippet did nothing"


SNIPPETS = {
    "the miss gives the object itself, hits give copies": """
kept = []
@st.cache_data
def f():
    kept.append([1])
    return kept[-1]
log.append(f() is kept[0])
f().append(2)
log += [f(), f() is kept[0], f() is f()]
""",
    "a changed miss does not change what is kept": """
@st.cache_data
def f():
    return {"a": [1]}
f()["a"].append(2)
log.append(f())
""",
    "a resource is one object": """
@st.cache_resource
def f():
    return [1]
log.append(f() is f())
f().append(2)
log.append(f())
""",
    "None is a value": """
@st.cache_data
def f():
    log.append("computed")
f(); f()
""",
    "an exception is not kept": """
@st.cache_data
def f():
    log.append("computed")
    raise KeyError("no")
for _ in range(2):
    try:
        f()
    except KeyError:
        log.append("raised")
""",
    "the least recently used goes first": """
@st.cache_data(max_entries=2)
def f(a):
    log.append(a)
f(1); f(2); f(1); f(3); f(1); f(2)
""",
    "no entries are a ValueError at the call": """
@st.cache_data(max_entries=0)
def f():
    return 1
log.append("defined")
f()
""",
    "a negative ttl has always expired": """
@st.cache_data(ttl=-1)
def f():
    log.append("computed")
f(); f()
""",
    "clear": """
@st.cache_data
def f(a):
    log.append(a)
f(1); f(2); f.clear(1); f(1); f(2); f.clear(a=2); f(1); f(2); f.clear(); f(1); f(2)
st.cache_data.clear(); f(1)
st.cache_resource.clear(); f(1)
""",
    "other arguments of the same function": """
@st.cache_data
def factorial(n):
    log.append(n)
    return n * factorial(n - 1) if n else 1
log.append(factorial(4)); log.append(factorial(5))
""",
    "release": """
@st.cache_resource(max_entries=1, on_release=lambda value: log.append(("released", value)))
def f(a):
    return a
f(1); f(2); f(2); f.clear(2); f(3); f.clear(); f(4); st.cache_resource.clear()
""",
    "validate": """
@st.cache_resource(validate=lambda value: value["good"])
def f():
    log.append("computed")
    return {"good": True}
f(); f(); f()["good"] = False; f(); f()
""",
    "hash_funcs": """
class A:
    def __init__(self, n):
        self.n = n
@st.cache_data(hash_funcs={A: lambda a: a.n})
def f(a):
    log.append(a.n)
f(A(1)); f(A(1)); f(A(2)); f(A(1))
@st.cache_data(hash_funcs={"snippet.A": lambda a: a.n})
def g(a):
    log.append(a.n)
g(A(1)); g(A(1))
@st.cache_data(hash_funcs={int: str})
def h(n):
    log.append(n)
h(1); h(3); h([1]); h([1]); h(1); h(True); h(False)
""",
    "a failing hash function": """
@st.cache_data(hash_funcs={int: lambda n: 1 / 0})
def f(n):
    return n
f(1)
""",
    "a generator cannot be copied": """
@st.cache_data
def f():
    return (n for n in ())
f()
""",
    "an awaitable result": """
@st.cache_data
def f():
    async def g():
        return 1
    return g()
f()
""",
    "async functions": """
@st.cache_data
async def f(a):
    log.append("computed")
    await asyncio.sleep(0)
    return [a]
async def main():
    log.extend(await asyncio.gather(f(1), f(1), f(2)))
    log.append(await f(1))
asyncio.run(main())
log.append(asyncio.run(f(2)))
""",
    "an async generator is refused": """
@st.cache_data
async def f():
    yield 1
""",
    "methods": """
class A:
    @st.cache_data
    def f(_self, a):
        log.append(a)
        return a
    @st.cache_data
    def g(self, a):
        return a
one = A()
log.append(one.f(1)); A().f(1); one.f.clear(1); one.f(1); one.f.clear(); one.f(1)
one.g(1)
""",
    "wrong ttl": "st.cache_data(ttl='soon')(len)()",
    "wrong persist": "st.cache_data(persist='cloud')",
    "wrong scope": "st.cache_data(scope='page')",
    "wrong refresh_mode": "st.cache_data(refresh_mode='never')",
    "background without ttl": "st.cache_data(refresh_mode='background')",
    "background with a ttl of 0": "st.cache_data(refresh_mode='background', ttl=0)",
    "background with persist": "st.cache_data(refresh_mode='background', ttl=1, persist=True)",
    "background async": "@st.cache_data(refresh_mode='background', ttl=1)\nasync def f(): pass",
    "session outside": "st.cache_data(scope='session')(lambda: 1)()",
    "async validate": "async def v(x): pass\nst.cache_resource(validate=v)",
    "async on_release": "async def v(x): pass\nst.cache_resource(on_release=v)",
    "wrong max_size": "st.cache_data(max_size='many')",
    "wrong max_size type": "st.cache_data(max_size=1.5)",
    "negative max_size": "st.cache_data(max_size=-1)",
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_it_goes_as_in_streamlit(name: str) -> None:
    expected = theirs(SNIPPETS[name])
    assert ours(SNIPPETS[name]) == expected
    assert expected, "the snippet did nothing"


def test_it_works_where_there_is_no_app_and_no_notebook(fresh_python: Callable[[str], str]) -> None:
    printed = fresh_python(
        "import sys\nfrom notebook_lit.runtime.cache.decorators import cache_data\n"
        "@cache_data\ndef f(a):\n    print('computed')\n    return [a]\n"
        "f(1); f(1).append(2); print(f(1), sorted({'pandas', 'numpy', 'streamlit'} & set(sys.modules)))\n"
    )
    assert printed.splitlines() == ["computed", "[1] []"]
