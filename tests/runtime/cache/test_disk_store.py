"""persist="disk": found again by another process, and nothing is unpickled that we did not sign."""

from __future__ import annotations

import errno
import os
import pickle
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from notebook_lit import st
from notebook_lit.runtime.cache import decorators, disk_store
from notebook_lit.runtime.cache.disk_store import DiskStore
from notebook_lit.runtime.cache.replay import Drawn
from notebook_lit.runtime.cache.serialization import PackedValue
from tests.runtime.conftest import Trial

posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes of files are POSIX")


@pytest.fixture
def disk(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "cache", tmp_path / "config" / "cache.key")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the folder that stands for the user's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(decorators, "_disk", DiskStore())
    st.cache_data.clear()
    yield tmp_path
    st.cache_data.clear()


def restart() -> None:
    """Forget all that is in memory, as a new kernel has."""
    decorators._registry.clear("data")


def keep(disk: DiskStore, value: Any = (1, [2])) -> Path:
    disk.write("f-1", PackedValue(pickle.dumps(value, 5), {}), Drawn())
    (path,) = disk.folder.glob("*.lit")
    return path


def kept(disk: DiskStore) -> Any:
    found = disk.read("f-1")
    return None if found is None else found[0].unpack({})


class Poison:
    """Runs code when it is unpickled."""

    def __init__(self, canary: Path) -> None:
        self.canary = canary

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.canary),)


def test_what_is_written_is_read(disk: DiskStore) -> None:
    assert kept(disk) is None
    keep(disk)
    assert kept(disk) == (1, [2])
    assert kept(DiskStore(disk.folder, disk.key_file)) == (1, [2])


@posix
def test_folders_files_and_the_key_are_private(disk: DiskStore) -> None:
    before = os.umask(0)
    try:
        path = keep(disk)
    finally:
        os.umask(before)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (disk.folder, path, disk.key_file, disk.key_file.parent)}
    assert modes == {"cache": 0o700, path.name: 0o600, "cache.key": 0o600, "config": 0o700}


def test_a_file_that_is_cut_at_any_byte_is_a_miss(disk: DiskStore, caplog: pytest.LogCaptureFixture) -> None:
    path = keep(disk)
    data = path.read_bytes()
    for size in range(len(data)):
        path.write_bytes(data[:size])
        path.chmod(0o600)
        assert kept(disk) is None, size
        assert not path.exists()
    assert caplog.text.count("computed again") == 1, "it is said once"


def test_a_file_with_any_byte_changed_is_a_miss(disk: DiskStore) -> None:
    path = keep(disk)
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        path.chmod(0o600)
        assert kept(disk) is None, place
    path.write_bytes(data + b"x")
    assert kept(disk) is None


def test_a_poisoned_file_never_runs(disk: DiskStore, tmp_path: Path) -> None:
    path = keep(disk)
    canary = tmp_path / "canary"
    poison = pickle.dumps(Poison(canary))
    data = path.read_bytes()
    size = len(disk_store._header(0)) + 32
    stranger = DiskStore(tmp_path / "theirs", tmp_path / "their.key")
    stranger.write("f-1", PackedValue(poison, {}), Drawn())
    (foreign,) = stranger.folder.glob("*.lit")
    for forged in (poison, data[:size] + poison, disk_store._header(len(poison)) + bytes(32) + poison, foreign.read_bytes()):
        path.write_bytes(forged)
        path.chmod(0o600)
        assert kept(disk) is None
    assert not canary.exists()
    pickle.loads(poison)
    assert canary.exists(), "the poison works: only the signature kept it from running"


def test_a_file_under_another_name_is_a_miss(disk: DiskStore) -> None:
    path = keep(disk)
    path.rename(path.with_name("f-2.lit"))
    assert disk.read("f-2") is None


@pytest.mark.parametrize(
    "change", [Path.unlink, lambda path: path.write_bytes(bytes(32)), lambda path: path.write_bytes(b"short")]
)
def test_without_the_key_all_is_a_miss(disk: DiskStore, change: Callable[[Path], Any]) -> None:
    keep(disk)
    change(disk.key_file)
    assert kept(disk) is None


