"""The wire to the JupyterLab panel: silent while nobody listens, what changed afterwards, every request answered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.shell import panel_comm
from tests.notebook.fake_notebook import Notebook


class Wire:
    """A front end's end of the comm, in this process; its clock is set by hand."""

    def __init__(self, notebook: Notebook) -> None:
        self.sent: list[dict[str, Any]] = []
        self.closed = False
        self.now = 0.0
        self._arrived = threading.Condition()
        self._listener: Callable[[Any], None] = lambda message: None
        self.panel = panel_comm.PanelComm(notebook.registry, lambda: self, lambda: self.now)

    def on_msg(self, listener: Callable[[Any], None]) -> None:
        self._listener = listener

    def send(self, data: dict[str, Any]) -> None:
        with self._arrived:
            self.sent.append(data)
            self._arrived.notify_all()

    def close(self) -> None:
        self.closed = True

    def say(self, do: str, **more: Any) -> None:
        self._listener({"content": {"data": {"do": do, "client": "me", **more}}})

    def wait_for(self, type: str, **content: Any) -> dict[str, Any]:
        """Wait for a message, and give it; it and those before it are forgotten."""

        def found() -> dict[str, Any] | None:
            for place, data in enumerate(self.sent):
                if data["type"] == type and all(data.get(key) == value for key, value in content.items()):
                    del self.sent[: place + 1]
                    return data
            return None

        with self._arrived:
            for _ in range(100):
                self.now += panel_comm.PAUSE  # what is due is due
                self.panel._wake.set()
                if (data := found()) is not None:
                    return data
                self._arrived.wait(0.1)
        raise AssertionError(f"no {type} {content} among {self.sent}")


@pytest.fixture
def end(notebook: Notebook) -> Iterator[Wire]:
    made = Wire(notebook)
    yield made
    made.panel.close()


def slider(notebook: Notebook, name: str = "app") -> App:
    return notebook.app("n = st.slider('Rows', 0, 100, 10)\nst.write(n)", name)


def test_while_nobody_listens_the_first_change_asks_and_then_there_is_silence(notebook: Notebook, end: Wire) -> None:
    app = slider(notebook)
    app["Rows"] = 20
    app["Rows"] = 30
    assert end.sent == [{"type": "ask"}]
    assert not any(thread.name == "litapp panel" for thread in threading.enumerate())


def test_who_listens_gets_all_apps_and_then_what_changes(notebook: Notebook, end: Wire) -> None:
    app, other = slider(notebook), slider(notebook, "other")
    end.say("listen")
    apps = end.wait_for("list")["apps"]
    assert [entry["name"] for entry in apps] == ["app", "other"]
    assert apps[0]["model"] == app._session.view.chrome.root.model_id
    assert (apps[0]["state"], apps[0]["runs"], apps[0]["trigger"], apps[0]["outcome"]) == ("idle", 1, "start", "done")
    other["Rows"] = 11
    (change,) = end.wait_for("change")["apps"]
    assert (change["name"], change["runs"], change["trigger"]) == ("other", 2, "slider 'Rows'")
    assert "model" not in change


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        ("'Sales', '📈'", "📈 Sales"),
        ("'Sales'", "Sales"),
        ("page_icon='🇨🇭'", "🇨🇭"),
        ("'Sales', ':material/home:'", "Sales"),
        ("'Sales', 'icon.png'", "Sales"),
    ],
)
def test_an_app_is_called_what_its_page_is_called(notebook: Notebook, end: Wire, arguments: str, title: str) -> None:
    notebook.app(f"st.set_page_config({arguments})", "app")
    slider(notebook, "other")
    end.say("listen")
    assert [entry.get("title") for entry in end.wait_for("list")["apps"]] == [title, None]


def test_many_changes_are_one_message_with_the_last_of_them(notebook: Notebook, end: Wire) -> None:
    app = slider(notebook)
    end.say("listen")
    end.wait_for("list")
    for value in range(20, 60):
        app["Rows"] = value
    (change,) = end.wait_for("change")["apps"]
    assert change["runs"] == 41
    assert end.sent == []


def test_an_error_and_a_closed_app_are_told(notebook: Notebook, end: Wire) -> None:
    slider(notebook)
    end.say("listen")
    end.wait_for("list")
    notebook.app("1 / 0", "broken")
    (change,) = end.wait_for("change")["apps"]
    assert (change["name"], change["state"], change["outcome"]) == ("broken", "error", "error")
    notebook.registry.discard("broken")
    assert end.wait_for("change")["gone"] == ["broken"]


def test_an_app_of_the_same_name_that_takes_the_place_of_a_closed_one_comes_with_its_model(
    notebook: Notebook, end: Wire
) -> None:
    slider(notebook)
    end.say("listen")
    before = end.wait_for("list")["apps"][0]["model"]
    notebook.registry.discard("app")
    app = slider(notebook)
    change = end.wait_for("change")
    assert change["apps"][0]["model"] == app._session.view.chrome.root.model_id != before
    assert "gone" not in change


