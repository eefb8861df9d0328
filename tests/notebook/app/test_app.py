"""The app as an object: read and set as its reader would, asked why it ran, taken out of the notebook as a script."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from datetime import date
from pathlib import Path

import pytest

import notebook_lit
from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.shell.diagnostics import Baseline, Diagnostics, examine
from notebook_lit.notebook.shell.panel_messages import app_summary, run_timeline
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.testing import AppTest
from tests.notebook.fake_notebook import Notebook
from tests.oracle import AppTest as TheirAppTest
from tests.runtime.until import until

FORM = """
n = st.slider("Rows", 0, 10, 2, key="n")
name = st.text_input("Name")
day = st.date_input("Day", key="day", value=None)
fruit = st.selectbox("Fruit", ["apple", "pear"])
several = st.multiselect("Several", ["a", "b", "c"])
clicked = st.button("Go")
st.session_state.setdefault("count", 0)
st.text(f"{n} {name} {fruit} {clicked}")
"""


@pytest.fixture
def form(notebook: Notebook) -> App:
    return notebook.app(FORM)


def test_a_widget_is_read_and_set_by_key_or_label(form: App) -> None:
    assert (form["n"], form["Rows"], form["Name"], form["Several"], form["day"]) == (2, 2, "", [], None)
    form["n"] = 5
    form["Name"] = "Ada"
    form["Fruit"] = "pear"
    form["Several"] = ["c", "a"]
    form["day"] = date(2024, 2, 29)
    assert (form["Rows"], form["Several"], form["day"], form.ns.fruit) == (5, ["c", "a"], date(2024, 2, 29), "pear")
    assert len(form._session.reports) == 6


def test_true_clicks_a_button(form: App) -> None:
    form["Go"] = True
    assert form.ns.clicked is True
    form.run()
    assert form.ns.clicked is False


def test_the_screen_follows(form: App) -> None:
    form["n"] = 7
    todo, values = list(form._session.view.roots[0].slots), []
    while todo:
        handle = todo.pop()
        todo += handle.parts
        if handle.element is not None and handle.element.key == "n" and hasattr(handle.widget, "max"):
            values.append(handle.widget.value)
    assert values == [7]


def test_setting_what_it_is_already_starts_nothing_and_does_not_hang(form: App) -> None:
    form["n"] = 2
    assert len(form._session.reports) == 1
    assert form.wait(0)


def test_what_a_reader_could_not_enter_is_refused(form: App, notebook: Notebook) -> None:
    with pytest.raises(ValueError, match=r"Rows.*99.*outside the bounds"):
        form["n"] = 99
    with pytest.raises(ValueError, match=r"kiwi.*not among"):
        form["Fruit"] = "kiwi"
    with pytest.raises(KeyError, match="'n', 'Name', 'day'"):
        form["rows"]
    app = notebook.app("st.button('b', disabled=True)\nst.text_input('t', key='1')\nst.text_input('t', key='2')", "other")
    with pytest.raises(ValueError, match="disabled"):
        app["b"] = True
    with pytest.raises(KeyError, match="2 widgets have the label 't'"):
        app["t"]
    assert len(app._session.reports) == 1


def test_names_of_widgets_can_be_listed_and_completed(form: App) -> None:
    assert list(form) == form._ipython_key_completions_() == ["n", "Name", "day", "Fruit", "Several", "Go"]
    assert "n" in form
    assert "x" not in form


def test_the_state_is_the_session_state(form: App) -> None:
    assert dict(form.state) == {"count": 0, "n": 2, "day": None}
    form.state["count"] = 3
    form.state.n = 4
    form.run()
    assert (form.state.count, form["n"], form.ns.n) == (3, 4, 4)


def test_the_names_of_the_last_run_are_attributes(notebook: Notebook) -> None:
    notebook.cell("df = [1, 2]\nk = 5")
    app = notebook.app("total = sum(df)\nk = 6")
    assert (app.ns.total, app.ns.k, app.ns.df, dir(app.ns)) == (3, 6, [1, 2], ["k", "total"])
    assert repr(app.ns) == "names of the last run: k, total"
    with pytest.raises(AttributeError, match="'tota'; it bound: k, total"):
        _ = app.ns.tota
    assert notebook.cell("k") == 5


def test_run_waits_unless_told_not_to(notebook: Notebook) -> None:
    gate = notebook.shell.user_ns["gate"] = threading.Event()
    gate.set()
    app = notebook.app("gate.wait(20)\nst.text('x')")
    app.run()
    assert len(app._session.reports) == 2
    gate.clear()
    app.run(timeout=0.01)
    assert app.status == "running"
    gate.set()
    assert app.wait(20)
    app.run(wait=False)
    assert app.wait(20)
    assert len(app._session.reports) == 4


def test_a_script_that_runs_its_own_app_does_not_wait_for_itself(notebook: Notebook) -> None:
    notebook.shell.user_ns.update(apps=notebook.apps, once=[True])
    app = notebook.app("if once:\n    once.pop()\n    apps['app'].run()\nst.text('done')", "app --static")
    assert app.wait(20)
    assert app._session.reports[-1].outcome == "done"


def test_the_app_is_the_last_result_and_bound_on_request(notebook: Notebook) -> None:
    app = notebook.app("st.text(1)", "sales --bind")
    assert notebook.cell("sales") is app
    assert notebook.app("st.text(1)", "two") is notebook.shell.user_ns["_"]
    assert "two" not in notebook.shell.user_ns
    notebook.cell("_ = 'mine'")
    notebook.app("st.text(1)", "three")
    assert notebook.shell.user_ns["_"] == "mine"
    notebook.cell("%%litapp my-app --bind\nst.text(1)")
    assert notebook.shell.user_ns["app"] is notebook.apps["my-app"]


def test_the_repr_is_short_and_says_how_it_is(form: App) -> None:
    assert repr(form).startswith("App('app', idle, 1 run, last done in ")
    assert len(repr(form)) < 80


def test_a_closed_app_leaves_the_registry_and_the_memory(notebook: Notebook) -> None:
    notebook.cell("class Data: pass\ndata = Data()")
    notebook.app("own = [data]\nst.text('x')", "gone").close()
    data = weakref.ref(notebook.shell.user_ns["data"])
    assert "gone" not in notebook.apps
    notebook.cell("del data")
    gc.collect()
    assert data() is None  # though the app is still the last result
    app = weakref.ref(notebook.shell.user_ns["_"])
    notebook.shell.displayhook._ = notebook.shell.user_ns["_"] = 0
    gc.collect()
    assert app() is None


# -- why ---------------------------------------------------------------------------------------------------------------


def test_why_says_what_started_a_run_and_what_changed(form: App, notebook: Notebook) -> None:
    form["n"] = 5
    form["Name"] = "Ada"
    form.run()
    entries = form.why(4).runs
    assert [entry.trigger for entry in entries] == ["start", "n", "text_input 'Name'", "run"]
    assert [(change.old, change.new) for change in entries[1].changes] == [("2", "5")]
    text = repr(form.why())
    assert "n: 2 → 5" in text
    assert "text_input 'Name': '' → 'Ada'" in text
    assert "text_input &#x27;Name&#x27;" in form.why()._repr_html_()


def test_why_counts_elements_messages_and_bytes(form: App) -> None:
    form["n"] = 5
    form.run()
    start, moved, same = form.why().runs
    assert (start.elements, start.changed, start.unchanged) == (7, 7, 0)
    assert (moved.changed, moved.unchanged) == (2, 5)  # the slider and the text
    assert (same.changed, same.messages, same.bytes) == (0, 0, 0)
    assert start.messages > moved.messages > 0
    assert start.bytes > moved.bytes > 0


def test_why_tells_elements_that_came_and_went(notebook: Notebook) -> None:
    app = notebook.app("if st.checkbox('more', key='more'):\n    st.text('a')\n    st.text('b')\nst.text('end')")
    app["more"] = True
    app["more"] = False
    assert [(entry.changed, entry.gone) for entry in app.why().runs[1:]] == [(3, 0), (1, 2)]


def test_why_times_the_statements(notebook: Notebook) -> None:
    app = notebook.app("quick = 1\nsum(range(3_000_000))\nst.text('x')")
    (entry,) = app.why().runs
    assert [line for line, _ in entry.report.statements()] == [2, 3, 4]
    assert entry.slowest()[0][0] == 3
    assert sum(seconds for _, seconds in entry.report.statements()) <= entry.report.seconds + 0.001


def test_why_times_only_what_ran(notebook: Notebook) -> None:
    app = notebook.app("a = 1\nst.stop()\nb = 2")
    assert [line for line, _ in app._session.reports[-1].statements()] == [2, 3]


def test_why_shows_no_password(notebook: Notebook) -> None:
    app = notebook.app("st.text_input('Secret', type='password', key='p')")
    app["p"] = "hunter2"
    assert "•••" in repr(app.why())
    assert "hunter2" not in told(app)


def told(app: App) -> str:
    """Give all that an app says of itself."""
    table = app.why()
    return "".join((
        repr(table), table._repr_html_(), str(run_timeline(app._session, 50)), str(app_summary(app._session)), app.repro(),
        app.to_html(), repr(app.state), repr(app), repr(app.ns), str(app._session.reports), str(app._session.history.records),
    ))  # fmt: skip


def test_an_app_whose_loop_never_ends_sees_its_page(notebook: Notebook) -> None:
    notebook.shell.run_cell(
        "%%litapp app --no-wait\nimport time\nst.checkbox('again')\ns = st.slider('s', 0, 9, 3)\nplace = st.empty()\n"
        "while True:\n    place.write(time.time())\n    time.sleep(0.005)"
    )
    app = notebook.apps["app"]
    until(lambda: "s" in app)
    assert (app["s"], list(app)) == (3, ["again", "s"])
    app._session.submit(app._widgets.event("s", 5))
    until(lambda: app["s"] == 5)
    assert "at.slider[0].set_value(5)" in app.repro()
    app.stop()
    assert app.wait(20)
    (last,) = app.why(1).runs
    assert (last.report.outcome, last.elements) == ("stopped", 3)


@pytest.mark.parametrize(
    "script",
    [
        "import time\nst.text_input('Secret', type='password', key='p')\nwhile True:\n    time.sleep(0.01)\n    st.empty()",
        "st.text_input('Secret', type='password', key='p')\n1 / 0",
        "if not st.session_state.get('p'): st.text_input('Secret', type='password', key='p')",
        "st.text_input('Secret', type='password' if not st.session_state.get('p') else 'default', key='p') and st.stop()",
    ],
    ids=["a run without end", "a run that fails", "a field that is gone", "a field that was one"],
)
def test_no_password_is_told_whatever_became_of_its_field(script: str, notebook: Notebook) -> None:
    notebook.shell.run_cell(f"%%litapp app --no-wait\n{script}")
    app = notebook.apps["app"]
    state = app._session.engine.state
    until(lambda: "p" in app.state)
    app._session.submit(WidgetEvent(state.widgets()[0].id, "hunter2"))
    until(lambda: len(app._session.reports) > 1 or state["p"] == "hunter2")
    said = repr(app.why()) + str(run_timeline(app._session, 50)) + str(app._session.reports)
    app.stop()
    assert app.wait(20)
    assert "hunter2" not in said + repr(app.why()) + app.why()._repr_html_() + str(run_timeline(app._session, 50))


@pytest.mark.parametrize(
    "script",
    [
        "if p: int(p)",
        "if p: {}[p]",
        "if p: raise ValueError('it is ' + repr(p))",
        "if p: raise ExceptionGroup('a', [ValueError(p)])",
        "if p:\n    try: int(p)\n    except ValueError as error: raise KeyError('b') from error",
        "if p:\n    error = ValueError('a')\n    error.__notes__ = [p]\n    raise error",
        "if p: st.exception(ValueError(p))",
        "import threading\nif p: (t := threading.Thread(target=int, args=(p,))).start(), t.join()",
        "st.session_state.copy = p\nst.session_state.list = [{'p': p}]",
        "if p: st.session_state.copy = st.session_state.pop('copy', p)\nst.session_state.setdefault('copy', '')",
    ],
)
def test_a_password_is_not_told_by_what_holds_a_copy_of_it(script: str, notebook: Notebook) -> None:
    if "ExceptionGroup" in script and sys.version_info < (3, 11):
        pytest.skip("there are groups from Python 3.11 on")
    field = "p = st.text_input('Secret', type='password', key='p')"
    app = notebook.app(f"{field}\n{script}")
    app["p"] = "hunter2's"
    assert "hunter2" not in told(app) + repr(app._session.view.elements()) + app._session.console.text
    notebook.app("st.text('the field is gone')")
    assert "hunter2" not in told(app)


def test_the_state_shows_a_password_to_programs_that_ask_for_it_alone(notebook: Notebook) -> None:
    app = notebook.app("st.text_input('Secret', type='password', key='p')\nst.session_state.n = 1")
    app["p"] = "hunter2"
    assert repr(app.state) == "{'n': 1, 'p': '•••'}"
    assert (app["p"], app.state["p"], dict(app.state)["p"]) == ("hunter2",) * 3


# -- export and repro --------------------------------------------------------------------------------------------------


def test_the_exported_script_runs_by_itself(notebook: Notebook, tmp_path: Path) -> None:
    notebook.cell("import math as m\nfrom datetime import date\nk = 3")
    notebook.cell("def twice(x):\n    return helper(x) * 2\ndef helper(x):\n    return x + k")
    app = notebook.app("st.text(f'{twice(4)} {m.floor(2.5)} {date(2024, 1, 1)}')")
    app.export(tmp_path / "app.py")
    at = AppTest.from_file(tmp_path / "app.py").run()
    assert not at.exception
    assert at.text[0].value == "14 2 2024-01-01"
    assert "needs from the notebook" not in (tmp_path / "app.py").read_text()


def test_the_exported_script_says_what_it_lacks(notebook: Notebook) -> None:
    notebook.cell("import pandas as pd\ndf = pd.DataFrame({'x': [1]})")
    text = notebook.app("if not len(df):\n    st.text(never)\nst.text(str(len(df)))").export()
    assert "never" not in text.partition("if not len")[0]
    assert "# needs from the notebook: df (DataFrame)" in text
    at = AppTest.from_string(text).run()
    assert "This app needs `df` (DataFrame) from the notebook" in at.exception[0].message
    supplied = text.replace("# Put the lines", "df = [1, 2]\n# Put the lines")
    assert AppTest.from_string(supplied).run().text[0].value == "2"


def test_a_future_import_stays_first(notebook: Notebook) -> None:
    text = notebook.app("from __future__ import annotations\ndef f(x: nowhere): pass\nst.text('ok')").export()
    assert AppTest.from_string(text).run().text[0].value == "ok"


MAGICS = """
%matplotlib inline
if n:
    %precision 3
    !echo in a block
