"""A notebook for tests that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.notebook.fake_notebook import Notebook


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    """Give a notebook whose extension is loaded."""
    made = Notebook()
    yield made
    made.close()
