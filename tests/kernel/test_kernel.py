"""The kernel harness itself: what it tells of a kernel has to be true before anything is built on it."""

from __future__ import annotations

import pytest

from tests.kernel.driving.kernel import Kernel

SLIDER = """
import ipywidgets as w
slider, label = w.IntSlider(description="n"), w.HTML("0")
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
box = w.VBox([slider, label])
display(box)
"""


def test_a_cell_gives_its_value_its_prints_and_its_error(kernel: Kernel) -> None:
    done = kernel.execute("print('said'); 6 * 7")
    assert (done.text, done.result, done.error) == ("said\n", "42", None)
    assert kernel.execute("1 / 0").error == "ZeroDivisionError: division by zero"


def test_a_widget_moved_from_the_front_end_reaches_its_observer_and_comes_back(kernel: Kernel) -> None:
    shown = kernel.run(SLIDER).displays[0]["application/vnd.jupyter.widget-view+json"]["model_id"]
    slider, label = list(kernel.tree(shown))[1:]
    assert (slider.name, label.state["value"]) == ("IntSliderModel", "0")
    with kernel.recording() as recording:
        kernel.wait_until_idle(kernel.send_update(slider.id, {"value": 7}))
        kernel.wait_for_trait(label.id, "value", "7")
    updates = [m for m in recording.comms if m.method == "update"]
    assert [m.data["state"]["value"] for m in updates] == ["7"]
    assert all(100 < m.size < 3000 for m in updates)
    assert kernel.run("slider.value").result == "7"


def test_a_closed_widget_is_gone(kernel: Kernel) -> None:
    kernel.run(SLIDER)
    (label,) = kernel.find("HTMLModel")
    kernel.run("label.close()")
    kernel.wait_for(lambda: label.id not in kernel.widgets)
    assert len(kernel.find("IntSliderModel", description="n")) == 1


def test_a_binary_trait_arrives_in_the_state(kernel: Kernel) -> None:
    kernel.run("import ipywidgets as w; image = w.Image(value=b'\\x89PNG', format='png')")
    assert kernel.find("ImageModel")[0].state["value"] == b"\x89PNG"


def test_an_interrupt_ends_a_running_cell(kernel: Kernel) -> None:
    request = kernel.begin("print('on', flush=True)\nimport time\ntime.sleep(60)")
    kernel.wait_for_message(lambda m: m.kind == "stream" and m.parent == request)
    kernel.interrupt()
    assert kernel.finish(request).error == "KeyboardInterrupt: "


def test_a_wait_that_fails_tells_the_newest_messages(kernel: Kernel) -> None:
    kernel.run("print('the last words')")
    with pytest.raises(TimeoutError, match="the last words"):
        kernel.wait_for(lambda: False, timeout=0.05)
