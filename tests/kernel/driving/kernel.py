"""A real ipykernel, spoken to as a front end speaks to it: cells in, iopub messages out, widgets moved by comms.

1. One thread reads the iopub socket as soon as something arrives, so the time of a message is that of its arrival.
2. Nothing here sleeps: whoever waits, waits for a condition with a deadline, and is told what was there when it passed.
3. ``widgets`` holds the models as a front end that saw every message would have them.
4. The kernel has its own Jupyter and IPython folders: no start-up file and no configuration of the machine gets in.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import zmq
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from notebook_lit.notebook.shell.welcome import MARKER

REFERENCE = "IPY_MODEL_"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Message:
    """One iopub message as it arrived."""

    kind: str
    content: dict[str, Any]
    parent: str  # id of the request that the kernel says this answers
    time: float  # seconds, time.perf_counter at arrival
    size: int  # bytes of all its frames
    buffers: Sequence[bytes] = ()

    @property
    def data(self) -> dict[str, Any]:
        """The data of a comm message; empty for any other."""
        return self.content.get("data") or {}

    @property
    def method(self) -> str | None:
        """``update``, ``echo_update`` or ``custom`` for a comm message of a widget."""
        method = self.data.get("method") if self.kind == "comm_msg" else None
        return method if isinstance(method, str) else None

    @property
    def idle(self) -> bool:
        """Whether it says that the request is done with."""
        return self.kind == "status" and self.content["execution_state"] == "idle"


@dataclass(frozen=True)
class Execution:
    """What one executed cell did: the messages of its own, up to the kernel's idle, and the reply."""

    id: str
    messages: list[Message]
    reply: dict[str, Any]

    @property
    def text(self) -> str:
        """All that the cell printed, stdout and stderr."""
        return "".join(m.content["text"] for m in self.messages if m.kind == "stream")

    @property
    def result(self) -> str | None:
        """The ``text/plain`` of the cell's value."""
        return next((m.content["data"]["text/plain"] for m in self.messages if m.kind == "execute_result"), None)

    @property
    def displays(self) -> list[dict[str, Any]]:
        """The mime bundles that the cell displayed."""
        return [m.content["data"] for m in self.messages if m.kind == "display_data"]

    @property
    def error(self) -> str | None:
        """``Name: message`` of the exception that ended the cell."""
        if self.reply["status"] != "error":
            return None
        return f"{self.reply['ename']}: {self.reply['evalue']}"


@dataclass
class Widget:
    """One widget model as a front end has it."""

    id: str
    state: dict[str, Any]
    updates: int = 0  # how often the kernel sent a change of it

    @property
    def name(self) -> str:
        """The model's class, such as ``IntSliderModel``."""
        return str(self.state.get("_model_name", ""))


@dataclass
class Recording:
    """What arrived while a block ran; filled when the block ends."""

    messages: list[Message] = field(default_factory=list)

    @property
    def comms(self) -> list[Message]:
        """The comm messages: what a widget change costs."""
        return [m for m in self.messages if m.kind.startswith("comm_")]

    @property
    def size(self) -> int:
        """Bytes of all messages."""
        return sum(m.size for m in self.messages)


def skip_welcome(ipython: Path) -> None:
    """Make an IPython folder that of a user who has loaded the extension before."""
    profile = ipython / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / MARKER).touch()


