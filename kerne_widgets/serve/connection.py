"""A page's websocket to its kernel: connected as soon as the kernel says that it is heard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

if TYPE_CHECKING:
    from concurrent.futures import Future

WELCOME_WITHIN_S = 2.0
# What a page of widgets speaks on. It debugs nothing, and is asked for nothing.
CHANNELS = ("iopub", "shell")


class PageConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's connection with two channels of the four, and without asking three times whether the kernel is there.

    The kernel has just drawn the page, so it is there; and it welcomes each new listener (protocol 5.5), so that
    nothing it says from then on is missed. A kernel that does not is asked in Jupyter's way.
    """

    def create_stream(self) -> None:
        """Connect to the channels of a page; a message for another is not delivered."""
        for channel in CHANNELS:
            connect = getattr(self.kernel_manager, f"connect_{channel}")
            self.channels[channel] = stream = connect(identity=self.session.bsession)
            stream.channel = channel

    def request_kernel_info(self) -> Future[Any] | asyncio.Future[Any]:
        """Nothing: all our kernels speak the same protocol."""
        self._finish_kernel_info({})
        return self._kernel_info_future

    def nudge(self) -> asyncio.Future[None]:
        """Done when the first message has come."""
        return asyncio.ensure_future(self._welcomed())

    async def _welcomed(self) -> None:
        iopub = self.channels["iopub"]
        came = asyncio.Event()
        iopub.on_recv(lambda _: came.set())
        try:
            await asyncio.wait_for(came.wait(), WELCOME_WITHIN_S)
        except TimeoutError:
            await super().nudge()
        finally:
            if not iopub.closed():
                iopub.stop_on_recv()
