"""Files of apps in a real kernel: what is saved runs, what is broken is said, and nothing is left behind."""

from __future__ import annotations

import ast
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kernel.driving.kernel import Kernel
from tests.runtime.until import until

THREADS = "import threading, os\nsorted(t.name for t in threading.enumerate()), len(os.listdir('/proc/self/fd'))"
# Threads and what watchdog holds open. (ipykernel closes what threads that have ended published through after 10 seconds.)
WATCHES = THREADS.partition("len")[0] + "sum(os.path.realpath(f.path).endswith('inotify') for f in os.scandir('/proc/self/fd'))"
RUNS = "import notebook_lit as lit\nlit.apps['app']._session.engine.number"


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit")
    return kernel


def html(kernel: Kernel) -> str:
    """Give all static HTML that the apps show, without the style sheet."""
    values = [str(widget.state.get("value")) for widget in kernel.find("HTMLModel")]
    return "\n".join(value for value in values if not value.startswith("<style>"))


def wait_for_html(kernel: Kernel, text: str, timeout: float | None = None) -> None:
    kernel.wait_for(lambda: text in html(kernel), timeout, why=f"{text!r} in the page")


def wait_until_gone(kernel: Kernel, text: str) -> None:
    kernel.wait_for(lambda: text not in html(kernel), why=f"no {text!r} in the page")


def runs(kernel: Kernel) -> int:
    return int(kernel.run(RUNS).result or 0)


def write(path: Path, text: str) -> None:
    path.write_text(text)


def rename(path: Path, text: str) -> None:
    new = path.with_name(".app.tmp")
    new.write_text(text)
    os.replace(new, path)


