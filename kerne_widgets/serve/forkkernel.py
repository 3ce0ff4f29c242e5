"""What runs in a forked kernel, from the fork to the exit.

A child of the fork server starts as a copy of it. `ForkedKernel` turns that copy into what `python -m module ...`
would have been: own session, streams, environment, folder and signal handlers, nothing else open. Then it runs the
module. See `provisioner` for the server's side.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import os
import runpy
import select
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import forkserver, resource_tracker

# The variable in which the fork server finds the names of the modules to load.
PRELOAD = "KERNE_FORK_PRELOAD"


@dataclass(frozen=True)
class ForkedKernel:
    """A kernel to be, as it is sent to the fork server: plain strings only, so that unpickling imports nothing.

    Parameters
    ----------
    module
        What `python -m` would run. If it is loaded already and has a `main()`, that is called instead.
    argv
        Its arguments.
    env
        The whole environment.
    cwd
        The folder it works in.
    """

    module: str
    argv: tuple[str, ...]
    env: dict[str, str]
    cwd: str

    def _bootstrap(self, parent_sentinel: int) -> int:
        """Run, and return the exit code. `multiprocessing` calls a method of this name on what it unpickles."""
        code = 1
        try:
            os.setsid()
            die_with_server(parent_sentinel)
            take_streams(parent_sentinel)
            reset_process(self.env, self.cwd)
            self._run()
        except SystemExit as exiting:
            code = exit_code(exiting)
        except BaseException:  # noqa: BLE001  # the last frame of a process: like the interpreter, print and exit 1
            traceback.print_exc()
        else:
            code = 0
        # The fork server's child leaves by os._exit(), which skips what an interpreter does at its end.
        threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
        atexit._run_exitfuncs()  # noqa: SLF001
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
        return code

    def _run(self) -> None:
        loaded = sys.modules.get(self.module)
        main = getattr(loaded, "main", None)
        sys.argv = [getattr(loaded, "__file__", None) or self.module, *self.argv]
        if main is not None:
            main()
        else:
            if "PYTHONSAFEPATH" not in self.env:
                sys.path.insert(0, self.cwd)
            runpy.run_module(self.module, run_name="__main__", alter_sys=True)


def die_with_server(lifeline: int) -> None:
    """Have this session killed when the other end of a pipe closes, however the server that holds it ends.

    The operating system sends the signal, so no thread waits for it and code that holds the interpreter lock cannot
    delay it. PR_SET_PDEATHSIG would follow the fork server, which is the parent, and not the server.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    # The server may have gone, or given up waiting, before the line above.
    if readable(lifeline, 0):
        os.kill(os.getpid(), signal.SIGKILL)


def take_streams(lifeline: int) -> None:
    """Take over the three streams that were sent along, and close everything else but the lifeline."""
    for target, source in enumerate(forkserver.get_inherited_fds() or ()):
        os.dup2(source, target)
    # The fork server has closed its own.
    sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115
    # A kernel that keeps the server's tracker would keep it alive; it starts its own when it needs one.
    resource_tracker._resource_tracker._fd = None  # type: ignore[attr-defined]  # noqa: SLF001
    os.closerange(3, lifeline)
    os.closerange(lifeline + 1, os.sysconf("SC_OPEN_MAX"))


def reset_process(env: dict[str, str], cwd: str) -> None:
    """Environment, folder, import path, signal handlers and random numbers of a process that has just started."""
    os.environ.clear()
    os.environ.update(env)
    os.environ.pop("JPY_PARENT_PID", None)
    time.tzset()
    os.chdir(cwd)
    python_path = [folder for folder in env.get("PYTHONPATH", "").split(os.pathsep) if folder]
    sys.path[:0] = [folder for folder in python_path if folder not in sys.path]
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    # `random` and `secrets` look after themselves; numpy's global generator would be the same in every kernel.
    if "numpy.random" in sys.modules:
        import_module("numpy.random").seed()
    gc.enable()


def readable(descriptor: int, timeout_s: float | None) -> bool:
    """Whether there is something to read, or the end, within the time. (`select` knows no descriptor above 1023.)"""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(None if timeout_s is None else timeout_s * 1000))


def exit_code(exiting: SystemExit) -> int:
    """The code that an interpreter would leave with."""
    if exiting.code is None:
        return 0
    if isinstance(exiting.code, int):
        return exiting.code & 0xFF
    print(exiting.code, file=sys.__stderr__)  # as the interpreter does
    return 1
