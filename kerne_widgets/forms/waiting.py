"""The screen to wait on: before the room begins, where the phones wait for that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import logo
from ..messages import text
from ..way import WAITING
from .elements import box, close, escaped, markup

if TYPE_CHECKING:
    from .saving import Saving


class WaitingScreen:
    """Welcome, one is in, and the page goes on by itself; there is nothing to press.

    Parameters
    ----------
    saving
        Whose screen it is.
    """

    screen_id = WAITING
    is_closed = False
    said = ""
    sources: frozenset[str] = frozenset()

    def __init__(self, saving: Saving) -> None:
        self._saving = saving
        shown = logo.address()
        self._sender = f'<img class="kerne-logo" src="{shown}" alt="">' if shown else ""
        # apart, so that the heading stays where the focus is when one more has come
        self._told, self._here = markup(""), markup("")
        self.widget = box([self._told, self._here], "kerne-screen", "kerne-screen--waiting")
        self.follow_room()

    def step(self, by: int) -> bool:  # noqa: ARG002
        """There is nothing to step through."""
        return False

    def step_name(self, by: int) -> str:  # noqa: ARG002
        """The usual words."""
        return ""

    def marks(self) -> dict[str, Any]:
        """There are no fields."""
        return {}

    def follow_room(self) -> None:
        """What it is called, and how many are here."""
        saving, workshop = self._saving, self._saving.workshop
        title, *said = (
            escaped(text(f"page.waiting_{key}", saving.lang))
            for key in ("title", "soon", "said", *(("kept",) if saving.saved_at else ()))
        )
        name = f'<p class="kerne-workshop" dir="auto">{escaped(workshop.name)}</p>' if workshop.name else ""
        lines = "".join(f"<p>{line}</p>" for line in said)
        self._told.value = f'{self._sender}{name}<h1 class="kerne-thanks" tabindex="-1">{title}</h1>{lines}'
        here = text("page.people_here", saving.lang, workshop.count_people(workshop.attending()))
        self._here.value = f'<p class="kerne-here">{escaped(here)}</p>'

    def close(self) -> None:
        """Close the widgets."""
        close(self.widget)
