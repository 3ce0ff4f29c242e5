"""Limits: how many files the system lets a server open, how many people fit, and how often a code may be guessed."""

from __future__ import annotations

import errno
import os
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from ..errors import KerneError

if TYPE_CHECKING:
    import asyncio
    import logging
    import socket
    from collections.abc import Sequence

    from tornado.ioloop import IOLoop

# a connected participant costs 13 descriptors and 6 sockets of the message library
FILES_PER_PARTICIPANT = 16
FILES_OF_A_SERVER = 256
SOCKETS_PER_PARTICIPANT = 8
# of a database that gives out only so many: each kernel holds one, and these are for the servers and the facilitator
CONNECTIONS_OF_SERVERS = 12
MAX_SOCKETS = 16384
REST_S = 1.0
REPEAT_S = 60.0


def files_needed(n_participants: int) -> int:
    """File descriptors that a server for so many people must be able to open."""
    return FILES_OF_A_SERVER + FILES_PER_PARTICIPANT * n_participants


def connections_needed(n_participants: int) -> int:
    """Connections that a database must be able to give out to so many people and the servers."""
    return CONNECTIONS_OF_SERVERS + n_participants


def raise_file_limit() -> int:
    """Lift the limit on open files as far as the system allows, and return it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MAX_SOCKETS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return wanted if soft == resource.RLIM_INFINITY else soft


def require_room(n_participants: int) -> int:
    """Most people the server can take, or ``KerneError`` when that is fewer than asked for."""
    allowed = raise_file_limit()
    if allowed < files_needed(n_participants):
        raise KerneError(
            "serve.too_few_files", allowed=allowed, needed=files_needed(n_participants), participants=n_participants
        )
    return min((allowed - FILES_OF_A_SERVER) // FILES_PER_PARTICIPANT, MAX_SOCKETS // SOCKETS_PER_PARTICIPANT)


def rest_when_full(loop: IOLoop, sockets: Sequence[socket.socket], log: logging.Logger) -> None:
    """Take no new connections for a second when no descriptor is free, and say so once a minute.

    Tornado would try again at once, and again: all of a processor and thousands of log lines a second, while those
    who are in wait. A new connection waits in the system's queue instead.
    """
    said_at = float("-inf")
    resting = False

    def go_on() -> None:
        nonlocal resting
        resting = False
        for one in sockets:
            loop.update_handler(one.fileno(), loop.READ)

    def handle(asyncio_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        nonlocal said_at, resting
        error = context.get("exception")
        if not isinstance(error, OSError) or error.errno not in (errno.EMFILE, errno.ENFILE):
            asyncio_loop.default_exception_handler(context)
            return
        if time.monotonic() - said_at > REPEAT_S:
            said_at = time.monotonic()
            log.error("No more files can be opened; new connections wait: %s", error)
        if not resting:
            resting = True
            for one in sockets:
                loop.update_handler(one.fileno(), 0)
            loop.call_later(REST_S, go_on)

    loop.asyncio_loop.set_exception_handler(handle)  # type: ignore[attr-defined]  # Tornado's loops are asyncio's


def free_memory() -> int:
    """Bytes that can be taken without the machine swapping."""
    import psutil

    return int(psutil.virtual_memory().available)


class WrongCodes:
    """Counts wrong codes per address. People are never counted: a whole venue is one address.

    Parameters
    ----------
    most
        Wrong codes allowed within the window.
    window_s
        Length of the window.
    """

    def __init__(self, most: int = 20, window_s: float = 60.0) -> None:
        self.most = most
        self.window_s = window_s
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)

    def add(self, address: str) -> bool:
        """Count one wrong code; True while the address is within its limit."""
        now = time.monotonic()
        times = self._wrong[address]
        while times and now - times[0] > self.window_s:
            times.popleft()
        if len(times) < self.most:
            times.append(now)
            return True
        # forget addresses that stopped long ago, so that the table cannot grow for ever
        for other in [a for a, t in self._wrong.items() if not t or now - t[-1] > self.window_s]:
            del self._wrong[other]
        return False


def cpu_count() -> int:
    """Processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux knows affinity
        return os.cpu_count() or 1
