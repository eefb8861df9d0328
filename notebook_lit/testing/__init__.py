"""Tests of apps: the API of ``streamlit.testing.v1``, on our own engine and page, without a notebook or a browser.

The order inside: lists → block → app_test.
"""

from __future__ import annotations

from notebook_lit.errors import AppTestError
from notebook_lit.testing.app_test import AppTest

__all__ = ["AppTest", "AppTestError"]
