"""The end of a workshop: asked about once, thanked for, and with the files to take home at hand."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Box, VBox

from ..errors import KerneError
from ..workshop import Workshop
from .outlet import Outlet
from .panel import Panel
from .pieces import line


class Ending(Panel):
    """The question whether to end, and what there is when it has been ended.

    Parameters
    ----------
    workshop, done, problem
        As for :class:`Panel`.
    outlet
        The files to take home, which come here when it has been ended.
    home
        Where the files are until then.
    """

    def __init__(
        self,
        workshop: Workshop,
        done: Callable[[], None],
        problem: Callable[[KerneError | None], None],
        outlet: Outlet,
        home: Box,
    ) -> None:
        super().__init__(workshop, done, problem)
        self._outlet = outlet
        self._home = home
        self._place = VBox()
        said = line("", self.text("ended_title"), "h3") + line("kr-mute", self.text("ended_how"))
        self._ended = VBox([HTML(said), self._place, self.button(self.text("reopen_workshop"), workshop.reopen)])
        self._sure = self.button(self.text("end_now"), self._end, "kr-main")
        self._asked = self.question("end_sure", self._sure, cancel=lambda: self._show_asked(asked=False))
        self._ended.layout.display = "none"
        self.widget.children = (self._asked, self._ended)
        self.widget.add_class("kr-asked")
        self._show_asked(asked=False)

    def ask(self) -> None:
        """Ask whether to end it."""
        self._show_asked(asked=True)
        self._sure.focus()  # it may be far up the page

    def put_away(self) -> None:
        """Ask no more: the room has gone elsewhere."""
        self._show_asked(asked=False)

    def show(self) -> None:
        """Show what there is to do here now."""
        closed = self.workshop.room.closed
        if closed:
            self._show_asked(asked=False)
        self._ended.layout.display = "" if closed else "none"
        there, left = (self._place, self._home) if closed else (self._home, self._place)
        if not there.children:
            left.children = ()
            there.children = (self._outlet.widget,)
        self._show_place()

    def _show_asked(self, *, asked: bool) -> None:
        self._asked.layout.display = "" if asked else "none"
        self._show_place()

    def _show_place(self) -> None:
        is_empty = all(part.layout.display == "none" for part in (self._asked, self._ended))
        self.widget.layout.display = "none" if is_empty else ""

    def _end(self) -> None:
        self.workshop.close()
        self._show_asked(asked=False)
