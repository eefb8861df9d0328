"""The README tells the reviewed differences, all of them and no others."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.differences import table


def test_the_readme_has_the_table_of_differences(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    told = text.split("<!-- differences -->")[1].split("<!-- end of differences -->")[0]
    assert told.strip() == table().strip()
