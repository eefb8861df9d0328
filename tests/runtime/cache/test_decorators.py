"""Keys, copies, lifetimes and errors of cached functions, beside Streamlit's where it does the same."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from notebook_lit import errors, st
from notebook_lit.runtime.cache import decorators, store
from tests.runtime.cache.cached import ours, theirs


@pytest.fixture(autouse=True)
def empty_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin and end with nothing kept, and never look at the user's own folders."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the clock by which entries age."""
    clock = Clock()
    monkeypatch.setattr(store, "clock", clock)
    monkeypatch.setattr("notebook_lit.runtime.cache.cached_function.clock", clock)
    return clock


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


# -- what ours does better, or has no counterpart ---------------------------------------------------------------------------


def counting(**options: Any) -> tuple[Callable[..., Any], list[Any]]:
    log: list[Any] = []

    @st.cache_data(**options)
    def counted(value: Any = None) -> Any:
        log.append(value)
        return value

    return counted, log


def test_closures_do_not_see_each_others_results() -> None:
    def make(n: int) -> Callable[[], int]:
        @st.cache_data
        def f() -> int:
            return n

        return f

    one, two = make(1), make(2)
    assert (one(), two(), one(), two()) == (1, 2, 1, 2)


def test_a_free_variable_that_is_bound_anew_counts_and_one_that_the_function_sets_does_not() -> None:
    n, count = 1, 0

    @st.cache_data
    def f() -> int:
        nonlocal count
        count += 1
        return n

    assert [f(), f(), count] == [1, 1, 1]
    n = 2
    assert [f(), f(), count] == [2, 2, 2]
    n = 1
    assert [f(), count] == [1, 2]


def test_every_cell_of_a_large_table_counts() -> None:
    f, log = counting()
    table = pd.DataFrame({"n": np.arange(200_000), "t": pd.Series(["a"] * 200_000, dtype=object), "s": ["b"] * 200_000})
    f(table)
    f(table.copy())
    assert len(log) == 1
    for column, value in (("n", -1), ("t", "z"), ("s", "z")):
        other = table.copy()
        other.loc[137_911, column] = value
        f(other)
    array = np.zeros(600_000)
    f(array)
    array[599_998] = 1
    f(array)
    assert len(log) == 6


def test_types_and_attributes_of_tables_count() -> None:
    f, log = counting()
    plain = pd.DataFrame({"a": [1, 2]})
    tables = [plain, plain.astype("Int64"), plain.astype("category"), plain.astype(str), plain.astype(object)]
    tables += [plain.set_index("a")]
    tables += [plain.rename_axis("i"), plain.rename_axis(columns="c"), pd.DataFrame({"a": [1, None]}), plain.copy(), plain.T]
    tables[-2].attrs["unit"] = "m"
    tables.append(pd.DataFrame({"a": pd.to_datetime(["2020-01-01", "2020-01-02"])}))
    tables.append(tables[-1].apply(lambda column: column.dt.tz_localize("UTC")))
    for _ in range(2):
        for table in tables:
            f(table.copy())
    assert len(log) == len(tables)


def test_equal_calls_through_positional_only_parameters_and_keywords_are_told_apart() -> None:
    log = []

    @st.cache_data
    def f(a: int = 0, /, **more: int) -> None:
        log.append((a, more))

    f(1)
    f(a=1)
    assert log == [(1, {}), (0, {"a": 1})]


def test_a_set_is_the_same_in_any_order() -> None:
    f, log = counting()
    f({"a", "b", 3})
    f({3, "b", "a"})
    assert len(log) == 1


def test_hash_funcs_decide_alone_what_is_equal() -> None:
    f, log = counting(hash_funcs={int: lambda n: n % 2})
    for value in (1, 3, [1], [3], 2, True):
        f(value)
    assert log == [1, [1], 2, True]


def test_what_has_no_value_is_named_with_the_repair() -> None:
    f, _ = counting()
    with pytest.raises(errors.UnhashableParamError, match=r"argument `value` of .*which holds a `_thread.lock`.*`_value`"):
        f([threading.Lock()])


@pytest.mark.parametrize("result", ["lambda: 1", "(n for n in ())", "threading.Lock()"])
def test_whatever_cannot_be_copied_is_the_same_error(result: str) -> None:
    @st.cache_data
    def f() -> Any:
        return eval(result, {"threading": threading})  # noqa: S307

    with pytest.raises(errors.UnserializableReturnValueError, match=r"st.cache_resource"):
        f()


