"""The programme: the exercises by phase, where the room is, and a way to each."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Button, VBox

from .. import messages
from ..workshop import Workshop
from .pieces import line


class Programme:
    """A list of exercises; pressing one goes there."""

    def __init__(self, workshop: Workshop, go_to: Callable[[str | None], None]) -> None:
        self._workshop = workshop
        lang = workshop.lang
        self._buttons: dict[str, Button] = {}
        rows: list[HTML | Button] = []
        for phase in workshop.model.phases:
            exercises = [e for e in workshop.model.exercises if e.phase_id == phase.phase_id]
            if exercises:
                rows.append(HTML(line("kr-phase", phase.title(lang), "h3")))
            for exercise in exercises:
                label = messages.text(
                    "room.programme_row", lang, title=exercise.title(lang), minutes=exercise.minutes
                )
                button = Button(description=label, tooltip=exercise.notes.purpose(lang) or exercise.title(lang))
                button.on_click(lambda _, exercise_id=exercise.exercise_id: go_to(exercise_id))
                self._buttons[exercise.exercise_id] = button
                rows.append(button)
        free = Button(description=messages.text("room.own_pace", lang))
        free.on_click(lambda _: go_to(None))
        free.add_class("kr-quiet")
        self._buttons[""] = free
        self.widget = VBox([*rows, free])
        self.widget.add_class("kr-programme")

    def show(self, current: str) -> None:
        """Mark where the room is."""
        for exercise_id, button in self._buttons.items():
            if exercise_id == current:
                button.add_class("kr-current")
            else:
                button.remove_class("kr-current")
