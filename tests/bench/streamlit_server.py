"""A real ``streamlit run`` server, driven over its websocket as its browser page drives it.

The server's socket has Nagle's algorithm on: answers of more than one segment then wait up to 40 ms for an
acknowledgement that Linux delays. A browser on the same machine may see that too; here it is kept out by acknowledging
at once, so that what is compared is the servers' work and not a timer of TCP.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import websocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.bench.cases import Case
from tests.bench.exchange import Message, NoAnswerError

QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class StreamlitApp:
    """One server with one script and one reader; a `tests.bench.exchange.Wire`.

    Parameters
    ----------
    case
        Which control the events move.
    folder
        An empty folder for the script and the server's home.
    script
        The script's text.
    collect_garbage
        Streamlit's default is a full collection after each run; False switches it off.
    """

    def __init__(self, case: Case, folder: Path, script: str, *, collect_garbage: bool) -> None:
        self._nth = case.nth
        (folder / "app.py").write_text(script, encoding="utf-8")
        self._port = free_port()
        options = {
            "BROWSER_GATHER_USAGE_STATS": "false",
            "SERVER_HEADLESS": "true",
            "SERVER_ADDRESS": "127.0.0.1",
            "SERVER_PORT": str(self._port),
            "SERVER_ENABLE_CORS": "false",
            "SERVER_ENABLE_XSRF_PROTECTION": "false",
            "RUNNER_POST_SCRIPT_GC": str(collect_garbage).lower(),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=folder,
            env={**os.environ, "HOME": str(folder), **{f"STREAMLIT_{name}": value for name, value in options.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._pending: deque[Message] = deque()
        self._states: dict[str, WidgetState] = {}
        self._controls: list[str] = []
        self._page = ""

    def _connect(self) -> None:
        """Wait for the line with the server's address, and connect."""
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "URL:" in line:
                break
        else:
            raise NoAnswerError("the Streamlit server ended:\n" + "".join(said))
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{self._port}/_stcore/stream", subprotocols=["streamlit"], timeout=30
        )
        self._media = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)

    def show(self, seconds: float) -> list[Message]:
        """Ask for the first run, as a page that has just been opened does, and learn the widgets.

        Parameters
        ----------
        seconds
            How long it may take.

        Returns
        -------
        list[Message]
            Everything that came.

        Raises
        ------
        NoAnswerError
            When it takes longer, or the script shows an exception.
        """
        self._connect()
        self._send(BackMsg())
        until = time.perf_counter() + seconds
        messages: list[Message] = []
        while not messages or not messages[-1].closes:
            message = self.receive(until - time.perf_counter())
            if message is None:
                raise NoAnswerError(f"set-up took more than {seconds:.0f} s")
            messages.append(message)
        for message in messages:
            self._learn(message.payload)
        if len(self._controls) <= self._nth:
            raise NoAnswerError(f"the page has {len(self._controls)} widgets, number {self._nth} was asked for")
        self._target = self._states[self._controls[self._nth]]
        return messages

    def send_event(self, value: int | str) -> None:
        """Send the rerun request with the state of every widget, as the page does."""
        if isinstance(value, str):
            self._target.string_value = value
        else:
            self._target.double_array_value.data[:] = [value]
        request = BackMsg()
        request.rerun_script.widget_states.widgets.extend(self._states.values())
        self._send(request)

    def receive(self, seconds: float) -> Message | None:
        """Give the next websocket frame; a picture that it refers to is fetched and follows as one more message."""
        if self._pending:
            return self._pending.popleft()
        self._socket.settimeout(max(seconds, 0.0001))
        if QUICK_ACK is not None and self._socket.sock is not None:
            self._socket.sock.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)  # Linux forgets it after a while
        try:
            frame = self._socket.recv()
        except websocket.WebSocketTimeoutException:
            return None
        at = time.perf_counter()
        assert isinstance(frame, bytes)
        forward = ForwardMsg.FromString(frame)
        kind = forward.WhichOneof("type")
        if kind == "delta" and forward.delta.new_element.WhichOneof("type") == "imgs":
            self._fetch(forward.delta.new_element)
        return Message(at, len(frame), frame, closes=kind == "script_finished")

    def close(self) -> None:
        """End the server."""
        if hasattr(self, "_socket"):
            self._socket.close()
            self._media.close()
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _send(self, request: BackMsg) -> None:
        request.rerun_script.page_script_hash = self._page
        self._socket.send_binary(request.SerializeToString())

    def _fetch(self, element: Element) -> None:
        for image in element.imgs.imgs:
            body = self._get(image.url)
            self._pending.append(Message(time.perf_counter(), len(body), body))

    def _get(self, url: str) -> bytes:
        try:
            self._media.request("GET", url)
            return self._media.getresponse().read()
        except http.client.RemoteDisconnected:  # kept alive for a few seconds only: other contestants had their turn
            self._media.close()
            self._media.request("GET", url)
            return self._media.getresponse().read()

    def _learn(self, frame: bytes) -> None:
        forward = ForwardMsg.FromString(frame) if not frame.startswith(b"\x89PNG") else ForwardMsg()
        kind = forward.WhichOneof("type")
        if kind == "new_session":
            self._page = forward.new_session.page_script_hash
        if kind != "delta":
            return
        element = forward.delta.new_element
        which = element.WhichOneof("type")
        if which == "exception":
            raise NoAnswerError(f"{element.exception.type}: {element.exception.message}")
        if which == "slider":
            state = WidgetState(id=element.slider.id)
            state.double_array_value.data[:] = element.slider.default
        elif which == "text_input":
            state = WidgetState(id=element.text_input.id, string_value=element.text_input.default)
        else:
            return
        self._states[state.id] = state
        self._controls.append(state.id)


def free_port() -> int:
    """Give a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
