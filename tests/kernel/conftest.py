"""Kernel-level fixtures: a real kernel process, with no browser. Tests share one, but for those that need their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.driving.kernel import Kernel
from tests.kernel.driving.shared import SharedKernel


@pytest.fixture(scope="session")
def shared_kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedKernel]:
    """Provide the kernel that tests share."""
    shared = SharedKernel(tmp_path_factory.mktemp("kernels"))
    yield shared
    shared.end()


@pytest.fixture
def kernel(tmp_path: Path, shared_kernel: SharedKernel, request: pytest.FixtureRequest) -> Iterator[Kernel]:
    """Provide a kernel in a folder of the test: the shared one, or a new one for a test that is marked ``own_kernel``."""
    own = request.node.get_closest_marker("own_kernel") is not None
    with Kernel(tmp_path) if own else shared_kernel.lent(tmp_path) as lent:
        yield lent


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker."""
    config.addinivalue_line("markers", "own_kernel: the test needs a kernel in which nothing has run")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that ``-m 'not kernel'`` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.kernel)