def test_a_query_that_is_not_computed_yet_says_so() -> None:
    class Query:
        def __reduce__(self) -> Any:
            raise RuntimeError("not collected")

    Query.__module__ = "pyspark.sql"

    @st.cache_data
    def f() -> Query:
        return Query()

    with pytest.raises(errors.UnevaluatedDataFrameError, match="Collect it"):
        f()


def test_the_function_keeps_its_face() -> None:
    @st.cache_data
    def f(a: int, b: str = "x") -> int:
        """Say what it does."""
        return a

    assert (f.__name__, f.__doc__) == ("f", "Say what it does.")
    assert f.__wrapped__(3) == 3
    assert str(inspect.signature(f)) == "(a: 'int', b: 'str' = 'x') -> 'int'"


def test_a_ttl_counts_from_the_writing(clock: Clock) -> None:
    f, log = counting(ttl="1h")
    f(1)
    clock.now += 3599
    f(1)
    assert len(log) == 1
    clock.now += 1
    f(1)
    assert len(log) == 2


def test_a_clock_that_is_set_back_does_no_harm(clock: Clock) -> None:
    f, log = counting(ttl=10)
    f(1)
    clock.now -= 365 * 86400
    f(1)
    assert len(log) == 1


def test_expired_resources_are_released_when_the_function_is_called_again(clock: Clock) -> None:
    released: list[int] = []

    @st.cache_resource(ttl=10, on_release=released.append)
    def f(n: int) -> int:
        return n

    f(1)
    clock.now += 11
    f(2)
    assert released == [1]


def test_a_failing_release_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def release(value: int) -> None:
        raise ValueError("closed already")

    @st.cache_resource(on_release=release)
    def f() -> int:
        return 1

    f()
    f.clear()
    assert "on_release failed" in caplog.text
    assert "closed already" in caplog.text


def test_an_expired_result_is_given_while_a_new_one_is_computed_beside(clock: Clock) -> None:
    go, done = threading.Event(), threading.Event()
    log: list[int] = []

    @st.cache_data(ttl=10, refresh_mode="background")
    def f() -> int:
        if log:
            assert go.wait(10)
            done.set()
        log.append(1)
        return len(log)

    assert f() == 1
    clock.now += 11
    assert [f(), f(), f()] == [1, 1, 1]  # one refresh is under way
    go.set()
    assert done.wait(10)
    for thread in threading.enumerate():
        if thread.name.startswith("refresh"):
            thread.join(10)
    assert f() == 2
    assert len(log) == 2
    clock.now += 20
    assert f() == 3  # past the second ttl nothing is given that is so old


def test_a_failed_refresh_rests_before_the_next(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    log: list[int] = []

    @st.cache_data(ttl=100, refresh_mode="background")
    def f() -> int:
        log.append(1)
        if len(log) > 1:
            raise OSError("no network")
        return 1

    def settle() -> None:
        for thread in threading.enumerate():
            if thread.name.startswith("refresh"):
                thread.join(10)

    f()
    clock.now += 101
    f()
    settle()
    f()
    settle()
    assert len(log) == 2
    clock.now += 61
    assert f() == 1
    settle()
    assert len(log) == 3
    assert "no network" in caplog.text


def test_copies_are_bounded_in_all_and_the_newest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 3_000_000)
    log: list[int] = []

    @st.cache_data
    def f(n: int) -> bytearray:
        log.append(n)
        return bytearray(1_000_000)

    @st.cache_data
    def g(n: int) -> bytearray:
        return bytearray(n * 1_000_000)

    f(1)
    f(2)
    f(1)
    g(1)  # 2 is the least recently used
    f(1)
    assert log == [1, 2]
    f(2)
    assert log == [1, 2, 2]
    g(5)
    assert sum(line.size for line in decorators.usage()) < 6_000_000
    assert {line.name.rpartition(".")[2]: line.entries for line in decorators.usage()} == {"f": 0, "g": 1}


def test_a_thousand_entries_are_the_default() -> None:
    f, log = counting()
    for n in range(1_500):
        f(n)
    (line,) = decorators.usage()
    assert (line.entries, line.misses) == (1_000, 1_500)
    f(1_499)
    assert len(log) == 1_500


def test_max_size_bounds_one_function(caplog: pytest.LogCaptureFixture) -> None:
    log: list[int] = []

    @st.cache_data(max_size="1MB")
    def f(n: int) -> bytearray:
        log.append(n)
        return bytearray(n * 1024)

    f(600)
    f(601)
    f(600)
    assert log == [600, 601, 600]
    f(2000)
    assert "more than its max_size" in caplog.text
    f(600)
    assert log == [600, 601, 600, 2000]


