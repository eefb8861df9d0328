"""While a cell keeps the kernel busy: apps say so, what their readers change is applied once, at once where subshells are."""

from __future__ import annotations

import pytest

from tests.kernel.driving.held import held
from tests.kernel.driving.kernel import Kernel

APP = '%%litapp one\nn = st.slider("n", 0, 100, 10)\nst.session_state.setdefault("seen", []).append(n)\nst.text(f"n is {n}")'
SEEN = "lit.apps['one'].state.seen"


def begun(kernel: Kernel) -> str:
    """Load the app; give the id of its slider."""
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    kernel.run(APP)
    [slider] = kernel.find("IntSliderModel")
    return slider.id


def says(kernel: Kernel, text: str) -> bool:
    """Tell whether a text is on the page."""
    return any(text in str(widget.state.get("value")) for widget in list(kernel.widgets.values()))


def subshell(kernel: Kernel) -> str:
    """Make a subshell; skip the test where the kernel has none."""
    if "kernel subshells" not in kernel.client.kernel_info(reply=True, timeout=10)["content"].get("supported_features", []):
        pytest.skip("this ipykernel has no subshells")
    return str(asked(kernel, "create_subshell_request")["subshell_id"])


def asked(kernel: Kernel, kind: str, **content: str) -> dict[str, str]:
    """Send a request on the control channel; give the content of the reply."""
    message = kernel.client.session.msg(kind, content)
    kernel.client.control_channel.send(message)
    reply = kernel.client.get_control_msg(timeout=10)
    assert reply["content"]["status"] == "ok", reply["content"]
    return dict(reply["content"])


def test_an_app_says_that_a_cell_keeps_the_kernel_busy_until_it_ends(kernel: Kernel) -> None:
    begun(kernel)
    with held(kernel):
        kernel.wait_for(lambda: says(kernel, "Kernel busy"), why="the notice")
    kernel.wait_for(lambda: not says(kernel, "Kernel busy"), why="its end")


def test_of_what_is_changed_during_a_cell_the_last_is_applied_exactly_once(kernel: Kernel) -> None:
    slider = begun(kernel)
    with held(kernel):
        for value in (11, 12, 13):
            last = kernel.send_update(slider, {"value": value})
    kernel.wait_until_idle(last)
    kernel.wait_for(lambda: says(kernel, "n is 13"), why="the last value")
    seen = kernel.run(SEEN).result
    assert seen is not None
    assert seen.count("13") == 1
    assert seen.endswith("13]")


def test_an_event_for_a_subshell_is_applied_while_the_cell_still_runs(kernel: Kernel) -> None:
    slider = begun(kernel)
    beside = subshell(kernel)
    with held(kernel):
        kernel.send_update(slider, {"value": 20}, beside)
        kernel.wait_for(lambda: says(kernel, "n is 20"), why="the value")
        kernel.send_update(slider, {"value": 21}, beside)
        kernel.wait_for(lambda: says(kernel, "n is 21"), why="the next")
    assert kernel.run(SEEN).result == "[10, 20, 21]"


def test_a_subshell_that_is_gone_takes_no_event_with_it(kernel: Kernel) -> None:
    slider = begun(kernel)
    beside = subshell(kernel)
    kernel.send_update(slider, {"value": 20}, beside)
    kernel.wait_for(lambda: says(kernel, "n is 20"), why="the value")
    asked(kernel, "delete_subshell_request", subshell_id=beside)
    kernel.send_update(slider, {"value": 21})
    kernel.wait_for(lambda: says(kernel, "n is 21"), why="a value of a page that has no subshell")
    other = subshell(kernel)
    kernel.send_update(slider, {"value": 22}, other)
    kernel.wait_for(lambda: says(kernel, "n is 22"), why="a value by way of another")
    assert kernel.run(SEEN).result == "[10, 20, 21, 22]"
