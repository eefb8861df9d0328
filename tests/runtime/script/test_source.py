"""Where the text of a script comes from, and how it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook_lit.runtime.script.source import CellSource, FileSource, decode, digest


def test_each_version_of_a_cell_has_a_file_name_of_its_own_that_is_no_path() -> None:
    one, two = CellSource("x = 1", "sales", 1), CellSource("x = 2", "sales", 2)
    assert one.filename != two.filename
    assert not Path(one.filename).exists()
    assert one.directory is None


def test_a_file_is_read_whenever_its_text_is_wanted_unless_the_source_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("x = 1")
    live = FileSource(path)
    held = live.holding()
    path.write_text("x = 2")
    assert (live.read(), held.read()) == ("x = 2", "x = 1")
    assert live.holding(b"x = 3").read() == "x = 3"


def test_a_source_is_the_same_whatever_content_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    assert FileSource(path, b"one") == FileSource(path, b"two")
    assert "one" not in repr(FileSource(path, b"one"))


def test_a_missing_file_has_an_empty_digest_and_an_empty_file_has_not() -> None:
    assert digest(None) == ""
    assert digest(b"")
    assert digest(b"a") != digest(b"b")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("\ufeffx = 'ü'".encode(), "x = 'ü'"),
        ("# coding: latin-1\nx = 'ü'".encode("latin-1"), "# coding: latin-1\nx = 'ü'"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
    ],
)
def test_text_is_decoded_as_python_does(data: bytes, text: str) -> None:
    assert decode(data, "app.py") == text


@pytest.mark.parametrize("data", [b"x = '\xfc'", b"# coding: nonsense\n", b"x = 1\0"])
def test_what_cannot_be_decoded_names_the_file(data: bytes) -> None:
    with pytest.raises(SyntaxError, match=r"app\.py"):
        decode(data, "app.py")
