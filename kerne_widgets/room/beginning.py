"""Before it begins: what the facilitator does first, and what the workplace is called."""

from __future__ import annotations

import html

from ipywidgets import HTML, HBox, Text

from .panel import Panel

STEPS = ("wall", "plan", "go")


class Beginning(Panel):
    """Three lines on how to begin, and the name that the big screen and the report carry."""

    def build(self) -> None:
        """Make what is shown."""
        self._name = Text(description=self.text("door_name"), placeholder=self.text("door_name"))
        listed = "".join(f"<li>{html.escape(self.text(f'begin_{step}'))}</li>" for step in STEPS)
        save = self.button(self.text("name_save"), self._rename)
        self.widget.add_class("kr-beginning")
        self.widget.children = (
            HTML(f'<ol class="kr-steps">{listed}</ol>'),
            HBox([self._name, save]),
        )

    def is_due(self) -> bool:
        """Whether nobody has been taken anywhere in this round, and nobody has answered."""
        room = self.workshop.room
        return not room.step.exercise_id and not room.visited and not self.workshop.standing_answers()

    def show(self, *, due: bool) -> None:
        """Show it, or leave the place to the exercise; a name that is being written stays."""
        self.widget.layout.display = "" if due else "none"
        if self.has_changed(self.workshop.name):
            self._name.value = self.workshop.name

    def _rename(self) -> None:
        self.workshop.rename(self._name.value.strip())