def vim(path: Path, text: str) -> None:
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def anew(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


def in_chunks(path: Path, text: str) -> None:
    with path.open("w") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()
            os.fsync(file.fileno())


def same_time(path: Path, text: str) -> None:
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


STYLES = [write, rename, vim, anew, in_chunks, same_time]


def test_a_saved_file_runs_again_and_widgets_keep_their_values(kernel: Kernel) -> None:
    app = kernel.folder / "app.py"
    app.write_text("n = st.slider('n', 0, 100)\nst.write(f'old {n}')")
    kernel.run("%litapp app.py")
    (slider,) = kernel.find("IntSliderModel")
    kernel.send_update(slider.id, {"value": 42})
    wait_for_html(kernel, "old 42")
    app.write_text("st.title('T')\nn = st.slider('n', 0, 100)\nst.write(f'new {n}')")
    wait_for_html(kernel, "new 42")
    assert [widget.id for widget in kernel.find("IntSliderModel")] == [slider.id]


@pytest.mark.own_kernel
def test_a_save_ends_a_loop_that_never_gives_way(kernel: Kernel) -> None:
    app = kernel.folder / "app.py"
    app.write_text("n = st.slider('n', 0, 100)\nst.write(f'old {n}')\nif n:\n    while True:\n        pass")
    kernel.run("%litapp app.py")
    (slider,) = kernel.find("IntSliderModel")
    kernel.send_update(slider.id, {"value": 42})
    wait_for_html(kernel, "old 42")
    app.write_text("n = st.slider('n', 0, 100)\nst.write(f'new {n}')")
    wait_for_html(kernel, "new 42")
    kernel.send_update(slider.id, {"value": 43})
    wait_for_html(kernel, "new 43")
    app.write_text("st.slider('n', 0, 100)\nst.write('newest')")
    wait_for_html(kernel, "newest")
    assert kernel.run("6 * 7").result == "42"


@pytest.mark.parametrize("save", STYLES)
def test_one_save_of_any_style_is_one_rerun(kernel: Kernel, save: Callable[[Path, str], None]) -> None:
    app = kernel.folder / "app.py"
    text = "st.write('version {0}')\n" + "x = 1\n" * 20 + "st.write('end {0}')\n"
    app.write_text(text.format(0))
    kernel.run("%litapp app.py")
    before = runs(kernel)
    for number in range(1, 4):
        save(app, text.format(number))
        wait_for_html(kernel, f"end {number}")
    assert "lit-notice-line" not in html(kernel)
    assert runs(kernel) == before + 3
    save(app, text.format(3))  # nothing new
    save(app, text.format(4))
    wait_for_html(kernel, "end 4")
    assert runs(kernel) == before + 4


def test_a_broken_save_leaves_the_old_app_live_under_a_banner_and_the_next_one_heals(kernel: Kernel) -> None:
    app = kernel.folder / "app.py"
    app.write_text("n = st.slider('n', 0, 100)\nst.write(f'old {n}')")
    kernel.run("%litapp app.py")
    (slider,) = kernel.find("IntSliderModel")
    for broken, said in [
        ("st.write('half", "SyntaxError"),
        ("import reload_nowhere\nst.write('new')", "ModuleNotFoundError"),
        ("", "is empty"),
        (None, "is gone"),
    ]:
        if broken is None:
            app.unlink()
        else:
            app.write_text(broken)
        wait_for_html(kernel, said)
        value = slider.state["value"] + 1
        kernel.send_update(slider.id, {"value": value})
        wait_for_html(kernel, f"old {value}")
        assert said in html(kernel)
        app.write_text(f"n = st.slider('n', 0, 100)\nst.write(f'old {{n}}')\n# after {said}")
        wait_until_gone(kernel, "lit-notice-line")
        assert f"old {value}" in html(kernel)


def test_a_helper_that_is_saved_is_renewed_with_its_importers_only(kernel: Kernel) -> None:
    folder = kernel.folder
    (folder / "rl_top.py").write_text("from rl_base import words")
    (folder / "rl_base.py").write_text("words = 'one'")
    (folder / "rl_other.py").write_text("class Kind: pass")
    (folder / "app.py").write_text("import rl_top, rl_other\nst.write(f'{rl_top.words} {id(rl_other.Kind)}')")
    kernel.run("%litapp app.py")
    wait_for_html(kernel, "one ")
    kind = html(kernel).partition("one ")[2].partition("<")[0]
    (folder / "rl_base.py").write_text("words = 'two'")
    wait_for_html(kernel, f"two {kind}")
    (folder / "rl_base.py").write_text("words = 'three'\n1 / 0")
    wait_for_html(kernel, "ZeroDivisionError")
    assert f"two {kind}" in html(kernel)
    (folder / "rl_base.py").write_text("words = 'four'")
    wait_for_html(kernel, f"four {kind}")
    wait_until_gone(kernel, "ZeroDivisionError")


def test_a_save_during_a_slow_run_stops_it_and_runs_the_new_text(kernel: Kernel) -> None:
    app = kernel.folder / "app.py"
    app.write_text("place = st.empty()\nwhile True:\n    place.text('slow')")
    kernel.run("%litapp app.py --no-wait")
    wait_for_html(kernel, "slow")
    app.write_text("if x")
    wait_for_html(kernel, "SyntaxError")
    assert kernel.run("import notebook_lit as lit; lit.apps['app'].status").result == "'running'"
    app.write_text("st.write('quick')")
    wait_for_html(kernel, "quick")
    wait_until_gone(kernel, "slow")
    wait_until_gone(kernel, "SyntaxError")


def test_a_helper_that_was_missing_heals_the_app_when_it_is_made(kernel: Kernel) -> None:
    (kernel.folder / "app.py").write_text("import rl_late\nst.write(rl_late.words)")
    kernel.run("%litapp app.py")
    assert "rl_late" in html(kernel)
    (kernel.folder / "rl_late.py").write_text("words = 'here at last'")
    wait_for_html(kernel, "here at last")


def test_a_folder_that_is_made_again_and_a_link_that_points_elsewhere_are_noticed(kernel: Kernel) -> None:
    one, two, link = kernel.folder / "one", kernel.folder / "two", kernel.folder / "link"
    for folder in (one, two):
        folder.mkdir()
        (folder / "app.py").write_text(f"st.write('from {folder.name}')")
    link.symlink_to(one)
    kernel.run("%litapp link/app.py")
    wait_for_html(kernel, "from one")
    fresh = kernel.folder / "fresh"
    fresh.symlink_to(two)
    os.replace(fresh, link)
    wait_for_html(kernel, "from two")
    (two / "app.py").unlink()
    two.rmdir()
    wait_for_html(kernel, "is gone")
    two.mkdir()
    (two / "app.py").write_text("st.write('made again')")
    wait_for_html(kernel, "made again")
    wait_until_gone(kernel, "is gone")
    (two / "app.py").write_text("st.write('and watched')")
    wait_for_html(kernel, "and watched")


def test_ask_shows_a_button_and_off_does_nothing(kernel: Kernel) -> None:
    app = kernel.folder / "app.py"
    app.write_text("st.write('old')")
    kernel.run("%litapp app.py --watch ask")
    app.write_text("st.write('newer')")
    wait_for_html(kernel, "Source changed")
    assert "newer" not in html(kernel)
    (button,) = kernel.find("ButtonModel", description="Rerun")
    kernel.send_custom(button.id, {"event": "click"})
    wait_for_html(kernel, "newer")
    wait_until_gone(kernel, "Source changed")
    kernel.run("%config LitMagics.watch = 'off'\n%litapp app.py")
    assert "litapp files" not in str(kernel.run(THREADS).result)
    app.write_text("st.write('newest')")
    kernel.run("%litapp app.py")
    assert "newest" in html(kernel)


def test_a_notebook_file_is_an_app(kernel: Kernel) -> None:
    def book(word: str) -> str:
        texts = ["%matplotlib inline\nn = 6", f"%%litapp mine\nst.write(f'{word} {{n * 7}}')", "1 / 0"]
        return json.dumps({"cells": [{"cell_type": "code", "source": text, "outputs": []} for text in texts]})

    file = kernel.folder / "other.ipynb"
    file.write_text(book("answer"))
    kernel.run("%litapp other.ipynb")
    wait_for_html(kernel, "answer 42")
    file.write_text(book("result"))
    wait_for_html(kernel, "result 42")


@pytest.mark.own_kernel
def test_apps_share_one_watcher_which_ends_with_the_last_of_them(kernel: Kernel) -> None:
    (kernel.folder / "zero.py").write_text("st.write('x')")
    kernel.run("import notebook_lit as lit\n%litapp zero.py --watch off")
    kernel.run("lit._extension.registry.discard('zero')")
    before = kernel.run(WATCHES).result
    for name in ("one", "two", "three"):
        (kernel.folder / f"{name}.py").write_text(f"st.write('{name}')")
        kernel.run(f"%litapp {name}.py")
    assert str(kernel.run(THREADS).result).count("litapp files") == 1
    for name in ("one", "two", "three"):
        kernel.run(f"lit._extension.registry.discard('{name}')")
    assert kernel.run(WATCHES).result == before
    kernel.run("%litapp one.py")
    (kernel.folder / "one.py").write_text("st.write('watched again')")
    wait_for_html(kernel, "watched again")
    kernel.run("%unload_ext notebook_lit")
    after = kernel.run(THREADS).result
    assert "litapp" not in str(after)


@pytest.mark.own_kernel
@pytest.mark.timeout(300)
def test_a_thousand_saves_of_six_styles_end_with_the_last_version(kernel: Kernel) -> None:
    chance = random.Random(7)
    app = kernel.folder / "app.py"
    text = "compiled.begin({0})\nst.write('version {0}')\n" + "x = 1\n" * 30 + "st.write('end {0}')\ncompiled.end({0})\n"
    kernel.run(
        "import builtins, notebook_lit as lit\n"
        "class Log:\n    def __init__(self): self.begun, self.partial = [], []\n"
        "    def begin(self, n):\n        self.begun.append(n)\n"
        "        if not lit.apps['app']._session.engine.script.text.endswith(f'compiled.end({n})\\n'): self.partial.append(n)\n"
        "    def end(self, n): pass\n"
        "builtins.compiled = Log()"
    )
    app.write_text(text.format(0))
    kernel.run("%litapp app.py")
    wait_for_html(kernel, "end 0")
    write(app, "if x")  # each thread that publishes has its own socket from then on: the watching thread too
    wait_for_html(kernel, "SyntaxError")
    for number in range(1, 6):
        write(app, text.format(-number))
        wait_for_html(kernel, f"end -{number}")
    wait_until_gone(kernel, "SyntaxError")
    threads, handles = ast.literal_eval(kernel.run(THREADS).result or "")
    for number in range(1, 1001):
        bad = chance.random() < 0.2 and number != 1000
        chance.choice(STYLES)(app, text.format(number) + ("if x\n" if bad else ""))
        for _ in range(chance.choice([0, 0, 0, 0, 1, 10])):  # the next save comes at once, or while this one is worked on
            kernel.run("")
    wait_for_html(kernel, "end 1000")
    wait_until_gone(kernel, "lit-notice-line")
    begun, partial = ast.literal_eval(kernel.run("compiled.begun, compiled.partial").result or "")
    print(f"1,000 saves: {len(begun)} runs")
    assert len(begun) == len(set(begun))
    assert partial == []
    assert ast.literal_eval(kernel.run(THREADS).result or "")[0] == threads
    # a handle of something that has just ended may still be open
    until(lambda: ast.literal_eval(kernel.run(THREADS).result or "")[1] <= handles, "all handles are closed")
