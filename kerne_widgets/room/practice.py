"""The robots of a rehearsal: how many there are, and one way out for all of them, which can be taken back."""

from __future__ import annotations

from ipywidgets import HTML, VBox

from .panel import Panel
from .pieces import line, set_html

Seen = tuple[int, int]


class Practice(Panel):
    """A line and a key, there as long as robots are in the room, or were taken out and can come back.

    Attributes
    ----------
    asked
        The question that the key asks first, which has a place of its own.
    """

    def build(self) -> None:
        """Make what is shown."""
        self._told = HTML()
        self._seen_n = (0, 0)
        self._opener = self.button(self.text("practice_out"), self._ask)
        self._anew = self.button(self.text("practice_anew"), self._begin_anew, "kr-main")
        only = self.button(self.text("practice_only"), self._take_out)
        self.asked = self.question("practice_sure", self._anew, only, cancel=self._leave)
        self.asked.add_class("kr-asked")
        self._back = self.button(self.text("practice_back"), self.workshop.bring_back_robots, "kr-quiet")
        self.widget = VBox([self._told, self._opener, self._back])
        self.widget.add_class("kr-practice")
        self._asking = False
        self._show()

    def read(self) -> Seen:
        """How many robots there are, and how many can come back."""
        n = len(self.workshop.robots())
        return n, 0 if n else len(self.workshop.robots_to_bring_back())

    def show(self, seen: Seen) -> None:
        """Show what can be done now; a question that is asked stays, unless someone else has answered it."""
        self._seen_n = seen
        self._asking = self._asking and bool(seen[0])
        self._show()

    def _show(self) -> None:
        n_here, n_gone = self._seen_n
        told = self.text("practice_here", n_here) if n_here else self.text("practice_gone", n_gone) if n_gone else ""
        set_html(self._told, f'<div role="status">{line("kr-mute", told)}</div>' if told else "")
        self._opener.layout.display = "" if n_here and not self._asking else "none"
        self.asked.layout.display = "" if self._asking else "none"
        self._back.layout.display = "" if n_gone else "none"
        self.widget.layout.display = "" if told else "none"

    def _ask(self) -> None:
        self._asking = True
        self._show()
        self._anew.focus()  # it may be far up the page

    def _leave(self) -> None:
        self._asking = False
        self._show()

    def _take_out(self) -> None:
        self.workshop.take_out_robots()
        self._leave()

    def _begin_anew(self) -> None:
        self._take_out()
        self.workshop.begin_anew()
