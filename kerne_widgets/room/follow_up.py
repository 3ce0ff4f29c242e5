"""Meeting again: a follow-up is begun on the same workshop, with a second press so that no one does it by accident."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, HBox, Text, VBox

from ..errors import KerneError
from ..workshop import Workshop
from .panel import Panel
from .pieces import line, set_html


class FollowUp(Panel):
    """The rounds there have been, and a way to begin the next.

    Parameters
    ----------
    workshop, done, problem
        As for :class:`Panel`.
    """

    def __init__(
        self, workshop: Workshop, done: Callable[[], None], problem: Callable[[KerneError | None], None]
    ) -> None:
        super().__init__(workshop, done, problem)
        self._rounds = HTML()
        self._open = self.button(self.text("follow_up_open"), lambda: self._ask(True))
        self._title = Text(description=self.text("follow_up_title"), placeholder=self.text("follow_up_title"))
        sure = self.button(self.text("follow_up_start"), self._start, "kr-main")
        cancel = self.button(self.text("cancel"), lambda: self._ask(False), "kr-quiet")
        self._asked = VBox([HTML(line("kr-mute", self.text("follow_up_sure"))), self._title, HBox([sure, cancel])])
        self._ask(False)
        self.widget.children = (self._rounds, self._open, self._asked)

    def show(self) -> None:
        """Show which round is going on; nothing while there has been one only."""
        rounds = self.workshop.round_list()
        now = rounds[-1] if rounds else None
        told = ""
        if now and now.number > 1:
            told = line("kr-strong", self.text("round_now", number=now.number, title=now.title or "").strip(" ·"))
        set_html(self._rounds, told)

    def _ask(self, asking: bool) -> None:
        self._open.layout.display = "none" if asking else ""
        self._asked.layout.display = "" if asking else "none"

    def _start(self) -> None:
        self.workshop.start_round(self._title.value)
        self._title.value = ""
        self._ask(False)
