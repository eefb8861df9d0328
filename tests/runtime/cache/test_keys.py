"""Which function and which call a result belongs to."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

import pytest

from notebook_lit import errors, st
from notebook_lit.runtime.cache import decorators as cache
from tests.runtime.cache.cached import counting


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


def test_equal_calls_through_positional_only_parameters_and_keywords_are_told_apart() -> None:
    log = []

    @st.cache_data
    def f(a: int = 0, /, **more: int) -> None:
        log.append((a, more))

    f(1)
    f(a=1)
    assert log == [(1, {}), (0, {"a": 1})]


def test_what_has_no_value_is_named_with_the_repair() -> None:
    f, _ = counting()
    with pytest.raises(errors.UnhashableParamError, match=r"argument `value` of .*which holds a `_thread.lock`.*`_value`"):
        f([threading.Lock()])


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
    assert len(cache.usage()) == 2
    del one
    gc.collect()
    make(two)()
    st.cache_data(len)("")
    assert len(cache.usage()) == 2  # two and len


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
