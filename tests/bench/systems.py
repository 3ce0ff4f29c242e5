"""The two systems that are compared: ours as `kerne start` starts it, and stock Voila with the same notebook.

The same in both: the notebook (`notebooks/deltager.ipynb`), the page it draws, Python and all libraries, a store of
their own in SQLite with one workshop, the client that joins, and what counts as joined: the states of all widgets have
come over the websocket and the page's last key is among them. On ours a join also includes the join page and its form;
on stock, where there are no participants, the page makes itself one. Stock runs `voila` with its own template, kernel
and settings.

Ours draws pages ahead for those who are expected, from the moment it is started. `ready` waits until they are drawn, as
a facilitator who opens the room before the people come; stock has none to wait for. What a page costs is measured with
`UNEXPECTED`, so that no cost is hidden in the time before.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import psutil

from kerne_widgets.places import shipped
from kerne_widgets.rehearsal.door import Door
from kerne_widgets.rehearsal.link import Link
from kerne_widgets.rehearsal.phone import Phone
from kerne_widgets.rehearsal.robot import Robot
from kerne_widgets.rehearsal.words import Voice
from kerne_widgets.room.arrival import Arrival
from kerne_widgets.store import open_store
from kerne_widgets.workshop import create_workshop, open_workshop

if TYPE_CHECKING:
    from kerne_widgets.workshop import Workshop

STARTS_WITHIN_S = 60
DRAWN_WITHIN_S = 120
# Nobody, as far as the server can be told.
UNEXPECTED = 1
LAST_KEY = "kerne-on"
NOTEBOOK, CONTROL = "deltager.ipynb", "facilitator.ipynb"


class System:
    """A running server that a room can join."""

    name = ""

    def __init__(self, n_participants: int) -> None:
        self.n_participants = n_participants
        self.folder = Path(tempfile.mkdtemp(prefix="kerne-bench-"))
        self._started: list[subprocess.Popen[bytes]] = []
        self._n = 0

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    origin: str
    server: psutil.Process
    address: str
    code: str

    def start(self) -> None:
        """Start it, and wait until it answers."""
        raise NotImplementedError

    async def ready(self) -> None:
        """Return when nothing more is being prepared."""

    def workshop(self) -> Workshop:
        """The workshop in its store."""
        return open_workshop(self.code, store=open_store(self.address))

    def robot(self, within_s: float) -> Robot:
        """Someone who has not joined yet."""
        self._n += 1
        return Robot(Door(self.origin, within_s), Voice(20, self._n))

    async def join(self, robot: Robot) -> None:
        """Join."""
        raise NotImplementedError

    async def control(self) -> Link:
        """The facilitator's page."""
        raise NotImplementedError

    def processes(self) -> list[psutil.Process]:
        """The server and all that it has started."""
        return [self.server, *self.server.children(recursive=True)]

    def run(self, command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
        """Start a process of this system's, in a group of its own."""
        log = (self.folder / f"log{len(self._started)}.txt").open("wb")
        process = subprocess.Popen(
            command, env=env, cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        log.close()
        self._started.append(process)
        return process

    def stop(self) -> None:
        """Stop what was started here, and see that nothing stays."""
        for process in self._started:
            family = []
            if process.poll() is None:
                family = psutil.Process(process.pid).children(recursive=True)
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for left in family:
                if left.is_running():
                    left.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What it said."""
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("log*.txt")))


class Ours(System):
    """`kerne start`."""

    name = "ours"

    def start(self) -> None:
        """Start both servers."""
        command = [sys.executable, "-m", "kerne_widgets.cli", "start", "--no-browser", "--host", "127.0.0.1"]
        command += ["--port", str(free_port()), "--participants", str(self.n_participants)]
        process = self.run([*command, "--data-dir", str(self.folder)], clean_env())
        state = self.folder / "server.json"
        wait_for(state.exists, process, self)
        told = json.loads(state.read_text())
        self.origin = told["participant_url"].partition("/?")[0]
        self.code, self._control = told["workshop"], told["facilitator_url"]
        self.address = f"sqlite:///{self.folder / 'kerne.sqlite'}"
        children = psutil.Process(process.pid).children()
        self.server = next(child for child in children if "participants" in child.cmdline()[3:4])

    async def ready(self) -> None:
        """Return when a page is drawn for each who is expected."""
        async with asyncio.timeout(DRAWN_WITHIN_S):
            while self._n_kernels() < self.n_participants:  # noqa: ASYNC110  # processes tell nobody that they are there
                await asyncio.sleep(0.2)
        # the last of them is still at it
        await asyncio.sleep(1)

    def _n_kernels(self) -> int:
        return sum(os.getsid(process.pid) == process.pid for process in self.processes()[1:])

    async def join(self, robot: Robot) -> None:
        """By the join page."""
        await robot.join(self.code)

    async def control(self) -> Link:
        """The facilitator's page, by its link."""
        parts = urlsplit(self._control)
        door = Door(f"{parts.scheme}://{parts.netloc}")
        return await arrived(door, f"{parts.path}?{parts.query}")


class Stock(System):
    """`voila deltager.ipynb`."""

    name = "stock"

    def start(self) -> None:
        """Make a workshop, then start Voila as its manual says."""
        self.address = f"sqlite:///{self.folder / 'kerne.sqlite'}"
        store = open_store(self.address)
        store.migrate()
        self.code = create_workshop(store=store).code
        store.close()
        self.origin, self.server = self._serve(NOTEBOOK)

    def _serve(self, notebook: str) -> tuple[str, psutil.Process]:
        shutil.copy(shipped("notebooks") / notebook, self.folder)
        env = {**clean_env(), "KERNE_WORKSHOP": self.code, "KERNE_STORE": self.address}
        env["KERNE_DATA_DIR"] = str(self.folder)
        port = free_port()
        command = [sys.executable, "-m", "voila", str(self.folder / notebook), "--no-browser", f"--port={port}"]
        process = self.run([*command, "--Voila.ip=127.0.0.1"], env)
        wait_for(lambda: answers(port), process, self)
        return f"http://127.0.0.1:{port}", psutil.Process(process.pid)

    async def join(self, robot: Robot) -> None:
        """By opening the page: there is no join page."""
        robot.link = await Link.open(robot.door, await robot.door.page_kernel("/"))
        robot.phone = Phone(robot.link)
        await robot.link.until(lambda: robot.phone.screen_id and robot.phone.named(LAST_KEY))

    async def control(self) -> Link:
        """The facilitator's notebook, served by a Voila of its own."""
        origin, _ = await asyncio.to_thread(self._serve, CONTROL)
        return await arrived(Door(origin), "/")


async def arrived(door: Door, address: str) -> Link:
    """The control room's page, opened, and with its word that it is there."""
    page = await Link.open(door, await door.page_kernel(address))
    for model_id in [one for one, state in page.states.items() if state.get("_esm") == Arrival._esm]:
        page.tell(model_id, {"type": "here"})
    return page


def clean_env() -> dict[str, str]:
    """Our environment without what a workshop would take from it."""
    return {name: value for name, value in os.environ.items() if not re.match("KERNE_|JPY_|JUPYTER_", name)}


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def wait_for(is_up, process: subprocess.Popen[bytes], system: System) -> None:
    """Wait until a server is up."""
    until = time.monotonic() + STARTS_WITHIN_S
    while not is_up():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{system.name} did not start:\n{system.log()[-2000:]}")
        time.sleep(0.05)