def test_functions_that_nobody_calls_any_more_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_STORES", 3)
    functions = []
    for n in range(6):
        names: dict[str, Any] = {}
        exec(f"def f{n}():\n    return {n}", names)  # noqa: S102
        functions.append(st.cache_data(names[f"f{n}"]))
        functions[-1]()
    assert [line.name for line in decorators.usage()] == ["f3", "f4", "f5"]
    assert functions[0]() == 0


def test_other_settings_begin_with_nothing() -> None:
    class Log:
        calls = 0  # a class counts by its name, so counting does not change what the function sees

    def f() -> None:
        Log.calls += 1

    st.cache_data(f)()
    st.cache_data(ttl=5)(f)()
    st.cache_data(ttl=5)(f)()
    assert Log.calls == 2


def test_what_is_not_known_by_value_in_a_closure_counts_by_identity_and_is_not_kept_alive() -> None:
    class Model:
        pass

    def make(model: Model) -> Callable[[], int]:
        @st.cache_data
        def f() -> int:
            return id(model)

        return f

    one, two = Model(), Model()
    assert make(one)() == id(one)
    assert make(two)() == id(two)
    assert make(one)() == id(one)
    assert len(decorators.usage()) == 2
    del one
    gc.collect()
    make(two)()
    st.cache_data(len)("")
    assert len(decorators.usage()) == 2  # two and len


def test_a_module_level_function_that_is_defined_again_finds_its_results() -> None:
    log: list[str] = []
    text = "@st.cache_data\ndef f(a, b=3):\n    log.append('computed')\n    return a + b\nresult = f(1)\n"
    for version, name in enumerate(("one", "two", "three"), 1):
        names = {"st": st, "log": log, "__name__": "__main__"}
        exec(compile("\n" * version + text, name, "exec"), names)  # noqa: S102
        assert names["result"] == 4
    assert log == ["computed"]
    exec(compile(text.replace("b=3", "b=4"), "four", "exec"), names)  # noqa: S102
    exec(compile(text.replace("a + b", "a - b"), "five", "exec"), names)  # noqa: S102
    assert log == ["computed"] * 3


def test_async_waiters_get_copies_of_their_own_and_the_same_exception() -> None:
    @st.cache_data
    async def f(fail: bool) -> list[int]:
        await asyncio.sleep(0)
        if fail:
            raise KeyError("no")
        return [1]

    async def main() -> tuple[list[Any], list[Any]]:
        return (
            await asyncio.gather(*[f(False) for _ in range(5)]),
            await asyncio.gather(*[f(True) for _ in range(5)], return_exceptions=True),
        )

    values, failures = asyncio.run(main())
    assert values == [[1]] * 5
    assert len({id(value) for value in values}) == 5
    assert len({id(failure) for failure in failures}) == 1


def test_a_cancelled_task_leaves_the_computation_to_the_next() -> None:
    log: list[str] = []

    @st.cache_data
    async def f() -> int:
        log.append("began")
        if len(log) == 1:
            await asyncio.Event().wait()
        return 1

    async def main() -> int:
        first = asyncio.create_task(f())
        await asyncio.sleep(0)
        second = asyncio.create_task(f())
        await asyncio.sleep(0)
        first.cancel()
        return await asyncio.wait_for(second, 10)

    assert asyncio.run(main()) == 1
    assert log == ["began"] * 2


def test_ttl_with_persist_is_ignored_aloud(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        st.cache_data(persist="disk", ttl=5)
    assert "`ttl` is ignored" in caplog.text


@pytest.mark.parametrize(("text", "size"), [("500MB", 500 * 2**20), ("1.5GiB", int(1.5 * 2**30)), ("10 kb", 10240), ("7B", 7)])
def test_sizes_are_powers_of_1024(text: str, size: int) -> None:
    from notebook_lit.runtime.cache.options import checked_size

    assert checked_size(text) == size


def test_it_works_where_there_is_no_app_and_no_notebook(fresh_python: Callable[[str], str]) -> None:
    printed = fresh_python(
        "import sys\nfrom notebook_lit.runtime.cache.decorators import cache_data\n"
        "@cache_data\ndef f(a):\n    print('computed')\n    return [a]\n"
        "f(1); f(1).append(2); print(f(1), sorted({'pandas', 'numpy', 'streamlit'} & set(sys.modules)))\n"
    )
    assert printed.splitlines() == ["computed", "[1] []"]
