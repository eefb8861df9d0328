"""Streamlit, the oracle of semantics, where it can be installed: 1.67 needs Python 3.11."""

from __future__ import annotations

from functools import cache
from typing import Any, NoReturn

import pytest

try:
    from streamlit.components.v2 import manifest_scanner
    from streamlit.dataframe_util import convert_anything_to_pandas_df
    from streamlit.testing.v1 import AppTest

    # Before each run of an AppTest Streamlit reads what every installed package says of itself, in search of components. That
    # takes a quarter of a second, ten times as long as the run itself, and the answer is always the same.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
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
