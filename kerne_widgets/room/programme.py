"""The programme: dimensions by phase, the exercises of the one in hand, where the room is, and a way to each."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import HTML, Button, VBox

from .. import messages
from ..model import Dimension, Exercise
from ..workshop import Workshop
from .pieces import line


class Programme:
    """A list of dimensions that opens on one; pressing an exercise goes there."""

    def __init__(self, workshop: Workshop, go_to: Callable[[str | None], None]) -> None:
        self._lang = workshop.lang
        self._go_to = go_to
        self._model = workshop.model
        self._buttons: dict[str, Button] = {}
        self._lists: dict[str, VBox] = {}
        self._unfolded: str | None = None
        rows: list[HTML | Button | VBox] = []
        for phase in workshop.model.phases:
            dimensions = [d for d in workshop.model.dimensions if d.phase_id == phase.phase_id and not d.optional]
            if dimensions:
                rows.append(HTML(line("kr-phase", phase.title(self._lang), "h3")))
                rows += self._dimensions(dimensions)
        optional = [d for d in workshop.model.dimensions if d.optional]
        if optional:
            rows.append(HTML(line("kr-phase", messages.text("room.more_exercises", self._lang), "h3")))
            rows += self._dimensions(optional)
        free = Button(description=messages.text("room.own_pace", self._lang))
        free.on_click(lambda _: go_to(None))
        free.add_class("kr-quiet")
        self._buttons[""] = free
        self.widget = VBox([*rows, free])
        self.widget.add_class("kr-programme")

    def _dimensions(self, dimensions: list[Dimension]) -> list[Button | VBox]:
        rows: list[Button | VBox] = []
        for dimension in dimensions:
            head = self._row(dimension.title(self._lang), sum(e.minutes for e in dimension.exercises))
            head.tooltip = dimension.intro(self._lang)
            head.add_class("kr-dimension")
            head.on_click(lambda _, dimension_id=dimension.dimension_id: self._unfold(dimension_id))
            exercises = VBox([self._exercise(exercise) for exercise in dimension.exercises])
            exercises.add_class("kr-exercises")
            exercises.layout.display = "none"
            self._lists[dimension.dimension_id] = exercises
            rows += [head, exercises]
        return rows

    def _exercise(self, exercise: Exercise) -> Button:
        button = self._row(exercise.title(self._lang), exercise.minutes)
        button.tooltip = exercise.notes.purpose(self._lang)
        button.on_click(lambda _: self._go_to(exercise.exercise_id))
        self._buttons[exercise.exercise_id] = button
        return button

    def _row(self, title: str, minutes: int) -> Button:
        return Button(description=messages.text("room.programme_row", self._lang, title=title, minutes=minutes))

    def _unfold(self, dimension_id: str) -> None:
        self._unfolded = None if dimension_id == self._unfolded else dimension_id
        for listed, exercises in self._lists.items():
            exercises.layout.display = "" if listed == self._unfolded else "none"

    def show(self, current: str) -> None:
        """Mark where the room is, and unfold its dimension when it has just come there."""
        for exercise_id, button in self._buttons.items():
            marked = "kr-current" in button._dom_classes  # noqa: SLF001  # ipywidgets has no public way to ask
            if exercise_id == current and not marked:
                button.add_class("kr-current")
                if current:
                    dimension_id = self._model.exercise(current).dimension_id
                    if dimension_id != self._unfolded:
                        self._unfold(dimension_id)
            elif exercise_id != current and marked:
                button.remove_class("kr-current")