def test_a_run_is_told_with_what_it_has_taken_and_can_be_stopped(notebook: Notebook, end: Wire) -> None:
    app = notebook.app("if st.checkbox('wait'):\n    while True:\n        _ = 'x' in st.session_state")
    end.say("listen")
    end.wait_for("list")
    widget = app._widgets.event("wait", True)
    app._session.submit(widget)
    change = end.wait_for("change")["apps"][0]
    assert (change["state"], change["elapsed"] >= 0) == ("running", True)
    end.say("stop", app="app", request=1)
    assert end.wait_for("answer", request=1)["error"] is None
    assert app.wait(10)
    while (change := end.wait_for("change")["apps"][0])["outcome"] != "stopped":
        pass  # what is between the request and its end
    assert change["state"] == "idle"


def test_rerun_clear_cache_and_close_do_what_they_say(notebook: Notebook, end: Wire) -> None:
    app = notebook.app("@st.cache_data\ndef f():\n    return object.__new__(object) is None\nst.write(f())")
    end.say("listen")
    end.say("rerun", app="app", request=1)
    assert end.wait_for("answer", request=1)["error"] is None
    assert app.wait(10)
    assert app.why(1).runs[0].trigger == "rerun in the panel"
    end.say("clear_cache", app="app", request=2)
    assert end.wait_for("answer", request=2)["error"] is None
    end.say("close", app="app", request=3)
    assert end.wait_for("answer", request=3)["error"] is None
    assert dict(notebook.apps) == {}
    assert app.status == "closed"


def test_why_gives_the_timeline_of_the_last_runs(notebook: Notebook, end: Wire) -> None:
    app = slider(notebook)
    app["Rows"] = 20
    end.say("why", app="app", request=1, count=2)
    why = end.wait_for("why", app="app")
    first, second = why["runs"]
    assert (first["number"], second["number"], second["trigger"]) == (1, 2, "slider 'Rows'")
    assert second["changes"] == [["slider 'Rows'", "10", "20"]]
    assert [2, "n = st.slider('Rows', 0, 100, 10)"] in [[line, text] for line, _, text in second["statements"]]
    assert 0 <= second["ago"] <= first["ago"]
    assert second["messages"] > 0
    assert end.wait_for("answer", request=1)["error"] is None


def test_a_request_for_an_app_that_is_not_there_is_answered_in_words(notebook: Notebook, end: Wire) -> None:
    slider(notebook)
    end.say("rerun", app="nobody", request=7)
    assert end.wait_for("answer", request=7)["error"] == "no app has the name 'nobody'; there are: 'app'"


@pytest.mark.parametrize(
    "data", [None, [], "listen", {}, {"do": "exec", "client": "me"}, {"do": "listen"}, {"do": "listen", "client": 7}]
)
def test_what_is_no_request_is_ignored(notebook: Notebook, end: Wire, data: Any) -> None:
    end._listener({"content": {"data": data}})
    end._listener(data)
    slider(notebook)
    assert end.sent == [{"type": "ask"}]


def test_a_lease_that_has_run_out_is_asked_for_once(notebook: Notebook, end: Wire) -> None:
    app = slider(notebook)
    end.say("listen")
    end.wait_for("list")
    end.now += panel_comm.LEASE + 1
    app["Rows"] = 11
    end.wait_for("ask")
    app["Rows"] = 12
    end.say("listen")  # the answer of a panel that is there
    assert end.wait_for("list")["apps"][0]["runs"] == 3
    app["Rows"] = 13
    assert end.wait_for("change")["apps"][0]["runs"] == 4


def test_after_the_last_one_has_left_nothing_is_sent(notebook: Notebook, end: Wire) -> None:
    app = slider(notebook)
    end.say("listen")
    end.wait_for("list")
    end.say("leave")
    end.sent.clear()
    app["Rows"] = 11
    assert end.sent == []


def test_unloading_ends_thread_and_comm(notebook: Notebook, end: Wire) -> None:
    slider(notebook)
    end.say("listen")
    end.wait_for("list")
    end.panel.close()
    assert end.closed
    assert not any(thread.name == "litapp panel" for thread in threading.enumerate())


def test_who_listens_briefly_hears_of_states_and_not_of_every_run(notebook: Notebook, end: Wire) -> None:
    app = notebook.app("if st.checkbox('fail'):\n    1 / 0\nst.slider('Rows', 0, 100, 10)")
    end.say("listen", brief=True)
    end.wait_for("list")
    app["Rows"] = 20
    app["fail"] = True
    (told,) = end.wait_for("change")["apps"]
    assert (told["state"], told["runs"]) == ("error", 3)
    app["fail"] = False
    (told,) = end.wait_for("change")["apps"]
    assert (told["state"], told["runs"]) == ("idle", 4)
    end.say("listen")
    end.wait_for("list")
    app["Rows"] = 30
    (told,) = end.wait_for("change")["apps"]
    assert told["runs"] == 5
