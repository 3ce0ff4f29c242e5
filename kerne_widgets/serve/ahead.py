"""Pages drawn before anyone asks: a room that scans one code in the same minute finds them waiting.

A kernel is started and runs the page's notebook for a participant who does not exist yet: an id that nobody has. Who
joins is given such an id, and with it the kernel; the page only takes in what the room has done in the meantime. A
page that waits belongs to nobody, knows nobody, and follows nothing.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from .execution import CellFailedError, KernelGoneError, PageClient
from .kernels import VISIT, RoomFull
from .limits import free_memory
from .rendering import TURNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .kernels import RoomKernel, RoomKernels, Visit

# Tells a kernel that the page it draws waits for someone.
AHEAD = "KERNE_AHEAD"
# The machine has other things to do too.
KEEP_FREE = 1_500_000_000
# Pages are drawn one after the other, and whoever is here comes first.
PAUSE_S = 0.05
log = logging.getLogger(__name__)


class PagesAhead:
    """Pages that wait for newcomers to one workshop.

    Parameters
    ----------
    kernels
        Where their kernels come from.
    sources
        Code of the notebook's cells.
    visit
        The visit of a participant, by id.
    """

    def __init__(self, kernels: RoomKernels, sources: Sequence[str], visit: Callable[[str], Visit]) -> None:
        self._kernels = kernels
        self._sources = sources
        self._visit = visit
        self._free: deque[str] = deque()
        self._filling: asyncio.Task[None] | None = None

    def begin(self, n: int) -> None:
        """Draw so many, while the server serves."""
        self._filling = asyncio.get_running_loop().create_task(self._fill(n))

    def end(self) -> None:
        """Draw no more; the server has stopped."""
        if self._filling and not self._filling.done():
            self._filling.cancel()
            with suppress(asyncio.CancelledError):
                # in the loop that it was begun in
                self._filling.get_loop().run_until_complete(self._filling)

    def take(self, workshop: str, lang: str) -> str | None:
        """Id for a newcomer whose page waits; None when none does."""
        while self._free:
            wanted = self._visit(self._free[0])
            if (workshop, lang) != (wanted.env["KERNE_WORKSHOP"], wanted.lang):
                return None
            participant_id = self._free.popleft()
            if self._kernels.give(participant_id):
                return participant_id
        return None

    async def _fill(self, n: int) -> None:
        for _ in range(n):
            if self._kernels.full:
                return  # a page that waits is given up for whoever is here, not for another one that waits
            if free_memory() < KEEP_FREE:
                log.warning("%s of %s pages are drawn ahead: there is no memory for more", len(self._free), n)
                return
            try:
                async with TURNS:
                    await self._draw(uuid.uuid4().hex)
            except RoomFull:
                return
            except (KernelGoneError, CellFailedError) as error:
                # whoever comes will be told, or served without
                log.warning("No pages are drawn ahead: %s", error)
                return
            await asyncio.sleep(PAUSE_S)

    async def _draw(self, participant_id: str) -> None:
        visit = self._visit(participant_id)
        told = dict(visit.env)
        visit.env[AHEAD] = "1"
        VISIT.set(visit)
        kernel_id = await self._kernels.start_kernel()
        client = PageClient(cast("RoomKernel", self._kernels.get_kernel(kernel_id)))
        try:
            await client.show(self._sources)
        except BaseException:
            await self._kernels.stop_kernel(kernel_id)
            raise
        finally:
            client.close()
        self._kernels.keep(kernel_id, told)
        self._free.append(participant_id)
