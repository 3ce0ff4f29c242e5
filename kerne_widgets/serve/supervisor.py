"""Starts the two servers as processes of their own, watches over them, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..errors import KerneError
from ..running import CODE, Running, own_state, remove_state, write_state
from .addresses import LOCAL, free_port, from_here, reachable, require_port
from .doors import BIG_SCREEN, CONTROL_ROOM, ICON
from .roll import call_roll
from .secret import link_key
from .serverlog import ServerLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

STARTS_WITHIN_S = 60.0
STOPS_WITHIN_S = 10.0
LOOKS_EVERY_S = 0.1


class ServerStopped(KerneError):
    """One of the servers has stopped by itself."""


class Supervisor:
    """The two servers of one workshop.

    Parameters
    ----------
    workshop
        Code of the workshop.
    folder
        Data folder; ``server.json`` is written there.
    host, port
        Where participants are served. The facilitator is served at the next free port.
    control_host
        Where the facilitator is served. What reaches beyond this machine is behind a token, but not encrypted.
    participants
        People expected.
    lang
        Language of pages.
    notebooks
        Folder with the notebooks; default the shipped one.
    """

    def __init__(
        self,
        workshop: str,
        folder: Path,
        *,
        host: str = "0.0.0.0",  # noqa: S104  # phones must reach it
        port: int = 8866,
        control_host: str = LOCAL,
        participants: int = 30,
        lang: str = "da",
        notebooks: Path | None = None,
    ) -> None:
        self.workshop = workshop
        self.folder = folder
        self.host = host
        self.port = port
        self.control_host = control_host
        self.participants = participants
        self.lang = lang
        self.notebooks = notebooks
        # kept, as people's cookies are: a control room and a big screen that are open find back after a restart
        self.token = link_key(folder, "facilitator")
        # codes of the workshops that were led here last, or had people in them, when it was told to stop
        self.held: list[str] = []
        self.log = ServerLog(folder)
        self._servers: dict[str, subprocess.Popen[bytes]] = {}
        self._stop = threading.Event()

    def start(self) -> Running:
        """Start both servers and wait until both answer.

        Raises
        ------
        PortInUse
            Another program has the port.
        ServerStopped
            A server did not come up.
        """
        require_port(self.host, self.port)
        room_port = free_port(self.control_host, self.port + 1)
        room = f"http://{reachable(self.control_host)}:{room_port}"
        base = f"http://{reachable(self.host)}:{self.port}/"
        join_url = base + "?" + urlencode({CODE: self.workshop})
        wall_url = f"{room}{BIG_SCREEN}"
        shared = {
            **os.environ,
            "KERNE_DATA_DIR": str(self.folder),
            "KERNE_WORKSHOP": self.workshop,
            "KERNE_LANG": self.lang,
        }
        common = ["--lang", self.lang, "--notebooks", str(self.notebooks or "")]
        try:
            self._launch(
                "participants",
                ["--host", self.host, "--port", str(self.port), "--participants", str(self.participants), *common],
                shared,
            )
            self._launch(
                "facilitator",
                ["--host", self.control_host, "--port", str(room_port), *common],
                {**shared, "KERNE_TOKEN": self.token, "KERNE_JOIN_URL": join_url, "KERNE_WALL_URL": wall_url},
            )
            self._await_answer("participants", f"http://{from_here(self.host)}:{self.port}{ICON}")
            self._await_answer("facilitator", f"http://{from_here(self.control_host)}:{room_port}{ICON}")
        except BaseException:
            self.stop()
            raise
        facilitator_url = f"{room}{CONTROL_ROOM}?" + urlencode({"token": self.token})
        running = Running(os.getpid(), join_url, facilitator_url, self.workshop)
        write_state(self.folder, running)
        return running

    def watch(self) -> None:
        """Return when told to stop; raise ``ServerStopped`` when a server stops by itself."""
        while not self._stop.wait(LOOKS_EVERY_S):
            for name, server in self._servers.items():
                if server.poll() is not None:
                    raise ServerStopped(f"serve.server_stopped_{name}", status=server.returncode, log=self.log.path)

    def ask_to_stop(self, *_: int | FrameType | None) -> None:
        """Let :meth:`watch` return; also a signal handler."""
        self._stop.set()

    def stop(self) -> None:
        """Stop both servers and their kernels, and take ``server.json`` away."""
        self.log.be_quiet()
        running = own_state(self.folder)
        if running:
            people = call_roll(self.folder, running) or {}
            self.held = list(dict.fromkeys([running.workshop, *people]))
        remove_state(self.folder)
        for server in self._servers.values():
            if server.poll() is None:
                server.terminate()
        until = time.monotonic() + STOPS_WITHIN_S
        for server in self._servers.values():
            try:
                server.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                kill_group(server.pid)
                server.wait()
        self._servers.clear()

    def _launch(self, which: str, arguments: list[str], env: dict[str, str]) -> None:
        server = self._servers[which] = subprocess.Popen(  # noqa: S603  # our own program and numbers
            [sys.executable, "-m", "kerne_widgets.serve", which, *arguments],
            env=env,
            stdin=subprocess.DEVNULL,
            # the terminal is for the one who leads the day
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Ctrl-C in the terminal is for the supervisor alone, which then stops the servers in order
            start_new_session=True,
        )
        if server.stdout:
            self.log.follow(which, server.stdout)

    def _await_answer(self, which: str, url: str) -> None:
        until = time.monotonic() + STARTS_WITHIN_S
        while not answers(url):
            status = self._servers[which].poll()
            if status is not None or time.monotonic() > until:
                said = self.log.last_words(which)
                raise ServerStopped(f"serve.server_not_up_{which}", status=status, said=said, log=self.log.path)
            if self._stop.wait(LOOKS_EVERY_S):
                raise KeyboardInterrupt


def answers(url: str) -> bool:
    """Whether a server answers there, with whatever status."""
    try:
        # no proxy: the address is this machine's own
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError, http.client.HTTPException):
        return False


def kill_group(pid: int) -> None:
    """Kill a process and those it started in its group."""
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        else:
            os.killpg(pid, signal.SIGKILL)


def run(supervisor: Supervisor, announce: Callable[[Running], None]) -> None:
    """Start, tell, and serve until Ctrl-C or SIGTERM; whatever happens, nothing is left running."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), supervisor.ask_to_stop)
    try:
        announce(supervisor.start())
        supervisor.watch()
    finally:
        supervisor.stop()
