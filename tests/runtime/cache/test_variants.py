"""What `cache_data` cannot copy."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from notebook_lit import errors, st


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