def shout(words):
    loud = !echo $words
    return "; ".join(loud)
files = !ls
st.text?
st.text(f"{n} files: {files} ü")
"""


def test_the_exported_script_has_magics_as_comments_only(notebook: Notebook) -> None:
    notebook.cell("n = 2\ndef helper():\n    %precision 4\n    return 'helped'")
    app = notebook.app(MAGICS + "st.text(helper())")
    text = app.export()
    assert "get_ipython" not in text
    assert "\n# %matplotlib inline\n" in text
    assert "\n    pass\n    # %precision 3\n    pass\n    # !echo in a block\n" in text
    assert "    # loud = !echo $words\n" in text
    assert "\n# needs from the notebook: files (the result of !ls), loud (the result of !echo $words)\n" in text
    assert "# left out, since only notebooks know it: %matplotlib inline, " in text
    lacking = TheirAppTest.from_string(text).run()
    assert "This app needs `files` (the result of !ls)" in lacking.exception[0].message
    at = TheirAppTest.from_string(text.replace("# Put the lines", "files, loud = ['a'], []\n# Put the lines")).run()
    assert [element.value for element in at.text] == ["2 files: ['a'] ü", "helped"]


def test_the_exported_script_has_cell_magics_of_the_notebooks_functions_as_comments(notebook: Notebook) -> None:
    inner = "print(1)\n\nif True:\n    print(2)\n"
    notebook.cell(f"def helper():\n    get_ipython().run_cell_magic('capture', 'caught', {inner!r})")
    text = notebook.app("helper()\nst.text('done')").export()
    assert "    # %%capture caught\n    # print(1)\n    #\n    # if True:\n    #     print(2)\n" in text
    assert TheirAppTest.from_string(text).run().text[0].value == "done"


def test_the_exported_script_waits_where_the_cell_awaits(notebook: Notebook) -> None:
    app = notebook.app(
        "import asyncio\nasync def twice(x):\n    await asyncio.sleep(0)\n    return 2 * x\n"
        "ü = 'ü'; one = await twice(1)\nawait asyncio.sleep(0)\nboth = await asyncio.gather(\n    twice(2),\n    twice(3),\n)\n"
        "st.text(f'{ü} {one} {both} {await twice(4)}')\nst.text(str([await (twice(x)) for x in (5, 6)]))\n"
        "task = asyncio.gather\nif await twice(1) == 2:\n    st.text(await twice('ab'))"
    )
    at = TheirAppTest.from_string(app.export()).run()
    assert not at.exception
    assert [element.value for element in at.text] == ["ü 2 [4, 6] 8", "[10, 12]", "abab"]


def test_an_export_says_what_streamlit_cannot_wait_for(notebook: Notebook) -> None:
    twice = "import asyncio\nasync def twice(x):\n    return 2 * x\n"
    for text in ("st.text(await twice(await twice(1)))", "async with asyncio.Lock():\n    st.text('locked')"):
        head = notebook.app(twice + text).export().partition("import streamlit")[0]
        assert "# waits at its top level in a way that Streamlit cannot run" in head


def test_a_script_without_magics_is_exported_as_it_is(notebook: Notebook) -> None:
    body = "st.text('a')\nst.text(\n    'get_ipython().system(1)'\n)"
    assert notebook.app(body).export().endswith(f"import streamlit as st\n\n{body}\n")


def test_the_repro_script_rebuilds_the_state(form: App) -> None:
    form["n"] = 5
    form["Name"] = 'A "quoted" \\ name'
    form["Fruit"] = "pear"
    form["Several"] = ["c", "a"]
    form["day"] = date(2024, 2, 29)
    form.state["count"] = 12
    form.run()
    found: dict[str, AppTest] = {}
    exec(form.repro(), found)  # noqa: S102  # what it is for
    at = found["at"]
    assert not at.exception
    assert (at.slider(key="n").value, at.text_input[0].value, at.selectbox[0].value) == (5, 'A "quoted" \\ name', "pear")
    assert (at.multiselect[0].value, at.date_input(key="day").value) == (["c", "a"], date(2024, 2, 29))
    assert at.session_state["count"] == 12


def test_the_caches_of_one_app_can_be_cleared(notebook: Notebook) -> None:
    notebook.cell("calls = []")
    cached = "@st.cache_data\ndef {0}():\n    calls.append('{0}')\n    return '{0}'\n{0}()"
    app, other = (notebook.app(cached.format(name), f"{name} --static") for name in ("own", "foreign"))
    app.run()
    assert notebook.cell("calls") == ["own", "foreign"]
    app.clear_cache()
    app.run()
    other.run()
    assert notebook.cell("calls") == ["own", "foreign", "own"]


# -- doctor ------------------------------------------------------------------------------------------------------------


def test_the_doctor_finds_every_count_as_it_should_be(notebook: Notebook) -> None:
    buttons = "with st.expander('e'):\n    for i in range(n):\n        st.button(str(i))"
    app = notebook.app("n = st.slider('n', 0, 9, key='n')\n" + buttons)
    notebook.app("st.columns(3)[1].text('x')", "two")
    for n in (3, 0, 7, 1):
        app["n"] = n
    checkup = examine(notebook.registry, None)
    assert checkup.ok, checkup
    assert checkup["threads of apps"].now == "4"
    assert "App('two'" in repr(checkup)
    assert "<td>threads of apps</td>" in checkup._repr_html_()
    notebook.registry.discard("two")
    assert examine(notebook.registry, None)["threads of apps"] == ("threads of apps", "2", "2", True)


def test_the_doctor_sees_a_leak(notebook: Notebook) -> None:
    app = notebook.app("st.slider('n', 0, 9)")
    app._session.view.host.toolkit.traffic.made += 1
    checkup = examine(notebook.registry, Baseline(0, 0, -1000))
    assert not checkup.ok
    assert [row.what for row in checkup.rows if row.ok is False] == ["widgets of pages", "open files and sockets"]
    assert "WRONG" in repr(checkup)


def test_the_doctor_is_there_without_a_notebook() -> None:
    checkup = notebook_lit.doctor()
    assert isinstance(checkup, Diagnostics)
    assert checkup["extension"].now == "not loaded"