class Kernel:
    """A kernel process and a front end's connection to it; use it in a ``with`` statement.

    Parameters
    ----------
    folder
        A folder of its own, for the kernel's configuration and as its working folder.
    kernel_name
        The kernelspec; ``python3`` is the Python that runs the tests.
    timeout
        Seconds that any wait may take, unless it says otherwise.
    beside
        The kernel to connect to, for `second`.
    new_user
        Whether nobody has ever loaded the extension in its IPython folder.

    Examples
    --------
    >>> with Kernel(tmp_path) as kernel:
    ...     kernel.execute("1 + 1").result
    '2'
    """

    def __init__(
        self,
        folder: Path,
        kernel_name: str = "python3",
        timeout: float = 30,
        beside: Kernel | None = None,
        *,
        new_user: bool = False,
    ) -> None:
        self.folder = folder
        self._new_user = new_user
        self.timeout = timeout
        self.messages: list[Message] = []
        self.widgets: dict[str, Widget] = {}
        self._beside = beside
        self._manager = _manager(kernel_name) if beside is None else beside._manager
        self._client: BlockingKernelClient | None = None
        self._arrived = threading.Condition()
        self._closing = threading.Event()
        self._reader: threading.Thread | None = None
        self._failure: BaseException | None = None

    def __enter__(self) -> Kernel:
        folders = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
        env = {**os.environ, **{name: str(self.folder / name.lower()) for name in folders}, "PYTHONPATH": str(ROOT)}
        env.pop("MPLBACKEND", None)  # Streamlit, the oracle of other tests, sets it; kernels have one of their own
        if not self._new_user:
            skip_welcome(Path(env["IPYTHONDIR"]))
        if self._beside is None:
            self._manager.start_kernel(env=env, cwd=str(self.folder))
        self._client = client = self._manager.blocking_client()
        client.session = client.session.clone()
        client.session.session = uuid4().hex
        client.start_channels()
        client.wait_for_ready(timeout=self.timeout)
        self._reader = threading.Thread(target=self._read, name="iopub reader", daemon=True)
        self._reader.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.set()
        if self._reader is not None:
            self._reader.join(timeout=5)
        if self._client is not None:
            self._client.stop_channels()
        if self._beside is None:
            self._manager.shutdown_kernel(now=True)
            self._manager.cleanup_resources()

    def second(self) -> Kernel:
        """Give a second front end on this kernel, as a second notebook is; use it in a ``with`` statement."""
        return Kernel(self.folder, timeout=self.timeout, beside=self)

    @property
    def client(self) -> BlockingKernelClient:
        """The connected jupyter_client; leave its iopub channel to the reader."""
        if self._client is None:
            raise RuntimeError("the kernel is not started: use it in a with statement")
        return self._client

    @property
    def pid(self) -> int:
        """The process id of the kernel."""
        return int(self.execute("import os; os.getpid()").result or 0)

    # -- cells ------------------------------------------------------------------------------------------------

    def execute(self, code: str, timeout: float | None = None) -> Execution:
        """Run a cell to its end; a TimeoutError if that does not come in time."""
        return self.finish(self.begin(code), timeout)

    def begin(self, code: str) -> str:
        """Send a cell and return at once, with the id of the request."""
        return str(self.client.execute(code))

    def finish(self, request: str, timeout: float | None = None) -> Execution:
        """Wait for the end of a cell that was begun."""
        seconds = timeout or self.timeout
        self.wait_until_idle(request, seconds)
        deadline = time.perf_counter() + seconds
        while True:  # replies of earlier requests that nobody fetched come first
            reply = self.client.get_shell_msg(timeout=max(deadline - time.perf_counter(), 0.001))
            if reply["parent_header"].get("msg_id") == request:
                return Execution(request, [m for m in self.snapshot() if m.parent == request], reply["content"])

    def run(self, code: str, timeout: float | None = None) -> Execution:
        """Run a cell that has to succeed; its traceback is the message of the AssertionError if it does not."""
        done = self.execute(code, timeout)
        assert done.reply["status"] == "ok", "\n".join(done.reply.get("traceback") or [str(done.reply)])
        return done

    def interrupt(self) -> None:
        """Press the stop button."""
        self._manager.interrupt_kernel()

    # -- widgets ----------------------------------------------------------------------------------------------

    def send_update(self, model_id: str, state: dict[str, Any], subshell: str | None = None) -> str:
        """Change traits of a widget as a front end does; return the id of the request."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        return self.send_comm(model_id, data, subshell)

    def send_custom(self, model_id: str, content: Any) -> str:
        """Send a custom message to a widget, such as ``{"event": "click"}`` to a button."""
        return self.send_comm(model_id, {"method": "custom", "content": content})

    def send_comm(self, comm_id: str, data: dict[str, Any], subshell: str | None = None) -> str:
        """Send a comm message on the shell channel; return the id of the request."""
        message = self.client.session.msg("comm_msg", {"comm_id": comm_id, "data": data})
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def send_shell(self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
        """Send any message on the shell channel; return the id of the request."""
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def pretend(self, model_id: str, state: dict[str, Any]) -> None:
        """Change the model of this front end alone, as one does that then tells the kernel."""
        with self._arrived:
            if model_id in self.widgets:
                self.widgets[model_id].state.update(state)

    def widget_state(self, model_id: str) -> dict[str, Any]:
        """Give a copy of a widget's state as a front end has it now; a KeyError if it is not there, or closed."""
        with self._arrived:
            return dict(self.widgets[model_id].state)

    def find(self, name: str | None = None, **state: Any) -> list[Widget]:
        """Give the live widgets of a model class whose state has these values, in the order of their creation."""
        with self._arrived:
            return [
                widget
                for widget in self.widgets.values()
                if (name is None or widget.name == name)
                and all(key in widget.state and widget.state[key] == value for key, value in state.items())
            ]

    def tree(self, model_id: str) -> Iterator[Widget]:
        """Walk a widget and everything below it, in the order of display."""
        with self._arrived:
            widget = self.widgets[model_id]
            children = list(widget.state.get("children", ()))
        yield widget
        for child in children:
            yield from self.tree(child.removeprefix(REFERENCE))

    # -- waiting ----------------------------------------------------------------------------------------------

    def snapshot(self, since: int = 0) -> list[Message]:
        """Give the messages that arrived so far, without the first ``since``."""
        with self._arrived:
            return self.messages[since:]

    def forget(self) -> list[Message]:
        """Forget the messages that arrived so far, and give them: each wait looks at all that are kept."""
        with self._arrived:
            messages, self.messages = self.messages, []
            return messages

    def wait_for(self, condition: Callable[[], Any], timeout: float | None = None, why: str = "the condition") -> Any:
        """Wait until a condition on the messages or widgets gives something true, and give that.

        The condition is looked at after every message that arrives.

        Raises
        ------
        TimeoutError
            It did not come true in time; the newest messages are in the text.
        """
        deadline = time.perf_counter() + (timeout or self.timeout)
        with self._arrived:
            while True:
                if self._failure is not None:
                    raise RuntimeError("the iopub reader died") from self._failure
                if found := condition():
                    return found
                if not self._arrived.wait(deadline - time.perf_counter()):
                    newest = "\n".join(f"  {m.kind} {str(m.content)[:160]}" for m in self.messages[-8:])
                    raise TimeoutError(f"{why} did not come true; the newest messages:\n{newest}")

    def wait_for_message(
        self, condition: Callable[[Message], Any], since: int = 0, timeout: float | None = None, why: str = "a message"
    ) -> Message:
        """Wait for a message that fulfils a condition, among those after the first ``since``."""
        found = self.wait_for(lambda: next((m for m in self.messages[since:] if condition(m)), None), timeout, why)
        assert isinstance(found, Message)
        return found

    def wait_until_idle(self, request: str, timeout: float | None = None) -> None:
        """Wait until the kernel says that it is done with a request."""
        self.wait_for_message(lambda m: m.idle and m.parent == request, timeout=timeout, why=f"idle of {request}")

    def wait_for_trait(self, model_id: str, trait: str, value: Any, timeout: float | None = None) -> None:
        """Wait until a widget's trait has a value, as the front end has it."""
        self.wait_for(
            lambda: model_id in self.widgets and self.widgets[model_id].state.get(trait) == value,
            timeout,
            f"{trait} == {value!r} of {model_id}",
        )

    def recording(self) -> Recorder:
        """Give a ``with`` block that collects what arrives during it."""
        return Recorder(self)

    # -- the reader thread ------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Take messages off the iopub socket until the kernel is closed."""
        socket = self.client.iopub_channel.socket
        try:
            while not self._closing.is_set():
                if socket.poll(50, zmq.POLLIN):
                    self._receive(socket.recv_multipart())
        except BaseException as error:  # noqa: BLE001  (a dead reader must fail the test that waits, not hang it)
            with self._arrived:
                self._failure = error
                self._arrived.notify_all()

    def _receive(self, frames: list[bytes]) -> None:
        """Record one message and bring the widgets up to date."""
        arrival = time.perf_counter()
        session = self.client.session
        _, signed = session.feed_identities(frames)
        raw = session.deserialize(signed)
        message = Message(
            kind=raw["msg_type"],
            content=raw["content"],
            parent=raw["parent_header"].get("msg_id", ""),
            time=arrival,
            size=sum(len(frame) for frame in frames),
            buffers=[bytes(buffer) for buffer in raw["buffers"]],
        )
        with self._arrived:
            self.messages.append(message)
            self._mirror(message)
            self._arrived.notify_all()

    def _mirror(self, message: Message) -> None:
        """Do to ``widgets`` what a front end does on a comm message."""
        comm = message.content.get("comm_id", "")
        if message.kind == "comm_open" and message.content.get("target_name") == "jupyter.widget":
            self.widgets[comm] = Widget(comm, dict(_with_buffers(message)))  # the message stays as it came
        elif message.kind == "comm_close":
            self.widgets.pop(comm, None)
        elif message.method in ("update", "echo_update") and comm in self.widgets:
            widget = self.widgets[comm]
            widget.state.update(_with_buffers(message))
            widget.updates += message.method == "update"


class Recorder:
    """Collects the messages that arrive during a ``with`` block."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._start = 0
        self._recording = Recording()

    def __enter__(self) -> Recording:
        self._start = len(self._kernel.snapshot())
        return self._recording

    def __exit__(self, *error: object) -> None:
        self._recording.messages = self._kernel.snapshot(self._start)


def _with_buffers(message: Message) -> dict[str, Any]:
    """Give the state of a widget message with its binary values put in."""
    state: dict[str, Any] = message.data.get("state", {})
    for path, buffer in zip(message.data.get("buffer_paths", ()), message.buffers, strict=False):
        place: Any = state
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = buffer
    return state


def _manager(kernel_name: str) -> KernelManager:
    """Find kernels of the Python that runs the tests only: a kernel of the machine would run another installation."""
    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    return KernelManager(kernel_name=kernel_name, kernel_spec_manager=specs)
