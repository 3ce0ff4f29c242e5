"""Before it begins: what the facilitator does first, and what the workplace is called."""

from __future__ import annotations

import html

from ipywidgets import HTML, HBox, Text

from ..subgroups import BY
from .panel import Panel
from .pieces import line

STEPS = ("wall", "plan", "go")


class Beginning(Panel):
    """Three lines on how to begin, the name of the workplace, and the roles and groups that people choose from."""

    def build(self) -> None:
        """Make what is shown."""
        self._name = Text(description=self.text("door_name"), placeholder=self.text("door_name"))
        listed = "".join(f"<li>{html.escape(self.text(f'begin_{step}'))}</li>" for step in STEPS)
        save = self.button(self.text("name_save"), self._rename)
        self._choices = {by: Text(placeholder=self.text(f"choices_{by}")) for by in BY}
        for by, field in self._choices.items():
            field.tooltip = field.description = self.text(f"choices_{by}")
        self._offered: tuple[str, ...] = ("", "")
        offer = self.button(self.text("choices_save"), self._offer)
        self.widget.add_class("kr-beginning")
        self.widget.children = (
            HTML(f'<ol class="kr-steps">{listed}</ol>'),
            HBox([self._name, save]),
            HTML(line("kr-mute", self.text("choices_how"))),
            HBox([self._choices["role"]]),
            HBox([self._choices["group"], offer]),
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
        offered = tuple(", ".join(self.workshop.choices(by)) for by in BY)
        if offered != self._offered:
            self._offered = offered
            for field, names in zip(self._choices.values(), offered, strict=True):
                field.value = names

    def _rename(self) -> None:
        self.workshop.rename(self._name.value.strip())

    def _offer(self) -> None:
        for by, field in self._choices.items():
            self.workshop.set_choices(by, field.value.replace("\n", ",").split(","))
