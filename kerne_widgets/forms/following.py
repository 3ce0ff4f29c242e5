"""Following the room: one look a second, and nothing sent to a sleeping phone unless something has changed."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import ipywidgets

    from ..workshop import Workshop

POLL_S = 1.0
# a page without its script, as in a notebook, never says that it is there
ARRIVES_WITHIN_S = 20.0
log = logging.getLogger(__name__)


class Following:
    """Calls back when the facilitator has done something, or others have written, as long as the page's widget lives.

    A page that is still loading cannot be told of new widgets: it would look for them among those that it has not got
    yet, and show nothing for ever. So it is followed from :meth:`begin` on.

    Where there is no event loop, as in a plain script, nothing is followed.

    Parameters
    ----------
    widget
        The page.
    workshop
        What to follow.
    callback
        Called, in the event loop, with nothing.
    newest
        Gives the number of the newest event that the page must show.
    sources
        Gives the prompts whose cards the page asks about right now.
    """

    def __init__(
        self,
        widget: ipywidgets.Widget,
        workshop: Workshop,
        callback: Callable[[], None],
        newest: Callable[[], int],
        sources: Callable[[], Collection[str]],
    ) -> None:
        self._widget = widget
        self._workshop = workshop
        self._callback = callback
        self._newest = newest
        self._sources = sources
        self._read: int | None = None
        # the room that the page was drawn from: what has happened since is news
        self._seen = workshop.room.seq
        self._begun = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.go_on()

    def go_on(self) -> None:
        """Follow, from now on or again."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._task = loop.create_task(self._follow())

    def begin(self) -> None:
        """The page is on somebody's screen, and understands what it is sent."""
        self._begun.set()

    def look(self) -> None:
        """Call back now if something has changed."""
        try:
            seq = self._newest()
            if self._has_cards() or seq != self._seen:
                self._seen = seq
                self._callback()
        except StoreError as error:
            # the store is away for a moment; what was missed is caught up with when it is back
            self._seen = -1
            log.warning("The room cannot be followed right now: %s", error)

    def close(self) -> None:
        """Stop, until told to go on."""
        if self._task:
            self._task.cancel()

    def _has_cards(self) -> bool:
        """Whether someone has written, since the last look, what the page asks about."""
        sources, since = self._sources(), self._read
        if not sources:
            self._read = None
            return False
        # one cheap question, and the next only when something has happened anywhere
        self._read = self._workshop.last_seq()
        return since is None or (self._read != since and self._workshop.has_written(sources, since))

    async def _follow(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._begun.wait(), ARRIVES_WITHIN_S)
        while self._widget.comm is not None:
            self.look()
            await asyncio.sleep(POLL_S)
