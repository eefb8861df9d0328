"""Local modules: which ones an app uses, and how changed ones take the place of the old."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from notebook_lit import errors, st
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.runtime.engine.engine import CHANGED, Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import Surroundings
from notebook_lit.runtime.engine.run_report import RunReport
from notebook_lit.runtime.script.source import FileSource, digest


class Folder:
    """An app in a folder, run by hand; what is saved is put in force by hand too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reports: list[RunReport] = []
        self.said: list[BaseException] = []
        around = Surroundings(show, exception_element, {"streamlit": st, "streamlit.errors": errors}, lambda: {"st": st})
        self.engine = Engine(FileSource(path / "app.py"), around, publisher=self)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            file = self.path.joinpath(*name.split("__in__")[::-1]).with_suffix(".py")
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)

    def run(self, **files: str) -> None:
        self.write(**files)
        self.engine.load(FileSource(self.path / "app.py"))
        self.engine.run_due()

    def save(self, **files: str) -> None:
        """Save files, and tell the engine."""
        before = {path: path.read_bytes() for path in self.path.rglob("*.py")}
        self.write(**files)
        after = {path: path.read_bytes() for path in self.path.rglob("*.py")}
        self.tell({path: data for path, data in after.items() if before.get(path) != data})

    def tell(self, changed: dict[Path, bytes | None]) -> None:
        self.engine.load(FileSource(self.path / "app.py"), CHANGED, changed)
        self.engine.run_due()

    @property
    def bodies(self) -> list[Any]:
        return [element.props.get("body", element.kind) for element in self.engine.page.main.shown() if element.id is None]

    @property
    def outcomes(self) -> list[str]:
        return [report.outcome for report in self.reports]

    def draw(self, page: Any, goes_on: Any) -> list[Any]:
        return []

    def commit(self, page: Any, rest: str, goes_on: Any) -> list[Any]:
        """Draw nothing."""
        return []

    def refuse(self, id: str, reason: str | None = None) -> None:
        """Draw nothing."""

    def anticipate(self, id: str, wire: Any) -> None:
        """Draw nothing."""

    def rejected(self, error: BaseException) -> None:
        self.said.append(error)

    def settled(self) -> None:
        pass

    def finished(self, report: RunReport) -> None:
        self.reports.append(report)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    before = dict(sys.modules)
    yield Folder(tmp_path)
    for name in set(sys.modules) - set(before):
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


def test_a_changed_module_is_renewed_and_the_app_shows_it(folder: Folder) -> None:
    folder.run(app="import lm_a\nst.write(lm_a.words)", lm_a="words = 'old'")
    folder.save(lm_a="words = 'new'")
    assert folder.bodies == ["new"]


def test_importers_are_renewed_and_all_others_keep_their_identity(folder: Folder) -> None:
    folder.run(
        app="import lm_top, lm_other\nst.write(lm_top.answer())",
        lm_top="from lm_base import value\ndef answer(): return value",
        lm_base="value = 1",
        lm_other="class Kind: pass",
    )
    other, base, top = (sys.modules[name] for name in ("lm_other", "lm_base", "lm_top"))
    folder.save(lm_base="value = 2")
    assert folder.bodies == ["`2`"]
    assert sys.modules["lm_other"] is other
    assert sys.modules["lm_base"] is not base
    assert sys.modules["lm_top"] is not top


@pytest.mark.parametrize("broken", ["1 +", "1 / 0", "import lm_nowhere", "from lm_a import nothing", "raise SystemExit"])
def test_a_broken_module_leaves_all_old_ones_in_place(folder: Folder, broken: str) -> None:
    top = "from lm_base import value\nimport lm_a"
    folder.run(app="import lm_top\nst.write(lm_top.value)", lm_top=top, lm_base="value = 1", lm_a="")
    before = {name: sys.modules[name] for name in ("lm_top", "lm_base", "lm_a")}
    folder.save(lm_base=f"value = 2\n{broken}")
    assert {name: sys.modules[name] for name in before} == before
    assert before["lm_base"].value == 1
    assert folder.outcomes == ["done", "rejected"]
    assert len(folder.said) == 1
    folder.engine.request()
    folder.engine.run_due()
    assert folder.outcomes[-1] == "done"
    folder.save(lm_base="value = 3")
    assert folder.outcomes[-1] == "done"
    assert sys.modules["lm_top"].value == 3


def test_a_module_that_fails_is_tried_again_when_another_one_is_put_right(folder: Folder) -> None:
    folder.run(app="import lm_top\nst.write(lm_top.value)", lm_top="from lm_base import value", lm_base="value = 'one'")
    folder.save(lm_top="from lm_base import value, more\nvalue += more")
    assert folder.outcomes[-1] == "rejected"
    folder.save(lm_base="value = 'two'\nmore = ', three'")
    assert folder.bodies == ["two, three"]


