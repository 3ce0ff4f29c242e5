"""The screen to wait on: before the room begins, where the phones wait for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import text
from ..way import WAITING
from .bare import BareScreen, heading, sender
from .elements import box, escaped, markup

if TYPE_CHECKING:
    from .saving import Saving


class WaitingScreen(BareScreen):
    """Welcome, one is in, and the page goes on by itself; there is nothing to press.

    Parameters
    ----------
    saving
        Whose screen it is.
    """

    screen_id = WAITING

    def __init__(self, saving: Saving) -> None:
        self._saving = saving
        self._sender = sender()
        # apart, so that the heading stays where the focus is when one more has come
        self._told, self._here = markup(""), markup("")
        self.widget = box([self._told, self._here], "kerne-screen", "kerne-screen--waiting")
        self.follow_room()

    def follow_room(self) -> None:
        """What it is called, and how many are here."""
        saving, workshop = self._saving, self._saving.workshop
        keys = ("soon", "said", *(("kept",) if saving.saved_at else ()))
        name = f'<p class="kerne-workshop" dir="auto">{escaped(workshop.name)}</p>' if workshop.name else ""
        lines = "".join(f"<p>{escaped(text(f'page.waiting_{key}', saving.lang))}</p>" for key in keys)
        self._told.value = self._sender + name + heading(text("page.waiting_title", saving.lang)) + lines
        here = text("page.people_here", saving.lang, workshop.count_people(workshop.attending()))
        self._here.value = f'<p class="kerne-here">{escaped(here)}</p>'
