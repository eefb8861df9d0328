"""A real ipykernel in a process of its own, driven as a front end drives it: cells, comm messages, iopub."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zmq
from ipykernel.kernelspec import write_kernel_spec
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from tests.bench.exchange import Message, NoAnswerError

QUIET = 0.3
ENVIRONMENT = dict(os.environ)
"""As it was at the start: importing Streamlit (for its protocol) sets MPLBACKEND, and a kernel chooses its own."""
NATIVE = {
    "slider": {"IntSliderModel": "value", "SliderModel": "v_model"},
    "text": {"TextModel": "value", "TextFieldModel": "v_model"},
}
"""Model name -> the trait that holds the value: ipywidgets and ipyvuetify (Solara)."""


class Kernel:
    """One kernel and the one client that listens to it; a `tests.bench.exchange.Wire`.

    Parameters
    ----------
    folder
        An empty folder of this kernel's own for its kernel spec.
    cwd
        Where the kernel runs: the repo root, so that the checkout is importable.
    """

    def __init__(self, folder: Path, cwd: Path) -> None:
        # A spec of our own: one named python3 in the reader's home may start another Python.
        write_kernel_spec(str(folder / "bench"))
        context = zmq.Context()
        context.setsockopt(zmq.RCVHWM, 0)  # a page of 10,000 widgets is 30,000 messages; none may be dropped
        self._manager = KernelManager(
            kernel_name="bench",
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(folder)], ensure_native_kernel=False),
            context=context,
        )
        self._log = (folder / "kernel.log").open("wb")
        self._manager.start_kernel(cwd=str(cwd), env=ENVIRONMENT, stdout=self._log, stderr=self._log)
        self._client: BlockingKernelClient = self._manager.client()
        self._client.start_channels(hb=False, stdin=False)
        self._request = b""
        self._comm = ""
        self._trait = ""

    def wait_until_ready(self, seconds: float) -> None:
        """Wait for the kernel's first answer."""
        try:
            self._client.wait_for_ready(timeout=seconds)
        except RuntimeError as error:
            raise NoAnswerError(str(error)) from error

    def run(self, code: str, seconds: float) -> list[Message]:
        """Run a cell to its end and until nothing more comes.

        Parameters
        ----------
        code
            The cell.
        seconds
            How long it may take.

        Returns
        -------
        list[Message]
            Everything that came on iopub.

        Raises
        ------
        NoAnswerError
            When it takes longer, or fails.
        """
        self._request = self._client.execute(code).encode()
        until = time.perf_counter() + seconds
        messages: list[Message] = []
        closed = False
        while (message := self.receive(QUIET if closed else until - time.perf_counter())) is not None:
            messages.append(message)
            closed = closed or message.closes
        if not closed:
            raise NoAnswerError(f"set-up took more than {seconds:.0f} s")
        reply = self._client.get_shell_msg(timeout=10)["content"]
        if reply["status"] != "ok":
            details = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(reply.get("traceback", [])))
            raise NoAnswerError(f"{reply.get('ename')}: {reply.get('evalue')}\n{details}")
        return messages

    def aim(self, opened: list[Message], control: str, nth: int) -> None:
        """Choose the native widget that later events move.

        Parameters
        ----------
        opened
            What the set-up sent.
        control
            A key of `NATIVE`.
        nth
            Which one of its kind, in the order of creation.
        """
        found = [
            (comm_id, NATIVE[control][state["_model_name"]])
            for comm_id, state in models(opened)
            if state.get("_model_name") in NATIVE[control]
        ]
        if len(found) <= nth:
            raise NoAnswerError(f"the page has {len(found)} native {control} widgets, number {nth} was asked for")
        self._comm, self._trait = found[nth]

    def send_event(self, value: int | str) -> None:
        """Send the comm message that a front end sends when the reader moves the control."""
        data = {"method": "update", "state": {self._trait: value}, "buffer_paths": []}
        session = self._client.session
        message = session.msg("comm_msg", {"comm_id": self._comm, "data": data})
        self._request = message["header"]["msg_id"].encode()
        self._client.shell_channel.send(message)

    def receive(self, seconds: float) -> Message | None:
        """Give the next iopub message; its size is that of the JSON parts and buffers, without framing."""
        socket = self._client.iopub_channel.socket
        if not socket.poll(max(0, round(seconds * 1000))):
            return None
        frames = socket.recv_multipart()
        at = time.perf_counter()
        parts = frames[frames.index(b"<IDS|MSG>") + 2 :]
        payload = b"".join(parts)
        closes = b'"idle"' in parts[3] and self._request in parts[1]
        return Message(at, len(payload), payload, closes)

    def close(self) -> None:
        """End the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)
        self._manager.cleanup_resources()
        self._log.close()


def models(messages: list[Message]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give comm id and first state of each widget model that was opened."""
    decoder = json.JSONDecoder()
    for message in messages:
        if b'"comm_open"' not in message.payload:
            continue
        text = message.payload.decode("utf-8", "replace")
        parts: list[dict[str, Any]] = []
        at = 0
        while len(parts) < 4:  # header, parent header, metadata, content; buffers may follow
            part, at = decoder.raw_decode(text, at)
            parts.append(part)
        if parts[0]["msg_type"] == "comm_open" and parts[3]["target_name"] == "jupyter.widget":
            yield parts[3]["comm_id"], parts[3]["data"]["state"]