def test_a_module_that_fails_is_tried_again_when_what_it_misses_is_made(folder: Folder) -> None:
    folder.run(app="import lm_a\nst.write(lm_a.v)", lm_a="v = 'old'")
    folder.save(lm_a="from lm_missing import v")
    assert folder.outcomes[-1] == "rejected"
    assert folder.path / "lm_missing.py" in folder.engine.loaded.imports.files()
    folder.save(lm_missing="v = 'made'")
    assert folder.bodies == ["made"]


def test_modules_that_change_who_imports_whom_are_renewed_in_the_new_order(folder: Folder) -> None:
    folder.run(app="import lm_a, lm_b\nst.write(lm_a.v + lm_b.v)", lm_a="from lm_b import v", lm_b="v = 'b'")
    folder.save(lm_a="v = 'a'", lm_b="from lm_a import v\nv += 'b'")
    assert folder.outcomes == ["done", "done"]
    assert folder.bodies == ["aab"]


def test_submodules_of_a_renewed_package_stay_its_attributes_and_new_ones_are_set(folder: Folder) -> None:
    folder.run(
        app="import lm_pkg.one, lm_pkg.two\nst.write(lm_pkg.name + lm_pkg.one.v + lm_pkg.two.v)",
        __init____in__lm_pkg="name = 'p'",
        one__in__lm_pkg="v = 'a'",
        two__in__lm_pkg="from . import one\nv = one.v.upper()",
    )
    assert folder.bodies == ["paA"]
    one = sys.modules["lm_pkg.one"]
    folder.save(__init____in__lm_pkg="name = 'q'")
    assert folder.bodies == ["qaA"]
    assert sys.modules["lm_pkg.one"] is one
    folder.save(one__in__lm_pkg="v = 'b'")
    assert folder.bodies == ["qbB"]


def test_modules_that_import_each_other_are_renewed_together(folder: Folder) -> None:
    folder.run(
        app="import lm_x\nst.write(lm_x.f() + lm_x.lm_y.g())",
        lm_x="import lm_y\ndef f(): return 'f1'",
        lm_y="import lm_x\ndef g(): return lm_x.f()",
    )
    folder.save(lm_x="import lm_y\ndef f(): return 'f2'")
    assert folder.bodies == ["f2f2"]


def test_a_module_that_comes_to_import_a_new_file_finds_it(folder: Folder) -> None:
    folder.run(app="import lm_a\nst.write(lm_a.v)", lm_a="v = 'old'")
    folder.save(lm_a="from lm_fresh import v", lm_fresh="v = 'fresh'")
    assert folder.bodies == ["fresh"]


def test_a_changed_script_that_cannot_import_what_it_needs_is_rejected_and_values_survive(folder: Folder) -> None:
    folder.run(app="n = st.slider('n', 0, 9)\nst.write(f'n {n}')")
    slider = next(element for element in folder.engine.page.walk() if element.id)
    folder.engine.submit(WidgetEvent(slider.id or "", 5))
    folder.engine.run_due()
    folder.save(app="n = st.slider('n', 0, 9)\nimport lm_later\nst.write(lm_later.v)")
    assert folder.outcomes[-1] == "rejected"
    assert folder.bodies == ["n 5"]
    folder.engine.submit(WidgetEvent(slider.id or "", 6))
    folder.engine.run_due()
    assert folder.bodies == ["n 6"]
    assert folder.path / "lm_later.py" in folder.engine.loaded.imports.files()
    folder.save(lm_later="v = 'here'")
    assert folder.bodies == ["here"]
    folder.save(app="st.write(f\"n {st.slider('n', 0, 9)}\")")
    assert folder.bodies == ["n 6"]


def test_an_error_that_is_no_import_error_is_shown_in_the_page(folder: Folder) -> None:
    folder.run(app="st.write('fine')")
    folder.save(app="st.write('new')\n1 / 0")
    assert folder.outcomes[-1] == "error"
    assert folder.bodies == ["new", "exception"]


def test_a_click_that_comes_with_a_broken_module_reaches_the_old_script(folder: Folder) -> None:
    folder.run(app="import lm_a\nst.write(lm_a.v)\nst.write('clicked' if st.button('b') else 'not')", lm_a="v = 'old'")
    button = next(element for element in folder.engine.page.walk() if element.id)
    folder.write(lm_a="1 / 0")
    folder.engine.load(FileSource(folder.path / "app.py"), CHANGED, {folder.path / "lm_a.py": b"1 / 0"})
    folder.engine.submit(WidgetEvent(button.id or "", True))
    folder.engine.run_due()
    assert folder.bodies == ["old", "clicked"]
    assert len(folder.said) == 1


