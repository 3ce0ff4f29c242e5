"""Kernels with an owner: each belongs to one participant, knows only what it needs, and is gone when nobody uses it."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

import zmq
import zmq.asyncio
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_core.utils import ensure_async
from jupyter_server._tz import utcnow
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from tornado import web
from traitlets import Dict, Integer, Unicode, default
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.utils import ENV_VARIABLE

from .limits import MAX_SOCKETS
from .provisioner import KERNEL

if TYPE_CHECKING:
    from jupyter_server.auth.identity import User
    from jupyter_server.base.handlers import JupyterHandler

# What a kernel may inherit. Everything else the server knows, passwords and tokens above all, stays with the server.
INHERITED = (
    "APPDATA", "CONDA_PREFIX", "DYLD_LIBRARY_PATH", "HOME", "HOMEDRIVE", "HOMEPATH", "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR", "JUPYTER_PATH", "JUPYTER_RUNTIME_DIR", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE",
    "LD_LIBRARY_PATH", "LOCALAPPDATA", "LOGNAME", "MPLCONFIGDIR", "NUMBER_OF_PROCESSORS", "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS", "PATH", "PATHEXT", "PROGRAMDATA", "PYTHONHASHSEED", "PYTHONPATH", "PYTHONUTF8",
    "PYTHONWARNINGS", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "USER", "USERPROFILE", "VIRTUAL_ENV", "WINDIR",
    "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
)  # fmt: skip
OF_THE_ROOM = ("KERNE_STORE", "KERNE_DATA_DIR", "KERNE_CONTENT")

# Long enough for a slow phone to load the page; nobody waits for a kernel that no page has opened by then.
NEVER_OPENED_S = 180
# A page that is being replaced by a reload gets this long to finish before its kernel goes.
REPLACED_AFTER_S = 10


@dataclass
class Visit:
    """One opening of a page: for whom, what the kernel is told, which sort of page, and which kernel it got."""

    owner: str
    lang: str
    env: dict[str, str] = field(default_factory=dict)
    kind: Literal["phone", "control", "wall"] = "phone"
    kernel_id: str = ""


# Voila starts the kernel and renders the page inside the task of the request, and in tasks that inherit its context.
VISIT: ContextVar[Visit] = ContextVar("kerne_visit")


@dataclass
class Lease:
    """Whose a kernel is, in which workshop, and whether a page has ever been connected to it.

    ``drawn_for`` is what a kernel was told that has drawn its page ahead; ``awaits``: nobody is its owner yet.
    """

    owner: str
    workshop: str
    given_at: float
    opened: bool = False
    drawn_for: dict[str, str] | None = None
    awaits: bool = False


class RoomFull(Exception):  # a state of the room, not a fault
    """All kernels are given out."""


class RoomKernel(ServerKernelManager):
    """A kernel of ours; nobody keeps a record of when it was started and stopped."""

    def emit(self, schema_id: str, data: dict[str, Any]) -> None:
        """Nothing."""


class RoomKernels(AsyncMappingKernelManager):
    """Gives each page a kernel that knows its participant, and takes it back.

    Traits
    ------
    kernels_max
        Most kernels at once.
    preferred
        Kernels to use, best first; the first one installed is taken.
    folder
        Where kernels work, in case a page writes a file.
    """

    kernels_max = Integer(100, config=True)
    preferred = Unicode(f"{KERNEL} python3", config=True)
    folder = Unicode(config=True)
    leases = Dict()

    kernel_manager_class = f"{__name__}.{RoomKernel.__name__}"
    cull_idle_timeout = Integer(900, config=True)
    cull_interval = Integer(30, config=True)

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        # 1023 is the library's default and is used up by 170 participants
        context.set(zmq.MAX_SOCKETS, MAX_SOCKETS)
        return context

    @property
    def full(self) -> bool:
        """Whether every kernel is given out."""
        return len(self._kernels.keys() | self._pending_kernels.keys()) >= self.kernels_max

    def owner(self, kernel_id: str) -> str | None:
        """Whose the kernel is; None when there is no such kernel."""
        lease = self.leases.get(kernel_id)
        return lease.owner if lease else None

    def present(self) -> set[tuple[str, str]]:
        """Workshop and owner of each kernel that has been given out; not those that wait for someone to come."""
        return {(lease.workshop, lease.owner) for lease in self.leases.values() if not lease.awaits}

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # as the class it extends
        """A kernel for the visit being served: the one that has drawn its page ahead, else a new one."""
        visit = VISIT.get()
        drawn = await self._drawn_for(visit)
        if drawn:
            visit.kernel_id = drawn
            return drawn
        await self._replace(visit.owner)
        while self.full:
            if not await self._give_one_up():
                raise RoomFull
        kernel_id = str(uuid.uuid4())
        kwargs["kernel_id"] = kernel_id
        kwargs["kernel_name"] = self.best_kernel
        kwargs["env"] = {**kernel_env(visit.env), ENV_VARIABLE.VOILA_KERNEL_ID: kernel_id}
        kwargs.pop("path", None)
        kwargs["cwd"] = self.folder
        await super().start_kernel(**kwargs)
        self.leases[kernel_id] = Lease(visit.owner, visit.env.get("KERNE_WORKSHOP", ""), time.monotonic())
        visit.kernel_id = kernel_id
        return kernel_id

    def keep(self, kernel_id: str, told: dict[str, str]) -> None:
        """Keep a kernel that has drawn a page for someone who has not come yet."""
        lease = self.leases[kernel_id]
        lease.drawn_for, lease.awaits = told, True

    def give(self, owner: str) -> bool:
        """Someone has come who will ask for the kernel of ``owner``; whether it is there."""
        for lease in self.leases.values():
            if lease.owner == owner and lease.awaits:
                lease.awaits, lease.given_at = False, time.monotonic()
                return True
        return False

    async def _drawn_for(self, visit: Visit) -> str:
        """The kernel that has drawn this very page and lives, no longer one that waits; ``""`` when there is none."""
        for kernel_id, lease in list(self.leases.items()):
            if lease.owner == visit.owner and lease.drawn_for == visit.env:
                lease.drawn_for = None
                lease.given_at = time.monotonic()
                if await self.is_serving(kernel_id):
                    self._note_activity(kernel_id)
                    return kernel_id
        return ""

    async def _give_one_up(self) -> bool:
        """Stop a kernel that waits for nobody in particular; whether there was one."""
        waiting = next((kernel_id for kernel_id, lease in self.leases.items() if lease.awaits), None)
        if waiting:
            await self.stop_kernel(waiting)
        return bool(waiting)

    def notify_connect(self, kernel_id: str) -> None:
        """A page has connected to the kernel."""
        super().notify_connect(kernel_id)
        self._note_activity(kernel_id)
        if kernel_id in self.leases:
            self.leases[kernel_id].opened = True

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page has left; from now on the kernel is idle."""
        super().notify_disconnect(kernel_id)
        self._note_activity(kernel_id)

    def start_watching_activity(self, kernel_id: str) -> None:
        """Watch nothing: a kernel is in use while a page is connected to it.

        The parent's would read everything that every kernel publishes, to see whether there is any.
        """
        kernel = self._kernels[kernel_id]
        kernel.reason = ""
        kernel.execution_state = "idle"
        self._note_activity(kernel_id)

    def _note_activity(self, kernel_id: str) -> None:
        if kernel_id in self._kernels:
            self.last_kernel_activity = self._kernels[kernel_id].last_activity = utcnow()

    def remove_kernel(self, kernel_id: str) -> Any:
        """The kernel is gone, and so is its lease."""
        self.leases.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    async def is_serving(self, kernel_id: str) -> bool:
        """Whether the kernel's process lives; one that does not is cleared away."""
        if kernel_id not in self:
            return False
        if await ensure_async(self.get_kernel(kernel_id).is_alive()):
            return True
        await self.stop_kernel(kernel_id)
        return False

    async def stop_kernel(self, kernel_id: str) -> None:
        """Stop a kernel at once; answers are stored when they are given, so it holds nothing."""
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    async def stop_all(self) -> None:
        """Stop every kernel at once, also those that are being started; one that is gone by then needs no more."""
        ids = {*self.list_kernel_ids(), *self._pending_kernels}
        outcomes = await asyncio.gather(*map(self.stop_kernel, ids), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not isinstance(outcome, web.HTTPError):
                raise outcome

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Take back a kernel that died, that no page ever opened, or that has been left alone too long."""
        lease = self.leases.get(kernel_id)
        if not await self.is_serving(kernel_id) or (lease and lease.awaits):
            return
        if lease and not lease.opened and time.monotonic() - lease.given_at > NEVER_OPENED_S:
            await self.stop_kernel(kernel_id)
            return
        await super().cull_kernel_if_idle(kernel_id)

    async def _replace(self, owner: str) -> None:
        """A reloaded page leaves its kernel behind when the browser had no time to say goodbye."""
        now = time.monotonic()
        for kernel_id, lease in list(self.leases.items()):
            left = lease.owner == owner and self._kernel_connections.get(kernel_id, 0) == 0
            if left and now - lease.given_at > REPLACED_AFTER_S:
                await self.stop_kernel(kernel_id)

    @property
    def kernel_specs(self) -> KernelSpecManager:
        """The kernels installed; Voila always hands one over."""
        assert self.kernel_spec_manager is not None  # noqa: S101  # for the type checker
        return self.kernel_spec_manager

    @cached_property
    def best_kernel(self) -> str:
        """The first of the preferred kernels that is installed."""
        names = self.preferred.split()
        for name in names[:-1]:
            try:
                self.kernel_specs.get_kernel_spec(name)
            except NoSuchKernel:
                continue
            return name
        return names[-1]


def kernel_env(of_the_visit: dict[str, str]) -> dict[str, str]:
    """Environment of a kernel: what Python needs, where the answers are, and whose page it is."""
    kept = {name: os.environ[name] for name in INHERITED + OF_THE_ROOM if name in os.environ}
    return {**kept, **of_the_visit}


class OwnKernelOnly(Authorizer):
    """A kernel answers only to the participant it was given to."""

    def is_authorized(self, handler: JupyterHandler, user: User, action: str, resource: str) -> bool:  # noqa: ARG002
        """Whether the user may; an unknown kernel is let through to the handler's own "not found"."""
        if resource != "kernels":
            return False
        kernels = cast("RoomKernels", handler.kernel_manager)
        owner = kernels.owner(handler.path_kwargs.get("kernel_id", ""))
        return owner is None or owner == user.username


class ShutdownHandler(VoilaShutdownKernelHandler):
    """The page's goodbye. Voila lets anyone stop any kernel; here only its owner may."""

    auth_resource = "kernels"

    @web.authenticated
    @authorized
    async def post(self, kernel_id: str) -> None:
        """Stop the kernel of a page that is being closed."""
        await cast("RoomKernels", self.kernel_manager).stop_kernel(kernel_id)
        self.set_status(204)
        self.finish()


class AliveHandler(APIHandler):
    """Says whether a page's kernel lives: 204, or 410 when the page must be loaded again."""

    auth_resource = "kernels"
    _track_activity = False

    @web.authenticated
    @authorized
    async def get(self, kernel_id: str) -> None:
        """Asked every few seconds by an open page."""
        serving = await cast("RoomKernels", self.kernel_manager).is_serving(kernel_id)
        self.set_header("Cache-Control", "no-store")
        self.set_status(204 if serving else 410)
        self.finish()
