"""Meeting again: a follow-up is begun on the same workshop, with a second press so that no one does it by accident.

It begins with the programme for a follow-up; one press brings the one there was back.
"""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, HBox, Text, VBox

from ..errors import KerneError
from ..model import Programme as Plan
from ..programmes import FOLLOW_UP, find_programmes
from ..workshop import Workshop
from .panel import Panel
from .pieces import line, set_html
from .programme import Programme


class FollowUp(Panel):
    """The rounds there have been, and a way to begin the next.

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
        self._rounds = HTML()
        self._open = self.button(self.text("follow_up_open"), lambda: self._ask(True))
        self._title = Text(description=self.text("follow_up_title"), placeholder=self.text("follow_up_title"))
        sure = self.button(self.text("follow_up_start"), self._start, "kr-main")
        cancel = self.button(self.text("cancel"), lambda: self._ask(False), "kr-quiet")
        self._asked = VBox([HTML(line("kr-mute", self.text("follow_up_sure"))), self._title, HBox([sure, cancel])])
        self._ask(False)
        self.widget.children = (self._rounds, self._told, self._keep, self._open, self._asked)

    def show(self) -> None:
        """Show which round is going on; nothing while there has been one only."""
        rounds = self.workshop.round_list()
        now = rounds[-1] if rounds else None
        told = ""
        if now and now.number > 1:
            told = line("kr-strong", self.text("round_now", number=now.number, title=now.title or "").strip(" ·"))
        set_html(self._rounds, told)
        if self._chosen and self.workshop.programme != self._chosen[1]:
            self._chosen = None  # it has been changed since: there is nothing to go back from
        self._keep.layout.display = self._told.layout.display = "" if self._chosen else "none"
        if self._chosen:
            before, now_chosen = (one.title(self.workshop.lang) for one in self._chosen)
            set_html(self._told, line("kr-mute", self.text("follow_up_programme", title=now_chosen)))
            self._keep.description = self._keep.tooltip = self.text("follow_up_keep", title=before)

    def _ask(self, asking: bool) -> None:
        self._open.layout.display = "none" if asking else ""
        self._asked.layout.display = "" if asking else "none"

    def _start(self) -> None:
        self.workshop.start_round(self._title.value)
        self._title.value = ""
        self._ask(False)
        programmes, _ = find_programmes(self.workshop.model)
        ready = next((one for one in programmes if one.programme_id == FOLLOW_UP), None)
        before = self.workshop.programme
        if ready and ready.programme_id != before.programme_id:
            self._programme.choose(ready)
            self._chosen = before, self.workshop.programme

    def _keep_old(self) -> None:
        self._programme.undo()
        self._chosen = None
