"""Addresses: which one phones can reach, and which ports are free."""

from __future__ import annotations

import errno
import socket

from ..errors import PortInUse

LOCAL = "127.0.0.1"


def find_address() -> str:
    """This machine's address on the local network; 127.0.0.1 where it has none.

    Connecting a datagram socket sends nothing; it asks the system which way it would go.
    """
    for beyond in ("10.255.255.255", "192.168.255.255", "172.31.255.255"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((beyond, 9))
            except OSError:
                continue
            found = str(probe.getsockname()[0])
            if not found.startswith("127.") and found != "0.0.0.0":  # noqa: S104
                return found
    return LOCAL


def require_port(host: str, port: int) -> None:
    """Raise ``PortInUse`` when another program listens there."""
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise PortInUse("errors.port_in_use", port=port) from None
            raise


def free_port(host: str, start: int) -> int:
    """The next free port from a number on."""
    for port in range(start, min(start + 200, 65536)):
        try:
            require_port(host, port)
        except PortInUse:
            continue
        return port
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def reachable(host: str) -> str:
    """The address to give to people for a server that listens on ``host``."""
    if host in ("0.0.0.0", "", "::"):  # noqa: S104
        return find_address()
    return host


def from_here(host: str) -> str:
    """The address at which this machine reaches its own server that listens on ``host``."""
    return LOCAL if host in ("0.0.0.0", "") else host  # noqa: S104


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
