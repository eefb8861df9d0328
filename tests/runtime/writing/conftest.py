"""The run without any host that the tests of elements have."""

from __future__ import annotations

from tests.elements.conftest import page as page
from tests.elements.conftest import rerun as rerun
