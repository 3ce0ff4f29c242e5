"""The server's side of a fork: the warm process, and a handle to a kernel that was forked from it."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import cache
from multiprocessing.forkserver import ForkServer, read_signed
from typing import IO, Any

from .forkkernel import PRELOAD, ForkedKernel, readable

REPORT_S = 1.0

_starting = threading.Lock()


class WarmServer(ForkServer):
    """A fork server of our own, with modules loaded; the one that `multiprocessing` shares stays as it is."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        super().__init__()
        self._modules = ",".join(modules)
        self.set_forkserver_preload([f"{__package__}.warmup"])

    def ensure_running(self) -> None:
        """Start it, or start it again after it has died."""
        with _starting:
            # It can be told by its environment only, and that is the environment of this process.
            os.environ[PRELOAD] = self._modules
            try:
                super().ensure_running()
            finally:
                del os.environ[PRELOAD]


@cache
def fork_server(modules: tuple[str, ...]) -> WarmServer:
    """The fork server with these modules; one for each list."""
    return WarmServer(modules)


class ForkedProcess:
    """A kernel that the fork server has forked, in the shape of `subprocess.Popen`.

    The fork server reports how it ended. When the fork server has died before it, it lives on, and its end is still
    seen; the code is then 255.
    """

    def __init__(self, pid: int, status: int, lifeline: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = None
        self.stdout: IO[bytes] | None = None
        self.stderr: IO[bytes] | None = None
        self._handle = os.pidfd_open(pid)
        self._status = status
        self._lifeline = lifeline

    @classmethod
    def launch(
        cls, server: ForkServer, kernel: ForkedKernel, options: Mapping[str, Any], timeout_s: float
    ) -> ForkedProcess:
        """Fork a kernel; it runs when this returns.

        Parameters
        ----------
        options
            `stdin`, `stdout`, `stderr` as for `subprocess.Popen`, except that no `stdin` means an empty one.

        Raises
        ------
        OSError, EOFError
            The fork server could not be started or reached, or has died.
        """
        with ExitStack() as on_failure, ExitStack() as afterwards:
            theirs, ours = _streams(options, on_failure, afterwards)
            status, lifeline = server.connect_to_new_process(theirs)
            on_failure.callback(os.close, status)
            # A kernel that is forked after all, but too late, has lost its lifeline and ends at once.
            on_failure.callback(os.close, lifeline)
            if not readable(status, timeout_s):
                raise TimeoutError(f"no answer from the fork server within {timeout_s:g} s")
            process = cls(read_signed(status), status, lifeline)
            on_failure.callback(os.close, process._handle)
            # What the fork server's child reads: how to prepare (nothing), then the object to run.
            os.write(lifeline, pickle.dumps({}) + pickle.dumps(kernel))
            vars(process).update(ours)
            on_failure.pop_all()
        return process

    def poll(self) -> int | None:
        """How it ended; None as long as it lives."""
        if self.returncode is None and readable(self._handle, 0):
            self._note_end()
        return self.returncode

    def wait(self) -> int | None:
        """How it ended, as soon as it has."""
        if self.returncode is None and readable(self._handle, None):
            self._note_end()
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Signal the process, and no other that may have got its number."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, signum)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def _note_end(self) -> None:
        self.returncode = 255
        # The fork server reports it a moment after the end, unless it is no more.
        if readable(self._status, REPORT_S):
            with suppress(EOFError):
                self.returncode = read_signed(self._status)
        for descriptor in (self._handle, self._status, self._lifeline):
            os.close(descriptor)


def _streams(
    options: Mapping[str, Any], on_failure: ExitStack, afterwards: ExitStack
) -> tuple[list[int], dict[str, IO[bytes]]]:
    """Descriptors for the kernel's three streams, and our ends of those that are pipes."""
    theirs: list[int] = []
    ours: dict[str, IO[bytes]] = {}
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        wanted = options.get(name)
        if wanted == subprocess.PIPE:
            read_end, write_end = os.pipe()
            their_end, our_end = (read_end, write_end) if name == "stdin" else (write_end, read_end)
            ours[name] = on_failure.enter_context(os.fdopen(our_end, "wb" if name == "stdin" else "rb"))
            afterwards.callback(os.close, their_end)
            theirs.append(their_end)
        elif wanted == subprocess.DEVNULL or (wanted is None and name == "stdin"):
            theirs.append(os.open(os.devnull, os.O_RDWR))
            afterwards.callback(os.close, theirs[-1])
        elif wanted == subprocess.STDOUT:
            theirs.append(theirs[1])
        elif wanted is None:
            theirs.append(number)
        else:
            theirs.append(wanted if isinstance(wanted, int) else wanted.fileno())
    return theirs, ours
