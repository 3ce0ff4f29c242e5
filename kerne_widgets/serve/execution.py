"""Running a page's notebook in its kernel with one question and one answer per cell."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import ensure_async

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

# What a cell comes to is asked for with the request that runs it. (`_` would be an earlier cell's when this one has
# nothing to show.)
VALUE = "get_ipython().last_execution_result.result"
NOTHING = {"text/plain": "None"}
LOOK_EVERY_S = 1.0


class KernelGoneError(Exception):
    """The kernel ended while a page was made."""


class CellFailedError(Exception):
    """A cell of the page raised. The message is its traceback, for the server's log and nobody else."""


class PageClient:
    """One channel to a kernel: code goes out, what it comes to comes back.

    nbclient's own client listens to all that a kernel publishes. A page that is being made publishes every widget it
    has, and the server would read it all for nothing: the browser asks for it again when it connects.

    Parameters
    ----------
    kernel
        The kernel; one that is still starting answers when it is up.
    """

    def __init__(self, kernel: ServerKernelManager) -> None:
        self._kernel = kernel
        self._stream = kernel.connect_shell()
        self._stream.on_recv(self._came)
        self._awaited: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def show(self, cells: Iterable[str]) -> list[dict[str, Any] | None]:
        """What each cell shows: the MIME bundle of its last expression's value, or None where that is nothing.

        What a cell prints or publishes besides is not shown; a page of widgets has no use for it.

        Raises
        ------
        CellFailedError
            A cell raised; those after it are not run.
        KernelGoneError
            The kernel ended.
        """
        return [await self._show(code) for code in cells]

    def close(self) -> None:
        """Close the channel."""
        self._stream.close()

    async def _show(self, code: str) -> dict[str, Any] | None:
        reply = await self._run(code)
        if reply["status"] != "ok":
            raise CellFailedError("\n".join(reply.get("traceback", ())))
        shown = reply["user_expressions"]["value"].get("data", NOTHING)
        return None if shown == NOTHING else shown

    async def _run(self, code: str) -> dict[str, Any]:
        asked = {
            "code": code,
            "silent": False,
            "store_history": False,
            "user_expressions": {"value": VALUE},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        request = self._kernel.session.msg("execute_request", asked)
        reply = self._awaited[request["header"]["msg_id"]] = asyncio.get_running_loop().create_future()
        self._kernel.session.send(self._stream, request)
        while not reply.done():
            await asyncio.wait([reply], timeout=LOOK_EVERY_S)
            if not reply.done() and not await ensure_async(self._kernel.is_alive()):
                raise KernelGoneError("the kernel ended")
        return reply.result()

    def _came(self, frames: list[bytes]) -> None:
        _, frames = self._kernel.session.feed_identities(frames)
        message = self._kernel.session.deserialize(frames)
        reply = self._awaited.pop(message["parent_header"].get("msg_id", ""), None)
        if reply and not reply.done():
            reply.set_result(message["content"])
