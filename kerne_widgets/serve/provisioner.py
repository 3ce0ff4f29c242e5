"""Jupyter kernels that are forked from a warm process instead of started from cold.

A kernel of one's own costs a process start, a second of imports and the memory of all that is imported. Forked from
a process that has imported everything already, it shares that memory and is there in a few milliseconds.

`ForkProvisioner` is a `jupyter_client` kernel provisioner for any kernelspec whose command is `python -m MODULE ...`,
in Jupyter Server, Lab, Voila, nbclient or anything else that starts kernels. Nothing in it knows about workshops.
To use it, name it in a `kernel.json`::

    {"argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}", "--ext=ipywidgets"],
     "display_name": "Python (forked)", "language": "python",
     "metadata": {"kernel_provisioner": {
         "provisioner_name": "kerne-fork",
         "config": {"preload": ["ipykernel.kernelapp", "ipywidgets", "pandas"]}}}}

(`--ext=ipywidgets`: a widget library that is imported before there is a kernel must be told when there is one.)

`preload` names the modules to import once, and functions to call once, as `module:function`, which may prepare whatever
all kernels need. What fails is logged and left out. What starts threads, or leaves files, sockets or an event loop
behind, does not belong there. A server that wants its first kernel as fast as the next ones calls `warm(kernel_spec)`
when it starts. For pages of widgets, `pagekernel` is a smaller kernel, made to be prepared before the fork.

Measured with 20 kernels of each, ipc transport, Python 3.11, Linux, 2 cores (memory is the slope of PSS, the forking
process included; the page is `notebooks/deltager.ipynb`):

================================================  ===========  ============
for each kernel                                    `kerne`      `python3`
================================================  ===========  ============
`start_kernel` until `kernel_info` is answered     30 ms        430 ms
CPU, idle                                          10 ms        300 ms
CPU, page shown                                    90 ms        740 ms
memory, idle                                       9.2 MB       36 MB
memory, page shown                                 19 MB        54 MB
threads; open files                                3; 29        13; 65
================================================  ===========  ============

Where forking is not safe (Windows; macOS, whose frameworks do not survive it), where a launch asks for something that
only a new process can do, and whenever a fork fails, that launch goes the ordinary way of `LocalProvisioner`, and
the reason is logged once. Standard output, interrupts, restarts, connection files and encryption are as there.

Who dies with whom
------------------
Each forked kernel holds one end of a pipe whose other end only the server holds. When the server ends, even by
SIGKILL, the operating system kills the kernel and what it has started (`forkkernel.die_with_server`). The fork
server ends likewise. Kernels do outlive the fork server; the next launch starts a new one.

It stands on three internals of `multiprocessing.forkserver` as it is in Python 3.11:
`ForkServer.connect_to_new_process(fds)`, the frames it expects in the pipe (two pickles, the second of which has
`_bootstrap`), and `read_signed`. `Process` itself would import the server's main program in every kernel, and
would wait for all kernels when the server exits.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Float, List, Unicode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_client.connect import KernelConnectionInfo
    from jupyter_client.kernelspec import KernelSpec

# Name of the kernelspec that this package installs.
KERNEL = "kerne"
# Launch arguments that a forked kernel can honour; all others are for Popen.
HONOURED = {"cwd", "env", "extra_arguments", "kernel_id", "stdin", "stdout", "stderr"}

_logged: set[str] = set()


class NotForkableError(Exception):
    """Why a kernel cannot be forked."""


class ForkProvisioner(LocalProvisioner):
    """Forks kernels from a warm process; `LocalProvisioner` in every other respect.

    Traits
    ------
    preload
        Modules that are imported once, in the process that kernels are forked from.
    fork_timeout_s
        How long a launch waits for the fork. The first one waits for the imports too.
    """

    preload = List(Unicode(), ["ipykernel.kernelapp"], config=True)
    fork_timeout_s = Float(30.0, config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start it the ordinary way when that cannot be done."""
        try:
            require_forkable(cmd, kwargs)
            # In a thread, because the first launch waits for the imports.
            process = await asyncio.to_thread(self._fork, cmd, kwargs)
        except (NotForkableError, OSError, EOFError) as why:
            level = self.log.debug if repr(why) in _logged else self.log.warning
            _logged.add(repr(why))
            level("Kernels are started from cold instead of forked: %r", why)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process
        # The kernel makes itself the leader of a group of its own; it may not have come so far yet.
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel's process group, unless the kernel has gone and its number may be someone else's."""
        if await self.poll() is None:
            await super().send_signal(signum)

    def _fork(self, cmd: list[str], options: Mapping[str, Any]) -> Any:
        from .forkkernel import ForkedKernel
        from .forkprocess import ForkedProcess, fork_server

        env = plain(options.get("env") or os.environ)
        kernel = ForkedKernel(cmd[2], tuple(cmd[3:]), env, str(Path(options.get("cwd") or "").absolute()))
        return ForkedProcess.launch(fork_server(tuple(self.preload)), kernel, options, self.fork_timeout_s)


def warm(kernel_spec: KernelSpec) -> None:
    """Start the process that kernels of this kernelspec are forked from, so that the first one need not wait for it."""
    stanza = kernel_spec.metadata.get("kernel_provisioner", {})
    if sys.platform == "linux":
        from .forkprocess import fork_server

        preload = stanza.get("config", {}).get("preload", ForkProvisioner.preload.default())
        fork_server(tuple(preload)).ensure_running()


def require_forkable(cmd: list[str], options: Mapping[str, Any]) -> None:
    """Raise `NotForkableError` with the reason when only a new process will do."""
    if sys.platform != "linux":
        raise NotForkableError(f"forking a kernel is not safe on {sys.platform}")
    if cmd[:2] != [sys.executable, "-m"] or len(cmd) < 3:
        raise NotForkableError(f"only '{sys.executable} -m module ...' can be forked, not '{' '.join(cmd[:3])}'")
    for_popen = {name for name, value in options.items() if value is not None} - HONOURED
    if for_popen:
        raise NotForkableError(f"only a new process can have {', '.join(sorted(for_popen))}")
    if not Path(options.get("cwd") or "").is_dir():
        raise NotForkableError("its folder does not exist")


def plain(env: Mapping[str, str]) -> dict[str, str]:
    """The environment as plain strings.

    Servers use members of `class X(str, Enum)` as names. Unpickling one would import the whole server in the kernel.
    """
    return {str.__str__(name): str.__str__(value) for name, value in env.items()}