def test_files_are_those_of_the_modules_that_the_script_uses(folder: Folder) -> None:
    folder.run(
        app="import json, lm_pkg.one\nfrom lm_a import f\nf()",
        lm_a="def f():\n    import lm_inner",
        lm_inner="",
        lm_unused="",
        __init____in__lm_pkg="",
        one__in__lm_pkg="",
    )
    names = {path.relative_to(folder.path).as_posix() for path in folder.engine.loaded.imports.files()}
    assert names == {"lm_a.py", "lm_inner.py", "lm_pkg/__init__.py", "lm_pkg/one.py"}
    assert folder.engine.loaded.imports.files()[folder.path / "lm_inner.py"] == digest(b"")


def test_installed_libraries_below_the_folder_are_not_the_apps_own(folder: Folder) -> None:
    place = folder.path / ".venv" / "lib" / "site-packages"
    place.mkdir(parents=True)
    (place / "lm_library.py").write_text("")
    folder.run(app=f"import sys\nsys.path.append({str(place)!r})\nimport lm_library\nsys.path.remove({str(place)!r})")
    assert folder.outcomes == ["done"]
    assert folder.engine.loaded.imports.files() == {}


def test_a_module_that_the_notebook_had_imported_is_watched_and_renewed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write(lm_mine="from lm_base import value", lm_base="value = 'old'")
    monkeypatch.syspath_prepend(str(folder.path))
    before = __import__("lm_mine")
    monkeypatch.undo()
    folder.run(app="import lm_mine\nst.write(lm_mine.value)")
    assert sys.modules["lm_mine"] is before
    assert {path.name for path in folder.engine.loaded.imports.files()} >= {"lm_mine.py"}
    folder.save(lm_mine="value = 'new'")
    assert folder.bodies == ["new"]


def test_what_was_read_is_what_is_compiled(folder: Folder) -> None:
    folder.run(app="import lm_a\nst.write(lm_a.v)", lm_a="v = 'old'")
    (folder.path / "lm_a.py").write_text("v = 'half a")
    folder.tell({folder.path / "lm_a.py": b"v = 'whole'"})
    assert folder.bodies == ["whole"]
    assert folder.engine.loaded.imports.files()[folder.path / "lm_a.py"] == digest(b"v = 'whole'")


def test_no_bytecode_is_written(folder: Folder) -> None:
    folder.run(app="import lm_a", lm_a="v = 1")
    assert not list(folder.path.rglob("*.pyc"))


def test_executing_again_takes_over_modules_that_nobody_watched(folder: Folder) -> None:
    folder.run(app="import lm_a\nst.write(lm_a.v)", lm_a="v = 'old'")
    folder.run(lm_a="v = 'new'")
    assert folder.bodies == ["new"]


def test_another_thread_that_imports_meanwhile_never_sees_a_gap_or_a_half_module(folder: Folder) -> None:
    slow = "first = {n}\nfor step in range(20_000): pass\n{then}\nlast = {n}"
    folder.run(app="import lm_a", lm_a=slow.format(n=0, then=""))
    wrong: list[str] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            try:
                module: ModuleType = __import__("lm_a")
                if module.first != module.last:
                    wrong.append("two versions in one")
            except Exception as error:  # noqa: BLE001  # whatever it is, it is wrong
                wrong.append(repr(error))

    threads = [threading.Thread(target=look) for _ in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # the others look many times while the module runs
    for thread in threads:
        thread.start()
    try:
        for number in range(1, 11):
            folder.save(lm_a=slow.format(n=number, then="1 / 0" if number % 3 == 0 else ""))
    finally:
        over.set()
        sys.setswitchinterval(interval)
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"# coding: latin-1\nst.write('\xe4')", "ä"),
        (b"\xef\xbb\xbfst.write('bom')", "bom"),
        (b"st.write('crlf')\r\n", "crlf"),
        (b"x = '\xff'", None),
        (b"# coding: no-such\n", None),
        (b"x = 1\0", None),
    ],
)
def test_a_script_is_decoded_as_python_does(folder: Folder, data: bytes, words: str | None) -> None:
    (folder.path / "app.py").write_bytes(data)
    if words is None:
        with pytest.raises(SyntaxError):
            folder.engine.load(FileSource(folder.path / "app.py"))
    else:
        folder.run()
        assert folder.bodies == [words]
