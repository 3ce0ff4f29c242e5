"""Running a page's notebook in its kernel with one question and one answer per cell."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_output
from voila.execute import VoilaExecutor

if TYPE_CHECKING:
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from nbformat import NotebookNode

# What a cell comes to is asked for with the request that runs it. (`_` would be an earlier cell's when this one has
# nothing to show.)
VALUE = "get_ipython().last_execution_result.result"
NOTHING = {"text/plain": "None"}
LOOK_EVERY_S = 1.0


class KernelGoneError(Exception):
    """The kernel ended while a page was made."""


class PageClient:
    """One channel to a kernel: code goes out, what it comes to comes back.

    nbclient's own client listens to all that a kernel publishes. A page that is being made publishes every widget it
    has, and the server would read it all for nothing: the browser asks for it again when it connects.
    """

    allow_stdin = False

    def __init__(self, client: AsyncKernelClient, timeout_s: float) -> None:
        self._client = client
        self._timeout_s = timeout_s
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)

    async def run(self, code: str, is_alive: Any) -> dict[str, Any]:
        """The content of the kernel's reply; ``user_expressions["value"]`` is how the last expression is shown.

        Raises
        ------
        TimeoutError
            No reply in time.
        KernelGoneError
            There will be none.
        """
        asked = self._client.execute(code, store_history=False, user_expressions={"value": VALUE}, allow_stdin=False)
        until = time.monotonic() + self._timeout_s
        while time.monotonic() < until:
            # not a wait for the message: a socket that is closed meanwhile would never wake it
            if await self._client.shell_channel.socket.poll(1000 * LOOK_EVERY_S):
                reply = await self._client.get_shell_msg(timeout=0)
                if reply["parent_header"].get("msg_id") == asked:
                    return dict(reply["content"])
            elif not await is_alive():
                raise KernelGoneError
        raise TimeoutError

    def execute(self, code: str, **_: Any) -> None:
        """Nothing: Voila tells each kernel its id this way; ours know it from their environment."""

    def stop_channels(self) -> None:
        """Close the channel. (The client's own method would make the other four, to close them.)"""
        self._client.shell_channel.stop()


class PageExecutor(VoilaExecutor):
    """Voila's executor for pages: a cell shows the value of its last expression, or that it failed.

    What a cell prints or publishes besides is not shown; a page of widgets has no use for it.
    """

    async def async_start_new_kernel_client(self) -> PageClient:
        """Connect; a kernel that is still starting answers when it is up."""
        # a client that is given no context makes one, with two threads, for each page
        client = self.km.client(context=self.km.context)
        return PageClient(client, math.inf if self.timeout is None else self.timeout)

    async def execute_cell(
        self,
        cell: NotebookNode,
        resources: Any,  # noqa: ARG002
        cell_index: int,  # noqa: ARG002
        store_history: bool = True,  # noqa: ARG002
    ) -> NotebookNode:
        """The cell with its output."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        try:
            reply = await self.kc.run(cell.source, self.km.is_alive)
        except BaseException:
            self.kc.stop_channels()
            raise
        if reply["status"] != "ok":
            self.log.error("A cell of a page failed: %s", "\n".join(reply.get("traceback", ())))
            told = {name: reply.get(name, "") for name in ("ename", "evalue")}
            cell.outputs = [new_output("error", traceback=[], **told)]
            self.strip_code_cell_errors(cell)
            return cell
        shown = reply["user_expressions"]["value"].get("data", NOTHING)
        cell.outputs = [] if shown == NOTHING else [new_output("display_data", data=shown)]
        return cell
