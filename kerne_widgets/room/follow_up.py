"""Meeting again: a follow-up is begun on the same workshop, with a second press so that no one does it by accident.

It begins with the programme for a follow-up; one press brings the one there was back. A round that nobody has answered
in can be taken back whole.
"""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Checkbox, Text, VBox

from ..errors import KerneError
from ..model import Programme as Plan
from ..programmes import FOLLOW_UP, find_programmes
from ..workshop import Workshop
from .panel import Panel
from .pieces import line, set_html
from .programme import Programme


class FollowUp(Panel):
    """A way to begin the next round, and to take it back.

    Parameters
    ----------
    workshop, done, problem
        As for :class:`Panel`.
    programme
        Where the programme is chosen.
    """

    def __init__(
        self,
        workshop: Workshop,
        done: Callable[[], None],
        problem: Callable[[KerneError | None], None],
        programme: Programme,
    ) -> None:
        super().__init__(workshop, done, problem)
        self._programme = programme
        self._chosen: tuple[Plan, Plan] | None = None  # the programme there was, and the one of the follow-up
        self._told = HTML()
        self._keep = self.button("", self._keep_old)
        self._can_undo = False
        self._seen_round = 0  # the one that was going on when the question was asked
        self._open = self.button(self.text("follow_up_open"), self._ask_to_begin)
        self._undo = self.button(self.text("follow_up_undo"), lambda: self._ask(self._undone), "kr-quiet")
        self._title = Text(description=self.text("follow_up_title"), placeholder=self.text("follow_up_title"))
        self._waits = Checkbox(description=self.text("waits"), indent=False)
        self._waits.add_class("kr-tick")
        start = self.button(self.text("follow_up_start"), self._start, "kr-main")
        fields = [self._title, self._waits]
        self._asked = self.question("follow_up_sure", start, cancel=lambda: self._ask(None), fields=fields)
        take_back = self.button(self.text("follow_up_undo_now"), self._take_back, "kr-main")
        self._undone = self.question("follow_up_undo_sure", take_back, cancel=lambda: self._ask(None))
        self.widget.children = (
            *(self._told, self._keep),
            *(self._undo, self._undone, self._open, self._asked),
        )
        self._ask(None)

    def read(self) -> bool:
        """Whether the round that is going on can be taken back; this reads everyone's answers."""
        return self.workshop.can_take_back_round()

    def show(self, *, can_undo: bool) -> None:
        """Show what can be done now."""
        self._can_undo = can_undo
        if self._seen_round not in (0, self.workshop.round_number):
            self._ask(None)  # someone else has answered the question
        asking = self._undone.layout.display != "none"
        self._undo.layout.display = "" if can_undo and not asking else "none"
        if asking and not can_undo:
            self._ask(None)  # someone has answered
        if self._chosen and self.workshop.programme != self._chosen[1]:
            self._chosen = None  # it has been changed since: there is nothing to go back from
        self._keep.layout.display = self._told.layout.display = "" if self._chosen else "none"
        if self._chosen:
            before, now_chosen = (one.title(self.workshop.lang) for one in self._chosen)
            set_html(self._told, line("kr-mute", self.text("follow_up_programme", title=now_chosen)))
            self._keep.description = self._keep.tooltip = self.text("follow_up_keep", title=before)

    def _ask_to_begin(self) -> None:
        self._ask(self._asked)
        self._waits.value = self.workshop.room.waits
        self._title.focus()  # it may be below what is seen

    def _ask(self, question: VBox | None) -> None:
        """Ask one of the questions, or none."""
        self._seen_round = self.workshop.round_number if question else 0
        self._open.layout.display = "none" if question else ""
        self._undo.layout.display = "none" if question or not self._can_undo else ""
        for one in (self._asked, self._undone):
            one.layout.display = "" if one is question else "none"

    def _start(self) -> None:
        if self._seen_round != self.workshop.round_number:
            return  # a second press, or another facilitator's
        before = self.workshop.programme
        programmes, _ = find_programmes(self.workshop.model)
        ready = next((one for one in programmes if one.programme_id == FOLLOW_UP != before.programme_id), None)
        # all at once: a phone that follows is never in the new round with the old programme
        self.workshop.start_round(self._title.value, after=self._seen_round, programme=ready, waits=self._waits.value)
        self._title.value = ""
        self._ask(None)
        if ready:
            self._programme.has_replaced(before)
            self._chosen = before, self.workshop.programme

    def _take_back(self) -> None:
        if self._chosen:
            self._keep_old()
        self.workshop.take_back_round(self._seen_round)
        self._ask(None)

    def _keep_old(self) -> None:
        self._programme.undo()
        self._chosen = None
