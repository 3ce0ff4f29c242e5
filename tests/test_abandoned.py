"""Pages that were opened and left: the server gives back every process, descriptor and socket they cost."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest
from conftest import free_port
from test_serve_kernels import Phone, message, replies

from kerne_widgets.store import open_store
from kerne_widgets.workshop import create_workshop

# The participants' server as it is, only less patient with pages that nobody looks at.
IMPATIENT = """
import sys
from traitlets.config import Config
from kerne_widgets.serve import kernels
from kerne_widgets.serve.participants import ParticipantsApplication

kernels.NEVER_OPENED_S = 2
config = Config()
config.RoomKernels.cull_idle_timeout = 2
config.RoomKernels.cull_interval = 1
app = ParticipantsApplication.instance(
    ip="127.0.0.1", port=int(sys.argv[1]), data_folder=sys.argv[2], participants=30, config=config
)
app.initialize([])
app.start()
"""
WITHIN_S = 30


@dataclass
class Server:
    """What the tests of a room need to know of a server."""

    process: psutil.Process
    origin: str
    code: str
    log: Path

    def kernels(self) -> list[int]:
        """Kernels that run: processes that lead a session of their own."""
        return [p.pid for p in self.process.children(recursive=True) if os.getsid(p.pid) == p.pid]

    def holds(self) -> Counter[str]:
        """Processes, descriptors and sockets, of the server and of all it has started."""
        found = Counter[str]()
        found["descriptors"] = self.process.num_fds()
        for connection in self.process.net_connections("all"):
            found["tcp" if connection.family.name.startswith("AF_INET") else "unix sockets"] += 1
        found["processes"] = len(self.process.children(recursive=True))
        found["threads"] = self.process.num_threads()
        return found


@contextmanager
def running(script: str, tmp_path: Path, *arguments: str) -> Iterator[Server]:
    """A server in a process of its own, with a workshop; the script is given its port, its folder and the arguments."""
    store = open_store(f"sqlite:///{tmp_path / 'kerne.sqlite'}")
    workshop = create_workshop("Natholdet", store=store)
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("KERNE_")}
    log = tmp_path / "terminal.txt"
    with log.open("w", encoding="utf-8") as terminal:
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(port), str(tmp_path), *arguments],
            env={**env, "KERNE_DATA_DIR": str(tmp_path)},
            stderr=terminal,
        )
    origin = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while True:
        try:
            httpx.get(origin, trust_env=False)
            break
        except httpx.ConnectError:
            assert process.poll() is None
            assert time.monotonic() < until
    yield Server(psutil.Process(process.pid), origin, workshop.code, log)
    process.terminate()
    process.wait(30)
    store.close()


@pytest.fixture
def impatient_server(tmp_path):
    with running(IMPATIENT, tmp_path) as server:
        yield server


def never_opened(phone: Phone) -> None:
    """The page was sent, and no browser came back for its kernel."""


def looked_at_and_left(phone: Phone) -> None:
    """The page was used, then the phone vanished."""
    with phone.websocket(phone.kernel_id) as socket:
        socket.send(message("kernel_info_request"))
        assert replies(socket, "kernel_info_reply")


def closed_with_a_goodbye(phone: Phone) -> None:
    """The browser closed the page and said so."""
    token = {"_xsrf": phone.client.cookies["_xsrf"]}
    phone.client.post(f"/voila/api/shutdown/{phone.kernel_id}", data=token)


def left_while_it_was_coming(phone: Phone) -> None:
    """Loaded again, and left before the page had come."""
    with phone.client.stream("GET", "/deltag") as answer:
        next(answer.iter_raw(100))


WAYS = (never_opened, looked_at_and_left, closed_with_a_goodbye, left_while_it_was_coming)


def leave_pages(server: Server, n: int) -> None:
    for number in range(n):
        phone = Phone(server)
        WAYS[number % len(WAYS)](phone)
        phone.client.close()


@pytest.mark.parametrize("n", [20, pytest.param(300, marks=pytest.mark.slow)])
@pytest.mark.timeout(900)
def test_pages_that_were_opened_and_left_cost_nothing_in_the_end(impatient_server, n):
    # the first pages load what stays for good: templates, files, the process that kernels are forked from
    leave_pages(impatient_server, len(WAYS))
    until = time.monotonic() + WITHIN_S
    while impatient_server.kernels():
        assert time.monotonic() < until
        time.sleep(0.1)
    before = impatient_server.holds()
    leave_pages(impatient_server, n)
    until = time.monotonic() + WITHIN_S
    while (after := impatient_server.holds()) - before:
        assert time.monotonic() < until, f"still held: {after - before}"
        time.sleep(0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the limit of a running process be lowered")
def test_a_server_out_of_descriptors_keeps_those_who_are_in_and_takes_others_again_afterwards(impatient_server):
    def refused() -> None:
        with httpx.Client(base_url=impatient_server.origin, timeout=2, trust_env=False) as outside:
            outside.get("/")

    inside = Phone(impatient_server)
    with inside.websocket(inside.kernel_id) as channel:
        channel.send(message("kernel_info_request"))
        assert replies(channel, "kernel_info_reply")
        limit = impatient_server.process.num_fds() + 60
        impatient_server.process.rlimit(psutil.RLIMIT_NOFILE, (limit, limit))
        port = int(impatient_server.origin.rpartition(":")[2])
        with ExitStack() as crowd:
            for _ in range(100):
                crowd.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            with pytest.raises(httpx.TransportError):
                refused()
            channel.send(message("kernel_info_request"))
            assert replies(channel, "kernel_info_reply")
        late = Phone(impatient_server)
        assert late.client.get(f"/alive/{late.kernel_id}").status_code == 204
        late.client.close()
    inside.client.close()
    # said, but not said for ever
    assert len(impatient_server.log.read_text(encoding="utf-8").splitlines()) < 200
