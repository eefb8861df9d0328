"""The notebook that tests of the notebook's side share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.notebook.fake_notebook import Notebook


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    """Provide a notebook without a kernel, in which the extension is loaded."""
    started = Notebook()
    yield started
    started.close()
