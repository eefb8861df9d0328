"""Malformed messages over the real shell channel, to every input: no traceback, nothing changed but what was addressed.

``NOTEBOOK_LIT_FUZZ_MESSAGES=20000`` sends so many instead of 500; ``NOTEBOOK_LIT_FUZZ_SEED`` sends others.
"""

from __future__ import annotations

import ast
import json
import os
import random
from typing import Any

import pytest
from jupyter_client.jsonutil import json_default

from notebook_lit.elements.catalog import ELEMENT_TYPES
from tests.kernel.driving.kernel import REFERENCE, Kernel

MESSAGES = int(os.environ.get("NOTEBOOK_LIT_FUZZ_MESSAGES", "500"))
SEED = int(os.environ.get("NOTEBOOK_LIT_FUZZ_SEED", "10"))
#: So many messages go to one input between two runs.
BURST = 25

SCRIPT = """%%litapp a
import datetime as _d
st.button("a", key="button"); st.checkbox("a", key="checkbox"); st.toggle("a", key="toggle")
st.radio("a", ["x", "y", "z"], key="radio", captions=["1", "2", "3"])
st.selectbox("a", ["x", "y", "z"], key="selectbox")
st.selectbox("a", ["x", "y"], key="selectbox new", accept_new_options=True, index=None)
st.multiselect("a", ["x", "y", "z"], ["x"], key="multiselect")
st.multiselect("a", ["x", "y"], key="multiselect new", accept_new_options=True)
st.select_slider("a", ["x", "y", "z"], key="select_slider")
st.select_slider("a", ["x", "y"], ("x", "y"), key="select_slider range")
st.slider("a", 0, 10, 5, key="slider")
st.slider("a", 0.0, 1.0, 0.5, key="slider float")
st.slider("a", 0, 10, (2, 5), key="slider range")
st.slider("a", _d.date(2024, 1, 1), _d.date(2024, 2, 1), key="slider date")
st.slider("a", 0, 10**9, 7, format="%d €", key="slider long")
st.number_input("a", 0, 10, 5, key="number_input")
st.number_input("a", 0.0, 1.0, 0.5, key="number_input float")
st.text_input("a", "t", key="text_input")
st.text_input("a", "secret", type="password", key="password")
st.text_area("a", "t", key="text_area")
st.color_picker("a", "#ff0000", key="color_picker")
st.date_input("a", _d.date(2024, 1, 1), key="date_input")
st.date_input("a", (_d.date(2024, 1, 1), _d.date(2024, 1, 5)), key="dates")
st.time_input("a", _d.time(12), key="time_input")
st.tabs(["x", "y"], key="tabs", on_change="rerun")
with st.expander("a", key="expander", on_change="rerun"): st.markdown("**inside**")
st.html("<b>static</b>")
"""
#: In the kernel: the values of all widgets, and the state of every model of the app as it would be sent.
VALUES = "repr({r.key: repr(r.value) for r in lit.apps['a']._session.engine.state.widgets()})"
STATES = """
def _states():
    import json
    found, waiting = {}, [lit.apps['a']._session.view.chrome.root]
    while waiting:
        widget = waiting.pop()
        found[widget.model_id] = widget.get_state()
        waiting += getattr(widget, "children", ())
        waiting += filter(None, (getattr(widget, name, None) for name in ("layout", "style")))
    return json.dumps(found)
"""
HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, 1, 2, -1, 5, 7, 99, 1.5, -0.0, float("nan"), float("inf"), 10**30, "", "7", "x", "y", "zz", "\ud83d",
    "\0", "x" * 5000, "<script>1</script>", "#00ff00", "12:00", [], [1], [1, 2], [2, 99], ["x"], ["zz", 5], [[1]], {}, {"a": 1},
    {"year": 2024, "month": 0, "date": 7}, {"year": "x"}, {"hours": 1, "minutes": 2, "seconds": 3, "milliseconds": 0},
    f"{REFERENCE}0",
)  # fmt: skip
TRAITS = (
    "value", "index", "selected_index", "max", "min", "step", "options", "_options_labels", "children", "layout", "style",
    "disabled", "description", "_dom_classes", "allowed_tags", "titles", "tooltip", "_model_name", "_view_name", "comm", "keys",
    "log", "other",
)  # fmt: skip
CONTROLS = {"module": "@jupyter-widgets/controls", "module_version": "2.0.0"}


