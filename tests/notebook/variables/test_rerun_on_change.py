"""An app runs again when a cell has touched what it reads, and only then."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest

from notebook_lit.notebook.app.app import App
from tests.notebook.fake_notebook import Notebook


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """Return a notebook that has some variables."""
    notebook.cell("import pandas as pd\ndf = pd.DataFrame({'x': [-1, 1, 2]})\nn = 3\nrows = [1]")
    return notebook


def texts(app: App) -> str:
    return " ".join(str(element.props) for element in app._session.engine.page.walk())


def reruns(app: App, notebook: Notebook, cell: str) -> int:
    before = len(app._session.reports)
    notebook.try_cell(cell)
    return len(app._session.reports) - before


READS = "st.text(f'{len(df)} rows, {n}, {len(rows)}')"

TOUCHING = [
    "df = df[df.x > 0]",
    "df.drop(index=0, inplace=True)",
    "df['y'] = 1",
    "df.loc[0, 'x'] = 5",
    "n = 4",
    "n += 1",
    "for n in range(7): pass",
    "del rows",
    "rows.append(2)",
    "def grow(what): what.append(3)\ngrow(rows)",
    "import json as n",
    "globals()['n'] = 10",
    "exec('rows.append(1)')",
    "%time rows.append(4)",
    "%%time\nrows.append(4)",
    "%%capture\nrows.append(4)",
    "rows.append(4); 1/0",
    "df, n = df[:1], 9",
    "get_ipython().run_cell('rows.append(5)')",
]


@pytest.mark.parametrize("cell", TOUCHING)
def test_a_cell_that_touches_what_the_app_reads_starts_one_run(notebook: Notebook, cell: str) -> None:
    assert reruns(notebook.app(READS), notebook, cell) == 1


SETUPS = {
    "an alias": ("d = df", "d['z'] = 1"),
    "an alias made by the cell": ("", "d = df\nd.drop(index=0, inplace=True)"),
    "an item of a container": ("frames = {'all': [df]}", "frames['all'][0]['z'] = 1"),
    "an attribute of an object": ("class Holder: pass\nholder = Holder()\nholder.df = df", "holder.df['z'] = 1"),
    "a bound method": ("add = rows.append", "add(1)"),
    "a function in a container": ("calls = [lambda: rows.append(1)]", "calls[0]()"),
    "a generator": ("def growing():\n    rows.append(1)\n    yield\nsteps = growing()", "next(steps)"),
    "a line magic with options": ("", "%timeit -n1 -r1 rows.append(1)"),
    "a file that is run": ("import pathlib\npathlib.Path('grow.py').write_text('rows.append(1)')", "%run -i grow.py"),
}


@pytest.mark.parametrize("name", SETUPS)
def test_an_object_is_touched_under_whatever_name_it_is_reached(
    notebook: Notebook, tmp_path: Path, monkeypatch: Any, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    setup, cell = SETUPS[name]
    notebook.cell(setup)
    assert reruns(notebook.app(READS), notebook, cell) == 1


PARTS = [
    ("frames = [df]", "len(frames)", "df['z'] = 1"),
    ("import numpy as np\nwhole = np.zeros(3)\nview = whole[:2]", "view.sum()", "whole[0] = 1"),
    ("import numpy as np\nwhole = np.zeros(3)\nview = whole[:2]", "whole.sum()", "view[0] = 1"),
    ("class Model:\n    rate = 1\nmodel = Model()", "model.rate", "Model.rate = 2"),
    ("class Model:\n    rate = 1\nmodel = Model()", "model.rate", "setattr(Model, 'rate', 2)"),
    ("class Model:\n    rate = 1", "Model.rate", "setattr(Model, 'rate', 2)"),
    ("import types\none = two = types.ModuleType('m')", "one", "two.x = 2"),
    ("import colorsys, importlib", "colorsys.ONE_THIRD", "importlib.reload(colorsys)"),
    ("question = 'x > @n'", "len(df.query(question))", "n = 0"),
    ("", "get_ipython().user_ns['n']", "n = 0"),
]


@pytest.mark.parametrize(("setup", "read", "cell"), PARTS, ids=[f"{read} / {cell}" for _, read, cell in PARTS])
def test_an_app_that_reads_what_holds_or_is_held_by_the_changed_object_runs_again(
    notebook: Notebook, setup: str, read: str, cell: str
) -> None:
    notebook.cell(setup)
    assert reruns(notebook.app(f"st.text({read})"), notebook, cell) == 1


def calls_of_the_check(notebook: Notebook, cell: str) -> int:
    """Count the calls, into Python and into C, that are made for a cell when it has run."""
    listeners = notebook.shell.events.callbacks["post_run_cell"]
    (check,) = [listener for listener in listeners if listener.__name__ == "cell_ran"]
    notebook.shell.events.unregister("post_run_cell", check)
    result = notebook.shell.run_cell(cell)
    calls = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        check(result)
    finally:
        sys.setprofile(None)
    notebook.shell.events.register("post_run_cell", check)
    return calls


def test_the_check_does_the_same_work_whatever_the_size_of_the_data(notebook: Notebook) -> None:
    app = notebook.app(READS)
    calls = []
    for size in (20_000, 200_000):
        notebook.cell(f"import numpy as np\ndf = pd.DataFrame(np.zeros(({size}, 20)))\nrows = [[n] for n in range({size})]")
        calls.append(calls_of_the_check(notebook, "z = [rows, df]"))
        assert app.wait(20)
    assert calls[1] < calls[0] + 1000  # waiting for the app may take some calls more or less


UNRELATED = [
    "[df for df in range(3)]",
    "(lambda df: df)(1)",
    "import notebook_lit as lit\nrepr(lit.apps), lit.apps['app'].state",
    "import logging\nlogging.getLogger().handlers",
    "names = globals()",
    "z = 1",
    "print(n)",
    "import pandas as pd",
    "pd.DataFrame({'x': [1]}).sum()",
    "def later():\n    return 1",
    "'df'",
    "%%bash\ndf",
    "%%litapp other\nst.text(len(df))",
    "1/0",
    "df =",
    "",
]


@pytest.mark.parametrize("cell", UNRELATED)
def test_an_unrelated_cell_starts_none(notebook: Notebook, cell: str) -> None:
    assert reruns(notebook.app("pd.concat([df])\n" + READS), notebook, cell) == 0


def test_the_new_value_is_shown(notebook: Notebook) -> None:
    app = notebook.app(READS)
    notebook.cell("df = df[df.x > 0]")
    assert "2 rows" in texts(app)
    assert "variable df" in repr(app.why(1))


def test_the_cell_of_the_app_does_not_start_it_twice(notebook: Notebook) -> None:
    app = notebook.app(READS)
    assert [report.outcome for report in app._session.reports] == ["done"]
    notebook.app(READS + "\ndf = None\nn = 5")
    assert len(app._session.reports) == 2


def test_names_that_the_app_binds_itself_are_its_own(notebook: Notebook) -> None:
    app = notebook.app("n = st.slider('n', 0, 9)\nst.text(n)")
    assert reruns(app, notebook, "n = 100") == 0


def test_what_functions_of_the_notebook_read_is_read_by_the_app(notebook: Notebook) -> None:
    notebook.cell("limit = 1\ndef inner():\n    return df.x > limit\ndef outer():\n    return inner().sum()")
    app = notebook.app("st.text(f'{outer()} above')")
    assert reruns(app, notebook, "limit = 0") == 1
    assert reruns(app, notebook, "df.loc[0, 'x'] = 7") == 1
    assert reruns(app, notebook, "def inner():\n    return df.x > -100") == 1
    assert "3 above" in texts(app)
    assert reruns(app, notebook, "n = 0") == 0


def test_functions_are_found_through_decorators_methods_and_partials(notebook: Notebook) -> None:
    notebook.cell(
        "import functools\nk = 1\n@functools.lru_cache\ndef cached():\n    return k\n"
        "class Model:\n    def predict(self):\n        return k\nmodel = Model()\npart = functools.partial(cached)\n"
        "import notebook_lit.st as st\n@st.cache_data\ndef kept():\n    return k"
    )
    for text in ("cached()", "model.predict()", "part()", "model.predict", "kept()"):
        app = notebook.app(f"st.text(str({text}))", text.replace("()", "").replace(".", "_"))
        assert reruns(app, notebook, "k = k + 1") == 1, text


def test_a_function_that_changes_names_touches_them_when_it_is_called(notebook: Notebook) -> None:
    notebook.cell("def add():\n    rows.append(1)\ndef rebind():\n    global n\n    n = 77")
    app = notebook.app(READS)
    assert reruns(app, notebook, "add()") == 1
    assert reruns(app, notebook, "rebind()") == 1
    assert "77" in texts(app)


def test_a_deleted_name_shows_the_error_and_the_app_heals(notebook: Notebook) -> None:
    app = notebook.app(READS)
    notebook.cell("del df")
    assert "NameError" in texts(app)
    notebook.cell("df = pd.DataFrame({'x': [1]})")
    assert app._session.reports[-1].outcome == "done"
    assert "1 rows" in texts(app)


def test_a_name_that_is_missing_at_first_starts_the_app_when_it_comes(notebook: Notebook) -> None:
    app = notebook.app("st.text(later)")
    assert "NameError" in texts(app)
    assert reruns(app, notebook, "later = 'it is here'") == 1
    assert "it is here" in texts(app)


def test_a_static_app_is_left_alone(notebook: Notebook) -> None:
    app = notebook.app(READS, "app --static")
    assert reruns(app, notebook, "df = df[:1]") == 0
    app.run()
    assert "1 rows" in texts(app)
    notebook.app(READS)
    assert reruns(app, notebook, "n = 8") == 1


def test_it_can_be_turned_off_for_all(notebook: Notebook) -> None:
    notebook.cell("%config LitMagics.live_variables = False")
    assert reruns(notebook.app(READS), notebook, "n = 4") == 0


def test_widgets_keep_their_values(notebook: Notebook) -> None:
    app = notebook.app("st.slider('s', 0, 9, key='s')\n" + READS)
    app["s"] = 5
    notebook.cell("n = 4")
    assert app["s"] == 5


def test_each_app_runs_for_its_own_names(notebook: Notebook) -> None:
    one, two = notebook.app("st.text(n)", "one"), notebook.app("st.text(len(rows))", "two")
    notebook.cell("n = 12")
    assert (len(one._session.reports), len(two._session.reports)) == (2, 1)
    notebook.cell("n = 13; rows = []")
    assert (len(one._session.reports), len(two._session.reports)) == (3, 2)


def test_names_in_strings_count_where_they_are_looked_up_by_text(notebook: Notebook) -> None:
    app = notebook.app("st.text(str(df.query('x > @n')))")
    assert reruns(app, notebook, "n = 0") == 1


def test_what_the_notebook_lets_go_of_is_not_kept_alive(notebook: Notebook) -> None:
    notebook.cell("class Big: pass\nbig = Big()")
    big = weakref.ref(notebook.shell.user_ns["big"])
    notebook.app("st.text(n)")
    notebook.app("st.text(n)", "two --static")
    notebook.cell("del big")
    gc.collect()
    assert big() is None


def test_after_unloading_no_cell_is_listened_to(notebook: Notebook) -> None:
    app = notebook.app(READS)
    notebook.extension.close()
    listeners = notebook.shell.events.callbacks["post_run_cell"]
    assert not [listener for listener in listeners if "notebook_lit" in str(getattr(listener, "__module__", ""))]
    assert reruns(app, notebook, "n = 4") == 0
