"""Watching a workshop: something is done whenever there is news."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from ..errors import KerneError, unforeseen
from ..workshop import Workshop

EVERY_S = 0.15
log = logging.getLogger(__name__)


class Watch:
    """Asks the store for news and calls back when there is some.

    It rests as long as the news took to be shown: a room full of answers leaves half of the time to all else.

    Parameters
    ----------
    workshop
        What is watched.
    ready
        Awaited before the first look.
    on_news
        Awaited once at the start and after each news.
    on_tick
        Called at every look, news or not, such as for a clock.
    on_problem
        Called with an error, and with ``None`` when it is over.
    """

    def __init__(
        self,
        workshop: Workshop,
        ready: Callable[[], Awaitable[None]],
        on_news: Callable[[], Awaitable[None]],
        on_tick: Callable[[], None],
        on_problem: Callable[[KerneError | None], None],
    ) -> None:
        self._workshop = workshop
        self._ready = ready
        self._on_news = on_news
        self._on_tick = on_tick
        self._on_problem = on_problem
        self._asked = True
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the loop that runs the notebook; without one (a plain script) there is nothing to watch."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._task = loop.create_task(self._run())

    def stop(self) -> None:
        """End."""
        if self._task:
            self._task.cancel()

    def refresh(self) -> None:
        """Call back at the next look even without news."""
        self._asked = True

    async def _run(self) -> None:
        seq = -1
        failed = False
        await self._ready()
        while True:
            began = time.monotonic()
            try:
                newest = self._workshop.last_seq()
                if newest != seq or self._asked:
                    seq, self._asked = newest, False
                    await self._on_news()
                self._on_tick()
                if failed:
                    self._on_problem(None)
                failed = False
            except KerneError as error:
                failed = self._asked = True
                self._on_problem(error)
            except Exception as error:  # a room that stands still without a word is the worst that can happen
                if not failed:
                    log.exception("The room could not be shown")
                failed = self._asked = True
                self._on_problem(unforeseen(error))
            await asyncio.sleep(max(EVERY_S, time.monotonic() - began))
