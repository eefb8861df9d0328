"""The build backend (PEP 517 and 660): setuptools, with the JupyterLab bundle made first.

setuptools resolves the globs of ``[options.data_files]`` while it reads setup.cfg, so the bundle must be there before
it starts. What a build needs beyond setuptools is asked for only if there is a bundle to build: an sdist carries one.
"""

from __future__ import annotations

import shutil
from typing import Any

import bundle
from setuptools import Distribution, build_meta
from setuptools.build_meta import prepare_metadata_for_build_editable, prepare_metadata_for_build_wheel

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Ask for the bundler, if there is a bundle to build."""
    return [] if bundle.is_current() else list(bundle.BUILD_REQUIREMENTS)


get_requires_for_build_sdist = get_requires_for_build_wheel
get_requires_for_build_editable = get_requires_for_build_wheel


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Build the bundle, then the wheel."""
    bundle.build()
    # setuptools packs whatever an earlier build left there, modules that are long deleted included.
    shutil.rmtree(bundle.HERE.parent / "build" / "lib", ignore_errors=True)
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Build the bundle, then the source distribution with the bundle in it."""
    bundle.build()
    return build_meta.build_sdist(sdist_directory, config_settings)


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Build the bundle, then the editable wheel, which carries a copy of the bundle.

    setuptools means to put data files into editable wheels too, but asks its distribution whether it ``has_data``, and
    the answer is kept under another name. A link from the environment to ``dist/`` would be shorter, but pip would not
    know of it: uninstalling an earlier, ordinary installation deletes the files behind the link, the bundle itself.
    """
    bundle.build()
    Distribution.has_data = Distribution.has_data_files
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)
