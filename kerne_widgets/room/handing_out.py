"""Handing out: what the big screen shows of an exercise, drawn for the phones of those who have answered it."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import time
from collections.abc import Callable

from .. import charts, pictures
from ..model import Exercise
from ..places import handout_file
from ..report import save
from ..room_state import Handout
from ..workshop import Workshop

SIZE = (6.0, 7.2)
# A room that goes on answering changes the picture with each answer, and every phone fetches it.
AGAIN_AFTER_S = 3.0


class HandingOut:
    """Gives the phones the picture of a revealed exercise, and a new one when it has changed.

    Parameters
    ----------
    workshop
        Whose picture it is.
    look_again
        Asks for another :meth:`update` soon.
    """

    def __init__(self, workshop: Workshop, look_again: Callable[[], None]) -> None:
        self._workshop = workshop
        self._look_again = look_again
        self._given: tuple[str, str, int] | None = None
        self._not_before = 0.0
        self._waiting: asyncio.TimerHandle | None = None

    async def update(self, exercise: Exercise) -> None:
        """Hand out the picture of an exercise if it is revealed and not the one they have."""
        if not self._workshop.is_revealed(exercise.exercise_id):
            self._given = None
            return
        page = self._workshop.room.pages.get(exercise.exercise_id, 1)
        due = exercise.exercise_id, pictures.shown_view(self._workshop, exercise), page
        wait_s = self._not_before - time.monotonic()
        if due == self._given and wait_s > 0:
            if self._waiting is None:
                self._waiting = asyncio.get_running_loop().call_later(wait_s, self._wake)
            return
        await asyncio.to_thread(self._give, *due)
        self._given, self._not_before = due, time.monotonic() + AGAIN_AFTER_S

    def _wake(self) -> None:
        self._waiting = None
        self._look_again()

    def _give(self, exercise_id: str, view: str, page: int) -> None:
        drawn = pictures.plot_view(self._workshop, view, page, size=SIZE)
        content = charts.svg(drawn).encode()
        version = hashlib.sha256(content).hexdigest()[:12]
        file = handout_file(self._workshop.code, exercise_id)
        known = self._workshop.handout(exercise_id)
        if known and known.version == version and file.is_file():
            return
        save(gzip.compress(content, mtime=0), file)
        self._workshop.set_handout(exercise_id, Handout(version, getattr(drawn, "description", "")))