def test_a_file_of_another_version_is_a_miss(disk: DiskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(disk)
    monkeypatch.setattr(disk_store, "_FORMAT", 2)
    assert kept(disk) is None


@posix
@pytest.mark.parametrize("mode", [0o777, 0o750, 0o705])
def test_a_folder_that_others_can_enter_is_not_used(disk: DiskStore, mode: int, caplog: pytest.LogCaptureFixture) -> None:
    keep(disk)
    disk.folder.chmod(mode)
    disk.write("f-2", PackedValue(pickle.dumps(2), {}), Drawn())
    assert not (disk.folder / "f-2.lit").exists()
    assert "memory only" in caplog.text
    assert kept(disk) is None


@posix
def test_a_folder_or_file_of_somebody_else_is_not_used(disk: DiskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(disk)
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert kept(disk) is None


@posix
def test_a_link_is_not_followed(disk: DiskStore, tmp_path: Path) -> None:
    path = keep(disk)
    elsewhere = path.rename(tmp_path / "elsewhere")
    path.symlink_to(elsewhere)
    assert kept(disk) is None
    assert elsewhere.exists()


def test_a_file_that_others_can_read_is_a_miss(disk: DiskStore) -> None:
    keep(disk).chmod(0o644)
    assert kept(disk) is None


def test_a_full_disk_leaves_nothing_half_written(
    disk: DiskStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keep(disk)

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    disk.write("f-1", PackedValue(pickle.dumps("new"), {}), Drawn())
    disk.write("f-2", PackedValue(pickle.dumps("new"), {}), Drawn())
    assert [path.name for path in disk.folder.iterdir()] == ["f-1.lit"]
    assert kept(disk) == (1, [2])
    assert caplog.text.count("memory only") == 1


def test_the_folder_is_bounded(disk: DiskStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_store, "MOST_BYTES", 100_000)
    for n in range(40):
        disk.write(f"f-{n}", PackedValue(pickle.dumps(bytes(9_000)), {}), Drawn())
        os.utime(disk.folder / f"f-{n}.lit", (n + 1, n + 1))
    files = sorted(path.name for path in disk.folder.iterdir())
    assert "f-39.lit" in files
    assert "f-0.lit" not in files
    assert len(files) <= 12


FUNCTION = """
import sys
from notebook_lit.runtime.cache.decorators import cache_data
@cache_data(persist="disk")
def f(a):
    print("computed")
    return {a}
"""


def test_another_process_finds_it(home: Path, fresh_python: Callable[[str], str]) -> None:
    code = f"{FUNCTION}\nprint(f([1, 'x', 2.5, {{'a', 'b', 'c'}}].__len__()), f(({{'a', 'b', 'c'}}, 1)[1]))"
    assert fresh_python(code).splitlines() == ["computed", "computed", "{4} {1}"]
    assert fresh_python(code).splitlines() == ["{4} {1}"]
    assert fresh_python(code.replace("{a}", "{a, 0}")).splitlines()[:2] == ["computed"] * 2


def test_another_kernel_draws_what_was_drawn(home: Path, trial: Callable[[str], Trial]) -> None:
    text = """
class Point:
    x = 1
@st.cache_data(persist="disk", show_spinner=False)
def f():
    log.append("computed")
    st.text("drawn")
    with st.container():
        st.markdown("**in**")
    return Point()
st.text(str(type(f()) is Point))
"""
    first = trial(text)
    restart()
    second = trial(text)
    assert (first.log, second.log) == (["computed"], [])
    assert second.bodies == first.bodies
    restart()
    assert trial(text.replace("x = 1", "x = 2")).log == ["computed"]


def test_clear_deletes_the_files(home: Path) -> None:
    log: list[int] = []

    @st.cache_data(persist=True)
    def f(n: int) -> int:
        Log.calls.append(n)
        return n

    class Log:
        calls = log

    def files() -> int:
        return len(list((home / "cache" / "notebook_lit").glob("*.lit")))

    f(1), f(2)
    assert files() == 2
    f.clear(1)
    restart()
    f(1), f(2)
    assert log == [1, 2, 1]
    f.clear()
    assert files() == 0
    f(1)
    st.cache_data.clear()
    assert files() == 0


def test_two_kernels_with_one_folder_never_see_a_wrong_value(home: Path, fresh_python: Callable[[str], str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    code = (
        f"{FUNCTION.replace('print', 'str')}\nfrom notebook_lit.runtime.cache import decorators\n"
        "for n in range(400):\n    assert f(n % 7) == {n % 7}\n    decorators._registry.clear('data')\n"
        "    if n % 50 == 0:\n        f.clear()\nprint('right')"
    )
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(fresh_python, [code, code])) == ["right\n"] * 2
