"""Handing out: what the big screen shows of an exercise, drawn for the phones of those who have answered it."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from .. import charts, pictures
from ..model import Exercise
from ..places import handout_file
from ..report import save
from ..room_state import Handout
from ..workshop import Workshop

if TYPE_CHECKING:
    from matplotlib.figure import Figure

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
        self._given: tuple[str, str] | None = None
        self._not_before = 0.0
        self._waiting: asyncio.TimerHandle | None = None

    async def update(self, exercise: Exercise) -> None:
        """Hand out the picture of an exercise if it is revealed and not the one they have."""
        if not self._workshop.is_revealed(exercise.exercise_id):
            self._given = None
            return
        due = exercise.exercise_id, pictures.shown_view(self._workshop, exercise)
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

    def _give(self, exercise_id: str, view: str) -> None:
        pages = list(charts.every_page(partial(pictures.plot_view, self._workshop, view, size=SIZE)))
        content = one_under_another(pages).encode()
        version = hashlib.sha256(content).hexdigest()[:12]
        file = handout_file(self._workshop.code, exercise_id)
        known = self._workshop.handout(exercise_id)
        if known and known.version == version and file.is_file():
            return
        save(gzip.compress(content, mtime=0), file)
        self._workshop.set_handout(exercise_id, Handout(version, getattr(pages[0], "description", "")))


def one_under_another(pages: Sequence[Figure]) -> str:
    """Pages as one picture in SVG: a phone turns none, but is scrolled on."""
    drawn = [charts.svg(page) for page in pages]
    if len(drawn) == 1:
        return drawn[0]
    across, down = (round(inches * pages[0].dpi) for inches in pages[0].get_size_inches())
    # by their styles each would be as high as the whole
    placed = (
        page.replace("<svg ", f'<svg y="{at * down}" ', 1).replace('style="max-width:100%;height:auto"', "", 1)
        for at, page in enumerate(drawn)
    )
    high = down * len(drawn)
    size = f'width="{across}" height="{high}" viewBox="0 0 {across} {high}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(placed)}</svg>'
