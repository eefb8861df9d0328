"""Streamlit, the oracle of semantics, where it can be installed: 1.67 needs Python 3.11."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest

try:
    from streamlit.dataframe_util import convert_anything_to_pandas_df
    from streamlit.testing.v1 import AppTest
except ModuleNotFoundError:
    REASON = "Streamlit 1.67, the oracle, cannot be installed here: it needs Python 3.11"

    def convert_anything_to_pandas_df(data: Any) -> NoReturn:
        """Skip the test that asks."""
        pytest.skip(REASON)

    class AppTest:  # type: ignore[no-redef]
        """Skips the test that asks it."""

        @staticmethod
        def from_string(script: str, **options: Any) -> NoReturn:
            """Skip the test."""
            pytest.skip(REASON)

        from_function = from_file = from_string


__all__ = ["AppTest", "convert_anything_to_pandas_df"]
