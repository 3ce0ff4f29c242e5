"""A panel of the control room: buttons that act and say what went wrong, and lists drawn anew only when they change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import HTML, Box, Button, HBox, VBox, Widget

from .. import messages
from ..errors import KerneError
from ..workshop import Workshop
from .pieces import line

Row = tuple[object, Callable[[], Widget]]
"""What a row is about, which is all it is made from, and how it is made."""
Made = tuple[object, Widget]


class Panel:
    """What the simulator, the action plan and the wordings have in common.

    Parameters
    ----------
    workshop
        What is led.
    done
        Called after each act, so that all is shown anew.
    problem
        Called with what went wrong.

    Attributes
    ----------
    widget
        What is shown.
    """

    def __init__(
        self,
        workshop: Workshop,
        done: Callable[[], None],
        problem: Callable[[KerneError | None], None],
    ) -> None:
        self.workshop = workshop
        self._done = done
        self._problem = problem
        self._seen: Any = None
        self._rows: dict[Box, tuple[list[Made], list[Made]]] = {}  # what each box shows, and what it showed before
        self.widget = VBox()
        self.widget.add_class("kr-panel")
        self.build()

    def build(self) -> None:
        """Make what is shown; a panel that needs more to be made than others has a constructor instead."""

    def heading(self, title: str, **values: object) -> HTML:
        """A heading, with a line that says how."""
        return HTML(line("", self.text(title, None, **values), "h3") + line("kr-mute", self.text(f"{title}_how")))

    def text(self, key: str, n: int | None = None, **values: object) -> str:
        """A sentence of the room's."""
        return messages.text(f"room.{key}", self.workshop.lang, n, **values)

    def button(self, label: str, act: Callable[[], object], css_class: str = "") -> Button:
        """A button that acts; an error is said, and nothing that is written is lost."""
        button = Button(description=label, tooltip=label)
        if css_class:
            button.add_class(css_class)

        def press(_: Button) -> None:
            try:
                act()
                self._problem(None)
            except KerneError as error:
                self._problem(error)
            self._done()

        button.on_click(press)
        return button

    def question(self, key: str, *sure: Button, cancel: Callable[[], None], fields: Sequence[Widget] = ()) -> VBox:
        """What is done by a second press only: what it means, and the keys that do it or leave it."""
        answers = HBox([*sure, self.button(self.text("cancel"), cancel, "kr-quiet")])
        return VBox([HTML(line("kr-mute", self.text(key))), *fields, answers])

    def has_changed(self, seen: Any) -> bool:
        """Whether this is other than at the last look."""
        changed = seen != self._seen
        self._seen = seen
        return changed

    def fill(self, box: Box, rows: Sequence[Row]) -> None:
        """Put rows in a box. One that is there already, about the same, stays as it is, and with it the finger on it.

        What is taken away is closed at the next change only: a press on it that is on its way is still heard.
        """
        there, gone = self._rows.get(box, ([], []))
        shown = [self._row(about, make, there) for about, make in rows]
        self._rows[box] = shown, there
        box.children = tuple(widget for _, widget in shown)
        for _, widget in gone:
            _close(widget)

    def _row(self, about: object, make: Callable[[], Widget], there: list[Made]) -> Made:
        same = next((row for row in there if row[0] == about), None)
        if same is None:
            return about, make()
        there.remove(same)
        return same

    def words(self, html: str) -> Row:
        """A row of words."""
        return html, lambda: HTML(html)

    def key(self, about: object, label: str, act: Callable[[], object], css_class: str = "kr-quiet") -> Row:
        """A row that is a button; what it does is told by what it is about and its label."""
        return (about, label), lambda: self.button(label, act, css_class)


def _close(widget: Widget) -> None:
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()
