"""What a kernel sends to the browser: every websocket frame, with its size and the time at which the browser had it."""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

TEXT, BINARY = 1, 2  # opcodes of RFC 6455


@dataclass(frozen=True)
class Frame:
    """One frame from the kernel to the browser."""

    time: float  # seconds, on the browser's monotonic clock; the same for all frames of all pages
    size: int  # bytes of the payload
    channel: str  # iopub, shell, …
    kind: str  # message type: comm_msg, status, …
    content: dict[str, Any]


class FrameRecorder:
    """Records the frames of a page's kernel connections from its making on.

    Chromium's own times are used: Playwright's events carry none, and are handed out only while a Playwright call runs.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kernels: set[str] = set()
        self._frames: list[Frame] = []
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketCreated", self._created)
        session.on("Network.webSocketFrameReceived", self._received)
        session.send("Network.enable")

    def frames(self, since: int = 0) -> list[Frame]:
        """Give the frames so far, without the first ``since``."""
        self._page.evaluate("0")  # whatever Chromium reported before this answer is handed out before it
        return self._frames[since:]

    def mark(self) -> int:
        """Give the number of frames so far, for ``frames(since=…)``."""
        return len(self.frames())

    def forget(self) -> None:
        """Drop the frames so far."""
        self.frames()
        self._frames.clear()

    def _created(self, event: dict[str, Any]) -> None:
        if "/api/kernels/" in event["url"]:
            self._kernels.add(event["requestId"])

    def _received(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if event["requestId"] not in self._kernels or response["opcode"] not in (TEXT, BINARY):
            return
        binary = response["opcode"] == BINARY
        payload = base64.b64decode(response["payloadData"]) if binary else response["payloadData"].encode()
        channel, header, content = _parts(payload) if binary else _members(payload)
        self._frames.append(Frame(event["timestamp"], len(payload), channel, header["msg_type"], content))


def _parts(payload: bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Take channel, header and content out of a frame of the protocol v1.kernel.websocket.jupyter.org."""
    (count,) = struct.unpack_from("<Q", payload)
    offsets = struct.unpack_from(f"<{count}Q", payload, 8)
    channel, header, _, _, content = (payload[offsets[i] : offsets[i + 1]] for i in range(5))
    return channel.decode(), json.loads(header), json.loads(content)


def _members(payload: bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Take channel, header and content out of a frame of the older protocol, one JSON object."""
    message = json.loads(payload)
    return message["channel"], message["header"], message["content"]