@pytest.fixture
def kernel(kernel: Kernel) -> Kernel:
    kernel.run("%load_ext notebook_lit")
    kernel.run("import notebook_lit as lit")
    return kernel


def values(kernel: Kernel) -> dict[str, str]:
    found: dict[str, str] = ast.literal_eval(ast.literal_eval(kernel.run(VALUES).result or ""))
    return found


def harm(kernel: Kernel, chance: random.Random, model: str) -> str:
    """Send one malformed message to a widget, as a front end that has done itself what it says."""
    kind = chance.random()
    if kind < 0.75:
        names = chance.choices(TRAITS, (8, *[1] * (len(TRAITS) - 1)), k=chance.randint(1, 3))
        state = {name: chance.choice(HOSTILE) for name in names}
        kernel.pretend(model, state)
        return kernel.send_update(model, state)
    if kind < 0.85:
        return kernel.send_custom(model, chance.choice([*HOSTILE, {"event": "click"}, {"event": [1]}]))
    if kind < 0.98:
        method = chance.choice(["update", "echo_update", "request_state", "custom", None, 5, [], "close"])
        data = chance.choice([{"method": method, "state": chance.choice(HOSTILE)}, {"method": method}, {}])
        return kernel.send_comm(model, data)
    return kernel.send_shell("comm_close", {"comm_id": model, "data": {}})


def take_over(kernel: Kernel, model: str) -> str:
    """Open another widget under the id of one."""
    state = {f"_{part}_{name}": value for part in ("model", "view") for name, value in CONTROLS.items()}
    state |= {"_model_name": "HTMLModel", "_view_name": "HTMLView"}
    message = {"comm_id": model, "target_name": "jupyter.widget", "data": {"state": state}}
    return kernel.send_shell("comm_open", message, {"version": "2.1.0"})


def test_the_script_has_every_input() -> None:
    kinds = {kind for kind, declared in ELEMENT_TYPES.items() if declared.domain is not None}
    assert {kind for kind in kinds if f"st.{kind}(" not in SCRIPT} == set()


@pytest.mark.own_kernel
@pytest.mark.timeout(900)
def test_malformed_messages_change_nothing_but_what_they_address_and_print_nothing(kernel: Kernel) -> None:
    chance = random.Random(SEED)
    # as a browser packs: a lone surrogate is escaped
    kernel.client.session.pack = lambda message: json.dumps(message, default=json_default).encode()
    kernel.run(SCRIPT)
    kernel.run(STATES)
    root = kernel.run("lit.apps['a']._session.view.chrome.root.model_id").result
    before = values(kernel)
    for number in range(MESSAGES // BURST):
        key = chance.choice(sorted(before))
        own = ast.literal_eval(kernel.run(OWN.format(key=key)).result or "[]")
        for _ in range(BURST):
            last = harm(kernel, chance, chance.choice(own))
        if chance.random() < 0.2:  # last: from then on that id is a widget of the front end's own, until the next run
            last = take_over(kernel, chance.choice(own))
        kernel.wait_until_idle(last)
        kernel.run("lit.apps['a'].wait(20); lit.apps['a'].run()")
        now = values(kernel)
        about = f"seed {SEED}, burst {number}, at {key}"
        assert {name for name in before if now[name] != before[name]} <= {key}, about
        before = now
        truth = json.loads(ast.literal_eval(kernel.run("_states()").result or ""))
        assert ast.literal_eval(root or "") in truth
        for model, state in truth.items():
            seen = kernel.widget_state(model)
            assert {name: seen[name] for name in state if seen[name] != state[name]} == {}, (about, model)
        said = kernel.forget()
        assert [message for message in said if message.kind == "error" or "Traceback" in str(message.content)] == [], about


#: In the kernel: the models of one widget, its parts included.
OWN = """
[part.widget.model_id for root in lit.apps['a']._session.view.roots for handle in root.walk()
 if handle.element is not None and handle.element.key == {key!r} and not handle.is_part
 for part in handle.walk() if part is handle or part.is_part]
"""
