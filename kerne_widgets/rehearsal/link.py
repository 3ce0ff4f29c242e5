"""A page's connection to its kernel: the widgets' states, kept as a browser keeps them, and messages to them."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeVar

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from .door import Door

# What browsers speak with Jupyter: the parts of a message behind a table of where each begins.
PROTOCOL = "v1.kernel.websocket.jupyter.org"
MESSAGE_MAX = 100_000_000
GOODBYE_S = 2.0
CONTROL = "jupyter.widget.control"
WIDGET = "jupyter.widget"

State = dict[str, Any]
T = TypeVar("T")


class LinkError(Exception):  # an outcome of a rehearsal, counted and shown
    """The connection broke, or what was waited for did not come."""


class Link:
    """A websocket to a kernel.

    Attributes
    ----------
    states
        State of each widget, by id; ``_model_name`` is among it.
    """

    def __init__(self, socket: WebSocketClientConnection, within_s: float) -> None:
        self.states: dict[str, State] = {}
        self.within_s = within_s
        self.is_open = True
        self._socket = socket
        self._session = uuid.uuid4().hex
        self._control = uuid.uuid4().hex
        self._dealt_with: set[str] = set()
        self._news = asyncio.Event()
        self._reader = asyncio.get_running_loop().create_task(self._read())

    @classmethod
    async def open(cls, door: Door, kernel_id: str) -> Link:
        """Connect as the visitor at a door, and fetch the states of all widgets as a page does."""
        address = door.origin.replace("http", "ws", 1)
        request = HTTPRequest(
            f"{address}/api/kernels/{kernel_id}/channels?session_id={uuid.uuid4().hex}",
            headers={"Cookie": door.cookie_header},
            connect_timeout=door.within_s,
            request_timeout=door.within_s,
        )
        socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=MESSAGE_MAX)
        link = cls(socket, door.within_s)
        try:
            await link._fetch_states()
        except BaseException:
            link.close()
            raise
        return link

    async def _fetch_states(self) -> None:
        await self.dealt_with(self._send("kernel_info_request", {}))
        content = {"comm_id": self._control, "target_name": CONTROL, "data": {}}
        self._send("comm_open", content, {"version": "1.0.0"})
        self._send("comm_msg", {"comm_id": self._control, "data": {"method": "request_states"}})
        await self.until(lambda: self.states)

    def update(self, model_id: str, **state: Any) -> str:
        """Change a widget, as its view does; the id of the message."""
        self.states[model_id].update(state)
        data = {"method": "update", "state": state, "buffer_paths": []}
        return self._send("comm_msg", {"comm_id": model_id, "data": data})

    def tell(self, model_id: str, content: dict[str, Any]) -> str:
        """Send a widget a message of its own, such as a click; the id of the message."""
        return self._send("comm_msg", {"comm_id": model_id, "data": {"method": "custom", "content": content}})

    async def dealt_with(self, message_id: str) -> None:
        """Return when the kernel has done all that a message made it do, and told of it."""
        await self.until(lambda: message_id in self._dealt_with)
        self._dealt_with.discard(message_id)

    async def until(self, look: Callable[[], T], within_s: float | None = None) -> T:
        """What `look` finds, as soon as it finds something; it looks again after each message."""
        limit = self.within_s if within_s is None else within_s
        try:
            async with asyncio.timeout(limit):
                while not (found := look()):
                    if not self.is_open:
                        raise LinkError("the connection was closed")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise LinkError(f"nothing came within {limit:g} s") from None
        return found

    def close(self) -> None:
        """Close the connection; who waits for something on it waits no more."""
        self._reader.cancel()
        self._socket.close()
        self.is_open = False
        self._news.set()

    async def leave(self) -> None:
        """Close the connection, and wait a moment for the server to do so too."""
        self.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                while await self._socket.read_message() is not None:
                    pass

    def _send(self, kind: str, content: State, metadata: State | None = None) -> str:
        message_id = uuid.uuid4().hex
        header = {"msg_id": message_id, "msg_type": kind, "username": "", "session": self._session, "version": "5.3"}
        parts = [b"shell", *(json.dumps(part).encode() for part in (header, {}, metadata or {}, content))]
        if not self.is_open:
            raise LinkError("the connection was closed")
        self._socket.write_message(packed(parts), binary=True)
        return message_id

    async def _read(self) -> None:
        while (raw := await self._socket.read_message()) is not None:
            _channel, header, parent, _metadata, content, *_buffers = unpacked(raw)
            self._take(json.loads(header)["msg_type"], parent, json.loads(content))
            self._news.set()
        self.is_open = False
        self._news.set()

    def _take(self, kind: str, parent: bytes, content: State) -> None:
        if kind == "status" and content["execution_state"] == "idle":
            self._dealt_with.add(json.loads(parent).get("msg_id", ""))
        elif kind == "comm_open" and content["target_name"] == WIDGET:
            self.states[content["comm_id"]] = content["data"]["state"]
        elif kind == "comm_close":
            self.states.pop(content["comm_id"], None)
        elif kind == "comm_msg":
            data = content["data"]
            if data.get("method") == "update" and content["comm_id"] in self.states:
                self.states[content["comm_id"]].update(data["state"])
            elif data.get("method") == "update_states":
                self.states.update({model_id: model["state"] for model_id, model in data["states"].items()})


def packed(parts: list[bytes]) -> bytes:
    """Parts of a message as one piece."""
    starts = [8 * (len(parts) + 2)]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return b"".join([*(number.to_bytes(8, "little") for number in (len(starts), *starts)), *parts])


def unpacked(raw: str | bytes) -> Iterator[bytes]:
    """The parts of a message."""
    if isinstance(raw, str):
        raise LinkError("the server does not speak as browsers do")
    n_starts = int.from_bytes(raw[:8], "little")
    starts = [int.from_bytes(raw[8 * place : 8 * place + 8], "little") for place in range(1, n_starts + 1)]
    return (raw[start:end] for start, end in pairwise(starts))
